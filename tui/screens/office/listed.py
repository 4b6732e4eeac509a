"""Base of the screens that list many things: a line above, a search by typing, the table, and more of what is under the cursor."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import ClassVar, Generic, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Input, Static

from criteria.clean import clean_line
from scoring.folding import fold
from tui.desk import Desk
from tui.screens.base import DeskScreen
from tui.widgets.line_input import LineInput
from tui.widgets.long_table import Cell, Column, LongTable
from tui.widgets.messages import Typed

T = TypeVar("T")


class ListScreen(DeskScreen[T], Generic[T]):
    """A screen around a table. What is listed has a number, its place; rows are places in the order they are shown.

    Args:
        desk: What the screens work with.
        start: What is under the cursor at first.
    """

    CSS_PATH = "listed.tcss"
    FROZEN: ClassVar[int] = 1
    """Columns that stay where the others do not fit."""

    def __init__(self, desk: Desk, start: int = 0) -> None:
        super().__init__(desk)
        self._start = start
        self.table = LongTable(id="list_table", frozen=self.FROZEN)
        self._search = LineInput(id="list_search", composing=desk.settings.typing)
        self._rows: Sequence[int] = ()
        self._folded: dict[int, str] = {}

    def compose_body(self) -> ComposeResult:
        """Yield head, search, table and note."""
        yield Static("", id="list_head", markup=False)
        yield self._search
        yield self.table
        yield Static("", id="list_note", markup=False)

    def on_mount(self) -> None:
        """Let the keys move in the table."""
        self._search.display = False
        self.table.focus()

    # --- what a screen says

    def columns(self) -> Sequence[Column]:
        """Return the columns."""
        raise NotImplementedError

    def places(self) -> Iterable[int]:
        """Return the places to list, in their order, whatever is searched for."""
        raise NotImplementedError

    def cells(self, place: int) -> Sequence[Cell]:
        """Return the cells of what is at a place."""
        raise NotImplementedError

    def text_of(self, place: int) -> str:
        """Return what a search looks in."""
        raise NotImplementedError

    def head(self) -> str:
        """Return the line above the table."""
        return ""

    def note(self, place: int) -> Iterator[Content]:  # noqa: ARG002 - a list may have nothing to add
        """Yield lines that say more of what is at a place."""
        yield from ()

    def empty(self) -> str:
        """Return what is said where there is nothing to list."""
        return ""

    def chosen(self, place: int) -> None:
        """Do what Enter does."""

    @property
    def sorting(self) -> tuple[str, bool]:
        """Id of the column the rows are sorted by, and whether the largest comes first."""
        return "", False

    # --- showing

    def say(self) -> None:
        """Put every word."""
        super().say()
        self._search.ask(self.speech("office.search"))
        self.list_again()

    def list_again(self, place: int | None = None) -> None:
        """List what there is now; the cursor goes to a place, or stays at its own as far as that is listed."""
        here = self._start if self.place is None else self.place
        wanted = here if place is None else place
        part = fold(self._search.value) if self._search.display else ""
        self._rows = [one for one in self.places() if not part or part in self._fold(one)]
        rows = self._rows
        self.table.show(
            self.columns(),
            len(rows),
            lambda row: self.cells(rows[row]),
            cursor=rows.index(wanted) if wanted in rows else 0,
            empty=self.speech("office.not_found") if part else self.empty(),
            sorted_by=self.sorting,
        )
        head = self.head()
        shown = self.query_one("#list_head", Static)
        shown.update(Content(clean_line(head)))
        shown.display = bool(head)
        self._show_note()

    @property
    def place(self) -> int | None:
        """What is under the cursor."""
        row = self.table.place
        return None if row is None or row >= len(self._rows) else self._rows[row]

    @property
    def rows(self) -> Sequence[int]:
        """The places that are listed, in their order."""
        return self._rows

    def _fold(self, place: int) -> str:
        found = self._folded.get(place)
        if found is None:
            found = self._folded[place] = fold(self.text_of(place))
        return found

    def _show_note(self) -> None:
        place = self.place
        lines = [] if place is None else [*self.note(place)]
        note = self.query_one("#list_note", Static)
        note.update(Content("\n").join(lines))
        note.display = bool(lines)

    @on(LongTable.Moved)
    def _moved(self, event: LongTable.Moved) -> None:
        event.stop()
        self._show_note()

    @on(LongTable.Entered)
    def _entered(self, event: LongTable.Entered) -> None:
        event.stop()
        place = self.place
        if place is not None:
            self.chosen(place)

    def action_open(self) -> None:
        """Choose what is under the cursor."""
        self.table.action_choose()

    # --- searching

    def action_search(self) -> None:
        """Narrow the rows by typing."""
        self._search.display = True
        self._search.focus()

    @on(Typed, "#list_search")
    def _narrow(self, event: Typed) -> None:
        event.stop()
        self.list_again()

    @on(Input.Submitted, "#list_search")
    def _found(self, event: Input.Submitted) -> None:
        event.stop()
        self.table.focus()

    def action_back(self) -> None:
        """Leave the search; or leave the screen."""
        if self._search.display:
            self._search.display = False
            self._search.show("")
            self.table.focus()
            self.list_again()
        else:
            self.leave()

    def leave(self) -> None:
        """Go back to the screen before."""
        self.dismiss(None)
