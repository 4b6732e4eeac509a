"""Each score rule applied to one answer (the rules themselves: `criteria.rules`).

Multiplication comes before the one division, so that no figure is rounded on the way; what is compared is compared
as a fraction.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from decimal import Decimal
from functools import lru_cache

from criteria.rules import (
    AllOrNothing,
    Choice,
    Composite,
    Given,
    Info,
    Levels,
    Parts,
    PerItem,
    Proportional,
    Relative,
    Rule,
    Steps,
)
from criteria.typed import NamedTuple, assert_never
from criteria.words import Words
from scoring.answers import Answer
from scoring.figures import Rate, plain_number, qualified, rate
from scoring.outcome import AnswerError, Awaiting, Outcome, Reason, Recorded, Scored, Unscored

_ZERO = Decimal(0)
_REMEMBERED = 4096


class Span(NamedTuple):
    """The lowest and the highest figure of all units, which settle a `relative` rule."""

    lowest: Decimal
    highest: Decimal


class Case(NamedTuple):
    """What an answer is judged with.

    Attributes:
        facts: The facts that are numbers, by id.
        doubts: Codes of warnings met on the way are added here, with the key they concern.
        span: All units' figures for this indicator, where a merge knows them.
        counts: Ids of the facts that are counts.
    """

    facts: Mapping[str, Decimal]
    doubts: list[tuple[str, str]]
    span: Span | None = None
    counts: Collection[str] = ()


def apply_rule(rule: Rule, most: Decimal, answer: Answer, case: Case) -> Outcome:
    """Judge one answer that says something by one rule whose maximum is `most`.

    Raises:
        AnswerError: The answer does not fit the rule.
    """
    match rule:  # the commonest first
        case Proportional():
            return _proportional(rule, most, answer, case)
        case AllOrNothing():
            return _all_or_nothing(most, answer)
        case Levels():
            return _level(rule, most, answer)
        case Steps():
            return _steps(rule, most, answer, case)
        case Parts():
            return _parts(rule, most, answer)
        case Composite():
            return _composite(rule, most, answer, case)
        case PerItem():
            return _per_item(rule, most, answer)
        case Relative():
            return _relative(rule, most, answer, case)
        case Given():
            return _given(most, answer)
        case Info():
            return Recorded(_recorded(rule, answer, case))
        case _:
            assert_never(rule)


@lru_cache(_REMEMBERED)
def result_reason(points: Decimal, most: Decimal) -> Reason:
    """Return the end of a reason: how many points of how many."""
    return Reason("full" if points == most else "points", {"points": points, "max": most})


def _scored(
    rule_id: str,
    points: Decimal,
    most: Decimal,
    *,
    reached: bool | None = None,
    **arguments: Decimal | Words | Reason,
) -> Scored:
    reason = Reason(rule_id, {**arguments, "result": result_reason(points, most)})
    return Scored(points, reason, points == most if reached is None else reached, True)  # noqa: FBT003 - quicker


def _all_or_nothing(most: Decimal, answer: Answer) -> Outcome:
    if answer.value is True:
        return _scored("yes", most, most)
    if answer.value is False:
        return _scored("no", _ZERO, most)
    raise AnswerError("R020", "value", wanted="flag")


def _level(rule: Levels, most: Decimal, answer: Answer) -> Outcome:
    level = _option(rule.levels, answer.value)
    return _scored("level", _worth(level.weight, rule.whole, most), most, level=level.title)


def _option(options: tuple[Choice, ...], value: object) -> Choice:
    for option in options:
        if option.id == value:
            return option
    known = _listed(options)
    if isinstance(value, str):
        raise AnswerError("R030", "value", word=value, known=known)
    raise AnswerError("R031", "value", known=known)


def _listed(options: tuple[Choice, ...]) -> Words:
    """Return what may be written, each with what it means."""
    return Words(
        ", ".join(f"{option.id} ({option.title.vi})" for option in options),
        ", ".join(f"{option.id} ({option.title.text('en')})" for option in options),
    )


def _worth(weight: Decimal, whole: Decimal | None, most: Decimal) -> Decimal:
    return min(most, weight if whole is None else most * weight / whole)


def _parts(rule: Parts, most: Decimal, answer: Answer) -> Outcome:
    value = answer.value
    if not isinstance(value, tuple):
        raise AnswerError("R032", "value", known=_listed(rule.parts))
    ticked = [_option(rule.parts, part) for part in dict.fromkeys(value)]
    every = len(ticked) == len(rule.parts)
    if rule.require == "all":
        points = most if every else _ZERO
    else:
        points = _worth(sum((part.weight for part in ticked), _ZERO), rule.whole, most)
    name = "parts_all" if rule.require == "all" else "parts"
    return _scored(name, points, most, n=Decimal(len(ticked)), of=Decimal(len(rule.parts)))


def _steps(rule: Steps, most: Decimal, answer: Answer, case: Case) -> Outcome:
    if rule.answer == "ratio":
        figure = _rate(answer, rule, case)
        shown = figure.reason
        reached = [step for step in rule.steps if figure.reaches(step.reached)]
    else:
        number = plain_number(answer, whole=rule.answer == "count")
        shown = qualified(Reason("number", {"n": number}), answer.approx)
        under = answer.approx == "under"
        reached = [s for s in rule.steps if number > s.reached or (number == s.reached and not under)]
    as_percent = rule.answer == "ratio" and rule.ratio.per == 1
    if not reached:
        return _scored(
            "below_steps", _ZERO, most, figure=shown, step=bound_reason(rule.steps[0].reached, as_percent)
        )
    step = reached[-1]
    return _scored(
        "step", min(step.points, most), most, figure=shown, step=bound_reason(step.reached, as_percent)
    )


@lru_cache(_REMEMBERED)
def bound_reason(bound: Decimal, as_percent: bool) -> Reason:  # noqa: FBT001 - which of two notations
    """Return a target, a floor or a step as it is named in a reason."""
    return Reason("percent", {"rate_pct": bound * 100}) if as_percent else Reason("number", {"n": bound})


def _rate(answer: Answer, rule: Steps | Proportional | Relative | Info, case: Case) -> Rate:
    figure = rate(answer, rule.ratio, case.facts, case.counts)
    if figure.doubts:
        case.doubts.extend((code, "value" if code == "R515" else "percent") for code in figure.doubts)
    return figure


def _proportional(rule: Proportional, most: Decimal, answer: Answer, case: Case) -> Outcome:
    if rule.answer == "count":
        number = plain_number(answer, whole=True)
        shown = qualified(Reason("number", {"n": number}), answer.approx)
        figure = Rate(number, Decimal(1), answer.approx, shown)
        as_percent = False
    else:
        figure = _rate(answer, rule, case)
        as_percent = rule.ratio.per == 1
    target = bound_reason(rule.target, as_percent)
    if rule.best == "low":
        return _falling(rule, most, figure, target, as_percent=as_percent)
    if rule.floor is not None and not figure.reaches(rule.floor):
        floor = bound_reason(rule.floor, as_percent)
        return _scored("below_floor", _ZERO, most, figure=figure.reason, floor=floor)
    goal = rule.target * figure.denominator
    points = most if figure.numerator >= goal else figure.numerator * most / goal
    reached = figure.reaches(rule.target)
    return _scored("proportional", points, most, reached=reached, figure=figure.reason, target=target)


def _falling(rule: Proportional, most: Decimal, figure: Rate, target: Reason, *, as_percent: bool) -> Outcome:
    """Judge a figure of which less is better: all points at the target, none at the worst."""
    worst = rule.target if rule.worst is None else rule.worst
    left = worst * figure.denominator - figure.numerator
    span = (worst - rule.target) * figure.denominator
    points = min(most, max(_ZERO, left * most / span))
    goal = rule.target * figure.denominator
    reached = figure.numerator < goal or (figure.numerator == goal and figure.approx != "over")
    bounds = {"target": target, "worst": bound_reason(worst, as_percent)}
    return _scored("falling", points, most, reached=reached, figure=figure.reason, **bounds)


def _per_item(rule: PerItem, most: Decimal, answer: Answer) -> Outcome:
    if isinstance(answer.value, tuple):
        number = Decimal(len({item.strip().casefold() for item in answer.value}))
    elif rule.answer == "list" and not isinstance(answer.value, Decimal):
        raise AnswerError("R033", "value")
    else:
        number = plain_number(answer, whole=True)
    cap = most if rule.cap is None else min(rule.cap, most)
    points = min(number * rule.each, cap)
    shown = qualified(Reason("number", {"n": number}), answer.approx)
    return _scored("per_item", points, most, figure=shown, each=rule.each, cap=cap)


def _composite(rule: Composite, most: Decimal, answer: Answer, case: Case) -> Outcome:
    known = [sub.id for sub in rule.rules]
    for key in answer.inputs:
        if key not in known:
            raise AnswerError("R034", "inputs", word=key, known=", ".join(known))
    if answer.value is not None or answer.percent is not None:
        raise AnswerError("R035", "value", known=", ".join(known))
    scored: list[Scored] = []
    parts: list[Reason] = []
    for sub in rule.rules:
        part = answer.inputs.get(sub.id)
        if part is None or not part.says_something:
            shown = Reason("missing_input")
        else:
            outcome = _input(sub.id, apply_to=(sub.rule, sub.points), answer=part, case=case)
            scored.append(outcome)
            shown = outcome.reason
        title = sub.title if sub.title is not None else Words(sub.id)
        parts.append(Reason("input", {"title": title, "why": shown}))
    return _combined(rule, most, scored, tuple(parts), case)


def _input(name: str, apply_to: tuple[Rule, Decimal], answer: Answer, case: Case) -> Scored:
    if answer.not_applicable is not None:
        raise AnswerError("R036", f"inputs.{name}.not_applicable")
    try:
        outcome = apply_rule(*apply_to, answer, case)
    except AnswerError as error:
        raise AnswerError(error.code, f"inputs.{name}.{error.key}".rstrip("."), **error.details) from error
    if not isinstance(outcome, Scored):
        raise AnswerError("R020", f"inputs.{name}", wanted="value")
    return outcome


def _combined(
    rule: Composite, most: Decimal, scored: list[Scored], parts: tuple[Reason, ...], case: Case
) -> Outcome:
    if not scored:
        return Unscored(Reason("unanswered"))
    complete = len(scored) == len(rule.rules) and all(part.complete for part in scored)
    if rule.kind == "best_of":
        points, complete = min(most, max(part.points for part in scored)), True
    elif rule.kind == "sum_of":
        points = min(most, sum((part.points for part in scored), _ZERO))
    else:
        reached = all(part.reached for part in scored)
        if reached and not complete:
            return Unscored(Reason("incomplete", {"parts": parts}))
        points, complete = most if reached else _ZERO, True
    if not complete:
        case.doubts.append(("R513", "inputs"))
    reason = Reason(rule.kind, {"parts": parts, "result": result_reason(points, most)})
    return Scored(points, reason, points == most, complete)


def _relative(rule: Relative, most: Decimal, answer: Answer, case: Case) -> Outcome:
    if rule.answer == "ratio":
        figure = _rate(answer, rule, case)
        number, shown = figure.numerator / figure.denominator, figure.reason
    else:
        number = plain_number(answer, whole=False)
        shown = qualified(Reason("number", {"n": number}), answer.approx)
    span = case.span
    if span is None:
        return Awaiting(number, Reason("awaits_units", {"figure": shown}))
    lowest = _ZERO if rule.to == "best" else span.lowest
    width = span.highest - lowest
    if width <= 0:  # every unit has the same figure: the best there is, unless that is none at all
        points = most if number >= span.highest and rule.to == "min_max" else _ZERO
    else:
        points = min(most, max(_ZERO, (number - lowest) * most / width))
    as_percent = rule.answer == "ratio" and rule.ratio.per == 1
    low, high = bound_reason(lowest, as_percent), bound_reason(span.highest, as_percent)
    return _scored(f"relative_{rule.to}", points, most, figure=shown, lowest=low, highest=high)


def _given(most: Decimal, answer: Answer) -> Outcome:
    points = answer.value
    if not isinstance(points, Decimal):
        raise AnswerError("R020", "value", wanted="number")
    if not 0 <= points <= most:
        raise AnswerError("R037", "value", word=points, most=most)
    return _scored("given", points, most)


def _recorded(rule: Info, answer: Answer, case: Case) -> Reason:
    """Return what was recorded, in words."""
    value = answer.value
    match rule.answer:
        case "ratio":
            return _rate(answer, rule, case).reason
        case "count" | "amount" | "given" | "inputs":
            number = plain_number(answer, whole=rule.answer == "count")
            return qualified(Reason("number", {"n": number}), answer.approx)
        case "yes_no":
            if isinstance(value, bool):
                return Reason("recorded_yes" if value else "recorded_no")
            raise AnswerError("R020", "value", wanted="flag")
        case "level":
            return Reason("recorded", {"what": _option(rule.levels, value).title})
        case "parts":
            if isinstance(value, tuple):
                return Reason("listed", {"items": tuple(_option(rule.levels, part).title for part in value)})
            raise AnswerError("R032", "value", known=_listed(rule.levels))
        case "list" | "text" | "date":
            return recorded_text(rule.answer, answer)
        case _:
            assert_never(rule.answer)


def recorded_text(kind: str, answer: Answer) -> Reason:
    """Return a list, a text or a day as it was recorded.

    Raises:
        AnswerError: The value is of another kind.
    """
    value = answer.value
    if kind == "list" and isinstance(value, tuple):
        return Reason("listed", {"items": tuple(Words(item) for item in value)})
    if kind == "text" and isinstance(value, str):
        return Reason("recorded", {"what": Words(value)})
    if kind == "date" and value is not None and not isinstance(value, Decimal | bool | str | tuple):
        return Reason("recorded", {"what": Words(f"{value:%d/%m/%Y}", value.isoformat())})
    raise AnswerError("R020", "value", wanted={"list": "texts", "text": "text", "date": "date"}[kind])
