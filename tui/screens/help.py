"""What F1 shows: where one is, the keys that work here, what the marks in lists mean."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Static

from tui.commands import COMMANDS, EVERYWHERE, keys_of, label
from tui.desk import Desk
from tui.screens.base import DeskDialog, DeskScreen
from tui.widgets.marked import Marked

ELSEWHERE = "help_screen.dialog"
"""What is said of a screen that has no words of its own."""
_WITH_MARKS = "help_screen.checklist"


def commands_of(screen: Screen[Any]) -> tuple[str, ...]:
    """Return the ids of the commands that work on a screen as it is now, its own first."""
    own = screen.USES if isinstance(screen, DeskScreen | DeskDialog) else ()
    working = (command for command in own if command in EVERYWHERE or screen.check_action(command, ()))
    return tuple(dict.fromkeys((*working, *EVERYWHERE)))


class HelpScreen(DeskScreen[None]):
    """Explains the screen below it.

    Args:
        desk: What the screens work with.
        below: The screen to explain.
    """

    USES: ClassVar[tuple[str, ...]] = ("back",)
    HELP = "help_screen.help"
    CSS_PATH = "help.tcss"

    def __init__(self, desk: Desk, below: Screen[Any]) -> None:
        super().__init__(desk)
        self._below = below
        self._page = VerticalScroll(id="help")

    def compose_body(self) -> ComposeResult:
        """Yield the page."""
        yield self._page

    def on_mount(self) -> None:
        """Show the page, and let the arrows turn it."""
        self._page.focus()

    def say(self) -> None:
        """Put every word."""
        super().say()
        self.title_text(self.speech("help_screen.title"), "xaso")
        self._page.remove_children()
        self._page.mount_all(self._parts())

    def _parts(self) -> Iterator[Widget]:
        """Yield the parts of the page."""
        key = getattr(self._below, "HELP", "") or ELSEWHERE
        text = self.speech(key)
        heading, _, rest = text.partition("\n")
        yield _heading(heading)
        yield Static(rest.strip(), classes="words", markup=False)
        yield _heading(self.speech("help_screen.keys"))
        yield from self._keys()
        if key == _WITH_MARKS:
            yield _heading(self.speech("help_screen.marks"))
            yield from self._marks()
        yield _heading(self.speech("help_screen.digest"))
        yield Static(self.speech("help_screen.digest_about"), classes="words", markup=False)

    def _keys(self) -> Iterator[Widget]:
        keymap = self.desk.settings.keys
        commands = [command for command in commands_of(self._below) if command in COMMANDS]
        # One key may call two commands of which only one is in the bar: "/" and Ctrl+F both find.
        rows = [
            (keys_of(command, keymap), label(command, self.speech), self.speech(f"command_help.{command}"))
            for command in commands
        ]
        wide = max(cell_len(key) for key, _, _ in rows) + 2
        broad = max(cell_len(name) for _, name, _ in rows) + 2
        for key, name, about in rows:
            yield Static(Marked(f"{_padded(key, wide)}{_padded(name, broad)}", about))

    def _marks(self) -> Iterator[Widget]:
        from tui.asking import MARKS  # noqa: PLC0415 - only the checklist has them

        for state, (mark, _) in MARKS.items():
            if mark.strip():
                yield Static(Marked(f" {mark}   ", self.speech(f"state.{state}")))


def _heading(text: str) -> Static:
    return Static(Content(text), classes="heading")


def _padded(text: str, width: int) -> str:
    return text + " " * (width - cell_len(text))
