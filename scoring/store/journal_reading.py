"""A journal as it is found: the draft it makes, what of it is sound, and where it belongs."""

from collections.abc import Iterable

from criteria.faults import Fault, FaultError
from criteria.typed import NamedTuple
from scoring.drafts.draft import Draft, DraftHead, Place, Step
from scoring.drafts.paths import Path
from scoring.store.journal_lines import Begun, Continued, Entry, Line, Newer, decode, encode, rescued

_SAVED = b' ["saved",'
BEGUN = b' ["begun"]'
"""What stands in every journal of a draft that has begun."""
_HEAD = b'["head",'
_HEAD_AT = 9
_AFTER = Newer | Begun | Step | Place


class Journalled(NamedTuple):
    """What a journal says.

    Attributes:
        base: The text of the record file it goes on from; empty where there is none.
        kept: The bytes of the file that stay; what was torn off at its end is not among them.
        spoilt: Lines that could not be read, before that end.
    """

    draft: Draft
    base: str
    kept: bytes
    spoilt: int = 0


def read_journal(data: bytes, name: str) -> Journalled:
    """Return the draft that the bytes of a journal make. Lines that are spoilt are passed over.

    Raises:
        FaultError: D001: no head can be read. D002: a newer program has written it. D003: it was cut off before
            the draft began, and nothing was ever typed in it.
    """
    lines, kept, spoilt = _sorted_out(data)
    if not spoilt and not any(isinstance(line, _AFTER) for line in lines) and is_beginning(data):
        raise FaultError([Fault("D003", file=name)])
    head = _head(lines, name)
    draft = Draft(head, _entries(lines), None)
    text = ""
    for line in lines:
        match line:
            case Step():
                draft.replay(line)
            case Place():
                draft.place = line
            case Continued(base, text):
                draft.head = draft.head._replace(base=base)
            case _:
                pass
    return Journalled(draft, text, kept, spoilt)


def skim(data: bytes, name: str) -> DraftHead:
    """Return what a journal is bound to now, without going through its steps.

    Raises:
        FaultError: D001: no head can be read. D002: a newer program has written it.
    """
    head: DraftHead | None = None
    for raw, _ in zip(data.split(b"\n", 2), range(2), strict=False):
        line = decode(raw)
        if isinstance(line, DraftHead):
            head = line
            break
    head = head or _head(_sorted_out(data)[0], name)
    found = data.rfind(_SAVED)
    while found >= 0:
        start = data.rfind(b"\n", 0, found) + 1
        line = decode(data[start:].split(b"\n", 1)[0])
        if isinstance(line, Continued):
            return head._replace(base=line.base)
        found = data.rfind(_SAVED, 0, found)
    return head


def first_lines(head: DraftHead, entries: Iterable[tuple[Path, str]], base: str) -> bytes:
    """Return the lines a new journal begins with."""
    began = [Entry(path, text) for path, text in entries if text]
    lines: list[Line] = [head, head, *began]
    if head.base is not None:
        lines.append(Continued(head.base, base))
    lines.append(Begun())
    return b"".join(encode(line) for line in lines)


def is_beginning(data: bytes) -> bool:
    """Tell whether a file may be the first bytes of a journal: of one that was cut off while it was begun."""
    first = data[_HEAD_AT : _HEAD_AT + len(_HEAD)]
    return _HEAD.startswith(first)


def _sorted_out(data: bytes) -> tuple[list[Line], bytes, int]:
    """Return the lines that can be read, the bytes that stay, and how many lines are spoilt."""
    *whole, tail = data.split(b"\n")
    lines: list[Line] = []
    spoilt = 0
    for raw in whole:
        line = decode(raw)
        if line is not None:
            lines.append(line)
            continue
        spoilt += 1
        lines += [within for piece in rescued(raw) if (within := decode(piece)) is not None]
    kept = data[: len(data) - len(tail)]
    for piece in rescued(tail):
        line = decode(piece)
        if line is not None:
            lines.append(line)
            kept += piece + b"\n"
    return lines, kept, spoilt


def _head(lines: list[Line], name: str) -> DraftHead:
    for line in lines:
        if isinstance(line, DraftHead):
            return line
        if isinstance(line, Newer):
            raise FaultError([Fault("D002", file=name, details={"schema": line.schema})])
    raise FaultError([Fault("D001", file=name)])


def _entries(lines: list[Line]) -> dict[Path, str]:
    return {line.path: line.text for line in lines if isinstance(line, Entry)}
