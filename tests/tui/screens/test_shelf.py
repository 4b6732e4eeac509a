"""The shelf: what keeps a record from being begun or opened stays until it is answered, and waiting is told."""

import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from threading import Event
from time import monotonic
from typing import Any

import pytest
from strategies.jobs import PART
from strategies.stage import SIZE, desk_at, shown
from textual.pilot import Pilot
from textual.widgets import OptionList

from criteria.model import IndicatorSet
from criteria.words import Lang
from tui.app import DeskApp
from tui.desk import Desk
from tui.folders import Folders
from tui.installed import InstalledSets
from tui.screens.checklist import ChecklistScreen
from tui.screens.confirm import Ask
from tui.screens.help import HelpScreen
from tui.screens.new_record import NewRecordScreen
from tui.screens.shelf import ShelfScreen
from tui.settings import Settings
from tui.work import Work

MINE: Mapping[str, Any] = {
    "started": True,
    "unit_code": "05941",
    "unit_name": "Xã Điềm Thụy",
    "unit_kind": "xã",
}
PATIENCE = 30.0
GATE = Event()
"""What `SlowFolders` wait for."""


class SlowSets(InstalledSets):
    """Sets that are read only while a gate is open, as from a network drive that does not answer.

    Attributes:
        gate: The gate; open at first.
    """

    def __init__(self, home: str) -> None:
        super().__init__((), home)
        self.gate = Event()
        self.gate.set()

    def load(self, set_id: str, version: str) -> IndicatorSet:
        """Read a set once the gate is open."""
        assert self.gate.wait(PATIENCE)
        return super().load(set_id, version)


class SlowFolders(Folders):
    """A folder of records that is found only while a gate is open."""

    def records(self, settings: Settings) -> Path:
        """Return the folder once the gate is open."""
        assert GATE.wait(PATIENCE)
        return super().records(settings)


def with_a_record(desk: Desk) -> Path:
    """Put a record on the shelf, and return its file."""
    folder = desk.folders.records(desk.settings) / "2024-H1"
    folder.mkdir(parents=True)
    shutil.copy(PART, folder / PART.name)
    return folder / PART.name


async def until(pilot: Pilot[int], seen: Callable[[], bool]) -> None:
    """Wait until something is so.

    Raises:
        AssertionError: It is not, however long one waits.
    """
    end = monotonic() + PATIENCE
    while not seen():
        assert monotonic() < end, shown(pilot.app.screen)
        await pilot.pause(0.02)


async def on_screen(pilot: Pilot[int], kind: type) -> None:
    """Wait for a screen."""
    await until(pilot, lambda: isinstance(pilot.app.screen, kind) and pilot.app.screen.is_running)
    await pilot.pause()


async def listed(pilot: Pilot[int]) -> None:
    """Wait for the shelf with its records."""
    await on_screen(pilot, ShelfScreen)
    await until(pilot, lambda: bool(pilot.app.screen.query_one("#shelf", OptionList).option_count))


@pytest.mark.parametrize(
    ("lang", "said", "message"),
    [
        ("vi", "Chưa lập được phiếu mới.", "Thử lại"),
        ("en", "The new record could not be begun.", "Try again"),
    ],
)
async def test_a_record_that_cannot_be_begun_is_told_until_it_is_answered(
    tmp_path: Path, lang: Lang, said: str, message: str
) -> None:
    """Something is in the way of the folder of drafts: a dialog says why; once it is gone, Try again begins the record."""
    desk = desk_at(tmp_path, lang, **MINE)
    desk.folders.drafts.parent.mkdir(parents=True)
    desk.folders.drafts.write_bytes(b"")
    async with DeskApp(desk).run_test(size=SIZE) as pilot:
        await on_screen(pilot, ShelfScreen)
        await pilot.press("n")
        await on_screen(pilot, NewRecordScreen)
        await pilot.app.workers.wait_for_complete()
        await pilot.press("end", "enter")
        await on_screen(pilot, Ask)
        assert said in shown(pilot.app.screen)
        assert message in shown(pilot.app.screen)
        assert ".nhap" in shown(pilot.app.screen)
        await pilot.press("enter")
        await on_screen(pilot, Ask)
        desk.folders.drafts.unlink()
        await pilot.press("enter")
        await on_screen(pilot, ChecklistScreen)
        assert len([*desk.folders.drafts.iterdir()]) == 1


