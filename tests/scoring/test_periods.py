"""Periods: their labels, their days, their order and their names."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from criteria.words import Lang
from scoring.periods import (
    FIRST_YEAR,
    LAST_YEAR,
    Period,
    chronology,
    earlier,
    is_cumulative,
    kind_of,
    parse_period,
    title,
    year_before,
)

SUFFIXES = ["", "-H1", "-H2", "-Q1", "-Q2", "-Q3", "-Q4", "-09M", *(f"-{month:02}" for month in range(1, 13))]

labels = st.builds(
    lambda year, suffix: f"{year}{suffix}", st.integers(FIRST_YEAR, LAST_YEAR), st.sampled_from(SUFFIXES)
)


def period(label: str) -> Period:
    """Return the period of a label that is known to be one."""
    found = parse_period(label)
    assert found is not None
    return found


periods = labels.map(period)


@pytest.mark.parametrize(
    ("label", "start", "end"),
    [
        ("2024", date(2024, 1, 1), date(2024, 12, 31)),
        ("2024-H1", date(2024, 1, 1), date(2024, 6, 30)),
        ("2024-H2", date(2024, 7, 1), date(2024, 12, 31)),
        ("2024-Q3", date(2024, 7, 1), date(2024, 9, 30)),
        ("2024-Q4", date(2024, 10, 1), date(2024, 12, 31)),
        ("2024-09M", date(2024, 1, 1), date(2024, 9, 30)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2024-09", date(2024, 9, 1), date(2024, 9, 30)),
        ("2024-12", date(2024, 12, 1), date(2024, 12, 31)),
    ],
)
def test_a_label_names_its_days(label: str, start: date, end: date) -> None:
    """Every label stands for one span of days."""
    assert parse_period(label) == Period(label, start, end)


@pytest.mark.parametrize(
    "label",
    ["", "24", "2024-", "2024-H3", "2024-Q0", "2024-Q5", "2024-00", "2024-13", "2024-9M", "2024-03M", "2024-6",
     "1989", "2101", " 2024", "2024\n", "2024-h1", "٢٠٢٤", "2024-06-30"],
)  # fmt: skip
def test_anything_else_is_no_period(label: str) -> None:
    """The labels are a closed set, for the years 1990 to 2100."""
    assert parse_period(label) is None


@given(labels)
def test_a_period_keeps_its_label_and_ends_after_it_starts(label: str) -> None:
    """The label of a record's period is the label that was parsed, and `from` is not after `to`."""
    assert period(label).label == label
    assert period(label).start <= period(label).end
    assert (period(label).end + timedelta(1)).day == 1


@given(periods, periods)
def test_periods_have_one_order(one: Period, other: Period) -> None:
    """The order is total: only a period itself has its place."""
    assert (chronology(one) == chronology(other)) == (one.label == other.label)


def test_periods_that_end_together_stand_longest_first() -> None:
    """By last day, then by first."""
    ended = [period(label) for label in ["2024-12", "2024-Q4", "2025-01", "2024", "2024-09M", "2024-H2"]]
    in_order = [each.label for each in sorted(ended, key=chronology)]
    assert in_order == ["2024-09M", "2024", "2024-H2", "2024-Q4", "2024-12", "2025-01"]


@given(periods)
def test_the_half_year_nine_month_and_year_figures_are_cumulative_from_1_january(each: Period) -> None:
    """The second half-year, quarters and months are not, the first of them included."""
    assert is_cumulative(each) == (kind_of(each) == "year" or each.label.endswith(("-H1", "-09M")))
    assert not is_cumulative(each) or (each.start.month, each.start.day) == (1, 1)


@pytest.mark.parametrize(
    ("label", "before"),
    [
        ("2024", "2023"),
        ("2024-H2", "2024-H1"),
        ("2024-H1", "2023-H2"),
        ("2024-Q1", "2023-Q4"),
        ("2024-Q3", "2024-Q2"),
        ("2024-09M", "2023-09M"),
        ("2024-01", "2023-12"),
        ("2024-10", "2024-09"),
    ],
)
def test_the_earlier_period_is_one_step_back_of_the_same_kind(label: str, before: str) -> None:
    """One step back stays within the kind, across the turn of the year."""
    assert earlier(period(label)) == parse_period(before)


@given(periods)
def test_the_earlier_period_ends_before_and_is_of_the_same_kind(each: Period) -> None:
    """Whatever is compared with the period before is compared with its like."""
    before = earlier(each)
    if before is None:
        assert each.start.year == FIRST_YEAR
    else:
        assert kind_of(before) == kind_of(each)
        assert before.end < each.start


def test_the_year_before_is_the_same_stretch() -> None:
    """Cumulative figures are compared with the same stretch of the year before."""
    assert year_before(period("2024-H1")) == parse_period("2023-H1")
    assert year_before(period("1990-Q1")) is None


@pytest.mark.parametrize(
    ("label", "lang", "named"),
    [
        ("2024", "vi", "năm 2024"),
        ("2024-H1", "vi", "6 tháng đầu năm 2024"),
        ("2024-H2", "vi", "6 tháng cuối năm 2024"),
        ("2024-Q3", "vi", "quý III/2024"),
        ("2024-09M", "vi", "9 tháng năm 2024"),
        ("2024-06", "vi", "tháng 6/2024"),
        ("2024", "en", "the year 2024"),
        ("2024-H1", "en", "the first half of 2024"),
        ("2024-Q3", "en", "quarter 3 of 2024"),
        ("2024-09M", "en", "the first nine months of 2024"),
        ("2024-12", "en", "December 2024"),
    ],
)
def test_a_period_has_a_name_people_use(label: str, lang: Lang, named: str) -> None:
    """Reports say "quý III/2024", not "2024-Q3"."""
    assert title(period(label), lang) == named
