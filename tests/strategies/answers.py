"""Answers to the questions of a given set: sound ones, blanks, plans, "không áp dụng", and slips of the hand.

A figure is drawn small, so that bounds are met exactly now and then; a denominator is never 0 in a sound answer.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from criteria.model import Fact, IndicatorSet
from criteria.rules import (
    AllOrNothing,
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
from scoring.answers import Answer, Approx, Evidence, Review
from scoring.periods import Period, parse_period
from scoring.record import Record, ReportingUnit, SetName

NAMES = ("Chè búp", "Mật ong", "Miến dong", "Gạo nếp", "{0} %s \x1b[31m")
ONE = Decimal(1)
HUNDRED = Decimal(100)

counts = st.one_of(st.integers(0, 25), st.integers(0, 10**15)).map(Decimal)
amounts = st.one_of(
    counts, st.builds(lambda n, d: Decimal(n).scaleb(-d), st.integers(0, 5000), st.integers(1, 3))
)
approxes: SearchStrategy[Approx | None] = st.sampled_from([None, None, "over", "under", "about"])
documents = st.just((Evidence("12/QĐ-UBND", date(2024, 2, 1), "Quyết định"),))
lists = st.lists(st.sampled_from(NAMES), max_size=5, unique=True).map(tuple)
Facts = Mapping[str, Decimal]


class Pair(NamedTuple):
    """Two sound answers to one question, the second at least as good as the first."""

    worse: Answer
    better: Answer


def whole_or_not(kind: str) -> SearchStrategy[Decimal]:
    """Return figures of a count or of an amount."""
    return counts if kind == "count" else amounts


@st.composite
def denominators(draw: DrawFn, ratio: Ratio, facts: Facts) -> tuple[Decimal | None, Decimal | None]:
    """Return the denominator a rate has, and the `of` the answer gives; None where the fact is not known."""
    if ratio.of is not None:
        return facts.get(ratio.of), None
    own = draw(st.integers(1, 30).map(Decimal))
    return own, own


@st.composite
def numerators(draw: DrawFn, ratio: Ratio, denominator: Decimal) -> Decimal:
    """Return a numerator that fits its denominator."""
    most = denominator * 2 if ratio.may_exceed else denominator
    share = draw(st.fractions(0, 1, max_denominator=20))
    return (most * share.numerator / share.denominator).to_integral_value("ROUND_FLOOR")


@st.composite
def ratio_answers(draw: DrawFn, ratio: Ratio, facts: Facts) -> Answer:
    """Return a rate: numerator and denominator, or the percentage alone."""
    denominator, of = draw(denominators(ratio, facts))
    if denominator is None or denominator == 0 or (ratio.per == ONE and draw(st.integers(0, 3)) == 0):
        return Answer(percent=Decimal(draw(st.integers(0, 1000))) / 10, approx=draw(approxes))
    return Answer(draw(numerators(ratio, denominator)), of=of, approx=draw(approxes))


@st.composite
def sound(draw: DrawFn, rule: Rule, most: Decimal, facts: Facts) -> Answer:  # noqa: C901 - one case per kind
    """Return an answer that fits the rule, as far as the facts allow."""
    match rule:
        case AllOrNothing():
            return Answer(draw(st.booleans()))
        case Levels(levels=levels):
            return Answer(draw(st.sampled_from([level.id for level in levels])))
        case Parts(parts=parts):
            ticked = draw(st.lists(st.sampled_from([part.id for part in parts]), unique=True))
            return Answer(tuple(ticked))
        case Steps(answer="count" | "amount" as kind):
            return Answer(draw(whole_or_not(kind)), approx=draw(approxes))
        case Proportional(answer="count"):
            return Answer(draw(counts), approx=draw(approxes))
        case Steps(ratio=ratio) | Proportional(ratio=ratio) | Relative("ratio", ratio=ratio):
            return draw(ratio_answers(ratio, facts))
        case PerItem(answer="list"):
            return Answer(draw(lists))
        case PerItem():
            return Answer(draw(counts))
        case Relative():
            return Answer(draw(amounts), approx=draw(approxes))
        case Composite(rules=subs):
            filled = [sub for sub in subs if draw(st.integers(0, 4))]
            return Answer(inputs={sub.id: draw(sound(sub.rule, sub.points, facts)) for sub in filled})
        case Given():
            return Answer(most * draw(st.integers(0, 8)) / 8)
        case Info():
            return draw(recorded(rule, facts))


@st.composite
def recorded(draw: DrawFn, rule: Info, facts: Facts) -> Answer:
    """Return an answer that is only recorded."""
    match rule.answer:
        case "ratio":
            return draw(ratio_answers(rule.ratio, facts))
        case "yes_no":
            return Answer(draw(st.booleans()))
        case "level":
            return Answer(draw(st.sampled_from([level.id for level in rule.levels])))
        case "parts":
            return Answer(
                tuple(draw(st.lists(st.sampled_from([level.id for level in rule.levels]), unique=True)))
            )
        case "list":
            return Answer(draw(lists))
        case "text":
            return Answer(draw(st.sampled_from(NAMES)))
        case "date":
            return Answer(draw(st.dates()))
        case kind:
            return Answer(draw(whole_or_not(kind)))


UNSOUND = (
    Answer("không có mức này"),
    Answer(Decimal(-1)),
    Answer(Decimal(3), of=Decimal(0)),
    Answer(Decimal(30), of=Decimal(3)),
    Answer(("không có",)),
    Answer(date(2024, 1, 1)),
    Answer(percent=Decimal(101)),
    Answer(inputs={"z": Answer(ONE)}),
    Answer(inputs={"a": Answer(not_applicable="không")}),
    Answer(value=True, not_applicable="vừa có vừa không"),
)
"""Answers that hardly any question takes."""
UNANSWERED = (
    Answer(),
    Answer(plan="Quý I/2025"),
    Answer(note="đang xin số liệu", source="Văn phòng", as_of=date(2024, 6, 19)),
    Answer(of=Decimal(22), approx="over"),
    Answer(evidence=(Evidence("1"),), plan="Trong năm"),
)
"""What says nothing yet: blanks, plans, notes, evidence."""


@st.composite
def lines(draw: DrawFn, rule: Rule, most: Decimal, facts: Facts) -> Answer:
    """Return any answer: mostly a sound one."""
    match draw(st.integers(0, 9)):
        case 0:
            return draw(st.sampled_from(UNANSWERED))
        case 1:
            return Answer(not_applicable="Xã không có {chợ} %s")
        case 2:
            return draw(st.sampled_from(UNSOUND))
        case _:
            answer = draw(sound(rule, most, facts))
            return answer._replace(evidence=draw(documents)) if draw(st.booleans()) else answer


@st.composite
def fact_answers(draw: DrawFn, fact: Fact) -> Answer:
    """Return a sound answer to a line of thông tin chung."""
    match fact.answer:
        case "yes_no":
            return Answer(draw(st.booleans()))
        case "level":
            return Answer(draw(st.sampled_from([level.id for level in fact.levels])))
        case "text":
            return Answer(draw(st.sampled_from(NAMES)))
        case "date":
            return Answer(draw(st.dates()))
        case "list":
            return Answer(draw(lists))
        case _:
            return Answer(draw(st.integers(0, 40).map(Decimal)))


@st.composite
def facts_of(draw: DrawFn, known: IndicatorSet) -> dict[str, Answer]:
    """Return answers to the lines of thông tin chung: most known, some left blank, some said not to apply."""
    facts: dict[str, Answer] = {}
    for fact_id, fact in known.facts.items():
        how = draw(st.integers(0, 7))
        if how == 1:
            facts[fact_id] = Answer(not_applicable="Không có")
        elif how:
            facts[fact_id] = draw(fact_answers(fact))
    return facts


def numbers(facts: Mapping[str, Answer]) -> dict[str, Decimal]:
    """Return the facts that are numbers."""
    return {name: fact.value for name, fact in facts.items() if isinstance(fact.value, Decimal)}


@st.composite
def reviews(draw: DrawFn, most: Decimal) -> Review:
    """Return the review of a line."""
    match draw(st.integers(0, 3)):
        case 0:
            return Review("rejected", reason="Thiếu minh chứng {0} %s")
        case 1:
            return Review("changed", points=most * draw(st.integers(0, 5)) / 4)
        case 2:
            return Review("changed", value=draw(counts | st.booleans()))
        case _:
            return Review("agreed")


def period(label: str = "2024") -> Period:
    """Return a period by its label."""
    found = parse_period(label)
    assert found is not None
    return found


@st.composite
def records(draw: DrawFn, known: IndicatorSet, *, reviewed: bool = True) -> Record:
    """Return a record of `known`, filled in more or less."""
    facts = draw(facts_of(known))
    unit_class = draw(st.sampled_from([None, *(other.id for other in known.classes)]))
    answers: dict[str, Answer] = {}
    review: dict[str, Review] = {}
    blanks = draw(st.sampled_from([0, 1, 4]))
    for indicator in known.indicators():
        if draw(st.integers(0, 9)) >= blanks:
            rule = indicator.rule_for(unit_class)
            answers[indicator.id] = draw(lines(rule, indicator.points, numbers(facts)))
        if reviewed and draw(st.integers(0, 2)) == 0:
            review[indicator.id] = draw(reviews(indicator.points))
    return Record(
        SetName(known.id, known.version),
        ReportingUnit("00001", "Xã Ví Dụ", unit_class=unit_class),
        period(),
        facts=facts,
        answers=answers,
        review=review,
    )


RANK = {"under": 0, None: 1, "about": 1, "over": 1}
"""How good a qualified figure is where more is better; where less is, "trên" is the worst."""


@st.composite
def figures(draw: DrawFn, kind: str, *, low: bool = False) -> Pair:
    """Return two figures in order, qualified or not."""
    first, second = sorted([draw(whole_or_not(kind)), draw(whole_or_not(kind))], reverse=low)
    return Pair(*qualified(Answer(first), Answer(second), draw(approxes), draw(approxes), low=low))


def qualified(
    worse: Answer, better: Answer, one: Approx | None, other: Approx | None, *, low: bool
) -> tuple[Answer, Answer]:
    """Return two answers with their qualifiers; of equal figures the better qualifier goes to the better answer."""
    if (worse.value, worse.percent) == (better.value, better.percent):
        one, other = sorted((one, other), key=lambda a: a != "over" if low else RANK[a])
    return worse._replace(approx=one), better._replace(approx=other)


@st.composite
def rate_pairs(draw: DrawFn, ratio: Ratio, facts: Facts, *, low: bool) -> Pair:
    """Return two rates in order: of one denominator, or both percentages."""
    denominator, of = draw(denominators(ratio, facts))
    if denominator is None or denominator == 0 or (ratio.per == ONE and draw(st.booleans())):
        one, other = sorted([draw(st.integers(0, 1000)), draw(st.integers(0, 1000))], reverse=low)
        worse, better = Answer(percent=Decimal(one) / 10), Answer(percent=Decimal(other) / 10)
    else:
        pair = sorted(
            [draw(numerators(ratio, denominator)), draw(numerators(ratio, denominator))], reverse=low
        )
        worse, better = Answer(pair[0], of=of), Answer(pair[1], of=of)
    return Pair(*qualified(worse, better, draw(approxes), draw(approxes), low=low))


@st.composite
def pairs(draw: DrawFn, rule: Rule, most: Decimal, facts: Facts) -> Pair:  # noqa: C901, PLR0911, PLR0912 - one case per kind
    """Return two sound answers to one question, in order of how good they are by its rule."""
    match rule:
        case AllOrNothing():
            return Pair(*map(Answer, sorted([draw(st.booleans()), draw(st.booleans())])))
        case Levels(levels=levels):
            chosen = draw(st.lists(st.sampled_from(levels), min_size=2, max_size=2))
            return Pair(*(Answer(level.id) for level in sorted(chosen, key=lambda level: level.weight)))
        case Parts(parts=parts):
            ticked = draw(st.lists(st.sampled_from([part.id for part in parts]), unique=True))
            return Pair(Answer(tuple(ticked[: draw(st.integers(0, len(ticked)))])), Answer(tuple(ticked)))
        case Steps(answer="count" | "amount" as kind):
            return draw(figures(kind))
        case Proportional(answer="count"):
            return draw(figures("count", low=True))
        case Steps(ratio=ratio) | Relative("ratio", ratio=ratio):
            return draw(rate_pairs(ratio, facts, low=False))
        case Proportional(ratio=ratio, best=best):
            return draw(rate_pairs(ratio, facts, low=best == "low"))
        case PerItem(answer="list"):
            named = draw(lists)
            return Pair(Answer(named[: draw(st.integers(0, len(named)))]), Answer(named))
        case PerItem():
            return Pair(*map(Answer, sorted([draw(counts), draw(counts)])))
        case Relative():
            return draw(figures("amount"))
        case Composite(rules=subs):
            inputs = {sub.id: draw(pairs(sub.rule, sub.points, facts)) for sub in subs}
            left_out = draw(st.sets(st.sampled_from([*inputs]), max_size=len(inputs) - 1))
            worse = {name: pair.worse for name, pair in inputs.items() if name not in left_out}
            return Pair(
                Answer(inputs=worse), Answer(inputs={name: pair.better for name, pair in inputs.items()})
            )
        case Given():
            return Pair(
                *(Answer(most * n / 8) for n in sorted([draw(st.integers(0, 8)), draw(st.integers(0, 8))]))
            )
        case Info():
            answer = draw(recorded(rule, facts))
            return Pair(answer, answer)


def record(
    answers: Mapping[str, Answer | Decimal | bool | str],
    *,
    facts: Mapping[str, Answer | Decimal | bool | str] | None = None,
    review: Mapping[str, Review] | None = None,
    unit_class: str | None = None,
) -> Record:
    """Return a record for a worked case; an answer may be a bare value."""

    def full(entries: Mapping[str, Answer | Decimal | bool | str]) -> dict[str, Answer]:
        return {key: item if isinstance(item, Answer) else Answer(item) for key, item in entries.items()}

    return Record(
        SetName("thu", "1"),
        ReportingUnit("00001", "Xã Ví Dụ", unit_class=unit_class),
        period(),
        facts=full(facts or {}),
        answers=full(answers),
        review=review or {},
    )
