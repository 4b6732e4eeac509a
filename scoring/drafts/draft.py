"""A draft: what has been typed, by path, with undo and redo; the same again from the steps of its journal."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from types import MappingProxyType

from criteria.clean import clean_text
from criteria.typed import Literal, NamedTuple
from scoring.drafts.paths import Entries, Path
from scoring.periods import Period
from scoring.record import Record, ReportingUnit, SetName

JOINED_WITHIN = 2.0
"""Seconds between two keys in one slot that are still one thing to undo."""


class Base(NamedTuple):
    """The record file a draft continues, as it was when it was read: its path and its digest."""

    path: str
    digest: str


class DraftHead(NamedTuple):
    """What a draft is bound to.

    Attributes:
        id: The record's id.
        set: The set and version that made it.
        at: When it was begun.
        base: The record file it continues; None for a new record.
    """

    id: str
    set: SetName
    unit: ReportingUnit
    period: Period
    at: datetime
    base: Base | None = None


class Change(NamedTuple):
    """One text that became another; an empty one stands for none."""

    path: Path
    before: str
    after: str


class Step(NamedTuple):
    """What a journal keeps: everything that happened to a draft at one moment.

    Attributes:
        at: Seconds, as the caller counts them.
        joins: Whether it is undone together with the step before it: one went on typing in the same slot.
    """

    kind: Literal["do", "undo", "redo"]
    changes: tuple[Change, ...]
    at: float
    joins: bool = False


class Place(NamedTuple):
    """Where one is: the question, the slot, and the cursor in its text."""

    question: Path
    slot: Path | None = None
    cursor: int = 0


class Unit(NamedTuple):
    """What one undo takes back.

    Attributes:
        at: The time of the last step in it.
    """

    changes: tuple[Change, ...]
    at: float


class Draft:
    """What has been typed so far.

    Attributes:
        head: What the draft is bound to.
        place: Where one is, or was.
    """

    def __init__(self, head: DraftHead, entries: Entries | None = None, place: Place | None = None) -> None:
        self.head = head
        self.place = place
        self._entries = {path: clean_text(text) for path, text in (entries or {}).items() if text}
        self._undo: list[Unit] = []
        self._redo: list[Unit] = []
        self._typing = False

    @classmethod
    def from_steps(
        cls, head: DraftHead, entries: Entries, steps: Iterable[Step], place: Place | None = None
    ) -> Draft:
        """Return the draft that began with `entries` and went through `steps`."""
        draft = cls(head, entries, place)
        for step in steps:
            draft.replay(step)
        return draft

    @property
    def entries(self) -> Entries:
        """The texts by path; it shows every later change. There are no empty ones."""
        return MappingProxyType(self._entries)

    @property
    def undo_stack(self) -> tuple[Unit, ...]:
        """What can be undone, the oldest first."""
        return tuple(self._undo)

    @property
    def redo_stack(self) -> tuple[Unit, ...]:
        """What can be done again, the last undone at the end."""
        return tuple(self._redo)

    @property
    def can_undo(self) -> bool:
        """Whether there is anything to undo."""
        return bool(self._undo)

    @property
    def can_redo(self) -> bool:
        """Whether there is anything to do again."""
        return bool(self._redo)

    def text(self, path: Path) -> str:
        """Return the text at a path; empty where there is none."""
        return self._entries.get(path, "")

    def put(self, changes: Entries, at: float, *, typing: bool = False) -> Step | None:
        """Let the paths have these texts, and return the step; None if they have them already.

        Args:
            changes: Texts by path; an empty one takes the path out. They are kept in NFC and without control characters.
            at: Seconds.
            typing: Whether it may be one thing to undo with the typing just before it, in the same slot.
        """
        cleaned = ((path, self.text(path), clean_text(text)) for path, text in changes.items())
        made = tuple(Change(*item) for item in cleaned if item[1] != item[2])
        if not made:
            return None
        step = Step("do", made, at, typing and self._goes_on(made, at))
        self._typing = self._do(step) and typing
        return step

    def undo(self, at: float) -> Step | None:
        """Take back the last thing done, and return the step; None if there is nothing."""
        if not self._undo:
            return None
        step = Step("undo", _back(self._undo[-1].changes), at)
        self._turn(step, self._undo, self._redo)
        return step

    def redo(self, at: float) -> Step | None:
        """Do the last thing undone again, and return the step; None if there is nothing."""
        if not self._redo:
            return None
        step = Step("redo", self._redo[-1].changes, at)
        self._turn(step, self._redo, self._undo)
        return step

    def replay(self, step: Step) -> None:
        """Go through a step of the journal again.

        A step that does not fit what is there, because a line of the journal is spoilt, still puts its texts; what
        can no longer be undone truly is forgotten.
        """
        if step.kind == "do":
            self._do(step)
            self._typing = False
            return
        source, target = (self._undo, self._redo) if step.kind == "undo" else (self._redo, self._undo)
        wanted = _back(step.changes) if step.kind == "undo" else step.changes
        if source and source[-1].changes == wanted:
            self._turn(step, source, target)
        else:
            self._undo.clear()
            self._redo.clear()
            self._set(step.changes)

    def _goes_on(self, made: tuple[Change, ...], at: float) -> bool:
        if not self._typing or not self._undo or len(made) > 1:
            return False
        last = self._undo[-1]
        return last.changes[0].path == made[0].path and 0 <= at - last.at < JOINED_WITHIN

    def _do(self, step: Step) -> bool:
        """Make the changes of a step; tell whether they leave something to undo."""
        changes = tuple(
            Change(path, self.text(path), after) for path, _, after in step.changes
        )  # what was there, whatever the journal says
        joined = step.joins and self._undo and self._undo[-1].changes[0].path == changes[0].path
        if joined:
            changes = joined_changes(self._undo.pop().changes, changes)
        self._redo.clear()
        self._set(changes)
        left = tuple(change for change in changes if change.before != change.after)
        if left:
            self._undo.append(Unit(left, step.at))
        return bool(left)

    def _turn(self, step: Step, source: list[Unit], target: list[Unit]) -> None:
        self._set(step.changes)
        target.append(source.pop())
        self._typing = False

    def _set(self, changes: tuple[Change, ...]) -> None:
        for path, _, after in changes:
            if after:
                self._entries[path] = after
            else:
                self._entries.pop(path, None)


def joined_changes(first: tuple[Change, ...], then: tuple[Change, ...]) -> tuple[Change, ...]:
    """Return the changes of two steps as those of one."""
    whole = {change.path: change for change in first}
    for change in then:
        before = whole[change.path].before if change.path in whole else change.before
        whole[change.path] = change._replace(before=before)
    return tuple(whole.values())


def coalesced(first: Step, then: Step) -> Step | None:
    """Return one step that stands for two in a journal, or None where they have to stay apart.

    Replaying it gives the same draft, with the same things to undo, as replaying the two.
    """
    if first.kind != "do" or then.kind != "do" or not then.joins:
        return None
    if first.changes[0].path != then.changes[0].path:
        return None
    return Step("do", joined_changes(first.changes, then.changes), then.at, first.joins)


def head_of(record: Record, at: datetime, base: Base | None) -> DraftHead:
    """Return the head of a draft that goes on from a record."""
    return DraftHead(record.id, record.set, record.unit, record.period, at, base)


def _back(changes: tuple[Change, ...]) -> tuple[Change, ...]:
    return tuple(Change(path, after, before) for path, before, after in changes)
