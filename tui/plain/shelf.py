"""The menu of the desk: go on with a draft, begin, open and copy records, change settings."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from criteria.faults import FaultError
from scoring.numbers import print_points
from scoring.periods import title
from scoring.store.copies import copy_to
from scoring.store.shelf import ShelfItem, look_at, on_shelf
from tui.desk import Desk
from tui.plain.adjusting import adjust
from tui.plain.begin import OpenInstead, begin_record
from tui.plain.choosing import ask_line, choose
from tui.plain.talk import Talk
from tui.plain.voice import Ended, Voice
from tui.plain.walk import Leave, Walk
from tui.plain.wording import capital
from tui.work import Work

_OTHERS_THERE = "D010"


class Shelf:
    """The desk between two records.

    Args:
        desk: What everything works with.
        voice: Speaks and listens.
    """

    def __init__(self, desk: Desk, voice: Voice) -> None:
        self._desk = desk
        self._voice = voice

    def run(self) -> None:
        """Offer what can be done until the user leaves."""
        entries: tuple[tuple[str, Callable[[], None]], ...] = (
            ("shelf_on", self._go_on),
            ("shelf_list", self._open_one),
            ("shelf_new", self._begin),
            ("shelf_file", self._open_file),
            ("shelf_copy", self._copy),
            ("shelf_settings", lambda: adjust(self._desk, self._voice)),
            ("shelf_leave", lambda: None),
        )
        while True:
            speech = self._desk.speech
            who = self._desk.settings.unit_name or speech("shelf.nobody")
            options = [speech(f"plain.{key}") for key, _ in entries]
            at = choose(self._voice, speech, f"xaso. {capital(who)}", options)
            if at == len(entries) - 1:
                return
            if at is not None:
                entries[at][1]()

    def open(self, path: Path) -> None:
        """Open a record's file, or say why not."""
        self._start(lambda: self._asked(Work.open_record(self._desk, path)))

    # --- within

    def _items(self) -> list[ShelfItem]:
        records = self._desk.folders.records(self._desk.settings)
        found = on_shelf(records, self._desk.folders.drafts)
        return [look_at(item, lambda name: self._desk.sets.load(name.id, name.version)) for item in found]

    def _go_on(self) -> None:
        """Go on with the draft that was last worked on."""
        draft = next((item for item in self._items() if item.found.draft_path is not None), None)
        if draft is None:
            self._told("no_drafts")
        else:
            self._open_item(draft)

    def _open_one(self) -> None:
        item = self._choose_item(self._items())
        if item is not None:
            self._open_item(item)

    def _choose_item(self, items: list[ShelfItem]) -> ShelfItem | None:
        if not items:
            self._told("no_records")
            return None
        speech = self._desk.speech
        at = choose(self._voice, speech, speech("plain.which_record"), [self._named(item) for item in items])
        return None if at is None else items[at]

    def _named(self, item: ShelfItem) -> str:
        """Return what lies on the shelf, in a sentence."""
        speech, lang = self._desk.speech, self._desk.speech.lang
        path = item.found.path or item.found.draft_path
        if item.unit is None or item.period is None or item.set is None:
            return f"{'' if path is None else path.name}: {speech('shelf.unreadable')}"
        draft = item.found.draft_path is not None
        parts = [item.unit.name, title(item.period, lang), f"{item.set.id} {item.set.version}"]
        parts.append(speech("shelf.unsaved") if draft else speech(f"shelf.{item.state}"))
        if item.points is not None and item.coverage is not None:
            answered, asked = item.coverage
            points = print_points(item.points, lang)
            parts.append(speech("plain.item", points=points, answered=answered, asked=asked))
        return ", ".join(parts)

    def _open_item(self, item: ShelfItem) -> None:
        draft, path = item.found.draft_path, item.found.path
        if draft is not None:
            self._start(lambda: self._recovered(draft))
        elif path is not None:
            self.open(path)

    def _recovered(self, draft: Path) -> Work | None:
        """Open a draft; where its record's file says something else, ask which of the two."""
        return self._asked(Work.resume(self._desk, draft))

    def _asked(self, task: Work) -> Work | None:
        """Return the draft to go on with, after asking where the file that was asked for says something else."""
        if task.sheet.read_only or not (task.differs or task.is_of_another_file):
            return task
        speech = self._desk.speech
        options = [speech("plain.go_on"), speech("plain.start_again"), speech("plain.back")]
        try:
            key = "shelf.other_file" if task.is_of_another_file else "shelf.recover"
            at = choose(self._voice, speech, speech(key, file=str(task.path)), options)
        except Ended:
            task.close()
            raise
        if at == 0:
            return task
        task.close()
        return Work.open_record(self._desk, task.wanted, afresh=True) if at == 1 else None

    def _begin(self) -> None:
        def started() -> Work | None:
            answer = begin_record(self._desk, self._voice, self._items())
            if isinstance(answer, OpenInstead):
                self._open_item(answer.item)
                return None
            return answer

        self._start(started)

    def _open_file(self) -> None:
        text = ask_line(self._voice, self._desk.speech, self._desk.speech("plain.prompt_record"))
        if text:
            self.open(Path(text.strip("\"'")).expanduser())

    def _start(self, begin: Callable[[], Work | None]) -> None:
        """Begin or open a draft and walk through it; faults are said."""
        try:
            task = begin()
        except FaultError as error:
            self._tell(error)
            return
        if task is None:
            return
        draft = None if task.journal is None else task.journal.path
        try:
            left = Walk(Talk(self._voice, self._desk.speech, task.sheet), task).run()
        except (Ended, KeyboardInterrupt):
            task.close()
            if draft is not None:
                self._told("draft_kept", file=str(draft))
            raise
        finally:
            task.close()
        if left is Leave.KEPT and draft is not None:
            self._told("draft_kept", file=str(draft))

    def _copy(self) -> None:
        """Copy a record and its evidence to a stick."""
        saved = [item for item in self._items() if item.found.path is not None]
        item = self._choose_item(saved)
        if item is None or item.found.path is None:
            return
        speech = self._desk.speech
        text = ask_line(self._voice, speech, speech("plain.prompt_stick"))
        if text:
            self._copy_to(item.found.path, Path(text.strip("\"'")).expanduser(), replace=False)

    def _copy_to(self, path: Path, folder: Path, *, replace: bool) -> None:
        try:
            copied = copy_to(path, folder, replace=replace)
        except FaultError as error:
            self._tell(error)
            if not replace and all(fault.code == _OTHERS_THERE for fault in error.faults):
                self._ask_replace(path, folder)
            return
        self._told("copied", file=str(copied.path), n=copied.files)
        for fault in copied.missing:
            self._voice.say(fault.message(self._desk.speech.lang))

    def _ask_replace(self, path: Path, folder: Path) -> None:
        speech = self._desk.speech
        options = [speech("plain.not_now"), speech("plain.replace")]
        if choose(self._voice, speech, speech("plain.what_now"), options) == 1:
            self._copy_to(path, folder, replace=True)

    def _tell(self, error: FaultError) -> None:
        speech = self._desk.speech
        for fault in error.faults:
            kind = speech("fault.warning" if fault.is_warning else "fault.fault")
            self._voice.say(f"{kind} {fault.where()}: {fault.message(speech.lang)}")

    def _told(self, key: str, **details: object) -> None:
        self._voice.say(self._desk.speech(f"plain.{key}", **details))
