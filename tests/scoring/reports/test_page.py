"""The page as a file: one piece, nothing from outside, every text escaped, everything labelled."""

from __future__ import annotations

import json
import re
from base64 import b64encode
from decimal import Decimal
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path

import pytest
from strategies.merges import Maker, merged, since, small

from criteria.model import IndicatorSet
from criteria.reading import load_set
from criteria.words import Lang
from scoring.merge.csv_text import CsvStyle
from scoring.merge.merged import Conflict, Merged, MissingUnit, Problem
from scoring.reports import write_page
from scoring.tables import rank_units

VOID = frozenset(("meta", "link", "br", "input", "rect", "line"))
EVIL = "</script><script>alert(1)</script><img src=x onerror=alert(1)> \"' & \u202e[b] {{ 7 * 7 }} \x1b[31m"


@pytest.fixture(scope="module")
def known(root: Path) -> IndicatorSet:
    """Return the set that the reports are made with."""
    return load_set(root / "criteria/sets/vi-du/2024.1")


def written(merge: Merged, path: Path) -> str:
    """Write the page of a merge and return it."""
    write_page(merge, rank_units(merge), str(path))
    return path.read_text("utf-8")


class Reader(HTMLParser):
    """Reads a page: its elements, whether they are closed in order, and its texts."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element."""
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element without content."""
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        """Close an element: it has to be the last one opened."""
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        """Note a text."""
        self.texts.append(data)


def read(page: str) -> Reader:
    """Read a page to its end."""
    reader = Reader()
    reader.feed(page)
    reader.close()
    assert reader.open == []
    return reader


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_nothing_comes_from_outside(lang: Lang, known: IndicatorSet, tmp_path: Path) -> None:
    """No element names an address but places in the page itself; the policy allows the page's own pieces only."""
    page = written(small(tmp_path / "out", known, lang), tmp_path / "a.html")
    reader = read(page)
    for tag, attributes in reader.elements:
        assert "src" not in attributes
        assert not [name for name in attributes if name.startswith("on") or name == "style"]
        assert str(attributes.get("href", "#")).startswith(("#", "data:,")), tag
    assert "@import" not in page
    assert "url(" not in page
    style = re.findall(r"<style>(.*?)</style>", page, re.DOTALL)
    script = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    hashes = [b64encode(sha256(piece.encode()).digest()).decode() for piece in (*style, *script)]
    assert len(hashes) == 2
    policy = next(
        a["content"] for _, a in reader.elements if a.get("http-equiv") == "Content-Security-Policy"
    )
    assert policy is not None
    assert policy.startswith("default-src 'none';")
    assert all(f"'sha256-{own}'" in policy for own in hashes)


def test_texts_of_a_record_stay_texts(known: IndicatorSet, tmp_path: Path) -> None:
    """Markup, script ends and template signs in a record are shown, and make no element."""
    cards = [Maker(known).card(0)]
    unit = cards[0].record.unit
    own = unit._replace(name=EVIL, parent=unit.parent._replace(name=EVIL))
    cards[0] = cards[0]._replace(record=cards[0].record._replace(unit=own))
    merge = merged(
        tmp_path / "out",
        cards,
        missing=[MissingUnit(EVIL, EVIL, EVIL, EVIL, EVIL)],
        conflicts=[Conflict(EVIL, EVIL, EVIL, EVIL, (), "sha256:x", EVIL, EVIL, EVIL)],
        problems=[Problem("broken", "fault", "F005", EVIL, EVIL, EVIL, EVIL)],
    )
    page = written(merge, tmp_path / "a.html")
    reader = read(page)
    tags = [tag for tag, _ in reader.elements]
    assert tags.count("script") == 2
    assert "img" not in tags
    assert "49" not in "".join(re.findall(r"\{\{.*?\}\}", page))
    assert "\x1b" not in page
    assert "\u202e" not in page
    assert "<img src=x onerror=alert(1)>" in "".join(reader.texts)


