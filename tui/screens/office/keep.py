"""Which of several records or reviews is kept, who says so, and why."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from criteria.clean import clean_line
from criteria.typed import NamedTuple
from scoring.merge.merged import Conflict
from tui.desk import Desk
from tui.screens.base import DeskDialog
from tui.screens.office.candidates import candidate_text
from tui.widgets.line_input import LineInput
from tui.widgets.marked import Marked

_MOST = 400


class Kept(NamedTuple):
    """What a person decided: the number of the candidate kept, who, why."""

    at: int
    by: str
    reason: str


class Keep(DeskDialog[Kept]):
    """Asks which candidate is kept; answers that, or None.

    Args:
        desk: What the screens work with.
        conflict: The candidates.
        at: Number of the one under the cursor at first.
    """

    CSS_PATH = "keep.tcss"
    USES: ClassVar[tuple[str, ...]] = ("back",)
    HELP = "help_screen.conflicts"

    def __init__(self, desk: Desk, conflict: Conflict, at: int = 0) -> None:
        super().__init__(desk)
        self.conflict = conflict
        self._at = at
        self._list = OptionList(id="keep_list", markup=False)
        typing = desk.settings.typing
        by = conflict.by or desk.settings.assessor
        self._by = LineInput(by, composing=typing, most=_MOST, id="keep_by")
        self._reason = LineInput(conflict.reason, composing=typing, most=_MOST, id="keep_reason")

    def compose(self) -> ComposeResult:
        """Yield the records above who and why."""
        with Vertical(id="keep"):
            yield Static("", id="keep_title", markup=False)
            yield self._list
            yield Static("", id="keep_by_label", classes="label", markup=False)
            yield self._by
            yield Static("", id="keep_reason_label", classes="label", markup=False)
            yield self._reason
            yield Static("", id="keep_wrong", markup=False)
            yield Static("", id="keep_keys", markup=False)

    def on_mount(self) -> None:
        """Let the keys move in the records."""
        self._list.focus()

    def say(self) -> None:
        """Put the words."""
        speech, conflict = self.speech, self.conflict
        named = f"{conflict.unit_name} · {conflict.unit_code}"
        which = speech(
            "conflicts.keep_which_review" if conflict.indicator else "conflicts.keep_which",
            unit=named,
            id=conflict.indicator,
        )
        self.query_one("#keep_title", Static).update(Content(which))
        self.query_one("#keep_by_label", Static).update(speech("conflicts.by"))
        self.query_one("#keep_reason_label", Static).update(speech("conflicts.reason"))
        self.query_one("#keep_keys", Static).update(speech("conflicts.keep_keys"))
        at = self._at if self._list.highlighted is None else self._list.highlighted
        self._list.set_options(Option(self._row(place)) for place in range(len(conflict.candidates)))
        self._list.highlighted = at

    def _row(self, place: int) -> Marked:
        return Marked(f"{place + 1}. ", candidate_text(self.conflict.candidates[place], self.speech))

    @on(OptionList.OptionSelected)
    def _to_by(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        (self._reason if clean_line(self._by.value) else self._by).focus()

    @on(Input.Submitted)
    def _next(self, event: Input.Submitted) -> None:
        event.stop()
        if event.input is self._by:
            self._reason.focus()
        else:
            self._take()

    def _take(self) -> None:
        by, reason = clean_line(self._by.value), clean_line(self._reason.value)
        lacking = self._by if not by else self._reason if not reason else None
        if lacking is not None:
            wrong = self.query_one("#keep_wrong", Static)
            why = "conflicts.say_why_review" if self.conflict.indicator else "conflicts.say_why"
            wrong.update(self.speech("conflicts.say_who" if lacking is self._by else why))
            wrong.display = True
            lacking.focus()
        else:
            self.dismiss(Kept(self._list.highlighted or 0, by, reason))
