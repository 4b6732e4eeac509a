"""Records, sets and files that want a terminal or a markup parser to obey: every screen shows them as text, and no more."""

import re
import shutil
from pathlib import Path
from time import monotonic
from typing import Any

import pytest
from rich.style import Style
from strategies.answering import ENVIRON, STARTED, Officer, start
from strategies.plain import converse
from strategies.stage import desk_at
from strategies.terminal import PATIENCE, Terminal
from textual.pilot import Pilot
from textual.screen import Screen

from criteria.words import Lang
from tui.app import DeskApp
from tui.desk import Desk
from tui.screens.card import CardScreen
from tui.screens.checklist import ChecklistScreen
from tui.screens.confirm import Ask
from tui.screens.copy import CopyScreen
from tui.screens.evidence import EvidenceScreen
from tui.screens.finder import Finder
from tui.screens.help import HelpScreen
from tui.screens.new_record import NewRecordScreen
from tui.screens.pick_file import PickFile
from tui.screens.saved import SavedScreen
from tui.screens.shelf import ShelfScreen
from tui.screens.submit import SubmitScreen

CLICK = "[@click=app.quit]x[/]"
WRITTEN = rf"{CLICK} [/] [b [link=u:1]y \u001b]0;TAKEN\u0007\u001b[31;7mRED\u001b[2J \u202edcba \u200b\u2066"
"""A text as a hostile file has it, in TOML."""
SENT = ("\x1b]0;TAKEN", "\x1b[31;7mRED", "\u202e", "\u200b", "\u2066", "\x9b")
"""What must not reach a terminal."""
NAMES = ("[@click=app.quit]x[b.toml", "\x1b[31;7mRED \u202e.toml", "[link=u:1]y.toml")
"""Names of files that are no records."""
SET = "ac-y"
CODES = ("99001", "99002")
QUIET = 0.1
"""Seconds without anything drawn after which one looks at what has been."""
TURN = 0.01
"""Seconds in which messages on their way arrive."""


def hostile(home: Path, root: Path) -> None:
    """Put hostile records, broken files and a hostile set into a home."""
    place = home / "phieu" / "2024-H1"
    place.mkdir(parents=True)
    text = (root / "tests/data/records/complete.toml").read_text("utf-8")
    keys = "name|post|number|approved_by|source|note|title|file|plan|not_applicable|by|reason|band"
    text = with_words(rf'\b({keys}) = "', text).replace('state = "submitted"', 'state = "draft"')
    text = text.replace('"MISA"', f'"{WRITTEN}"').replace('"VNPT PAY"', f'"{WRITTEN}"')
    (place / "99001_xa-ict.toml").write_text(text, "utf-8")
    other = text.partition("[facts]")[0].replace("c4a9d1e6", "c4a9d1e7").replace("99001", "99002")
    other = re.sub(r"digest = .*\n", "", other.replace('"xa-ict"', f'"{SET}"'))
    (place / f"99002_{SET}.toml").write_text(other, "utf-8")
    for name in NAMES:
        (place / name).write_text(f'schema = "{WRITTEN}\n', "utf-8")
    taken = home / "sets" / SET / "2024.1"
    shutil.copytree(root / "criteria/sets/vi-du/2024.1", taken)
    for path in taken.glob("*.toml"):
        words = path.read_text("utf-8").replace('id = "vi-du"', f'id = "{SET}"')
        path.write_text(with_words(r'\b(vi|en) = "', words), "utf-8")


def with_words(before: str, text: str) -> str:
    """Put the hostile words in front of what stands behind a pattern."""
    return re.sub(before, lambda found: f"{found[0]}{WRITTEN} ", text)


def surroundings(folder: Path, root: Path, lang: Lang) -> Desk:
    """Return a desk with a hostile home and hostile settings."""
    hostile(folder / "home", root)
    name = f"{CLICK} [b \x1b]0;TAKEN\x07\u202e"
    return desk_at(
        folder, lang, started=True, unit_code="05941", unit_name=name, assessor=name, parent_name=name
    )


class Watched:
    """The desk, looked at after every key.

    Attributes:
        shown: What the screen shows.
    """

    def __init__(self, app: DeskApp, pilot: Pilot[int]) -> None:
        self.app = app
        self.pilot = pilot
        self.shown = ""

    async def press(self, *keys: str) -> None:
        """Press keys, wait until all is done, and look."""
        await self.pilot.press(*keys)
        await self.app.workers.wait_for_complete()
        await self.pilot.pause()
        self.look()

    def look(self) -> None:
        """See that what is drawn is text alone, and that the program goes on.

        Raises:
            AssertionError: It is not, or it does not.
        """
        rows = []
        for strip in self.app.screen._compositor.render_strips():  # noqa: SLF001 - what a terminal is sent
            for segment in strip:
                style = segment.style or Style.null()
                assert "@click" not in style.meta
                assert style.link is None
            rows.append(strip.text.rstrip())
        self.shown = "\n".join(rows)
        for text in (*SENT, "\x1b"):
            assert text not in self.shown
        assert self.app.is_running
        assert self.app.return_code is None

    async def see(self, kind: type[Screen[Any]], *keys: str, hostile: bool = True) -> None:
        """Press keys, and wait for a screen that shows what is hostile as it stands there.

        Raises:
            AssertionError: It does not come, or does not show it.
        """
        await self.press(*keys)
        end = monotonic() + PATIENCE
        while not (isinstance(self.app.screen, kind) and (CLICK in self.shown or not hostile)):
            assert monotonic() < end, f"no {kind.__name__}:\n{self.shown}"
            await self.pilot.pause(0.05)
            self.look()


