"""Which period a record is for: the likely ones first, any other by typing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from scoring.folding import fold_words
from scoring.periods import (
    FIRST_YEAR,
    LAST_YEAR,
    Kind,
    Period,
    chronology,
    earlier,
    kind_of,
    parse_period,
    title,
)
from tui.desk import Desk
from tui.screens.finder import Found
from tui.speech import LANGS, Speech

_PARTS = ("", "-H1", "-H2", "-Q1", "-Q2", "-Q3", "-Q4", "-09M", *(f"-{month:02}" for month in range(1, 13)))
_USUAL: tuple[Kind, ...] = ("half", "year", "quarter", "nine_months")
"""Kinds that are proposed, the likeliest first."""
_YEARS = 6
_MOST = 30


def last_finished(kind: Kind, today: date) -> Period:
    """Return the last period of a kind that was over on `today`."""
    return max((period for period in _around(kind, today) if period.end < today), key=chronology)


def likely(today: date, kind: Kind | None = None) -> list[Period]:
    """Return the periods a record is likely to be for, the likeliest first.

    Args:
        today: The day of today: what has just ended is reported on now, what is running soon.
        kind: The kind that was reported on last.
    """
    kinds = tuple(dict.fromkeys((kind or _USUAL[0], *_USUAL)))
    over = [last_finished(each, today) for each in kinds]
    before = [former for period in over[:2] if (former := earlier(period)) is not None]
    running = [
        period for each in kinds for period in _around(each, today) if period.start <= today <= period.end
    ]
    return list(dict.fromkeys((*over, *running, *before)))


def find_periods(text: str, desk: Desk, kind: Kind | None = None) -> list[Found]:
    """Return the periods a text finds, by label or by name without marks; the likely ones by none."""
    today = desk.now().date()
    proposed = likely(today, kind)
    words = fold_words(text)
    if words:
        named = parse_period(text.strip().upper())
        known = dict.fromkeys((*proposed, *_all(_years(words, today))))
        found = [period for period in known if _fits(period, words)]
        proposed = list(dict.fromkeys((*([named] if named else ()), *found)))
    return [
        Found(period.label, capital(title(period, desk.speech.lang)), days(period, today, desk.speech))
        for period in proposed[:_MOST]
    ]


def days(period: Period, today: date, speech: Speech) -> str:
    """Return the days of a period and its label, and whether it is still running."""
    first = f"{period.start.day}/{period.start.month}"
    last = f"{period.end.day}/{period.end.month}/{period.end.year}"
    key = "new.days" if period.end < today else "new.days_running"
    return speech(key, first=first, last=last, label=period.label)


def capital(text: str) -> str:
    """Return a text with its first letter large."""
    return text[:1].upper() + text[1:]


def _around(kind: Kind, today: date) -> Iterator[Period]:
    """Yield the periods of a kind of last year and of this one."""
    for period in _all((today.year - 1, today.year)):
        if kind_of(period) == kind:
            yield period


def _all(years: Sequence[int]) -> Iterator[Period]:
    for year in years:
        for part in _PARTS:
            period = parse_period(f"{year}{part}")
            if period is not None:
                yield period


def _years(words: Sequence[str], today: date) -> list[int]:
    """Return the years to look in: the one typed, or the last ones."""
    typed = [int(word) for word in words if len(word) == 4 and word.isdecimal()]
    wanted = [year for year in typed if FIRST_YEAR <= year <= LAST_YEAR]
    return wanted or [*range(today.year, today.year - _YEARS, -1)]


def _fits(period: Period, words: Sequence[str]) -> bool:
    """Tell whether every word typed begins a word of the period; a number must be the number itself."""
    names = {word for lang in LANGS for word in fold_words(title(period, lang))} | {*fold_words(period.label)}
    if kind_of(period) == "quarter":
        names.add(str(period.end.month // 3))
    return all(
        word in names or any(name.startswith(word) for name in names if len(word) > 2 or not word.isdecimal())
        for word in words
    )
