"""The journal of a draft: every step on the disk a moment after it was made, and never a key kept waiting."""

import atexit
from collections import deque
from collections.abc import Callable, Iterable
from contextlib import suppress
from threading import Event, Thread
from time import monotonic

from criteria.faults import Fault, FaultError
from scoring.drafts.draft import Base, Place, Step, coalesced
from scoring.store.journal_file import JournalFile
from scoring.store.journal_lines import Continued, encode

WAIT = 0.2
"""Seconds in which what comes in is gathered before it is written."""
RETRY = 2.0
"""Seconds after which a write that failed is tried again."""
_CLOSING = 5.0

OnTrouble = Callable[[FaultError | None], object]
Noted = Step | Place | Continued
_Queued = Noted | Event


class Journal:
    """A draft's file on the disk, written by a thread of its own.

    `note`, `go` and `saved` only put what they are given in a queue: they take microseconds, wait for nothing and
    raise nothing. All of it is on the disk `WAIT` seconds and one write later.

    Attributes:
        path: Where it lies.
        trouble: Why the last write failed; None when all is well. It is tried again until it succeeds.
        on_trouble: Called on the journal's thread whenever `trouble` comes, changes or ends; it must not wait for
            the thread that closes the journal.
    """

    def __init__(
        self,
        file: JournalFile,
        *,
        on_trouble: OnTrouble | None = None,
        wait: float = WAIT,
        retry: float = RETRY,
        clock: Callable[[], float] = monotonic,
    ) -> None:
        self.path = file.path
        self.trouble: FaultError | None = None
        self.on_trouble = on_trouble
        self._file = file
        self._wait = wait
        self._retry = retry
        self._clock = clock
        self._slow = False
        self._noted: deque[_Queued] = deque()
        self._come = Event()
        self._hurry = Event()
        self._closing = False
        self._pending = b""
        self._thread = Thread(target=self._run, name="journal", daemon=True)
        self._thread.start()
        atexit.register(self.close)

    def note(self, step: Step) -> None:
        """Keep a step."""
        self._take(step)

    def go(self, place: Place) -> None:
        """Keep where one is."""
        self._take(place)

    def saved(self, base: Base, text: str = "") -> None:
        """Keep that the draft's record now stands in a file with this text, and goes on from there."""
        self._take(Continued(base, text))

    def flush(self, timeout: float = _CLOSING) -> bool:
        """Write what has come in at once, and tell whether it is all on the disk; wait no longer than `timeout`."""
        if self._closing:
            return not self._thread.is_alive() and self._is_written
        done = Event()
        self._hurry.set()
        self._take(done)
        return done.wait(timeout) and self._is_written

    def close(self, timeout: float = _CLOSING) -> bool:
        """Write what is left, end the thread and the lock, and tell whether all is on the disk."""
        self._stop(timeout)
        if not self._thread.is_alive():
            self._file.close()
        return not self._thread.is_alive() and self._is_written

    def discard(self, timeout: float = _CLOSING) -> None:
        """Close the journal and remove its file: the record is safe elsewhere.

        Raises:
            FaultError: F020 to F023: the file cannot be removed; it is closed all the same.
        """
        self._stop(timeout)
        self._file.remove()

    @property
    def _is_written(self) -> bool:
        return self.trouble is None and not self._pending

    def _take(self, noted: _Queued) -> None:
        self._noted.append(noted)
        if not self._come.is_set():
            self._come.set()

    def _stop(self, timeout: float) -> None:
        atexit.unregister(self.close)
        self._closing = True
        self._hurry.set()
        self._come.set()
        self._thread.join(timeout)

    def _run(self) -> None:
        while True:
            self._come.wait()
            if not self._slow:  # while a slow disk wrote, what came in was gathered for long enough
                self._hurry.wait(self._wait)
            self._hurry.clear()
            self._come.clear()
            last = self._closing
            asking = self._gather()
            self._write()
            for done in asking:
                done.set()
            if last and not self._noted:
                return
            if self._pending:
                self._hurry.wait(self._retry)
                self._come.set()

    def _gather(self) -> list[Event]:
        """Move what has come in to what is to be written, and return who waits for that."""
        noted = [self._noted.popleft() for _ in range(len(self._noted))]
        kept = shortened(item for item in noted if not isinstance(item, Event))
        self._pending += b"".join(encode(item) for item in kept)
        return [item for item in noted if isinstance(item, Event)]

    def _write(self) -> None:
        if not self._pending:
            return
        began = self._clock()
        try:
            self._file.append(self._pending)
        except FaultError as error:
            self._tell(error)
        else:
            self._pending = b""
            self._tell(None)
        self._slow = self._clock() - began > self._wait

    def _tell(self, trouble: FaultError | None) -> None:
        before, self.trouble = self.trouble, trouble
        if _faults(before) != _faults(trouble) and self.on_trouble is not None:
            with suppress(Exception):  # a window that is closing may not listen any more; the journal goes on
                self.on_trouble(trouble)


def shortened(noted: Iterable[Noted]) -> list[Noted]:
    """Return what has to be written of what has come in: typing in one slot is one step, and the last place counts."""
    kept: list[Noted] = []
    place: Place | None = None
    for item in noted:
        if isinstance(item, Place):
            place = item
            continue
        if isinstance(item, Step) and kept and isinstance(kept[-1], Step):
            one = coalesced(kept[-1], item)
            if one is not None:
                kept[-1] = one
                continue
        kept.append(item)
    return kept if place is None else [*kept, place]


def _faults(error: FaultError | None) -> tuple[Fault, ...]:
    return () if error is None else error.faults
