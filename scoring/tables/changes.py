"""Every unit then and now: ranks and points gained or lost, split into pillars; `changes.csv`.

An earlier merge is read from the `ranking.csv` it left. Units are matched by set and unit code; where the earlier
merge has several periods of a set, the latest before ours counts, and without one the latest.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from pathlib import Path

from criteria.faults import Fault, FaultError
from criteria.reading import natural
from criteria.toml import unopened
from scoring.merge.changed import COLUMNS, PILLAR, Change, Earlier, Place, chronology
from scoring.merge.csv_text import DIGITS, CsvStyle, parse_number, unguarded
from scoring.merge.folder import read_manifest
from scoring.merge.merged import Group, Merged
from scoring.merge.outputs import RANKING, Ranked
from scoring.numbers import round_half_up

RANKING_FILE = "ranking.csv"

_HUNDRED = Decimal(100)
_LONGEST_FIELD = 10_000


def changes_since(merged: Merged, ranked: Sequence[Ranked], earlier: Earlier) -> list[Change]:
    """Return every unit of both merges: by set, version and period, then by rank now; those gone last.

    Args:
        merged: This merge.
        ranked: Its ranking.
        earlier: What `read_earlier` read.
    """
    found: list[Change] = []
    met: set[tuple[str, str]] = set()
    for group, ours in _by_group(merged, ranked).items():
        then = _of_period(earlier.get(group.set_id, {}), group.period)
        for place in ours:
            found.append(Change(group.set_id, then.get(place.unit_code), place))
            met.add((group.set_id, place.unit_code))
    for group in _latest(merged):
        then = _of_period(earlier.get(group.set_id, {}), group.period)
        gone = (place for code, place in then.items() if (group.set_id, code) not in met)
        found += (
            Change(group.set_id, place, None)
            for place in sorted(gone, key=lambda one: natural(one.unit_code))
        )
    return found


def _latest(merged: Merged) -> list[Group]:
    """Return the group of the latest period of every set, by set."""
    found: dict[str, Group] = {}
    for group in sorted(merged.groups(), key=lambda one: (one.set_id, chronology(one.period), one)):
        found[group.set_id] = group
    return [*found.values()]


def write_changes(merged: Merged, found: Sequence[Change], path: str) -> None:
    """Write `changes.csv`: what `changes_since` found.

    Raises:
        OSError: The file cannot be written.
    """
    style = merged.style
    places = [place for change in found for place in (change.then, change.now) if place is not None]
    pillars = sorted({pillar for place in places for pillar in place.pillars}, key=natural)
    heads = [f"{PILLAR}{pillar}{end}" for pillar in pillars for end in ("_then", "", "_gained")]
    with Path(path).open("x", encoding="utf-8", newline="") as file:
        file.write(style.head((*COLUMNS, *heads)))
        file.writelines(style.row(_cells(change, pillars, style)) for change in found)


def _by_group(merged: Merged, ranked: Sequence[Ranked]) -> dict[Group, list[Place]]:
    groups: dict[Group, list[Place]] = {}
    for one in ranked:
        unit = one.unit
        ids = (pillar.id for pillar in merged.set_of(unit).pillars)
        shares = {
            pillar: None if own.share is None else _printed(own.share * _HUNDRED)
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
                None if unit.percent is None else _printed(unit.percent),
                shares,
            )
        )
    return groups


def _printed(figure: Decimal) -> Decimal:
    """Return a figure as `ranking.csv` prints it: what was the same then is the same now."""
    return round_half_up(figure, DIGITS)


def read_earlier(folder: str) -> Earlier:
    """Read the ranking of an earlier merge from the folder it was written to.

    Raises:
        FaultError: It cannot be opened (F001 and others), is not what a merge wrote (M018), or its ranking has been
            changed or broken since (M019).
    """
    path = Path(folder) / RANKING_FILE
    if not Path(folder).is_dir():
        raise FaultError([Fault("F001", file=folder)])
    if read_manifest(folder) is None or not path.is_file():
        raise FaultError([Fault("M018", file=folder)])
    found: dict[str, dict[str, dict[str, Place]]] = {}
    try:
        for set_id, place in _rows(path):
            found.setdefault(set_id, {}).setdefault(place.period, {})[place.unit_code] = place
    except OSError as error:
        raise FaultError([unopened(str(path), error)]) from error
    except _WrongRowError as error:
        raise FaultError([Fault("M019", file=str(path), line=error.line)]) from error
    return found


class _WrongRowError(Exception):
    """A row is not one that a merge writes.

    Args:
        line: Where it stands in the file.
    """

    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.line = line


def _rows(path: Path) -> Iterator[tuple[str, Place]]:
    """Yield set and place of every row of a `ranking.csv`, in whichever style it was written.

    Raises:
        OSError: It cannot be read.
        _WrongRowError: It is not one.
    """
    line = 1
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            head = file.readline()
            style = CsvStyle(raw=";" not in head)
            columns = head.rstrip("\r\n").split(style.delimiter)
            if tuple(columns[: len(RANKING)]) != RANKING:
                raise _WrongRowError(line)
            rows = csv.reader(file, delimiter=style.delimiter, strict=True)
            while True:
                line = rows.line_num + 2
                cells = next(rows, None)
                if cells is None:
                    return
                if any(len(cell) > _LONGEST_FIELD for cell in cells):
                    raise _WrongRowError(line)
                row = dict(zip(columns, cells, strict=True))
                yield unguarded(row["set_id"]), _place(row, style)
    except (UnicodeDecodeError, csv.Error, ValueError, InvalidOperation) as error:
        raise _WrongRowError(line) from error


def _place(row: Mapping[str, str], style: CsvStyle) -> Place:
    def number(cell: str) -> Decimal | None:
        figure = parse_number(cell, style)
        if figure is not None and not figure.is_finite():
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
        {key.removeprefix(PILLAR): number(cell) for key, cell in row.items() if key.startswith(PILLAR)},
    )


def _of_period(periods: Mapping[str, Mapping[str, Place]], label: str) -> Mapping[str, Place]:
    """Return the places of the latest period before `label`, or of the latest there is."""
    before = [other for other in periods if chronology(other) < chronology(label)]
    return periods[max(before or periods, key=chronology)] if periods else {}


def _cells(change: Change, pillars: Sequence[str], style: CsvStyle) -> list[str]:
    text, number = style.text, style.number
    then, now, named = change.then, change.now, change.named
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
