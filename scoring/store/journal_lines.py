"""The lines of a draft's journal: `<crc32> <json>`, eight hex digits, a space, a list whose first entry says what it is.

    ["head", {…}]                                the draft and what it is bound to; twice, since all hangs on it
    ["has", path, text]                          a text it began with
    ["begun"]                                    the draft is whole; without it nothing was ever typed
    ["do", at, joins, [path, text], …]           a step: what the texts became
    ["undo", at, [path, before, after], …]       likewise; redo
    ["at", question, slot, cursor]               where one is
    ["saved", file, digest, text]                the record file the draft continues from here on, and what it says

The check sum tells a line that is torn or spoilt from one that is whole. Texts are UTF-8, and a line end within one
is written as JSON does, so that every line of the file is one of these.
"""

import json
import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import cast
from zlib import crc32

from criteria.typed import NamedTuple
from scoring.drafts.draft import Base, Change, DraftHead, Place, Step
from scoring.drafts.paths import Path
from scoring.periods import Period
from scoring.record import ReceivingOffice, ReportingUnit, SetName
from scoring.units.unit import UNIT_KINDS

DRAFT_SCHEMA = "xaso-draft/1"

_START = re.compile(rb"[0-9a-f]{8} \[")
_CHECKED = 9
"""Bytes of the check sum and the space after it."""
_DEEPEST = 8
_MOST_STARTS = 16
_write = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


class Entry(NamedTuple):
    """A text the draft began with."""

    path: Path
    text: str


class Begun(NamedTuple):
    """The end of what a draft began with."""


class Newer(NamedTuple):
    """The head of a draft that a newer program has written."""

    schema: str


class Continued(NamedTuple):
    """The record file a draft goes on from, and its text: the file may change, or be gone, when the draft is opened."""

    base: Base
    text: str = ""


Line = DraftHead | Newer | Entry | Begun | Step | Place | Continued


def encode(line: Line) -> bytes:
    """Return a line of the journal, its end included."""
    data = _write(_listed(line)).encode("utf-8", "surrogatepass")
    return b"%08x %s\n" % (crc32(data), data)


def decode(raw: bytes) -> Line | None:
    """Return what a line says, given without its end; None if it is torn, spoilt or none of ours."""
    if not _is_whole(raw):
        return None
    try:
        return _line(json.loads(raw[_CHECKED:].decode("utf-8", "surrogatepass")))
    except (ValueError, TypeError, KeyError, IndexError, RecursionError):
        return None


def rescued(raw: bytes) -> Iterator[bytes]:
    """Yield the whole lines within a spoilt one: two with a spoilt end between them, or one behind a spoilt block."""
    starts = [found.start() for _, found in zip(range(_MOST_STARTS), _START.finditer(raw), strict=False)]
    end = 0
    for start in starts:
        ends = [later - 1 for later in starts if later > start] + [len(raw) - 1, len(raw)]
        whole = next((stop for stop in ends if start >= end and _is_whole(raw[start:stop])), None)
        if whole is not None:
            end = whole
            yield raw[start:whole]


def _is_whole(raw: bytes) -> bool:
    return b"%08x " % crc32(raw[_CHECKED:]) == raw[:_CHECKED]


def _listed(line: Line) -> list[object]:
    match line:
        case DraftHead():
            return ["head", _head_table(line)]
        case Newer(schema):
            return ["head", {"schema": schema}]
        case Entry(path, text):
            return ["has", path, text]
        case Begun():
            return ["begun"]
        case Step("do", changes, at, joins):
            return ["do", at, int(joins), *([change.path, change.after] for change in changes)]
        case Step(kind, changes, at):
            return [kind, at, *changes]
        case Place(question, slot, cursor):
            return ["at", question, slot, cursor]
        case Continued(base, text):
            return ["saved", base.path, base.digest, text]


def _line(listed: list[object]) -> Line | None:
    match listed:
        case ["do", int(at) | float(at), 0 | 1 as joins, _, *_]:
            return Step("do", tuple(_done(item) for item in listed[3:]), at, bool(joins))
        case ["at", list(question), None | list() as slot, int(cursor)]:
            return Place(_path(question), None if slot is None else _path(slot), max(cursor, 0))
        case ["head", {"schema": str(schema)}] if schema != DRAFT_SCHEMA:
            return Newer(schema)
        case ["head", dict(table)]:
            return _head(table)
        case ["has", list(path), str(text)]:
            return Entry(_path(path), text)
        case ["begun"]:
            return Begun()
        case ["undo" | "redo" as kind, int(at) | float(at), _, *_]:
            return Step("undo" if kind == "undo" else "redo", tuple(_change(item) for item in listed[2:]), at)
        case ["saved", str(file), str(digest), str(text)]:
            return Continued(Base(file, digest), text)
        case _:
            return None


def _done(item: object) -> Change:
    path, after = cast("list[object]", item)
    return Change(_path(path), "", _text(after))


def _change(item: object) -> Change:
    path, before, after = cast("list[object]", item)
    return Change(_path(path), _text(before), _text(after))


def _path(keys: object) -> Path:
    if (
        not isinstance(keys, list)
        or not 0 < len(keys) <= _DEEPEST
        or not all(type(key) is str for key in keys)
    ):
        raise TypeError
    return tuple(keys)


def _text(item: object) -> str:
    if not isinstance(item, str):
        raise TypeError
    return item


def _head_table(head: DraftHead) -> dict[str, object]:
    period, unit = head.period, head.unit
    return {
        "schema": DRAFT_SCHEMA,
        "id": head.id,
        "set": head.set,
        "unit": [unit.code, unit.name, unit.kind, unit.parent, unit.unit_class],
        "period": [period.label, period.start.isoformat(), period.end.isoformat()],
        "at": head.at.isoformat(),
        "base": head.base,
    }


def _head(table: dict[str, object]) -> DraftHead:
    match table:
        case {
            "id": str(id_),
            "set": [str(set_id), str(version), digest],
            "unit": [str(code), str(name), kind, [parent, office], unit_class],
            "period": [str(label), str(start), str(end)],
            "at": str(at),
            "base": base,
        }:
            return DraftHead(
                id_,
                SetName(set_id, version, _perhaps(digest)),
                ReportingUnit(
                    code,
                    name,
                    next((known for known in UNIT_KINDS if known == kind), None),
                    ReceivingOffice(_perhaps(parent), _perhaps(office)),
                    _perhaps(unit_class),
                ),
                Period(label, date.fromisoformat(start), date.fromisoformat(end)),
                datetime.fromisoformat(at),
                None if base is None else _base(base),
            )
    raise TypeError


def _base(item: object) -> Base:
    path, digest = cast("Sequence[object]", item)
    return Base(_text(path), _text(digest))


def _perhaps(item: object) -> str | None:
    return None if item is None else _text(item)
