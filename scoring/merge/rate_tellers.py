"""Rules about rates made into functions (`scoring.merge.tellers`): of whole numbers, as almost all rates are."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from criteria.rules import Info, Proportional, Ratio, Steps
from scoring.answers import BARE, Answer
from scoring.merge.tongue import Rounding, Teller, Told, Tongue, results
from scoring.numbers import print_number, print_rate, print_whole, round_half_up
from scoring.outcome import Reason
from scoring.quick import Facts
from scoring.rules_applied import bound_reason

_ZERO = Decimal(0)
_ONE = Decimal(1)

_Rate = tuple[Decimal, Decimal, tuple[str, str, str]]
"""Numerator, already times the rule's `per`; denominator; numerator, denominator and rate as they are printed."""


def proportion(rule: Proportional, most: Decimal, tongue: Tongue, rounding: Rounding) -> Teller:
    """Return the function for a rate of which more is better."""
    target, floor, read = rule.target, rule.floor, _reader(rule.ratio, tongue)
    figure, shown_as_percent = _places(rule.ratio), rule.ratio.per == _ONE
    aim = bound_reason(target, shown_as_percent)
    words = tongue.pattern(Reason("proportional", {"figure": figure, "target": aim, "result": "{3}"}))
    least = bound_reason(_ZERO if floor is None else floor, shown_as_percent)
    short = tongue.pattern(Reason("below_floor", {"figure": figure, "floor": least, "result": "{3}"}))
    result = results(most, tongue)

    def tell(answer: Answer, facts: Facts) -> Told | None:
        rate = read(answer, facts)
        if rate is None:
            return None
        part, whole, shown = rate
        if floor is not None and part < floor * whole:
            return _ZERO, not most, short(*shown, result(_ZERO))
        goal = target * whole
        if part >= goal:
            return most, True, words(*shown, result(most))
        points = rounding(part * most / goal)
        return points, False, words(*shown, result(points))

    return tell


def falling(rule: Proportional, most: Decimal, tongue: Tongue, rounding: Rounding) -> Teller | None:
    """Return the function for a rate of which less is better."""
    target, worst, read = rule.target, rule.worst, _reader(rule.ratio, tongue)
    if worst is None or worst <= target:
        return None
    as_percent = rule.ratio.per == _ONE
    bounds = {"target": bound_reason(target, as_percent), "worst": bound_reason(worst, as_percent)}
    words = tongue.pattern(Reason("falling", {"figure": _places(rule.ratio), **bounds, "result": "{3}"}))
    span, result = worst - target, results(most, tongue)

    def tell(answer: Answer, facts: Facts) -> Told | None:
        rate = read(answer, facts)
        if rate is None:
            return None
        part, whole, shown = rate
        left = worst * whole - part
        points = rounding(min(most, max(_ZERO, left * most / (span * whole))))
        return points, part <= target * whole, words(*shown, result(points))

    return tell


def steps(rule: Steps, most: Decimal, tongue: Tongue, rounding: Rounding) -> Teller:
    """Return the function for a rate that climbs steps."""
    read, figure, as_percent = _reader(rule.ratio, tongue), _places(rule.ratio), rule.ratio.per == _ONE
    bounds = [bound_reason(step.reached, as_percent) for step in rule.steps]
    below = tongue.pattern(Reason("below_steps", {"figure": figure, "step": bounds[0], "result": "{3}"}))
    patterns = [
        tongue.pattern(Reason("step", {"figure": figure, "step": bound, "result": "{3}"})) for bound in bounds
    ]
    result = results(most, tongue)

    def tell(answer: Answer, facts: Facts) -> Told | None:
        rate = read(answer, facts)
        if rate is None:
            return None
        part, whole, shown = rate
        points, words = _ZERO, below
        for step, pattern in zip(rule.steps, patterns, strict=True):
            if part >= step.reached * whole:
                points, words = min(step.points, most), pattern
        rounded = rounding(points)
        return rounded, points == most, words(*shown, result(rounded))

    return tell


def recorded(rule: Info, tongue: Tongue) -> Teller:
    """Return the function for a rate that is only recorded; it has no points."""
    read, words = _reader(rule.ratio, tongue), tongue.pattern(_places(rule.ratio))

    def tell(answer: Answer, facts: Facts) -> Told | None:
        rate = read(answer, facts)
        return None if rate is None else (_ZERO, False, words(*rate[2]))

    return tell


def _places(ratio: Ratio) -> Reason:
    """Return the wording of a rate with places for its three figures."""
    if ratio.per == _ONE:
        return Reason("rate", {"n": "{0}", "d": "{1}", "rate_pct": "{2}"})
    return Reason("rate_per", {"n": "{0}", "d": "{1}", "per": ratio.per, "rate": "{2}"})


def _reader(ratio: Ratio, tongue: Tongue) -> Callable[[Answer, Facts], _Rate | None]:
    """Return what reads the rate in an answer: of whole numbers, the denominator from where the rule has it."""
    of, per, may_exceed, lang = ratio.of, ratio.per, ratio.may_exceed, tongue.lang
    is_share = per == _ONE

    def read(answer: Answer, facts: Facts) -> _Rate | None:
        value, whole = answer.value, answer.of
        if type(value) is not Decimal or answer.inputs or answer[2:5] != BARE:
            return None
        if of is not None:
            if whole is not None:
                return None
            whole = facts.get(of)
        if whole is None:
            return None
        part_digits, whole_digits = str(value), str(whole)
        if not (part_digits.isdigit() and whole_digits.isdigit()):
            return None
        n, d = int(part_digits), int(whole_digits)
        if not d or (n > d and not may_exceed):
            return None
        if is_share:
            return value, whole, (print_whole(n, lang), print_whole(d, lang), print_rate(n, d, lang))
        part = value * per
        rate = print_number(round_half_up(part / whole, 4).normalize(), lang=lang)
        return part, whole, (print_whole(n, lang), print_whole(d, lang), rate)

    return read
