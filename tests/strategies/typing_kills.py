"""Typing that is killed: a child types Vietnamese into a draft until it is killed at a moment drawn by chance.

Run as a program it is that child: `typing_kills.py JOURNAL SAID FIRST`.
"""

import os
import random
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from threading import Event
from time import monotonic
from typing import NamedTuple

from scoring.drafts.draft import Draft, DraftHead, Place, Step
from scoring.periods import parse_period
from scoring.record import ReportingUnit, SetName
from scoring.store.opening import open_draft, start_journal

BEHIND = 0.5
"""Seconds before a kill from which something may be lost."""
SENTENCE = (
    "Uỷ ban nhân dân xã Điềm Thụy đã cấp máy tính cho 20/22 cán bộ, công chức; còn lại “dự kiến quý I”."
)
SLOTS = 40
PACE = 0.001
"""Seconds between two keys; the quickest officer needs a hundred times as long."""


class Key(NamedTuple):
    """A key as the child said it was typed: its number, and when."""

    number: int
    at: float


def head() -> DraftHead:
    """Return the head of a draft."""
    period = parse_period("2024-H1")
    assert period is not None
    return DraftHead(
        id="7d0c1c1e-6f5a-4f0e-9d34-0b8a52c1f001",
        set=SetName("vi-du", "2024.1"),
        unit=ReportingUnit("00001", "Xã Ví Dụ", "xã"),
        period=period,
        at=datetime(2024, 7, 3, 8, 12, tzinfo=UTC),
    )


def press(draft: Draft, number: int) -> tuple[Step | None, Place]:
    """Press the key of this number: the next letter of the sentence in one slot after another, and now and then undo."""
    slot = ("answers", f"1.{number // len(SENTENCE) % SLOTS}", "note")
    at = number * 0.05
    place = Place(slot[:2], slot, number % len(SENTENCE) + 1)
    if number % 211 == 0:
        return draft.undo(at), place
    if number % 211 == 2:
        return draft.redo(at), place
    return draft.put({slot: SENTENCE[: number % len(SENTENCE) + 1]}, at, typing=True), place


def type_for_ever(path: Path, said: Path, first: int) -> None:
    """Go on typing where the draft was left, and say in the file `said` what has been typed and when."""
    opened = open_draft(path)
    assert opened.journal is not None
    never = Event()
    log = os.open(said, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    number = first
    while not never.wait(PACE):
        step, place = press(opened.draft, number)
        if step is not None:
            opened.journal.note(step)
        opened.journal.go(place)
        os.write(log, b"%d %f\n" % (number, monotonic()))
        number += 1


def killed_typing(folder: Path, *, seed: int, times: int) -> float:
    """Kill a typing child `times` times; check each time that the draft is whole and what is lost was just typed.

    Returns:
        The most seconds that were lost.

    Raises:
        AssertionError: Something else is lost, the undo stack differs, or remains lie in the folder.
    """
    chance = random.Random(seed)  # noqa: S311 - no secret
    drafts = folder / "bản nháp"
    said = folder / "said"
    journal = start_journal(drafts, head(), {("assessor", "name"): "Nguyễn Văn Ửng"})
    assert journal.close()
    reached = Draft(head(), {("assessor", "name"): "Nguyễn Văn Ửng"})
    first, worst = 1, 0.0
    for _ in range(times):
        said.write_bytes(b"")
        killed = _killed(journal.path, said, first, chance.uniform(0.1, 0.9))
        keys = [*_said(said)]
        opened = open_draft(journal.path)
        assert opened.journal is not None
        assert not opened.spoilt
        opened.journal.close()
        safe = max([key.number for key in keys if key.at < killed - BEHIND], default=first - 1)
        last = _reach(reached, opened.draft, first, keys[-1].number + 1 if keys else first)
        assert last >= safe
        lost = [killed - key.at for key in keys if key.number > last]
        worst = max([worst, *lost])
        first, reached = last + 1, opened.draft
        assert [*drafts.iterdir()] == [journal.path]
    return worst


def _reach(draft: Draft, wanted: Draft, first: int, last: int) -> int:
    """Type on until the draft is the wanted one, undo and all, and return the number of the last key."""
    found = first - 1 if _same(draft, wanted) else None
    for number in range(first, last + 1):
        press(draft, number)
        if _same(draft, wanted):
            found = number
    assert found is not None
    return found


def _same(one: Draft, other: Draft) -> bool:
    return (
        one.entries == other.entries
        and one.undo_stack[-1:] == other.undo_stack[-1:]
        and one.redo_stack == other.redo_stack
        and one.undo_stack == other.undo_stack
    )


def _killed(path: Path, said: Path, first: int, seconds: float) -> float:
    """Start a child, kill it after it has typed for some seconds, and return when that was."""
    command = [sys.executable, __file__, str(path), str(said), str(first)]
    never = Event()
    with subprocess.Popen(command) as child:
        while not said.stat().st_size:
            assert child.poll() is None
            never.wait(0.005)
        never.wait(seconds)
        killed = monotonic()
        child.kill()
    return killed


def _said(path: Path) -> Iterator[Key]:
    for line in path.read_bytes().split(b"\n")[:-1]:
        number, at = line.split()
        yield Key(int(number), float(at))


if __name__ == "__main__":
    type_for_ever(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))
