"""One draft being worked on: its sheet, its journal, and the file its record belongs in. No screen and no words."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path as FilePath

from criteria.faults import Fault, FaultError
from criteria.model import IndicatorSet
from scoring.drafts.amending import Amendment, amend, compare
from scoring.drafts.draft import Draft, DraftHead, head_of
from scoring.drafts.entries import entries_of
from scoring.drafts.paths import Entries
from scoring.drafts.sheet import Sheet
from scoring.periods import chronology, earlier
from scoring.record import Record, record_digest
from scoring.store.aside import put_aside, take_back
from scoring.store.atomic import faults_of
from scoring.store.bases import base_path, load_base, standing
from scoring.store.handing_in import Saved, Saving, save_beside, save_draft, submit
from scoring.store.journal import Journal
from scoring.store.loading import load_record
from scoring.store.names import record_path
from scoring.store.opening import journal_path, open_draft, remove_unbegun, start_journal
from tui.desk import Desk

CHANGED_ON_DISK = ("F026", "D006")
"""Codes of faults that mean: somebody else has written the record's file since it was opened."""


class Work:
    """A draft being worked on.

    Attributes:
        sheet: The draft with everything that follows from it.
        path: The file its record belongs in.
        journal: Where its steps are kept; None where it can only be looked at.
        faults: What the officer should know from the start.
        held: Whether another window has it.
        wanted: The file that was asked for: another than `path` where a draft of the same record goes on from another.
        newer: The newest version of the set, where the draft is of an older one.
        on_trouble: Called, on any thread, when the draft cannot be written, and when it can again.
    """

    def __init__(
        self,
        desk: Desk,
        known: IndicatorSet,
        draft: Draft,
        journal: Journal | None,
        *,
        base: Record | None,
        path: FilePath,
    ) -> None:
        self._desk = desk
        self.path = path
        self.journal = journal
        self.faults: tuple[Fault, ...] = ()
        self.held = False
        self.newer: str | None = None
        self.wanted = path
        self.on_trouble: Callable[[FaultError | None], None] | None = None
        self.sheet = self._sheet(known, draft, base)
        self._look_for_newer()

    def _sheet(self, known: IndicatorSet, draft: Draft, base: Record | None) -> Sheet:
        sheet = Sheet(
            known,
            draft,
            base=base,
            previous=last_record(self._records(), draft.head),
            clock=self._desk.clock,
            read_only=self.journal is None,
        )
        if self.journal is not None:
            sheet.on_step.append(self.journal.note)
            sheet.on_place.append(self.journal.go)
            self.journal.on_trouble = self._tell
        return sheet

    def _records(self) -> FilePath:
        return self._desk.folders.records(self._desk.settings)

    @classmethod
    def start(cls, desk: Desk, head: DraftHead, entries: Entries) -> Work:
        """Begin a draft.

        Raises:
            FaultError: The set cannot be read, or the draft cannot be written.
        """
        known = desk.sets.load(head.set.id, head.set.version)
        journal = start_journal(desk.folders.drafts, head, entries)
        path = record_path(desk.folders.records(desk.settings), _blank(head))
        return cls(desk, known, Draft(head, entries), journal, base=None, path=path)

    @classmethod
    def resume(cls, desk: Desk, draft_path: FilePath) -> Work:
        """Go on with a draft where it was left, or look at it where another window has it.

        Raises:
            FaultError: The draft or its set cannot be read.
        """
        opened = open_draft(draft_path)
        try:
            head = opened.draft.head
            known = desk.sets.load(head.set.id, head.set.version)
        except FaultError:
            if opened.journal is not None:
                opened.journal.close()
            raise
        path = _file(head, desk.folders.records(desk.settings))
        task = cls(desk, known, opened.draft, opened.journal, base=opened.base, path=path)
        task.faults = opened.told
        task._take_own_file()
        task.held = opened.lock == "held"
        return task

    def _take_own_file(self) -> None:
        """Go on from the file where it already says what the draft does: a save that was killed before it was noted."""
        draft, records = self.sheet.draft, self._records()
        if self.journal is None:
            return
        try:
            if standing(self.path, draft.head.base, self.sheet.record) != "ours":
                return
            reading, base, text = load_base(self.path, records)
        except FaultError:
            return  # saving will say what is wrong with it
        if reading.record is not None:
            self.journal.saved(base, text)
            draft.head = draft.head._replace(base=base)
            self.sheet.rebase(reading.record)

    @classmethod
    def open_record(cls, desk: Desk, path: FilePath, *, afresh: bool = False) -> Work:
        """Open a record's file: its draft where it has one, else a new draft of it.

        Args:
            desk: What the screens work with.
            path: The file.
            afresh: Whether to put the draft aside and begin from the file again.

        Raises:
            FaultError: The file is no record, its set is not at hand, or the draft cannot be written.
        """
        reading, base, text = load_base(path, desk.folders.records(desk.settings))
        record = reading.record
        if record is None:
            raise FaultError(reading.faults)
        if not record.id:
            raise FaultError([Fault("F010", (), {"key": "id"}, path.name)])
        journal_file = journal_path(desk.folders.drafts, record.id)
        if journal_file.exists() and not remove_unbegun(journal_file):
            if not afresh:
                job = cls.resume(desk, journal_file)
                job.wanted = path
                return job
            put_aside(journal_file)
        known = desk.sets.load(record.set.id, record.set.version)
        head = head_of(record, desk.now(), base)
        entries = entries_of(known, record)
        journal = start_journal(desk.folders.drafts, head, entries, base=text)
        task = cls(desk, known, Draft(head, entries), journal, base=record, path=path)
        task.faults = reading.faults
        return task

    @property
    def trouble(self) -> FaultError | None:
        """Why the draft cannot be written just now."""
        return None if self.journal is None else self.journal.trouble

    @property
    def differs(self) -> bool:
        """Whether something was typed that the record's file does not say."""
        base = self.sheet.base
        return base is not None and record_digest(self.sheet.record) != record_digest(base)

    @property
    def is_of_another_file(self) -> bool:
        """Whether the draft goes on from another file than the one that was asked for."""
        return self.wanted.absolute().resolve() != self.path.absolute().resolve()

    @property
    def is_saved(self) -> bool:
        """Whether the record's file says all that the draft comes to."""
        return self.sheet.base is not None and not self.differs

    def save(self) -> Saved:
        """Save the record as a draft; what was typed and is no answer stays in the journal.

        Raises:
            FaultError: Nothing was saved; the draft is as it was.
        """
        saved = save_draft(self.path, self.sheet.card, self.sheet.draft.head.base, self._saving())
        self._go_on_from(saved)
        return saved

    def save_beside(self) -> Saved:
        """Save the record in a new file beside its own, which somebody else has changed, and go on from that.

        Raises:
            FaultError: Nothing was saved; the draft is as it was.
        """
        saved = save_beside(self.path, self.sheet.card, self._saving())
        self.path = saved.path
        self._go_on_from(saved)
        return saved

    def submit(self) -> Saved:
        """Hand the record in; the draft is let go once the file is safe.

        Raises:
            FaultError: It was not handed in; the draft is as it was.
        """
        saved = submit(self.path, self.sheet.card, self.sheet.draft.head.base, self._saving())
        self.journal = None
        self.sheet.read_only = True
        return saved

    def close(self) -> None:
        """Write what is left and let the draft go; it may be opened again."""
        if self.journal is not None:
            self.journal.on_trouble = None
            self._desk.unkept = not self.journal.close()

    def amendment(self) -> Amendment | None:
        """Return what the newest version of the set changes; None where the draft is of it.

        Raises:
            FaultError: The newest version cannot be read.
        """
        if self.newer is None:
            return None
        return compare(self.sheet.known, self._desk.sets.load(self.sheet.known.id, self.newer))

    @property
    def newest_set(self) -> IndicatorSet:
        """The newest version of the set."""
        known = self.sheet.known
        return known if self.newer is None else self._desk.sets.load(known.id, self.newer)

    def amend(self, amendment: Amendment) -> None:
        """Go on with the newest version of the set; the draft as it was is put aside.

        Raises:
            FaultError: The new version cannot be read, or the draft not be written; it is as it was.
        """
        if self.newer is None or self.journal is None:
            return
        sheet, path = self.sheet, self.journal.path
        known = self._desk.sets.load(sheet.known.id, self.newer)
        draft = amend(sheet.draft, sheet.known, known, amendment)
        base = self._base_text()
        self.journal.close()
        aside = put_aside(path)
        try:
            self.journal = start_journal(path.parent, draft.head, draft.entries, base=base)
        except FaultError:
            take_back(aside, path)
            self.journal = open_draft(path).journal
            self.sheet = self._sheet(sheet.known, sheet.draft, sheet.base)
            raise
        self.sheet = self._sheet(known, draft, sheet.base)
        self._look_for_newer()

    def _base_text(self) -> str:
        """Return the text of the file the draft goes on from; empty where there is none.

        Raises:
            FaultError: D006: it has been changed since. F001 to F007: it cannot be read.
        """
        base = self.sheet.draft.head.base
        if base is None:
            return ""
        loaded = load_base(self.path, self._records())
        if loaded.base.digest != base.digest:
            raise FaultError([Fault("D006", file=self.path.name)])
        return loaded.text

    def _saving(self) -> Saving:
        with faults_of(self._records().name):
            self._records().mkdir(parents=True, exist_ok=True)
        by = self.sheet.record.assessor.name or self._desk.settings.assessor or None
        return Saving(self._records(), self._desk.now(), by, self.journal)

    def _go_on_from(self, saved: Saved) -> None:
        """Let the same draft go on from what was saved."""
        draft = self.sheet.draft
        draft.head = draft.head._replace(base=saved.base)
        self.sheet.rebase(saved.record)

    def _look_for_newer(self) -> None:
        known = self.sheet.known
        newest = self._desk.sets.newest(known.id)
        self.newer = newest if newest is not None and newest != known.version else None

    def _tell(self, error: FaultError | None) -> None:
        if self.on_trouble is not None:
            self.on_trouble(error)


def last_record(records: FilePath, head: DraftHead) -> Record | None:
    """Return the record of the same unit and set to compare with: of the period just before, or the latest before it."""
    name = record_path(records, _blank(head)).name
    found = [record for record in _readable(records.glob(f"*/{name}")) if record.id != head.id]
    earlier_ones = [record for record in found if chronology(record.period) < chronology(head.period)]
    wanted = earlier(head.period)
    just_before = [
        record for record in earlier_ones if wanted is not None and record.period.label == wanted.label
    ]
    return max(just_before or earlier_ones, key=lambda record: chronology(record.period), default=None)


def _readable(paths: Iterable[FilePath]) -> Iterable[Record]:
    for path in paths:
        try:
            record = load_record(path).record
        except FaultError:
            continue  # the shelf tells of it
        if record is not None:
            yield record


def _blank(head: DraftHead) -> Record:
    return Record(set=head.set, unit=head.unit, period=head.period, id=head.id)


def _file(head: DraftHead, records: FilePath) -> FilePath:
    """Return the file a draft's record belongs in."""
    return record_path(records, _blank(head)) if head.base is None else base_path(head.base, records)
