"""An indicator set read from its folder, with every fault of every file at once."""

from __future__ import annotations

import os
from itertools import groupby

from criteria.checks import HEAD, check_set
from criteria.digest import set_digest
from criteria.faults import Fault, FaultError
from criteria.grammar import SET_SCHEMA, read_head, read_pillar
from criteria.model import IndicatorSet, Pillar
from criteria.place import Place, Unreadable
from criteria.toml import SET_BYTES, Source, StrPath, read_source
from criteria.typed import NamedTuple

HEAD_FILE = "set.toml"
CASES_FILE = "cases.toml"
_MOST_FILES = 200
_SCHEMA_NAME = "xaso-set/"


class SetReading(NamedTuple):
    """What a folder says.

    Attributes:
        set: The set, or None where a fault leaves nothing to judge with.
        faults: Faults and warnings in the order of the files.
    """

    set: IndicatorSet | None
    faults: tuple[Fault, ...]

    @property
    def is_sound(self) -> bool:
        """Whether the set may be judged with: warnings only, or nothing."""
        return self.set is not None and all(fault.is_warning for fault in self.faults)


def natural(text: str) -> tuple[tuple[int, int | str], ...]:
    """Return a sort key by which 4.22.9 comes before 4.22.10."""
    pieces = ("".join(piece) for _, piece in groupby(text, str.isdecimal))
    return tuple((0, int(piece)) if piece.isdecimal() else (1, piece) for piece in pieces)


def load_set(folder: StrPath) -> IndicatorSet:
    """Read the set in `folder` (one version of it).

    Raises:
        FaultError: The set has faults; all of them are in the error.
    """
    reading = read_set(folder)
    if reading.set is None or not reading.is_sound:
        raise FaultError(reading.faults)
    return reading.set


def read_set(folder: StrPath) -> SetReading:
    """Read the set in `folder` and report everything that is wrong or doubtful in it."""
    try:
        names = sorted((name for name in os.listdir(folder) if name.endswith(".toml")), key=natural)
    except OSError as error:
        code = "F001" if isinstance(error, FileNotFoundError) else "F008"
        return SetReading(None, (Fault(code, file=os.fspath(folder)),))
    if HEAD_FILE not in names:
        return SetReading(None, (Fault("S117", file=os.fspath(folder)),))
    faults: list[Fault] = []
    head = _read(folder, HEAD_FILE, faults)
    pillar_names = [name for name in names if name not in {HEAD_FILE, CASES_FILE}][:_MOST_FILES]
    sources = [source for name in pillar_names if (source := _read(folder, name, faults))]
    if not pillar_names:
        faults.append(Fault("S118", file=os.fspath(folder)))
    if head is None:
        return SetReading(None, tuple(faults))
    if fault := _other_schema(head):
        return SetReading(None, (fault,))
    return _assembled(head, sources, faults)


def _read(folder: StrPath, name: str, faults: list[Fault]) -> Source | None:
    try:
        return read_source(os.path.join(folder, name), most=SET_BYTES)
    except FaultError as error:
        faults += error.faults
        return None


def _other_schema(head: Source) -> Fault | None:
    """Return the fault of a set written for another version of the format."""
    schema = head.table.get("schema")
    if schema == SET_SCHEMA or not isinstance(schema, str):
        return None
    is_ours = schema.startswith(_SCHEMA_NAME) and schema.removeprefix(_SCHEMA_NAME).isdecimal()
    return head.placed(Fault("S119", ("schema",), {"schema": schema})) if is_ours else None


def _assembled(head: Source, sources: list[Source], faults: list[Fault]) -> SetReading:
    place = Place()
    try:
        fields = read_head(head.table, place)
    except Unreadable:
        fields = None
    faults += [head.placed(fault) for fault in place.faults]
    pillars: list[Pillar] = []
    kept: list[Source] = []
    for source in sources:
        place = Place()
        try:
            pillars.append(read_pillar(source.table, place))
            kept.append(source)
        except Unreadable:
            pass
        faults += [source.placed(fault) for fault in place.faults]
    if fields is None:
        return SetReading(None, tuple(faults))
    known = IndicatorSet(pillars=tuple(pillars), digest="", **fields)
    whole = not faults
    unread = len(kept) < len(sources) or any(fault.code == "F007" for fault in faults)
    for doubt in check_set(known):
        if (
            unread and doubt.fault.code == "S110"
        ):  # the indicator may stand in the file that could not be read
            continue
        source = head if doubt.file == HEAD else kept[doubt.file]
        # Sums that miss an unreadable part would only say again what the fault there says.
        if whole or not doubt.fault.is_warning:
            faults.append(source.placed(doubt.fault))
    return SetReading(known._replace(digest=set_digest(known)), tuple(faults))
