"""Saves that are killed: a child saves one record in a loop until it is killed at a moment drawn by chance.

Run as a program it is that child: `kills.py FILE`.
"""

import random
import subprocess
import sys
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from scoring.answers import Answer
from scoring.periods import parse_period
from scoring.record import Record, ReportingUnit, SetName
from scoring.store.loading import load_record
from scoring.store.records import save_record

ANSWERS = 60
AT = datetime(2024, 7, 3, 8, 12, tzinfo=UTC)


def record_of(number: int) -> Record:
    """Return a record whose every answer is `number`, so that a mixture of two is seen."""
    period = parse_period("2024-H1")
    assert period is not None
    answer = Answer(value=Decimal(number), note=f"Số máy đếm lần thứ {number}")
    return Record(
        set=SetName("vi-du", "2024.1"),
        unit=ReportingUnit("00001", "Xã Ví Dụ"),
        period=period,
        id="7d0c1c1e-6f5a-4f0e-9d34-0b8a52c1f001",
        answers={f"1.{id_}": answer for id_ in range(ANSWERS)},
    )


def save_for_ever(path: Path) -> None:
    """Save one revision after another, and say on standard output which one comes next and which one is safe."""
    record = load_record(path).record
    assert record is not None
    number = record.revision
    while True:
        number += 1
        print(number, flush=True)  # noqa: T201 - the parent listens
        record = record._replace(answers=record_of(number).answers)
        record = save_record(path, record, at=AT, by=None, result=None)
        print(-number, flush=True)  # noqa: T201 - likewise


def killed_saves(folder: Path, *, seed: int, times: int) -> None:
    """Kill a saving child `times` times, and check each time that the file is one whole record: the last or the next.

    Raises:
        AssertionError: It is not; or a save after the last kill leaves remains in the folder.
    """
    chance = random.Random(seed)  # noqa: S311 - no secret
    path = folder / "phiếu của xã.toml"
    save_record(path, record_of(1), at=AT, by=None, result=None)
    for _ in range(times):
        said = _killed(path, chance)
        reading = load_record(path)
        record = reading.record
        assert record is not None
        assert not reading.faults
        safe = max([-number for number in said if number < 0], default=record.revision)
        assert record.revision in {safe, safe + 1}
        assert record.answers == record_of(record.revision).answers
    record = load_record(path).record
    assert record is not None
    save_record(path, record._replace(answers={}), at=AT, by=None, result=None)
    assert [*folder.iterdir()] == [path]


def _killed(path: Path, chance: random.Random) -> list[int]:
    """Start a child, kill it during one of its first saves, and return what it said."""
    command = [sys.executable, __file__, str(path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        said = [int(child.stdout.readline()) for _ in range(chance.randint(1, 6))]
        with pytest.raises(subprocess.TimeoutExpired):
            child.wait(chance.uniform(0, 0.05))
        child.kill()
        said += [int(line) for line in child.stdout.read().split("\n") if line]
    return said


if __name__ == "__main__":
    save_for_ever(Path(sys.argv[1]))
