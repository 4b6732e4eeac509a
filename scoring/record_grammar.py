"""The keys of a record in TOML, and the values they become."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from criteria.kinds import (
    DATE,
    ID,
    MOMENT,
    TEXT,
    Kind,
    Shape,
    choice,
    many,
    may,
    named,
    needed,
    number,
    object_schema,
    read_fields,
    table,
    to_decimal,
    whole,
)
from criteria.place import Place, Unreadable
from scoring.answers import Answer, Evidence, Review, Value
from scoring.periods import Period, parse_period
from scoring.plain_answers import plain_answer, plain_entry
from scoring.record import (
    Assessor,
    ReceivingOffice,
    ReportingUnit,
    Revision,
    SetName,
    StatedResult,
    Submission,
)
from scoring.units.unit import UNIT_KINDS

MOST_REVISIONS = 100_000


def _read_value(value: object, place: Place) -> Value:
    if isinstance(value, bool):
        return value
    if isinstance(value, str):
        if not value.strip():
            raise place.wrong("F017")
        return value
    if isinstance(value, list):
        if not all(isinstance(item, str) for item in value):
            raise place.wrong("F013", wanted="texts")
        if not all(item.strip() for item in value):
            raise place.wrong("F017")
        return tuple(value)
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    exact = to_decimal(value)
    if exact is None:
        raise place.wrong("F013", wanted="value")
    return exact


def _read_anything(value: object, _: Place) -> str | None:
    """Accept an empty text as "not said": people empty a field rather than delete its key."""
    return value if isinstance(value, str) and value.strip() else None


def _read_text(value: object, place: Place) -> str | None:
    if not isinstance(value, str):
        raise place.wrong("F013", wanted="text")
    return _read_anything(value, place)


def _read_code(value: object, place: Place) -> str:
    if isinstance(value, int):
        raise place.wrong("R004", word=str(value))
    code: str = ID.read(value, place)
    return code


_VALUE = Kind(_read_value, lambda: {"type": ["number", "boolean", "string", "array"]})
_TEXT = Kind(_read_text, lambda: {"type": "string"})
_AMOUNT = number()
_CODE = Kind(_read_code, ID.schema)
_VERSION = TEXT
_EVIDENCE: Shape = {
    "number": may(_TEXT),
    "date": may(DATE),
    "title": may(_TEXT),
    "file": may(_TEXT),
    "sha256": may(_TEXT),
}
_COMMON: Shape = {
    "value": may(_VALUE),
    "of": may(_AMOUNT),
    "percent": may(_AMOUNT),
    "approx": may(choice("over", "under", "about")),
    "not_applicable": may(TEXT),
    "plan": may(_TEXT),
    "source": may(_TEXT),
    "as_of": may(DATE),
    "note": may(_TEXT),
    "evidence": may(many(table(_EVIDENCE, Evidence))),
}


def _entries(kind: Kind, plain: Callable[[object], Answer | None]) -> Kind:
    """A table of answers by any name: what is plain is read the quick way, the rest with `kind`."""
    careful = named(kind, words=False)

    def read(value: object, place: Place) -> object:
        if not isinstance(value, dict):
            return careful.read(value, place)
        entries: dict[str, Answer] = {}
        for key, item in value.items():
            entry = plain(item)
            if entry is not None:
                entries[key] = entry
            else:
                entries |= careful.read({key: item}, place)
        return entries

    return Kind(read, careful.schema)


def _read_input(value: object, place: Place) -> Answer:
    if isinstance(value, dict):
        return Answer(**read_fields(_COMMON, value, place))
    return Answer(_read_value(value, place))


ONE_FACT = Kind(_read_input, lambda: {"anyOf": [_VALUE.schema(), object_schema(_COMMON)]})
"""A fact, or one input of an answer: a table or a bare value."""
FACTS = _entries(ONE_FACT, plain_entry)
"""The facts, by id: each a table, or a bare value."""
ANSWER: Shape = {**_COMMON, "inputs": may(FACTS)}
"""The keys of an answer."""


def _read_answer(value: object, place: Place) -> Answer:
    if not isinstance(value, dict):
        raise place.wrong("R005")
    torn = [key for key, item in value.items() if isinstance(item, dict) and key not in ANSWER]
    for key in torn:
        place.enter(key)
        place.note("R006", id=f"{place.keys[-2]}.{key}")
        place.leave()
    if torn:
        raise Unreadable
    return Answer(**read_fields(ANSWER, value, place))


ONE_ANSWER = Kind(_read_answer, lambda: object_schema(ANSWER))
"""An answer."""
ANSWERS = _entries(ONE_ANSWER, lambda item: plain_answer(item) if type(item) is dict else None)
"""The answers, by the id of their indicator."""


def _read_at(value: object, place: Place) -> date | datetime:
    at: date | datetime = (MOMENT if isinstance(value, datetime) else DATE).read(value, place)
    return at


_REVIEW: Shape = {
    "decision": needed(choice("agreed", "changed", "rejected")),
    "answer": may(_TEXT),
    "value": may(_VALUE),
    "of": may(_AMOUNT),
    "points": may(_AMOUNT),
    "reason": may(_TEXT),
    "by": may(_TEXT),
    "at": may(Kind(_read_at, DATE.schema)),
}


def _read_review(value: object, place: Place) -> Review:
    review = Review(**read_fields(_REVIEW, value, place, all_or_none=True))
    if review.decision == "changed" and (review.value is None) == (review.points is None):
        raise place.wrong("R007")
    return review


REVIEWS = named(Kind(_read_review, lambda: object_schema(_REVIEW)), words=False)
"""The reviews, by the id of the indicator they judge."""
_PARENT: Shape = {"code": may(_CODE), "name": may(_TEXT)}
_UNIT: Shape = {
    "code": needed(_CODE),
    "name": needed(TEXT),
    "kind": may(choice(*UNIT_KINDS)),
    "parent": may(table(_PARENT, ReceivingOffice)),
    "class": may(_TEXT, "unit_class"),
}
_SET: Shape = {"id": needed(ID), "version": needed(_VERSION), "digest": may(_TEXT)}
_PERIOD: Shape = {"label": needed(TEXT), "from": may(DATE, "start"), "to": may(DATE, "end")}


def _read_period(value: object, place: Place) -> Period:
    fields = read_fields(_PERIOD, value, place)
    label = str(fields["label"])
    period = parse_period(label)
    if period is None:
        raise place.wrong("R008", word=label)
    for key, attribute in (("from", "start"), ("to", "end")):
        stated = fields.get(attribute)
        if stated is not None and stated != getattr(period, attribute):
            place.enter(key)
            place.note("R009", label=label, word=str(getattr(period, attribute)))
            place.leave()
    return period


_RESULT: Shape = {
    "points": may(_AMOUNT),
    "max": may(_AMOUNT),
    "percent": may(_AMOUNT),
    "band": may(_TEXT),
    "coverage": may(_TEXT),
}
_ENTRY: Shape = {
    "revision": needed(whole(least=1, most=MOST_REVISIONS)),
    "at": needed(MOMENT),
    "digest": needed(TEXT),
    "by": may(_TEXT),
}
CORE: Shape = {
    "set": needed(table(_SET, SetName)),
    "unit": needed(table(_UNIT, ReportingUnit)),
    "period": needed(Kind(_read_period, lambda: object_schema(_PERIOD))),
}
"""The keys without which a file is no record that could be counted."""
RECORD: Shape = {
    "schema": may(TEXT),
    "id": may(TEXT),
    "revision": may(whole(least=1, most=MOST_REVISIONS)),
    "state": may(choice("draft", "submitted", "verified")),
    **CORE,
    "assessor": may(table({"name": may(_TEXT), "post": may(_TEXT)}, Assessor)),
    "submission": may(
        table({"number": may(_TEXT), "date": may(DATE), "approved_by": may(_TEXT)}, Submission)
    ),
    "facts": may(FACTS),
    "answers": may(ANSWERS),
    "review": may(REVIEWS),
    "result": may(table(_RESULT, StatedResult)),
    "history": may(many(table(_ENTRY, Revision))),
}
"""The keys of a record."""
EXPECTED = ("id", "revision", "state")
"""Keys every record should have, though it can be judged without them."""
