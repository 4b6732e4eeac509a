"""A file picked from the folders, by keys."""

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


class PickFile(DeskDialog[Path]):
    """Asks for a file; answers its path, or None.

    Args:
        desk: What the screens work with.
        start: The folder shown first.
        title: Key of the words above the tree.
        endings: The only endings of files that are listed; all where there is none.
    """

    USES: ClassVar[tuple[str, ...]] = ("back",)
    HELP = "help_screen.pick_file"

    def __init__(
        self, desk: Desk, start: Path, title: str = "pick.title", *, endings: tuple[str, ...] = ()
    ) -> None:
        super().__init__(desk)
        self._endings = endings
        self._start = start
        self._title = title

    def compose(self) -> ComposeResult:
        """Yield the folders."""
        with Vertical(id="pick"):
            yield Static("", id="pick_title", markup=False)
            yield PathTree(
                self._start if self._start.is_dir() else Path.home(), endings=self._endings, id="pick_tree"
            )

    def on_mount(self) -> None:
        """Put the words, and the cursor into the tree."""
        super().on_mount()
        self.query_one("PathList").focus()

    def say(self) -> None:
        """Put the words."""
        self.query_one("#pick_title", Static).update(self.speech(self._title))
        self.query_one(PathTree).say(self.speech)

    @on(Picked)
    def _take(self, event: Picked) -> None:
        event.stop()
        self.dismiss(event.path)
