"""What every screen has: a title that fits, words in passing that cover nothing, a message where there is no room."""

import os
from pathlib import Path

import pytest
from rich.cells import cell_len
from strategies.stage import SIZE, Stage, desk_at, shown
from textual.pilot import Pilot
from textual.widgets._toast import Toast

from criteria.words import Lang
from scoring.drafts.draft import DraftHead, Place
from scoring.periods import parse_period
from scoring.record import ReportingUnit, SetName
from scoring.store.journal import Journal
from scoring.store.journal_file import JournalFile
from tui.app import DeskApp
from tui.desk import Desk
from tui.screens.base import DeskScreen, shortened
from tui.screens.confirm import Ask
from tui.screens.settings import SettingsScreen
from tui.screens.shelf import ShelfScreen
from tui.screens.too_small import TooSmall
from tui.work import Work

SMALL = (60, 20)
UNIT = "Thị trấn Nông trường Việt Lâm"
REST = "6 tháng đầu năm 2024 · xa-ict 2024.1"


class Titled(DeskScreen[None]):
    """A screen with the longest title there is."""

    def say(self) -> None:
        """Put the title."""
        super().say()
        self.title_text(UNIT, "CHƯA GIỮ ĐƯỢC BẢN NHÁP", REST)


@pytest.mark.parametrize(
    ("width", "wanted"),
    [
        (80, f"Thị trấn Nông… · {REST}   CHƯA GIỮ ĐƯỢC BẢN NHÁP"),
        (120, f"{UNIT} · {REST}{' ' * 28}CHƯA GIỮ ĐƯỢC BẢN NHÁP"),
    ],
)
async def test_the_state_stands_in_the_title_whatever_the_name(
    tmp_path: Path, width: int, wanted: str
) -> None:
    """A long name is shortened with an ellipsis; period, set and the state at the right stay, also after a change of size."""
    for first in (width, 200 - width):
        app = Stage(desk_at(tmp_path), Titled)
        async with app.run_test(size=(first, 24)) as pilot:
            await pilot.pause()
            await pilot.resize_terminal(width, 24)
            await pilot.pause()
            assert shown(app.screen).splitlines()[0].strip() == wanted


@pytest.mark.parametrize(
    ("text", "width", "wanted"),
    [("Xã Ví Dụ", 8, "Xã Ví Dụ"), ("Xã Ví Dụ", 7, "Xã Ví…"), ("Xã Ví Dụ", 1, "…"), ("日本語", 4, "日…")],
)
def test_what_does_not_fit_ends_with_an_ellipsis(text: str, width: int, wanted: str) -> None:
    """A text takes at most the cells it is given."""
    assert shortened(text, width) == wanted
    assert cell_len(shortened(text, width)) <= width


@pytest.mark.parametrize("size", [SIZE, (120, 40)])
async def test_what_is_said_in_passing_lies_on_the_bar_alone(tmp_path: Path, size: tuple[int, int]) -> None:
    """A short message takes the row of the bar and no other; a long one grows upwards from there, in the whole width."""
    app = DeskApp(desk_at(tmp_path, started=True))
    async with app.run_test(size=size, notifications=True) as pilot:
        screen = app.screen
        assert isinstance(screen, ShelfScreen)
        screen.tell("Đã lưu: 99001_xa-ict.toml")
        await pilot.pause()
        await pilot.pause()
        (toast,) = app.screen.query(Toast)
        assert toast.region.bottom == size[1]
        assert (toast.region.height, toast.region.width) == (1, size[0])
        assert "99001_xa-ict.toml" in shown(app.screen).splitlines()[-1]
        screen.tell("Không ghi được bản nháp. " * 5, bad=True)
        await pilot.pause()
        await pilot.pause()
        assert app.screen.query(Toast).last().region.bottom == size[1]
        assert min(toast.region.y for toast in app.screen.query(Toast)) >= size[1] - 3


def started(desk: Desk) -> Work:
    """Begin a draft."""
    period = parse_period("2024-H1")
    assert period is not None
    known = desk.sets.named("vi-du", None)
    name = SetName(known.id, known.version, known.digest)
    head = DraftHead(
        "7d0c1c1e-6f5a-4f0e-9d34-0b8a52c1f001", name, ReportingUnit("00001", "Xã Ví Dụ"), period, desk.now()
    )
    return Work.start(desk, head, {})


