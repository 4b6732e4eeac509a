"""Facts and answers held against the set: what the judge could not take is left out, and told."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from criteria.faults import Fault
from criteria.model import Indicator, IndicatorSet
from criteria.rules import Composite, Given, Rule
from criteria.typed import NamedTuple
from scoring.answers import BLANK, Answer
from scoring.drafts.paths import Path
from scoring.facts import FactReading, read_facts
from scoring.line_judged import apply_to_line, fault_of
from scoring.outcome import AnswerError
from scoring.record import Record
from scoring.rules_applied import Case

INCOMPLETE = frozenset(("R023", "R024"))
"""Codes of answers nothing is wrong with, but that lack a denominator: they are told, and kept."""


class Sound(NamedTuple):
    """An answer without what the judge could not take, and the faults of that, by path."""

    answer: Answer
    faults: Mapping[Path, Fault]


def sound_facts(
    known: IndicatorSet, record: Record
) -> tuple[dict[str, Answer], FactReading, dict[Path, Fault]]:
    """Return a record's facts without the faulty values, what they say as numbers, and the faults by path."""
    findings: list[Fault] = []
    asked = {fact: answer for fact, answer in record.facts.items() if fact in known.facts}
    reading = read_facts(known, record._replace(facts=asked), (), findings)
    facts = dict(record.facts)
    faults: dict[Path, Fault] = {}
    for fault in findings:
        name = str(fault.path[1])
        path = ("facts", name, "value")
        faults[path] = on_the_desk(fault)._replace(path=path)
        left = without_answer(facts.pop(name))
        if left != BLANK:
            facts[name] = left
    return facts, reading, faults


def sound_answer(
    indicator: Indicator, rule: Rule, answer: Answer, facts: FactReading, known: IndicatorSet
) -> Sound:
    """Return an answer without what the judge could not take; of a composite one only the inputs at fault go."""
    if not answer.says_something or (isinstance(rule, Given) and rule.by == "upper"):
        return Sound(answer, {})
    case = Case(facts.numbers, [], None, facts.counts)
    faults: dict[Path, Fault] = {}
    kept = tried = answer
    while tried.says_something:
        try:
            apply_to_line(indicator, rule, tried, case, known)
        except AnswerError as error:
            fault = fault_of(error, ("answers", indicator.id), known)
            path = tuple(map(str, fault.path))
            faults[path] = on_the_desk(fault)
            tried = _without(tried, error, rule)
            if error.code not in INCOMPLETE:
                kept = _without(kept, error, rule)
        else:
            break
    return Sound(kept, faults)


def without_answer(answer: Answer) -> Answer:
    """Return what stands beside an answer, without the answer."""
    return answer._replace(value=None, of=None, percent=None, approx=None, not_applicable=None, inputs={})


def _without(answer: Answer, error: AnswerError, rule: Rule) -> Answer:
    """Return an answer without the part of it that is at fault."""
    if not isinstance(rule, Composite) or not answer.inputs or answer.not_applicable is not None:
        return without_answer(answer)
    if error.code == "R035":
        return without_answer(answer)._replace(inputs=answer.inputs)
    name = str(error.details["word"]) if error.code == "R034" else error.key.split(".")[1]
    inputs = dict(answer.inputs)
    left = without_answer(inputs.pop(name))
    return answer._replace(inputs=inputs if left == BLANK else {**inputs, name: left})


_DESK_CODES: Mapping[str, str] = {
    "R021": "T002",
    "R022": "T003",
    "R023": "T011",
    "R024": "T012",
    "R506": "R521",
    "R507": "R522",
    "R505": "R523",
    "R515": "R528",
    "R516": "R529",
}
"""Faults whose words name keys of a file, and those that say the same to somebody at the desk."""


def on_the_desk(fault: Fault) -> Fault:
    """Return a fault in the words of the desk, where those of a file would not help there."""
    code = _DESK_CODES.get(fault.code)
    if code is None:
        return fault
    details = dict(fault.details)
    word = details.get("word")
    if isinstance(word, Decimal):
        details["text"] = word
    return fault._replace(code=code, details=details)
