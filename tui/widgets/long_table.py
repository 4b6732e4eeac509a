"""A table of any length: drawn row by row, so that ten thousand rows cost what is seen of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import accumulate
from typing import ClassVar

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from criteria.clean import clean_line
from criteria.typed import NamedTuple

_HEAD = 1
"""Lines above the rows."""
_UP, _DOWN = "▲", "▼"
_LEFT, _RIGHT = "‹", "›"
_DOUBLE = 2


class Column(NamedTuple):
    """One column.

    Attributes:
        id: What the screen calls it.
        title: What stands above it.
        width: Cells it has at the least.
        right: Whether its cells end at its right edge.
        grows: Whether it takes a part of the room that is left over.
    """

    id: str
    title: str
    width: int
    right: bool = False
    grows: bool = False


class Cell(NamedTuple):
    """One cell: its text, which may come from a record, and the component style it is drawn in."""

    text: str
    tone: str = "plain"


Cells = Callable[[int], Sequence[Cell]]
"""Returns the cells of the row at a place, one per column."""


class Shown(NamedTuple):
    """A column as it is drawn: its number, and how wide it is."""

    at: int
    width: int


class LongTable(ScrollView, can_focus=True):
    """Rows of cells below a heading; the cursor stands on a row.

    Columns that do not fit are brought into sight with Left and Right; the first `frozen` ones always stay.
    """

    TONES: ClassVar[tuple[str, ...]] = ("plain", "good", "bad", "doubtful", "off", "a", "b", "c", "d", "e")
    """What a cell may be; the letters are the shades of a heat map, each cell of which also says its letter."""
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        *(f"table--{tone}" for tone in TONES),
        "table--heading",
        "table--cursor",
    }
    DEFAULT_CSS = """
    LongTable { height: 1fr; background: $background; scrollbar-size-vertical: 1; overflow-x: hidden; }
    LongTable > .table--heading { text-style: bold; color: $primary; }
    LongTable > .table--cursor { text-style: reverse; }
    LongTable:focus > .table--cursor { text-style: reverse bold; }
    LongTable > .table--good { color: $success; }
    LongTable > .table--bad { color: $error; text-style: bold; }
    LongTable > .table--doubtful { color: $warning; }
    LongTable > .table--off { text-style: dim; }
    LongTable > .table--a { background: $success 65%; color: $text; }
    LongTable > .table--b { background: $success 35%; color: $text; }
    LongTable > .table--c { background: $warning 25%; color: $text; }
    LongTable > .table--d { background: $error 30%; color: $text; }
    LongTable > .table--e { background: $error 60%; color: $text; }
    LongTable:ansi > .table--a { background: $background; color: $success; text-style: bold; }
    LongTable:ansi > .table--b { background: $background; color: $success; }
    LongTable:ansi > .table--c { background: $background; color: $warning; }
    LongTable:ansi > .table--d { background: $background; color: $error; }
    LongTable:ansi > .table--e { background: $background; color: $error; text-style: bold reverse; }
    """
    BINDINGS: ClassVar[list[Binding | tuple[str, str] | tuple[str, str, str]]] = [
        Binding("up", "move(-1)", show=False),
        Binding("down", "move(1)", show=False),
        Binding("pageup", "page(-1)", show=False),
        Binding("pagedown", "page(1)", show=False),
        Binding("home", "edge(-1)", show=False),
        Binding("end", "edge(1)", show=False),
        Binding("left", "shift(-1)", show=False),
        Binding("right", "shift(1)", show=False),
        Binding("enter", "choose", show=False),
    ]

    class Moved(Message):
        """The cursor came to another row.

        Attributes:
            place: The row.
        """

        def __init__(self, place: int) -> None:
            super().__init__()
            self.place = place

    class Entered(Message):
        """A row was chosen.

        Attributes:
            place: The row.
        """

        def __init__(self, place: int) -> None:
            super().__init__()
            self.place = place

    class HeadClicked(Message):
        """The heading of a column was clicked.

        Attributes:
            column: Its id.
        """

        def __init__(self, column: str) -> None:
            super().__init__()
            self.column = column

    def __init__(self, id: str | None = None, *, frozen: int = 1) -> None:  # noqa: A002 - the name Textual gives it
        super().__init__(id=id)
        self._frozen = frozen
        self._columns: Sequence[Column] = ()
        self._count = 0
        self._cells: Cells = lambda _: ()
        self._cursor = 0
        self._shift = 0
        self._empty = ""
        self._sorted = ("", False)

    @property
    def place(self) -> int | None:
        """The row under the cursor; None where there is no row."""
        return self._cursor if self._count else None

    @property
    def count(self) -> int:
        """How many rows there are."""
        return self._count

    @property
    def columns(self) -> Sequence[Column]:
        """The columns."""
        return self._columns

    def show(
        self,
        columns: Sequence[Column],
        count: int,
        cells: Cells,
        *,
        cursor: int | None = None,
        empty: str = "",
        sorted_by: tuple[str, bool] = ("", False),
    ) -> None:
        """Show other rows.

        Args:
            columns: What stands in them.
            count: How many rows there are.
            cells: Returns the cells of a row; it is asked only for rows in sight.
            cursor: Where the cursor goes; where it is, as far as there is such a row, for None.
            empty: What is said where there is no row.
            sorted_by: Id of the column the rows are sorted by, and whether the largest comes first.
        """
        self._columns, self._count, self._cells = columns, count, cells
        self._empty, self._sorted = clean_line(empty), sorted_by
        wanted = self._cursor if cursor is None else cursor
        self._cursor = min(max(wanted, 0), max(count - 1, 0))
        self._shift = min(self._shift, max(len(columns) - self._frozen - 1, 0))
        self.virtual_size = Size(1, count + _HEAD)
        self._reveal()
        self.refresh()

    def go(self, place: int) -> None:
        """Put the cursor on a row, without a message."""
        self._cursor = min(max(place, 0), max(self._count - 1, 0))
        self._reveal()
        self.refresh()

    def cells(self, place: int) -> Sequence[Cell]:
        """Return the cells of a row."""
        return self._cells(place)

    # --- drawing

    @property
    def _room(self) -> int:
        """Cells a line has: what the scrollbar leaves."""
        return self.scrollable_content_region.width

    def render_line(self, y: int) -> Strip:
        """Draw the heading, which stays, or one row."""
        width = self._room
        base = self.rich_style
        if y == 0:
            return self._heading(width)
        place = y - _HEAD + self.scroll_offset.y
        if place >= self._count:
            said = _fit(self._empty, width - 1, right=False) if not self._count and y == _HEAD else ""
            return Strip([Segment(_cut(f" {said}", width), base)], width)
        return self._row(place, width)

    def _row(self, place: int, width: int) -> Strip:
        cells = self._cells(place)
        cursor = self._style("cursor") if place == self._cursor else None
        plain = cursor or self.rich_style
        segments = [Segment(" ", plain)]
        for shown in self._visible(width):
            cell, column = cells[shown.at], self._columns[shown.at]
            style = cursor or self._style(cell.tone)
            segments += [
                Segment(_fit(cell.text, shown.width, right=column.right), style),
                Segment(" ", plain),
            ]
        return Strip(segments).adjust_cell_length(width, plain)

    def _heading(self, width: int) -> Strip:
        style = self._style("heading")
        visible = self._visible(width)
        name, falling = self._sorted
        parts = [_LEFT if self._shift else " "]
        for shown in visible:
            column = self._columns[shown.at]
            mark = (_DOWN if falling else _UP) if column.id == name else ""
            parts.append(_fit(f"{mark}{column.title}", shown.width, right=column.right) + " ")
        more = bool(visible) and visible[-1].at < len(self._columns) - 1
        line = _cut("".join(parts), width - 1) + (_RIGHT if more else " ")
        return Strip([Segment(line, style)], width)

    def _visible(self, width: int) -> list[Shown]:
        """Return the columns that fit, the frozen ones first."""
        order = [*range(min(self._frozen, len(self._columns)))]
        order += range(self._frozen + self._shift, len(self._columns))
        sizes = [self._columns[at].width for at in order]
        fitting = sum(1 for end in accumulate(size + 1 for size in sizes) if end <= width - 1)
        shown = order[: max(fitting, min(self._frozen, len(order)))]
        spare = max(width - 1 - sum(self._columns[at].width + 1 for at in shown), 0)
        growing = [at for at in shown if self._columns[at].grows]
        found = []
        for at in shown:
            share = 0
            if at in growing:
                share = spare // len(growing) + (growing.index(at) < spare % len(growing))
            found.append(Shown(at, self._columns[at].width + share))
        return found

    def _style(self, name: str) -> Style:
        return self.get_component_rich_style(f"table--{name}")

    # --- moving

    def action_move(self, by: int) -> None:
        """Move the cursor by rows."""
        self._put(self._cursor + by)

    def action_page(self, side: int) -> None:
        """Move the cursor by as many rows as are in sight."""
        self._put(self._cursor + side * max(self.size.height - _HEAD - 1, 1))

    def action_edge(self, side: int) -> None:
        """Move the cursor to the first or the last row."""
        self._put(0 if side < 0 else self._count - 1)

    def action_shift(self, side: int) -> None:
        """Bring columns into sight that did not fit."""
        visible = self._visible(self._room)
        more = bool(visible) and visible[-1].at < len(self._columns) - 1
        if (side < 0 and self._shift) or (side > 0 and more):
            self._shift += side
            self.refresh()

    def action_choose(self) -> None:
        """Choose the row under the cursor."""
        if self._count:
            self.post_message(self.Entered(self._cursor))

    def on_click(self, event: events.Click) -> None:
        """Go to the row clicked; a second click chooses it. A heading tells its column."""
        if event.y < _HEAD:
            column = self._column_at(event.x)
            if column:
                self.post_message(self.HeadClicked(column))
            return
        place = event.y - _HEAD + self.scroll_offset.y
        if place < self._count:
            self._put(place)
            if event.chain == _DOUBLE:
                self.action_choose()

    def on_resize(self) -> None:
        """Keep the cursor in sight."""
        self.virtual_size = Size(1, self._count + _HEAD)
        self._reveal()

    def _column_at(self, x: int) -> str:
        left = 1
        for shown in self._visible(self._room):
            if left <= x < left + shown.width + 1:
                return self._columns[shown.at].id
            left += shown.width + 1
        return ""

    def _put(self, place: int) -> None:
        place = min(max(place, 0), self._count - 1)
        if place >= 0 and place != self._cursor:
            self._cursor = place
            self._reveal()
            self.refresh()
            self.post_message(self.Moved(place))

    def _reveal(self) -> None:
        rows = self.size.height - _HEAD
        top = self.scroll_offset.y
        if rows <= 0:
            return
        if self._cursor < top:
            self.scroll_to(y=self._cursor, animate=False, force=True)
        elif self._cursor >= top + rows:
            self.scroll_to(y=self._cursor - rows + 1, animate=False, force=True)


def _fit(text: str, width: int, *, right: bool) -> str:
    """Return a text of exactly `width` cells; what is cut off is shown by an ellipsis."""
    text = clean_line(text)
    long = cell_len(text)
    if long > width:
        return _cut(_cut(text, max(width - 1, 0)) + "…", width)
    return " " * (width - long) + text if right else text + " " * (width - long)


def _cut(line: str, width: int) -> str:
    """Return a clean line of exactly `width` cells."""
    return set_cell_size(line, width)
