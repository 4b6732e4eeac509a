"""The roster: who must report to an office, as a CSV table that the office keeps.

Columns ``code,name,kind,parent_code,parent_name,class``, in any order; the first two are needed. Excel's habits are
put up with: semicolons or tabs for commas, a byte-order mark, a ``sep=`` line, UTF-16, and zeros lost at the front
of a code.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from io import StringIO

from criteria.clean import clean_line
from criteria.faults import Fault, nearest
from criteria.typed import NamedTuple
from scoring.units.unit import UNIT_KINDS, UnitKind, kind_in

COLUMNS = ("code", "name", "kind", "parent_code", "parent_name", "class")
NEEDED = ("code", "name")
CODE_DIGITS = 5

_BOM = b"\xef\xbb\xbf"
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_DELIMITERS = (",", ";", "\t")


class RosterUnit(NamedTuple):
    """A unit that must report.

    Attributes:
        code: Five digits, leading zeros kept.
        name: With its kind in front, as the office writes it.
        kind: The kind given, or the one its name begins with; None where neither says.
        parent_code: The receiving office; empty where the roster does not say.
        parent_name: Its name, or empty.
        unit_class: The class it is scored in (column ``class``), or empty.
        line: Where it stands in the roster.
    """

    code: str
    name: str
    kind: UnitKind | None
    parent_code: str
    parent_name: str
    unit_class: str
    line: int


class Roster(NamedTuple):
    """The units that must report, in the order of the file; every code once.

    Attributes:
        units: The units.
    """

    units: tuple[RosterUnit, ...] = ()

    def by_code(self) -> dict[str, RosterUnit]:
        """Return the units by their codes."""
        return {unit.code: unit for unit in self.units}


class _Row(NamedTuple):
    line: int
    cells: dict[str, str]
    beyond: str


def read_roster(data: bytes | str, name: str = "") -> tuple[Roster, list[Fault]]:
    """Read a roster.

    Args:
        data: The content of the file.
        name: What to call the file in faults.

    Returns:
        The roster and everything found wrong, by line. A faulty row is left out; a roster that cannot be read at all
        is empty, and a fault says why.
    """
    faults: list[Fault] = []
    units: dict[str, RosterUnit] = {}
    text = data if isinstance(data, str) else _decoded(data)
    if text is None:
        faults.append(Fault("U001"))
    else:
        for row in _rows(text.removeprefix("\ufeff"), faults):
            unit = _unit(row, faults)
            if unit is not None and unit.code in units:
                twice = {"code": unit.code, "first": str(units[unit.code].line)}
                faults.append(Fault("U007", ("code",), twice, line=row.line))
            elif unit is not None:
                units[unit.code] = unit
        if not units and all(fault.is_warning for fault in faults):
            faults.append(Fault("U004"))
    return Roster(tuple(units.values())), [fault._replace(file=name) for fault in faults]


def _decoded(data: bytes) -> str | None:
    try:
        return data.decode("utf-16") if data.startswith(_UTF16) else data.removeprefix(_BOM).decode()
    except UnicodeDecodeError:
        return None


def _rows(text: str, faults: list[Fault]) -> Iterator[_Row]:
    """Yield the rows below the header that hold anything; say what is wrong with the table as such."""
    lines = StringIO(text, newline="").readlines()
    said = _said_delimiter(lines)
    top = 1 if said else 0
    if not text.strip():
        return
    reader = csv.reader(lines[top:], delimiter=said or _delimiter(lines[0]), strict=True)
    ended = top
    try:
        header = [_plain(cell).lower() for cell in next(reader, [])]
        _check_header(header, top + 1, faults)
        if not {*NEEDED} <= {*header}:
            return
        places = {column: header.index(column) for column in COLUMNS if column in header}
        ended = reader.line_num + top
        for cells in reader:
            line, ended = ended + 1, reader.line_num + top
            plain = [_plain(cell) for cell in cells]
            if any(plain):
                beyond = " ".join(filter(None, plain[len(header) :]))
                plain += [""] * (len(header) - len(plain))
                yield _Row(line, {column: plain[place] for column, place in places.items()}, beyond)
    except csv.Error as error:
        faults.append(Fault("U003", (), {"why": str(error)}, line=ended + 1))


def _said_delimiter(lines: list[str]) -> str | None:
    """Return what Excel's own first line (``sep=;``) says, or None where there is no such line."""
    first = lines[0].rstrip("\r\n").lower() if lines else ""
    return first[4:] if first.startswith("sep=") and first[4:] in _DELIMITERS else None


def _delimiter(header: str) -> str:
    """Return the delimiter that parts the header into the most known columns."""
    return max(
        _DELIMITERS,
        key=lambda mark: len({*COLUMNS} & {_plain(cell.strip('"')) for cell in header.split(mark)}),
    )


def _check_header(header: Sequence[str], line: int, faults: list[Fault]) -> None:
    """Say which columns are unknown, given twice or missing."""
    for place, column in enumerate(header):
        near = nearest(column, COLUMNS) if column and column not in COLUMNS else None
        if near:
            faults.append(Fault("U502", (), {"column": column, "nearest": near}, line=line))
        elif column and column not in COLUMNS:
            faults.append(Fault("U503", (), {"column": column}, line=line))
        elif column and column in header[:place]:
            faults.append(Fault("U504", (), {"column": column}, line=line))
    missing = [column for column in COLUMNS if column not in header]
    needed = [column for column in missing if column in NEEDED]
    if needed:
        faults.append(Fault("U002", (), {"columns": ", ".join(needed)}, line=line))
    elif missing:
        faults.append(Fault("U501", (), {"columns": ", ".join(missing)}, line=line))


def _unit(row: _Row, faults: list[Fault]) -> RosterUnit | None:
    """Return the unit of a row, or None and a fault."""
    cells = row.cells
    written, name = cells["code"], cells["name"]
    if row.beyond:
        faults.append(Fault("U008", (), {"beyond": row.beyond}, line=row.line))
        return None
    if not (written.isascii() and written.isdigit() and len(written) <= CODE_DIGITS):
        faults.append(Fault("U005", ("code",), {"code": written}, line=row.line))
        return None
    code = written.zfill(CODE_DIGITS)
    if not name:
        faults.append(Fault("U006", ("name",), {"code": code}, line=row.line))
        return None
    if code != written:
        faults.append(Fault("U505", ("code",), {"written": written, "code": code}, line=row.line))
    kind = next((kind for kind in UNIT_KINDS if kind == cells.get("kind", "").lower()), None)
    if kind is None and cells.get("kind"):
        faults.append(Fault("U506", ("kind",), {"code": code, "kind": cells["kind"]}, line=row.line))
    return RosterUnit(
        code,
        name,
        kind or kind_in(name),
        cells.get("parent_code", ""),
        cells.get("parent_name", ""),
        cells.get("class", ""),
        row.line,
    )


def _plain(cell: str) -> str:
    """Return a cell cleaned, without what Excel users put round a code to keep its zeros: ``="05914"``, ``'05914``."""
    text = clean_line(cell)
    if text.startswith('="') and text.endswith('"'):
        return text[2:-1].strip()
    return text.removeprefix("'")
