"""Every unit then and now: ranks and points gained or lost, split into pillars; `changes.csv`.

An earlier merge is read from the `ranking.csv` it left. Units are matched by set and unit code; where the earlier
merge has several periods of a set, the latest before ours counts, and without one the latest.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path

from criteria.faults import Fault, FaultError
from criteria.reading import natural
from criteria.typed import NamedTuple
from scoring.merge.csv_text import CsvStyle, unguarded
from scoring.merge.merged import Group, Merged
from scoring.merge.outputs import RANKING, Ranked
from scoring.periods import parse_period

RANKING_FILE = "ranking.csv"
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

_HUNDRED = Decimal(100)
_PILLAR = "pillar_"
_LONGEST_FIELD = 10_000
_NEVER = (date.min, date.min)


class Place(NamedTuple):
    """A unit's place in one merge.

    Attributes:
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


def changes(merged: Merged, ranked: Sequence[Ranked], against: str) -> list[Change]:
    """Return every unit of both merges: by set, version and period, then by rank now; those gone last.

    Args:
        merged: This merge.
        ranked: Its ranking.
        against: The out folder of the earlier merge.

    Raises:
        FaultError: The folder holds no ranking of ours.
    """
    earlier = _read(against)
    found: list[Change] = []
    met: set[tuple[str, str]] = set()
    for group, ours in _by_group(merged, ranked).items():
        then = _of_period(earlier.get(group.set_id, {}), group.period)
        for place in ours:
            found.append(Change(group.set_id, then.get(place.unit_code), place))
            met.add((group.set_id, place.unit_code))
    for set_id in sorted({group.set_id for group in merged.groups()} & earlier.keys()):
        latest = _of_period(earlier[set_id], "")
        gone = [place for code, place in latest.items() if (set_id, code) not in met]
        found += [
            Change(set_id, place, None) for place in sorted(gone, key=lambda one: natural(one.unit_code))
        ]
    return found


def write_changes(merged: Merged, ranked: tuple[Ranked, ...], against: str, path: str) -> None:
    """Write `changes.csv`.

    Raises:
        FaultError: `against` holds no ranking of ours.
        OSError: The file cannot be written.
    """
    style = merged.style
    found = changes(merged, ranked, against)
    places = [place for change in found for place in (change.then, change.now) if place is not None]
    pillars = sorted({pillar for place in places for pillar in place.pillars}, key=natural)
    heads = [f"{_PILLAR}{pillar}{end}" for pillar in pillars for end in ("_then", "", "_gained")]
    with Path(path).open("x", encoding="utf-8", newline="") as file:
        file.write(style.head((*COLUMNS, *heads)))
        file.writelines(style.row(_cells(change, pillars, style)) for change in found)


def _by_group(merged: Merged, ranked: Sequence[Ranked]) -> dict[Group, list[Place]]:
    groups: dict[Group, list[Place]] = {}
    for one in ranked:
        unit = one.unit
        ids = (pillar.id for pillar in merged.set_of(unit).pillars)
        shares = {
            pillar: None if own.share is None else own.share * _HUNDRED
            for pillar, own in zip(ids, unit.pillars, strict=True)
        }
        groups.setdefault(unit.group, []).append(
            Place(
                unit.unit_code,
                unit.unit_name,
                unit.parent_name,
                unit.set_version,
                unit.period,
                one.rank,
                unit.points,
                unit.percent,
                shares,
            )
        )
    return groups


_Earlier = dict[str, dict[str, dict[str, Place]]]
"""Places of an earlier merge by set, period and unit code."""


def _read(folder: str) -> _Earlier:
    found: _Earlier = {}
    path = Path(folder) / RANKING_FILE
    try:
        for set_id, place in _rows(path):
            found.setdefault(set_id, {}).setdefault(place.period, {})[place.unit_code] = place
    except (OSError, UnicodeDecodeError, csv.Error, KeyError, ValueError, InvalidOperation) as error:
        raise FaultError([Fault("F001", file=str(path))]) from error
    return found


def _rows(path: Path) -> Iterator[tuple[str, Place]]:
    """Yield the rows of a `ranking.csv`, in whichever style it was written."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        head = file.readline()
        style = CsvStyle(raw=";" not in head)
        columns = head.rstrip("\r\n").split(style.delimiter)
        if tuple(columns[: len(RANKING)]) != RANKING:
            raise ValueError(path)
        for cells in csv.reader(file, delimiter=style.delimiter):
            row = dict(zip(columns, cells, strict=True))
            if any(len(cell) > _LONGEST_FIELD for cell in cells):
                raise ValueError(path)
            yield unguarded(row["set_id"]), _place(row, style)


def _place(row: Mapping[str, str], style: CsvStyle) -> Place:
    def number(cell: str) -> Decimal | None:
        if not cell:
            return None
        figure = Decimal(cell if style.raw else cell.replace(",", "."))
        if not figure.is_finite():
            raise ValueError(cell)
        return figure

    return Place(
        unguarded(row["unit_code"]),
        unguarded(row["unit_name"]),
        unguarded(row["parent_name"]),
        unguarded(row["set_version"]),
        unguarded(row["period"]),
        int(row["rank"]) if row["rank"] else None,
        number(row["points"]),
        number(row["percent"]),
        {key.removeprefix(_PILLAR): number(cell) for key, cell in row.items() if key.startswith(_PILLAR)},
    )


def _of_period(periods: Mapping[str, Mapping[str, Place]], label: str) -> Mapping[str, Place]:
    """Return the places of the latest period before `label`, or of the latest there is."""
    before = [other for other in periods if _chronology(other) < _chronology(label)]
    return periods[max(before or periods, key=_chronology)] if periods else {}


def _chronology(label: str) -> tuple[date, date]:
    period = parse_period(label)
    return _NEVER if period is None else (period.end, period.start)


def _less(now: Decimal | None, then: Decimal | None) -> Decimal | None:
    return None if now is None or then is None else now - then


def _cells(change: Change, pillars: Sequence[str], style: CsvStyle) -> list[str]:
    text, number = style.text, style.number
    then, now = change.then, change.now
    named = now or then
    assert named is not None  # noqa: S101 - a change has one of the two
    cells = [
        text(named.unit_code),
        text(named.unit_name),
        text(named.parent_name),
        text(change.set_id),
        text(now.set_version if now else ""),
        text(now.period if now else ""),
        text(then.set_version if then else ""),
        text(then.period if then else ""),
        number(then.rank if then else None),
        number(now.rank if now else None),
        number(change.rank_gained),
        number(then.points if then else None),
        number(now.points if now else None),
        number(change.points_gained),
        number(then.percent if then else None),
        number(now.percent if now else None),
        number(change.percent_gained),
    ]
    for pillar in pillars:
        cells += [
            number(then.pillars.get(pillar) if then else None),
            number(now.pillars.get(pillar) if now else None),
            number(change.pillar_gained(pillar)),
        ]
    return cells
