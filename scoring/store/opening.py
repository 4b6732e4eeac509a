"""Drafts begun, opened where they were left, and done with."""

import re
from hashlib import sha256
from pathlib import Path
from threading import Event

from criteria.faults import Fault, FaultError
from criteria.typed import Literal, NamedTuple
from scoring.drafts.draft import Draft, DraftHead
from scoring.drafts.paths import Entries
from scoring.record import Record
from scoring.store.atomic import WAITS
from scoring.store.bases import record_in
from scoring.store.journal import RETRY, WAIT, Journal, OnTrouble
from scoring.store.journal_file import SUFFIX, JournalFile, content, created, locked, trimmed
from scoring.store.journal_reading import BEGUN, first_lines, read_journal

_PLAIN = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")

Lock = Literal["ours", "held", "read_only"]
"""Whose a draft is to write: ours, another window's, or nobody's because the disk does not let it be written."""


class OpenedDraft(NamedTuple):
    """A draft as it was left.

    Attributes:
        base: The record it goes on from, as it was when it was read or last saved; the file may have changed since.
        journal: What to note its further steps in; None if it can only be looked at.
        told: What the officer should know: D501 (held by another window), D502 (lines that could not be read), F003
            or F021 (it may not be written).
    """

    draft: Draft
    base: Record | None
    journal: Journal | None
    lock: Lock
    spoilt: int
    told: tuple[Fault, ...]


def journal_path(folder: Path, record_id: str) -> Path:
    """Return where the draft of a record lies. An id that is no UUID is somebody's own, and no name for a file."""
    name = (
        record_id
        if _PLAIN.fullmatch(record_id)
        else sha256(record_id.encode("utf-8", "surrogatepass")).hexdigest()
    )
    return folder / f"{name}{SUFFIX}"


def start_journal(
    folder: Path,
    head: DraftHead,
    entries: Entries,
    *,
    base: str = "",
    on_trouble: OnTrouble | None = None,
    wait: float = WAIT,
    retry: float = RETRY,
) -> Journal:
    """Begin the journal of a new draft; it is on the disk when this returns.

    Args:
        folder: The folder of drafts.
        head: What the draft is bound to.
        entries: What it begins with.
        base: The text of the record file it goes on from (`LoadedBase.text`).
        on_trouble: Told, on the journal's thread, when writing fails and when it succeeds again.
        wait: Seconds in which what comes in is gathered before it is written.
        retry: Seconds after which a write that failed is tried again.

    Raises:
        FaultError: D004: the record has a draft already. F020 to F024: the disk; nothing is left.
    """
    file = _begun(journal_path(folder, head.id), first_lines(head, entries.items(), base))
    return Journal(file, on_trouble=on_trouble, wait=wait, retry=retry)


def _begun(path: Path, data: bytes) -> JournalFile:
    """Make a new journal, and make it again where somebody who looks at the folder of drafts takes it for a dead one.

    Between its making and its locking it is empty and free, as one is whose writer has died: a shelf that is read in
    that moment, by another window or by another thread of this one, sweeps it away.
    """
    for wait in WAITS:
        remove_unbegun(path)
        try:
            return created(path, data)
        except FaultError as error:
            if error.faults[0].code != "D004" or _holds_a_draft(path):
                raise
        Event().wait(wait)
    remove_unbegun(path)
    return created(path, data)


def _holds_a_draft(path: Path) -> bool:
    try:
        return not _is_unbegun(path)
    except FaultError as error:
        return error.faults[0].code != "F001"


def open_draft(
    path: Path, *, on_trouble: OnTrouble | None = None, wait: float = WAIT, retry: float = RETRY
) -> OpenedDraft:
    """Open a draft where it was left: to go on, or to look at it where another window has it.

    Raises:
        FaultError: F001 to F005: the file cannot be read. D001: its head cannot. D002: a newer program has written
            it. D003: nothing was ever typed in it. F020 to F024: the disk.
    """
    try:
        descriptor, ours = locked(path)
    except FaultError as error:
        if error.faults[0].code != "F003":
            raise
        return _looked_at(path, "read_only", error.faults)
    if not ours:
        JournalFile(path, descriptor, b"").close()
        return _looked_at(path, "held", (Fault("D501", file=path.name),))
    try:
        found = content(path)
        draft, base, kept, spoilt = read_journal(found, path.name)
        file = trimmed(path, descriptor, found, kept)
    except FaultError:
        JournalFile(path, descriptor, b"").close()
        raise
    journal = Journal(file, on_trouble=on_trouble, wait=wait, retry=retry)
    return OpenedDraft(draft, _record(base, path), journal, "ours", spoilt, _spoilt(spoilt, path.name))


def discard_draft(path: Path) -> None:
    """Remove the journal of a draft that nobody has open; one that is gone already is no fault.

    Raises:
        FaultError: D501: another window has it. F003, F004, F020 to F023: it cannot be removed.
    """
    try:
        descriptor, ours = locked(path)
    except FaultError as error:
        if error.faults[0].code == "F001":
            return
        raise
    file = JournalFile(path, descriptor, b"")
    if not ours:
        file.close()
        raise FaultError([Fault("D501", file=path.name)])
    file.remove()


def remove_unbegun(path: Path) -> bool:
    """Tell whether no draft has begun in a journal yet, and remove it unless its writer is just at it."""
    try:
        if not _is_unbegun(path):
            return False
        descriptor, ours = locked(path)
        file = JournalFile(path, descriptor, b"")
        try:
            unbegun = _is_unbegun(path)
            if unbegun and ours:
                file.remove()
        finally:
            file.close()
    except FaultError:
        return False
    return unbegun


def _is_unbegun(path: Path) -> bool:
    data = content(path)
    if BEGUN in data:
        return False
    try:
        read_journal(data, path.name)
    except FaultError as error:
        return error.faults[0].code == "D003"
    return False


def _looked_at(path: Path, lock: Lock, told: tuple[Fault, ...]) -> OpenedDraft:
    """Return a draft that another writes, as far as it has come."""
    draft, base, _, spoilt = read_journal(content(path), path.name)
    return OpenedDraft(draft, _record(base, path), None, lock, spoilt, (*told, *_spoilt(spoilt, path.name)))


def _record(base: str, path: Path) -> Record | None:
    return record_in(base, path.name) if base else None


def _spoilt(lines: int, name: str) -> tuple[Fault, ...]:
    return (Fault("D502", file=name, details={"lines": str(lines)}),) if lines else ()
