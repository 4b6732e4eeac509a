"""From lines to the index: what leaves the maximum, aggregation, caps, rounding, bands."""

from collections.abc import Mapping
from decimal import Decimal

import pytest
from strategies.answers import record
from strategies.sets import BANDS, indicator_set, line, pillar

from criteria.checks import check_set
from criteria.model import Band, IndicatorSet, Rounding
from criteria.rules import AllOrNothing, Info
from criteria.words import Words
from scoring.answers import Answer
from scoring.index import band, rounded
from scoring.judge import judge
from scoring.scorecard import ScoreCard

NONE = Answer(not_applicable="Xã không có chợ")
D = Decimal
Given = Mapping[str, str]

THREE = (line("1", "8"), line("2", "2"), line("3", "2", AllOrNothing()))


def judged(known: IndicatorSet, answers: Given) -> ScoreCard:
    """Judge points typed for each line; "–" is "không áp dụng"."""
    return judge(known, record({key: NONE if said == "–" else D(said) for key, said in answers.items()}))


@pytest.mark.parametrize(
    ("policy", "points", "most"),
    [
        ("rescale", "6", "12"),  # 5/(12 − 2) × 12
        ("exclude", "5", "10"),
        ("full_marks", "7", "12"),
        ("zero", "5", "12"),
        ("refuse", "5", "12"),
    ],
)
def test_a_line_that_does_not_apply(policy: str, points: str, most: str) -> None:
    """`rescale`, `exclude`, `full_marks`, `zero`, `refuse`: each leaves its own points and maximum."""
    card = judged(indicator_set(pillar("1", *THREE), not_applicable=policy), {"1": "4", "2": "1", "3": "–"})
    assert card.totals.points == D(points)
    assert card.totals.max == D(most)
    assert card.lines[2].state == ("unscored" if policy == "refuse" else "not_applicable")
    assert [fault.code for fault in card.findings] == (["R040"] if policy == "refuse" else [])


def test_an_indicator_overrides_the_policy_of_the_set() -> None:
    """The policy of the set holds; an indicator may override it."""
    lines = (line("1", "8"), line("2", "2", not_applicable="exclude"), line("3", "2"))
    card = judged(
        indicator_set(pillar("1", *lines), not_applicable="full_marks"), {"1": "4", "2": "–", "3": "–"}
    )
    assert (card.totals.points, card.totals.max) == (D(6), D(10))


def test_excluded_and_rescaled_in_one_pillar() -> None:
    """Out of the maximum without bringing back; the rest brought back to what is left: 4/(12−2−2) × (12−2)."""
    lines = (line("1", "8"), line("2", "2", not_applicable="exclude"), line("3", "2"))
    card = judged(indicator_set(pillar("1", *lines)), {"1": "4", "2": "–", "3": "–"})
    assert (card.totals.points, card.totals.max) == (D(5), D(10))


def test_two_hundred_sixty_one_of_three_hundred_ninety() -> None:
    """`exclude` (out of the maximum, no bringing back: 261/390; ranked by percent)."""
    lines = (line("1", "390"), line("2", "70"))
    card = judged(indicator_set(pillar("1", *lines), not_applicable="exclude"), {"1": "261", "2": "–"})
    assert (card.totals.points, card.totals.max) == (D(261), D(390))
    assert card.totals.percent is not None
    assert card.totals.percent.quantize(D("0.01")) == D("66.92")


@pytest.mark.parametrize(("policy", "points", "most"), [("rescale", "15", "30"), ("exclude", "10", "20")])
def test_a_pillar_left_out_whole(policy: str, points: str, most: str) -> None:
    """A pillar excluded whole leaves the total in the same way."""
    known = indicator_set(
        pillar("1", line("1", "20")), pillar("2", line("2", "4"), line("3", "6")), not_applicable=policy
    )
    card = judged(known, {"1": "10", "2": "–", "3": "–"})
    assert (card.totals.points, card.totals.max) == (D(points), D(most))
    assert (card.totals.pillars[1].points, card.totals.pillars[1].max) == (D(0), D(0))
    assert card.totals.pillars[1].percent is None


@pytest.mark.parametrize("policy", ["rescale", "exclude"])
@pytest.mark.parametrize("aggregation", ["sum", "weighted_mean", "geometric_mean"])
def test_nothing_is_left(policy: str, aggregation: str) -> None:
    """Where everything is left out there are no points, and no division by 0."""
    known = indicator_set(pillar("1", line("1", "20")), not_applicable=policy, aggregation=aggregation)
    assert judged(known, {"1": "–"}).totals.points == 0


