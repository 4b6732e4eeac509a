"""The ranking of a small merge as a table of plain lines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from criteria.clean import clean_line
from scoring.merge import Merged
from scoring.merge.csv_text import CsvStyle, read_rows
from scoring.merge.merged import UnitResult
from scoring.merge.outputs import RANKING
from scoring.numbers import print_points
from scoring.periods import parse_period, title
from tui.cli.output import indented
from tui.speech import Speech

_GAP = 2
_HEADS = ("rank", "before", "unit", "points", "band", "answered", "firmness")
_POINTS = _HEADS.index("points")
_TO_THE_RIGHT = frozenset((0, 1, 3, 5))
"""Columns of figures."""
_NONE = "–"


def ranks_in(folder: str, style: CsvStyle) -> dict[str, str]:
    """Return the ranks of a merge by unit code."""
    return {row["unit_code"]: row["rank"] for row in rows_of(folder, style)}


def rows_of(folder: str, style: CsvStyle) -> Iterator[Mapping[str, str]]:
    """Yield the rows of a merge's ranking, up to the pillars."""
    for row in read_rows(str(Path(folder, "ranking.csv")), style):
        yield dict(zip(RANKING, row, strict=False))


def ranking(merged: Merged, before: Mapping[str, str], speech: Speech, columns: int) -> Iterator[str]:
    """Yield a heading and a table for each group of the merge.

    Args:
        merged: The merge, in its place.
        before: The ranks of the period before, by unit code.
        speech: The words.
        columns: The room; columns at the end that do not fit are left out.
    """
    rows = [*rows_of(merged.folder, merged.style)]
    for group, units in merged.groups().items():
        period = parse_period(group.period)
        yield from indented(
            speech(
                "demo.group",
                set=clean_line(merged.sets[group.set_id, group.set_version].title.text(speech.lang)),
                version=group.set_version,
                period=group.period if period is None else title(period, speech.lang),
                units=len(units),
            ),
            0,
            columns,
        )
        by_code = {unit.unit_code: unit for unit in units}
        ours = [row for row in rows if (row["set_id"], row["set_version"], row["period"]) == tuple(group)]
        table = [_cells(row, by_code[row["unit_code"]], before, speech) for row in ours]
        heads = tuple(speech(f"demo.col_{head}") for head in _HEADS)
        yield from _laid_out([heads, *_by_decimals(table)], columns)


def _cells(
    row: Mapping[str, str], unit: UnitResult, before: Mapping[str, str], speech: Speech
) -> tuple[str, ...]:
    return (
        row["rank"] or _NONE,
        before.get(unit.unit_code) or _NONE,
        clean_line(unit.unit_name),
        print_points(unit.points, speech.lang),
        speech("card.not_enough_short") if unit.band is None else clean_line(unit.band.text(speech.lang)),
        f"{unit.answered}/{unit.asked}",
        speech(f"demo.{row['firmness']}") if row["firmness"] else _NONE,
    )


def _by_decimals(table: Sequence[tuple[str, ...]]) -> Iterator[tuple[str, ...]]:
    """Yield the rows with as many places behind every decimal mark of the points, so that the marks stand in line."""
    behind = [len(row[_POINTS].replace(".", ",").partition(",")[2]) for row in table]
    for row, own in zip(table, behind, strict=True):
        room = " " * (max(behind) - own + (1 if max(behind) and not own else 0))
        yield (*row[:_POINTS], row[_POINTS] + room, *row[_POINTS + 1 :])


def _laid_out(table: Sequence[Sequence[str]], columns: int) -> Iterator[str]:
    """Yield the rows of a table; cells of one column stand below each other."""
    widths = [max(len(row[place]) for row in table) for place in range(len(_HEADS))]
    shown = len(widths)
    while shown > 1 and sum(widths[:shown]) + _GAP * (shown - 1) > columns:
        shown -= 1
    for row in table:
        cells = [
            f"{cell:>{width}}" if place in _TO_THE_RIGHT else f"{cell:<{width}}"
            for place, (cell, width) in enumerate(zip(row[:shown], widths, strict=False))
        ]
        yield (" " * _GAP).join(cells).rstrip()
