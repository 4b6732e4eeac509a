"""Reading the two lists of units: the one shipped for the time until 30 June 2025, and today's."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import cast
from unicodedata import normalize

from criteria.typed import Any
from scoring.folding import fold
from scoring.units.unit import Parent, Unit, UnitKind

HERE = Path(__file__).parent
OLD_TABLE = HERE / "units_until_2025-06-30.csv"
DRAFTED_CODES = HERE / "drafted_codes.csv"

State = tuple[str, str]
"""A state of the old table: the last day listed by then, and the next one ("" where the first holds for certain)."""


def old_state(day: str) -> State:
    """Return the state of the old table that holds on `day` (ISO)."""
    listed = _listed_days()
    before = [seen for seen in listed if seen <= day]
    last = before[-1] if before else listed[0]
    after = [seen for seen in listed if seen > day]
    return last, after[0] if after and before and last != day else ""


def old_units(state: State) -> tuple[list[Unit], list[Parent]]:
    """Return the units of a state of the old table, and the districts.

    Between two days listed it is not known when a change took force, so both its sides are returned: first what was
    there on the day before, then what is new on the day after.
    """
    last, following = state
    known: list[Unit] = []
    coming: list[Unit] = []
    parents: dict[str, Parent] = {}
    for row in _rows(OLD_TABLE):
        code, name, kind, parent_code, parent_name, _, province_name, since, until = row
        if since <= last <= until:
            target = known
        elif following and since == following:
            target = coming
        else:
            continue
        parents.setdefault(parent_code, Parent(parent_code, parent_name, province_name))
        if code:
            target.append(Unit(code, name, cast("UnitKind", kind), parent_code, parent_name, province_name))
    return known + coming, list(parents.values())


def new_units() -> tuple[list[Unit], list[Parent]]:
    """Return the units of today, from the installed package ``vietnam-provinces``, and the provinces.

    The package's first releases after the reform carry the codes of a draft; those are put right.

    Raises:
        ModuleNotFoundError: The package is not installed.
    """
    given = {(drafted, fold(name)): code for drafted, name, code, _ in _rows(DRAFTED_CODES)}
    units: list[Unit] = []
    parents: list[Parent] = []
    for province in _installed():
        code, title = f"{province['code']:02}", _titled(province)
        parents.append(Parent(code, title, title))
        for entry in province["wards"]:
            name, drafted = _spelt(entry["name"]), f"{entry['code']:05}"
            right = given.get((drafted, fold(name)), drafted)
            units.append(Unit(right, name, entry["division_type"], code, title, title))
    return units, parents


@cache
def _listed_days() -> list[str]:
    with OLD_TABLE.open(encoding="utf-8") as file:
        next(file)
        return sorted({day for line in file for day in line.rstrip("\n").rsplit(",", 2)[1:]})


def _rows(path: Path) -> Iterator[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file)
        next(rows)
        yield from rows


def _installed() -> list[dict[str, Any]]:
    # The package's own modules make 3,300 enumeration members when imported; its data file says the same.
    import json  # noqa: PLC0415
    from importlib.util import find_spec  # noqa: PLC0415

    package = find_spec("vietnam_provinces")
    if package is None or package.origin is None:
        message = "vietnam_provinces"
        raise ModuleNotFoundError(message, name=message)
    data = Path(package.origin).parent / "data" / "nested-divisions.json"
    provinces: list[dict[str, Any]] = json.loads(data.read_text("utf-8"))
    return provinces


def _titled(province: dict[str, Any]) -> str:
    """Return the name with the kind in front, as the other names have it; some releases leave "Tỉnh" out."""
    name, kind = _spelt(province["name"]), str(province["division_type"])
    return name if " " in kind or name.lower().startswith(f"{kind} ") else f"{kind.capitalize()} {name}"


def _spelt(name: str) -> str:
    plain = " ".join(normalize("NFC", name).split())
    return plain[:1].upper() + plain[1:]
