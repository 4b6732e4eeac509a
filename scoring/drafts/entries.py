"""A record as the entries of a draft: each value as one would type it in its slot."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from criteria.model import IndicatorSet
from scoring.answers import Answer, Evidence, Value
from scoring.drafts.paths import DOCUMENT, Path
from scoring.drafts.questions import Question, Slot, questionnaire
from scoring.drafts.understanding import typed, typed_parts
from scoring.record import Record

_TEXTS = ("not_applicable", "plan", "source", "note")
_VALUES = ("value", "of", "percent", "as_of")


def entries_of(known: IndicatorSet, record: Record) -> dict[Path, str]:
    """Return what the desk can change of a record, as texts by path.

    Facts and answers the set does not know are left out: filling carries them over from the record.
    """
    entries = {path: text for path, (text, _) in front_entries(record).items()}
    if not known.classes:
        entries.pop(("unit", "class"), None)
    for question in questionnaire(known, record.unit.unit_class):
        answer = entry_of(record, question.key)
        if answer is not None:
            below = answer_entries(answer, slots_below(question))
            entries |= {(*question.key, *path): text for path, text in below.items()}
    return entries


def entry_of(record: Record, key: Path) -> Answer | None:
    """Return the fact or answer a question's key names; None where the record has none."""
    table = {"facts": record.facts, "answers": record.answers}.get(key[0], {})
    return table.get(key[1]) if len(key) > 1 else None


def slots_below(question: Question) -> dict[Path, Slot]:
    """Return a question's slots by their paths below its key."""
    at = len(question.key)
    return {slot.path[at:]: slot for slot in question.all_slots}


def answer_entries(answer: Answer, slots: Mapping[Path, Slot], at: Path = ()) -> dict[Path, str]:
    """Return an answer's texts by path below its key.

    Args:
        answer: The answer.
        slots: Its question's slots, by path below the key.
        at: Where within the question the answer stands: `("inputs", "wan")` for an input.
    """
    found = dict(_said(answer, slots, at))
    for row, document in enumerate(answer.evidence):
        found |= _document(document, (*at, "evidence", str(row)))
    for name, part in answer.inputs.items():
        found |= answer_entries(part, slots, (*at, "inputs", name))
    return found


def _said(answer: Answer, slots: Mapping[Path, Slot], at: Path) -> Iterator[tuple[Path, str]]:
    for role in _VALUES:
        value: Value | None = getattr(answer, role)
        if value is not None:
            path = (*at, role)
            slot = slots.get(path)
            ticked = slot is not None and slot.kind == "parts" and isinstance(value, tuple)
            yield path, typed_parts(value) if ticked and isinstance(value, tuple) else typed(value)
    for role in _TEXTS:
        text: str | None = getattr(answer, role)
        if text:
            yield (*at, role), text
    if answer.approx is not None:
        yield (*at, "approx"), answer.approx


def _document(document: Evidence, at: Path) -> dict[Path, str]:
    found: dict[Path, str] = {}
    for name in DOCUMENT:
        item = getattr(document, name)
        if item:
            found[(*at, name)] = typed(item)
    return found


def front_entries(record: Record) -> dict[Path, tuple[str, Value]]:
    """Return what the front page of a record says: the text and the value, by path."""
    assessor, submission = record.assessor, record.submission
    told: Iterable[tuple[Path, Value | None]] = (
        (("assessor", "name"), assessor.name),
        (("assessor", "post"), assessor.post),
        (("unit", "class"), record.unit.unit_class),
        (("submission", "number"), submission.number),
        (("submission", "date"), submission.date),
        (("submission", "approved_by"), submission.approved_by),
    )
    return {path: (typed(item), item) for path, item in told if item}
