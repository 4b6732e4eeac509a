"""An app with one line, run in a real terminal by a test: Enter writes what stands there and leaves."""

from __future__ import annotations

import sys
from pathlib import Path

from textual import on
from textual.app import App, ComposeResult
from textual.widgets import Input

from tui.widgets.line_input import LineInput


class TerminalStage(App[None]):
    """One line, and a file that takes what was typed."""

    def __init__(self, target: Path) -> None:
        super().__init__()
        self._target = target

    def compose(self) -> ComposeResult:
        """Yield the line."""
        yield LineInput(prompt="READY")

    @on(Input.Submitted)
    def write(self, event: Input.Submitted) -> None:
        """Write what stands there."""
        self._target.write_text(event.value, encoding="utf-8")
        self.exit()


if __name__ == "__main__":
    TerminalStage(Path(sys.argv[1])).run()
