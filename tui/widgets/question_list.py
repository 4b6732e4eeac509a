"""The questions of a set as one list: drawn row by row, so that a hundred of them cost what is seen of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from criteria.clean import clean_line
from criteria.typed import NamedTuple
from tui.widgets.keys_in_order import done_here

Key = tuple[str, ...]
_AROUND = 3
"""Rows that stay in sight above the cursor and below it."""


class Row(NamedTuple):
    """One row.

    Attributes:
        key: The question; empty for a heading.
        mark: What its state is shown by: one character.
        text: Code and title, or the heading.
        tone: Name of the component style that colours the mark.
    """

    key: Key
    mark: str
    text: str
    tone: str = "plain"


class QuestionList(ScrollView, can_focus=True):
    """A list of questions below headings; the cursor stands on a question."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "questions--plain",
        "questions--heading",
        "questions--cursor",
        "questions--done",
        "questions--bad",
        "questions--doubtful",
        "questions--off",
    }
    DEFAULT_CSS = """
    QuestionList { scrollbar-size-vertical: 1; overflow-x: hidden; }
    QuestionList > .questions--heading { text-style: bold; color: $primary; }
    QuestionList > .questions--cursor { text-style: reverse; }
    QuestionList:focus > .questions--cursor { text-style: reverse bold; }
    QuestionList > .questions--done { color: $success; }
    QuestionList > .questions--bad { color: $error; text-style: bold; }
    QuestionList > .questions--doubtful { color: $warning; }
    QuestionList > .questions--off { text-style: dim; }
    """
    BINDINGS: ClassVar[list[Binding | tuple[str, str] | tuple[str, str, str]]] = [
        Binding("up", "move(-1)", show=False),
        Binding("down", "move(1)", show=False),
        Binding("home", "edge(-1)", show=False),
        Binding("end", "edge(1)", show=False),
        Binding("enter,right", "choose", show=False),
    ]

    class Moved(Message):
        """The cursor came to another question.

        Attributes:
            key: The question.
        """

        def __init__(self, key: Key) -> None:
            super().__init__()
            self.key = key

    class Entered(Message):
        """A question is to be answered.

        Attributes:
            key: The question.
        """

        def __init__(self, key: Key) -> None:
            super().__init__()
            self.key = key

    def __init__(self, id: str | None = None) -> None:  # noqa: A002 - the name Textual gives it
        super().__init__(id=id)
        self._rows: Sequence[Row] = ()
        self._places: Mapping[Key, int] = {}
        self._cursor = 0
        self._stale: tuple[int, int] | None = None

    @property
    def key(self) -> Key:
        """The question under the cursor; empty where there is none."""
        return self._rows[self._cursor].key if self._rows else ()

    def show(self, rows: Sequence[Row]) -> None:
        """Show other rows; the cursor stays at its question."""
        key = self.key
        if rows == self._rows:
            return
        self._rows = rows
        self._places = {row.key: place for place, row in enumerate(rows) if row.key}
        self._cursor = self._places.get(key, next(iter(self._places.values()), 0))
        self.virtual_size = Size(1, len(rows))
        self.refresh()

    def go(self, key: Key) -> None:
        """Put the cursor on a question, without a message."""
        place = self._places.get(key)
        if place is not None:
            self._cursor = place
            self._reveal()
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """Draw one row."""
        width = self.scrollable_content_region.width
        place = y + self.scroll_offset.y
        if place >= len(self._rows):
            return Strip.blank(width, self.rich_style)
        row = self._rows[place]
        if not row.key:
            return Strip([Segment(_fit(row.text, width), self._style("heading"))], width)
        text = f" {_fit(row.text, width - 3)}"
        if place == self._cursor:
            return Strip([Segment(f" {row.mark}{text}", self._style("cursor"))], width)
        mark, rest = self._style(row.tone), self._style("off" if row.tone == "off" else "plain")
        return Strip([Segment(f" {row.mark}", mark), Segment(text, rest)], width)

    def _style(self, name: str) -> Style:
        return self.get_component_rich_style(f"questions--{name}")

    def action_move(self, by: int) -> None:
        """Move the cursor by one question."""
        place = self._cursor + by
        while 0 <= place < len(self._rows) and not self._rows[place].key:
            place += by
        self._put(place)

    def action_edge(self, side: int) -> None:
        """Move the cursor to the first or the last question."""
        places = [*self._places.values()]
        if places:
            self._put(places[0] if side < 0 else places[-1])

    def action_choose(self) -> None:
        """Answer the question under the cursor."""
        if self.key:
            self.post_message(self.Entered(self.key))

    def on_click(self, event: events.Click) -> None:
        """Go to the question clicked."""
        self._put(event.y + self.scroll_offset.y)

    async def on_key(self, event: events.Key) -> None:
        """Do its own keys at once."""
        await done_here(self, event)

    def on_resize(self) -> None:
        """Keep the cursor in sight."""
        self.virtual_size = Size(1, len(self._rows))
        self._reveal()

    def _size_updated(
        self,
        size: Size,
        virtual_size: Size,
        container_size: Size,
        layout: bool = True,  # noqa: FBT001, FBT002 - as Textual calls it
    ) -> bool:
        """Note the size it was given.

        Textual takes the list for another size in every layout, for the border it has, and draws its scroll bar anew.
        """
        return size != self._size and super()._size_updated(size, virtual_size, container_size, layout)

    def _put(self, place: int) -> None:
        if 0 <= place < len(self._rows) and self._rows[place].key and place != self._cursor:
            top = self.scroll_offset.y
            before, self._cursor = self._cursor, place
            self._reveal()
            self._stale = (before, place) if self.scroll_offset.y == top else None
            self.screen.post_message(self.Moved(self.key))  # past whatever is in between

    def draw_cursor(self) -> None:
        """Draw the cursor where it came to; whoever hears of `Moved` calls it when the question is drawn too."""
        if self._stale is None:
            self.refresh()
            return
        for place in self._stale:
            self.refresh_lines(place, 1)
        self._stale = None

    def _reveal(self) -> None:
        """Scroll so that the cursor is seen, with what stands around it."""
        top = max(self._cursor - _AROUND, 0)
        end = min(self._cursor + _AROUND, len(self._rows) - 1)
        region = Region(0, top, 1, end - top + 1)
        self.scroll_to_region(region, animate=False, force=True)


def _fit(text: str, width: int) -> str:
    """Return a text of exactly `width` cells; what is cut off is shown by an ellipsis."""
    text = clean_line(text)
    if cell_len(text) > width:
        text = set_cell_size(text, max(width - 1, 0)) + "…"
    return set_cell_size(text, width)
