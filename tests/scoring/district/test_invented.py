"""The invented district: clearly invented, plausible, the same every time, and full of what an office meets."""

from __future__ import annotations

import csv
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest
from strategies.merging import Shelf, classes, contents, merged, rows

from criteria.faults import FaultError
from criteria.model import IndicatorSet
from scoring.assessment import assess
from scoring.district import DistrictFile, district_files, set_name
from scoring.district.chance import Chance
from scoring.district.files import BEFORE, RECORDS, ROSTER
from scoring.district.tables import communes, forms, stranger, table
from scoring.merge import Merged
from scoring.store.loading import load_record
from scoring.units.roster import read_roster

MARK = "số liệu giả lập"


@pytest.fixture(scope="module")
def known() -> IndicatorSet:
    """Return the set its records are answered under."""
    return Shelf().load(*set_name()[:2])


@pytest.fixture(scope="module")
def files(known: IndicatorSet) -> tuple[DistrictFile, ...]:
    """Return its files."""
    return tuple(district_files(known))


@pytest.fixture(scope="module")
def folder(files: tuple[DistrictFile, ...], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder it was written into."""
    top = tmp_path_factory.mktemp("huyện")
    for file in files:
        path = top / file.name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(file.data)
    return top


@pytest.fixture(scope="module")
def results(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Merged:
    """Return its merge, against that of the period before."""
    out = tmp_path_factory.mktemp("kết quả")
    roster = str(folder / ROSTER)
    before = merged(out / "before", folder / BEFORE / RECORDS, roster=roster)
    assert before.counts["kept"] == before.counts["files"] == 20
    return merged(out / "now", folder / RECORDS, roster=roster, against=before.folder)


def test_every_run_makes_the_same_bytes(files: tuple[DistrictFile, ...], known: IndicatorSet) -> None:
    """Nothing hangs on a clock, on an order or on a random number."""
    assert tuple(district_files(known)) == files
    assert len({file.name for file in files}) == len(files)


def test_no_unit_can_be_taken_for_a_real_one(root: Path) -> None:
    """No name and no code of the twenty, or of the stranger, was ever a unit's or a district's."""
    with (root / "scoring/units/units_until_2025-06-30.csv").open(encoding="utf-8") as file:
        real = [*csv.DictReader(file)]
    ours = (*communes(), stranger())
    assert len({one.code for one in ours}) == len({one.name for one in ours}) == 21
    assert {one.code for one in ours}.isdisjoint(row["code"] for row in real)
    assert {one.name for one in ours}.isdisjoint(row["name"] for row in real)
    assert {one.office.name for one in ours}.isdisjoint(row["parent_name"] for row in real)
    assert {one.office.code for one in ours}.isdisjoint(row["parent_code"] for row in real)


def test_every_file_says_that_its_figures_are_invented(files: tuple[DistrictFile, ...]) -> None:
    """A record says so in its first line, and again as its assessor and its district; every other file says so too."""
    for file in files:
        text = file.data.decode()
        assert MARK in text.casefold(), file.name
        if not file.name.endswith(".toml"):
            continue
        assert text.startswith(f"# {table('communes')['mark']}\n"), file.name
        assert 'name = "Số liệu giả lập"' in text
        assert MARK in text[text.index("[unit]") : text.index("[period]")]


def test_records_are_sound_and_state_their_result(folder: Path, known: IndicatorSet) -> None:
    """Every record but the broken one reads without a fault, and its points are those it states."""
    for path in folder.rglob("*.toml"):
        if path == broken_file(folder):
            continue
        reading = load_record(path)
        card = assess(known, reading)
        assert card is not None
        assert [fault.code for fault in card.findings if not fault.is_warning] == [], path.name


def test_the_broken_record_is_sound_but_for_a_comma(folder: Path, tmp_path: Path) -> None:
    """The line that the fault names, put right, mends the file."""
    path = broken_file(folder)
    with pytest.raises(FaultError) as raised:
        load_record(path)
    (fault,) = raised.value.faults
    assert fault.line is not None
    lines = path.read_text("utf-8").splitlines()
    lines[fault.line - 1] = lines[fault.line - 1].replace(",", ".")
    mended = tmp_path / path.name
    mended.write_text("\n".join(lines) + "\n", "utf-8")
    assert load_record(mended).record is not None


def broken_file(folder: Path) -> Path:
    """Return the file of this period that cannot be read."""
    return next((folder / RECORDS).glob(f"{table('communes')['cases']['broken']['code']}*"))


def test_every_question_and_fact_of_the_set_has_words(known: IndicatorSet) -> None:
    """`answers.toml` and `facts.toml` name what the set asks, and nothing else."""
    asked = {one.id for one in known.indicators()}
    assert forms().keys() <= asked
    assert {one.id for one in known.indicators() if one.evidence.required} <= {
        id_ for id_, form in forms().items() if form.papers
    }
    assert table("facts").keys() <= known.facts.keys()


def test_the_roster_names_twenty_units(folder: Path) -> None:
    """Excel opens it, we read it without a doubt, and the stranger is not in it."""
    data = (folder / ROSTER).read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    roster, faults = read_roster(data)
    assert faults == []
    assert len(roster.units) == 20
    assert stranger().code not in roster.by_code()


def test_a_merge_finds_what_was_put_in(results: Merged) -> None:
    """One of each: copy, earlier revision, conflict, broken file, missing unit, stranger, difference, review."""
    counts = results.counts
    found = {
        name: counts[name] for name in ("superseded", "conflict", "open", "broken", "missing", "stranger")
    }
    assert found == {"superseded": 1, "conflict": 2, "open": 1, "broken": 1, "missing": 1, "stranger": 1}
    assert counts["identical"] == 2  # the copy, and what the reviewers sent back
    assert (counts["roster_differs"], counts["fault"], counts["edited_by_hand"]) == (1, 0, 0)
    assert counts["kept"] == counts["units"] == 18
    reviewed = [unit for unit in results.units if unit.verified_points is not None]
    assert [unit.unit_code for unit in reviewed] == [table("communes")["cases"]["reviewed"]["code"]]
    assert reviewed[0].verified_points != reviewed[0].points


def test_the_cases_are_where_the_table_says(results: Merged) -> None:
    """The files that stand out are those of the communes named in `communes.toml`."""
    cases = table("communes")["cases"]
    found = classes(Path(results.folder))
    (copied,) = [name for name, kind in found.items() if kind == "identical" and "(1)" in name]
    assert cases["copied"]["code"] in copied
    assert {Path(name).name[:5] for name, kind in found.items() if kind == "conflict"} == {
        cases["twofold"]["code"]
    }
    assert [unit.code for unit in results.missing] == [cases["absent"]["code"]]
    (conflict,) = results.conflicts
    first, second = conflict.candidates
    assert first.points != second.points


def test_the_ranking_has_a_tie_and_both_sorts_of_rank(results: Merged) -> None:
    """Two units share a rank; some ranks are firm and some fragile; every band is given, and once none."""
    table_ = rows(Path(results.folder), "ranking.csv")
    assert Counter(row["tied"] for row in table_) == {"1": 16, "2": 2}
    assert {row["firmness"] for row in table_} == {"firm", "fragile"}
    bands = Counter(row["band"] for row in table_)
    assert {*bands} == {"Tốt", "Khá", "Trung bình", "Yếu", ""}
    assert bands["Khá"] + bands["Trung bình"] > len(table_) / 2
    assert Decimal(table_[0]["percent"]) > 85
    assert Decimal(table_[-1]["percent"]) < 40


def test_the_period_before_can_be_compared_with(results: Merged) -> None:
    """Some went up, some went down, one is new and three are not there now."""
    gained = [row["points_gained"] for row in rows(Path(results.folder), "changes.csv")]
    assert any(gain.startswith(("-", "'-")) for gain in gained)
    assert sum(1 for gain in gained if gain and "-" not in gain) > 5
    assert gained.count("") == 4


def test_figures_grow_with_the_commune(folder: Path) -> None:
    """The largest communes have the most residents, files and documents."""
    sizes: list[dict[str, Decimal]] = []
    for path in (folder / BEFORE / RECORDS).iterdir():
        record = load_record(path).record
        assert record is not None
        sizes.append({name: a.value for name, a in record.facts.items() if isinstance(a.value, Decimal)})
    sizes.sort(key=lambda facts: facts["households"])
    for name in ("residents_14", "adults", "files_received", "documents_in", "staff"):
        small, large = (sum(facts[name] for facts in part) for part in (sizes[:10], sizes[10:]))
        assert large > small * Decimal("1.1"), name
    assert all(facts["adults"] < facts["residents_14"] for facts in sizes)
    assert all(facts["files_resolved"] <= facts["files_received"] for facts in sizes)


def test_plans_reasons_and_blanks_are_among_the_answers(folder: Path) -> None:
    """Some answers are plans, some do not apply and say why, and some questions are left."""
    text = "".join(path.read_text("utf-8") for path in (folder / RECORDS).glob("99*.toml"))
    assert text.count("\nplan = ") > 10
    assert text.count("\nnot_applicable = ") >= 5
    assert text.count("\nnote = ") > 50
    assert not any(coverage.startswith("0/") for coverage in text.split("coverage = ")[1:])


def test_the_same_question_has_the_same_answer() -> None:
    """A draw hangs on the seed and on what is asked, not on what was asked before."""
    chance = Chance("a")
    first = chance.draw("x", "y")
    chance.draw("z")
    assert chance.draw("x", "y") == first == Chance("a").draw("x", "y")
    assert chance.draw("xy") != first != Chance("b").draw("x", "y")
    assert all(0 <= chance.draw(str(number)) < 1 for number in range(100))


def test_the_sample_record_is_one_of_the_twenty(folder: Path, root: Path) -> None:
    """Xã Ví Dụ has the answers of its sample record; the real communes of the samples are not there."""
    code = table("communes")["sample"]
    samples = {path.name[:5]: path for path in (root / "scoring/samples").rglob("*.toml")}
    ours = load_record(folder / RECORDS / samples[code].name).record
    theirs = load_record(samples.pop(code)).record
    assert ours is not None
    assert theirs is not None
    assert (ours.answers, ours.facts, ours.review) == (theirs.answers, theirs.facts, theirs.review)
    assert all(real not in name for real in samples for name in contents(folder))