async def test_a_record_that_cannot_be_opened_is_told_until_it_is_answered(tmp_path: Path) -> None:
    """A file with many faults: the first are told, with how many more; Escape leaves it, and mended it opens."""
    desk = desk_at(tmp_path, **MINE)
    path = with_a_record(desk)
    sound = path.read_text("utf-8")
    path.write_text("".join(f"không-rõ-{n} = 1\n" for n in range(30)), "utf-8")
    async with DeskApp(desk).run_test(size=SIZE) as pilot:
        await listed(pilot)
        await pilot.press("enter")
        await on_screen(pilot, Ask)
        drawn = shown(pilot.app.screen)
        assert "Chưa mở được phiếu." in drawn
        assert PART.name in drawn
        assert "Thử lại" in drawn
        assert "Thôi, quay lại" in drawn
        await pilot.press("escape")
        await on_screen(pilot, ShelfScreen)
        await pilot.press("enter")
        await on_screen(pilot, Ask)
        path.write_text(sound, "utf-8")
        await pilot.press("enter")
        await on_screen(pilot, ChecklistScreen)


async def test_one_is_told_that_a_record_is_being_opened(tmp_path: Path) -> None:
    """A disk that is slow to answer: the shelf says so after a moment, and a second Enter does not open it twice."""
    desk = desk_at(tmp_path, **MINE)
    desk.sets = sets = SlowSets(str(tmp_path / "home"))
    with_a_record(desk)
    async with DeskApp(desk).run_test(size=SIZE) as pilot:
        await listed(pilot)
        await pilot.app.workers.wait_for_complete()
        sets.gate.clear()
        shelf = pilot.app.screen
        assert isinstance(shelf, ShelfScreen)
        shelf.action_open()
        await until(pilot, lambda: "Đang mở phiếu…" in shown(shelf))
        shelf.action_open()
        sets.gate.set()
        await on_screen(pilot, ChecklistScreen)
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        assert len([screen for screen in pilot.app.screen_stack if isinstance(screen, ChecklistScreen)]) == 1
        await pilot.press("escape")
        await listed(pilot)
        assert "Đang mở" not in shown(shelf)


async def test_a_record_opened_behind_another_screen_waits_for_it(tmp_path: Path) -> None:
    """Help was asked for meanwhile: it stays in front, and the record is there once it is left."""
    desk = desk_at(tmp_path, **MINE)
    desk.sets = sets = SlowSets(str(tmp_path / "home"))
    with_a_record(desk)
    async with DeskApp(desk).run_test(size=SIZE) as pilot:
        await listed(pilot)
        await pilot.app.workers.wait_for_complete()
        sets.gate.clear()
        shelf = pilot.app.screen
        assert isinstance(shelf, ShelfScreen)
        shelf.action_open()
        await pilot.app.push_screen(HelpScreen(desk, shelf))
        sets.gate.set()
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        assert isinstance(pilot.app.screen, HelpScreen)
        await pilot.press("escape")
        await on_screen(pilot, ChecklistScreen)


async def test_a_record_begun_behind_another_screen_waits_for_it(tmp_path: Path) -> None:
    """Help was asked for while the record was being made: that screen is left before, and the record begins."""
    desk = desk_at(tmp_path, **MINE)
    desk.folders = tuple.__new__(SlowFolders, (str(tmp_path / "home"),))
    GATE.set()
    async with DeskApp(desk).run_test(size=SIZE) as pilot:
        await on_screen(pilot, ShelfScreen)
        await pilot.press("n")
        await on_screen(pilot, NewRecordScreen)
        await pilot.app.workers.wait_for_complete()
        await pilot.press("end")
        GATE.clear()
        screen = pilot.app.screen
        screen.query_one("#new_rows", OptionList).action_select()
        await until(pilot, lambda: "Đang lập phiếu…" in shown(screen))
        await pilot.app.push_screen(HelpScreen(desk, screen))
        GATE.set()
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        assert isinstance(pilot.app.screen, HelpScreen)
        await pilot.press("escape")
        await on_screen(pilot, ChecklistScreen)
        assert not any(isinstance(shown, NewRecordScreen) for shown in pilot.app.screen_stack)


async def test_a_draft_that_cannot_be_thrown_away_is_told_until_it_is_answered(tmp_path: Path) -> None:
    """Another window has it open: a dialog says so, and once it is closed there Try again throws the draft away."""
    desk = desk_at(tmp_path, **MINE)
    path = with_a_record(desk)
    elsewhere = Work.open_record(desk, path)
    async with DeskApp(desk).run_test(size=SIZE) as pilot:
        await listed(pilot)
        await pilot.press("x")
        await on_screen(pilot, Ask)
        await pilot.press("down", "enter")
        await until(pilot, lambda: "Chưa bỏ được bản nháp." in shown(pilot.app.screen))
        elsewhere.close()
        await pilot.press("enter")
        await listed(pilot)
        assert [*desk.folders.drafts.iterdir()] == []
        assert path.exists()
