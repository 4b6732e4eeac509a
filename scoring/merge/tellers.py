"""Rules made into functions: from an answer as almost all are to points and reason in one step.

Each is made once for a rule of a set, and knows its wording with everything filled in that is the same for all units.
It says what `scoring.rules_applied` and `scoring.reasons` say, and returns None of whatever is out of the common: a
bound, a bare percentage, a fraction where there are people to count, a missing input, a fault.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import TypeGuard, TypeVar

from criteria.clean import clean_line
from criteria.rules import AllOrNothing, Composite, Info, Levels, Parts, PerItem, Proportional, Rule, Steps
from scoring.answers import BARE, Answer
from scoring.merge.rate_tellers import falling, proportion, recorded, steps
from scoring.merge.tongue import MOST, Rounding, Teller, Told, Tongue, results
from scoring.outcome import AnswerError, Outcome, Reason, Scored
from scoring.quick import Facts
from scoring.rules_applied import Case, apply_rule

_ZERO = Decimal(0)
_SMALL = 60
"""Rates of more than so many are hardly ever the same in two units."""
_Found = TypeVar("_Found")


def teller(rule: Rule, most: Decimal, tongue: Tongue, rounding: Rounding) -> Teller | None:
    """Return the function for a rule; None where there is none.

    Args:
        rule: The rule.
        most: Its maximum.
        tongue: Language, and where the points go.
        rounding: What is done to points before they are told.
    """
    match rule:
        case Proportional(answer="ratio", best="high"):
            return proportion(rule, most, tongue, rounding)
        case Proportional(answer="ratio"):
            return falling(rule, most, tongue, rounding)
        case Steps(answer="ratio"):
            return steps(rule, most, tongue, rounding)
        case Info(answer="ratio"):
            return recorded(rule, tongue)
        case Composite():
            return _together(rule, most, tongue, rounding)
        case _:
            return by_value(rule, lambda answer: _told(rule, most, answer, tongue))


def _told(rule: Rule, most: Decimal, answer: Answer, tongue: Tongue) -> Told | None:
    outcome = judged(lambda case: apply_rule(rule, most, answer, case))
    if not isinstance(outcome, Scored):
        return None
    return outcome.points, outcome.reached, tongue.say(outcome.reason)


def judged(judge: Callable[[Case], Outcome]) -> Outcome | None:
    """Return what comes of judging an answer with care and without facts; None of a fault or a doubt."""
    case = Case({}, [])
    try:
        outcome = judge(case)
    except AnswerError:
        return None
    return None if case.doubts else outcome


def by_value(
    rule: Rule, find: Callable[[Answer], _Found | None]
) -> Callable[[Answer, Facts], _Found | None] | None:
    """Return a function that finds once what is to be known of a value, and remembers it.

    None where values are not alike in many units, or points rest on more than the value.
    """
    kind = _kind(rule)
    if kind is None:
        return None
    known: dict[object, _Found] = {}
    longest = len(rule.parts) if isinstance(rule, Parts) else 0

    def look_up(answer: Answer, _: Facts) -> _Found | None:
        value = answer.value
        if type(value) is not kind or answer.inputs or answer.of is not None or answer[2:5] != BARE:
            return None
        found = known.get(value)
        if found is None:
            found = find(Answer(value))
            if found is not None and len(known) < MOST and (kind is not tuple or len(value) <= longest):  # type: ignore[arg-type]  # it is a tuple
                known[value] = found
        return found

    return look_up


def is_rate(rule: Rule) -> TypeGuard[Proportional | Steps | Info]:
    """Tell whether a rule is about a rate for which there is a function."""
    return isinstance(rule, Proportional | Steps | Info) and rule.answer == "ratio"


def by_small_rate(
    of: str | None, find: Callable[[Answer, Facts], _Found | None]
) -> Callable[[Answer, Facts], _Found | None]:
    """Return a function that finds once what is to be known of a rate of two dozen people or a dozen hamlets.

    Args:
        of: The fact that is the denominator; None where answers bring their own.
        find: Finds what is to be known of any answer.
    """
    known: dict[tuple[Decimal, Decimal], _Found] = {}

    def look_up(answer: Answer, facts: Facts) -> _Found | None:
        value, whole = answer.value, answer.of
        if of is not None and whole is None:
            whole = facts.get(of)
        elif of is not None:
            return find(answer, facts)
        if (
            type(value) is not Decimal
            or whole is None
            or whole > _SMALL
            or answer.inputs
            or answer[2:5] != BARE
        ):
            return find(answer, facts)
        rate = value, whole
        found = known.get(rate)
        if found is None:
            found = find(answer, facts)
            if found is not None and len(known) < MOST:
                known[rate] = found
        return found

    return look_up


def _kind(rule: Rule) -> type | None:
    """Return the type of the values that decide a rule alone."""
    match rule:
        case AllOrNothing() | Info(answer="yes_no"):
            return bool
        case Levels() | Info(answer="level"):
            return str
        case Parts():
            return tuple
        case PerItem(answer="count"):
            return Decimal
        case Steps("count" | "amount", ratio=ratio) | Proportional("count", ratio=ratio):
            return Decimal if ratio.of is None else None
        case Info(answer="count" | "amount", ratio=ratio):
            return Decimal if ratio.of is None else None
        case _:
            return None


def _together(rule: Composite, most: Decimal, tongue: Tongue, rounding: Rounding) -> Teller | None:
    """Return the function for a rule made of rules; None where one of these has none."""
    subs: list[tuple[str, str, Teller]] = []
    for sub in rule.rules:
        tell_sub = teller(sub.rule, sub.points, tongue, _unrounded)
        if tell_sub is None:
            return None
        if is_rate(sub.rule):
            tell_sub = by_small_rate(sub.rule.ratio.of, tell_sub)
        title = sub.id if sub.title is None else sub.title.text(tongue.lang)
        subs.append((sub.id, clean_line(title), tell_sub))
    line = tongue.say(Reason("input", {"title": "{0}", "why": "{1}"})).format
    words = tongue.say(Reason(rule.kind, {"parts": "{0}", "result": "{1}"})).format
    result, kind, count = results(most, tongue), rule.kind, len(subs)

    def tell(answer: Answer, facts: Facts) -> Told | None:
        inputs = answer.inputs
        if len(inputs) != count or answer.value is not None or answer.of is not None or answer[2:5] != BARE:
            return None
        lines = []
        given = []
        reached = True
        for name, title, tell_sub in subs:
            part = inputs.get(name)
            told = None if part is None else tell_sub(part, facts)
            if told is None:
                return None
            given.append(told[0])
            reached = reached and told[1]
            lines.append(line(title, told[2]))
        if kind == "all_of":
            points = most if reached else _ZERO
        else:
            points = min(most, max(given) if kind == "best_of" else sum(given, _ZERO))
        shown = rounding(points)
        return shown, points == most, words("; ".join(lines), result(shown))

    return tell


def _unrounded(points: Decimal) -> Decimal:
    return points
