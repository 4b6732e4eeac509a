"""Writing a unit down by hand, where no list has it."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from criteria.clean import clean_line
from criteria.kinds import is_id
from scoring.units import Unit, kind_in
from tui.desk import Desk
from tui.screens.base import DeskDialog
from tui.widgets.line_input import LineInput
from tui.widgets.messages import Typed

_FIELDS = ("name", "code", "parent_name", "parent_code")
_MOST = 200
_LONGEST_CODE = 40


class UnitByHand(DeskDialog[Unit]):
    """Asks for name and code of a unit and of the office above it; answers the unit, or None.

    Args:
        desk: What the screens work with.
        name: What had been typed to find it.
    """

    USES: ClassVar[tuple[str, ...]] = ("back",)
    HELP = "help_screen.unit_by_hand"
    CSS_PATH = "unit_by_hand.tcss"

    def __init__(self, desk: Desk, name: str = "") -> None:
        super().__init__(desk)
        self._lines = {
            field: LineInput(
                name if field == "name" else "",
                composing=desk.settings.typing,
                most=_MOST,
                id=f"by_hand_{field}",
            )
            for field in _FIELDS
        }

    def compose(self) -> ComposeResult:
        """Yield a labelled line for each part."""
        with Vertical(id="by_hand"):
            yield Static("", id="by_hand_title", markup=False)
            for field, line in self._lines.items():
                yield Static("", id=f"by_hand_label_{field}", classes="label", markup=False)
                yield line
            yield Static("", id="by_hand_wrong", markup=False)
            yield Static("", id="by_hand_keys", markup=False)

    def on_mount(self) -> None:
        """Put the cursor into the first line."""
        self._lines["name"].focus()

    def say(self) -> None:
        """Put the words."""
        self.query_one("#by_hand_title", Static).update(self.speech("unit.by_hand_title"))
        for field in _FIELDS:
            self.query_one(f"#by_hand_label_{field}", Static).update(self.speech(f"unit.label_{field}"))
        self.query_one("#by_hand_keys", Static).update(self.speech("unit.by_hand_keys"))

    @on(Typed)
    def _typed(self) -> None:
        self._blame("")

    @on(LineInput.Submitted)
    def _go_on(self, event: LineInput.Submitted) -> None:
        """Go to the next line, or from the last one take what stands there."""
        event.stop()
        fields = iter(_FIELDS)
        for field in fields:
            if self._lines[field] is event.input:
                break
        after = next(fields, None)
        if after is not None:
            self._lines[after].focus()
        else:
            self._take()

    def _take(self) -> None:
        texts = {field: clean_line(line.value) for field, line in self._lines.items()}
        kind = kind_in(texts["name"])
        if kind is None:
            self._blame("name")
        elif not _is_code(texts["code"]):
            self._blame("code")
        elif texts["parent_code"] and not _is_code(texts["parent_code"]):
            self._blame("parent_code")
        else:
            office = texts["parent_code"], texts["parent_name"]
            self.dismiss(Unit(texts["code"], texts["name"], kind, *office, ""))

    def _blame(self, what: str) -> None:
        wrong = self.query_one("#by_hand_wrong", Static)
        wrong.update(self.speech(f"unit.needs_{what}") if what else "")
        wrong.display = bool(what)
        if what:
            self._lines[what].focus()


def _is_code(text: str) -> bool:
    return bool(text) and len(text) <= _LONGEST_CODE and is_id(text)