@pytest.mark.parametrize(
    ("aggregation", "answers", "points"),
    [
        ("sum", {"1": "5", "2": "1"}, "6"),
        ("weighted_mean", {"1": "5", "2": "1"}, "62.5"),  # (1 × 1/2 + 1/4 × 1/2 …) with weights 1 and 1
        ("geometric_mean", {"1": "5", "2": "1"}, "50"),  # √(1 × 1/4)
        ("geometric_mean", {"1": "5", "2": "0"}, "0"),
        ("geometric_mean", {"1": "5"}, "0"),
        ("weighted_mean", {"1": "5"}, "50"),
        ("weighted_mean", {"1": "2.5", "2": "–"}, "50"),
        ("geometric_mean", {"1": "2.5", "2": "–"}, "50"),
    ],
)
def test_aggregation(aggregation: str, answers: Given, points: str) -> None:
    """`weighted_mean`, `geometric_mean`: over pillars' shares with their weights; points = index × `max_points`."""
    stated = None if aggregation == "sum" else "100"
    known = indicator_set(
        pillar("1", line("1", "5")), pillar("2", line("2", "4")), aggregation=aggregation, stated=stated
    )
    assert abs(judged(known, answers).totals.points - D(points)) < D("1E-20")


def test_weights_count() -> None:
    """A pillar of weight 3 counts three times one of weight 1; a pillar of weight 0 does not count."""
    known = indicator_set(
        pillar("1", line("1", "5"), weight="3"),
        pillar("2", line("2", "4")),
        pillar("3", line("3", "9"), weight="0"),
        aggregation="weighted_mean",
        stated="1",
    )
    assert judged(known, {"1": "5", "2": "2", "3": "9"}).totals.points == D("0.875")


@pytest.mark.parametrize(
    ("answers", "points"),
    [
        ({"1": "7"}, "7"),
        ({"1": "7", "b": "2"}, "9"),
        ({"1": "7", "b": "2", "c": "2"}, "10"),  # the cap of 3
        ({"1": "9", "b": "2", "c": "2"}, "10"),  # never above the maximum
        ({"1": "7", "p": "2"}, "5"),
        ({"1": "7", "p": "4", "q": "4"}, "2"),  # the cap of 5
        ({"1": "2", "p": "4", "q": "4"}, "0"),  # never below 0
        ({"1": "9", "b": "2", "c": "2", "p": "1"}, "10"),  # 9 + 3 − 1 is 11
        ({"1": "7", "b": "–", "p": "–"}, "7"),
    ],
)
def test_bonus_and_penalty(answers: Given, points: str) -> None:
    """Bonus and penalty stand outside the maximum, after the sum, within the set's caps; the total within 0..max."""
    lines = (
        line("1", "10"),
        line("b", "2", bonus=True),
        line("c", "2", bonus=True),
        line("p", "4", penalty=True),
        line("q", "4", penalty=True),
    )
    known = indicator_set(pillar("1", *lines), bonus_cap=D(3), penalty_cap=D(5))
    card = judged(known, answers)
    assert card.totals.points == D(points)
    assert card.totals.max == 10


@pytest.mark.parametrize("policy", ["full_marks", "zero"])
def test_a_penalty_that_does_not_apply_takes_nothing(policy: str) -> None:
    """A penalty that does not apply takes nothing, whatever the policy gives elsewhere."""
    known = indicator_set(pillar("1", line("1", "10"), line("p", "4", penalty=True)), not_applicable=policy)
    assert judged(known, {"1": "7", "p": "–"}).totals.points == 7


@pytest.mark.parametrize(
    ("points", "digits", "wanted"),
    [
        ("1.005", 2, "1.01"),
        ("2.675", 2, "2.68"),
        ("0.625", 2, "0.63"),
        ("3.125", 2, "3.13"),
        ("3.135", 2, "3.14"),
        ("1.0049999999999999999999", 2, "1.00"),
        ("2.5", 0, "3"),
        ("0.5", 0, "1"),
        ("9.99995", 4, "10.0000"),
        ("7", 2, "7.00"),
    ],
)
def test_halves_go_up(points: str, digits: int, wanted: str) -> None:
    """Rounding where the set says, half up, in Decimal."""
    known = indicator_set(pillar("1", line("1", "10")), rounding=Rounding(digits, frozenset(("total",))))
    assert rounded(D(points), known, "total") == D(wanted)
    assert rounded(D(points), known, "pillar") == D(points)


@pytest.mark.parametrize(
    ("at", "line_points", "pillar_points", "total"),
    [
        ((), "1.2345", "3.7035", "3.7035"),
        (("total",), "1.2345", "3.7035", "3.7"),
        (("pillar",), "1.2345", "3.7", "3.7"),
        (("indicator",), "1.23", "3.69", "3.69"),
        (("indicator", "total"), "1.23", "3.69", "3.69"),
    ],
)
def test_where_is_rounded_decides(
    at: tuple[str, ...], line_points: str, pillar_points: str, total: str
) -> None:
    """Rounding where the set says; nowhere else."""
    lines = [line(name, "5") for name in "123"]
    known = indicator_set(pillar("1", *lines), rounding=Rounding(2, frozenset(at)))
    card = judged(known, dict.fromkeys("123", "1.2345"))
    assert card.lines[0].points == D(line_points)
    assert card.totals.pillars[0].points == D(pillar_points)
    assert card.totals.points == D(total)


