"""What is done with the file of a document beside the screen: copied, or read for its digest; told how far it is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from textual.screen import Screen
from textual.worker import Worker, get_current_worker

from criteria.faults import Fault, FaultError
from criteria.typed import NamedTuple
from scoring.answers import Evidence
from scoring.store.copying import Stopped, sha256_of
from scoring.store.evidence import copy_evidence

Transfer = Callable[[Callable[[int, int], object], Callable[[], bool]], Evidence]
"""Does something with a file, told how far it is and asked whether to stop; returns its label and digest."""
_PERCENT = 100


class Ended(NamedTuple):
    """What came of it: the file, or why not; neither where it was stopped."""

    row: int
    taken: Evidence | None = None
    faults: tuple[Fault, ...] = ()


def copying(record: Path, file: Path) -> Transfer:
    """Return what copies a file beside a record."""
    return lambda progress, cancelled: copy_evidence(record, file, progress=progress, cancelled=cancelled)


def noting(file: Path) -> Transfer:
    """Return what only reads a file, for its digest."""

    def read(progress: Callable[[int, int], object], cancelled: Callable[[], bool]) -> Evidence:
        return Evidence(file=file.name, sha256=sha256_of(file, progress=progress, cancelled=cancelled))

    return read


class FileTransfers:
    """One file at a time, in a thread of a screen.

    Args:
        screen: The screen; it stops with it.
        progressed: Called on the screen's thread whenever another percent is done.
        ended: Called there at the end.

    Attributes:
        percent: How far it is.
    """

    def __init__(
        self, screen: Screen[None], progressed: Callable[[], object], ended: Callable[[Ended], object]
    ) -> None:
        self.percent = 0
        self._screen = screen
        self._progressed = progressed
        self._ended = ended
        self._worker: Worker[None] | None = None

    @property
    def is_busy(self) -> bool:
        """Whether a file is being read or copied."""
        return self._worker is not None

    def begin(self, row: int, transfer: Transfer) -> None:
        """Do something with the file of a row."""
        self.percent = 0
        self._worker = self._screen.run_worker(
            lambda: self._run(row, transfer), thread=True, exclusive=True, group="transfer"
        )

    def stop(self) -> None:
        """Ask it to stop."""
        if self._worker is not None:
            self._worker.cancel()

    def _run(self, row: int, transfer: Transfer) -> None:
        worker = get_current_worker()
        app = self._screen.app

        def progress(done: int, whole: int) -> None:
            percent = done * _PERCENT // whole if whole else _PERCENT
            if percent > self.percent:
                self.percent = percent
                app.call_from_thread(self._progressed)

        try:
            end = Ended(row, transfer(progress, lambda: worker.is_cancelled))
        except Stopped:
            end = Ended(row)
        except FaultError as error:
            end = Ended(row, faults=error.faults)
        app.call_from_thread(self._end, end)

    def _end(self, end: Ended) -> None:
        self._worker = None
        self._ended(end)
