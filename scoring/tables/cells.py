"""The outcomes of thousands of units, counted: units share most of them, so equal ones are read once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from criteria.model import IndicatorSet
from scoring.merge.merged import STATES, LineResult, UnitResult

Tally = Mapping[str, int]
"""How many units have each cell of `UnitResult.lines` for one indicator."""


def tallies(known: IndicatorSet, units: Iterable[UnitResult]) -> list[Tally]:
    """Return the tally of every indicator, in the order of the set."""
    found: list[dict[str, int]] = [{} for _ in known.indicators()]
    for unit in units:
        for tally, cell in zip(found, unit.lines.split(" "), strict=True):
            tally[cell] = tally.get(cell, 0) + 1
    return [*found]


def outcome_of(indicator: str, cell: str) -> LineResult:
    """Return one cell of `UnitResult.lines`, as `line_results` reads it."""
    letter, points = cell[:1], cell[1:]
    return LineResult(
        indicator, STATES[letter.lower()], Decimal(points) if points else None, letter.isupper()
    )
