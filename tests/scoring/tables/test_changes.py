"""Then and now: an earlier merge read back from the ranking it left."""

from __future__ import annotations

import csv
from decimal import Decimal
from pathlib import Path

import pytest
from strategies.merges import of_points
from strategies.sets import indicator_set, line, pillar

from criteria.faults import FaultError
from scoring.merge.changed import Change, by_group, fallers, gone, newcomers, read_changes, risers
from scoring.merge.csv_text import CsvStyle
from scoring.merge.merged import Merged
from scoring.tables import changes_since, rank_units, read_earlier, write_changes, write_ranking

D = Decimal
KNOWN = indicator_set(pillar("1", line("1.1", "10")), pillar("2", line("2.1", "10")))


def merge(
    folder: Path, units: dict[str, tuple[str, str]], period: str = "2024-H1", *, raw: bool = False
) -> Merged:
    """Return a merge of units with points for both pillars, its ranking written."""
    folder.mkdir()
    made = tuple(
        of_points(KNOWN, code, [D(first), D(second)], D(20))._replace(period=period)
        for code, (first, second) in units.items()
    )
    merged = Merged(
        str(folder),
        CsvStyle(raw=raw),
        by_verified=False,
        units=made,
        sets={("thu", "1"): KNOWN},
        missing=(),
        conflicts=(),
        counts={},
    )
    write_ranking(merged, rank_units(merged), str(folder / "ranking.csv"))
    (folder / "merge.toml").write_text('schema = "xaso-merge/1"\n', "utf-8")
    return merged


def changes(now: Merged, folder: Path) -> list[Change]:
    """Return what changed since the merge that left `folder`."""
    return changes_since(now, rank_units(now), read_earlier(str(folder)))


@pytest.mark.parametrize("raw", [True, False])
def test_what_was_gained_and_lost(raw: bool, tmp_path: Path) -> None:  # noqa: FBT001 - a column of the table
    """Ranks, points and pillars then and now, in whichever style the earlier merge was written."""
    merge(tmp_path / "cu", {"1": ("8", "4.5"), "2": ("5", "5"), "=4": ("1", "1")}, raw=raw)
    now = merge(tmp_path / "moi", {"1": ("8", "4.5"), "2": ("9", "6"), "3": ("1", "0")}, "2024")
    found = changes(now, tmp_path / "cu")
    second, first, new, gone = found
    assert (second.rank_gained, second.points_gained, second.percent_gained) == (1, D(5), D(25))
    assert (second.pillar_gained("1"), second.pillar_gained("2")) == (D(40), D(10))
    assert (first.rank_gained, first.points_gained) == (-1, D(0))
    assert (new.then, new.rank_gained) == (None, None)
    assert gone.now is None
    assert gone.then is not None
    assert gone.then.unit_code == "=4"


def test_the_latest_period_before_is_compared_with(tmp_path: Path) -> None:
    """Where the earlier merge has several periods, the latest before ours counts."""
    for name, period, points in (("a", "2023", "1"), ("b", "2023-H1", "2"), ("c", "2024", "3")):
        merge(tmp_path / name, {"1": (points, "0")}, period)
    lines = [(tmp_path / name / "ranking.csv").read_text("utf-8-sig").splitlines() for name in "abc"]
    (tmp_path / "a" / "ranking.csv").write_text("\n".join([*lines[0], lines[1][1], lines[2][1]]), "utf-8")
    now = merge(tmp_path / "moi", {"1": ("5", "0")}, "2024-H1")
    (change,) = changes(now, tmp_path / "a")
    assert change.then is not None
    assert (change.then.period, change.points_gained) == ("2023", D(4))


def test_the_file_names_every_pillar(tmp_path: Path) -> None:
    """`changes.csv`: then, now, gained, for the total and for every pillar."""
    merge(tmp_path / "cu", {"1": ("8", "4")})
    now = merge(tmp_path / "moi", {"1": ("9", "4")})
    write_changes(now, changes(now, tmp_path / "cu"), str(tmp_path / "changes.csv"))
    (row,) = csv.DictReader((tmp_path / "changes.csv").read_text("utf-8-sig").splitlines(), delimiter=";")
    assert (row["points_then"], row["points"], row["points_gained"]) == ("12", "13", "1")
    assert (row["pillar_1_then"], row["pillar_1"], row["pillar_1_gained"]) == ("80", "90", "10")


@pytest.mark.parametrize("raw", [True, False])
def test_the_file_is_read_back(raw: bool, tmp_path: Path) -> None:  # noqa: FBT001 - a column of the table
    """What reports and screens show of an earlier run is what `changes.csv` holds, guards taken off."""
    merge(tmp_path / "cu", {"1": ("8", "4.5"), "2": ("5", "5"), "=4": ("1", "1")})
    now = merge(tmp_path / "moi", {"1": ("8", "4.5"), "2": ("9", "6"), "3": ("1", "0")}, "2024", raw=raw)
    found = changes(now, tmp_path / "cu")
    write_changes(now, found, str(tmp_path / "changes.csv"))
    assert read_changes(str(tmp_path / "changes.csv"), now.style) == found


