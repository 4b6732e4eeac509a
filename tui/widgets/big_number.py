"""A number in large digits, where there is room for them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from textual.content import Content
from textual.widgets import Static

LEAST_WIDTH = 80
"""Columns of a terminal below which digits stay small."""
_FONT = "ansi_regular"
_DRAWN = frozenset("0123456789,.-")


@lru_cache(8)
def large(number: str, room: int) -> Sequence[str]:
    """Return a number in lines of large digits; itself as the one line where they would not fit into `room`."""
    if not number or not _DRAWN.issuperset(number):
        return (number,)
    from pyfiglet import Figlet, FontNotFound  # noqa: PLC0415 - takes as long as the rest of the screen

    try:
        drawn = Figlet(font=_FONT, width=1000).renderText(number)
    except FontNotFound:
        return (number,)
    lines = [line.rstrip() for line in drawn.splitlines() if line.strip()]
    if not lines or max(map(len, lines)) > room:
        return (number,)
    return tuple(lines)


class BigNumber(Static):
    """Shows a number, in large digits where the terminal is wide enough."""

    DEFAULT_CSS = """
    BigNumber { width: auto; height: auto; color: $primary; text-style: bold; }
    """

    def __init__(self, id: str | None = None) -> None:  # noqa: A002 - the name Textual gives it
        super().__init__("", id=id, markup=False)

    def show(self, number: str, room: int) -> None:
        """Show a number, at most `room` cells wide."""
        wide = self.app.size.width >= LEAST_WIDTH
        self.update(Content("\n".join(large(number, room) if wide else (number,))))
