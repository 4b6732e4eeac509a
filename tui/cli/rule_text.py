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
from tui.cli.output import points_text
from tui.speech import Speech


def rule_text(
    rule: Rule, most: Decimal, known: IndicatorSet, speech: Speech, *, penalty: bool = False
) -> str:
    """Say a rule whose maximum is `most` in a sentence; a penalty's says what is taken."""
    match rule:
        case AllOrNothing():
            key = "rule.all_or_nothing_penalty" if penalty else "rule.all_or_nothing"
            return speech(key, points=points_text(most, speech))
        case Levels(levels=options, whole=whole):
            return speech("rule.levels", options=_options(options, whole, most, speech))
        case Parts(parts=options, whole=whole, require=require):
            every = require == "all"
            shown = _bare(options, speech) if every else _options(options, whole, most, speech)
            return speech(f"rule.parts_{require}", options=shown)
        case Steps():
            return _steps(rule, known, speech)
        case Proportional():
            return _proportional(rule, known, speech)
        case PerItem():
            item = speech(f"rule.item_{rule.answer}")
            cap = print_points(most if rule.cap is None else rule.cap, speech.lang)
            return speech("rule.per_item", item=item, each=points_text(rule.each, speech), cap=cap)
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
    return speech("rule.sub", title=title, id=sub.id, points=points_text(sub.points, speech), rule=text)


def _options(options: tuple[Choice, ...], whole: Decimal | None, most: Decimal, speech: Speech) -> str:
    said = []
    for option in options:
        points = option.weight if whole is None else most * option.weight / whole
        title = option.title.text(speech.lang)
        said.append(speech("rule.option", title=title, id=option.id, points=points_text(points, speech)))
    return "; ".join(said)


def _bare(options: tuple[Choice, ...], speech: Speech) -> str:
    """Return options without points: alone, none of them gives any."""
    return "; ".join(
        speech("rule.option_bare", title=option.title.text(speech.lang), id=option.id) for option in options
    )


def _steps(rule: Steps, known: IndicatorSet, speech: Speech) -> str:
    as_share = rule.answer == "ratio" and rule.ratio.per == 1
    steps = [
        speech(
            "rule.step",
            reached=_bound(step.reached, speech, as_share=as_share),
            points=points_text(step.points, speech),
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
    per = print_number(ratio.per, lang=speech.lang)
    if fact is None:
        return speech("rule.ratio") if ratio.per == 1 else speech("rule.ratio_per_own", per=per)
    key = "rule.ratio_of" if ratio.per == 1 else "rule.ratio_per"
    return speech(key, per=per, fact=fact.title.text(speech.lang), id=ratio.of)
