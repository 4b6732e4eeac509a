"""Answers as almost all are, read without ceremony: nine of ten in a record, and a merge reads thousands of records.

Whatever is not plain (a key that is not known here, a value of another kind, an empty text) is left to
`scoring.record_grammar`, which says what is wrong with it. A test holds the two to the same answers.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from criteria.kinds import to_decimal
from scoring.answers import Answer, Evidence, Value

_LARGEST = 2**63
_MOST = 1000


def plain_answer(table: dict[str, object]) -> Answer | None:  # noqa: C901, PLR0912 - one key after another
    """Return the answer a table holds, or None where it takes more care to read."""
    value: Value | None = None
    of = percent = source = as_of = note = None
    evidence: tuple[Evidence, ...] = ()
    inputs: dict[str, Answer] | None = None
    for key, item in table.items():
        kind = type(item)
        if key == "value":
            value = _value(item)
            if value is None:
                return None
        elif key == "evidence":
            documents = _documents(item)
            if documents is None:
                return None
            evidence = documents
        elif key == "as_of" and kind is date:
            as_of = item
        elif key == "inputs":
            inputs = _inputs(item)
            if inputs is None:
                return None
        elif kind is str and not item.isspace() and item:  # type: ignore[attr-defined]  # it is a text
            if key == "source":
                source = item
            elif key == "note":
                note = item
            else:
                return None
        elif key == "of":
            of = to_decimal(item)
            if of is None:
                return None
        elif key == "percent":
            percent = to_decimal(item)
            if percent is None:
                return None
        else:
            return None
    if inputs is None:
        return Answer(value, of, percent, None, None, None, source, as_of, note, evidence)  # type: ignore[arg-type]
    return Answer(value, of, percent, None, None, None, source, as_of, note, evidence, inputs)  # type: ignore[arg-type]


def plain_entry(item: object) -> Answer | None:
    """Return the fact or the input that a table or a bare value is, or None where it takes more care to read."""
    if type(item) is dict:
        return None if "inputs" in item else plain_answer(item)
    value = _value(item)
    return None if value is None else Answer(value)


def _inputs(item: object) -> dict[str, Answer] | None:
    if type(item) is not dict:
        return None
    inputs: dict[str, Answer] = {}
    for key, part in item.items():
        entry = plain_entry(part)
        if entry is None:
            return None
        inputs[key] = entry
    return inputs


def _value(item: object) -> Value | None:
    kind = type(item)
    if kind is int:
        return Decimal(item) if -_LARGEST <= item < _LARGEST else None  # type: ignore[arg-type,operator]
    if kind is bool:
        return item  # type: ignore[return-value]
    if kind is str:
        return None if not item or item.isspace() else item  # type: ignore[attr-defined,return-value]
    if kind is float:
        return to_decimal(item)
    if kind is list:
        for part in item:  # type: ignore[attr-defined]
            if type(part) is not str or not part or part.isspace():
                return None
        return tuple(item)  # type: ignore[arg-type]
    return None


def _documents(item: object) -> tuple[Evidence, ...] | None:
    if type(item) is not list or len(item) > _MOST:
        return None
    documents = []
    for entry in item:
        if type(entry) is not dict:
            return None
        number = day = title = file = sha256 = None
        for key, part in entry.items():
            if key == "date":
                if type(part) is not date:
                    return None
                day = part
                continue
            if type(part) is not str or not part or part.isspace():
                return None
            if key == "title":
                title = part
            elif key == "number":
                number = part
            elif key == "file":
                file = part
            elif key == "sha256":
                sha256 = part
            else:
                return None
        documents.append(Evidence(number, day, title, file, sha256))
    return tuple(documents)
