"""The words of the reports: the same keys and placeholders in both languages, every one of them used."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

from strategies.sets import indicator_set, line, pillar

from criteria.reading import load_set
from criteria.words import Lang
from scoring.merge.merged import FILE_CLASSES, FINDINGS
from scoring.reports.explained import rule_sentences, total_sentences
from scoring.reports.wording import Wording, wordings

HOLES = re.compile(r"\{(\w+)\}")
LANGS: tuple[Lang, ...] = ("vi", "en")


def test_both_languages_have_the_same_keys_and_placeholders() -> None:
    """What can be said in one language can be said in the other, with the same things named."""
    vi, en = wordings("vi"), wordings("en")
    assert vi.keys() == en.keys()
    for key, words in vi.items():
        assert set(HOLES.findall(words)) == set(HOLES.findall(en[key])), key


def test_every_class_and_finding_has_a_name() -> None:
    """Whatever a merge finds can be printed."""
    for lang in LANGS:
        known = wordings(lang)
        assert {f"class.{kind}" for kind in (*FILE_CLASSES, "missing")} <= known.keys()
        assert {f"finding.{finding}" for finding in FINDINGS} <= known.keys()


def test_every_wording_is_used(root: Path) -> None:
    """A wording that nothing asks for is in nobody's report."""
    folder = root / "scoring" / "reports"
    sources = "\n".join(
        path.read_text("utf-8") for path in folder.rglob("*") if path.suffix in {".py", ".j2"}
    )
    built = ("class.", "finding.", "rule.", "total.", "status.")  # put together from what they name
    for key in wordings("vi"):
        _, _, name = key.partition(".")
        assert key.startswith(built) or f'"{key}"' in sources or f'"{name}"' in sources, key


def test_every_shipped_rule_is_told(root: Path) -> None:
    """Every indicator of every shipped set has its rule in a sentence, in both languages, with no hole left."""
    for head in sorted(root.glob("criteria/sets/*/*/set.toml")):
        known = load_set(head.parent)
        for lang in LANGS:
            say = Wording(lang)
            told = [*total_sentences(known, say)]
            for indicator in known.indicators():
                told += rule_sentences(indicator, known, say)
            assert all(told)
            assert not [sentence for sentence in told if "{" in sentence]


def test_what_stands_outside_the_maximum_is_told() -> None:
    """Bonus and penalty with their caps, weights where a mean is taken, and what an answer that is missing does."""
    say = Wording("vi")
    bonus = line("1.2", "2", bonus=True)
    penalty = line("1.3", "2", penalty=True)
    plain = indicator_set(pillar("1", line("1.1", "10")))
    assert not [told for told in total_sentences(plain, say) if "Điểm thưởng" in told or "Điểm trừ" in told]
    assert any("Chưa có số liệu" in told for told in total_sentences(plain, say))
    both = indicator_set(pillar("1", line("1.1", "10"), bonus, penalty), bonus_cap=Decimal(3))
    told = [*total_sentences(both, say)]
    assert any(one.startswith("Điểm thưởng") and "nhiều nhất 3 điểm" in one for one in told)
    assert any(one.startswith("Điểm trừ") and "nhiều nhất" not in one for one in told)
    mean = plain._replace(
        aggregation="weighted_mean", pillars=(plain.pillars[0]._replace(weight=Decimal("0.4")),)
    )
    assert any(one.startswith("Trọng số") and "0,4" in one for one in total_sentences(mean, say))
