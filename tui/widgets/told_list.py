"""A list of what there is to say, in headings and rows; a row may lead somewhere."""

from __future__ import annotations

from collections.abc import Sequence

from rich.style import Style as RichStyle
from textual import on
from textual.content import Content
from textual.css.styles import RulesMap
from textual.message import Message
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions, Visual
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from criteria.typed import NamedTuple

Goal = tuple[str, ...]
"""Where a row leads: for instance the key of a question."""

_INDENT = 6
_CURSOR = RichStyle(reverse=True)
_RESTING = RichStyle(bold=True)


class Told(NamedTuple):
    """One row.

    Attributes:
        text: What it says first; its lines are cut where they do not fit.
        right: What stands at the end of its first line, and is never cut.
        more: What it says below, indented; it wraps.
        goal: Where it leads; None where it is only read.
        heading: Whether it is the heading of the rows below.
    """

    text: Content
    right: Content = Content()
    more: tuple[Content, ...] = ()
    goal: Goal | None = None
    heading: bool = False


class ToldVisual(Visual):
    """Draws one row: a first line with its end at the right, and indented lines below."""

    def __init__(self, told: Told) -> None:
        self._told = told

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:  # noqa: ARG002 - it takes what there is
        """Return the width at which everything stands as it should."""
        return container_width

    def get_height(self, rules: RulesMap, width: int) -> int:
        """Return the rows it takes at a width."""
        room = max(width - _INDENT, 1)
        return 1 + sum(max(1, part.get_height(rules, room)) for part in self._told.more)

    def render_strips(
        self, width: int, height: int | None, style: Style, options: RenderOptions
    ) -> list[Strip]:
        """Return the rows."""
        right = self._told.right
        room = max(width - right.cell_length - (2 if right.cell_length else 0), 1)
        left = self._told.text.truncate(room, ellipsis=True, pad=True)
        first = left.pad_right(max(width - room - right.cell_length, 0)) + right if right else left
        strips = first.render_strips(width, 1, style, options)[:1]
        blank = Strip.blank(_INDENT, style.rich_style)
        for part in self._told.more:
            below = part.render_strips(max(width - _INDENT, 1), None, style, options)
            strips += [Strip.join([blank, strip]) for strip in below]
        return strips if height is None else strips[:height]


class ToldList(OptionList):
    """Rows one moves through; Enter on one that leads somewhere says so.

    A row that leads nowhere and is no heading can be moved to as well, so that every line comes into sight.
    """

    DEFAULT_CSS = """
    ToldList {
        height: 1fr; border: none; padding: 0 1; background: $background; scrollbar-size-vertical: 1;
        &:focus { border: none; background-tint: transparent; }
        & > .option-list--option { padding: 0 1; }
        & > .option-list--option-disabled { color: $primary; text-style: bold; }
        & > .option-list--option-highlighted {
            color: $foreground; background: $background; text-style: none;
        }
        &:focus > .option-list--option-highlighted {
            color: $foreground; background: $background; text-style: none;
        }
    }
    """

    class Followed(Message):
        """A row that leads somewhere was chosen.

        Attributes:
            goal: Where it leads.
        """

        def __init__(self, goal: Goal) -> None:
            super().__init__()
            self.goal = goal

    def __init__(self, id: str | None = None) -> None:  # noqa: A002 - the name Textual gives it
        super().__init__(id=id, markup=False)
        self._told: Sequence[Told] = ()

    @property
    def told(self) -> Sequence[Told]:
        """The rows."""
        return self._told

    @property
    def goal(self) -> Goal | None:
        """Where the row under the cursor leads."""
        return None if self.highlighted is None else self._told[self.highlighted].goal

    def tell(self, rows: Sequence[Told]) -> None:
        """Show other rows; the cursor stays at its place, as far as there is one."""
        at = self.highlighted
        self._told = rows
        self.set_options(Option(ToldVisual(row), disabled=row.heading) for row in rows)
        places = [place for place, row in enumerate(rows) if not row.heading]
        if places:
            self.highlighted = at if at in places else min(places, key=lambda place: abs(place - (at or 0)))

    def go(self, goal: Goal) -> bool:
        """Put the cursor on the first row that leads to `goal`; tell whether there is one."""
        place = next((place for place, row in enumerate(self._told) if row.goal == goal), None)
        if place is not None:
            self.highlighted = place
        return place is not None

    def scroll_to_highlight(self, top: bool = False) -> None:  # noqa: FBT001, FBT002 - as Textual calls it
        """Bring the row under the cursor into sight, and the headings above it where they lead the list."""
        place = self.highlighted
        if place is not None and all(row.heading for row in self._told[:place]):
            self.scroll_home(animate=False)
            return
        super().scroll_to_highlight(top)

    def render_line(self, y: int) -> Strip:
        """Draw one line; that of the cursor is turned round, which shows without any colour too."""
        strip = super().render_line(y)
        line = self.scroll_offset.y + y
        if line < len(self._lines) and self._lines[line][0] == self.highlighted:
            return strip.apply_style(_CURSOR if self.has_focus else _RESTING)
        return strip

    @on(OptionList.OptionSelected)
    def _follow(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        goal = self._told[event.option_index].goal
        if goal is not None:
            self.post_message(self.Followed(goal))
