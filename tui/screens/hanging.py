"""A text in a list whose further rows stand under the first, a little to the right of where it begins."""

from __future__ import annotations

from textual.content import Content
from textual.css.styles import RulesMap
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions, Visual

_INDENT = 2
_LEAST = 4


class Hanging(Visual):
    """A text that shows where it begins, and where the next one does.

    Args:
        text: The text; each of its rows leaves the indent free.
    """

    def __init__(self, text: Content) -> None:
        self.text = text

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:
        """Return the width at which nothing wraps."""
        return self.text.get_optimal_width(rules, container_width) + _INDENT

    def get_height(self, rules: RulesMap, width: int) -> int:
        """Return the rows it takes at a width."""
        return max(1, self.text.get_height(rules, _room(width)))

    def render_strips(
        self, width: int, height: int | None, style: Style, options: RenderOptions
    ) -> list[Strip]:
        """Return the rows."""
        blank = Strip.blank(_INDENT, style.rich_style)
        strips = self.text.render_strips(_room(width), height, style, options)
        return [Strip.join([blank, strip] if row else [strip, blank]) for row, strip in enumerate(strips)]


def _room(width: int) -> int:
    return max(_LEAST, width - _INDENT)
