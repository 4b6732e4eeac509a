"""A merge compared with an earlier one, and the results of a merge read back to be looked at."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from strategies.districts import Writer
from strategies.merging import Shelf, codes, contents, merged, rows

from criteria.faults import FaultError
from scoring.merge.csv_text import CsvStyle
from scoring.merge.merged import PillarResult, UnitResult, line_results
from scoring.merge.reopening import reopen
from scoring.tables import rank_units

KNOWN = Shelf().load("vi-du", "2024.1")
UNITS = 12


def records(folder: Path, period: str = "2024-H1", seed: int = 7, units: int = UNITS) -> Path:
    """Write sound records of a period, with a conflict and a broken file."""
    writer = Writer(KNOWN, seed, period)
    folder.mkdir()
    for place in range(units):
        (folder / f"{place:03}.toml").write_text(writer.text(writer.record(place)), "utf-8")
    (folder / "khác.toml").write_text(writer.text(writer.record(3, 1)), "utf-8")
    (folder / "hỏng.toml").write_text("a = [\n", "utf-8")
    return folder


def test_the_results_about_to_be_replaced_can_be_compared_with(tmp_path: Path) -> None:
    """`--against` may name the out folder itself: what it held before the run is what was then."""
    out = tmp_path / "kq"
    merged(out, records(tmp_path / "cu", "2023"), report=True)
    then = {row["unit_code"]: row["rank"] for row in rows(out, "ranking.csv")}
    merged(out, records(tmp_path / "moi", seed=8), against=str(out), report=True)
    now = {row["unit_code"]: row["rank"] for row in rows(out, "ranking.csv")}
    changes = rows(out, "changes.csv")
    assert {row["unit_code"] for row in changes} == then.keys() | now.keys()
    for row in changes:
        assert row["rank_then"] == then.get(row["unit_code"], "")
        assert row["rank"] == now.get(row["unit_code"], "")
    assert "Thay đổi" in (out / "report.html").read_text("utf-8")


def test_nobody_gains_against_the_same_records(tmp_path: Path) -> None:
    """The same files merged twice: not one figure has moved, whatever the rounding."""
    folder, out = records(tmp_path / "phieu"), tmp_path / "kq"
    merged(out, folder)
    merged(out, folder, against=str(out), style=CsvStyle("vi"))
    merged(out, folder, against=str(out))
    gains = [
        value for row in rows(out, "changes.csv") for key, value in row.items() if key.endswith("_gained")
    ]
    assert gains
    assert {*gains} <= {"0", ""}


def test_a_folder_that_cannot_be_compared_with_stops_at_once(tmp_path: Path) -> None:
    """M018 before one record is read: nothing is written, and what was there stays."""
    folder, out = records(tmp_path / "phieu"), tmp_path / "kq"
    merged(out, folder)
    before = contents(out)
    with pytest.raises(FaultError) as caught:
        merged(out, folder, against=str(folder))
    assert codes(caught.value) == ["M018"]
    (tmp_path / "la").mkdir()
    with pytest.raises(FaultError) as caught:
        merged(tmp_path / "khác", folder, against=str(tmp_path / "la"))
    assert codes(caught.value) == ["M018"]
    assert contents(out) == before
    assert not [*tmp_path.glob("*.moi.*")]


@pytest.mark.parametrize("there", [True, False])
def test_the_first_merge_against_its_own_folder_has_nothing_to_compare_with(
    tmp_path: Path, *, there: bool
) -> None:
    """The one command that is run every time: the first run goes on without a comparison, the second has one."""
    folder, out = records(tmp_path / "phieu"), tmp_path / "kq"
    if there:
        out.mkdir()
    merged(out, folder, against=f"{out}/")
    assert not (out / "changes.csv").exists()
    merged(out, folder, against=str(out))
    assert (out / "changes.csv").exists()


def test_what_is_doubtful_in_the_roster_stands_in_the_problems(tmp_path: Path) -> None:
    """A lost zero and a column nobody knows: rows of the class `roster`, first, and counted as warnings."""
    folder = records(tmp_path / "phieu")
    codes_of = [f"{place + 1:05}" for place in range(UNITS)]
    roster = tmp_path / "đơn vị.csv"
    lines = [f"{code},Xã {code},x" for code in (codes_of[0].lstrip("0"), *codes_of[1:])]
    roster.write_text("code,name,ghi chú\n" + "\n".join(lines) + "\n", "utf-8")
    found = merged(tmp_path / "kq", folder, roster=str(roster))
    told = [row for row in rows(tmp_path / "kq", "problems.csv") if row["class"] == "roster"]
    assert told == rows(tmp_path / "kq", "problems.csv")[: len(told)]
    assert {row["code"] for row in told} == {"U501", "U503", "U505"}
    assert {(row["finding"], row["file"]) for row in told} == {("warning", "đơn vị.csv")}
    assert len(found.roster_doubts()) == len(told)
    assert found.counts["warning"] >= len(told)


def _known_of(unit: UnitResult) -> UnitResult:
    """Return what of a unit can be read back."""
    shares = [pillar.share for pillar in unit.pillars]
    lines = " ".join(cell[0].lower() + cell[1:] for cell in unit.lines.split(" "))
    bare = unit._replace(unit_kind="", parent_code="", unit_class="", digest="", lines=lines)
    return bare._replace(
        pillars=tuple(PillarResult(round(share or Decimal(0), 7), Decimal(1)) for share in shares)
    )


@pytest.mark.parametrize("style", [CsvStyle("vi"), CsvStyle("en", raw=True)])
def test_results_are_read_back(style: CsvStyle, tmp_path: Path) -> None:
    """Units, ranks, lines, conflicts, missing units and counts as the merge found them; nothing in the folder changes."""
    folder, out = records(tmp_path / "phieu"), tmp_path / "kq"
    roster = tmp_path / "don-vi.csv"
    codes_of = [f"{place + 1:05}" for place in range(UNITS + 2)]
    roster.write_text("code,name\n" + "".join(f"{code},Xã {code}\n" for code in codes_of), "utf-8")
    found = merged(out, folder, roster=str(roster), style=style)
    before = contents(out)
    again = reopen(str(out), Shelf())
    assert contents(out) == before
    ranked = rank_units(found)
    assert [_known_of(one.unit) for one in again.ranked] == [_known_of(one.unit) for one in ranked]
    assert [one[1:] for one in again.ranked] == [one[1:] for one in ranked]
    assert again.merged.counts == found.counts
    assert [(one.code, one.name, one.period) for one in again.merged.missing] == [
        (one.code, one.name, one.period) for one in found.missing
    ]
    assert again.merged.conflicts == found.conflicts
    assert again.merged.contested == found.contested
    assert again.merged.style == style
    assert again.roster
    assert not again.other_sets
    assert [*again.merged.problems()] == [*found.problems()]
    for unit in again.merged.units:
        assert (out / "records" / unit.record).is_file()
        assert [one.indicator for one in line_results(KNOWN, unit)] == [one.id for one in KNOWN.indicators()]


def test_what_cannot_be_opened_says_why(tmp_path: Path) -> None:
    """F001, M018 and M019: no folder, no results, results that were damaged. Never a traceback."""
    with pytest.raises(FaultError) as caught:
        reopen(str(tmp_path / "không"), Shelf())
    assert codes(caught.value) == ["F001"]
    with pytest.raises(FaultError) as caught:
        reopen(str(tmp_path), Shelf())
    assert codes(caught.value) == ["M018"]
    out = tmp_path / "kq"
    merged(out, records(tmp_path / "phieu"))
    for name in ("ranking.csv", "answers.csv", "problems.csv"):
        whole = (out / name).read_bytes()
        (out / name).write_bytes(whole.partition(b"\n")[0] + b"\nmissing,b\n")
        with pytest.raises(FaultError) as caught:
            reopen(str(out), Shelf())
        assert codes(caught.value) == ["M019"], name
        (out / name).write_bytes(whole)
    assert reopen(str(out), Shelf()).ranked


def test_coverage_is_never_a_day(tmp_path: Path) -> None:
    """5/12 would be the 5th of December to a spreadsheet: for people a word follows, for programs it stays bare."""
    style, raw = CsvStyle("vi"), CsvStyle("vi", raw=True)
    assert (style.part(5, 12), raw.part(5, 12)) == ("5/12 chỉ số", "5/12")
    assert CsvStyle("en").part(5, 12) == "5/12 indicators"
    merged(tmp_path / "kq", records(tmp_path / "phieu"), style=style)
    for row in (tmp_path / "kq" / "ranking.csv").read_text("utf-8-sig").splitlines()[1:]:
        cells = row.split(";")
        assert cells[15].endswith(" chỉ số")
        assert cells[17].endswith(" chỉ số")
    assert reopen(str(tmp_path / "kq"), Shelf()).ranked[0].unit.points > Decimal(0)
