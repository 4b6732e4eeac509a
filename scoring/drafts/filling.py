"""A draft made a record: what is sound becomes answers; what is not is told, and stays in the draft alone.

What nobody has changed stays exactly as the base record has it.
"""

from __future__ import annotations

from collections.abc import Mapping

from criteria.faults import Fault
from criteria.model import IndicatorSet
from criteria.typed import NamedTuple
from scoring.answers import BLANK, Answer
from scoring.drafts.draft import Draft
from scoring.drafts.entries import answer_entries, slots_below
from scoring.drafts.front import filled_front
from scoring.drafts.paths import Entries, Path, grouped, kind_mark, moves_since
from scoring.drafts.questions import Question, Slot, questionnaire
from scoring.drafts.soundness import Sound, sound_answer, sound_facts
from scoring.drafts.typed_answers import Asked, Below, Earlier, ReadAnswer, read_answer
from scoring.facts import FactReading
from scoring.record import Record

_NOTHING = Earlier()


class Filled(NamedTuple):
    """What a draft comes to.

    Attributes:
        record: What may be saved.
        faults: Why a text is no answer, by its path; of a fault that is in no one text, by the key of its question or
            the path of its input. None of them is a warning. The answer at fault is not in the record, unless it only lacks
            its denominator.
    """

    record: Record
    faults: Mapping[Path, Fault]


class _Now(NamedTuple):
    """A draft's entries as they are now, all of them, by question, and the ids that answers of the base had."""

    entries: Entries
    groups: Mapping[Path, Below]
    moved: Mapping[Path, str]


def fill(known: IndicatorSet, draft: Draft, base: Record | None = None) -> Filled:
    """Return the record a draft comes to.

    Args:
        known: The set the draft was made with.
        draft: The draft.
        base: The record it goes on from: its revisions, its reviews, and its answers to questions the set does not
            know are carried over.
    """
    return Filler(known, base).fill(draft)


class Filler:
    """Makes the record of one draft over and over: what has not changed since the last time is not read again."""

    def __init__(self, known: IndicatorSet, base: Record | None) -> None:
        self._known = known
        self._base = base
        self._now = _Now({}, {}, {})
        self._class: str | None = None
        self._questions = questionnaire(known, None)
        self._slots = {question.key: slots_below(question) for question in self._questions}
        self._read: dict[Path, tuple[Below, ReadAnswer]] = {}
        self._facts: FactReading | None = None
        self._sound: dict[str, tuple[Answer, Sound]] = {}

    @property
    def questions(self) -> tuple[Question, ...]:
        """The questions as the last filled record's class of unit is asked them."""
        return self._questions

    def fill(self, draft: Draft) -> Filled:
        """Return the record the draft comes to now."""
        faults: dict[Path, Fault] = {}
        record = filled_front(self._known, draft, self._base, faults)
        self._follow(record.unit.unit_class)
        entries = draft.entries
        groups = grouped(entries)
        moved = {} if self._base is None else moves_since(entries, self._base.set.version)
        self._now = _Now(entries, groups, moved)
        stated = self._table("facts", faults)
        facts, reading, at_fault = sound_facts(self._known, record._replace(facts=stated))
        faults |= {path: fault for path, fault in at_fault.items() if path not in faults}
        answers = self._table("answers", faults)
        self._weigh(answers, reading, faults)
        return Filled(record._replace(facts=facts, answers=answers), faults)

    def _follow(self, unit_class: str | None) -> None:
        """Ask what a class of unit is asked."""
        if unit_class != self._class:
            self._class = unit_class
            self._questions = questionnaire(self._known, unit_class)
            self._slots = {question.key: slots_below(question) for question in self._questions}
            self._read.clear()
            self._sound.clear()

    def _table(self, table: str, faults: dict[Path, Fault]) -> dict[str, Answer]:
        """Return the facts or the answers: the set's in its order, then those it does not know."""
        base = {} if self._base is None else self._base.facts if table == "facts" else self._base.answers
        keys = [question.key for question in self._questions if question.key[0] == table]
        found: dict[str, Answer] = {}
        for key in dict.fromkeys([*keys, *(key for key in self._now.groups if key[0] == table)]):
            answer, unread = self._answer(key)
            if unread:
                faults |= unread
            if answer != BLANK or base.get(key[1]) == BLANK:
                found[key[1]] = answer
        return found | {
            name: answer
            for name, answer in base.items()
            if (table, name) not in self._slots and (table, name) not in self._now.moved and name not in found
        }

    def _answer(self, key: Path) -> ReadAnswer:
        below = self._now.groups.get(key, {})
        kept = self._read.get(key)
        if kept is not None and kept[0] == below:
            return kept[1]
        slots, entries = self._slots.get(key, {}), self._now.entries
        asked = Asked(
            key,
            slots,
            lambda path: entries.get(kind_mark((*key, *path)), ""),
            self._earlier(key, slots),
        )
        read = read_answer(below, asked)
        self._read[key] = (below, read)
        return read

    def _earlier(self, key: Path, slots: Mapping[Path, Slot]) -> Earlier:
        """Return what the base record says to a question, under whatever id it had there."""
        if self._base is None:
            return _NOTHING
        moved = self._now.moved
        table, name = key
        names = [before[1] for before, now in moved.items() if before[0] == table and now == name]
        if not names and key in moved:
            return _NOTHING  # the base record has another question's answer under this id
        entries = self._base.facts if table == "facts" else self._base.answers
        answer = entries.get(names[0] if names else name)
        return _NOTHING if answer is None else Earlier(answer, answer_entries(answer, slots))

    def _weigh(self, answers: dict[str, Answer], facts: FactReading, faults: dict[Path, Fault]) -> None:
        """Take out of the answers what the judge could not take."""
        if self._facts != facts:
            self._facts = facts
            self._sound.clear()
        for question in self._questions:
            indicator, rule = question.indicator, question.rule
            if indicator is None or rule is None or indicator.id not in answers:
                continue
            answer = answers[indicator.id]
            kept = self._sound.get(indicator.id)
            if kept is None or kept[0] is not answer:
                kept = (answer, sound_answer(indicator, rule, answer, facts, self._known))
                self._sound[indicator.id] = kept
            sound, at_fault = kept[1]
            answers[indicator.id] = sound
            for path, fault in at_fault.items():
                faults.setdefault(path, fault)
            if sound == BLANK and answer != BLANK:
                del answers[indicator.id]
