"""What holds for every set and every record: one property per sentence of the rules."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from hypothesis.strategies import DataObject, SearchStrategy
from strategies.answers import UNANSWERED, pairs, records
from strategies.answers import record as record_of
from strategies.sets import (
    KINDS,
    POINTS,
    USUAL,
    ZERO,
    Traits,
    aggregations,
    indicator_set,
    roundings,
    rules,
    sets,
)
from strategies.sets import line as a_line
from strategies.sets import pillar as a_pillar

from criteria.checks import check_set
from criteria.library import SHIPPED, places
from criteria.model import IndicatorSet, Rounding
from criteria.reading import load_set
from criteria.rules import Given, Info
from scoring.answers import Answer
from scoring.gains import gains
from scoring.index import Totals
from scoring.judge import judge
from scoring.outcome import NotApplicable, Scored, Unscored
from scoring.reasons import say, standing_of
from scoring.record import Record
from scoring.rules_applied import Span
from scoring.scorecard import Line, ScoreCard

SHIPPED_SETS = [load_set(place.folder) for place in places([SHIPPED])]
NOWHERE = st.just(Rounding())
IN_MAXIMUM = Traits(outside=False, adds_up=True)
usual = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


def every_set(traits: Traits = USUAL) -> SearchStrategy[IndicatorSet]:
    """Return sets made up, mostly, and those that come with the program."""
    made = sets(traits)
    return st.one_of(made, made, made, made, made, st.sampled_from(SHIPPED_SETS))


def without(record: Record, indicator_id: str) -> Record:
    """Return the record with one answer taken out."""
    return record._replace(answers={key: item for key, item in record.answers.items() if key != indicator_id})


def parents(known: IndicatorSet) -> set[str]:
    """Return the indicators on which another one depends."""
    return {c.indicator for indicator in known.indicators() for c in indicator.asked_when if c.indicator}


def card_totals(card: ScoreCard) -> list[Totals]:
    """Return the totals of a card: the self score, and the verified one where there is one."""
    return [card.totals, *([card.verified.totals] if card.verified.totals else [])]


@usual
@given(sets())
def test_generated_sets_are_sound(known: IndicatorSet) -> None:
    """What these properties are tried on is what `xaso sets check` accepts."""
    assert [doubt for doubt in check_set(known) if not doubt.fault.is_warning] == []


@usual
@given(st.data())
def test_never_outside_the_maximum(data: DataObject) -> None:
    """The total stays within 0..max; and so does every pillar, and every line within its own points."""
    known = data.draw(every_set())
    card = judge(known, data.draw(records(known)))
    for line in card.lines:
        for outcome in (line.outcome, line.verified):
            if isinstance(outcome, Scored | NotApplicable) and outcome.points is not None:
                assert 0 <= outcome.points <= line.indicator.points
    for totals in card_totals(card):
        assert 0 <= totals.points <= totals.max <= known.max_points
        assert all(0 <= part.points <= part.max <= part.pillar.points for part in totals.pillars)
        assert totals.percent is None or 0 <= totals.percent <= 100


@pytest.mark.parametrize("kind", KINDS)
@usual
@given(data=st.data())
def test_a_better_answer_never_has_fewer_points(kind: str, data: DataObject) -> None:
    """Each shape rewards what it asks for: more, or with `best = "low"` less, never brings fewer points.

    Better is: yes than no; a level of more points; a superset of parts or of a list; of equal denominators the higher
    figure (with `best = "low"` the lower), and "gần" (over, with "low") below the same figure without it; the better
    answer to every input, or one more input answered; more points given.
    """
    most = data.draw(st.sampled_from(POINTS)) if kind != "info" else ZERO
    rule = data.draw(rules(kind, most))
    facts = {"staff": Decimal(data.draw(st.integers(1, 40))), "area": Decimal(data.draw(st.integers(1, 40)))}
    pair = data.draw(pairs(rule, most, facts))
    beside = (a_line("1.2", "3"), a_line("1.3", "2.1"))
    known = indicator_set(
        a_pillar("1", a_line("1.1", str(most), rule), *beside, weight="2"),
        a_pillar("2", a_line("2.1", "4")),
        aggregation=data.draw(aggregations),
        rounding=data.draw(roundings),
    )
    rest = {
        "1.2": Answer(Decimal("1.7")),
        "1.3": Answer(not_applicable="Không có"),
        "2.1": Answer(Decimal(3)),
    }
    spans = {"1.1": Span(Decimal(3), Decimal(17))}
    told = {name: Answer(number) for name, number in facts.items()}
    cards = [judge(known, record_of({"1.1": answer, **rest}, facts=told), spans=spans) for answer in pair]
    worse, better = (card.lines[0].points or ZERO for card in cards)
    assert worse <= better
    assert cards[0].totals.points <= cards[1].totals.points
    faults = [fault.code for card in cards for fault in card.findings if not fault.is_warning]
    assert faults == [] or set(faults) == {"R027"}  # a percentage alone, where the rate is not of a hundred


@usual
@given(st.data())
def test_a_blank_never_raises_a_score(data: DataObject) -> None:
    """Missing is neither zero nor full: `Unscored`, no points, in the maximum.

    Bonus and penalty stand outside the maximum: an unanswered penalty takes nothing, so taking its answer out may
    raise the total; both are left out. So are sets whose maxima do not add up, which are capped at what they state.
    """
    known = data.draw(every_set(IN_MAXIMUM))
    record = data.draw(records(known, reviewed=False))
    answered = [i.id for i in known.indicators() if i.id in record.answers and not (i.bonus or i.penalty)]
    assume(answered)
    outside = {i.id for i in known.indicators() if i.bonus or i.penalty}
    record = record._replace(
        answers={key: item for key, item in record.answers.items() if key not in outside}
    )
    before = judge(known, record).totals
    after = judge(known, without(record, data.draw(st.sampled_from(answered)))).totals
    assert after.points <= before.points
    assert (after.percent or ZERO) <= (before.percent or ZERO)


@usual
@given(st.data())
def test_a_blank_fact_never_raises_a_score(data: DataObject) -> None:
    """Missing is neither zero nor full: an unknown denominator or condition gives nobody points."""
    known = data.draw(every_set(IN_MAXIMUM))
    record = data.draw(records(known, reviewed=False))
    assume(record.facts)
    outside = {i.id for i in known.indicators() if i.bonus or i.penalty}
    record = record._replace(
        answers={key: item for key, item in record.answers.items() if key not in outside}
    )
    blank = data.draw(st.sampled_from([*record.facts]))
    facts = {key: item for key, item in record.facts.items() if key != blank}
    before, after = judge(known, record).totals, judge(known, record._replace(facts=facts)).totals
    assert after.points <= before.points


@usual
@given(st.data())
def test_not_applicable_never_lifts_another_line(data: DataObject) -> None:
    """`rescale` (out of its pillar's maximum, and the pillar brought back to it): the pillar, never another line."""
    known = data.draw(every_set())
    record = data.draw(records(known, reviewed=False))
    chosen = data.draw(st.sampled_from([i.id for i in known.indicators()]))
    before = judge(known, record)
    answers = {**record.answers, chosen: Answer(not_applicable="Không có")}
    after = judge(known, record._replace(answers=answers))
    for old, new in zip(before.lines, after.lines, strict=True):
        if new.indicator.id != chosen and not new.indicator.penalty:
            assert (new.points or ZERO) <= (old.points or ZERO)


@usual
@given(st.data())
def test_the_order_of_answers_is_irrelevant(data: DataObject) -> None:
    """Comments, spacing, order: a record says the same in whatever order its answers stand."""
    known = data.draw(every_set())
    record = data.draw(records(known))
    shuffled = record._replace(
        facts=in_any_order(data, record.facts),
        answers={
            key: answer._replace(inputs=in_any_order(data, answer.inputs))
            for key, answer in in_any_order(data, record.answers).items()
        },
        review={key: record.review[key] for key in sorted(record.review, reverse=True)},
    )
    one, other = judge(known, record), judge(known, shuffled)
    assert [(line.outcome, line.verified) for line in one.lines] == [
        (line.outcome, line.verified) for line in other.lines
    ]
    assert (one.totals, one.coverage, one.band, one.verified) == (
        other.totals,
        other.coverage,
        other.band,
        other.verified,
    )
    assert sorted(map(repr, one.findings)) == sorted(map(repr, other.findings))


def in_any_order(data: DataObject, entries: Mapping[str, Answer]) -> dict[str, Answer]:
    """Return the same entries in another order."""
    return dict(data.draw(st.permutations([*entries.items()])))


@usual
@given(st.data())
def test_what_is_missing_stays_in_the_maximum_and_lowers_the_coverage(data: DataObject) -> None:
    """Missing: `Unscored`, no points, in the maximum, and in the coverage printed beside every total."""
    known = data.draw(every_set(IN_MAXIMUM))
    record = data.draw(records(known, reviewed=False))
    full = judge(known, record)
    scored = [
        line
        for line in full.lines
        if isinstance(line.outcome, Scored)
        and line.is_answered
        and line.counts
        and line.indicator.id not in parents(known)
    ]
    assume(scored)
    line = data.draw(st.sampled_from(scored))
    blank = judge(known, without(record, line.indicator.id))
    left = blank.line(line.indicator.id)
    assert left is not None
    assert isinstance(left.outcome, Unscored)
    assert left.points is None
    assert left.max == line.max
    assert blank.totals.max == full.totals.max
    assert [part.max for part in blank.totals.pillars] == [part.max for part in full.totals.pillars]
    assert blank.coverage == full.coverage._replace(answered=full.coverage.answered - 1)


@usual
@given(st.data())
def test_coverage_counts_what_is_asked(data: DataObject) -> None:
    """Asked: scored indicators whose condition holds (not info, bonus, upper's)."""
    known = data.draw(every_set())
    record = data.draw(records(known))
    card = judge(known, record)

    def is_asked(line: Line) -> bool:
        rule = line.indicator.rule_for(record.unit.unit_class)
        outside = line.indicator.bonus or isinstance(rule, Info) or rule == Given("upper")
        return not outside and line.state != "not_asked"

    asked = [line for line in card.lines if is_asked(line)]
    answered = [line for line in asked if line.state in {"scored", "awaiting", "not_applicable"}]
    assert card.coverage.asked == len(asked)
    assert card.coverage.answered <= len(answered)
    incomplete = [line for line in answered if isinstance(line.outcome, Scored) and not line.outcome.complete]
    assert card.coverage.answered == len(answered) - len(incomplete)


@usual
@given(st.data())
def test_a_plan_never_scores(data: DataObject) -> None:
    """Answered: a valid value, percent or not-applicable; a plan, a note or a faulty answer is none."""
    known = data.draw(every_set())
    record = data.draw(records(known, reviewed=False))
    indicator = data.draw(st.sampled_from([*known.indicators()]))
    words = data.draw(st.sampled_from(UNANSWERED))
    planned = judge(known, record._replace(answers={**record.answers, indicator.id: words}))
    blank = judge(known, without(record, indicator.id))
    line = planned.line(indicator.id)
    assert line is not None
    assert line.points is None
    assert not line.is_answered
    assert (planned.totals, planned.coverage) == (blank.totals, blank.coverage)


@usual
@given(st.data())
def test_every_reason_reads_in_both_languages(data: DataObject) -> None:
    """Every score says why: each line and each next step has words, on one line, with nothing a terminal obeys."""
    known = data.draw(every_set())
    card = judge(known, data.draw(records(known)))
    said = [(line.outcome.reason, line.indicator) for line in card.lines]
    said += [(line.verified.reason, line.indicator) for line in card.lines if line.verified]
    said += [(gain.step, gain.line.indicator) for gain in gains(card)]
    for reason, indicator in said:
        for words in (say(reason, "vi", standing_of(indicator)), say(reason, "en", standing_of(indicator))):
            assert words or reason.id == "listed"
            assert not {"\n", "\x1b", "\x7f"} & set(words)
    assert all(fault.message("vi") and fault.message("en") for fault in card.findings)


@usual
@given(st.data())
def test_rounding_where_the_set_says(data: DataObject) -> None:
    """Rounding where the set says, half up, in Decimal; nowhere else. A maximum of more digits is never passed."""
    known = data.draw(every_set())
    card = judge(known, data.draw(records(known)))
    digits = known.rounding.digits

    def is_rounded(points: Decimal, most: Decimal) -> bool:
        return points in {most, round(points, digits)}

    for totals in card_totals(card):
        if "total" in known.rounding.at:
            assert is_rounded(totals.points, totals.max)
        if "pillar" in known.rounding.at:
            assert all(is_rounded(part.points, part.max) for part in totals.pillars)
    if "indicator" in known.rounding.at:
        for line in card.lines:
            if isinstance(line.outcome, Scored):
                assert is_rounded(line.outcome.points, line.indicator.points)


@usual
@given(st.data())
def test_a_sum_is_exact(data: DataObject) -> None:
    """`sum`: points of the pillars; `rescale`: achieved/(max − excluded) × max; a pillar excluded whole likewise.

    Held against fractions, without a rounding: what `Decimal` loses lies far below what any law prints.
    """
    traits = Traits(outside=False, adds_up=True, roundings=NOWHERE, aggregations=st.just("sum"))
    known = data.draw(sets(traits))
    assume(known.max_points == sum(pillar.points for pillar in known.pillars))
    card = judge(known, data.draw(records(known, reviewed=False)))
    lines = {line.indicator.id: line for line in card.lines}
    total = left = most = Fraction(0)
    for pillar in known.pillars:
        own = [lines[i.id] for i in pillar.indicators if i.in_maximum]
        by = {line.indicator.id: leaves(line) for line in own}
        excluded = sum(
            (Fraction(one.indicator.points) for one in own if by[one.indicator.id] == "exclude"), Fraction(0)
        )
        removed = sum(
            (Fraction(one.indicator.points) for one in own if by[one.indicator.id] == "rescale"), Fraction(0)
        )
        achieved = sum((Fraction(line.points or 0) for line in own), Fraction(0))
        stays = Fraction(pillar.points) - excluded
        most += stays
        if stays > removed:
            left += stays
            total += achieved * stays / (stays - removed)
    wanted = total * most / left if left else Fraction(0)
    assert abs(Fraction(card.totals.points) - wanted) < Fraction(1, 10**20)
    assert Fraction(card.totals.max) == (most if left else 0)


def leaves(line: Line) -> str | None:
    """Return how a line leaves the maximum, if it does."""
    if line.state == "not_asked":
        return "rescale"
    if isinstance(line.outcome, NotApplicable) and line.outcome.policy in {"rescale", "exclude"}:
        return line.outcome.policy
    return None


@usual
@given(st.data())
def test_what_is_judged_has_not_changed(data: DataObject) -> None:
    """The judge gives the same card twice, and the blank record has no points."""
    known = data.draw(every_set())
    record = data.draw(records(known))
    assert judge(known, record) == judge(known, record)
    nothing = judge(known, record._replace(facts={}, answers={}, review={}))
    assert nothing.totals.points == 0
    assert nothing.coverage.answered == 0
