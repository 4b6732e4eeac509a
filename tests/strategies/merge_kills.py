"""Merges that are killed: a child merges two folders in turn into one until it is killed at a moment drawn by chance.

Run as a program it is that child: `merge_kills.py ONE OTHER OUT`.
"""

import os
import random
import signal
import subprocess
import sys
from pathlib import Path

import pytest

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[1]))

from strategies.districts import Writer
from strategies.merging import Shelf, contents, merged

from scoring.merge.folder import mend

RECORDS = 6


def merge_for_ever(one: Path, other: Path, out: Path) -> None:
    """Merge one folder and the other in turn, and say so each time before it begins."""
    jobs = 1
    while True:
        for folder in (one, other):
            print(folder.name, flush=True)  # noqa: T201 - the parent listens
            merged(out, folder, jobs=jobs)
        jobs = 3 - jobs


def killed_merges(folder: Path, *, seed: int, times: int) -> None:
    """Kill a merging child `times` times, and check each time that the folder is one whole merge or the other.

    Raises:
        AssertionError: It is not; or the next merge leaves remains beside it.
    """
    chance = random.Random(seed)  # noqa: S311 - no secret
    writer = Writer(Shelf().load("vi-du", "2024.1"), seed)
    whole = []
    for number, name in enumerate(("một", "hai")):
        (folder / name).mkdir()
        for place in range(RECORDS):
            text = writer.text(writer.record(place + number * 3))
            (folder / name / f"{place}.toml").write_text(text, "utf-8")
        merged(folder / "mẫu", folder / name)
        whole.append(contents(folder / "mẫu"))
    out = folder / "ra"
    merged(out, folder / "một")
    for _ in range(times):
        _killed(folder, out, chance)
        if out.exists():
            assert contents(out) in whole
        mend(str(out))
        assert contents(out) in whole
    merged(out, folder / "hai")
    assert contents(out) == whole[1]
    assert {path.name for path in folder.iterdir()} == {"một", "hai", "mẫu", "ra"}


def _killed(folder: Path, out: Path, chance: random.Random) -> None:
    """Start a child and kill it, and it alone, during one of its first merges."""
    command = [sys.executable, __file__, str(folder / "một"), str(folder / "hai"), str(out)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        for _ in range(chance.randint(2, 4)):
            assert child.stdout.readline()
        with pytest.raises(subprocess.TimeoutExpired):
            child.wait(chance.uniform(0, 0.15))
        os.kill(child.pid, signal.SIGKILL)


if __name__ == "__main__":
    merge_for_ever(*map(Path, sys.argv[1:]))
