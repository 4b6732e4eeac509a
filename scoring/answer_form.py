"""The canonical form (`criteria.canonical`) of answers and facts, written out: merges digest thousands of records.

The form of an answer is that of the table `said` makes of it, and a test holds the two together.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import lru_cache
from unicodedata import is_normalized

from criteria.canonical import canonical
from scoring.answers import Answer, Evidence, Value


def entries_form(entries: Mapping[str, Answer]) -> str:
    """Return the form of answers or facts by id; an entry that says nothing is left out."""
    pieces = ["{"]
    for key in sorted(entries):
        form = answer_form(entries[key])
        if form != "{}":
            pieces += _often(key), form
    pieces.append("}")
    return "".join(pieces)


def answer_form(entry: Answer) -> str:  # noqa: C901 - one key after another
    """Return the form of one answer: its keys in code-point order, those that say nothing left out."""
    value, of, percent, approx, not_applicable, plan, source, as_of, note, evidence, inputs = entry
    form = "{"
    if approx is not None:
        form += f"s6:approxs{len(approx)}:{approx}"
    if as_of is not None:
        form += f"s5:as_of{_day(as_of)}"
    if evidence:
        documents = _document(evidence[0]) if len(evidence) == 1 else "".join(map(_document, evidence))
        form += f"s8:evidence[{documents}]"
    if inputs:
        parts = "".join([_often(key) + answer_form(inputs[key]) for key in sorted(inputs)])
        form += f"s6:inputs{{{parts}}}"
    if not_applicable is not None:
        form += f"s14:not_applicable{_text(not_applicable)}"
    if note is not None:
        form += f"s4:note{_text(note)}"
    if of is not None:
        form += f"s2:of{_number(of)}"
    if percent is not None:
        form += f"s7:percent{_number(percent)}"
    if plan is not None:
        form += f"s4:plan{_text(plan)}"
    if source is not None:
        form += f"s6:source{_often(source)}"
    if value is None:
        return f"{form}}}"
    plain = str(value) if type(value) is Decimal else ""
    if plain.isdigit():  # as most are
        return f"{form}s5:valuen{plain}}}"
    return f"{form}s5:value{_value(value)}}}"


def _value(value: Value) -> str:
    kind = type(value)
    if kind is Decimal:
        return _number(value)  # type: ignore[arg-type]  # it is one
    if kind is str:
        return _text(value)  # type: ignore[arg-type]  # it is one
    if kind is bool:
        return "bt" if value else "bf"
    return canonical(value)


def _document(document: Evidence) -> str:
    number, day, title, file, sha256 = document
    if file is None and sha256 is None and number is not None and day is not None and title is not None:
        told = f"s{len(number)}:{number}" if number.isascii() else _text(number)  # as most are
        return f"{{s4:date{_day(day)}s6:number{told}s5:title{_often(title)}}}"
    form = "{"
    if day is not None:
        form += f"s4:date{_day(day)}"
    if file is not None:
        form += f"s4:file{_text(file)}"
    if number is not None:
        form += f"s6:number{_text(number)}"
    if sha256 is not None:
        form += f"s6:sha256{_text(sha256)}"
    if title is not None:
        form += f"s5:title{_often(title)}"
    return f"{form}}}"


@lru_cache(1024)
def _day(day: date) -> str:
    """Return the form of a day; a record names few, and all records the same."""
    return f"d{day.isoformat()}"


def _text(text: str) -> str:
    if text.isascii() or is_normalized("NFC", text):
        return f"s{len(text)}:{text}"
    return canonical(text)


_often = lru_cache(1024)(_text)
"""Sources and titles of documents are the same many times in a record, and in many records."""


def _number(number: Decimal) -> str:
    plain = str(number)
    return f"n{plain}" if plain.isdigit() else canonical(number)
