"""A line of a list with a mark before it; a long title goes on under itself, not under the mark."""

from __future__ import annotations

from textual.content import Content
from textual.css.styles import RulesMap
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions, Visual

from criteria.clean import clean_line


class Marked(Visual):
    """A mark and a title, whatever the title holds shown as it stands.

    Args:
        mark: The mark, which says in characters what is so: ``(•)``, ``[x]``.
        title: The title.
    """

    def __init__(self, mark: str, title: str) -> None:
        self._mark = Content(mark)
        self._title = Content(clean_line(title))

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:
        """Return the width at which nothing wraps."""
        return self._mark.cell_length + self._title.get_optimal_width(rules, container_width)

    def get_height(self, rules: RulesMap, width: int) -> int:
        """Return the rows it takes at a width."""
        return max(1, self._title.get_height(rules, self._room(width)))

    def render_strips(
        self, width: int, height: int | None, style: Style, options: RenderOptions
    ) -> list[Strip]:
        """Return the rows."""
        indent = self._mark.cell_length
        title = self._title.render_strips(self._room(width), height, style, options)
        mark = self._mark.render_strips(indent, 1, style, options)
        blank = Strip.blank(indent, style.rich_style)
        return [
            Strip.join([mark[0] if row == 0 else blank, strip])
            for row, strip in enumerate(title or [Strip.blank(0)])
        ]

    def _room(self, width: int) -> int:
        return max(4, width - self._mark.cell_length)
