"""Widgets that lay the screen out once where others do it twice.

Of a widget that does not scroll, the virtual size is its size. Textual lays the screen out again whenever that changes,
which it does in every layout; here it is only noted.
"""

from __future__ import annotations

from textual.containers import VerticalScroll
from textual.geometry import Size
from textual.reactive import Reactive
from textual.widget import Widget
from textual.widgets import Static


class Steady(Widget):
    """Base of widgets that do not scroll."""

    virtual_size: Reactive[Size] = Reactive(Size(0, 0), layout=False)


class SteadyText(Steady, Static):
    """A text."""


class SteadyScroll(VerticalScroll, can_focus=False):
    """Widgets below each other that scroll; the room of the scroll bar is always kept."""

    DEFAULT_CSS = """
    SteadyScroll { scrollbar-gutter: stable; scrollbar-size-vertical: 1; overflow-y: scroll; overflow-x: hidden; }
    """
    virtual_size: Reactive[Size] = Reactive(Size(0, 0), layout=False)
