"""What a typed text means: the worked cases of `typed.toml`, and what holds of any text."""

import tomllib
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path as File

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies.records import days, numbers, unsettled

from criteria.rules import Choice
from criteria.words import Lang, Words
from scoring.answers import Value
from scoring.drafts.questions import Slot, SlotKind
from scoring.drafts.understanding import (
    FIRST_YEAR,
    LAST_YEAR,
    LONGEST_TEXT,
    Refused,
    Unclear,
    Understood,
    faulty,
    read_date,
    typed,
    understand,
    written_date,
    written_number,
)

CASES = tomllib.loads(File(__file__).with_name("typed.toml").read_text("utf-8"), parse_float=Decimal)["cases"]
LANGS: tuple[Lang, ...] = ("vi", "en")
KINDS: tuple[SlotKind, ...] = (
    *("yes_no", "level", "parts", "count", "amount", "percent", "points", "text", "date", "list", "choice"),
)
CHOICES = tuple(Choice(name, Words(name.upper()), Decimal(0)) for name in ("a", "b"))
PATH = ("answers", "1.4", "value")


def slot(kind: str) -> Slot:
    """Return a slot of a kind; "counted" is a list that may be a number."""
    if kind == "counted":
        return Slot(PATH, "list", counted=True)
    return next(Slot(PATH, known, choices=CHOICES) for known in KINDS if known == kind)


def value_of(case: Mapping[str, object]) -> object:
    """Return the value a case expects."""
    value = case.get("value", case.get("date"))
    if isinstance(value, list):
        return tuple(value)
    return Decimal(value) if type(value) is int else value


@pytest.mark.parametrize("case", CASES, ids=[f"{case['kind']}: {case['text']}" for case in CASES])
def test_a_typed_text_means_what_the_case_says(case: Mapping[str, str]) -> None:
    """A text is understood, asked about or refused as the case says, and told back in both notations."""
    reading = understand(slot(case["kind"]), case["text"])
    match reading:
        case Understood(value=value):
            assert value == value_of(case)
            assert type(value) is type(value_of(case))
            if "echo" in case:
                assert reading.echo("vi").replace("\u00a0", " ") == case["echo"]
            if "echo_en" in case:
                assert reading.echo("en").replace("\u00a0", " ") == case["echo_en"]
        case Unclear(choices=choices):
            assert [text for text, _ in choices] == [*case["choices"]]
            for text, value in choices:
                chosen = understand(slot(case["kind"]), text)
                assert isinstance(chosen, Understood)
                assert chosen.value == value
        case Refused(fault=fault):
            assert fault.code == case["fault"]
            assert fault.path == PATH
        case None:
            assert case.keys() == {"kind", "text"}


def test_every_fault_of_typing_is_among_the_cases() -> None:
    """The worked cases show each way a text can be refused, but for a text that is too long."""
    shown = {case["fault"] for case in CASES if "fault" in case}
    assert shown == {"T001", "T002", "T003", "T004", "T005", "T007", "T008", "T009"}


def test_a_text_that_is_too_long_is_refused() -> None:
    """A pasted report is no note."""
    for kind in ("text", "list"):
        reading = understand(slot(kind), "x" * (LONGEST_TEXT + 1))
        assert isinstance(reading, Refused)
        assert reading.fault.code == "T010"


@given(st.sampled_from([*KINDS, "counted"]), unsettled | st.text())
def test_any_text_can_be_typed_anywhere(kind: str, text: str) -> None:
    """Whatever is typed, it is a value, a question or a fault with words in both languages."""
    reading = understand(slot(kind), text)
    fault = faulty(reading)
    if fault is not None:
        assert all(fault.message(lang) for lang in LANGS)
    if isinstance(reading, Understood):
        assert all(reading.echo(lang) is not None for lang in LANGS)


@given(numbers)
def test_a_number_written_out_is_read_as_itself(number: Decimal) -> None:
    """What the program writes into a field is never asked about, in either notation."""
    number = abs(number)
    for kind in ("amount", "percent"):
        reading = understand(slot(kind), written_number(number))
        if faulty(reading) is None or len(written_number(number)) < 16:
            assert isinstance(reading, Understood)
            assert reading.value == number


@given(days.filter(lambda day: FIRST_YEAR <= day.year <= LAST_YEAR))
def test_a_day_written_out_is_read_as_itself(day: date) -> None:
    """A day is read back, as it is typed and as files have it."""
    assert read_date(written_date(day)) == day
    assert read_date(day.isoformat()) == day


@given(st.one_of(st.booleans(), st.lists(st.sampled_from("abc"), unique=True).map(tuple)))
def test_a_value_written_out_is_read_as_itself(value: Value) -> None:
    """Yes, no and lists are written as they are read."""
    kind = "yes_no" if isinstance(value, bool) else "list"
    reading = understand(slot(kind), typed(value))
    assert isinstance(reading, Understood)
    assert reading.value == value


def test_points_beyond_a_thousand_are_asked_about() -> None:
    """Where more than a thousand points can be given, 1.250 could be either."""
    few, many = (Slot(PATH, "points", most=Decimal(most)) for most in (10, 2000))
    assert understand(few, "1.250") == Understood(Decimal("1.250"), few)
    assert isinstance(understand(many, "1.250"), Unclear)
