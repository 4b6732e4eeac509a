"""What every screen of the desk has: a title, its commands, words that can change, a message where it cannot fit."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Generic, TypeVar

from rich.cells import cell_len, set_cell_size
from textual import events, on
from textual.app import ComposeResult
from textual.content import Content
from textual.screen import ModalScreen, Screen
from textual.widgets import Static

from criteria.clean import clean_line
from criteria.faults import Fault
from tui.commands import COMMANDS, bindings, keys_of, label
from tui.desk import Desk
from tui.speech import Speech
from tui.widgets.bar import CommandBar, Hint

T = TypeVar("T")
_SHORT, _LONG = 3, 8
"""Seconds that something said in passing stays."""
_LEAST_NAME = 12
"""Cells that are left of what a title begins with."""


def shortened(text: str, width: int) -> str:
    """Return a text in at most `width` cells; where it is longer, with an ellipsis for what does not fit."""
    return text if cell_len(text) <= width else f"{set_cell_size(text, max(width - 1, 0)).rstrip()}…"


class DeskScreen(Screen[T], Generic[T]):
    """A screen of the desk.

    A screen declares its commands in `USES` and its body in `compose_body`; `say` puts every word of it, and is called
    again when the language changes.
    """

    USES: ClassVar[tuple[str, ...]] = ("back",)
    """Ids of the commands of this screen, in the order of the bar."""
    HELP: ClassVar[str] = ""
    """Key of the words that F1 shows for this screen, such as `help_screen.checklist`."""
    AUTO_FOCUS = ""

    def __init_subclass__(cls) -> None:
        """Make the bindings of the commands used."""
        if "USES" in cls.__dict__:
            cls.BINDINGS = bindings(*cls.USES)
        super().__init_subclass__()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self._titled = ("", "", "")

    @property
    def speech(self) -> Speech:
        """The words, in the language of now."""
        return self.desk.speech

    def compose(self) -> ComposeResult:
        """Yield title, body and bar."""
        yield Static("", id="title", markup=False)
        yield from self.compose_body()
        yield CommandBar(id="bar")

    def compose_body(self) -> ComposeResult:
        """Yield what stands between title and bar."""
        yield from ()

    def on_mount(self) -> None:
        """Put the words."""
        self.say()

    def say(self) -> None:
        """Put every word of the screen in the language of now."""
        self.query_one("#bar", CommandBar).show([*self.hints()])

    def title_text(self, name: str, right: str = "", rest: str = "") -> None:
        """Show the title; texts may come from a record.

        Args:
            name: What stands first; it is shortened where there is not room for everything.
            right: What stands at the right edge, always whole.
            rest: What follows the name, after a dot.
        """
        self._titled = (clean_line(name), clean_line(right), f" · {clean_line(rest)}" if rest else "")
        self._fit_title()

    @on(events.Resize)
    def _fit_title(self) -> None:
        """Put the title into the row there is."""
        name, right, rest = self._titled
        room = max(self.app.size.width - 2, 10)
        left = room - (cell_len(right) + 2 if right else 0)
        shown = shortened(shortened(name, max(left - cell_len(rest), _LEAST_NAME)) + rest, left)
        gap = room - cell_len(shown) - cell_len(right)
        self.query_one("#title", Static).update(Content(f"{shown}{' ' * gap}{right}"))

    def hints(self) -> Iterator[Hint]:
        """Yield what the bar shows."""
        for command in ("help", *self.USES):
            if COMMANDS[command].bar:
                yield Hint(keys_of(command, self.desk.settings.keys), label(command, self.speech))

    def tell(self, text: str, *, bad: bool = False) -> None:
        """Say something in passing; the text may come from a record."""
        self.notify(
            clean_line(text),
            severity="error" if bad else "information",
            timeout=_LONG if bad else _SHORT,
            markup=False,
        )

    def tell_fault(self, fault: Fault) -> None:
        """Say a fault in passing."""
        self.tell(
            f"{fault.where()}: {fault.message(self.speech.lang)}"
            if fault.where()
            else fault.message(self.speech.lang),
            bad=True,
        )

    def action_back(self) -> None:
        """Go back to the screen before."""
        self.dismiss(None)


class DeskDialog(ModalScreen[T], Generic[T]):
    """A question put over a screen; Escape answers None."""

    USES: ClassVar[tuple[str, ...]] = ("back",)
    AUTO_FOCUS = ""

    def __init_subclass__(cls) -> None:
        """Make the bindings of the commands used."""
        if "USES" in cls.__dict__:
            cls.BINDINGS = bindings(*cls.USES)
        super().__init_subclass__()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk

    @property
    def speech(self) -> Speech:
        """The words, in the language of now."""
        return self.desk.speech

    def on_mount(self) -> None:
        """Put the words."""
        self.say()

    def say(self) -> None:
        """Put every word of the dialog in the language of now."""

    def action_back(self) -> None:
        """Answer nothing."""
        self.dismiss(None)
