"""Periods a record is made for: a year, a half-year, a quarter, nine months, a month.

Their labels are a closed set: ``2024``, ``2024-H1``, ``2024-H2``, ``2024-Q1`` to ``2024-Q4``, ``2024-09M`` (nine
months) and ``2024-01`` to ``2024-12``. The figures of a first half-year, of nine months and of a year count from
1 January on; those of a second half-year, a quarter and a month are its own.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

from criteria.toml_parser import loads, read_beside
from criteria.typed import Literal, NamedTuple
from criteria.words import Lang

Kind = Literal["year", "half", "quarter", "nine_months", "month"]
"""What sort of period a label names."""

FIRST_YEAR = 1990
LAST_YEAR = 2100

_MONTHS: dict[Kind, int] = {"year": 12, "half": 6, "quarter": 3, "nine_months": 9, "month": 1}
_DAY = timedelta(days=1)
_PARTS: dict[str, tuple[Kind, int]] = {
    **{f"H{number}": ("half", number) for number in (1, 2)},
    **{f"Q{number}": ("quarter", number) for number in (1, 2, 3, 4)},
    **{f"{number:02}": ("month", number) for number in range(1, 13)},
    "09M": ("nine_months", 1),
}
"""What may stand behind the year of a label: the sort of period, and which one of the year."""


class Period(NamedTuple):
    """A span of days that figures are reported for. Sort periods by `chronology`, not as tuples.

    Attributes:
        label: As it stands in records: ``2024-H1``.
        start: Its first day (`from` in a record).
        end: Its last day (`to` in a record).
    """

    label: str
    start: date
    end: date


def parse_period(label: str) -> Period | None:
    """Return the period that `label` names, or None when it is not one of the closed set."""
    year, dash, rest = label[:4], label[4:5], label[5:]
    if not (year.isascii() and year.isdecimal() and len(year) == 4 and dash in {"", "-"}):
        return None
    named = _PARTS.get(rest) if dash else ("year", 1)
    if named is None or not FIRST_YEAR <= int(year) <= LAST_YEAR:
        return None
    kind, number = named
    return _period(kind, int(year), number)


def kind_of(period: Period) -> Kind:
    """Return what sort of period it is."""
    match period.label[5:6]:
        case "":
            return "year"
        case "H":
            return "half"
        case "Q":
            return "quarter"
        case _:
            return "nine_months" if period.label.endswith("M") else "month"


def chronology(period: Period) -> tuple[date, date]:
    """Return a sort key: by last day, and of those that end together the longest first. It is a total order."""
    return period.end, period.start


def is_cumulative(period: Period) -> bool:
    """Tell whether its figures count from 1 January on: the first half-year, nine months, the year."""
    return kind_of(period) in {"year", "half", "nine_months"} and period.start.month == 1


def earlier(period: Period) -> Period | None:
    """Return the period of the same kind just before: ``2024-Q1`` after ``2023-Q4``, ``2024`` after ``2023``.

    Nine months follow the nine months of the year before. Whoever compares cumulative figures wants
    `year_before`. None before 1990.
    """
    if kind_of(period) == "nine_months":
        return year_before(period)
    last = period.start - _DAY
    if last.year < FIRST_YEAR:
        return None
    kind = kind_of(period)
    return _period(kind, last.year, (last.month - 1) // _MONTHS[kind] + 1)


def year_before(period: Period) -> Period | None:
    """Return the same stretch of the year before (cùng kỳ năm trước); None before 1990."""
    return parse_period(f"{period.start.year - 1}{period.label[4:]}")


def title(period: Period, lang: Lang = "vi") -> str:
    """Return what people call the period: "6 tháng đầu năm 2024", "quý III/2024"; in English likewise."""
    words, kind = _words(), kind_of(period)
    number = (period.start.month - 1) // _MONTHS[kind]
    wording = words[f"half_{number + 1}" if kind == "half" else kind][lang]
    quarter = words["quarters"][lang][number] if kind == "quarter" else ""
    month = words["months"][lang][number] if kind == "month" else ""
    return str(wording).format(year=period.start.year, quarter=quarter, month=month)


def _period(kind: Kind, year: int, number: int) -> Period:
    """Return the `number`-th period of its kind in a year, from 1."""
    months = _MONTHS[kind]
    first = (number - 1) * months + 1
    after = date(year + 1, 1, 1) if first + months > 12 else date(year, first + months, 1)
    return Period(_label(kind, year, number), date(year, first, 1), after - _DAY)


def _label(kind: Kind, year: int, number: int) -> str:
    match kind:
        case "year":
            return f"{year}"
        case "half":
            return f"{year}-H{number}"
        case "quarter":
            return f"{year}-Q{number}"
        case "nine_months":
            return f"{year}-09M"
        case "month":
            return f"{year}-{number:02}"


@cache
def _words() -> dict[str, dict[str, str | list[str]]]:
    return loads(read_beside(__file__, "words/periods.toml"))
