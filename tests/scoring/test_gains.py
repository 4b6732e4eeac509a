"""The cheapest next gain: a step that, once taken, brings the points it promises."""

from collections.abc import Mapping
from decimal import Decimal

import pytest
import rtoml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.strategies import DataObject
from strategies.answers import record, records
from strategies.sets import Traits, indicator_set, line, pillar, sets

from criteria.model import Condition, IndicatorSet, Rounding
from criteria.place import Place
from criteria.rule_grammar import RULE
from criteria.rules import AllOrNothing, Choice, Parts
from criteria.words import Words
from scoring.answers import Answer
from scoring.gains import gains
from scoring.judge import judge
from scoring.numbers import print_points, round_half_up
from scoring.outcome import Scored, Unscored
from scoring.reasons import say
from scoring.record_grammar import ANSWERS

WORKED: list[tuple[str, str, str, str]] = [
    # rule, answer, points brought (of 6), what to do
    ('kind = "all_or_nothing"', "value = false", "6", "Thực hiện để trả lời được “Có”"),
    ('kind = "levels", levels = [{ id = "a", title.vi = "A", share = "1" }, { id = "b", title.vi = "B", share = "1/2" }, { id = "c", title.vi = "C", share = "0" }]', 'value = "c"', "3", "Đạt mức “B”"),
    ('kind = "parts", parts = [{ id = "a", title.vi = "A", share = "1/3" }, { id = "b", title.vi = "B", share = "2/3" }]', 'value = ["b"]', "2", "Làm thêm nội dung “A”"),
    ('kind = "parts", require = "all", parts = [{ id = "a", title.vi = "A", share = "1/3" }, { id = "b", title.vi = "B", share = "2/3" }]', "value = []", "6", "Làm đủ các nội dung còn thiếu: A, B"),
    ('kind = "steps", answer = "count", steps = [{ from = 2, points = 2 }, { from = 5, points = 6 }]', "value = 2", "4", "Thêm 3 để đạt 5"),
    ('kind = "steps", answer = "ratio", of = "staff", steps = [{ from = 0.5, points = 6 }]', "value = 7", "6", "Thêm 3 để đạt 10"),
    ('kind = "steps", answer = "amount", steps = [{ from = 80, points = 6 }]', 'value = 80, approx = "under"', "6", "Xác minh con số chính xác, từ 80 trở lên"),
    ('kind = "proportional", of = "staff", target = 0.8', "value = 8", "3", "Thêm 8 để đạt 16"),
    ('kind = "proportional", target = 0.8', "percent = 40", "3", "Nâng tỷ lệ lên 80 %"),
    ('kind = "proportional", best = "low", worst = 0.1', "value = 5, of = 100", "3", "Giảm 5, còn 0"),
    ('kind = "proportional", answer = "count", best = "low", target = 2, worst = 10', "value = 6", "3", "Giảm 4, còn 2"),
    ('kind = "per_item", each = 2', "value = 1", "2", "Thêm 1 nữa"),
]  # fmt: skip
FINISHED = [
    ('kind = "all_or_nothing"', "value = true"),
    ('kind = "proportional", of = "staff", target = 0.8', "value = 19"),
    ('kind = "per_item", each = 2, cap = 4', "value = 2"),
    ('kind = "given"', "value = 1"),
    ('kind = "relative", answer = "amount"', "value = 1"),
    ('kind = "all_or_nothing"', 'not_applicable = "Không có"'),
]


Entries = Mapping[str, Answer | Decimal | bool | str]


def next_step(rule: str, answer: str, *, penalty: bool = False) -> list[tuple[str, Decimal]]:
    """Return what is to be gained from one answer to one rule of 6 points: the step, and the points."""
    read = RULE.read(rtoml.loads(f"x = {{ {rule} }}")["x"], Place())
    given_ = ANSWERS.read(rtoml.loads(f"x = {{ {answer} }}"), Place())["x"]
    known = indicator_set(pillar("1", line("1", "6", read, penalty=penalty)))
    card = judge(known, record({"1": given_}, facts={"staff": Decimal(20)}))
    return [(say(gain.step, "vi").replace("\u00a0", " "), gain.points) for gain in gains(card)]


@pytest.mark.parametrize(("rule", "answer", "points", "step"), WORKED, ids=[row[3] for row in WORKED])
def test_the_smallest_step_that_brings_points(rule: str, answer: str, points: str, step: str) -> None:
    """Every score says what to do next: the smallest step that brings more points, and how many."""
    assert next_step(rule, answer) == [(step, Decimal(points))]


@pytest.mark.parametrize(("rule", "answer"), FINISHED)
def test_nothing_is_left_to_gain(rule: str, answer: str) -> None:
    """A line at its maximum, one that does not apply, and one that others decide have no step."""
    assert next_step(rule, answer) == []


def test_a_penalty_is_no_gain() -> None:
    """Nobody is advised to have more points taken off."""
    assert next_step('kind = "per_item", each = 2', "value = 1", penalty=True) == []


