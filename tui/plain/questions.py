"""One question: what it is, its inputs one after the other, what it earns and why."""

from __future__ import annotations

from collections.abc import Iterator

from criteria.typed import Literal, NamedTuple
from scoring.drafts.questions import Question, Slot
from scoring.numbers import print_points
from scoring.periods import parse_period, title
from scoring.scorecard import Line
from tui.asking import cited, last_time, points_shown, why
from tui.cli.rule_text import rule_text
from tui.plain.replies import Command, Said
from tui.plain.slots import ask_slot, shown
from tui.plain.talk import Talk
from tui.plain.wording import number_prompt, spoken
from tui.speech import Speech


def tell_question(talk: Talk, question: Question) -> None:
    """Say the question: where one is, its code and title, the question itself, help, reference, the last answer."""
    speech, sheet = talk.speech, talk.sheet
    lang = speech.lang
    keys = [other.key for other in sheet.questions]
    talk.say()
    place = speech(
        "plain.place", n=keys.index(question.key) + 1, of=len(keys), section=_section(talk, question)
    )
    talk.say(place)
    named = f"{question.code} {question.title.text(lang)}".strip()
    if question.indicator is not None and not question.by_upper and question.indicator.points:
        most = print_points(question.indicator.points, lang)
        named = speech(
            "plain.titled_penalty" if question.indicator.penalty else "plain.titled", title=named, most=most
        )
    talk.say(named)
    for words in (question.question, question.help):
        if words is not None:
            talk.say(words.text(lang))
    indicator = question.indicator
    if indicator is not None:
        if indicator.exclude is not None:
            talk.say(speech("question.exclude", what=indicator.exclude.text(lang)))
        if indicator.reference is not None:
            talk.say(cited(sheet.known, indicator.reference, speech))
    last = last_time(question, sheet, speech)
    if last:
        talk.say(last)
    for slot in _beside(question, talk):
        talk.told("beside", name=speech(f"slot.{slot.role}"), text=shown(talk, slot))
    count = len(sheet.evidence(question))
    if count:
        talk.told("evidence_there", n=count)


class BrokenOff(NamedTuple):
    """A command that was given in place of an answer, and at which input of the question."""

    command: Command
    at: int


def ask_question(talk: Talk, question: Question, at: int = 0) -> BrokenOff | None:
    """Ask for the inputs of a question, from the one at `at` on; None when it is done."""
    if question.by_upper or not question.slots:
        talk.say(talk.speech("question.by_upper"))
        return None
    carried = talk.sheet.carried_from(question)
    if carried and not at:
        match _ask_carried(talk, question, carried):
            case "change":
                pass
            case "done":
                return None
            case Command() as command:
                return BrokenOff(command, 0)
    for place, slot in enumerate(question.slots[at:], at):
        if _is_idle(talk, slot):
            continue
        given = ask_slot(talk, slot, _rate_of(question, slot))
        if given is not None:
            return BrokenOff(given, place)
    return None


def tell_outcome(talk: Talk, question: Question) -> bool:
    """Say what came of the answer: faults, doubts, points and why, the total; tell whether there are faults."""
    sheet, speech = talk.sheet, talk.speech
    faults = sheet.faults(question)
    for fault in (*faults, *sheet.warnings(question)):
        talk.fault(fault)
    line = sheet.line(question)
    if line is not None:
        for sentence in _result(line, speech):
            talk.say(sentence)
    wanted = None if question.indicator is None else question.indicator.evidence
    if wanted is not None and wanted.required and not sheet.evidence(question) and line and line.is_answered:
        if wanted.hint is None:
            talk.told("evidence_wanted_any")
        else:
            talk.told("evidence_wanted", hint=wanted.hint.text(speech.lang).rstrip(". "))
    if line is not None:
        talk.say(standing(talk))
    return bool(faults)


def _result(line: Line, speech: Speech) -> Iterator[str]:
    """Yield the points of a line and why; a reason that ends with the points says them itself."""
    if line.state == "recorded":
        yield points_shown(line, speech)
    elif line.state == "scored" or line.indicator.penalty:
        yield spoken(why(line, speech))
    else:
        yield f"{points_shown(line, speech)}. {spoken(why(line, speech))}"


def standing(talk: Talk) -> str:
    """Return the total and the coverage in one line."""
    card, lang = talk.sheet.card, talk.speech.lang
    totals = card.totals
    points = "–" if totals.percent is None else print_points(totals.points, lang)
    return talk.speech(
        "plain.standing",
        points=points,
        max=print_points(totals.max, lang),
        answered=card.coverage.answered,
        asked=card.coverage.asked,
    )


def explain(talk: Talk, question: Question) -> None:
    """Say how the question is answered and scored, what backs it, and the commands."""
    speech, lang = talk.speech, talk.speech.lang
    for text in _explained(talk, question):
        talk.say(text)
    indicator = question.indicator
    if indicator is not None and indicator.remedy is not None:
        talk.say(speech("sets.remedy", remedy=indicator.remedy.text(lang)))
    talk.told("commands")


def _explained(talk: Talk, question: Question) -> Iterator[str]:
    speech, lang = talk.speech, talk.speech.lang
    for words in (question.question, question.help):
        if words is not None:
            yield words.text(lang)
    indicator, rule = question.indicator, question.rule
    if indicator is None or rule is None:
        return
    told = rule_text(rule, indicator.points, talk.sheet.known, speech, penalty=indicator.penalty)
    yield speech("sets.penalty_rule" if indicator.penalty else "sets.rule", rule=told)
    wanted = indicator.evidence
    if wanted.hint is not None:
        key = "question.evidence_required" if wanted.required else "question.evidence"
        yield speech(key, hint=wanted.hint.text(lang))


def _ask_carried(talk: Talk, question: Question, period: str) -> Command | Literal["change", "done"]:
    """Say the answer brought from an earlier period, and ask whether it still holds."""
    known = parse_period(period)
    talk.told("carried", period=period if known is None else title(known, talk.speech.lang))
    for slot in question.all_slots:
        text = shown(talk, slot)
        if text:
            talk.say(text, 2)
    while True:
        talk.offer([talk.speech(f"plain.carried_{name}") for name in ("right", "change", "later")])
        match talk.hear(number_prompt(talk.speech, 3)):
            case Said(text="1"):
                talk.sheet.confirm(question)
                talk.told("confirmed")
                return "done"
            case Said(text="2"):
                return "change"
            case Said(text="3" | ""):
                return "done"
            case Command() as command:
                return command
            case _:
                talk.told("no_number", n=3)


def _is_idle(talk: Talk, slot: Slot) -> bool:
    """Tell whether an input need not be asked: a denominator without numerator, and a rate, asked with its numerator."""
    if slot.role == "of":
        return not talk.sheet.text((*slot.path[:-1], "value"))
    return slot.role == "percent"


def _rate_of(question: Question, slot: Slot) -> Slot | None:
    """Return the input for the rate alone that stands beside a numerator."""
    if slot.role != "value":
        return None
    path = (*slot.path[:-1], "percent")
    return next((other for other in question.slots if other.path == path), None)


def _beside(question: Question, talk: Talk) -> list[Slot]:
    return [slot for slot in question.aside if talk.sheet.text(slot.path)]


def _section(talk: Talk, question: Question) -> str:
    speech = talk.speech
    if question.section in ("front", "facts"):
        return speech(f"plain.section_{question.section}")
    pillar = next(pillar for pillar in talk.sheet.known.pillars if pillar.id == question.section)
    return speech("plain.section_pillar", id=pillar.id, title=pillar.title.text(speech.lang))
