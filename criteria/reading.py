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


class _Part(NamedTuple):
    """A pillar file that could be read, as far as it could.

    Attributes:
        places: Where in the file each indicator stands that could be read.
    """

    source: Source
    pillar: Pillar
    places: tuple[int, ...]


def _assembled(head: Source, sources: list[Source], faults: list[Fault]) -> SetReading:
    unparsed = bool(faults)
    place = Place()
    try:
        fields = read_head(head.table, place)
    except Unreadable:
        fields = None
    faults += [head.placed(fault) for fault in place.faults]
    parts = [part for source in sources if (part := _part(source, faults)) is not None]
    if fields is None:
        return SetReading(None, tuple(faults))
    known = IndicatorSet(pillars=tuple(part.pillar for part in parts), digest="", **fields)
    unread = bool(faults)
    for file, fault in check_set(known, _stated(head, sources) if unread else frozenset()):
        # A sum without a part that could not be read, or a name in a file that could not be, says nothing new.
        if (unread and fault.is_warning) or (unparsed and fault.code == "S110"):
            continue
        faults.append(head.placed(fault) if file == HEAD else _placed(parts[file], fault))
    return SetReading(known._replace(digest=set_digest(known)), tuple(faults))


def _part(source: Source, faults: list[Fault]) -> _Part | None:
    place = Place()
    try:
        pillar = read_pillar(source.table, place)
    except Unreadable:
        return None
    finally:
        faults += [source.placed(fault) for fault in place.faults]
    listed = source.table.get("indicators")
    count = len(listed) if isinstance(listed, list) else 0
    kept = tuple(n for n in range(count) if ("indicators", n) not in place.dropped)
    return _Part(source, pillar, kept)


def _placed(part: _Part, fault: Fault) -> Fault:
    """Return a fault of a pillar with its place in the file, where unreadable indicators still count."""
    path = fault.path
    if len(path) > 1 and path[0] == "indicators" and isinstance(path[1], int):
        path = ("indicators", part.places[path[1]], *path[2:])
    return part.source.placed(fault._replace(path=path))


def _stated(head: Source, sources: list[Source]) -> frozenset[str]:
    """Return the ids of facts, classes, references and indicators that stand in the files, readable or not."""
    stated: set[str] = set()
    for key in ("facts", "references"):
        table = head.table.get(key)
        stated |= table.keys() if isinstance(table, dict) else set()
    listed = [head.table.get("classes"), *(source.table.get("indicators") for source in sources)]
    for entries in listed:
        for entry in entries if isinstance(entries, list) else ():
            if isinstance(entry, dict) and isinstance(entry.get("id"), str):
                stated.add(entry["id"])
    return frozenset(stated)
