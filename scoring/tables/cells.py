"""The outcomes of thousands of units, counted: units share most of them, so equal ones are read once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from decimal import Decimal
from itertools import islice

from criteria.model import IndicatorSet
from scoring.merge.merged import STATES, LineResult, UnitResult

_TOGETHER = 256
"""Units whose cells are counted together: enough to be quick, few enough to be small."""

Tally = Mapping[str, int]
"""How many units have each cell of `UnitResult.lines` for one indicator."""


def tallies(known: IndicatorSet, units: Iterable[UnitResult]) -> list[Tally]:
    """Return the tally of every indicator, in the order of the set."""
    found: list[Counter[str]] = [Counter() for _ in known.indicators()]
    left = iter(units)
    while some := [*islice(left, _TOGETHER)]:
        columns = zip(*(unit.lines.split(" ") for unit in some), strict=True)
        for tally, cells in zip(found, columns, strict=True):
            tally.update(cells)
    return [*found]


def outcome_of(indicator: str, cell: str) -> LineResult:
    """Return one cell of `UnitResult.lines`, as `line_results` reads it."""
    letter, points = cell[:1], cell[1:]
    return LineResult(
        indicator, STATES[letter.lower()], Decimal(points) if points else None, letter.isupper()
    )