def test_everything_is_labelled(known: IndicatorSet, tmp_path: Path) -> None:
    """A skip link, one heading of the first rank, named regions, scopes of headings, captions, pictures with words."""
    reader = read(written(small(tmp_path / "out", known), tmp_path / "a.html"))
    ids = [a["id"] for _, a in reader.elements if "id" in a]
    assert len(ids) == len(set(ids))
    assert [tag for tag, _ in reader.elements].count("h1") == 1
    assert ("a", {"class": "skip", "href": "#main"}) in reader.elements
    for tag, attributes in reader.elements:
        if tag == "th":
            assert attributes["scope"] in {"col", "row"}
        if tag in {"section", "div"} and "aria-labelledby" in attributes:
            assert attributes["aria-labelledby"] in ids
        if tag == "a":
            assert str(attributes["href"])[1:] in ids
        if tag == "svg":
            assert attributes.get("aria-hidden") == "true" or attributes.get("aria-label")
        if attributes.get("class") in {"scroll", "scroll tall"}:
            assert attributes["tabindex"] == "0"
            assert attributes["role"] == "region"


def test_the_data_of_the_script_is_the_ranking(known: IndicatorSet, tmp_path: Path) -> None:
    """The script works with the same figures: ranks, points, percent, pillars, five strengths and weaknesses at most."""
    merge = small(tmp_path / "out", known)
    ranked = rank_units(merge)
    page = written(merge, tmp_path / "a.html")
    (source,) = re.findall(r'<script type="application/json">(.*?)</script>', page)
    data = json.loads(source, parse_float=Decimal)
    assert [unit[0] for unit in data["units"]] == [one.unit.unit_code for one in ranked]
    for unit, one in zip(data["units"], ranked, strict=True):
        assert unit[3:7] == [one.rank, one.tied, one.best, one.worst]
        assert unit[7] == one.unit.points
        assert len(unit[13]) == len(known.pillars)
        assert all(len(unit[place]) <= 5 for place in (14, 15))
        assert all(lead > 0 for _, _, lead in unit[14])
        assert all(lead < 0 for _, _, lead in unit[15])


def test_figures_are_written_as_the_language_has_it(known: IndicatorSet, tmp_path: Path) -> None:
    """95,24 % with a space that does not break in Vietnamese, 95.24% in English."""
    vi = written(small(tmp_path / "vi", known), tmp_path / "vi.html")
    en = written(small(tmp_path / "en", known, "en"), tmp_path / "en.html")
    assert re.search(r">\d+,\d\d\u00a0%<", vi)
    assert re.search(r">\d+\.\d\d%<", en)
    assert '<html lang="vi">' in vi
    assert '<html lang="en">' in en


def test_an_empty_merge_has_a_page_too(tmp_path: Path) -> None:
    """Nothing was ranked: the page is whole, and says what is missing."""
    merged(tmp_path, [])
    empty = Merged(
        str(tmp_path), CsvStyle(), by_verified=False, units=(), sets={}, missing=(), conflicts=(), counts={}
    )
    read(written(empty, tmp_path / "a.html"))


def test_several_periods_stand_one_after_the_other(known: IndicatorSet, tmp_path: Path) -> None:
    """Each set, version and period is ranked for itself, and has parts of its own."""
    maker = Maker(known)
    cards = [maker.card(place, period) for period in ("2023", "2024-H1") for place in range(3)]
    reader = read(written(merged(tmp_path / "out", cards), tmp_path / "a.html"))
    ids = {a.get("id") for _, a in reader.elements}
    assert {"ranking-1", "ranking-2", "profile-2"} <= ids


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_what_changed_is_drawn_and_listed(lang: Lang, known: IndicatorSet, tmp_path: Path) -> None:
    """Two pictures with words for those who do not see them, and a row for every unit, the gone and the new too."""
    merge = small(tmp_path / "out", known, lang)
    changes = since(merge, tmp_path / "cu")
    write_page(merge, rank_units(merge), str(tmp_path / "a.html"), changes)
    page = (tmp_path / "a.html").read_text("utf-8")
    reader = read(page)
    pictures = [a for tag, a in reader.elements if tag == "svg" and str(a.get("class")).startswith("drawn")]
    assert len(pictures) == 2
    assert all(picture["role"] == "img" and picture["aria-label"] for picture in pictures)
    curves = [a for tag, a in reader.elements if tag == "path"]
    assert len(curves) == sum(one.rank_gained is not None for one in changes)
    moves = page.partition('<table class="moves">')[2].partition("</table>")[0]
    assert moves.count('<th scope="row">') == len(changes)
    assert "Xã Đã Sáp Nhập" in moves
    ids = [a["id"] for _, a in reader.elements if "id" in a]
    assert len(ids) == len(set(ids))
    assert "#changes-1" in [a.get("href") for tag, a in reader.elements if tag == "a"]


