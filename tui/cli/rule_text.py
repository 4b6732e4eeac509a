"""A score rule in a sentence, for whoever reads a set rather than a record."""

from __future__ import annotations

from decimal import Decimal

from criteria.clean import clean_line
from criteria.model import IndicatorSet
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
    SubRule,
)
from criteria.typed import assert_never
from scoring.numbers import print_number, print_points, print_share
from tui.speech import Speech


def rule_text(rule: Rule, most: Decimal, known: IndicatorSet, speech: Speech) -> str:
    """Say a rule whose maximum is `most` in a sentence."""
    match rule:
        case AllOrNothing():
            return speech("rule.all_or_nothing")
        case Levels(levels=options, whole=whole):
            return speech("rule.levels", options=_options(options, whole, most, speech))
        case Parts(parts=options, whole=whole, require=require):
            return speech(f"rule.parts_{require}", options=_options(options, whole, most, speech))
        case Steps():
            return _steps(rule, known, speech)
        case Proportional():
            return _proportional(rule, known, speech)
        case PerItem():
            item = speech(f"rule.item_{rule.answer}")
            cap = print_points(most if rule.cap is None else rule.cap, speech.lang)
            return speech("rule.per_item", item=item, each=print_points(rule.each, speech.lang), cap=cap)
        case Composite(kind=kind, rules=rules):
            return speech(f"rule.{kind}", rules="; ".join(_sub(sub, known, speech) for sub in rules))
        case Relative():
            return speech(f"rule.relative_{rule.to}", figure=_figure(rule.answer, rule.ratio, known, speech))
        case Given(by=by):
            return speech(f"rule.given_{by}")
        case Info():
            return speech("rule.info")
        case _:
            assert_never(rule)


def _sub(sub: SubRule, known: IndicatorSet, speech: Speech) -> str:
    title = sub.id if sub.title is None else clean_line(sub.title.text(speech.lang))
    text = rule_text(sub.rule, sub.points, known, speech)
    return speech("rule.sub", title=title, points=print_points(sub.points, speech.lang), rule=text)


def _options(options: tuple[Choice, ...], whole: Decimal | None, most: Decimal, speech: Speech) -> str:
    said = []
    for option in options:
        points = option.weight if whole is None else most * option.weight / whole
        title = clean_line(option.title.text(speech.lang))
        said.append(speech("rule.option", title=title, points=print_points(points, speech.lang)))
    return "; ".join(said)


def _steps(rule: Steps, known: IndicatorSet, speech: Speech) -> str:
    as_share = rule.answer == "ratio" and rule.ratio.per == 1
    steps = [
        speech(
            "rule.step",
            reached=_bound(step.reached, speech, as_share=as_share),
            points=print_points(step.points, speech.lang),
        )
        for step in rule.steps
    ]
    figure = _figure(rule.answer, rule.ratio, known, speech)
    return speech("rule.steps", figure=figure, steps="; ".join(steps))


def _proportional(rule: Proportional, known: IndicatorSet, speech: Speech) -> str:
    as_share = rule.answer == "ratio" and rule.ratio.per == 1
    figure = _figure(rule.answer, rule.ratio, known, speech)
    target = _bound(rule.target, speech, as_share=as_share)
    if rule.worst is not None:
        worst = _bound(rule.worst, speech, as_share=as_share)
        return speech("rule.falling", figure=figure, target=target, worst=worst)
    if rule.floor is not None:
        floor = _bound(rule.floor, speech, as_share=as_share)
        return speech("rule.proportional_floor", figure=figure, target=target, floor=floor)
    return speech("rule.proportional", figure=figure, target=target)


def _bound(bound: Decimal, speech: Speech, *, as_share: bool) -> str:
    return print_share(bound, lang=speech.lang) if as_share else print_number(bound, lang=speech.lang)


def _figure(answer: str, ratio: Ratio, known: IndicatorSet, speech: Speech) -> str:
    if answer != "ratio":
        return speech(f"rule.{answer}")
    fact = known.facts.get(ratio.of or "")
    title = None if fact is None else clean_line(fact.title.text(speech.lang))
    if ratio.per != 1:
        per = print_number(ratio.per, lang=speech.lang)
        return speech("rule.ratio_per", per=per, fact=title or speech("rule.own_denominator"))
    return speech("rule.ratio") if title is None else speech("rule.ratio_of", fact=title)
