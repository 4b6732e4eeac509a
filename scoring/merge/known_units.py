"""The roster in a merge: what it says of a unit wins over what the unit's record says, and a difference is a finding."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from criteria.faults import Fault, FaultError
from criteria.toml import unopened
from criteria.typed import NamedTuple
from scoring.record import Record, ReportingUnit
from scoring.units.roster import RosterUnit, read_roster

ROSTER_BYTES = 16 * 1024**2
LONGEST_NAME = 200
"""Characters of a name that a merge goes on with: the longest in use has some sixty."""
_CODE_DIGITS = 5
_NO_SUCH_CLASS = "R012"


class KnownUnits(NamedTuple):
    """The units that must report, by code, and what is doubtful in the roster they come from."""

    units: Mapping[str, RosterUnit]
    doubts: tuple[Fault, ...] = ()


class UnitChecked(NamedTuple):
    """A record's unit held against the roster.

    Attributes:
        shown: Code, name, kind, code and name of the receiving office, class: as the merge goes on with them.
        unit_class: The class to judge it in.
        faults: That it is a stranger, or what differs.
    """

    shown: tuple[str, str, str, str, str, str]
    unit_class: str | None
    faults: tuple[Fault, ...]


def read_known_units(path: str) -> KnownUnits:
    """Read the roster at `path`.

    Raises:
        FaultError: It cannot be read, or has faults: who must report has to be certain.
    """
    try:
        with open(path, "rb") as file:
            data = file.read(ROSTER_BYTES + 1)
    except OSError as error:
        raise FaultError([unopened(path, error)]) from error
    if len(data) > ROSTER_BYTES:
        raise FaultError([Fault("F005", (), {"most": str(ROSTER_BYTES // 1024)}, path)])
    roster, faults = read_roster(data, path)
    wrong = [fault for fault in faults if not fault.is_warning]
    if wrong:
        raise FaultError(wrong)
    return KnownUnits(roster.by_code(), tuple(faults))


def check_unit(unit: ReportingUnit, roster: Mapping[str, RosterUnit] | None) -> UnitChecked:
    """Return what is known of a record's unit; without a roster it is what the record says."""
    own = (
        unit.code,
        _short(unit.name),
        _short(unit.kind or ""),
        _short(unit.parent.code or ""),
        _short(unit.parent.name or ""),
        unit.unit_class or "",
    )
    if roster is None:
        return UnitChecked(own, unit.unit_class, ())
    listed = roster.get(unit.code)
    if listed is None:
        return UnitChecked(own, unit.unit_class, (Fault("M501", ("unit", "code"), {"code": unit.code}),))
    given = (
        unit.code,
        listed.name,
        listed.kind or "",
        listed.parent_code,
        listed.parent_name,
        listed.unit_class,
    )
    shown = tuple(theirs or mine for theirs, mine in zip(given, own, strict=True))
    code, name, kind, parent_code, parent_name, unit_class = shown
    faults = tuple(_differences(own, given))
    return UnitChecked((code, name, kind, parent_code, parent_name, unit_class), unit_class or None, faults)


def as_judged(record: Record, roster: Mapping[str, RosterUnit] | None) -> Record:
    """Return a record with the class of unit that a merge judges it in."""
    unit_class = check_unit(record.unit, roster).unit_class
    return record._replace(unit=record.unit._replace(unit_class=unit_class))


def of_the_roster(faults: Iterable[Fault], unit: ReportingUnit, checked: UnitChecked) -> Iterator[Fault]:
    """Yield the faults of a record as it was judged: a class that the set lacks is the roster's fault where it is its."""
    for fault in faults:
        if fault.code == _NO_SUCH_CLASS and unit.unit_class != checked.unit_class:
            word, known = fault.details["word"], fault.details["known"]
            yield Fault("M024", ("unit", "class"), {"word": word, "known": known, "code": unit.code})
        else:
            yield fault


def _short(name: str) -> str:
    return name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1]}…"


_PATHS = (
    ("unit", "code"),
    ("unit", "name"),
    ("unit", "kind"),
    ("unit", "parent", "code"),
    ("unit", "parent", "name"),
    ("unit", "class"),
)


def _differences(own: tuple[str, ...], given: tuple[str, ...]) -> Iterator[Fault]:
    """Yield what the record says otherwise; the class counts even where the record names none."""
    for path, mine, theirs in zip(_PATHS, own, given, strict=True):
        if not theirs or mine == theirs or (not mine and path[-1] != "class"):
            continue
        if " ".join(mine.split()).casefold() != " ".join(theirs.split()).casefold():
            yield Fault("M502", path, {"own": mine or "–", "roster": theirs})


def unit_code_of(table: Mapping[str, object], name: str, roster: Mapping[str, RosterUnit] | None) -> str:
    """Return the unit a broken file is probably of: as far as it says, else by the start of its name; or nothing."""
    unit = table.get("unit")
    code = unit.get("code") if isinstance(unit, dict) else None
    if isinstance(code, str) and len(code) == _CODE_DIGITS and code.isascii() and code.isdigit():
        return code
    start = name.rpartition("/")[2][:_CODE_DIGITS]
    if (
        len(start) == _CODE_DIGITS
        and start.isascii()
        and start.isdigit()
        and (roster is None or start in roster)
    ):
        return start
    return ""
