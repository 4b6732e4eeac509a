"""How long the desk takes, against the smallest Textual application, in real pseudo-terminals.

Run with `python -m pytest tests/benchmarks --benchmark-enable`; nothing is asserted about time.
"""

import os
import sys
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path
from time import perf_counter

import pytest
from measures import Compare, StateRatio
from strategies.stage import desk_at
from strategies.terminal import Terminal

from scoring.drafts.draft import DraftHead
from scoring.drafts.entries import entries_of
from scoring.store.loading import load_record
from tui.settings import write_settings
from tui.work import Work

SMALLEST = [sys.executable, str(Path(__file__).with_name("smallest.py"))]
COMPLETE = "tests/data/records/complete.toml"
IDS = tuple(f"7d0c1c1e-6f5a-4f0e-9d34-0b8a52c1f00{number}" for number in range(3))
ENVIRON = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")} | {
    "TERM": "xterm-256color",
    "COLORTERM": "truecolor",
    "LANG": "C.UTF-8",
}
FILLED = "54/54"


@pytest.fixture
def home(tmp_path: Path, root: Path) -> Path:
    """Return a folder with three drafts of a complete xa-ict record."""
    desk = desk_at(tmp_path)
    record = load_record(root / COMPLETE).record
    assert record is not None
    known = desk.sets.load(record.set.id, record.set.version)
    for number, draft_id in enumerate(IDS):
        unit = record.unit._replace(name=f"Xã Ví Dụ {number}")
        head = DraftHead(draft_id, record.set, unit, record.period, desk.now())
        Work.start(desk, head, entries_of(known, record)).close()
    write_settings(desk.folders.settings, desk.settings)
    return tmp_path / "home"


@pytest.fixture
def command(xaso: list[str], home: Path) -> list[str]:
    """Return what starts the desk on those drafts."""
    return [*xaso, "--home", str(home), "--lang", "vi"]


@pytest.fixture
def walk(command: list[str]) -> Iterator[Terminal]:
    """Return the desk in a terminal, with the checklist of a complete xa-ict record open."""
    with Terminal(command, ENVIRON) as terminal:
        terminal.wait_for("Xã Ví Dụ 0", "Xã Ví Dụ 2")
        terminal.send("enter")
        terminal.wait_for("Trang đầu")
        terminal.settle()
        yield terminal


@pytest.fixture
def smallest() -> Iterator[Terminal]:
    """Return the smallest application in a terminal, its input focused."""
    with Terminal(SMALLEST, ENVIRON) as terminal:
        terminal.wait_for("row 3")
        terminal.send("tab")
        terminal.settle()
        yield terminal


def first_screen(command: list[str], *texts: str) -> None:
    """Start a program and wait for its first full screen."""
    with Terminal(command, ENVIRON) as terminal:
        terminal.wait_for(*texts)


def test_the_first_full_screen(command: list[str], compare: Compare) -> None:
    """`xaso` to its first full screen, three drafts in the folder: at most 1.5 x the smallest application."""

    def desk() -> None:
        first_screen(command, "Xã Ví Dụ 0", "Xã Ví Dụ 1", "Xã Ví Dụ 2", "54/54")

    compare(desk, lambda: first_screen(SMALLEST, "row 3", "palette"), 20)


def test_from_a_key_to_its_character(walk: Terminal, smallest: Terminal, compare: Compare) -> None:
    """From a key in an input to its character on screen, xa-ict open: at most 1.3 x a bare `Input`."""
    find(walk, "1.1", "Tử số")
    keys, others = cycle("3456789"), cycle("3456789")
    compare(Stroke(walk, keys), Stroke(smallest, others), 40)


def test_opening_a_question(walk: Terminal, smallest: Terminal, compare: Compare) -> None:
    """Opening a question takes at most 4 x the time from a key to its character in a bare `Input`."""
    find(walk, "1.3", "Mạng nội bộ của trụ sở")
    walk.send("f6")
    walk.settle()
    moves = cycle((("down", "Đường Internet chính"), ("up", "Mạng nội bộ của trụ sở")))
    compare(Opening(walk, moves), Stroke(smallest, cycle("3456789")), 40)


def test_peak_memory(command: list[str], state_ratio: StateRatio) -> None:
    """Peak memory with a checklist open is at most 1.5 x that of the smallest application."""
    with Terminal(command, ENVIRON) as desk, Terminal(SMALLEST, ENVIRON) as floor:
        desk.wait_for("Xã Ví Dụ 0", FILLED)
        desk.send("enter")
        desk.wait_for("Trang đầu")
        desk.settle()
        floor.wait_for("row 3", "palette")
        floor.settle()
        state_ratio(desk.peak, floor.peak, "KB")
        assert desk.peak > 0


def find(terminal: Terminal, code: str, shown: str) -> None:
    """Open a question by its code."""
    terminal.send("ctrl+f", code, "enter")
    terminal.wait_for(shown)
    terminal.settle()


class Stroke:
    """One key into the focused input, timed until its character is drawn; what is drawn after it passes untimed."""

    def __init__(self, terminal: Terminal, keys: Iterator[str]) -> None:
        self._terminal = terminal
        self._keys = keys

    def __call__(self) -> float:
        """Return the seconds it took."""
        self._terminal.drain()
        key = next(self._keys)
        start = perf_counter()
        self._terminal.answer(key, key)
        taken = perf_counter() - start
        self._terminal.drain()
        self._terminal.send("\x7f")
        return taken


class Opening:
    """One move in the list of questions, timed until the question's own words are drawn."""

    def __init__(self, terminal: Terminal, moves: Iterator[tuple[str, str]]) -> None:
        self._terminal = terminal
        self._moves = moves

    def __call__(self) -> float:
        """Return the seconds it took."""
        self._terminal.drain()
        key, words = next(self._moves)
        start = perf_counter()
        self._terminal.answer(key, words)
        return perf_counter() - start
