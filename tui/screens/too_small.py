"""What is shown in a terminal too small for the desk."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.widgets import Static

from tui.screens.base import DeskDialog


class TooSmall(DeskDialog[None]):
    """Says how large the terminal must be; goes away by itself once it is."""

    USES: ClassVar[tuple[str, ...]] = ()

    def compose(self) -> ComposeResult:
        """Yield the message."""
        yield Static("", id="too_small", markup=False)

    def say(self) -> None:
        """Put the words."""
        size = self.app.size
        self.query_one("#too_small", Static).update(
            self.speech("small.message", width=size.width, height=size.height)
        )

    def on_resize(self) -> None:
        """Name the new size."""
        self.say()

    def action_back(self) -> None:
        """Stay: there is nothing behind that could be shown."""
