"""The words of the reports: the same keys and placeholders in both languages, every one of them used."""

from __future__ import annotations

import re
from pathlib import Path

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
