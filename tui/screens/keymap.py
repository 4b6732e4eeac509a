"""Every command with its key, and where to give it another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from criteria.clean import clean_line
from tui.commands import COMMANDS, key_name, keys_of, label
from tui.screens.base import DeskScreen

_GAP = 2


class KeymapScreen(DeskScreen[None]):
    """Lists the commands; the user's own keys are marked."""

    USES: ClassVar[tuple[str, ...]] = ("back",)
    HELP = "help_screen.keymap"
    CSS_PATH = "keymap.tcss"

    def compose_body(self) -> ComposeResult:
        """Yield the page."""
        with VerticalScroll(id="keymap"):
            yield Static("", id="keymap_about", markup=False)
            yield Static("", id="keymap_keys", markup=False)

    def on_mount(self) -> None:
        """Let the arrows turn the page."""
        self.query_one("#keymap").focus()

    def say(self) -> None:
        """Put every word."""
        super().say()
        self.title_text(self.speech("set_up.keymap"), "xaso")
        file = clean_line(str(self.desk.folders.settings))
        self.query_one("#keymap_about", Static).update(Content(self.speech("set_up.keymap_about", file=file)))
        self.query_one("#keymap_keys", Static).update(Content("\n".join(in_columns([*self._rows()]))))

    def _rows(self) -> Iterator[tuple[str, ...]]:
        """Yield key, name, id and the usual key of every command, then what the settings name besides."""
        own = self.desk.settings.keys
        for command, declared in COMMANDS.items():
            usual = self.speech("set_up.key_was", usual=declared.shown) if command in own else ""
            yield keys_of(command, own), label(command, self.speech), command, usual
        for name, key in own.items():
            if name not in COMMANDS:
                yield key_name(key), self.speech("set_up.key_unknown"), name, ""


def in_columns(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Yield rows with their columns below one another; the texts may come from a file."""
    cleaned = [[clean_line(text) for text in row] for row in rows]
    widths = [max(map(cell_len, column)) + _GAP for column in zip(*cleaned, strict=True)]
    for row in cleaned:
        padded = (text + " " * (width - cell_len(text)) for text, width in zip(row, widths, strict=True))
        yield "".join(padded).rstrip()
