"""A file of one kind picked from the folders: a zip of records, a roster."""

from __future__ import annotations

from pathlib import Path

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from tui.desk import Desk
from tui.screens.pick_file import PickFile
from tui.widgets.path_tree import PathTree


class PickOf(PickFile):
    """Asks for a file with one of some endings; answers its path, or None.

    Args:
        desk: What the screens work with.
        start: The folder shown first.
        title: Key of the words above the tree.
        endings: The endings, such as ``.csv``.
    """

    HELP = "help_screen.pick_file"

    def __init__(self, desk: Desk, start: Path, title: str, endings: tuple[str, ...]) -> None:
        super().__init__(desk, start, title)
        self._endings = endings

    def compose(self) -> ComposeResult:
        """Yield the folders."""
        with Vertical(id="pick"):
            yield Static("", id="pick_title", markup=False)
            yield PathTree(self._start, endings=self._endings, id="pick_tree")
