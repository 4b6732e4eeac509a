"""What came of a merge, as the screens of the office show it."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from statistics import median

from criteria.model import Indicator, IndicatorSet
from criteria.typed import NamedTuple
from scoring.merge import Merged, MergePlan
from scoring.merge.merged import Group, UnitResult
from scoring.merge.outputs import Ranked

WEAKEST = 5


class Weak(NamedTuple):
    """An indicator of which little is reached: points of those that could be, in percent."""

    indicator: Indicator
    reached: Decimal


class GroupOutcome(NamedTuple):
    """Units of one set, version and period.

    Attributes:
        ranked: By rank; those without one last.
        weakest: The indicators of which the least is reached.
        medians: Points of every indicator, as `scoring.tables.profiles` has them.
        pillar_medians: Percent of every pillar; None where nobody has anything left of it.
    """

    group: Group
    set: IndicatorSet
    ranked: tuple[Ranked, ...]
    weakest: tuple[Weak, ...]
    medians: tuple[Decimal | None, ...]
    pillar_medians: tuple[Decimal | None, ...]


class Outcome(NamedTuple):
    """A merge and its groups, in the order of the ranking."""

    plan: MergePlan
    merged: Merged
    groups: tuple[GroupOutcome, ...]


def outcome_of(plan: MergePlan, merged: Merged) -> Outcome:
    """Return what came of a merge; it takes a while, and the packages of the office."""
    from scoring.tables import rank_units  # noqa: PLC0415 - brings in NumPy

    groups: dict[Group, list[Ranked]] = {}
    for one in rank_units(merged):
        groups.setdefault(one.unit.group, []).append(one)
    return Outcome(plan, merged, tuple(_group(merged, ranked) for ranked in groups.values()))


def _group(merged: Merged, ranked: Sequence[Ranked]) -> GroupOutcome:
    from scoring.tables.indicators import indicator_statistics, weakest  # noqa: PLC0415 - as above
    from scoring.tables.profiles import indicator_medians  # noqa: PLC0415 - as above

    units = [one.unit for one in ranked]
    known = merged.set_of(units[0])
    weak = weakest(indicator_statistics(known, units), WEAKEST)
    percents = [pillar_percents(unit, by_verified=merged.by_verified) for unit in units]
    return GroupOutcome(
        units[0].group,
        known,
        tuple(ranked),
        tuple(Weak(one.indicator, one.reached) for one in weak if one.reached is not None),
        tuple(indicator_medians(known, units)),
        tuple(_median([row[at] for row in percents if row]) for at in range(len(known.pillars))),
    )


def total_of(unit: UnitResult, *, by_verified: bool) -> Decimal | None:
    """Return the points a unit is ranked by."""
    return unit.verified_points if by_verified else unit.points


def percent_of(unit: UnitResult, *, by_verified: bool) -> Decimal | None:
    """Return the percentage a unit is ranked by."""
    return unit.verified_percent if by_verified else unit.percent


def pillar_percents(unit: UnitResult, *, by_verified: bool) -> list[Decimal | None]:
    """Return the percentage of every pillar, of the total the unit is ranked by; nothing where there is no such total."""
    pillars = unit.verified_pillars if by_verified else unit.pillars
    shares = (pillar.share for pillar in pillars)
    return [None if share is None else share * 100 for share in shares]


def _median(percents: Sequence[Decimal | None]) -> Decimal | None:
    known = [percent for percent in percents if percent is not None]
    return median(known) if known else None
