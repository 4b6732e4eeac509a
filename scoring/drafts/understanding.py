"""What a typed text means in its slot: a value, two values to choose from, or a fault that says why neither."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from criteria.clean import clean_text
from criteria.faults import Fault
from criteria.kinds import to_decimal
from criteria.typed import NamedTuple, assert_never
from criteria.words import Lang, Words
from scoring.answers import Value
from scoring.drafts.paths import NO, NONE_TICKED, YES
from scoring.drafts.questions import Slot
from scoring.numbers import echo_number
from scoring.typed_numbers import Ambiguous, Number, Unreadable, read_number

FIRST_YEAR = 1900
LAST_YEAR = 2100
LONGEST_TEXT = 10_000
"""Characters: a record as a whole may have 256 KB."""
MOST_LISTED = 1_000

_THOUSAND = 1000
_DIGITS = "0123456789"
_DATE_MARKS = str.maketrans(dict.fromkeys("/-. ", "/") | {0xFF0F: "/", 0x2013: "/", 0x2212: "/"})
_FULL_WIDTH = str.maketrans({full: chr(full - 0xFEE0) for full in range(0xFF10, 0xFF1A)})


class Understood(NamedTuple):
    """A text that means one thing."""

    value: Value
    slot: Slot

    def echo(self, lang: Lang) -> str:
        """Return how it was understood, where one has to be told: "= 29 839", "= 30/6/2024"; else nothing."""
        value = self.value
        if isinstance(value, bool | str):
            return ""
        if isinstance(value, Decimal):
            return f"= {echo_number(value, lang)}"
        if isinstance(value, tuple):
            return f"= {len(value)}" if self.slot.kind == "list" else ""
        return f"= {written_date(value)}" if lang == "vi" else f"= {value.isoformat()}"


class Unclear(NamedTuple):
    """A figure that could be two numbers.

    Attributes:
        choices: What to type instead, and the number that is then meant; the likelier first.
        fault: The same as a fault.
    """

    choices: tuple[tuple[str, Decimal], ...]
    fault: Fault


class Refused(NamedTuple):
    """A text that means nothing in its slot."""

    fault: Fault


Reading = Understood | Unclear | Refused | None
"""What a text means; None where it is blank."""


def understand(slot: Slot, text: str) -> Reading:
    """Say what a text means in a slot. Any text whatever may be typed."""
    text = clean_text(text).strip()
    if not text:
        return None
    match slot.kind:
        case "count" | "amount" | "percent" | "points":
            return _figure(slot, text)
        case "yes_no":
            return _flag(slot, text)
        case "level" | "choice":
            return _choice(slot, text)
        case "parts":
            return _parts(slot, text)
        case "date":
            return _date(slot, text)
        case "list":
            return _list(slot, text)
        case "text":
            if len(text) > LONGEST_TEXT:
                return Refused(Fault("T010", slot.path, {"most": Decimal(LONGEST_TEXT)}))
            return Understood(text, slot)
        case _:
            assert_never(slot.kind)


def typed(value: Value) -> str:
    """Return a value as one would type it, so that it can be read in one way only in the slot of its kind."""
    match value:
        case bool():
            return YES if value else NO
        case Decimal():
            return written_number(value)
        case tuple():
            return "\n".join(" ".join(item.split()) for item in value) if value else NONE_TICKED
        case str():
            return value
        case _:
            return written_date(value)


def typed_parts(value: tuple[str, ...]) -> str:
    """Return ticked parts as they stand in a draft."""
    return ",".join(value) if value else NONE_TICKED


def written_number(value: Decimal) -> str:
    """Return a number without thousands set apart, with a comma before the decimals; never one that could be two."""
    plain = f"{value:f}"
    if "." in plain:
        plain = plain.rstrip("0").rstrip(".")
    plain = plain if plain.strip("-0.") else "0"
    whole, point, decimals = plain.partition(".")
    if not point:
        return whole
    if len(decimals) == 3 and len(whole.lstrip("-")) <= 3 and whole.lstrip("-") != "0":
        decimals += "0"
    return f"{whole},{decimals}"


def written_date(day: date) -> str:
    """Return a day as it is typed: 30/6/2024."""
    return f"{day.day}/{day.month}/{day.year:04}"


def _figure(slot: Slot, text: str) -> Reading:
    reading = read_number(text, whole=slot.kind == "count")
    match reading:
        case Unreadable(reason="fraction"):
            return Refused(Fault("T003", slot.path, {"text": text}))
        case Unreadable(reason="sign"):
            return Refused(Fault("T002", slot.path, {"text": text}))
        case Unreadable(reason="too_long"):
            return Refused(Fault("T005", slot.path, {"text": text}))
        case Unreadable():
            return Refused(Fault("T001", slot.path, {"text": text}))
        case Ambiguous(values=values):
            if slot.kind == "percent" or (slot.kind == "points" and (slot.most or 0) < _THOUSAND):
                return _checked(slot, Number(min(values, key=abs), reading.percent), text)
            return _unclear(slot, reading, text)
        case Number():
            return _checked(slot, reading, text)
        case _:
            assert_never(reading)


def _checked(slot: Slot, number: Number, text: str) -> Reading:
    value = number.value
    if value < 0:
        return Refused(Fault("T002", slot.path, {"text": text}))
    if number.percent and slot.kind != "percent":
        return Refused(Fault("T007", slot.path, {"text": text}))
    if value % 1 and to_decimal(float(value)) != value:
        return Refused(Fault("T005", slot.path, {"text": text}))
    return Understood(value, slot)


def _unclear(slot: Slot, reading: Ambiguous, text: str) -> Reading:
    if reading.percent or min(reading.values) < 0:
        return _checked(slot, Number(reading.values[0], reading.percent), text)
    choices = tuple((written_number(value), value) for value in reading.values)
    (one, _), (other, _) = choices
    fault = Fault("T006", slot.path, {"text": text, "one": one, "other": other})
    return Unclear(choices, fault)


def _flag(slot: Slot, text: str) -> Reading:
    word = text.casefold()
    if word in {YES, NO}:
        return Understood(word == YES, slot)
    return Refused(Fault("T008", slot.path, {"text": text}))


def _choice(slot: Slot, text: str) -> Reading:
    if any(choice.id == text for choice in slot.choices):
        return Understood(text, slot)
    return Refused(_no_choice(slot, text))


def _parts(slot: Slot, text: str) -> Reading:
    ticked = () if text == NONE_TICKED else tuple(dict.fromkeys(part.strip() for part in text.split(",")))
    ticked = tuple(part for part in ticked if part)
    known = {choice.id for choice in slot.choices}
    for part in ticked:
        if part not in known:
            return Refused(_no_choice(slot, part))
    return Understood(ticked, slot)


def _no_choice(slot: Slot, word: str) -> Fault:
    vi = ", ".join(choice.title.vi for choice in slot.choices)
    en = ", ".join(choice.title.text("en") for choice in slot.choices)
    return Fault("T009", slot.path, {"text": word, "known": Words(vi, en)})


def _list(slot: Slot, text: str) -> Reading:
    if len(text) > LONGEST_TEXT:
        return Refused(Fault("T010", slot.path, {"most": Decimal(LONGEST_TEXT)}))
    if text == NONE_TICKED:
        return Understood((), slot)
    if slot.counted and "\n" not in text:
        number = read_number(text, whole=True)
        if isinstance(number, Number) and not number.percent:
            return _checked(slot, number, text)
    items = [" ".join(line.split()) for line in text.split("\n")]
    return Understood(tuple(item for item in items if item), slot)


def _date(slot: Slot, text: str) -> Reading:
    found = read_date(text)
    if found is None:
        return Refused(Fault("T004", slot.path, {"text": text}))
    return Understood(found, slot)


def read_date(text: str) -> date | None:
    """Return the day a text says: 30/6/2024, 30-06-2024, 30.6.2024, 30 6 2024 or 2024-06-30; None if it says none."""
    pieces = text.translate(_FULL_WIDTH).strip().translate(_DATE_MARKS).split("/")
    if len(pieces) != 3 or not all(piece and not piece.strip(_DIGITS) for piece in pieces):
        return None
    first, middle, last = pieces
    if len(first) == 4:
        first, last = last, first
    if len(last) != 4 or len(first) > 2 or len(middle) > 2 or not FIRST_YEAR <= int(last) <= LAST_YEAR:
        return None
    try:
        return date(int(last), int(middle), int(first))
    except ValueError:
        return None


def faulty(reading: Reading) -> Fault | None:
    """Return why a reading yields no value; None where it does, and where the text is blank."""
    return reading.fault if isinstance(reading, Refused | Unclear) else None
