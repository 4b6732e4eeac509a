"""Indicator sets as authors might write them: every kind of rule, policy and aggregation, conditions and classes.

What is drawn is sound: `criteria.checks` finds doubts in it at the most, never a fault.
"""

from decimal import Decimal
from typing import Literal, NamedTuple

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from criteria.digest import set_digest
from criteria.model import (
    Aggregation,
    Band,
    Condition,
    Fact,
    Indicator,
    IndicatorSet,
    Pillar,
    Policy,
    Rounding,
    UnitClass,
    WantedEvidence,
    When,
)
from criteria.rules import (
    AllOrNothing,
    AnswerKind,
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
    Step,
    Steps,
    SubRule,
)
from criteria.words import Words

ZERO = Decimal(0)
POINTS = tuple(map(Decimal, ("0.5", "1", "2", "2.5", "3", "4", "5", "7", "10", "3.33", "2.555", "0.875")))
TARGETS = tuple(map(Decimal, ("0.3", "0.45", "0.6", "0.7", "0.8", "0.95", "1")))
WORDS = Words("Lời \x7f {vi} %s", "Words {en} %d")
"""Words that try whoever puts them into a sentence."""
FACTS = {
    "staff": Fact(WORDS, "count"),
    "area": Fact(WORDS, "amount"),
    "border": Fact(WORDS, "yes_no"),
    "terrain": Fact(WORDS, "level", levels=(Choice("low", WORDS, ZERO), Choice("high", WORDS, ZERO))),
}
CLASSES = (UnitClass("plain", WORDS), UnitClass("island", WORDS))
BANDS = (Band(ZERO, WORDS), Band(Decimal(50), WORDS), Band(Decimal(80), WORDS))
IDS = ("a", "b", "c")
SIMPLE = ("all_or_nothing", "levels", "parts", "steps", "proportional", "per_item")
KINDS = (*SIMPLE, "best_of", "sum_of", "all_of", "relative", "given", "upper", "info")
SCORED_KINDS = tuple(kind for kind in KINDS if kind not in {"info", "upper"})

points = st.sampled_from(POINTS)
policies: SearchStrategy[Policy] = st.sampled_from(["rescale", "exclude", "full_marks", "zero", "refuse"])
aggregations: SearchStrategy[Aggregation] = st.sampled_from(["sum", "sum", "weighted_mean", "geometric_mean"])
stepped: SearchStrategy[Literal["count", "amount", "ratio"]]
stepped = st.sampled_from(["count", "amount", "ratio"])
compared: SearchStrategy[Literal["amount", "ratio"]] = st.sampled_from(["amount", "ratio"])
noted: SearchStrategy[AnswerKind]
noted = st.sampled_from(["count", "amount", "ratio", "yes_no", "level", "parts", "text", "date", "list"])
roundings = st.builds(
    Rounding, digits=st.integers(0, 4), at=st.frozensets(st.sampled_from(["indicator", "pillar", "total"]))
)


class Traits(NamedTuple):
    """What a set may have.

    Attributes:
        outside: Bonus and penalty.
        conditions: Indicators asked only under a condition.
        adds_up: Whether every stated maximum is the sum of its parts.
        roundings: Where and how the law rounds.
        aggregations: How the pillars become the index.
    """

    outside: bool = True
    conditions: bool = True
    adds_up: bool = False
    roundings: SearchStrategy[Rounding] = roundings
    aggregations: SearchStrategy[Aggregation] = aggregations


USUAL = Traits()


@st.composite
def ratios(draw: DrawFn, *, bounded: bool = False) -> Ratio:
    """Return how a rate is formed; within 0..1, if `bounded`."""
    of = draw(st.sampled_from([None, "staff", "area"]))
    if bounded or draw(st.booleans()):
        return Ratio(of)
    return Ratio(
        of, draw(st.sampled_from([Decimal(1), Decimal(100), Decimal(1000)])), may_exceed=draw(st.booleans())
    )


