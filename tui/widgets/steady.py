"""Widgets that lay the screen out once where others do it twice, and draw no more of their text than is seen.

Of a widget that does not scroll, the virtual size is its size. Textual lays the screen out and draws the widget again
whenever that changes, which it does in every layout; here it is only noted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from rich.segment import Segment
from rich.style import Style
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import Reactive
from textual.strip import Strip
from textual.widget import Widget

from tui.widgets.plain_bar import PlainBar


class Steady(Widget):
    """Base of widgets that do not scroll and draw plain rows of text."""

    virtual_size: Reactive[Size] = Reactive(Size(0, 0), layout=False, repaint=False)

    def __init__(self, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002 - the name Textual gives it
        super().__init__(id=id, classes=classes, markup=False)
        self.set_reactive(Widget.auto_links, False)  # noqa: FBT003 - Textual's signature
        self._drawn: Sequence[Content] | None = None
        self._is_selected = False

    def rows(self, width: int) -> Sequence[Content]:
        """Return what is to be drawn, row by row, at a width."""
        raise NotImplementedError

    def origin(self, y: int) -> tuple[int, int]:
        """Return where a row begins in the text of `render`: letters into which of its lines."""
        return 0, y

    def render(self) -> Content:
        """Return the whole text: what may be selected, and what it is drawn from while it is."""
        return Content("\n").join(self.rows(self.size.width))

    def render_lines(self, crop: Region) -> list[Strip]:
        """Draw what is seen of it."""
        self._drawn, self._is_selected = None, self.text_selection is not None
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        """Draw one row."""
        if self._is_selected:
            return super().render_line(y)
        if self._drawn is None:
            self._drawn = self.rows(self.size.width)
        if y >= len(self._drawn):
            return Strip.blank(self.size.width, self.visual_style.rich_style)
        row = self._drawn[y]
        segments: list[Segment] = []
        x, line = self.origin(y)
        for text, style in row.render(self.visual_style, end=""):
            segments.append(Segment(text, _placed(style.rich_style, x, line)))
            x += len(text)
        return Strip(segments, row.cell_length)


class SteadyText(Steady):
    """Lines of text, wrapped once for their height and for drawing them."""

    DEFAULT_CSS = """
    SteadyText { height: auto; }
    """

    def __init__(self, classes: str | None = None) -> None:
        super().__init__(classes=classes)
        self.lines: Sequence[Content] = ()
        self._width = -1
        self._wrapped: list[Content] = []
        self._origins: list[tuple[int, int]] = []

    def show(self, lines: Sequence[Content], *, fixed: bool = False) -> None:
        """Show other lines; the screen is laid out anew where they take other rows.

        Args:
            lines: The lines.
            fixed: Whether they are given the rows they have, however many they take.
        """
        self.lines = lines
        width, before, self._width = self._width, len(self._wrapped), -1
        self.refresh(layout=not fixed and (width < 0 or len(self.rows(width)) != before))

    def render(self) -> Content:
        """Return the lines as they are, not as they are wrapped."""
        return Content("\n").join(self.lines)

    def rows(self, width: int) -> Sequence[Content]:
        """Return the lines, wrapped."""
        if self._width != width:
            self._width, self._wrapped, self._origins = width, [], []
            for place, line in enumerate(_apart(self.lines)):
                begin = 0
                for row in wrapped(line, width):
                    begin = max(line.plain.find(row.plain, begin), begin)
                    self._wrapped.append(row)
                    self._origins.append((begin, place))
                    begin += len(row.plain)
        return self._wrapped

    def origin(self, y: int) -> tuple[int, int]:
        """Return where a row begins in the lines."""
        return self._origins[y]

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return the rows it takes at a width."""
        del container, viewport
        return len(self.rows(width))


class SteadyScroll(VerticalScroll, can_focus=False):
    """Widgets below each other that scroll; the room of the scroll bar is always kept."""

    DEFAULT_CSS = """
    SteadyScroll { scrollbar-gutter: stable; scrollbar-size-vertical: 1; overflow-y: scroll; overflow-x: hidden; }
    """
    virtual_size: Reactive[Size] = Reactive(Size(0, 0), layout=False, repaint=False)

    class Laid(Message):
        """What is seen of it, or what there is to be seen, takes other rows than before."""

    def on_mount(self) -> None:
        """Draw its bar the short way."""
        self.vertical_scrollbar.renderer = PlainBar  # type: ignore[misc]  # Textual lets one bar have its own

    def on_resize(self) -> None:
        """Tell that fewer or more rows are seen."""
        self.post_message(self.Laid())

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Draw all that is seen: Textual forgets to where somebody asks for a place and rows change before it has drawn."""
        super().watch_scroll_y(old_value, new_value)
        self.refresh()

    def watch_virtual_size(self) -> None:
        """Tell that there are fewer or more rows to be seen."""
        self.post_message(self.Laid())


class SteadyRows(Vertical):
    """Widgets below each other, as high as they are together; laid out only where one of them changes."""

    DEFAULT_CSS = """
    SteadyRows { height: auto; }
    """
    virtual_size: Reactive[Size] = Reactive(Size(0, 0), layout=False, repaint=False)


def _apart(lines: Iterable[Content]) -> Iterator[Content]:
    """Yield every line of texts of one line or more."""
    for line in lines:
        if "\n" in line.plain:
            yield from line.split("\n", allow_blank=True)
        else:
            yield line


@lru_cache(2048)
def _placed(style: Style, x: int, y: int) -> Style:
    """Return a style that knows where it stands in a text: Textual finds by it what the mouse selects."""
    return style + Style.from_meta({"offset": (x, y)})


def wrapped(line: Content, width: int) -> list[Content]:
    """Return one line of text in rows of at most `width` cells."""
    if line.cell_length <= width:
        return [line]
    return line.wrap(max(width, 1))
