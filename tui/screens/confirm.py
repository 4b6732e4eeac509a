"""A question with a few answers, by keys or by its first letters."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from criteria.clean import clean_text
from tui.desk import Desk
from tui.screens.base import DeskDialog


class Ask(DeskDialog[str]):
    """Asks one question; answers the id of the answer chosen, or None.

    Args:
        desk: What the screens work with.
        question: The question, in words; it may hold text of a record.
        answers: Ids of the answers, their words at `ask.<id>`; the first is under the cursor.
    """

    USES: ClassVar[tuple[str, ...]] = ("back",)

    def __init__(self, desk: Desk, question: str, answers: Sequence[str]) -> None:
        super().__init__(desk)
        self._question = question
        self._answers = answers

    def compose(self) -> ComposeResult:
        """Yield the question above its answers."""
        with Vertical(id="ask"):
            yield Static("", id="ask_question", markup=False)
            yield OptionList(id="ask_answers", markup=False)

    def on_mount(self) -> None:
        """Show the question."""
        self.say()
        self.query_one(OptionList).focus()

    def say(self) -> None:
        """Put the words."""
        self.query_one("#ask_question", Static).update(Content(clean_text(self._question)))
        listed = self.query_one(OptionList)
        at = listed.highlighted or 0
        listed.clear_options()
        listed.add_options(Option(self.speech(f"ask.{name}"), id=name) for name in self._answers)
        listed.highlighted = at

    @on(OptionList.OptionSelected)
    def _take(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.dismiss(event.option.id)