@pytest.mark.parametrize("at", ["indicator", "pillar", "total"])
def test_rounding_does_not_lift_anything_above_its_maximum(at: str) -> None:
    """The total stays within 0..max, also where a maximum has more digits than its law rounds to."""
    known = indicator_set(pillar("1", line("1", "2.555")), rounding=Rounding(2, frozenset((at,))))
    card = judged(known, {"1": "2.555"})
    points = card.lines[0].points
    assert points is not None
    assert points <= card.lines[0].max
    assert card.totals.pillars[0].points <= card.totals.pillars[0].max
    assert card.totals.points <= card.totals.max
    assert card.totals.percent is not None
    assert card.totals.percent <= 100


def test_a_set_that_states_100_and_sums_to_102() -> None:
    """Maxima that do not add up to what the set states are reported, never repaired (100 stated, sums to 102)."""
    known = indicator_set(pillar("1", line("1", "60")), pillar("2", line("2", "42")), stated="100")
    assert [doubt.fault.code for doubt in check_set(known) if doubt.fault.code != "S504"] == ["S501"]
    assert judged(known, {"1": "60", "2": "42"}).totals.points == 100
    assert judged(known, {"1": "60", "2": "39"}).totals.points == 99
    assert judged(known, {"1": "60", "2": "42"}).totals.max == 100


def test_a_pillar_that_states_less_than_its_lines() -> None:
    """A pillar that states 10 and sums to 12 gives 10 at the most, and is reported."""
    known = indicator_set(pillar("1", line("1", "6"), line("2", "6"), stated="10"))
    assert "S502" in [doubt.fault.code for doubt in check_set(known)]
    assert judged(known, {"1": "6", "2": "6"}).totals.points == 10
    assert judged(known, {"1": "6", "2": "–"}).totals.points == 10
    assert judged(known, {"1": "2", "2": "–"}).totals.points == 5


def test_a_pillar_that_states_far_less_than_what_is_left_out() -> None:
    """Where what is left out is more than the pillar states, what is left counts by itself."""
    known = indicator_set(pillar("1", line("1", "2"), line("2", "12"), stated="10"))
    assert judged(known, {"1": "1", "2": "–"}).totals.points == 5


def test_a_maximum_need_not_be_100_or_1000() -> None:
    """`sum`: the maximum need not be 100 or 1,000: 960 exists."""
    known = indicator_set(pillar("1", line("1", "500")), pillar("2", line("2", "460")))
    card = judged(known, {"1": "480", "2": "240"})
    assert (card.totals.points, card.totals.max, card.totals.percent) == (D(720), D(960), D(75))


@pytest.mark.parametrize(
    ("percent", "wanted"), [("0", 0), ("49.999", 0), ("50", 50), ("79.99", 50), ("80", 80), ("100", 80)]
)
def test_the_lowest_value_of_a_band_belongs_to_it(percent: str, wanted: int) -> None:
    """Bands: percent, lowest value inclusive; the order in the file does not matter."""
    for bands in (BANDS, BANDS[::-1]):
        found = band(indicator_set(pillar("1", line("1", "1")), bands=bands), D(percent))
        assert found is not None
        assert found.lowest == wanted


def test_below_every_band_there_is_none() -> None:
    """A set whose lowest band starts above 0 gives none below it, and a card without a maximum none at all."""
    known = indicator_set(pillar("1", line("1", "1")), bands=(Band(D(50), Words("Đạt")),))
    assert band(known, D("49.9")) is None
    assert band(known, None) is None


@pytest.mark.parametrize(("answered", "given"), [(7, False), (8, True), (10, True)])
def test_below_the_coverage_no_band_is_given(answered: int, given: bool) -> None:  # noqa: FBT001 - a column of the table
    """Below the set's `band_from_coverage` no band is given."""
    lines = [line(str(number), "1") for number in range(10)]
    known = indicator_set(pillar("1", *lines), bands=BANDS, band_from_coverage=D("0.8"))
    card = judged(known, {str(number): "1" for number in range(answered)})
    assert (card.band is not None) == given
    assert card.enough == given


def test_a_set_that_asks_nothing_is_fully_covered() -> None:
    """Coverage = answered/asked; where nothing is asked nothing is missing."""
    known = indicator_set(pillar("1", line("1", "0", Info("text"))), stated="1")
    card = judged(known, {})
    assert card.coverage.share == 1
    assert card.totals.points == 0