@pytest.mark.parametrize("text", ["", "a;b\n1;2\n", "unit_code;set_id;set_version_then\n1;2\n"])
def test_a_file_of_something_else_is_refused(text: str, tmp_path: Path) -> None:
    """Whatever calls itself `changes.csv`: a `ValueError` where it has rows, and no other."""
    (tmp_path / "changes.csv").write_text(text, "utf-8")
    if text:
        with pytest.raises(ValueError, match="changes"):
            read_changes(str(tmp_path / "changes.csv"), CsvStyle())
    else:
        assert read_changes(str(tmp_path / "changes.csv"), CsvStyle()) == []


def test_movers_come_by_what_they_gained(tmp_path: Path) -> None:
    """The largest gain first, the largest loss first; the new and the gone are neither."""
    merge(tmp_path / "cu", {"1": ("5", "5"), "2": ("5", "5"), "3": ("5", "5"), "4": ("1", "1")})
    now = merge(
        tmp_path / "moi", {"1": ("6", "5"), "2": ("9", "5"), "3": ("2", "5"), "5": ("1", "1")}, "2024"
    )
    found = changes(now, tmp_path / "cu")
    assert [one.named.unit_code for one in risers(found, 5)] == ["2", "1"]
    assert [one.named.unit_code for one in fallers(found, 5)] == ["3"]
    assert [one.named.unit_code for one in newcomers(found)] == ["5"]
    assert [one.named.unit_code for one in gone(found)] == ["4"]


def test_those_gone_stand_with_the_latest_period(tmp_path: Path) -> None:
    """A merge of several periods: a unit that is in none of them is named once, with the latest."""
    merge(tmp_path / "cu", {"1": ("5", "5"), "9": ("5", "5")}, "2022")
    first = merge(tmp_path / "a", {"1": ("6", "5")}, "2023")
    second = merge(tmp_path / "b", {"1": ("7", "5")}, "2024-H1")
    now = first._replace(units=(*first.units, *second.units))
    found = by_group(changes(now, tmp_path / "cu"), now.groups())
    shown = {group.period: [one.named.unit_code for one in ones] for group, ones in found.items()}
    assert shown == {"2023": ["1"], "2024-H1": ["1", "9"]}


def codes(folder: Path) -> list[tuple[str, int | None]]:
    """Return codes and lines of the faults of a folder that cannot be compared with; all can be put into words."""
    with pytest.raises(FaultError) as caught:
        read_earlier(str(folder))
    assert all(fault.message(lang) for fault in caught.value.faults for lang in ("vi", "en"))
    return [(fault.code, fault.line) for fault in caught.value.faults]


def test_a_folder_that_is_no_merge_of_ours_is_refused(tmp_path: Path) -> None:
    """F001 where there is none; M018 without `merge.toml`, with another's, or without a ranking."""
    assert codes(tmp_path / "khong-co") == [("F001", None)]
    assert codes(tmp_path) == [("M018", None)]
    merge(tmp_path / "cu", {"1": ("9", "4")})
    (tmp_path / "cu" / "merge.toml").write_text('schema = "somebody/1"\n', "utf-8")
    assert codes(tmp_path / "cu") == [("M018", None)]
    (tmp_path / "cu" / "merge.toml").write_text('schema = "xaso-merge/1"\n', "utf-8")
    (tmp_path / "cu" / "ranking.csv").unlink()
    assert codes(tmp_path / "cu") == [("M018", None)]


@pytest.mark.parametrize("text", ["", "rank;tied\n1;2\n", "\ufeffrank", "PK\x03\x04"])
def test_a_ranking_of_something_else_is_refused(text: str, tmp_path: Path) -> None:
    """A ranking that is none is M019 at its first line, and no traceback."""
    merge(tmp_path / "cu", {"1": ("9", "4")})
    (tmp_path / "cu" / "ranking.csv").write_text(text, "utf-8")
    assert codes(tmp_path / "cu") == [("M019", 1)]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (";12;", ";mười hai;"),
        (";12;", ";NaN;"),
        (";12;", ";1E+400;;"),
        ("2;", "hạng;"),
        (";Xã", ';"Xã'),
    ],
)
def test_an_edited_ranking_is_refused_with_its_line(old: str, new: str, tmp_path: Path) -> None:
    """A row that no merge writes: M019 with the line it stands in."""
    merge(tmp_path / "cu", {"1": ("10", "9"), "2": ("8", "4")})
    path = tmp_path / "cu" / "ranking.csv"
    head, first, second = path.read_text("utf-8-sig").splitlines()
    path.write_text("\r\n".join([head, first, second.replace(old, new, 1)]), "utf-8")
    ((code, line),) = codes(tmp_path / "cu")
    assert code == "M019"
    assert line == 3
