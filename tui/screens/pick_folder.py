"""A folder picked by keys."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from tui.desk import Desk
from tui.screens.base import DeskDialog
from tui.widgets.messages import Picked
from tui.widgets.path_tree import PathTree


class PickFolder(DeskDialog[Path]):
    """Asks for a folder; answers its path, or None.

    Args:
        desk: What the screens work with.
        start: The folder shown first.
        title: Key of the words above the tree.
    """

    USES: ClassVar[tuple[str, ...]] = ("back",)
    HELP = "help_screen.pick_folder"
    CSS_PATH = "pick_folder.tcss"

    def __init__(self, desk: Desk, start: Path, title: str) -> None:
        super().__init__(desk)
        self._title = title
        self._tree = PathTree(start, picks="folder", id="pick_folder_tree")

    def compose(self) -> ComposeResult:
        """Yield the folders."""
        with Vertical(id="pick_folder"):
            yield Static("", id="pick_folder_title", markup=False)
            yield self._tree

    def on_mount(self) -> None:
        """Put the cursor into the tree."""
        self._tree.query_one("PathList").focus()

    def say(self) -> None:
        """Put the words."""
        self.query_one("#pick_folder_title", Static).update(self.speech(self._title))
        self._tree.say(self.speech)

    @on(Picked)
    def _take(self, event: Picked) -> None:
        event.stop()
        self.dismiss(event.path)
