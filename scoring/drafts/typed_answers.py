"""One question's entries read as an answer, leaf by leaf."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal

from criteria.faults import Fault
from criteria.typed import NamedTuple
from scoring.answers import BLANK, Answer, Approx, Evidence, Value
from scoring.drafts.paths import DOCUMENT, NO, NONE_TICKED, ROLES, YES, Path, rows
from scoring.drafts.questions import Slot, approximations
from scoring.drafts.understanding import Understood, faulty, read_date, understand
from scoring.typed_numbers import Number, read_number

Below = Mapping[Path, str]
"""The entries of one question, by path below its key."""

_FIRST = ("value", "of", "percent", "approx", "not_applicable")
"""The roles that make an answer: if one of them cannot be read, none of them counts."""
_APPROX: Mapping[str, Approx] = {"over": "over", "under": "under", "about": "about"}


class Earlier(NamedTuple):
    """What the base record says: an answer, and the entries it makes."""

    answer: Answer = BLANK
    below: Mapping[Path, str] = {}


class Asked(NamedTuple):
    """What a question's entries are read with.

    Attributes:
        key: The question's key.
        slots: Its slots, by path below the key.
        kind: How a value is typed that has no slot, by path below the key; empty where nobody knows.
        earlier: What the base record says; what is still the same is taken from it as it is.
    """

    key: Path
    slots: Mapping[Path, Slot]
    kind: Callable[[Path], str]
    earlier: Earlier


class ReadAnswer(NamedTuple):
    """An answer, and why texts of it could not be read, by their paths."""

    answer: Answer
    faults: Mapping[Path, Fault]


def read_answer(below: Below, asked: Asked) -> ReadAnswer:
    """Read one question's entries."""
    if below == asked.earlier.below:
        return ReadAnswer(asked.earlier.answer, {})
    faults: dict[Path, Fault] = {}
    answer = _node(below, (), asked, asked.earlier.answer, faults)
    names = dict.fromkeys(path[1] for path in below if path[0] == "inputs" and len(path) > 2)
    inputs: dict[str, Answer] = {}
    for name in names:
        old = asked.earlier.answer.inputs.get(name, BLANK)
        part = _node(below, ("inputs", name), asked, old, faults)
        if part != BLANK:
            inputs[name] = part
    return ReadAnswer(answer._replace(inputs=inputs) if inputs else answer, faults)


def _node(below: Below, at: Path, asked: Asked, old: Answer, faults: dict[Path, Fault]) -> Answer:
    """Read an answer, or one input of it."""
    said: dict[str, Value] = {}
    unread = False
    for role in ROLES:
        path = (*at, role)
        text = below.get(path)
        if text is None:
            continue
        value = _kept(path, text, getattr(old, role), asked)
        if value is None:
            value, fault = _leaf(path, text, asked)
            if fault is not None:
                faults[*asked.key, *path] = fault
                unread = unread or role in _FIRST
        if value is not None:
            said[role] = value
    if unread:
        said = {role: value for role, value in said.items() if role not in _FIRST}
    approx = said.pop("approx", None)
    told = {role: value for role, value in said.items() if _fits(role, value)}
    return Answer(
        **told,  # type: ignore[arg-type]  # `_fits` holds each to its role
        approx=_APPROX.get(approx) if isinstance(approx, str) else None,
        evidence=_documents(below, at, asked, old, faults),
    )


def _kept(path: Path, text: str, old: Value | None, asked: Asked) -> Value | None:
    """Return what the base record says at `path`, where the text is still the one that says it."""
    return old if old is not None and asked.earlier.below.get(path) == text else None


def _fits(role: str, value: Value) -> bool:
    match role:
        case "value":
            return True
        case "of" | "percent":
            return isinstance(value, Decimal)
        case "as_of":
            return isinstance(value, date)
        case _:
            return isinstance(value, str)


def _leaf(path: Path, text: str, asked: Asked) -> tuple[Value | None, Fault | None]:
    slot = asked.slots.get(path)
    if slot is None:
        if path[-1] == "value":
            return loosely(asked.kind(path), text), None
        slot = plain_slot((*asked.key, *path))
    reading = understand(slot, text)
    if isinstance(reading, Understood):
        return reading.value, None
    return None, faulty(reading)


def _documents(
    below: Below, at: Path, asked: Asked, old: Answer, faults: dict[Path, Fault]
) -> tuple[Evidence, ...]:
    found: list[Evidence] = []
    for row in rows(below, at):
        here = (*at, "evidence", str(row))
        before = old.evidence[row] if row < len(old.evidence) else Evidence()
        said: dict[str, Value] = {}
        for name in DOCUMENT:
            text = below.get((*here, name))
            if text is None:
                continue
            value = _kept((*here, name), text, getattr(before, name), asked)
            if value is None:
                value, fault = _leaf((*here, name), text, asked)
                if fault is not None:
                    faults[*asked.key, *here, name] = fault
            if value is not None:
                said[name] = value
        if said:
            found.append(Evidence(**said))  # type: ignore[arg-type]  # a date slot gives days, the others texts
    return tuple(found)


def plain_slot(path: Path) -> Slot:
    """Return the slot of a text the set does not ask for, by its role; of a value there is none to tell."""
    match path[-1]:
        case "of":
            return Slot(path, "amount")
        case "percent":
            return Slot(path, "percent")
        case "as_of" | "date":
            return Slot(path, "date")
        case "approx":
            return Slot(path, "choice", choices=approximations())
        case _:
            return Slot(path, "text")


def loosely(kind: str, text: str) -> Value | None:
    """Return the value of a text whose question is not asked; where the kind is not known, by how it looks."""
    text = text.strip()
    if not text:
        return None
    if kind in {"parts", "list"}:
        items = text.split("," if kind == "parts" else "\n")
        return () if text == NONE_TICKED else tuple(" ".join(item.split()) for item in items if item.strip())
    if kind in {"level", "text", "choice"}:
        return text
    if text in {YES, NO}:
        return text == YES
    number = read_number(text)
    if isinstance(number, Number):
        return number.value
    return () if text == NONE_TICKED else read_date(text) or text