@pytest.mark.parametrize(("lang", "size", "most"), [("vi", (80, 24), 45), ("en", (120, 40), 12)])
async def test_nothing_is_obeyed_on_any_screen(
    tmp_path: Path, root: Path, lang: Lang, size: tuple[int, int], most: int
) -> None:
    """Markup, escape sequences and text that turns round stand on every screen as text; nothing is run by them."""
    desk = surroundings(tmp_path, root, lang)
    app = DeskApp(desk)
    async with app.run_test(size=size) as pilot:
        watched = Watched(app, pilot)
        await watched.see(ShelfScreen)
        for _ in range(len(NAMES) + len(CODES)):
            await watched.press("down")
        for keys in (["f1"], ["ctrl+p"], ["s"], ["o"]):
            await watched.press(*keys)
            await watched.press("escape")
        await watched.see(NewRecordScreen, "n")
        await watched.see(Finder, "enter")
        await watched.see(NewRecordScreen, "escape")
        await watched.see(ShelfScreen, "escape")
        for code in CODES:
            await look_through(watched, code, most)


async def look_through(watched: Watched, code: str, most: int) -> None:
    """Open a record from the shelf, and look at its questions, so many at most, and at every screen around them."""
    app = watched.app
    await watched.press("home")
    for _ in range(len(NAMES) + len(CODES)):
        if f"{code}_" in "".join(watched.shown.split()):
            break
        await watched.press("down")
    await watched.see(CopyScreen, "c")
    await watched.see(ShelfScreen, "escape")
    await watched.see(ChecklistScreen, "enter")
    screen = app.screen
    assert isinstance(screen, ChecklistScreen)
    for question in screen.sheet.questions[1:most]:
        await screen.go_to(question.key)
        await watched.pilot.pause(TURN)
        watched.look()
        assert question.code in watched.shown
        if question.code in {"1.1", "1.2"}:
            await watched.see(EvidenceScreen, "f4")
            await watched.see(PickFile, "f4", hostile=False)
            await watched.see(EvidenceScreen, "escape")
            await watched.press("escape")  # out of the field of a document that was begun, or of the screen
            if isinstance(app.screen, EvidenceScreen):
                await watched.press("escape")
            await watched.see(ChecklistScreen, hostile=False)
    await watched.see(Finder, "ctrl+f", hostile=False)
    await watched.press("[", "b")
    await watched.see(ChecklistScreen, "escape", hostile=False)
    await watched.see(HelpScreen, "f1", hostile=False)
    await watched.see(ChecklistScreen, "escape", hostile=False)
    await watched.see(CardScreen, "f5", hostile=False)
    await watched.press("end", "pageup")
    await watched.see(ChecklistScreen, "escape", hostile=False)
    await watched.see(SubmitScreen, "f9")
    await watched.press("end")
    await watched.see(Ask, "f9")
    await watched.see(SavedScreen, "down", "enter")
    await watched.see(CopyScreen, "c")
    await watched.see(SavedScreen, "escape")
    await watched.see(ShelfScreen, "escape")


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_nothing_is_obeyed_in_plain_mode(tmp_path: Path, root: Path, lang: Lang) -> None:
    """Plain mode says hostile words as text: the list of records, a question, the score card."""
    desk = surroundings(tmp_path, root, lang)
    said = converse(desk, ["2", "1", "", "", "", "#", "4", "6", "7", "7", "7"])
    assert CLICK in said
    assert not [text for text in SENT if text in said]


def test_no_escape_sequence_of_a_file_reaches_the_terminal(
    xaso: list[str], tmp_path: Path, root: Path
) -> None:
    """In a real terminal: the bytes it gets hold none that a record, a set or the name of a file asks for."""
    home = tmp_path / "home"
    hostile(home, root)
    words = [*xaso, *start(home, STARTED)]
    with Terminal(words, ENVIRON, (120, 40)) as terminal:
        officer = Officer(terminal)
        officer.wait_for("shelf.unreadable")
        terminal.settle()
        for _ in range(len(NAMES) + len(CODES)):
            terminal.send("down")
            terminal.settle(QUIET)
        while "_xa-ict.toml" not in terminal.text:
            terminal.send("up")
            terminal.settle(QUIET)
        terminal.send("enter")
        officer.wait_for("checklist.section_front")
        terminal.settle()
        for keys in (["pagedown"], ["pagedown"], ["f5"], ["escape"], ["f9"], ["escape"]):
            terminal.send(*keys)
            terminal.settle()
        assert "RED" in terminal.text
        terminal.send("ctrl+q")
        assert terminal.ended() == 0
        for sent in SENT[:-1]:
            assert sent.encode() not in terminal.seen
