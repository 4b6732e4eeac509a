"""The files a merge has written: what each is for, how large it is, and where they lie."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from criteria.clean import clean_line
from scoring.numbers import print_number
from tui.desk import Desk
from tui.screens.base import DeskScreen
from tui.screens.office.outcome import Outcome
from tui.screens.office.wish import Wish
from tui.widgets.told_list import Told, ToldList

FILES = (
    "report.html",
    "report.xlsx",
    "ranking.csv",
    "indicators.csv",
    "answers.csv",
    "problems.csv",
    "changes.csv",
    "decisions.toml",
    "merge.toml",
    "records",
)
"""What may be in the folder, what a person opens first on top."""
REPORTS = FILES[:2]
_KILOBYTE = 1024
_MAKE = ("reports",)


class ExportScreen(DeskScreen[Wish]):
    """Lists the files; answers whether to merge again, with reports.

    Args:
        desk: What the screens work with.
        outcome: What came of the merge.
    """

    CSS_PATH = "export.tcss"
    USES: ClassVar[tuple[str, ...]] = ("back", "open")
    HELP = "help_screen.export"

    def __init__(self, desk: Desk, outcome: Outcome) -> None:
        super().__init__(desk)
        self.folder = Path(outcome.merged.folder)
        self._sizes: Mapping[str, int] | None = None

    def compose_body(self) -> ComposeResult:
        """Yield where they are, and the list."""
        yield Static("", id="export_where", markup=False)
        yield ToldList(id="export")

    def on_mount(self) -> None:
        """Look beside the screen."""
        self.query_one(ToldList).focus()
        self._look()

    @work(thread=True, exclusive=True)
    def _look(self) -> None:
        sizes = {}
        for name in FILES:
            try:
                path = self.folder / name
                sizes[name] = sum(1 for _ in path.iterdir()) if path.is_dir() else path.stat().st_size
            except OSError:
                continue
        self.app.call_from_thread(self._looked, sizes)

    def _looked(self, sizes: Mapping[str, int]) -> None:
        self._sizes = sizes
        if self.is_attached:
            self.say()

    def say(self) -> None:
        """Put every word."""
        super().say()
        speech = self.speech
        self.title_text(speech("export.title"), "xaso")
        where = Content.assemble(f"{speech('export.where')} ", (clean_line(str(self.folder)), "bold"))
        self.query_one("#export_where", Static).update(where)
        self.query_one(ToldList).tell(self._told())

    def _told(self) -> list[Told]:
        speech, sizes = self.speech, self._sizes
        if sizes is None:
            return [Told(Content(speech("export.reading")))]
        told = [
            Told(
                Content.assemble((name if name != "records" else "records/", "bold")),
                Content(self._size_text(name, sizes[name])),
                more=(
                    Content(speech(f"export.{name.partition('.')[0]}_{name.partition('.')[2] or 'folder'}")),
                ),
            )
            for name in FILES
            if name in sizes
        ]
        if not all(name in sizes for name in REPORTS):
            told.insert(
                0,
                Told(
                    Content.assemble((speech("export.make"), "bold")),
                    goal=_MAKE,
                    more=(Content(speech("export.make_about")),),
                ),
            )
        return told

    def _size_text(self, name: str, size: int) -> str:
        if name == "records":
            return self.speech("export.files", n=size)
        return f"{print_number(Decimal(-(-size // _KILOBYTE)), lang=self.speech.lang)} KB"

    def action_open(self) -> None:
        """Do what the row under the cursor says."""
        self.query_one(ToldList).action_select()

    @on(ToldList.Followed)
    def _follow(self, event: ToldList.Followed) -> None:
        event.stop()
        if event.goal == _MAKE:
            self.dismiss("reports")