@st.composite
def choices(draw: DrawFn, most: Decimal, *, add: bool) -> tuple[tuple[Choice, ...], Decimal | None]:
    """Return levels (or, if `add`, parts) with weights, and their whole; the best of them is worth `most`."""
    count = draw(st.integers(1, 3))
    if draw(st.booleans()):
        weights = [Decimal(draw(st.integers(0, 6 // count if add else 6))) for _ in range(count)]
        return tuple(Choice(i, WORDS, w) for i, w in zip(IDS, weights, strict=False)), Decimal(6)
    worth = [most * draw(st.integers(0, 4)) / (4 * count if add else 4) for _ in range(count)]
    return tuple(Choice(i, WORDS, w) for i, w in zip(IDS, worth, strict=False)), None


@st.composite
def steps(draw: DrawFn, most: Decimal) -> Steps:
    """Return rising steps, of a figure or of a rate."""
    answer = draw(stepped)
    ratio = draw(ratios()) if answer == "ratio" else Ratio()
    froms = (
        [Decimal(place) for place in (1, 3, 10, 20)]
        if answer != "ratio" or ratio.per != 1
        else [Decimal(place) / 10 for place in (2, 5, 7, 9)]
    )
    reached = sorted(draw(st.sets(st.sampled_from(froms), min_size=1)))
    return Steps(
        answer,
        tuple(Step(at, most * place / len(reached)) for place, at in enumerate(reached, 1)),
        ratio,
    )


@st.composite
def proportionals(draw: DrawFn) -> Proportional:
    """Return a rule in proportion: more is better, or less is."""
    match draw(st.sampled_from(["high", "low", "count"])):
        case "count":
            target = Decimal(draw(st.integers(0, 3)))
            return Proportional("count", target=target, best="low", worst=target + draw(st.integers(1, 9)))
        case "low":
            ratio = draw(ratios())
            target = draw(st.sampled_from([ZERO, Decimal("0.1")])) * ratio.per
            return Proportional(
                ratio=ratio,
                target=target,
                best="low",
                worst=target + draw(st.sampled_from(TARGETS)) * ratio.per,
            )
        case _:
            ratio = draw(ratios())
            target = draw(st.sampled_from(TARGETS)) * ratio.per
            floor = draw(st.sampled_from([None, target, target / 2]))
            return Proportional(ratio=ratio, target=target, floor=floor)


@st.composite
def composites(draw: DrawFn, kind: str, most: Decimal) -> Composite:
    """Return a rule made of rules."""
    count = draw(st.integers(1, 3))
    own = most / count if kind == "sum_of" and count != 3 else most / 4 if kind == "sum_of" else most
    subs = [
        SubRule(
            sub_id, own, draw(rules(draw(st.sampled_from(SIMPLE)), own)), draw(st.sampled_from([None, WORDS]))
        )
        for sub_id in IDS[:count]
    ]
    return Composite(kind, tuple(subs))  # type: ignore[arg-type]  # one of the three kinds


@st.composite
def rules(draw: DrawFn, kind: str, most: Decimal) -> Rule:
    """Return a rule of `kind` for a maximum of `most`."""
    match kind:
        case "all_or_nothing":
            return AllOrNothing()
        case "levels":
            return Levels(*draw(choices(most, add=False)))
        case "parts":
            return Parts(*draw(choices(most, add=True)), draw(st.sampled_from(["sum", "all"])))
        case "steps":
            return draw(steps(most))
        case "proportional":
            return draw(proportionals())
        case "per_item":
            each = draw(st.sampled_from(POINTS))
            cap = draw(st.sampled_from([None, most, most / 2]))
            return PerItem(each, cap, draw(st.sampled_from(["count", "list"])))
        case "best_of" | "sum_of" | "all_of":
            return draw(composites(kind, most))
        case "relative":
            answer = draw(compared)
            ratio = draw(ratios()) if answer == "ratio" else Ratio()
            return Relative(answer, draw(st.sampled_from(["best", "min_max"])), ratio)
        case "given":
            return Given()
        case "upper":
            return Given("upper")
        case _:
            return draw(infos())


@st.composite
def infos(draw: DrawFn) -> Info:
    """Return a rule that only records."""
    answer = draw(noted)
    levels = tuple(Choice(i, WORDS, ZERO) for i in IDS) if answer in {"level", "parts"} else ()
    return Info(answer, levels, draw(ratios(bounded=True)) if answer == "ratio" else Ratio())


def conditions_on(parent: Indicator) -> list[Condition]:
    """Return the conditions that may stand on an indicator."""
    match parent.rule:
        case AllOrNothing():
            return [Condition(parent.id, equals=True), Condition(parent.id, equals=False)]
        case Levels(levels=levels):
            return [Condition(parent.id, equals=level.id) for level in levels]
        case (
            Steps() | PerItem(answer="count") | Given("officer") | Relative("amount") | Proportional("count")
        ):
            return [Condition(parent.id, above=ZERO), Condition(parent.id, above=Decimal(2))]
        case _:
            return []


ON_FACTS = (
    Condition(fact="staff", above=ZERO),
    Condition(fact="area", above=Decimal(5)),
    Condition(fact="border", equals=True),
    Condition(fact="terrain", equals="high"),
)


@st.composite
def indicators(draw: DrawFn, indicator_id: str, asked_before: list[Indicator], traits: Traits) -> Indicator:
    """Return an indicator, perhaps asked only when one of `asked_before` is answered in a certain way."""
    kind = draw(st.sampled_from(KINDS))
    most = ZERO if kind == "info" else draw(points)
    rule = draw(rules(kind, most))
    other = kind if kind == "info" else draw(st.sampled_from(SCORED_KINDS))
    when = (When("island", draw(rules(other, most))),) if draw(st.integers(0, 4)) == 0 else ()
    known = [condition for parent in asked_before for condition in conditions_on(parent)]
    asked_when: list[Condition] = []
    if traits.conditions and draw(st.integers(0, 2)) == 0:
        asked_when = draw(st.lists(st.sampled_from([*ON_FACTS, *known]), min_size=1, max_size=2))
    standing = draw(st.integers(0, 7)) if traits.outside and kind not in {"info", "upper"} else 0
    return Indicator(
        indicator_id,
        WORDS,
        most,
        rule,
        when=when,
        asked_when=tuple(asked_when),
        not_applicable=draw(st.none() | policies),
        evidence=WantedEvidence(required=draw(st.booleans())),
        bonus=standing == 6,
        penalty=standing == 7,
    )


@st.composite
def sets(draw: DrawFn, traits: Traits = USUAL) -> IndicatorSet:
    """Return an indicator set of one to three pillars."""
    earlier: list[Indicator] = []
    pillars: list[Pillar] = []
    for number in range(1, draw(st.integers(1, 3)) + 1):
        lines: list[Indicator] = []
        for place in range(1, draw(st.integers(1, 4)) + 1):
            lines.append(draw(indicators(f"{number}.{place}", earlier, traits)))
            earlier.append(lines[-1])
        most = sum((line.points for line in lines if line.in_maximum), ZERO)
        off = (
            ZERO if traits.adds_up else draw(st.sampled_from([ZERO, ZERO, ZERO, Decimal(2), Decimal("0.5")]))
        )
        stated = most - off if most > off and draw(st.booleans()) else most + off
        weight = Decimal(draw(st.sampled_from(["1", "0.5", "100", "150", "3"])))
        pillars.append(Pillar(str(number), WORDS, stated, tuple(lines), weight))
    total = sum((pillar.points for pillar in pillars), ZERO)
    aggregation = draw(traits.aggregations) if total else "sum"
    off = ZERO if traits.adds_up else draw(st.sampled_from([ZERO, ZERO, Decimal(2), Decimal(-1)]))
    most = total + off if total + off > 0 else Decimal(1)
    known = IndicatorSet(
        "thu",
        "1",
        WORDS,
        most if aggregation == "sum" else draw(st.sampled_from([Decimal(1), Decimal(100), Decimal("0.7")])),
        tuple(pillars),
        "",
        aggregation=aggregation,
        rounding=draw(traits.roundings),
        not_applicable=draw(policies),
        classes=CLASSES,
        bonus_cap=draw(st.sampled_from([None, Decimal(1), Decimal("2.5")])),
        penalty_cap=draw(st.sampled_from([None, Decimal(1), Decimal("2.5")])),
        band_from_coverage=draw(st.sampled_from([ZERO, Decimal("0.5"), Decimal("0.8")])),
        bands=BANDS,
        facts=FACTS,
    )
    return known._replace(digest=set_digest(known))


def line(
    indicator_id: str,
    most: str,
    rule: Rule | None = None,
    *,
    bonus: bool = False,
    penalty: bool = False,
    **more: object,
) -> Indicator:
    """Return an indicator for a worked case; without a rule, one whose points are given."""
    made = Indicator(
        indicator_id, WORDS, Decimal(most), Given() if rule is None else rule, bonus=bonus, penalty=penalty
    )
    return made._replace(**more)  # type: ignore[arg-type]  # attributes of an indicator by their names


def pillar(pillar_id: str, *lines: Indicator, weight: str = "1", stated: str | None = None) -> Pillar:
    """Return a pillar for a worked case; its points are the sum of its lines, unless others are stated."""
    most = sum((one.points for one in lines if one.in_maximum), ZERO)
    return Pillar(pillar_id, WORDS, most if stated is None else Decimal(stated), lines, Decimal(weight))


def indicator_set(*pillars: Pillar, stated: str | None = None, **more: object) -> IndicatorSet:
    """Return a set for a worked case; its maximum is the sum of its pillars, unless another is stated."""
    most = sum((one.points for one in pillars), ZERO) if stated is None else Decimal(stated)
    known = IndicatorSet("thu", "1", WORDS, most, pillars, "", classes=CLASSES, facts=FACTS)
    known = known._replace(**more)  # type: ignore[arg-type]  # attributes of a set by their names
    return known._replace(digest=set_digest(known))