def test_what_is_unanswered_may_bring_all() -> None:
    """An unanswered line may bring all its points, a faulty one once it is mended; most points stand first."""
    known = indicator_set(pillar("1", line("1", "2", AllOrNothing()), line("2", "5", AllOrNothing())))
    found = gains(judge(known, record({"1": Answer(plan="Quý I"), "2": "có"})))
    assert [(gain.line.indicator.id, gain.points, gain.step.id) for gain in found] == [
        ("2", Decimal(5), "gain_mend"),
        ("1", Decimal(2), "gain_answer"),
    ]


def brought(known: IndicatorSet, answers: Entries) -> list[tuple[str, str]]:
    """Return what the lines of a set can bring: their ids, and the points as they are printed."""
    found = gains(judge(known, record(answers)))
    return [(gain.line.indicator.id, print_points(gain.points)) for gain in found]


def test_a_mean_weighs_the_gain() -> None:
    """One point of five, in a pillar of a quarter of the weight, brings 5 of 100 to a weighted mean."""
    known = indicator_set(
        pillar("1", line("1.1", "4", AllOrNothing()), line("1.2", "1", AllOrNothing())),
        pillar("2", line("2.1", "10", AllOrNothing()), weight="3"),
        stated="100",
        aggregation="weighted_mean",
    )
    assert brought(known, {"1.1": True, "1.2": False, "2.1": True}) == [("1.2", "5")]


def test_a_geometric_mean_of_0_stays_0_until_its_pillar_rises() -> None:
    """While one pillar is at 0, only that pillar brings anything; with two of them nothing does by itself."""
    known = indicator_set(
        pillar("1", line("1.1", "1", AllOrNothing()), line("1.2", "3", AllOrNothing())),
        pillar("2", line("2.1", "10", AllOrNothing())),
        stated="100",
        aggregation="geometric_mean",
    )
    assert brought(known, {"1.1": True, "1.2": False, "2.1": False}) == [("2.1", "50")]
    assert brought(known, {"1.1": False, "1.2": False, "2.1": False}) == []


def test_a_rescaled_pillar_brings_more() -> None:
    """With 6 of 10 points left out, one of the 4 that stay is worth two and a half."""
    known = indicator_set(
        pillar(
            "1",
            line("1", "6", AllOrNothing()),
            line("2", "1", AllOrNothing()),
            line("3", "3", AllOrNothing()),
        ),
    )
    answers: Entries = {"1": Answer(not_applicable="Không có chợ"), "2": False, "3": True}
    assert brought(known, answers) == [("2", "2,5")]


def test_a_bonus_brings_no_more_than_its_cap() -> None:
    """Of a bonus of 3 only the point below the cap counts; at the cap, nothing does."""
    known = indicator_set(
        pillar(
            "1",
            line("1", "9"),
            line("2", "2", AllOrNothing(), bonus=True),
            line("3", "3", AllOrNothing(), bonus=True),
        ),
        bonus_cap=Decimal(3),
    )
    assert brought(known, {"1": Decimal(1), "2": True, "3": False}) == [("3", "1")]
    assert brought(known._replace(bonus_cap=Decimal(2)), {"1": Decimal(1), "2": True, "3": False}) == []


def test_a_child_waits_for_its_parent() -> None:
    """What is asked only after another question brings nothing before that one is answered."""
    child = line("2", "5", AllOrNothing(), asked_when=(Condition("1", equals=True),))
    known = indicator_set(pillar("1", line("1", "2", AllOrNothing()), child))
    assert brought(known, {}) == [("1", "2")]


def test_a_total_of_few_digits_needs_a_larger_step() -> None:
    """Where the total is rounded, a step too small to be seen in it is none: the next larger one is named."""
    parts = (Choice("a", Words("A"), Decimal("0.2")), Choice("b", Words("B"), Decimal("1.8")))
    known = indicator_set(
        pillar("1", line("1", "2", Parts(parts))),
        rounding=Rounding(0, frozenset(("total",))),
    )
    (gain,) = gains(judge(known, record({"1": Answer(())})))
    assert (gain.step.arguments["part"], gain.points) == (Words("B"), Decimal(2))


usual = settings(
    max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


@usual
@given(st.data())
def test_a_gain_is_what_the_total_rises_by(data: DataObject) -> None:
    """A step, once taken, adds to the printed total just what it promised; most points first."""
    known = data.draw(sets(Traits(conditions=False)))
    own = data.draw(records(known))
    card = judge(known, own)
    found = gains(card)
    for gain in found:
        assert gain.points > 0
        assert isinstance(gain.line.outcome, Scored | Unscored)
        if gain.answer is not None:
            after = judge(known, own._replace(answers={**own.answers, gain.line.indicator.id: gain.answer}))
            shown = [round_half_up(total, 4) for total in (after.totals.points, card.totals.points)]
            assert gain.points == shown[0] - shown[1]
    assert [gain.points for gain in found] == sorted((gain.points for gain in found), reverse=True)


@usual
@given(st.data(), st.integers(1, 3))
def test_the_largest_gains_are_found_without_weighing_all(data: DataObject, most: int) -> None:
    """The few largest are the first of all of them."""
    known = data.draw(sets())
    card = judge(known, data.draw(records(known)))
    assert gains(card, most) == gains(card)[:most]
