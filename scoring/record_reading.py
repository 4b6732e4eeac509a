"""A record made from parsed TOML, with every fault at once; a fault in one answer spoils that answer alone."""

from __future__ import annotations

from criteria.faults import Fault, KeyPath
from criteria.kinds import read_fields
from criteria.place import Place, Unreadable
from criteria.toml import Source
from criteria.typed import NamedTuple
from scoring.record import RECORD_SCHEMA, Record, record_digest
from scoring.record_grammar import EXPECTED, RECORD

_LONGEST = 10
_SCHEMA_NAME = "xaso-record/"


class RecordReading(NamedTuple):
    """What a file says.

    Attributes:
        record: The record, or None where the file is none or lacks set, unit or period.
        faults: Faults and warnings in the order of the file.
        spoilt: Ids of the indicators whose answers have a fault and so do not count.
        spoilt_facts: Ids of the facts that have a fault and so do not count.
        digest: Of the content, where reading had to compute it; else empty.
        source: The file, to tell the line of what is found later; None where nothing could be read.
    """

    record: Record | None
    faults: tuple[Fault, ...]
    source: Source | None = None
    spoilt: frozenset[str] = frozenset()
    spoilt_facts: frozenset[str] = frozenset()
    digest: str = ""


def read_record(source: Source) -> RecordReading:
    """Make a record of a parsed file."""
    schema = source.table.get("schema")
    number = schema.removeprefix(_SCHEMA_NAME) if isinstance(schema, str) else ""
    if (
        not isinstance(schema, str)
        or number == schema
        or not (number.isascii() and number.isdecimal() and len(number) < _LONGEST)
    ):
        return RecordReading(None, (source.placed(Fault("R001", ("schema",))),), source)
    if schema != RECORD_SCHEMA:
        code = "R002" if int(number) > 1 else "R001"
        return RecordReading(None, (source.placed(Fault(code, ("schema",), {"schema": schema})),), source)
    place = Place()
    record: Record | None = None
    try:
        fields = read_fields(RECORD, source.table, place)
        del fields["schema"]
        record = Record(**fields)
    except Unreadable:
        pass
    faults = [source.placed(fault) for fault in place.faults]
    faults += [Fault("F010", (), {"key": key}, source.name) for key in EXPECTED if key not in source.table]
    content = record_digest(record) if record is not None and record.history else ""
    if record is not None and content and record.history[-1].digest != content:
        faults.append(source.placed(Fault("R509", ("history", len(record.history) - 1))))
    if source.unsafe:
        faults.append(Fault("R501", (), {}, source.name))
    at_fault = {fault.path for fault in faults if not fault.is_warning} | place.unnoted
    spoilt, spoilt_facts = _ids(at_fault, "answers"), _ids(at_fault, "facts")
    return RecordReading(record, tuple(faults), source, spoilt, spoilt_facts, content)


def _ids(at_fault: set[KeyPath], table: str) -> frozenset[str]:
    """Return the ids within a table that a fault lies in."""
    return frozenset(str(path[1]) for path in at_fault if len(path) > 1 and path[0] == table)
