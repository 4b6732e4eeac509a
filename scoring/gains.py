"""The cheapest next gain of a line: the smallest step that brings more points, and how many."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from criteria.model import IndicatorSet
from criteria.rules import (
    AllOrNothing,
    Choice,
    Composite,
    Given,
    Levels,
    Parts,
    PerItem,
    Proportional,
    Ratio,
    Rule,
    Steps,
)
from criteria.typed import NamedTuple
from criteria.words import Words
from scoring.answers import BLANK, Answer
from scoring.facts import read_facts
from scoring.index import rounded
from scoring.outcome import AnswerError, NotApplicable, Reason, Scored, Unscored
from scoring.record import Record
from scoring.rules_applied import Case, apply_rule
from scoring.scorecard import Line, ScoreCard

_ZERO = Decimal(0)
_ONE = Decimal(1)


class Gain(NamedTuple):
    """A step that brings points.

    Attributes:
        line: The line it is on.
        points: Points it brings, before the index rescales anything.
        step: What to change, in words.
    """

    line: Line
    points: Decimal
    step: Reason


class _Move(NamedTuple):
    """A better answer, and how to say what is better about it."""

    answer: Answer
    step: Reason


def gains(card: ScoreCard, most: int | None = None) -> tuple[Gain, ...]:
    """Return the next gain of every line that has one, most points first; or only the `most` largest."""
    facts = read_facts(card.set, card.record, (), []).numbers
    wanted = len(card.lines) if most is None else most
    found: list[Gain] = []
    for line in sorted(short_of_maximum(card), key=_room, reverse=True):
        if len(found) >= wanted and found[wanted - 1].points >= _room(line):
            break
        gain = next_gain(card.set, card.record, line, facts)
        if gain is not None:
            found.append(gain)
            found.sort(key=lambda gain: gain.points, reverse=True)
    return tuple(found[:wanted])


def short_of_maximum(card: ScoreCard) -> list[Line]:
    """Return the lines that could still bring points."""
    return [line for line in card.lines if isinstance(line.outcome, Scored | Unscored) and _room(line) > 0]


def _room(line: Line) -> Decimal:
    """Return the points between the line and its maximum."""
    return line.max - (line.points or _ZERO)


def next_gain(known: IndicatorSet, record: Record, line: Line, facts: Mapping[str, Decimal]) -> Gain | None:
    """Return the cheapest step that brings the line more points; None where there is none to take."""
    indicator = line.indicator
    rule = indicator.rule_for(record.unit.unit_class)
    if not indicator.points or indicator.penalty or isinstance(rule, Given):
        return None
    if isinstance(line.outcome, Unscored):
        step = Reason("gain_mend" if line.outcome.reason.id == "faulty" else "gain_answer")
        return Gain(line, indicator.points, step)
    if not isinstance(line.outcome, Scored) or isinstance(line.outcome, NotApplicable):
        return None
    for move in _moves(rule, line.answer or BLANK, facts):
        try:
            outcome = apply_rule(rule, indicator.points, move.answer, Case(facts, []))
        except AnswerError:
            continue
        if isinstance(outcome, Scored):
            points = min(indicator.points, rounded(outcome.points, known, "indicator")) - line.outcome.points
            if points > 0:
                return Gain(line, points, move.step)
    return None


def _moves(rule: Rule, answer: Answer, facts: Mapping[str, Decimal]) -> Iterator[_Move]:
    """Yield better answers, the cheapest first."""
    match rule:
        case AllOrNothing():
            yield _Move(answer._replace(value=True), Reason("gain_yes"))
        case Levels(levels=levels):
            for level in sorted(levels, key=lambda level: level.weight):
                yield _Move(answer._replace(value=level.id), Reason("gain_level", {"level": level.title}))
        case Parts():
            yield from _more_parts(rule, answer)
        case Steps(ratio=ratio, answer=kind):
            for step in rule.steps:
                yield from _up_to(step.reached, answer, ratio if kind == "ratio" else None, facts)
        case Proportional(best="high", ratio=ratio):
            if rule.floor is not None:
                yield from _up_to(rule.floor, answer, ratio, facts)
            yield from _up_to(rule.target, answer, ratio, facts)
        case Proportional(ratio=ratio):
            yield from _down_to(rule, answer, ratio, facts)
        case PerItem() if isinstance(answer.value, Decimal):
            yield _Move(answer._replace(value=answer.value + 1), Reason("gain_more", {"n": _ONE}))
        case Composite():
            yield from _better_input(rule, answer, facts)
        case _:
            return


def _more_parts(rule: Parts, answer: Answer) -> Iterator[_Move]:
    ticked = answer.value if isinstance(answer.value, tuple) else ()
    missing: list[Choice] = [part for part in rule.parts if part.id not in ticked]
    if rule.require == "sum":
        for part in missing:
            yield _Move(answer._replace(value=(*ticked, part.id)), Reason("gain_part", {"part": part.title}))
    every = (*ticked, *(part.id for part in missing))
    titles = tuple(part.title for part in missing)
    yield _Move(answer._replace(value=every), Reason("gain_parts", {"parts": titles}))


def _denominator(answer: Answer, ratio: Ratio, facts: Mapping[str, Decimal]) -> Decimal | None:
    return answer.of if ratio.of is None else facts.get(ratio.of)


def _up_to(
    bound: Decimal, answer: Answer, ratio: Ratio | None, facts: Mapping[str, Decimal]
) -> Iterator[_Move]:
    """Yield the answer that just reaches `bound`."""
    value = answer.value
    if ratio is None:
        if isinstance(value, Decimal):
            yield _reach(answer, value, bound)
        return
    of = _denominator(answer, ratio, facts)
    if not isinstance(value, Decimal) or of is None:
        percent = Reason("percent", {"rate_pct": bound * 100})
        exact = answer._replace(percent=bound * 100, approx=None)
        yield _Move(exact, Reason("gain_rate", {"rate": percent}))
        return
    needed = (bound * of / ratio.per).to_integral_value(ROUND_CEILING)
    yield _reach(answer._replace(percent=None), value, needed)


def _reach(answer: Answer, value: Decimal, needed: Decimal) -> _Move:
    if needed <= value:
        return _Move(answer._replace(approx=None), Reason("gain_exact", {"n": value}))
    step = Reason("gain_count", {"more": needed - value, "n": needed})
    return _Move(answer._replace(value=needed, approx=None), step)


def _down_to(
    rule: Proportional, answer: Answer, ratio: Ratio, facts: Mapping[str, Decimal]
) -> Iterator[_Move]:
    """Yield the answer that just comes down to the target, of a figure of which less is better."""
    value = answer.value
    if not isinstance(value, Decimal):
        return
    goal = rule.target
    if rule.answer == "ratio":
        of = _denominator(answer, ratio, facts)
        if of is None:
            return
        goal = (rule.target * of / ratio.per).to_integral_value(ROUND_FLOOR)
    step = Reason("gain_fewer", {"less": value - goal, "n": goal})
    yield _Move(answer._replace(value=goal, percent=None, approx=None), step)


def _better_input(rule: Composite, answer: Answer, facts: Mapping[str, Decimal]) -> Iterator[_Move]:
    """Yield the composite answer with one input better; where all must hold, with every input at its best."""
    best: dict[str, Answer] = dict(answer.inputs)
    for sub in rule.rules:
        title = sub.title or Words(sub.id)
        for move in _moves(sub.rule, answer.inputs.get(sub.id, BLANK), facts):
            step = Reason("gain_input", {"title": title, "step": move.step})
            yield _Move(answer._replace(inputs={**answer.inputs, sub.id: move.answer}), step)
            best[sub.id] = move.answer
    yield _Move(answer._replace(inputs=best), Reason("gain_all_inputs"))
