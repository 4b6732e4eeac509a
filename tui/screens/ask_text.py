"""A dialog that asks for one line of text."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from criteria.clean import clean_line, clean_text
from tui.desk import Desk
from tui.screens.base import DeskDialog
from tui.widgets.line_input import LineInput
from tui.widgets.messages import Typed


class AskText(DeskDialog[str]):
    """Asks for one line; answers it without spaces at its ends, or None.

    Args:
        desk: What the screens work with.
        title: Key of the words above the line.
        about: Key of the words below it.
        text: What stands there at first.
        wrong: Says what is wrong with a text, which is then not taken; empty where nothing is.
    """

    USES: ClassVar[tuple[str, ...]] = ("back",)
    HELP = "help_screen.ask_text"
    CSS_PATH = "ask_text.tcss"

    def __init__(
        self,
        desk: Desk,
        title: str,
        about: str,
        text: str = "",
        *,
        wrong: Callable[[str], str] = lambda _: "",
    ) -> None:
        super().__init__(desk)
        self._title = title
        self._about = about
        self._wrong = wrong
        self._line = LineInput(text, composing=desk.settings.typing, id="ask_text_line")

    def compose(self) -> ComposeResult:
        """Yield title, line and words."""
        with Vertical(id="ask_text"):
            yield Static("", id="ask_text_title", markup=False)
            yield self._line
            yield Static("", id="ask_text_wrong", markup=False)
            yield Static("", id="ask_text_about", markup=False)
            yield Static("", id="ask_text_keys", markup=False)

    def on_mount(self) -> None:
        """Put the cursor at the end of what stands there."""
        self._line.focus()

    def say(self) -> None:
        """Put the words."""
        self.query_one("#ask_text_title", Static).update(self.speech(self._title))
        self.query_one("#ask_text_about", Static).update(self.speech(self._about))
        self.query_one("#ask_text_keys", Static).update(self.speech("finder.line_keys"))

    @on(Typed)
    def _typed(self) -> None:
        self._blame("")

    @on(LineInput.Submitted)
    def _take(self, event: LineInput.Submitted) -> None:
        event.stop()
        text = clean_line(event.value)
        wrong = self._wrong(text)
        if wrong:
            self._blame(wrong)
        else:
            self.dismiss(text)

    def _blame(self, wrong: str) -> None:
        shown = self.query_one("#ask_text_wrong", Static)
        shown.update(Content(clean_text(wrong)))
        shown.display = bool(wrong)
