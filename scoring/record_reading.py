"""A record made from parsed TOML, with every fault at once; a fault in one answer spoils that answer alone."""

from __future__ import annotations

from criteria.faults import Fault
from criteria.kinds import read_fields
from criteria.place import Place, Unreadable
from criteria.toml import Source
from criteria.typed import NamedTuple
from scoring.record import RECORD_SCHEMA, Record, record_digest
from scoring.record_grammar import EXPECTED, RECORD

_SCHEMA_NAME = "xaso-record/"


class RecordReading(NamedTuple):
    """What a file says.

    Attributes:
        record: The record, or None where the file is none or lacks set, unit or period.
        faults: Faults and warnings in the order of the file.
        source: The file, to tell the line of what is found later; None where nothing could be read.
    """

    record: Record | None
    faults: tuple[Fault, ...]
    source: Source | None = None

    @property
    def spoilt(self) -> frozenset[str]:
        """Ids of the indicators whose answers have a fault and so do not count."""
        return _ids(self.faults, "answers")

    @property
    def spoilt_facts(self) -> frozenset[str]:
        """Ids of the facts that have a fault and so do not count."""
        return _ids(self.faults, "facts")


def read_record(source: Source) -> RecordReading:
    """Make a record of a parsed file."""
    schema = source.table.get("schema")
    number = schema.removeprefix(_SCHEMA_NAME) if isinstance(schema, str) else ""
    if not isinstance(schema, str) or number == schema or not (number.isascii() and number.isdecimal()):
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
    if record is not None and record.history and record.history[-1].digest != record_digest(record):
        faults.append(source.placed(Fault("R509", ("history", len(record.history) - 1))))
    if source.unsafe:
        faults.append(Fault("R501", (), {}, source.name))
    return RecordReading(record, tuple(faults), source)


def _ids(faults: tuple[Fault, ...], table: str) -> frozenset[str]:
    return frozenset(
        str(fault.path[1])
        for fault in faults
        if len(fault.path) > 1 and fault.path[0] == table and not fault.is_warning
    )
