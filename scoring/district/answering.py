"""Answers of an invented commune: for every shape of rule a plausible answer at a given level of readiness."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal

from criteria.model import Condition, Indicator
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
    Ratio,
    Relative,
    Rule,
    Steps,
)
from scoring.answers import BLANK, Answer
from scoring.district.standing import Standing
from scoring.district.tables import Form

_ZERO, _ONE, _HALF, _HUNDRED = Decimal(0), Decimal(1), Decimal("0.5"), Decimal(100)
_BEYOND = Decimal("1.12")
"""How far above a goal the readiest are, in parts of it."""
_BEHIND = Decimal("0.2")
"""How much of a goal the least ready have."""
_PLAIN = Form()


class Bench:
    """What one commune's answers are made with: where it stands, its facts, and its earlier answers.

    Args:
        standing: The commune in its period.
        facts: Its facts, by id.
        pillar: The pillar that is being answered.
    """

    def __init__(self, standing: Standing, facts: Mapping[str, Answer]) -> None:
        self.standing = standing
        self.facts = facts
        self.answers: dict[str, Answer] = {}

    def is_asked(self, indicator: Indicator) -> bool:
        """Tell whether the facts let the question be asked."""
        return all(self._holds(condition) for condition in indicator.asked_when)

    def answer(self, pillar: str, indicator: Indicator, form: Form) -> Answer:
        """Return an answer, and remember it; BLANK where its denominator is not known."""
        about = (indicator.id,)
        level = self.standing.level(pillar, indicator.id, form.ease)
        rule = indicator.rule_for(self.standing.commune.unit_class)
        made = self._made(rule, form, _ONE - level if indicator.penalty else level, about)
        self.answers[indicator.id] = made
        return made

    def number(self, name: str) -> Decimal | None:
        """Return the number of a fact, or the figure of an earlier answer."""
        for answers in (self.facts, self.answers):
            value = answers.get(name, BLANK).value
            if isinstance(value, Decimal):
                return value
        return None

    def _holds(self, condition: Condition) -> bool:
        said = self.facts.get(condition.fact or "", BLANK).value
        if condition.above is not None:
            return isinstance(said, Decimal) and said > condition.above
        return condition.fact is None or said == condition.equals

    def _made(self, rule: Rule, form: Form, level: Decimal, about: tuple[str, ...]) -> Answer:
        match rule:
            case AllOrNothing() | Info(answer="yes_no"):
                return Answer(level > _HALF)
            case Levels(levels=levels) | Info(answer="level", levels=levels):
                return Answer(_level(levels, level))
            case Parts(parts=parts):
                return Answer(self._ticked(parts, level, about))
            case Composite():
                return self._composite(rule, form, level, about)
            case PerItem(answer="list") | Info(answer="list"):
                return Answer(form.pool[: max(1, round(level * len(form.pool)))])
            case PerItem(each=each, cap=cap):
                most = (each if cap is None else cap) / each
                return Answer(_rounded(level * most, _ONE))
            case Given():
                return BLANK
            case _:
                return self._figure(rule, form, level, about)

    def _figure(
        self, rule: Proportional | Steps | Relative | Info, form: Form, level: Decimal, about: tuple[str, ...]
    ) -> Answer:
        match rule:
            case Proportional(answer="count", worst=worst):
                return Answer(_rounded((_ONE - level) ** 2 * (worst or _ONE) * _BEYOND, _ONE))
            case Proportional() | Steps(answer="ratio") | Relative(answer="ratio") | Info(answer="ratio"):
                return self._rate(rule.ratio, form, _reached(rule, level), about)
            case Steps(steps=steps):
                return Answer(_rounded(steps[-1].reached * level * _BEYOND * _BEYOND, form.grain))
            case _:
                low, high = form.span or (_ZERO, _HUNDRED)
                return Answer(_rounded(low + (high - low) * level, form.grain))

    def _rate(self, ratio: Ratio, form: Form, reached: Decimal, about: tuple[str, ...]) -> Answer:
        whole = self._whole(ratio, form, about)
        if not whole:
            return BLANK
        share = reached / ratio.per
        value = _rounded(whole * share, _ONE)
        return Answer(
            value if ratio.may_exceed else min(value, whole), of=whole if ratio.of is None else None
        )

    def _whole(self, ratio: Ratio, form: Form, about: tuple[str, ...]) -> Decimal | None:
        if ratio.of is not None:
            return self.number(ratio.of)
        if form.whole is not None:
            low, high = form.whole
            return _rounded(low + (high - low) * self.standing.draw(*about, "whole"), _ONE)
        parts = [self.number(name) for name in form.whole_of]
        known = [part for part in parts if part is not None]
        return sum(known, _ZERO) if known and len(known) == len(parts) else None

    def _ticked(self, parts: tuple[Choice, ...], level: Decimal, about: tuple[str, ...]) -> tuple[str, ...]:
        """Return the parts that are there; the same ones in every period, and more with readiness."""
        chance, code = self.standing.chance, self.standing.commune.code
        return tuple(
            part.id for part in parts if chance.draw(code, *about, part.id) < level * _BEYOND * _BEYOND
        )

    def _composite(self, rule: Composite, form: Form, level: Decimal, about: tuple[str, ...]) -> Answer:
        inputs: dict[str, Answer] = {}
        for sub in rule.rules:
            own = form.inputs.get(sub.id, _PLAIN)
            stray = (self.standing.chance.draw(self.standing.commune.code, *about, sub.id) - _HALF) / 5
            reached = min(_ONE, max(_ZERO, level + own.ease + stray))
            made = self._made(sub.rule, own, reached, (*about, sub.id))
            if made.says_something:
                inputs[sub.id] = made
        for id_, own in form.inputs.items():
            if own.within in inputs and id_ in inputs:
                inputs[id_] = _within(inputs[id_], inputs[own.within])
        return Answer(inputs=inputs)


def _within(answer: Answer, other: Answer) -> Answer:
    value, most = answer.value, other.value
    if isinstance(value, Decimal) and isinstance(most, Decimal):
        return answer._replace(value=min(value, most))
    return answer


def _level(levels: tuple[Choice, ...], level: Decimal) -> str:
    """Return the level reached, of those from the lowest to the highest."""
    rising = sorted(levels, key=lambda choice: choice.weight)
    if len({choice.weight for choice in levels}) == 1:
        rising = [*reversed(levels)]
    return rising[min(len(rising) - 1, int(level * len(rising)))].id


def _reached(rule: Proportional | Steps | Relative | Info, level: Decimal) -> Decimal:
    """Return the rate reached, in the unit of the rule's goal."""
    match rule:
        case Proportional(best="low", worst=worst):
            return (_ONE - level) ** 2 * (worst or _ONE) * _BEYOND
        case Proportional(target=target, floor=floor):
            low, goal = target * _BEHIND if floor is None else floor, target
        case Steps(steps=steps):
            low, goal = steps[0].reached * _BEHIND, steps[-1].reached
        case _:
            low, goal = _BEHIND, _ONE
    return low + (goal * _BEYOND - low) * level


def _rounded(figure: Decimal, grain: Decimal) -> Decimal:
    """Return the multiple of `grain` that is nearest."""
    whole = (figure / grain).to_integral_value(ROUND_HALF_UP) * grain
    return whole.to_integral_value() if whole == whole.to_integral_value() else whole
