"""A new draft from the last period's record: facts, answers and evidence brought over, to be confirmed one by one."""

from __future__ import annotations

from collections.abc import Mapping

from criteria.model import IndicatorSet
from scoring.answers import Answer
from scoring.drafts.draft import DraftHead
from scoring.drafts.entries import answer_entries, slots_below
from scoring.drafts.paths import Path, carried_mark
from scoring.drafts.questions import questionnaire
from scoring.record import Record


def begin(
    known: IndicatorSet,
    head: DraftHead,
    *,
    previous: Record | None = None,
    assessor: str = "",
    post: str = "",
) -> dict[Path, str]:
    """Return the entries a new draft begins with.

    Args:
        known: The set.
        head: The head of the new draft.
        previous: The last period's record, to bring its facts and answers over; None to begin with nothing.
        assessor: Who fills it in.
        post: Their post.
    """
    told = {("assessor", "name"): assessor, ("assessor", "post"): post}
    if known.classes and head.unit.unit_class in {other.id for other in known.classes}:
        told["unit", "class"] = head.unit.unit_class or ""
    brought = {} if previous is None else carry(known, previous, head)
    return brought | {path: text for path, text in told.items() if text}


def carry(known: IndicatorSet, previous: Record, head: DraftHead) -> dict[Path, str]:
    """Return what a new draft takes over from the last period's record.

    Every answer is marked with the period it comes from until it is confirmed. Its day (`as_of`) is left out, because
    it is the day of the old figure; so is what the set no longer asks.
    """
    classes = {other.id for other in known.classes}
    unit_class = head.unit.unit_class if head.unit.unit_class in classes else previous.unit.unit_class
    entries: dict[Path, str] = {}
    if unit_class in classes:
        entries["unit", "class"] = unit_class or ""
    tables: Mapping[str, Mapping[str, Answer]] = {"facts": previous.facts, "answers": previous.answers}
    for question in questionnaire(known, unit_class):
        answer = tables.get(question.key[0], {}).get(question.key[-1])
        if answer is None or question.by_upper:
            continue
        for path, text in answer_entries(_undated(answer), slots_below(question)).items():
            entries[*question.key, *path] = text
        if answer.says_something:
            entries[carried_mark(question.key)] = previous.period.label
    return entries


def _undated(answer: Answer) -> Answer:
    inputs = {name: part._replace(as_of=None) for name, part in answer.inputs.items()}
    return answer._replace(as_of=None, inputs=inputs)
