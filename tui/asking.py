"""How a question is put to a person: labels, what was understood, the points and why, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from criteria.model import Cite, IndicatorSet
from scoring.answers import Answer
from scoring.drafts.paths import NO, NONE_TICKED, YES
from scoring.drafts.questions import Question, Slot
from scoring.drafts.sheet import EVIDENCE_CODES, QuestionState, Sheet
from scoring.drafts.understanding import Refused, Unclear, Understood
from scoring.numbers import echo_number, print_number, print_points
from scoring.periods import title
from scoring.reasons import say, standing_of
from scoring.scorecard import Line
from tui.speech import Speech

MARKS: Mapping[QuestionState, tuple[str, str]] = {
    "blank": ("·", "plain"),
    "answered": ("+", "done"),
    "faulty": ("!", "bad"),
    "doubtful": ("?", "doubtful"),
    "carried": ("~", "doubtful"),
    "not_applicable": ("-", "done"),
    "not_asked": (" ", "off"),
    "planned": ("p", "doubtful"),
    "upper": ("^", "off"),
    "recorded": ("i", "done"),
}
"""The mark of each state in a list, and its tone; the words stand under `[state]`."""
_LAST = 100
"""Letters shown of the last period's answer and its reason."""


def label_of(slot: Slot, sheet: Sheet, speech: Speech) -> str:
    """Return what a slot asks, on one line: its title, its role, its unit or its denominator."""
    lang = speech.lang
    role = _role(slot, sheet, speech)
    if slot.title is None:
        return role
    title = slot.title.text(lang)
    return f"{title}: {role[:1].lower()}{role[1:]}" if role else title


def _role(slot: Slot, sheet: Sheet, speech: Speech) -> str:
    lang = speech.lang
    unit = "" if slot.unit is None else slot.unit.text(lang)
    match slot.kind:
        case "yes_no" | "level" | "parts" | "list":
            return speech(f"slot.{slot.kind}") if slot.role == "value" else speech(f"slot.{slot.role}")
        case "points":
            return speech("slot.points", most=print_points(slot.most or Decimal(0), lang))
        case _:
            pass
    if slot.role != "value":
        return speech(
            "slot.report_date"
            if slot.path[0] == "submission" and slot.role == "date"
            else f"slot.{slot.role}"
        )
    if slot.of is not None:
        return _over(slot, sheet, speech)
    parts = sheet.question(slot.path).slots
    over = any(other.role == "of" and other.path[:-1] == slot.path[:-1] for other in parts)
    name = speech("slot.numerator" if over else f"slot.{slot.kind}")
    return f"{name} ({unit})" if unit else name


def _over(slot: Slot, sheet: Sheet, speech: Speech) -> str:
    """Return the label of a numerator, with the fact it is set against."""
    fact = sheet.known.facts.get(slot.of or "")
    title = slot.of if fact is None else fact.title.text(speech.lang)
    answer = sheet.record.facts.get(slot.of or "")
    if answer is not None and isinstance(answer.value, Decimal):
        return speech("slot.over", fact=title, figure=print_number(answer.value, lang=speech.lang))
    return speech("slot.over_unknown", fact=title)


def options_of(slot: Slot, speech: Speech) -> tuple[tuple[str, str], ...]:
    """Return what can be chosen in a slot: what the draft is to hold, and what is read."""
    if slot.kind == "yes_no":
        return ((YES, speech("slot.yes")), (NO, speech("slot.no")))
    titles = tuple((choice.id, choice.title.text(speech.lang)) for choice in slot.choices)
    return (*titles, (NONE_TICKED, speech("slot.none_ticked"))) if slot.kind == "parts" else titles


def understood(slot: Slot, sheet: Sheet, speech: Speech) -> tuple[str, str]:
    """Return what to say beside a slot: what was understood, and what is wrong or unclear."""
    match sheet.reading(slot):
        case Understood() as reading:
            fault = sheet.fault_at(slot.path)
            return reading.echo(speech.lang), "" if fault is None else fault.message(speech.lang)
        case Unclear(choices=choices):
            return "", speech(
                "slot.unclear",
                readings=speech("slot.or").join(echo_number(value, speech.lang) for _, value in choices),
            )
        case Refused(fault=fault):
            return "", fault.message(speech.lang)
        case _:
            return "", ""


def points_shown(line: Line, speech: Speech) -> str:
    """Return the points of a line of the most it can have: "2,5/2,5 điểm"."""
    lang = speech.lang
    most = print_points(line.indicator.points, lang)
    if line.indicator.penalty:
        return speech(
            "points_now.penalty",
            points="–" if line.points is None else print_points(-line.points, lang),
            max=most,
        )
    if line.state == "recorded":
        return speech("points_now.recorded")
    if line.points is None:
        return speech(f"points_now.{line.state}", max=most)
    key = "points_now.bonus" if line.indicator.bonus else "points_now.scored"
    return speech(key, points=print_points(line.points, lang), max=most)


def why(line: Line, speech: Speech) -> str:
    """Return why a line has its points."""
    return say(line.reason, speech.lang, standing_of(line.indicator))


def cited(known: IndicatorSet, cite: Cite, speech: Speech) -> str:
    """Return a reference as a letter would cite it."""
    reference = known.references.get(cite.to)
    title = cite.to if reference is None else reference.title
    shown = title if cite.at is None else f"{title}, {cite.at}"
    return speech("question.reference", reference=shown)


def last_time(question: Question, sheet: Sheet, speech: Speech) -> str:
    """Return what was answered in the record of the period before, with its points; empty where there is none."""
    previous = sheet.previous
    if previous is None:
        return ""
    period = title(previous.period, speech.lang)
    period = f"{period[:1].upper()}{period[1:]}"
    card = sheet.previous_card
    if question.indicator is not None and card is not None:
        line = card.line(question.code)
        if line is None or line.answer is None or not line.answer.says_something:
            return speech("question.last_none", period=period)
        return speech(
            "question.last",
            period=period,
            answer=_short(f"{points_shown(line, speech)}; {why(line, speech)}"),
        )
    answer = previous.facts.get(question.key[-1]) if question.key[0] == "facts" else None
    if answer is None:
        return ""
    return speech("question.last", period=period, answer=value_shown(answer, question, speech))


def _short(text: str) -> str:
    return text if len(text) <= _LAST else f"{text[: _LAST - 1]}…"


def value_shown(answer: Answer, question: Question, speech: Speech) -> str:
    """Return a plain answer in words."""
    lang = speech.lang
    value = answer.value
    if answer.not_applicable is not None:
        return speech("question.not_applicable", why=answer.not_applicable)
    match value:
        case None:
            return "–"
        case bool():
            return speech("slot.yes" if value else "slot.no")
        case Decimal():
            return echo_number(value, lang)
        case tuple():
            return "; ".join(value)
        case str():
            titles = {
                choice.id: choice.title.text(lang) for slot in question.slots for choice in slot.choices
            }
            return titles.get(value, value)
        case _:
            return f"{value.day}/{value.month}/{value.year}"


def remarks_on(question: Question, sheet: Sheet, speech: Speech) -> Iterator[tuple[bool, str]]:
    """Yield what is wrong (True) or doubtful (False) about an answer, in words; not what stands beside its input."""
    slots = {slot.path for slot in question.all_slots}
    for fault in sheet.faults(question):
        if fault.path not in slots:
            yield True, fault.message(speech.lang)
    for fault in sheet.warnings(question):
        yield (
            False,
            speech("question.wants_evidence") if fault.code in EVIDENCE_CODES else fault.message(speech.lang),
        )
