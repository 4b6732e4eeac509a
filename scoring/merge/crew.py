"""Workers: processes that read and score files, or this very process where there are few.

Each has one pipe and one task at a time. A worker whose merge has died finds its pipe closed, and ends.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any, TypeVar

from criteria.faults import Fault, FaultError
from criteria.typed import NamedTuple
from scoring.merge.clerk import Again, Clerk, Setup, Work
from scoring.merge.entry import Entry
from scoring.merge.inputs import InputFile
from scoring.merge.plan import Progress, Stopped

Task = Work | tuple[Again, ...]
Errand = Callable[[], Any]
"""Anything else to be done; it can be pickled."""
_Found = TypeVar("_Found")

FEW = 48
"""Files that are read sooner than a process is started."""
_LARGEST = 64
_SHARES = 8
_SELDOM = 200_000
"""Objects after which to look for what only cycles keep: reading and judging leave next to none."""
_LISTEN = 0.1
"""Seconds after which the progress is asked again whether to go on."""


def pieces(count: int, jobs: int) -> int:
    """Return how many files one task has: enough to be worth the sending, few enough to share out."""
    return max(1, min(_LARGEST, count // (jobs * _SHARES)))


def jobs_for(count: int, wanted: int) -> int:
    """Return how many processes to work with."""
    if count <= FEW and not wanted:
        return 1
    return max(1, min(wanted or _cores(), count))


def _cores() -> int:
    allowed = getattr(os, "sched_getaffinity", None)
    return len(allowed(0)) if allowed is not None else os.cpu_count() or 1


def work_on(files: Sequence[InputFile], jobs: int) -> list[Task]:
    """Return the tasks that read all files."""
    size = pieces(len(files), jobs)
    numbered = [*enumerate(files)]
    return [Work(tuple(numbered[start : start + size])) for start in range(0, len(files), size)]


def again(tasks: Sequence[Again], jobs: int) -> list[Task]:
    """Return the tasks that score records again."""
    size = pieces(len(tasks), jobs)
    return [tuple(tasks[start : start + size]) for start in range(0, len(tasks), size)]


class Crew:
    """Workers for one merge.

    Args:
        setup: What they need to know.
        jobs: How many; 1 works in this process.
    """

    def __init__(self, setup: Setup, jobs: int) -> None:
        self._clerk = Clerk(setup, 0) if jobs == 1 else None
        self._hands: list[_Hand] = []
        self._away: set[_Hand] = set()
        if jobs > 1:
            self._start(setup, jobs)

    def _start(self, setup: Setup, jobs: int) -> None:
        # A copy of this process knows all modules and costs nothing; but a copy of one with threads may hang.
        forks = sys.platform == "linux" and threading.active_count() == 1
        context = get_context("fork") if forks else get_context("spawn")
        for number in range(jobs):
            ours, theirs = context.Pipe()
            inherited = [hand.pipe for hand in self._hands] + [ours] if forks else []
            process = context.Process(
                target=_work,
                args=(theirs, inherited, setup, number),
                name=f"xaso-merge-{number}",
                daemon=True,
            )
            process.start()
            theirs.close()
            self._hands.append(_Hand(process, ours))

    def run(self, tasks: Sequence[Task], progress: Progress) -> Iterator[list[Entry]]:
        """Yield what comes of every task, in any order.

        Raises:
            FaultError: What was found cannot be written, or a worker died.
            Stopped: The progress was cancelled.
        """
        if self._clerk is not None:
            for task in tasks:
                if progress.cancelled:
                    raise Stopped
                yield self._clerk.do(task)
            return
        left = iter(tasks)
        busy: dict[Connection, _Hand] = {}
        for hand, task in zip(self._hands, left, strict=False):
            hand.send(task)
            busy[hand.pipe] = hand
        while busy:
            if progress.cancelled:
                raise Stopped
            for pipe in wait([*busy], _LISTEN):
                hand = busy[pipe]  # type: ignore[index]  # only pipes were waited for
                result: list[Entry] = hand.receive()
                del busy[hand.pipe]
                for following in left:
                    hand.send(following)
                    busy[hand.pipe] = hand
                    break
                yield result

    def beside(self, errand: Callable[[], _Found]) -> Callable[[], _Found]:
        """Have an errand done by a worker while this process goes on.

        Returns:
            What waits for the result; without a worker that is free, the errand itself.
        """
        hand = next((hand for hand in self._hands if hand not in self._away), None)
        if hand is None:
            return errand
        hand.send(errand)
        self._away.add(hand)

        def back() -> _Found:
            result: _Found = hand.receive()
            self._away.discard(hand)
            return result

        return back

    def dismiss(self) -> None:
        """Close what is open and end the workers; safe at any time."""
        if self._clerk is not None:
            self._clerk.close()
        for hand in self._hands:
            hand.pipe.close()
        for hand in self._hands:
            hand.process.join(_LISTEN)
            if hand.process.is_alive():
                hand.process.terminate()
                hand.process.join()
        self._hands.clear()


class _Hand(NamedTuple):
    """One worker as its merge sees it."""

    process: BaseProcess
    pipe: Connection

    def send(self, task: Task | Errand) -> None:
        try:
            self.pipe.send(task)
        except OSError as error:
            raise FaultError([Fault("M008")]) from error

    def receive(self) -> Any:  # noqa: ANN401 - what a task or an errand comes to
        try:
            result = self.pipe.recv()
        except (EOFError, OSError) as error:
            raise FaultError([Fault("M008")]) from error
        if isinstance(result, _Failed):
            raise FaultError(result.why) if isinstance(result.why, tuple) else result.why
        return result


class _Failed(NamedTuple):
    """What a worker sends of a task or an errand that failed."""

    why: tuple[Fault, ...] | OSError


def _work(pipe: Connection, inherited: Sequence[Connection], setup: Setup, number: int) -> None:
    """Do tasks until the pipe is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the merge itself is interrupted, and ends its workers
    for other in inherited:
        other.close()
    gc.freeze()
    gc.set_threshold(_SELDOM)
    gc.enable()
    clerk = Clerk(setup, number)
    try:
        while True:
            task: Task | Errand = pipe.recv()
            try:
                result = task() if callable(task) else clerk.do(task)
            except FaultError as error:
                result = _Failed(error.faults)
            except OSError as error:
                result = _Failed(error)
            pipe.send(result)
    except (EOFError, OSError):
        pass  # nobody waits for the rest
    finally:
        clerk.close()
