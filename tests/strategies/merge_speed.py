"""What a merge costs as a process, and the floor it is held against: reading the same files with `rtoml.loads`."""

from __future__ import annotations

import os
import subprocess
import sys
from math import log
from pathlib import Path
from tempfile import mkdtemp
from time import perf_counter
from typing import NamedTuple

START = 1.5
"""Seconds that starting a merge and putting its files together may take, whatever their number."""

_FLOOR = """
import os, sys, rtoml
for folder, _, names in sorted(os.walk(sys.argv[1])):
    for name in sorted(names):
        with open(os.path.join(folder, name), encoding="utf-8") as file:
            rtoml.loads(file.read())
"""


class Spent(NamedTuple):
    """What a command took, with the processes it started.

    Attributes:
        seconds: By the clock.
        cpu: Seconds of all processors, user and system.
        peak: Kilobytes of its largest process.
    """

    seconds: float
    cpu: float
    peak: float

    def growth(self, other: Spent, times: float) -> float:
        """Return the growth exponent of the processors' time against that of a run `times` as small."""
        return log(self.cpu / other.cpu) / log(times)


def spent(*command: str | Path) -> Spent:
    """Run a command without its output, its bytecode compiled as an installer does."""
    env = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
    start = perf_counter()
    process = subprocess.Popen([*map(str, command)], env=env, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode in {0, 1}, process.returncode
    return Spent(perf_counter() - start, usage.ru_utime + usage.ru_stime, usage.ru_maxrss)


def floor(folder: Path) -> Spent:
    """Read every record below a folder in one process."""
    return spent(sys.executable, "-c", _FLOOR, folder)


def merge(xaso: list[str], folder: Path, out: Path, *options: str) -> Spent:
    """Merge a folder with two processes, into a new folder below `out`.

    Nothing is removed before: a file system may take five times as long to make files where as many went just now.
    """
    fresh = mkdtemp(dir=out)
    return spent(*xaso, "merge", folder, "--out", Path(fresh, "kết quả"), "--jobs", "2", *options)


def quickest(runs: list[Spent]) -> Spent:
    """Return the run that was disturbed the least, and of all of them the least processors' time."""
    return min(runs)._replace(cpu=min(run.cpu for run in runs))


def told(mine: Spent, floor: Spent, records: int) -> str:
    """Return the figures of a merge on one line."""
    ratio = (mine.seconds - START) / floor.seconds
    return (
        f"{records} records: {mine.seconds:.2f} s = {START} s + {ratio:.2f} x the floor of {floor.seconds:.2f} s; "
        f"processors {mine.cpu:.2f} s, floor {floor.cpu:.2f} s; peak {mine.peak / 1024:.0f} MB"
    )
