"""The ranking: ties, percentages where maxima differ, natural order of codes, units without a rank, `ranking.csv`."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import pytest
from strategies.merges import of_points
from strategies.sets import indicator_set, line, pillar

from scoring.merge.csv_text import CsvStyle
from scoring.merge.merged import Merged
from scoring.merge.outputs import RANKING
from scoring.tables import rank_units, write_ranking

KNOWN = indicator_set(pillar("1", line("1.1", "10")), pillar("2", line("2.1", "10")))
Points = Sequence[tuple[str, str, str]]


def merge(units: Points, folder: Path, style: CsvStyle | None = None, *, by_verified: bool = False) -> Merged:
    """Return a merge of units given by code, points of the first pillar and maximum."""
    made = [
        of_points(KNOWN, code, [Decimal(points), Decimal(0)], Decimal(most)) for code, points, most in units
    ]
    return Merged(
        str(folder), style or CsvStyle(), by_verified, tuple(made), {("thu", "1"): KNOWN}, (), (), {}
    )


def test_equal_totals_share_a_rank_and_the_next_is_skipped(tmp_path: Path) -> None:
    """15, 15, 17: after two units on a rank the next one is skipped; how many share it is said."""
    units = [(str(n), str(20 - n), "20") for n in range(1, 15)]
    units += [("15", "3", "20"), ("16", "3.00", "20"), ("17", "2", "20")]
    found = rank_units(merge(units, tmp_path))[14:]
    assert [(one.unit.unit_code, one.rank, one.tied) for one in found] == [
        ("15", 15, 2),
        ("16", 15, 2),
        ("17", 17, 1),
    ]


def test_units_are_ranked_by_percent_where_maxima_differ(tmp_path: Path) -> None:
    """261/390 is more than 270/420: the percentage decides where something was taken out of a maximum."""
    found = rank_units(merge([("1", "9", "14"), ("2", "8.7", "13")], tmp_path))
    assert [one.unit.unit_code for one in found] == ["2", "1"]


def test_codes_stand_in_natural_order_within_a_rank(tmp_path: Path) -> None:
    """Of those that share a rank, X9 stands before X10."""
    found = rank_units(merge([("X10", "5", "20"), ("X9", "5", "20"), ("X1", "5", "20")], tmp_path))
    assert [one.unit.unit_code for one in found] == ["X1", "X9", "X10"]


def test_who_has_nothing_to_be_ranked_by_stands_last_without_a_rank(tmp_path: Path) -> None:
    """A unit of which nothing is left, or in a ranking by verified points one not yet verified, has no rank."""
    found = rank_units(merge([("1", "0", "0"), ("2", "5", "20")], tmp_path))
    assert [(one.unit.unit_code, one.rank, one.tied, one.best) for one in found] == [
        ("2", 1, 1, 1),
        ("1", None, 0, None),
    ]
    assert not found[1].is_firm
    (unverified,) = rank_units(merge([("2", "5", "20")], tmp_path, by_verified=True))
    assert unverified.rank is None


@pytest.mark.parametrize("order", [1, -1])
def test_the_ranking_does_not_depend_on_the_order_of_units(order: int, tmp_path: Path) -> None:
    """The same units in another order give the same ranking."""
    units = [("1", "5", "20"), ("2", "7", "20"), ("3", "5", "20"), ("10", "5", "20")][::order]
    found = rank_units(merge(units, tmp_path))
    assert [one.unit.unit_code for one in found] == ["2", "1", "3", "10"]


def test_the_file_holds_the_columns_of_the_contract(tmp_path: Path) -> None:
    """`ranking.csv`: semicolons, decimal commas, a byte-order mark; pillars in percent; texts are never formulas."""
    merged = merge([("1", "5", "20"), ("=2", "6.5", "20")], tmp_path)
    path = tmp_path / "ranking.csv"
    write_ranking(merged, rank_units(merged), str(path))
    written = path.read_bytes()
    assert written.startswith(b"\xef\xbb\xbfrank;tied;")
    rows = [*csv.DictReader(written.decode("utf-8-sig").splitlines(), delimiter=";")]
    assert tuple(rows[0]) == (*RANKING, "pillar_1", "pillar_2")
    assert [row["unit_code"] for row in rows] == ["'=2", "1"]
    assert (rows[0]["points"], rows[0]["percent"], rows[0]["pillar_1"]) == ("6,5", "32,5", "65")
    assert (rows[0]["best_rank"], rows[0]["worst_rank"], rows[0]["firmness"]) == ("1", "1", "firm")


def test_the_raw_file_is_for_programs(tmp_path: Path) -> None:
    """`--raw`: no byte-order mark, commas, decimal points; the guard against formulas stays on."""
    merged = merge([("@1", "5.5", "20")], tmp_path, CsvStyle(raw=True))
    path = tmp_path / "ranking.csv"
    write_ranking(merged, rank_units(merged), str(path))
    (row,) = csv.DictReader(path.read_text("utf-8").splitlines())
    assert (row["unit_code"], row["points"]) == ("'@1", "5.5")


def test_a_merge_without_units_gives_an_empty_ranking(tmp_path: Path) -> None:
    """No record, no rank: the file has its headings and nothing else."""
    merged = Merged(
        str(tmp_path), CsvStyle(), by_verified=False, units=(), sets={}, missing=(), conflicts=(), counts={}
    )
    write_ranking(merged, rank_units(merged), str(tmp_path / "ranking.csv"))
    assert (tmp_path / "ranking.csv").read_text("utf-8-sig").splitlines() == [";".join(RANKING)]