def test_hostile_names_stay_texts_in_pictures(known: IndicatorSet, tmp_path: Path) -> None:
    """A name that came with the earlier merge is no more trusted than one of now."""
    merge = small(tmp_path / "out", known)
    changes = [
        one._replace(
            then=None
            if one.then is None
            else one.then._replace(unit_name=EVIL, period=EVIL, set_version=EVIL),
            now=None if one.now is None else one.now._replace(unit_name=EVIL),
        )
        for one in since(merge, tmp_path / "cu")
    ]
    write_page(merge, rank_units(merge), str(tmp_path / "a.html"), changes)
    page = (tmp_path / "a.html").read_text("utf-8")
    tags = [tag for tag, _ in read(page).elements]
    assert tags.count("script") == 2
    assert "img" not in tags
    assert "\x1b" not in page
    assert "\u202e" not in page


def test_many_units_are_listed_and_the_largest_moves_drawn(known: IndicatorSet, tmp_path: Path) -> None:
    """With more units than lines can be told apart, only the largest gains and losses are drawn."""
    merge = small(tmp_path / "out", known, count=60)
    write_page(merge, rank_units(merge), str(tmp_path / "a.html"), since(merge, tmp_path / "cu"))
    elements = read((tmp_path / "a.html").read_text("utf-8")).elements
    assert [tag for tag, _ in elements].count("polygon") == 16
    assert "path" not in [tag for tag, _ in elements]


def test_without_an_earlier_merge_there_is_no_such_part(known: IndicatorSet, tmp_path: Path) -> None:
    """Nothing was compared: no heading, no place in the contents."""
    assert "changes-1" not in written(small(tmp_path / "out", known), tmp_path / "a.html")


def test_who_leads_and_who_is_last_is_told_as_it_is(known: IndicatorSet, tmp_path: Path) -> None:
    """Places that many share are told as shared; one unit alone is not first and last at once."""
    merge = small(tmp_path / "out", known, "vi", 4)

    def told(*points: int) -> str:
        units = [
            unit._replace(points=Decimal(own), max=Decimal(100))
            for unit, own in zip(merge.units, points, strict=False)
        ]
        view = written(merge._replace(units=tuple(units)), tmp_path / f"{points}.html")
        found = re.search(r'<ul class="findings">\n<li>(.*?)</li>', view)
        assert found
        return found[1]

    name = merge.units[0].unit_name
    assert told(90) == f"Chỉ có {name} được xếp hạng, với 90 điểm (90\u00a0%)."
    assert told(50, 50, 50, 50) == "Cả 4 đơn vị cùng hạng với 50 điểm (50\u00a0%)."
    assert told(90, 40, 40, 40) == (
        f"Dẫn đầu là {name} với 90 điểm (90\u00a0%); 3 đơn vị cùng đứng cuối với 40 điểm (40\u00a0%)."
    )
    assert told(90, 90, 50, 40).startswith("2 đơn vị cùng dẫn đầu với 90 điểm")


def test_verified_ranks_say_who_has_none(known: IndicatorSet, tmp_path: Path) -> None:
    """Ranked by verified points with nobody reviewed to the end: no rank, no band, and the reason."""
    merge = small(tmp_path / "out", known, "vi", 3)._replace(by_verified=True)
    assert "Chỉ đơn vị đã thẩm định xong" in written(merge, tmp_path / "a.html")
