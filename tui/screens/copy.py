"""Taking a record along: its file and its evidence copied to a stick, and read back."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.worker import Worker, get_current_worker

from criteria.clean import clean_line, clean_text
from criteria.faults import Fault, FaultError
from criteria.words import Lang
from scoring.numbers import print_number
from scoring.periods import title
from scoring.store.copies import Copied, copy_to
from scoring.store.copying import MEGABYTE, Stopped
from scoring.store.shelf import ShelfItem
from tui.desk import Desk
from tui.screens.ask_text import AskText
from tui.screens.base import DeskScreen
from tui.screens.confirm import Ask
from tui.screens.drives import Drive, drives
from tui.screens.pick_folder import PickFolder
from tui.screens.rows import Row, RowList
from tui.widgets.bar import Hint

_OTHER_CONTENT = "D010"
_SHOWN = 8
"""Files or faults that are named; of more only the number is said."""


class CopyScreen(DeskScreen[None]):
    """Asks where to, copies, and says what came of it.

    Args:
        desk: What the screens work with.
        item: What is copied; it has a file.
        sticks: Finds the likely places; called beside the screen.
        copy: Copies, as `copy_to` does; called beside the screen.
    """

    USES: ClassVar[tuple[str, ...]] = ("back",)
    HELP = "help_screen.copy"
    CSS_PATH = "copy.tcss"

    def __init__(
        self,
        desk: Desk,
        item: ShelfItem,
        *,
        sticks: Callable[[], Sequence[Drive]] = drives,
        copy: Callable[..., Copied] = copy_to,
    ) -> None:
        super().__init__(desk)
        self._copy_to = copy
        self._item = item
        self._sticks = sticks
        self._rows = RowList(id="copy_rows")
        self._said = Static("", id="copy_said", markup=False)
        self._drives: Sequence[Drive] | None = None
        self._copying: Worker[None] | None = None
        self._percent = 0
        self._target: Path | None = None
        self._copied: Copied | None = None
        self._stopped = False
        self._faults: tuple[Fault, ...] = ()

    def compose_body(self) -> ComposeResult:
        """Yield what is copied, where it can go, and how it went."""
        with VerticalScroll(id="copy"):
            yield Static("", id="copy_what", markup=False)
            yield self._rows
            yield self._said

    def on_mount(self) -> None:
        """Look for sticks beside the screen."""
        self._rows.focus()
        self._look()

    def say(self) -> None:
        """Put every word."""
        super().say()
        self.title_text(self.speech("copy.title"), "xaso")
        item, lang = self._item, self.speech.lang
        what = [item.unit.name if item.unit else "", title(item.period, lang) if item.period else ""]
        lines = [" · ".join(part for part in what if part), str(item.found.path or "")]
        self.query_one("#copy_what", Static).update(Content("\n".join(map(clean_line, lines))))
        self._show()

    def hints(self) -> Iterator[Hint]:
        """Yield what the bar shows: what Enter and Escape do now."""
        if self._copying is not None:
            yield Hint("Esc", self.speech("copy.stop"))
            return
        yield Hint("Enter", self.speech("copy.go"))
        yield from super().hints()

    @work(thread=True, exclusive=True, group="drives")
    def _look(self) -> None:
        found = self._sticks()
        self.app.call_from_thread(self._take_drives, found)

    def _take_drives(self, found: Sequence[Drive]) -> None:
        untouched = self._rows.highlighted in {None, 0}
        self._drives = found
        self._show()
        if found and untouched:
            self._rows.go("drive_0")

    # --- what is shown

    def _show(self) -> None:
        self._rows.show([*self._shown_rows()])
        self._rows.disabled = self._copying is not None
        lines = [*self._lines()]
        self._said.update(Content("\n\n".join(clean_text(line) for line in lines)))
        self._said.set_class(bool(self._faults), "wrong")

    def _shown_rows(self) -> Iterator[Row]:
        for at, drive in enumerate(self._drives or ()):
            free = "" if drive.free is None else self._free(drive.free)
            yield Row(f"drive_{at}", clean_line(str(drive.path)), free or "–")
        yield Row("folder", self.speech("copy.folder"))
        yield Row("typed", self.speech("copy.typed"))
        yield Row("again", self.speech("copy.looking" if self._drives is None else "copy.again"))

    def _free(self, size: int) -> str:
        return self.speech("copy.free", mb=print_number(Decimal(size // MEGABYTE), lang=self.speech.lang))

    def _lines(self) -> Iterator[str]:
        """Yield what there is to say, whichever way it went."""
        speech, lang = self.speech, self.speech.lang
        if self._copying is not None:
            yield speech("copy.running", percent=self._percent, folder=str(self._target or ""))
        elif self._copied is not None:
            done = self._copied
            yield speech("copy.done" if done.files else "copy.same", n=done.files, path=str(done.path))
            yield speech("copy.then")
            if done.missing:
                yield (
                    speech("copy.missing", n=len(done.missing)) + "\n" + "\n".join(_named(done.missing, lang))
                )
        elif self._faults:
            yield speech("copy.failed")
            yield "\n".join(_named(self._faults, lang))
        elif self._stopped:
            yield speech("copy.stopped")
        elif self._drives is not None and not self._drives:
            yield speech("copy.no_stick")
        else:
            yield speech("copy.about")

    # --- copying

    @on(OptionList.OptionSelected, "#copy_rows")
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        row = event.option.id or ""
        match row:
            case "folder":
                start = self._target or Path.home()
                self.app.push_screen(PickFolder(self.desk, start, "copy.pick"), self._take_folder)
            case "typed":
                text = "" if self._target is None else str(self._target)
                asked = AskText(self.desk, "copy.typed_title", "copy.typed_about", text, wrong=self._wrong)
                self.app.push_screen(asked, self._take_typed)
            case "again":
                self._drives = None
                self._show()
                self._look()
            case _ if self._drives:
                self._copy(self._drives[int(row.removeprefix("drive_"))].path)

    def _wrong(self, typed: str) -> str:
        return "" if typed and Path(typed).expanduser().is_dir() else self.speech("copy.no_folder")

    def _take_typed(self, typed: str | None) -> None:
        if typed is not None:
            self._take_folder(Path(typed).expanduser())

    def _take_folder(self, folder: Path | None) -> None:
        if folder is not None:
            self._copy(folder)

    def _copy(self, folder: Path, *, replace: bool = False) -> None:
        source = self._item.found.path
        if source is None or self._copying is not None:
            return
        self._target, self._percent = folder, 0
        self._copied, self._faults, self._stopped = None, (), False
        self._copying = self._run(source, folder, replace=replace)
        self.say()

    @work(thread=True, exclusive=True, group="copy")
    def _run(self, source: Path, folder: Path, *, replace: bool) -> None:
        worker = get_current_worker()
        shown = -1

        def progress(done: int, whole: int) -> None:
            nonlocal shown
            percent = 100 * done // max(whole, 1)
            if percent != shown and not worker.is_cancelled:
                shown = percent
                self.app.call_from_thread(self._take_percent, percent)

        try:
            copied = self._copy_to(
                source, folder, replace=replace, progress=progress, cancelled=lambda: worker.is_cancelled
            )
        except FaultError as error:
            self.app.call_from_thread(self._end, faults=error.faults)
        except Stopped:
            self.app.call_from_thread(self._end)
        else:
            self.app.call_from_thread(self._end, copied)

    def _take_percent(self, percent: int) -> None:
        self._percent = percent
        self._show()

    def _end(self, copied: Copied | None = None, faults: tuple[Fault, ...] = ()) -> None:
        """Take what came of it; other content that lies there is asked about."""
        self._copying = None
        self._copied, self._faults = copied, faults
        self._stopped = copied is None and not faults
        self.say()
        self._rows.focus()
        if faults and all(fault.code == _OTHER_CONTENT for fault in faults):
            names = [f"– {fault.file}" for fault in faults[:_SHOWN]]
            if len(faults) > _SHOWN:
                names.append(self.speech("copy.more", n=len(faults) - _SHOWN))
            question = self.speech("copy.replace", n=len(faults)) + "\n\n" + "\n".join(map(clean_line, names))
            self.app.push_screen(Ask(self.desk, question, ("cancel", "replace")), self._replace)

    def _replace(self, answer: str | None) -> None:
        if answer == "replace" and self._target is not None:
            self._copy(self._target, replace=True)

    def action_back(self) -> None:
        """Stop copying; or leave."""
        if self._copying is not None:
            self._copying.cancel()
        else:
            self.dismiss(None)


def _named(faults: Sequence[Fault], lang: Lang) -> Iterator[str]:
    """Yield the first faults in words, with their files."""
    for fault in faults[:_SHOWN]:
        place = _place(fault)
        yield clean_line(f"– {place}: {fault.message(lang)}" if place else f"– {fault.message(lang)}")


def _place(fault: Fault) -> str:
    """Return where a fault is: the code of the indicator where it is an answer's."""
    match fault.path:
        case ("answers", str(code), *_):
            return code
        case _:
            return fault.where()
