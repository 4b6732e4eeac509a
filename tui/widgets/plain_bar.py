"""A scroll bar drawn without a detour: Textual leads every one through a Rich console, segment by segment."""

from __future__ import annotations

from rich.color import Color
from rich.segment import Segment
from rich.style import Style as RichStyle
from textual.css.styles import RulesMap
from textual.scrollbar import ScrollBarRender
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions, Visual


class PlainBar(ScrollBarRender):
    """What a vertical bar is drawn by; it looks as every other."""

    def visualize(self) -> Visual:
        """Return what Textual draws it from."""
        return _Drawn(self)


class _Drawn(Visual):
    def __init__(self, bar: PlainBar) -> None:
        self._bar = bar

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:
        del rules, container_width
        return self._bar.thickness

    def get_height(self, rules: RulesMap, width: int) -> int:
        del rules, width
        return 1

    def render_strips(
        self, width: int, height: int | None, style: Style, options: RenderOptions
    ) -> list[Strip]:
        del options
        bar, base = self._bar, style.rich_style
        colours = bar.style if isinstance(bar.style, RichStyle) else RichStyle.parse(bar.style)
        segments = bar.render_bar(
            size=height or 1,
            virtual_size=bar.virtual_size,
            window_size=bar.window_size,
            position=bar.position,
            thickness=width,
            vertical=True,
            back_color=colours.bgcolor or Color.default(),
            bar_color=colours.color or Color.default(),
        ).segments
        # Rows alike are one segment, many times: the strip of each is made once.
        alike = {id(segment): segment for segment in segments}
        strips = {
            key: Strip([Segment(text, base + own if own else base)], width)
            for key, (text, own, _) in alike.items()
        }
        return [strips[id(segment)] for segment in segments]
