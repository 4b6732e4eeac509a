"""Then and now: an earlier merge read back from the ranking it left."""

from __future__ import annotations

import csv
from decimal import Decimal
from pathlib import Path

import pytest
from strategies.merges import of_points
from strategies.sets import indicator_set, line, pillar

from criteria.faults import FaultError
from scoring.merge.csv_text import CsvStyle
from scoring.merge.merged import Merged
from scoring.tables import rank_units, write_changes, write_ranking
from scoring.tables.changes import changes

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
    return merged


@pytest.mark.parametrize("raw", [True, False])
def test_what_was_gained_and_lost(raw: bool, tmp_path: Path) -> None:  # noqa: FBT001 - a column of the table
    """Ranks, points and pillars then and now, in whichever style the earlier merge was written."""
    merge(tmp_path / "cu", {"1": ("8", "4.5"), "2": ("5", "5"), "=4": ("1", "1")}, raw=raw)
    now = merge(tmp_path / "moi", {"1": ("8", "4.5"), "2": ("9", "6"), "3": ("1", "0")}, "2024")
    found = changes(now, rank_units(now), str(tmp_path / "cu"))
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
    (change,) = changes(now, rank_units(now), str(tmp_path / "a"))
    assert change.then is not None
    assert (change.then.period, change.points_gained) == ("2023", D(4))


def test_the_file_names_every_pillar(tmp_path: Path) -> None:
    """`changes.csv`: then, now, gained, for the total and for every pillar."""
    merge(tmp_path / "cu", {"1": ("8", "4")})
    now = merge(tmp_path / "moi", {"1": ("9", "4")})
    write_changes(now, rank_units(now), str(tmp_path / "cu"), str(tmp_path / "changes.csv"))
    (row,) = csv.DictReader((tmp_path / "changes.csv").read_text("utf-8-sig").splitlines(), delimiter=";")
    assert (row["points_then"], row["points"], row["points_gained"]) == ("12", "13", "1")
    assert (row["pillar_1_then"], row["pillar_1"], row["pillar_1_gained"]) == ("80", "90", "10")


@pytest.mark.parametrize("text", ["", "rank;tied\n1;2\n", "\ufeffrank", "PK\x03\x04"])
def test_what_is_no_ranking_of_ours_is_refused(text: str, tmp_path: Path) -> None:
    """A folder without a ranking, or with something else of that name, is a fault and no traceback."""
    now = merge(tmp_path / "moi", {"1": ("9", "4")})
    with pytest.raises(FaultError):
        changes(now, rank_units(now), str(tmp_path / "khong-co"))
    (tmp_path / "ranking.csv").write_text(text, "utf-8")
    with pytest.raises(FaultError):
        changes(now, rank_units(now), str(tmp_path))
