"""The first screen: my records and drafts, with period, set, coverage, points and state."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.content import Content
from textual.timer import Timer
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option
from textual.worker import get_current_worker

from criteria.clean import clean_line
from criteria.faults import FaultError
from criteria.model import IndicatorSet
from scoring.numbers import print_points
from scoring.periods import Period, title
from scoring.record import SetName
from scoring.store.shelf import Found, ShelfItem, look_at, on_shelf
from tui.desk import Desk
from tui.screens.base import DeskScreen
from tui.screens.confirm import Ask
from tui.screens.refused import ask_again
from tui.speech import Speech

if TYPE_CHECKING:
    from tui.work import Work

_WIDTHS = (8, 13, 7, 6)
"""Columns of period, set, coverage and points."""
_STATE = 18
_LEAST_UNIT = 14
_MOMENT = 0.3
"""Seconds after which one is told that a record is being opened."""


class ShelfScreen(DeskScreen[None]):
    """Lists what lies in the folders of records and drafts, the newest first.

    Args:
        desk: What the screens work with.
        file: A record to open at once.
    """

    USES: ClassVar[tuple[str, ...]] = (
        "open",
        "new",
        "leave_here",
        "open_file",
        "copy",
        "merge",
        "settings",
        "drop_draft",
    )
    HELP = "help_screen.shelf"

    def __init__(self, desk: Desk, file: str | None = None) -> None:
        super().__init__(desk)
        self._file = file
        self._list = OptionList(id="shelf", markup=False, compact=True)
        self._head = Static("", id="shelf_head", markup=False)
        self._note = Static("", id="shelf_note", markup=False)
        self._items: Sequence[ShelfItem] = ()
        self._read = False
        self._opening = False
        self._slow: Timer | None = None
        self._held_back: Callable[[], None] | None = None

    def compose_body(self) -> ComposeResult:
        """Yield the list."""
        yield self._head
        yield self._list
        yield self._note

    def on_mount(self) -> None:
        """Start for the first time, or open what was asked for, or list what there is."""
        self.say()
        self._list.focus()
        self.look()
        if not self.desk.settings.started:
            from tui.screens.first_start import FirstStart  # noqa: PLC0415 - shown once in a lifetime

            self.app.push_screen(FirstStart(self.desk), self._started)
        elif self._file is not None:
            self.open_record(Path(self._file))

    def _started(self, _: object) -> None:
        self.say()
        self.look()
        if self._file is not None:
            self.open_record(Path(self._file))

    def on_screen_resume(self) -> None:
        """Look again: something may have been saved; and show what was opened behind another screen."""
        if self._read:
            self.look()
        self._show_opened()

    def say(self) -> None:
        """Put every word."""
        super().say()
        who = self.desk.settings.unit_name or self.speech("shelf.nobody")
        self.title_text(f"{self.speech('shelf.title')} · {who}", "xaso")
        self._show()

    @work(thread=True, exclusive=True, group="shelf")
    def look(self) -> None:
        """Read the folders again."""
        folders = self.desk.folders
        records = folders.records(self.desk.settings)
        items = [look_at(found, self._load) for found in on_shelf(records, folders.drafts)]
        if not get_current_worker().is_cancelled:
            self.app.call_from_thread(self._take, items)

    def _load(self, name: SetName) -> IndicatorSet:
        return self.desk.sets.load(name.id, name.version)

    def _take(self, items: Sequence[ShelfItem]) -> None:
        self._items = items
        self._read = True
        self._show()

    def _show(self) -> None:
        at = self._list.highlighted or 0
        self._list.clear_options()
        if not self._read:
            self._tell_about()
            return
        width = max(self.app.size.width - 4, 60)
        self._head.update(Content(self._line(self._heads(), width)))
        self._head.display = bool(self._items)
        self._list.display = bool(self._items)
        self._list.add_options(Option(Content(self._line(self._cells(item), width))) for item in self._items)
        if self._items:
            self._list.highlighted = min(at, len(self._items) - 1)
            self._list.focus()
        self._tell_about()

    def _heads(self) -> tuple[str, ...]:
        return tuple(
            self.speech(f"shelf.{name}") for name in ("unit", "period", "set", "coverage", "points", "state")
        )

    def _cells(self, item: ShelfItem) -> tuple[str, ...]:
        lang = self.speech.lang
        if item.unit is None or item.period is None or item.set is None:
            return (_file(item.found).name, "", "", "", "", self.speech("shelf.unreadable"))
        coverage = "" if item.coverage is None else f"{item.coverage.answered}/{item.coverage.asked}"
        points = "" if item.points is None else print_points(item.points, lang)
        return (
            item.unit.name,
            item.period.label,
            f"{item.set.id} {item.set.version}",
            coverage,
            points,
            state_of(item, self.speech),
        )

    def _line(self, cells: Sequence[str], width: int) -> str:
        """Return one row: every column has its room, the unit and the state share the rest."""
        unit, period, set_name, coverage, points, state = (clean_line(cell) for cell in cells)
        rest = width - sum(_WIDTHS) - len(_WIDTHS) - 1 - _STATE
        rooms = (max(rest, _LEAST_UNIT), *_WIDTHS[:2])
        shown = " ".join(_cut(text, room) for text, room in zip((unit, period, set_name), rooms, strict=True))
        figures = f"{coverage[: _WIDTHS[2]]:>{_WIDTHS[2]}} {points[: _WIDTHS[3]]:>{_WIDTHS[3]}}"
        return f"{shown} {figures}  {_cut(state, _STATE).rstrip()}"

    def on_resize(self) -> None:
        """Fit the columns."""
        if self._read:
            self._show()

    @on(OptionList.OptionHighlighted)
    def _tell_about(self) -> None:
        """Say more of what is under the cursor, or what one is waiting for."""
        if self._opening and self._slow is None:
            self._note.update(self.speech("shelf.opening"))
            return
        if not self._read:
            self._note.update(self.speech("shelf.reading"))
            return
        item = self._item()
        if item is None:
            self._note.update(self.speech("shelf.empty"))
            return
        lines = [self.speech("shelf.never_saved") if item.found.path is None else str(item.found.path)]
        if item.period is not None:
            lines.insert(0, self._about(item, item.period))
        lines += [
            f"{fault.where()}: {fault.message(self.speech.lang)}"
            for fault in item.faults
            if item.period is None
        ]
        self._note.update(Content("\n").join(Content(clean_line(line)) for line in lines))

    def _about(self, item: ShelfItem, period: Period) -> str:
        """Say in a sentence what one row has no room for."""
        name = "" if item.unit is None else item.unit.name
        office = "" if item.unit is None else item.unit.parent.name or ""
        shown = ", ".join(part for part in (name, office, title(period, self.speech.lang)) if part)
        doubts = self.speech("shelf.doubts", n=len(item.faults)) if item.faults else ""
        return f"{shown}. {doubts}".strip()

    def _item(self) -> ShelfItem | None:
        at = self._list.highlighted
        return None if at is None or at >= len(self._items) else self._items[at]

    # --- commands

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.action_open()

    def action_open(self) -> None:
        """Open what is under the cursor."""
        item = self._item()
        if item is None:
            self.action_new()
        else:
            self._open_item(item)

    def _open_item(self, item: ShelfItem) -> None:
        from tui.work import Work  # noqa: PLC0415 - what a draft needs is not needed to list them

        found = item.found
        if found.draft_path is not None:
            draft = found.draft_path
            self._open(lambda: Work.resume(self.desk, draft))
        elif found.path is not None:
            self.open_record(found.path)

    def open_record(self, path: Path, *, afresh: bool = False) -> None:
        """Open a record's file; `afresh` leaves aside what was typed and not saved."""
        from tui.work import Work  # noqa: PLC0415 - as above

        self._open(lambda: Work.open_record(self.desk, path, afresh=afresh))

    def _open(self, begin: Callable[[], Work], refused: str = "shelf.not_opened") -> None:
        """Open a draft beside the screen.

        Args:
            begin: Opens it.
            refused: Key of what is said if it cannot be.
        """
        if self._opening:
            self.tell(self.speech("shelf.opening"))
            return
        self._opening = self.desk.busy = True
        self._slow = self.set_timer(_MOMENT, self._tell_slow)
        self._begin_work(begin, refused)

    @work(thread=True, exclusive=True, group="open")
    def _begin_work(self, begin: Callable[[], Work], refused: str) -> None:
        try:
            job = begin()
        except FaultError as error:
            self.app.call_from_thread(self._opened, partial(self._refused, begin, refused, error))
        else:
            self.app.call_from_thread(self._opened, partial(self._ready, job))

    def _tell_slow(self) -> None:
        self._slow = None
        self._tell_about()

    def _opened(self, show: Callable[[], None]) -> None:
        """Show what came of it, unless another screen is in front: then once that is left."""
        if self._slow is not None:
            self._slow.stop()
        self._opening = self.desk.busy = False
        self._tell_about()
        self._held_back = show
        self._show_opened()

    def _show_opened(self) -> None:
        if self._held_back is not None and self.is_active:
            show, self._held_back = self._held_back, None
            show()

    def _refused(self, begin: Callable[[], Work], refused: str, error: FaultError) -> None:
        ask_again(self, refused, error, lambda: self._open(begin, refused))

    def _ready(self, job: Work) -> None:
        """Show a draft; where it says more than its file, ask which of the two to go on with."""
        if job.held or not (job.differs or job.is_of_another_file):
            self._show_checklist(job)
            return

        def after(answer: str | None) -> None:
            if answer == "continue":
                self._show_checklist(job)
                return
            job.close()
            if answer == "restart":
                self.open_record(job.wanted, afresh=True)

        self.app.push_screen(
            Ask(
                self.desk,
                self.speech(
                    "shelf.other_file" if job.is_of_another_file else "shelf.recover", file=str(job.path)
                ),
                ("continue", "restart", "cancel"),
            ),
            after,
        )

    def _show_checklist(self, job: Work) -> None:
        from tui.screens.checklist import ChecklistScreen  # noqa: PLC0415 - as above

        self.app.push_screen(ChecklistScreen(self.desk, job))

    def action_new(self) -> None:
        """Begin a record."""
        from tui.screens.new_record import NewRecordScreen  # noqa: PLC0415 - as above

        self.app.push_screen(NewRecordScreen(self.desk, self._items), self._begin)

    def _begin(self, answer: object) -> None:
        from tui.screens.new_record import NewRecord, OpenInstead  # noqa: PLC0415 - as above
        from tui.work import Work  # noqa: PLC0415 - as above

        match answer:
            case NewRecord(head=head, entries=entries):
                self._open(lambda: Work.start(self.desk, head, entries), "shelf.not_begun")
            case OpenInstead(item=item):
                self._open_item(item)
            case _:
                pass

    def action_open_file(self) -> None:
        """Pick a record's file anywhere."""
        from tui.screens.pick_file import PickFile  # noqa: PLC0415 - as above

        def after(path: Path | None) -> None:
            if path is not None:
                self.open_record(path)

        start = self.desk.folders.records(self.desk.settings)
        self.app.push_screen(PickFile(self.desk, start, endings=(".toml",)), after)

    def action_copy(self) -> None:
        """Copy the record under the cursor to a stick."""
        from tui.screens.copy import CopyScreen  # noqa: PLC0415 - as above

        item = self._item()
        if item is None or item.found.path is None:
            self.tell(self.speech("shelf.save_first"))
            return
        self.app.push_screen(CopyScreen(self.desk, item))

    def action_settings(self) -> None:
        """Change the settings."""
        from tui.screens.settings import SettingsScreen  # noqa: PLC0415 - as above

        self.app.push_screen(SettingsScreen(self.desk), lambda _: self._settled())

    def _settled(self) -> None:
        self.say()
        self.look()

    def action_merge(self) -> None:
        """Merge many records: the receiving office's part."""
        from tui.screens.office.merge import MergeScreen  # noqa: PLC0415 - as above

        self.app.push_screen(MergeScreen(self.desk))

    def action_drop_draft(self) -> None:
        """Throw a draft away, after asking."""
        item = self._item()
        if item is None or item.found.draft_path is None:
            self.tell(self.speech("shelf.no_draft"))
            return
        self.app.push_screen(Ask(self.desk, self.speech("shelf.drop"), ("cancel", "drop")), self._drop)

    def _drop(self, answer: str | None) -> None:
        item = self._item()
        if answer == "drop" and item is not None and item.found.draft_path is not None:
            self._discard(item.found.draft_path)

    def _discard(self, draft: Path) -> None:
        from scoring.store.opening import discard_draft  # noqa: PLC0415 - as above

        try:
            discard_draft(draft)
        except FaultError as error:
            ask_again(self, "shelf.not_dropped", error, lambda: self._discard(draft))
        self.look()

    def action_leave_here(self) -> None:
        """Leave the program."""
        self.app.exit(0)


def state_of(item: ShelfItem, speech: Speech) -> str:
    """Return the state of what lies on the shelf, in words."""
    if item.found.path is None:
        return speech("shelf.unsaved")
    return speech(f"shelf.{item.state}")


def _file(found: Found) -> Path:
    """Return the file that stands for it."""
    return found.path or found.draft_path or Path()


def _cut(text: str, room: int) -> str:
    return f"{text[: room - 1]}…" if len(text) > room else f"{text:<{room}}"
