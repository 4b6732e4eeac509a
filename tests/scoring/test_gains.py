"""The cheapest next gain: a step that, once taken, brings the points it promises."""

from decimal import Decimal

import pytest
import rtoml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.strategies import DataObject
from strategies.answers import record, records
from strategies.sets import indicator_set, line, pillar, sets

from criteria.place import Place
from criteria.rule_grammar import RULE
from criteria.rules import AllOrNothing
from scoring.answers import Answer
from scoring.gains import gains
from scoring.judge import judge
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


@settings(
    max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
@given(st.data())
def test_a_gain_is_above_0_and_within_the_maximum(data: DataObject) -> None:
    """A step brings more than nothing, and no more than the line has left; most points first."""
    known = data.draw(sets())
    found = gains(judge(known, data.draw(records(known))))
    for gain in found:
        assert 0 < gain.points <= gain.line.indicator.points
        assert isinstance(gain.line.outcome, Scored | Unscored)
        assert gain.points + (gain.line.points or 0) <= gain.line.indicator.points
    assert [gain.points for gain in found] == sorted((gain.points for gain in found), reverse=True)
