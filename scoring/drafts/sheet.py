"""The sheet: one draft with everything that follows from it. Both faces of the desk talk to it alone."""

from __future__ import annotations

from collections.abc import Callable, Collection
from decimal import Decimal

from criteria.faults import Fault
from criteria.model import IndicatorSet
from scoring.answers import BLANK, Answer
from scoring.drafts.doubts import far_rates, jumps, key_path
from scoring.drafts.draft import Draft, Place, Step
from scoring.drafts.entries import entry_of
from scoring.drafts.filling import Filled, Filler
from scoring.drafts.paths import (
    ANSWERING,
    FRONT,
    Entries,
    Path,
    carried_mark,
    changes_answer,
    question_key,
    rows,
)
from scoring.drafts.questions import Question, Slot
from scoring.drafts.remarks import Remark, remarks_of
from scoring.drafts.search import Finder
from scoring.drafts.soundness import on_the_desk
from scoring.drafts.states import OPEN, QuestionState, state_of
from scoring.drafts.typed_answers import plain_slot
from scoring.drafts.understanding import Reading, understand
from scoring.judge import judge
from scoring.record import Record
from scoring.scorecard import Line, ScoreCard

__all__ = ["EVIDENCE_CODES", "QuestionState", "Remark", "Sheet"]

EVIDENCE_CODES = frozenset(("R505", "R521"))
"""Codes that say only that evidence is missing: they are told, and do not make an answer doubtful."""


