"""A picker of files by keyboard: one folder at a time, read by a worker, narrowed by typing."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import ClassVar, Literal

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option
from textual.worker import get_current_worker

from criteria.clean import clean_line
from scoring.folding import fold
from tui.speech import Speech
from tui.widgets.keys_in_order import done_here
from tui.widgets.listing import Entry, Listing, list_folder, nearest
from tui.widgets.marked import Marked
from tui.widgets.messages import Picked

MOST_SHOWN = 500
"""Rows shown at once; typing a part of the name finds the others."""
_UP, _HERE = "up", "here"


class PathTree(Vertical):
    """Picks one file, or one folder.

    Up and Down move, Enter goes into a folder or picks a file, letters and digits narrow the list to names that
    contain them (with or without marks), Backspace takes a letter back or goes to the folder above.

    Args:
        folder: Where to begin; the nearest folder above it that exists.
        picks: What is picked; of a folder, its own row does it.
        endings: The only endings of files that are listed; all where there is none.
        id: Id of the widget.
        classes: Classes of the widget.
    """

    DEFAULT_CSS = """
    PathTree { height: 1fr; }
    PathTree > .where { height: 1; text-style: bold; }
    PathTree > OptionList { height: 1fr; background: transparent; }
    PathTree > .said { height: 1; color: $text-muted; }
    """

    class Listed(Message):
        """A worker has read a folder.

        Attributes:
            asked: The folder that was to be read.
            listing: What lies in it, or in the nearest one above it that exists.
        """

        def __init__(self, asked: Path | None, listing: Listing) -> None:
            super().__init__()
            self.asked = asked
            self.listing = listing

    def __init__(
        self,
        folder: Path,
        *,
        picks: Literal["file", "folder"] = "file",
        endings: tuple[str, ...] = (),
        id: str | None = None,  # noqa: A002 - what Textual calls it
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self._picks = picks
        self._endings = endings
        self._asked: Path | None = folder
        self._came_from: Path | None = None
        self._listing: Listing | None = None
        self._part = ""
        self._speech: Speech | None = None

    @property
    def folder(self) -> Path | None:
        """The folder that is shown or being read; None for the list of drives."""
        return self._asked

    def compose(self) -> ComposeResult:
        """Yield the folder's name, what lies in it, and what is to be said of it."""
        yield Static("", classes="where", markup=False)
        yield PathList(markup=False, compact=True)
        yield Static("", classes="said", markup=False)

    def on_mount(self) -> None:
        """Begin to read."""
        self.say(self._speech or self.app.speech)  # type: ignore[attr-defined] # the desk's app has it
        self.go(self._asked)

    def say(self, speech: Speech) -> None:
        """Take its words from `speech`."""
        self._speech = speech
        if self.is_mounted:
            self._show()

    def go(self, folder: Path | None) -> None:
        """Show another folder; None for the list of drives."""
        self._came_from = self._asked if self._listing else None
        self._asked = folder
        self._listing, self._part = None, ""
        self._show()
        self.run_worker(partial(self._read, folder), thread=True, exclusive=True, group="listing")

    def narrow(self, part: str) -> None:
        """Show only names that contain `part`."""
        self._part = part
        self._show()

    @on(Listed)
    def _take(self, event: Listed) -> None:
        event.stop()
        if event.asked == self._asked:
            self._listing = event.listing
            self._asked = event.listing.folder
            self._show()

    @on(OptionList.OptionSelected)
    def _choose(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        listing = self._listing
        if listing is None or event.option_id is None:
            return
        if event.option_id == _UP:
            self.go(listing.above)
        elif event.option_id == _HERE and listing.folder is not None:
            self.post_message(Picked(self, listing.folder))
        elif event.option_id.isdecimal():
            entry = listing.entries[int(event.option_id)]
            if entry.is_folder:
                self.go(entry.path)
            else:
                self.post_message(Picked(self, entry.path))

    def type_part(self, char: str) -> None:
        """Narrow the list by one more character."""
        self.narrow(self._part + char)

    def back(self) -> None:
        """Take the last character of the part back, or go to the folder above."""
        if self._part:
            self.narrow(self._part[:-1])
        elif self._listing is not None and self._listing.has_above:
            self.go(self._listing.above)

    def _read(self, folder: Path | None) -> None:
        worker = get_current_worker()
        while (
            folder is not None
            and not folder.is_dir()
            and folder != folder.parent
            and self._came_from is folder
        ):
            folder = folder.parent
        listing = list_folder(
            folder and nearest(folder),
            folders_only=self._picks == "folder",
            endings=self._endings,
            stopped=lambda: worker.is_cancelled,
        )
        if not worker.is_cancelled:
            self.post_message(self.Listed(folder, listing))

    def _show(self) -> None:
        speech = self._speech
        if speech is None:
            return
        listing = self._listing
        folder = self._asked
        where = speech("input.drives") if folder is None else clean_line(str(folder))
        self.query_one(".where", Static).update(Content(where))
        options: list[Option] = []
        said = speech("input.reading")
        if listing is not None:
            options, said = self._rows(listing, speech)
        names = self.query_one(PathList)
        names.set_options(options)
        names.highlighted = self._first_row(options)
        self.query_one(".said", Static).update(Content(said))

    def _rows(self, listing: Listing, speech: Speech) -> tuple[list[Option], str]:
        part = fold(self._part)
        found = [at for at, entry in enumerate(listing.entries) if part in entry.folded]
        options: list[Option] = []
        if not part:
            if self._picks == "folder" and listing.folder is not None:
                options.append(Option(Marked("✓ ", speech("input.this_folder")), _HERE))
            if listing.has_above:
                options.append(Option(Marked("↑ ", speech("input.above")), _UP))
        options += [Option(_row(listing.entries[at]), str(at)) for at in found[:MOST_SHOWN]]
        return options, self._remark(listing, len(found), speech)

    def _remark(self, listing: Listing, found: int, speech: Speech) -> str:
        if not listing.readable:
            return speech("input.unreadable")
        if self._part:
            return speech("input.narrowed", part=self._part, count=found)
        if listing.more or found > MOST_SHOWN:
            return speech("input.too_many_names", count=MOST_SHOWN)
        return speech("input.narrow" if listing.entries else "input.empty_folder")

    def _first_row(self, options: list[Option]) -> int | None:
        """Return the row to begin at: the folder one came from, else the first."""
        listing = self._listing
        entries = listing.entries if listing else ()
        for row, option in enumerate(options):
            if option.id and option.id.isdecimal() and entries[int(option.id)].path == self._came_from:
                return row
        return 0 if options else None


class PathList(OptionList):
    """The rows of a picker; what is typed goes to the picker."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("backspace,left", "back", show=False)]

    def check_consume_key(self, key: str, character: str | None) -> bool:  # noqa: ARG002 - as Textual calls it
        """Tell that letters are wanted here."""
        return character is not None and character.isprintable()

    async def on_key(self, event: events.Key) -> None:
        """Do its own keys at once; narrow by what is typed."""
        if await done_here(self, event):
            return
        if event.is_printable and event.character and isinstance(self.parent, PathTree):
            event.stop()
            event.prevent_default()
            self.parent.type_part(event.character)

    def action_back(self) -> None:
        """Take a letter back, or go to the folder above."""
        if isinstance(self.parent, PathTree):
            self.parent.back()


def _row(entry: Entry) -> Marked:
    # A folder is marked by its slash as well as by its sign.
    name = entry.path.name or str(entry.path)
    return Marked(
        "+ " if entry.is_folder else "  ", f"{name}/" if entry.is_folder and entry.path.name else name
    )
