"""A list to choose from by typing: indicators, communes, commands, periods. Marks need not be typed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from criteria.clean import clean_line
from criteria.typed import NamedTuple
from tui.desk import Desk
from tui.screens.base import DeskDialog
from tui.screens.hanging import Hanging
from tui.widgets.line_input import LineInput
from tui.widgets.messages import Typed


class Found(NamedTuple):
    """One thing to choose.

    Attributes:
        id: What choosing it answers.
        text: What is shown.
        beside: What is shown behind it, paler.
    """

    id: str
    text: str
    beside: str = ""


Search = Callable[[str], Sequence[Found]]
"""What is found by a text; everything, or what is likeliest, by none."""


class Finder(DeskDialog[str]):
    """Asks for one of many; answers its id, or None.

    Args:
        desk: What the screens work with.
        title: Key of the words above the list.
        search: What is found by what is typed.
        chosen: Id of what stands under the cursor at first.
    """

    USES: ClassVar[tuple[str, ...]] = ("back",)

    def __init__(self, desk: Desk, title: str, search: Search, chosen: str | None = None) -> None:
        super().__init__(desk)
        self._title = title
        self._search = search
        self._chosen = chosen

    def compose(self) -> ComposeResult:
        """Yield the input above the list."""
        with Vertical(id="finder"):
            yield Static("", id="finder_title", markup=False)
            yield LineInput(id="finder_text")
            yield OptionList(id="finder_list", markup=False)
            yield Static("", id="finder_keys", markup=False)

    def on_mount(self) -> None:
        """Show what can be chosen."""
        self.say()
        self._show("")
        self.query_one(LineInput).focus()

    def say(self) -> None:
        """Put the words."""
        self.query_one("#finder_title", Static).update(self.speech(self._title))
        self.query_one("#finder_keys", Static).update(self.speech("finder.keys"))

    @on(Typed)
    def _look(self, event: Typed) -> None:
        event.stop()
        self._show(event.text)

    def _show(self, text: str) -> None:
        found = self._search(text)
        listed = self.query_one(OptionList)
        listed.clear_options()
        if not found:
            listed.add_option(Option(self.speech("finder.nothing"), disabled=True))
            return
        listed.add_options(
            Option(
                Hanging(
                    Content.assemble(clean_line(entry.text), ("  " + clean_line(entry.beside), "dim"))
                    if entry.beside
                    else Content(clean_line(entry.text))
                ),
                id=entry.id,
            )
            for entry in found
        )
        ids = [entry.id for entry in found]
        listed.highlighted = ids.index(self._chosen) if self._chosen in ids and not text else 0

    def on_key(self, event: object) -> None:
        """Let the arrows move in the list while the text has the focus."""
        key = getattr(event, "key", "")
        listed = self.query_one(OptionList)
        moves = {"down": listed.action_cursor_down, "up": listed.action_cursor_up}
        moves |= {"pagedown": listed.action_page_down, "pageup": listed.action_page_up}
        if key in moves and self.focused is not listed:
            moves[key]()
            event.stop()  # type: ignore[attr-defined]  # a key event

    @on(LineInput.Submitted)
    def _take_first(self, event: LineInput.Submitted) -> None:
        event.stop()
        listed = self.query_one(OptionList)
        if listed.highlighted is not None:
            option = listed.get_option_at_index(listed.highlighted)
            if option.id is not None:
                self.dismiss(option.id)

    @on(OptionList.OptionSelected)
    def _take(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        if event.option.id is not None:
            self.dismiss(event.option.id)
