"""Figures of a merge in words: points, percentages, ranks and their bounds."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from criteria.clean import clean_line
from criteria.model import IndicatorSet
from scoring.merge.merged import Conflict, Group
from scoring.merge.outputs import Ranked
from scoring.numbers import print_number, print_percent, print_points
from scoring.periods import parse_period, title
from tui.moves import rounded, signed
from tui.screens.base import shortened
from tui.speech import Speech
from tui.widgets.long_table import Cell

NONE = "–"
ONE, MANY = 60, 24
"""Cells that a name has where it stands alone, and among many."""
_DIGITS = 1
_DAY = len("2024-07-03")
LEVELS = ((80, "a"), (60, "b"), (40, "c"), (20, "d"), (0, "e"))
"""From which percentage on a cell of the heat map has which letter; the page's shades change at the same."""


def even_points(points: Decimal | None, known: IndicatorSet, speech: Speech) -> str:
    """Print a total for a column: with the decimals its set rounds totals to."""
    if points is None:
        return NONE
    if "total" in known.rounding.at:
        return print_number(points, known.rounding.digits, speech.lang)
    return print_points(points, speech.lang)


def even_percent(percent: Decimal | None, speech: Speech, digits: int = _DIGITS) -> str:
    """Print a percentage for a column, always with as many decimals and without its sign."""
    return NONE if percent is None else print_number(percent, digits, speech.lang)


def percent_text(percent: Decimal | None, speech: Speech) -> str:
    """Print a percentage with its sign, always with as many decimals."""
    sign = print_percent(Decimal(0), 0, speech.lang).removeprefix("0")
    return NONE if percent is None else f"{even_percent(percent, speech)}{sign}"


def letter_of(percent: Decimal) -> str:
    """Return the letter of a percentage, a to e."""
    return next((letter for least, letter in LEVELS if percent >= least), "e")


def rank_text(one: Ranked) -> str:
    """Return a rank; a shared one is followed by an equals sign."""
    if one.rank is None:
        return NONE
    return f"{one.rank}=" if one.tied > 1 else str(one.rank)


def tone_of(gained: Decimal | int | None) -> str:
    """Return the tone of a cell that says what was gained; its arrow or sign says the same."""
    if gained is None or not gained:
        return "off"
    return "good" if gained > 0 else "bad"


def gain_cell(gained: Decimal | None, digits: int, speech: Speech) -> Cell:
    """Return a cell with a figure gained."""
    return Cell(signed(gained, digits, speech), tone_of(rounded(gained, digits)))


def range_text(one: Ranked, speech: Speech) -> str:
    """Return between which places a rank lies, and whether it is firm."""
    if one.best is None or one.worst is None:
        return NONE
    within = str(one.best) if one.best == one.worst else f"{one.best}–{one.worst}"
    return f"{within} {speech('ranking.firm' if one.is_firm else 'ranking.fragile')}"


def sure_text(one: Ranked, speech: Speech) -> str:
    """Return a sentence about how sure a rank is."""
    kind = "firm" if one.is_firm else "fragile"
    key = f"ranking.same_{kind}" if one.best == one.worst else f"ranking.range_{kind}"
    return speech(key, best=one.best, worst=one.worst)


def short_name(name: str, width: int = ONE) -> str:
    """Return a unit's name for a line that says more than it; a very long one is shortened."""
    return shortened(clean_line(name), width)


def set_title(group: Group, known: IndicatorSet, speech: Speech) -> str:
    """Return a set with its version."""
    return clean_line(f"{known.title.text(speech.lang)} {group.set_version}")


def decided_text(conflict: Conflict, speech: Speech) -> str:
    """Return who decided a conflict, when and why."""
    return speech(
        "conflicts.decided",
        by=conflict.by or NONE,
        at=moment_text(conflict.at, speech) or NONE,
        reason=conflict.reason or NONE,
    )


def moment_text(written: str, speech: Speech) -> str:
    """Return a moment or a day as people write it; what somebody wrote otherwise stays as it is."""
    try:
        at = datetime.fromisoformat(written)
    except ValueError:
        return written
    day = f"{at.day}/{at.month}/{at.year}" if speech.lang == "vi" else f"{at:%Y-%m-%d}"
    if len(written) <= _DAY:
        return day
    return f"{at:%H:%M}, {day}" if speech.lang == "vi" else f"{day} {at:%H:%M}"


def group_title(group: Group, known: IndicatorSet, speech: Speech) -> str:
    """Return what a group is called: its set, version and period."""
    return f"{set_title(group, known, speech)} · {period_title(group.period, speech)}"


def period_title(label: str, speech: Speech) -> str:
    """Return what people call a period."""
    period = parse_period(label)
    return clean_line(label) if period is None else title(period, speech.lang)