def too_small(app: DeskApp) -> bool:
    """Tell whether the message stands in front."""
    return isinstance(app.screen, TooSmall)


async def grow(pilot: Pilot[int], size: tuple[int, int] = SIZE) -> None:
    """Change the size of the terminal."""
    await pilot.resize_terminal(*size)
    await pilot.pause()


async def test_a_screen_opened_in_a_small_terminal_waits_below_the_message(tmp_path: Path) -> None:
    """What a worker opens meanwhile stands under the message, and is there once there is room."""
    desk = desk_at(tmp_path, started=True)
    app = DeskApp(desk)
    async with app.run_test(size=SIZE) as pilot:
        await grow(pilot, SMALL)
        opened = SettingsScreen(desk)
        await app.push_screen(opened)
        await pilot.pause()
        assert too_small(app)
        assert "60 × 20" in shown(app.screen)
        await grow(pilot)
        assert app.screen is opened
        assert [isinstance(screen, TooSmall) for screen in app.screen_stack] == [False, False]


async def test_a_screen_that_closes_in_a_small_terminal_closes_itself(tmp_path: Path) -> None:
    """What has ended its work under the message is gone once there is room, and nothing else is."""
    desk = desk_at(tmp_path, started=True)
    app = DeskApp(desk)
    answered: list[str | None] = []
    async with app.run_test(size=SIZE) as pilot:
        asked = Ask(desk, "?", ("cancel",))
        app.push_screen(asked, answered.append)
        await pilot.pause()
        await grow(pilot, SMALL)
        asked.dismiss("cancel")
        await pilot.pause()
        assert too_small(app)
        assert answered == ["cancel"]
        await grow(pilot)
        assert isinstance(app.screen, ShelfScreen)
        assert len(app.screen_stack) == 1


async def test_a_terminal_that_is_small_from_the_start_says_so(tmp_path: Path) -> None:
    """The first start opens under the message."""
    app = DeskApp(desk_at(tmp_path))
    async with app.run_test(size=SMALL) as pilot:
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert too_small(app)
        await pilot.press("escape", "enter", "x")
        assert too_small(app)
        await grow(pilot)
        assert not too_small(app)


@pytest.mark.parametrize(
    ("lang", "unkept", "said", "unsaid"),
    [
        ("vi", False, "vẫn còn trong bản nháp", "KHÔNG giữ được"),
        ("vi", True, "KHÔNG giữ được", "vẫn còn"),
        ("en", False, "is still in the draft", "NOT kept"),
        ("en", True, "NOT kept", "is still"),
    ],
)
@pytest.mark.parametrize("logged", [True, False])
def test_a_failure_says_what_is_kept_and_no_more(
    tmp_path: Path, lang: Lang, *, unkept: bool, said: str, unsaid: str, logged: bool
) -> None:
    """Where the draft could not be written, nobody is told that all is there; the log is named where there is one."""
    desk: Desk = desk_at(tmp_path, lang)
    desk.unkept = unkept
    if not logged:
        desk.folders.log.parent.parent.mkdir(parents=True, exist_ok=True)
        desk.folders.log.mkdir(parents=True)
    told = desk.log("Traceback …")
    assert said in told
    assert unsaid not in told
    assert (str(desk.folders.log) in told) is logged


@pytest.mark.parametrize("unix", ["unix"] if os.name != "nt" else [])
def test_a_draft_that_could_not_be_written_to_its_end_is_known(tmp_path: Path, unix: str) -> None:
    """Closing on a full disk leaves word of it; closing with all written does not."""
    assert unix
    desk = desk_at(tmp_path, started=True)
    job = started(desk)
    job.close()
    assert not desk.unkept
    job.journal = Journal(JournalFile(Path("/dev/full"), os.open("/dev/full", os.O_WRONLY), b""), wait=0.0)
    job.journal.go(Place(("front",)))
    job.close()
    assert desk.unkept
