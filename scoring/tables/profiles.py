"""A unit's profile: where it gains and where it loses points against the median unit of its group."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from criteria.model import Indicator, IndicatorSet
from criteria.typed import NamedTuple
from scoring.merge.merged import UnitResult
from scoring.scorecard import LineState
from scoring.tables.cells import outcome_of, tallies

_ZERO = Decimal(0)
MOST = 5
"""Strengths, and weaknesses, in a profile."""


class Against(NamedTuple):
    """One indicator of a unit against the median.

    Attributes:
        state: Of the unit's line.
        points: The unit's; 0 where it has given no answer that counts.
        median: Of the units that have points for it.
    """

    indicator: Indicator
    state: LineState
    points: Decimal
    median: Decimal

    @property
    def lead(self) -> Decimal:
        """Points above the median; below it negative."""
        return self.points - self.median


class Profile(NamedTuple):
    """Strengths, the largest lead first, and weaknesses, the largest lag first: five of each at the most."""

    strengths: tuple[Against, ...]
    weaknesses: tuple[Against, ...]


def indicator_medians(known: IndicatorSet, units: Sequence[UnitResult]) -> list[Decimal | None]:
    """Return the median points of every indicator over the units that have points for it; None where none has."""
    medians: list[Decimal | None] = []
    for own, tally in zip(known.indicators(), tallies(known, units), strict=True):
        outcomes = ((outcome_of(own.id, cell).points, count) for cell, count in tally.items())
        medians.append(_median(sorted((points, count) for points, count in outcomes if points is not None)))
    return medians


def profile(known: IndicatorSet, unit: UnitResult, medians: Sequence[Decimal | None]) -> Profile:
    """Compare a unit with the medians of `indicator_medians`. Bonus and penalty are left out."""
    found: list[Against] = []
    for own, cell, median in zip(known.indicators(), unit.lines.split(" "), medians, strict=True):
        if median is None or not own.in_maximum:
            continue
        line = outcome_of(own.id, cell)
        if line.points is None and line.state not in {"unscored", "awaiting"}:
            continue
        found.append(Against(own, line.state, line.points or _ZERO, median))
    ahead = sorted((one for one in found if one.lead > 0), key=lambda one: -one.lead)
    behind = sorted((one for one in found if one.lead < 0), key=lambda one: one.lead)
    return Profile(tuple(ahead[:MOST]), tuple(behind[:MOST]))


def _median(tally: Sequence[tuple[Decimal, int]]) -> Decimal | None:
    """Return the median of values with their counts, in rising order."""
    whole = sum(count for _, count in tally)
    if not whole:
        return None
    return (_nth(tally, (whole - 1) // 2) + _nth(tally, whole // 2)) / 2


def _nth(tally: Sequence[tuple[Decimal, int]], place: int) -> Decimal:
    for value, count in tally:
        if place < count:
            return value
        place -= count
    raise IndexError(place)
