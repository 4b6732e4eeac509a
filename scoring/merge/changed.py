"""A unit then and now: the values of `changes.csv`, and the file read back.

`scoring.tables.changes` finds them against an earlier merge; reports and screens show them.
"""

from __future__ import annotations

import csv
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation

from criteria.typed import NamedTuple
from scoring.merge.csv_text import CsvStyle, parse_number, unguarded
from scoring.merge.merged import Group
from scoring.periods import parse_period

CHANGES_FILE = "changes.csv"
COLUMNS = (
    "unit_code",
    "unit_name",
    "parent_name",
    "set_id",
    "set_version",
    "period",
    "set_version_then",
    "period_then",
    "rank_then",
    "rank",
    "rank_gained",
    "points_then",
    "points",
    "points_gained",
    "percent_then",
    "percent",
    "percent_gained",
)
"""Then follow, for every pillar, `pillar_<id>_then`, `pillar_<id>` and `pillar_<id>_gained`, in percent."""
PILLAR = "pillar_"
_THEN = "_then"
_NEVER = (date.min, date.min)
_ZERO = Decimal(0)
_LEAST = Decimal("0.005")


class Place(NamedTuple):
    """A unit's place in one merge.

    Attributes:
        points: The self score, whatever the rank comes from; percent and pillars likewise.
        pillars: Percent by the pillar's id; None where nothing of it was left.
    """

    unit_code: str
    unit_name: str
    parent_name: str
    set_version: str
    period: str
    rank: int | None
    points: Decimal | None
    percent: Decimal | None
    pillars: Mapping[str, Decimal | None]


class Change(NamedTuple):
    """A unit then and now; one of the two is None where it was not in that merge."""

    set_id: str
    then: Place | None
    now: Place | None

    @property
    def named(self) -> Place:
        """The place that says what the unit is called: that of now, as far as there is one."""
        named = self.now or self.then
        assert named is not None  # noqa: S101 - a change has one of the two
        return named

    @property
    def rank_gained(self) -> int | None:
        """Places gained: 3 from rank 8 to rank 5; None unless both are known."""
        if self.then is None or self.now is None or self.then.rank is None or self.now.rank is None:
            return None
        return self.then.rank - self.now.rank

    @property
    def points_gained(self) -> Decimal | None:
        """Points now less points then."""
        return None if self.then is None or self.now is None else _less(self.now.points, self.then.points)

    @property
    def percent_gained(self) -> Decimal | None:
        """Percentage now less percentage then."""
        return None if self.then is None or self.now is None else _less(self.now.percent, self.then.percent)

    def pillar_gained(self, pillar: str) -> Decimal | None:
        """Percentage of one pillar now less then."""
        if self.then is None or self.now is None:
            return None
        return _less(self.now.pillars.get(pillar), self.then.pillars.get(pillar))


Earlier = Mapping[str, Mapping[str, Mapping[str, Place]]]
"""Places of an earlier merge by set, period and unit code."""
Changes = Mapping[Group, list[Change]]
"""The changes of every group; those of a unit that is gone stand with the latest group of its set."""


def by_group(changes: Iterable[Change], groups: Iterable[Group]) -> Changes:
    """Return changes by the groups they are shown with, in their order."""
    found: dict[Group, list[Change]] = {group: [] for group in groups}
    latest: dict[str, Group] = {}
    for group in found:
        known = latest.get(group.set_id)
        if known is None or (chronology(known.period), known) < (chronology(group.period), group):
            latest[group.set_id] = group
    for change in changes:
        now = change.now
        of = latest.get(change.set_id) if now is None else Group(change.set_id, now.set_version, now.period)
        if of in found:
            found[of].append(change)
    return found


def risers(changes: Iterable[Change], most: int) -> list[Change]:
    """Return those that gained, the largest gain in percentage points first; places gained decide between equals.

    What two decimals do not show is no gain.
    """
    gained = [one for one in changes if (one.percent_gained or _ZERO) >= _LEAST]
    return sorted(gained, key=lambda one: (-(one.percent_gained or _ZERO), -(one.rank_gained or 0)))[:most]


def fallers(changes: Iterable[Change], most: int) -> list[Change]:
    """Return those that lost, the largest loss first."""
    lost = [one for one in changes if (one.percent_gained or _ZERO) <= -_LEAST]
    return sorted(lost, key=lambda one: (one.percent_gained or _ZERO, one.rank_gained or 0))[:most]


def newcomers(changes: Iterable[Change]) -> list[Change]:
    """Return the units that were not in the earlier merge."""
    return [one for one in changes if one.then is None]


def gone(changes: Iterable[Change]) -> list[Change]:
    """Return the units that are not in this merge."""
    return [one for one in changes if one.now is None]


def chronology(label: str) -> tuple[date, date]:
    """Return what periods are put in order by: their ends, then their beginnings; what is no period comes first."""
    period = parse_period(label)
    return _NEVER if period is None else (period.end, period.start)


def changes_in(folder: str, style: CsvStyle, groups: Iterable[Group]) -> Changes | None:
    """Return the changes that a folder of results holds, by group; None where it was compared with nothing.

    Raises:
        OSError: They cannot be read.
        ValueError: The file is not as it was written.
    """
    path = os.path.join(folder, CHANGES_FILE)
    return by_group(read_changes(path, style), groups) if os.path.exists(path) else None


def read_changes(path: str, style: CsvStyle) -> list[Change]:
    """Read a `changes.csv` that was written in a style.

    Raises:
        OSError: It cannot be read.
        ValueError: It is not as it was written.
    """
    with open(path, encoding="utf-8-sig", newline="") as file:
        rows = csv.DictReader(file, delimiter=style.delimiter, strict=True)
        try:
            return [*_changes(rows, style)]
        except (KeyError, TypeError, AttributeError, InvalidOperation, csv.Error) as error:
            raise ValueError(path) from error


def _changes(rows: csv.DictReader[str], style: CsvStyle) -> Iterator[Change]:
    pillars = [
        name.removesuffix(_THEN).removeprefix(PILLAR)
        for name in rows.fieldnames or ()
        if name.startswith(PILLAR) and name.endswith(_THEN)
    ]
    for row in rows:
        then, now = (_place(row, pillars, end, style) for end in (_THEN, ""))
        yield Change(unguarded(row["set_id"]), then, now)


def _place(row: Mapping[str, str], pillars: Sequence[str], end: str, style: CsvStyle) -> Place | None:
    version = unguarded(row[f"set_version{end}"])
    if not version:
        return None
    rank = row[f"rank{end}"]
    return Place(
        unguarded(row["unit_code"]),
        unguarded(row["unit_name"]),
        unguarded(row["parent_name"]),
        version,
        unguarded(row[f"period{end}"]),
        int(rank) if rank else None,
        parse_number(row[f"points{end}"], style),
        parse_number(row[f"percent{end}"], style),
        {pillar: parse_number(row[f"{PILLAR}{pillar}{end}"], style) for pillar in pillars},
    )


def _less(now: Decimal | None, then: Decimal | None) -> Decimal | None:
    return None if now is None or then is None else now - then