class Sheet:
    """A draft, the record it comes to, and that record judged; each is made when it is asked for, and kept.

    Attributes:
        known: The set the draft was made with.
        read_only: Whether nothing can be changed, because another window holds the draft.
        on_step: Called with every step, in order; a journal writes it down.
        on_place: Called with every new place.
    """

    def __init__(
        self,
        known: IndicatorSet,
        draft: Draft,
        *,
        base: Record | None = None,
        previous: Record | None = None,
        clock: Callable[[], float],
        read_only: bool = False,
    ) -> None:
        self.known = known
        self.draft = draft
        self.read_only = read_only
        self.on_step: list[Callable[[Step], None]] = []
        self.on_place: list[Callable[[Place], None]] = []
        self._clock = clock
        self._base = base
        self._previous = previous
        self._filler = Filler(known, base)
        self._filled: Filled | None = None
        self._card: ScoreCard | None = None
        self._previous_card: ScoreCard | None = None
        self._by_key: dict[Path, Question] = {}
        self._asked: tuple[Question, ...] = ()
        self._finder: Finder | None = None
        self._lines: dict[str, Line] = {}
        self._told: dict[Path, tuple[Fault, ...]] = {}

    @property
    def base(self) -> Record | None:
        """The record the draft goes on from; None for a new one."""
        return self._base

    @property
    def previous(self) -> Record | None:
        """The last period's record, to compare with."""
        return self._previous

    @previous.setter
    def previous(self, record: Record | None) -> None:
        self._previous, self._previous_card = record, None
        self._told.clear()

    def rebase(self, record: Record) -> None:
        """Go on from a record just saved: it is what the draft is compared with, and continued, from now on."""
        self._base = record
        self._filler = Filler(self.known, record)
        self._changed()

    # ------------------------------------------------------------ what follows from the draft

    @property
    def questions(self) -> tuple[Question, ...]:
        """Every question in the order asked; they follow the unit's class."""
        self._fill()
        return self._asked

    @property
    def record(self) -> Record:
        """The record as it may be saved."""
        return self._fill().record

    @property
    def card(self) -> ScoreCard:
        """The record judged."""
        if self._card is None:
            self._card = judge(self.known, self.record)
            self._lines.clear()
        return self._card

    @property
    def previous_card(self) -> ScoreCard | None:
        """The last period's record, judged by this set; None where there is none of this set."""
        previous = self.previous
        if previous is None or previous.set.id != self.known.id:
            return None
        if self._previous_card is None:
            self._previous_card = judge(self.known, previous)
        return self._previous_card

    def question(self, key: Path) -> Question:
        """Return the question with this key, or the one a path belongs to.

        Raises:
            KeyError: There is none.
        """
        self._fill()
        return self._by_key[key] if key in self._by_key else self._by_key[question_key(key)]

    def text(self, path: Path) -> str:
        """Return what is typed at a path; empty where nothing is."""
        return self.draft.text(path)

    def reading(self, slot: Slot) -> Reading:
        """Return what the text in a slot means."""
        return understand(slot, self.text(slot.path))

    def answer(self, question: Question) -> Answer:
        """Return the answer as it may be saved; a blank one where there is none."""
        return entry_of(self.record, question.key) or BLANK

    def previous_answer(self, question: Question) -> Answer | None:
        """Return what the last period's record answered; None where it did not."""
        previous = self.previous
        if previous is None or question.key == FRONT:
            return None
        return entry_of(previous, question.key)

    def carried_from(self, question: Question) -> str:
        """Return the label of the period an unconfirmed answer was brought from; empty where it was not."""
        return self.text(carried_mark(question.key))

    def line(self, question: Question) -> Line | None:
        """Return an indicator's line on the card; None of a fact and the front page."""
        if question.indicator is None:
            return None
        return self._lines_of_card()[question.indicator.id]

    def denominators(self, question: Question) -> tuple[Path, ...]:
        """Return the keys of the facts a question's figures are set against, those without a figure first."""
        facts = dict.fromkeys(slot.of for slot in question.slots if slot.of in self.known.facts)
        return tuple(sorted((("facts", str(fact)) for fact in facts), key=self.has_figure))

    def has_figure(self, key: Path) -> bool:
        """Tell whether a fact is answered with a figure."""
        answer = entry_of(self.record, key)
        return answer is not None and isinstance(answer.value, Decimal)

    def strays(self, question: Question) -> tuple[Slot, ...]:
        """Return slots for texts of the answer that the question does not ask for, so that they can be seen and removed."""
        at = len(question.key)
        known = {slot.path for slot in question.all_slots}
        found = [
            path
            for path in self.draft.entries
            if path[:at] == question.key and path not in known and changes_answer(path)
        ]
        return tuple(plain_slot(path) for path in found)

    # ------------------------------------------------------------ what is wrong, what is doubtful, what is open

    def faults(self, question: Question) -> tuple[Fault, ...]:
        """Return why texts of a question are no answer; what only lacks a denominator is in the record all the same."""
        return tuple(
            fault for path, fault in self._fill().faults.items() if question_key(path) == question.key
        )

    def fault_at(self, path: Path) -> Fault | None:
        """Return why the text at a path is no answer."""
        return self._fill().faults.get(path)

    def warnings(self, question: Question) -> tuple[Fault, ...]:
        """Return what is doubtful about an answer, though it is accepted."""
        key = question.key
        if key not in self._told:
            found = [
                on_the_desk(fault)
                for fault in self.card.findings
                if fault.is_warning and question_key(key_path(fault)) == key
            ]
            found += far_rates(question, self.record)
            if self.previous is not None and key != FRONT and not self.carried_from(question):
                found += jumps(question, self.record, self.previous)
            self._told[key] = tuple(found)
        return self._told[key]

    def state(self, question: Question) -> QuestionState:
        """Return the state of a question."""
        faulty = bool(self.faults(question))
        if question.key == FRONT:
            if faulty:
                return "faulty"
            if self.record.assessor.name is None:
                return "blank"
            return "doubtful" if self.warnings(question) else "answered"
        return state_of(
            question,
            self.answer(question),
            self.line(question),
            faulty=faulty,
            warned=any(fault.code not in EVIDENCE_CODES for fault in self.warnings(question)),
            carried=bool(self.carried_from(question)),
        )

    def is_open(self, question: Question) -> bool:
        """Tell whether a question still needs somebody: unanswered, faulty, carried, planned, or not complete."""
        if self.state(question) in OPEN:
            return True
        line = self.line(question)
        return line is not None and line.counts and not line.is_answered

    def next_open(self, after: Path | None = None) -> Question | None:
        """Return the next question that needs somebody, from `after` on and round to it again; None if none does."""
        questions = self.questions
        keys = [question.key for question in questions]
        start = 0 if after is None or question_key(after) not in keys else keys.index(question_key(after)) + 1
        ahead = (*questions[start:], *questions[:start])
        return next((question for question in ahead if self.is_open(question)), None)

    def find(self, text: str) -> list[Question]:
        """Return the questions that words name, typed without marks or with; or a code."""
        questions = self.questions
        if self._finder is None:
            self._finder = Finder(questions)
        return self._finder.find(text)

    def remarks(self, missing_files: Collection[str] = ()) -> tuple[Remark, ...]:
        """Return everything missing or doubtful, in the order of the questions.

        Args:
            missing_files: Files of evidence, as they are named in the record, that are not there or have changed.
        """
        return tuple(remarks_of(self, missing_files))

    # ------------------------------------------------------------ changes

    def type(self, path: Path, text: str) -> bool:
        """Let the text at a path be this one, as typing goes on; tell whether anything changed."""
        return self._put({path: text}, typing=True)

    def put(self, changes: Entries) -> bool:
        """Let several texts be these, as one thing to undo; tell whether anything changed."""
        return self._put(changes, typing=False)

    def undo(self) -> Path | None:
        """Take back the last thing done; return where to look, or None if there was nothing."""
        return None if self.read_only else self._turned(self.draft.undo(self._clock()))

    def redo(self) -> Path | None:
        """Do the last thing undone again; return where to look, or None if there was nothing."""
        return None if self.read_only else self._turned(self.draft.redo(self._clock()))

    def clear(self, question: Question) -> bool:
        """Take an answer back, with its plan; what stands beside it stays. Tell whether anything changed."""
        at = len(question.key)
        gone = [
            path
            for path in self.draft.entries
            if path[:at] == question.key and path[at] in (*ANSWERING, "plan")
        ]
        if question.key == FRONT:
            gone = [slot.path for slot in question.slots]
        return self.put(dict.fromkeys([*gone, carried_mark(question.key)], ""))

    def confirm(self, question: Question) -> bool:
        """Let an answer brought from an earlier period stand; tell whether it was one."""
        return self.put({carried_mark(question.key): ""})

    def go(self, place: Place) -> None:
        """Note where one is."""
        if place == self.draft.place:
            return
        self.draft.place = place
        for told in self.on_place:
            told(place)

    # ------------------------------------------------------------ evidence

    def evidence(self, question: Question) -> tuple[int, ...]:
        """Return the rows of a question's evidence; numbers may be missing between them while one edits."""
        return tuple(rows(self.draft.entries, question.key))

    def next_row(self, question: Question) -> int:
        """Return the row a new piece of evidence goes in."""
        return max(self.evidence(question), default=-1) + 1

    def drop_evidence(self, question: Question, row: int) -> bool:
        """Take a piece of evidence out; tell whether it was there."""
        at = (*question.key, "evidence", str(row))
        return self.put({path: "" for path in self.draft.entries if path[: len(at)] == at})

    # ------------------------------------------------------------ within

    def _put(self, changes: Entries, *, typing: bool) -> bool:
        if self.read_only:
            return False
        wanted = dict(changes)
        for path in changes:
            mark = carried_mark(question_key(path))
            if changes_answer(path) and self.text(mark) and self.text(path) != changes[path]:
                wanted.setdefault(mark, "")
        return self._stepped(self.draft.put(wanted, self._clock(), typing=typing))

    def _turned(self, step: Step | None) -> Path | None:
        self._stepped(step)
        return None if step is None else step.changes[0].path

    def _stepped(self, step: Step | None) -> bool:
        if step is None:
            return False
        self._changed()
        for told in self.on_step:
            told(step)
        return True

    def _changed(self) -> None:
        self._filled = self._card = None
        self._told.clear()

    def _lines_of_card(self) -> dict[str, Line]:
        card = self.card
        if not self._lines:
            self._lines |= {line.indicator.id: line for line in card.lines}
        return self._lines

    def _fill(self) -> Filled:
        if self._filled is None:
            self._filled = self._filler.fill(self.draft)
            if self._asked is not self._filler.questions:
                self._asked = self._filler.questions
                self._by_key = {question.key: question for question in self._asked}
                self._finder = None
        return self._filled
