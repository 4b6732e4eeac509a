"""What came of a merge, as the screens of the office show it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from statistics import median

from criteria.faults import Fault, FaultError
from criteria.model import Indicator, IndicatorSet
from criteria.toml import unopened
from criteria.typed import NamedTuple
from scoring.merge import Merged, MergePlan
from scoring.merge.changed import CHANGES_FILE, Change, Changes, changes_in
from scoring.merge.merged import Group, Problem, UnitResult
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
        changes: Every unit then and now, by code, in the order of the ranking, those gone last; None where the merge
            was compared with nothing.
    """

    group: Group
    set: IndicatorSet
    ranked: tuple[Ranked, ...]
    weakest: tuple[Weak, ...]
    medians: tuple[Decimal | None, ...]
    pillar_medians: tuple[Decimal | None, ...]
    changes: Mapping[str, Change] | None = None

    def move(self, unit: UnitResult) -> Change | None:
        """Return a unit then and now; None where nothing is compared."""
        return None if self.changes is None else self.changes.get(unit.unit_code)


class Outcome(NamedTuple):
    """A merge and its groups, in the order of the ranking.

    Attributes:
        doubts: What is doubtful in the roster.
        has_roster: Whether it was held against a roster.
    """

    plan: MergePlan
    merged: Merged
    groups: tuple[GroupOutcome, ...]
    doubts: tuple[Problem, ...] = ()
    has_roster: bool = False

    @property
    def is_compared(self) -> bool:
        """Whether it was compared with an earlier merge."""
        return any(group.changes is not None for group in self.groups)


def outcome_of(plan: MergePlan, merged: Merged) -> Outcome:
    """Return what came of a merge; it takes a while, and the packages of the office."""
    from scoring.tables import rank_units  # noqa: PLC0415 - brings in NumPy

    return outcome_from(plan, merged, rank_units(merged), has_roster=bool(plan.roster))


def outcome_from(plan: MergePlan, merged: Merged, ranking: Sequence[Ranked], *, has_roster: bool) -> Outcome:
    """Return what came of a merge whose ranking is known.

    Raises:
        FaultError: `changes.csv` or `problems.csv` of its folder is not as it was written (M019), or cannot be read.
    """
    groups: dict[Group, list[Ranked]] = {}
    for one in ranking:
        groups.setdefault(one.unit.group, []).append(one)
    changes = _changes(merged, groups)
    return Outcome(
        plan,
        merged,
        tuple(_group(merged, ranked, changes) for ranked in groups.values()),
        tuple(merged.roster_doubts()) if has_roster else (),
        has_roster,
    )


def _changes(merged: Merged, groups: Iterable[Group]) -> Changes | None:
    path = str(Path(merged.folder) / CHANGES_FILE)
    try:
        return changes_in(merged.folder, merged.style, groups)
    except OSError as error:
        raise FaultError([unopened(path, error)]) from error
    except ValueError as error:
        raise FaultError([Fault("M019", file=path)]) from error


def _group(merged: Merged, ranked: Sequence[Ranked], changes: Changes | None) -> GroupOutcome:
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
        None if changes is None else {change.named.unit_code: change for change in changes[units[0].group]},
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
