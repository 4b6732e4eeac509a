"""Numbers as offices write them: what is accepted, what is asked about, what is refused, what is printed."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from criteria.words import Lang
from scoring.numbers import (
    echo_number,
    print_number,
    print_percent,
    print_points,
    print_share,
    round_half_up,
)
from scoring.typed_numbers import Ambiguous, Number, Reason, Unreadable, read_number

NO_BREAK = "\u00a0"

figures = st.builds(
    lambda whole, places: Decimal(whole).scaleb(-places), st.integers(-(10**17), 10**17), st.integers(0, 6)
)
rates = st.decimals(0, 10_000, places=3)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("97,4", "97.4"),
        ("97.4", "97.4"),
        ("29 839", "29839"),
        ("29\u00a0839", "29839"),
        ("29\u202f839", "29839"),
        ("29.839,5", "29839.5"),
        ("29,839.5", "29839.5"),
        ("29 839,5", "29839.5"),
        ("1.234.567", "1234567"),
        ("1,234,567", "1234567"),
        ("1.234.567,891", "1234567.891"),
        ("1 234 567", "1234567"),
        ("1234,567", "1234.567"),
        ("0.123", "0.123"),
        ("0,123", "0.123"),
        ("-3", "-3"),
        ("- 3", "-3"),
        ("\u22123,5", "-3.5"),
        ("+7", "7"),
        ("-0", "0"),
        ("  12  ", "12"),
        ("007", "7"),
        ("９７，４", "97.4"),
        ("999999999999999999", "999999999999999999"),
    ],
)
def test_a_number_is_read_however_it_is_written(text: str, value: str) -> None:
    """Dots, commas and spaces are understood in either role where only one reading makes sense."""
    assert read_number(text) == Number(Decimal(value))


@pytest.mark.parametrize(
    ("text", "value"),
    [("97,4 %", "97.4"), ("97.4%", "97.4"), ("0,412 %", "0.412"), ("100％", "100"), ("1.234,5%", "1234.5")],
)
def test_a_percent_sign_is_noted_and_the_figure_kept(text: str, value: str) -> None:
    """A rate keeps its figure: 97,4 % is 97.4."""
    assert read_number(text) == Number(Decimal(value), percent=True)


@pytest.mark.parametrize(
    ("text", "likelier", "other"),
    [
        ("29.839", "29839", "29.839"),
        ("1.234", "1234", "1.234"),
        ("1,234", "1.234", "1234"),
        ("-1.234", "-1234", "-1.234"),
        ("100.000", "100000", "100"),
    ],
)
def test_one_separator_before_three_digits_is_asked_about(text: str, likelier: str, other: str) -> None:
    """`1.234` could be either: the Vietnamese reading is offered first."""
    assert read_number(text) == Ambiguous((Decimal(likelier), Decimal(other)))


@pytest.mark.parametrize("text", ["1.234", "1,234", "1 234", "1234"])
def test_a_count_has_no_decimals_so_nothing_is_asked(text: str) -> None:
    """Where a whole number is wanted, the separator can only group thousands."""
    assert read_number(text, whole=True) == Number(Decimal(1234))


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "empty"),
        ("   ", "empty"),
        ("1e5", "characters"),
        ("NaN", "characters"),
        ("inf", "characters"),
        ("12 người", "characters"),
        ("10²", "characters"),
        ("٣", "characters"),
        ("--1", "sign"),
        ("1-", "sign"),
        ("-", "sign"),
        ("1.23.4", "separators"),
        ("1,2,3", "separators"),
        ("12.34.567", "separators"),
        ("1.234,567.8", "separators"),
        ("0.123.456", "separators"),
        ("12 34", "separators"),
        ("5,", "separators"),
        (",5", "separators"),
        (".", "separators"),
        ("1, 5", "separators"),
        ("1234567890123456789", "too_long"),
        ("0,1234567890123456789", "too_long"),
    ],
)
def test_what_is_no_number_says_why(text: str, reason: Reason) -> None:
    """Nothing is guessed: a text that is no number comes with the reason."""
    assert read_number(text) == Unreadable(reason)


@pytest.mark.parametrize("text", ["97,4", "29.839,5", "0.5"])
def test_decimals_are_refused_where_a_count_is_wanted(text: str) -> None:
    """Half a person cannot be counted."""
    assert read_number(text, whole=True) == Unreadable("fraction")


def test_zero_decimals_are_a_whole_number() -> None:
    """`12,0` is twelve."""
    assert read_number("12,0", whole=True) == Number(Decimal(12))


@given(st.text())
def test_no_text_breaks_the_reader(text: str) -> None:
    """Whatever is typed or pasted is answered with one of the three readings."""
    assert isinstance(read_number(text), Number | Ambiguous | Unreadable)


@given(figures)
def test_what_is_printed_is_read_back(value: Decimal) -> None:
    """Figures are written 29.839 and 95,24: the likelier reading of what was printed is the figure."""
    match read_number(print_number(value)):
        case Number(read) | Ambiguous((read, _)):
            assert read == value
        case Unreadable(reason):
            pytest.fail(reason)


@given(st.integers(-(10**17), 10**17))
def test_a_printed_count_is_read_back_without_asking(count: int) -> None:
    """A count has one reading only."""
    assert read_number(print_number(Decimal(count)), whole=True) == Number(Decimal(count))


@given(figures)
def test_what_is_echoed_is_read_back_in_one_way_or_with_its_reading_first(value: Decimal) -> None:
    """Echo what was understood ("= 29 839"): spaces group, so a thousand is never taken for decimals."""
    match read_number(echo_number(value)):
        case Number(read) | Ambiguous((read, _)):
            assert read == value
        case Unreadable(reason):
            pytest.fail(reason)


@given(rates)
def test_a_printed_percentage_is_read_back(percent: Decimal) -> None:
    """A printed rate says what it was, percent sign and all."""
    match read_number(print_percent(percent, 3)):
        case Number(read, sign) | Ambiguous((read, _), sign):
            assert (read, sign) == (percent, True)
        case Unreadable(reason):
            pytest.fail(reason)


@pytest.mark.parametrize(
    ("value", "digits", "lang", "shown"),
    [
        ("29839", None, "vi", "29.839"),
        ("29839.50", None, "vi", "29.839,5"),
        ("95.24", None, "vi", "95,24"),
        ("95.24", None, "en", "95.24"),
        ("1234567.8", None, "en", "1,234,567.8"),
        ("1E+3", None, "vi", "1.000"),
        ("0.0000001", None, "vi", "0,0000001"),
        ("-1234.5", None, "vi", "-1.234,5"),
        ("-999", None, "vi", "-999"),
        ("-0.00", None, "vi", "0"),
        ("100", None, "vi", "100"),
        ("2.5", 2, "vi", "2,50"),
        ("2.345", 2, "vi", "2,35"),
        ("1999.995", 2, "en", "2,000.00"),
        ("-0.001", 2, "vi", "0,00"),
        ("7", 0, "vi", "7"),
    ],
)
def test_a_number_is_printed_for_its_reader(value: str, digits: int | None, lang: Lang, shown: str) -> None:
    """Vietnamese groups with dots and has a decimal comma; English the other way round."""
    assert print_number(Decimal(value), digits, lang) == shown


@pytest.mark.parametrize(
    ("points", "shown"),
    [("10", "10"), ("7.50", "7,5"), ("3.33333333", "3,3333"), ("0.00005", "0,0001"), ("1000", "1.000")],
)
def test_points_are_printed_with_four_decimals_at_the_most(points: str, shown: str) -> None:
    """More decimals than any law rounds to would only be noise."""
    assert print_points(Decimal(points)) == shown


def test_a_percentage_keeps_its_sign_on_the_line() -> None:
    """The space before the percent sign does not break; English has none."""
    assert print_percent(Decimal("90.9090")) == f"90,91{NO_BREAK}%"
    assert print_percent(Decimal(80)) == f"80{NO_BREAK}%"
    assert print_percent(Decimal("90.9090"), lang="en") == "90.91%"
    assert print_share(Decimal("0.90909")) == f"90,91{NO_BREAK}%"


def test_the_echo_groups_with_spaces() -> None:
    """The echo of 29.839 is 29 839, and of 29,839 it is 29,839: nobody can take one for the other."""
    assert echo_number(Decimal(29839)) == f"29{NO_BREAK}839"
    assert echo_number(Decimal("29.839")) == "29,839"
    assert echo_number(Decimal("29839.5"), "en") == f"29{NO_BREAK}839.5"


@given(figures, st.integers(0, 6))
def test_rounding_is_half_up_and_never_off_by_more_than_half_a_step(value: Decimal, digits: int) -> None:
    """Round half up, in Decimal: the nearest step, and of two equally near the one away from zero."""
    rounded, step = round_half_up(value, digits), Decimal(1).scaleb(-digits)
    assert rounded.as_tuple().exponent == -digits
    assert abs(rounded - value) * 2 <= step
    if abs(rounded - value) * 2 == step:
        assert abs(rounded) > abs(value)
