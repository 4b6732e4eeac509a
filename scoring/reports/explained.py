"""How points are made, told from the set itself: every rule in a sentence, the total, the bands."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from criteria.clean import clean_line
from criteria.model import Indicator, IndicatorSet
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
from criteria.words import Words
from scoring.numbers import print_points
from scoring.reports.wording import Wording


def rule_sentences(indicator: Indicator, known: IndicatorSet, say: Wording) -> list[str]:
    """Return the rule of an indicator in a sentence, then one for every class of unit that has another."""
    titles = {other.id: say.words(other.title) for other in known.classes}
    sentences = [_rule(indicator.rule, indicator.points, known, say, penalty=indicator.penalty)]
    for other in indicator.when:
        rule = _rule(other.rule, indicator.points, known, say, penalty=indicator.penalty)
        unit_class = titles.get(other.unit_class, other.unit_class)
        sentences.append(say("note.class_rule", unit_class=unit_class, rule=rule))
    if indicator.asked_when:
        sentences.append(say("note.asked_when"))
    return sentences


def points_of(indicator: Indicator, say: Wording) -> str:
    """Return what an indicator can give, in words where that is not simply points."""
    points = say.points(indicator.points)
    if isinstance(indicator.rule, Info):
        return say("note.info")
    if indicator.bonus:
        return say("note.bonus", points=points)
    return say("note.penalty", points=points) if indicator.penalty else points


def reference_of(indicator: Indicator, known: IndicatorSet) -> str:
    """Return the place in the decision that an indicator comes from; empty where the set names none."""
    cite = indicator.reference
    if cite is None:
        return ""
    document = known.references.get(cite.to)
    title = cite.to if document is None else clean_line(document.title)
    return f"{title}, {clean_line(cite.at)}" if cite.at else title


def total_sentences(known: IndicatorSet, say: Wording) -> Iterator[str]:
    """Yield how the total comes about: aggregation, bonus and penalty, rounding, what does not apply, bands."""
    yield say("note.max_points", points=say.points(known.max_points))
    yield say(f"total.{known.aggregation}")
    if known.aggregation != "sum":
        weights = "; ".join(
            f"{one.id}. {say.words(one.title)}: {say.number(one.weight)}" for one in known.pillars
        )
        yield say("total.weights", weights=weights)
    yield from _outside(known, say)
    places = [
        say(f"total.{place}") for place in ("indicator", "pillar", "total") if place in known.rounding.at
    ]
    if places:
        yield say("total.rounding", digits=known.rounding.digits, at=", ".join(places))
    else:
        yield say("total.rounding_none")
    yield say("total.missing")
    yield say(f"total.{known.not_applicable}")
    if known.bands:
        bands = "; ".join(
            say("total.band", title=say.words(band.title), lowest=say.percent(band.lowest))
            for band in known.bands
        )
        yield say("total.bands", bands=bands, least=say.share(known.band_from_coverage))


def _outside(known: IndicatorSet, say: Wording) -> Iterator[str]:
    """Yield what bonus and penalty do, where the set has them."""
    for kind, cap, there in (
        ("bonus", known.bonus_cap, any(one.bonus for one in known.indicators())),
        ("penalty", known.penalty_cap, any(one.penalty for one in known.indicators())),
    ):
        if there and cap is None:
            yield say(f"total.{kind}")
        elif there:
            yield say(f"total.{kind}_cap", cap=say.points(cap))


def _rule(rule: Rule, most: Decimal, known: IndicatorSet, say: Wording, *, penalty: bool = False) -> str:
    match rule:
        case AllOrNothing():
            return say(
                "rule.all_or_nothing_penalty" if penalty else "rule.all_or_nothing", points=say.points(most)
            )
        case Levels(levels=options, whole=whole):
            return say("rule.levels", options=_options(options, whole, most, say))
        case Parts(parts=options, whole=whole, require=require):
            every = require == "all"
            shown = "; ".join(_title(one.title, one.id, say) for one in options)
            return say(
                f"rule.parts_{require}", options=shown if every else _options(options, whole, most, say)
            )
        case Steps():
            return _steps(rule, known, say)
        case Proportional():
            return _proportional(rule, known, say)
        case PerItem():
            item = say(f"rule.item_{rule.answer}")
            cap = most if rule.cap is None else rule.cap
            return say("rule.per_item", item=item, each=say.points(rule.each), cap=say.points(cap))
        case Composite(kind=kind, rules=rules):
            return say(f"rule.{kind}", rules="; ".join(_sub(sub, known, say) for sub in rules))
        case Relative():
            return say(f"rule.relative_{rule.to}", figure=_figure(rule.answer, rule.ratio, known, say))
        case Given(by=by):
            return say(f"rule.given_{by}")
        case Info():
            return say("rule.info")
        case _:
            assert_never(rule)


def _sub(sub: SubRule, known: IndicatorSet, say: Wording) -> str:
    rule = _rule(sub.rule, sub.points, known, say)
    return say("rule.sub", title=_title(sub.title, sub.id, say), points=say.points(sub.points), rule=rule)


def _title(title: Words | None, own_id: str, say: Wording) -> str:
    return own_id if title is None else say.words(title)


def _options(options: tuple[Choice, ...], whole: Decimal | None, most: Decimal, say: Wording) -> str:
    said = []
    for option in options:
        points = option.weight if whole is None else most * option.weight / whole
        said.append(say("rule.option", title=_title(option.title, option.id, say), points=say.points(points)))
    return "; ".join(said)


def _steps(rule: Steps, known: IndicatorSet, say: Wording) -> str:
    as_share = rule.answer == "ratio" and rule.ratio.per == 1
    steps = "; ".join(
        say("rule.step", reached=_bound(step.reached, say, as_share=as_share), points=say.points(step.points))
        for step in rule.steps
    )
    return say("rule.steps", figure=_figure(rule.answer, rule.ratio, known, say), steps=steps)


def _proportional(rule: Proportional, known: IndicatorSet, say: Wording) -> str:
    as_share = rule.answer == "ratio" and rule.ratio.per == 1
    figure = _figure(rule.answer, rule.ratio, known, say)
    target = _bound(rule.target, say, as_share=as_share)
    if rule.worst is not None:
        return say(
            "rule.falling", figure=figure, target=target, worst=_bound(rule.worst, say, as_share=as_share)
        )
    if rule.floor is not None:
        floor = _bound(rule.floor, say, as_share=as_share)
        return say("rule.proportional_floor", figure=figure, target=target, floor=floor)
    return say("rule.proportional", figure=figure, target=target)


def _bound(bound: Decimal, say: Wording, *, as_share: bool) -> str:
    return say.share(bound) if as_share else say.number(bound)


def _figure(answer: str, ratio: Ratio, known: IndicatorSet, say: Wording) -> str:
    if answer != "ratio":
        return say(f"rule.{answer}")
    fact = known.facts.get(ratio.of or "")
    per = print_points(ratio.per, say.lang)
    if fact is None:
        return say("rule.ratio") if ratio.per == 1 else say("rule.ratio_per_own", per=per)
    key = "rule.ratio_of" if ratio.per == 1 else "rule.ratio_per"
    return say(key, per=per, fact=_within(say.words(fact.title)))


def _within(title: str) -> str:
    """Return a title as it stands within a sentence; an abbreviation stays as it is."""
    return title if title[1:2].isupper() else title[:1].lower() + title[1:]
