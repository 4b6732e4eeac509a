"""Gains and losses since an earlier merge in words: an arrow or a sign says which way, never a colour alone."""

from __future__ import annotations

from decimal import Decimal

from scoring.merge.changed import Change, gone, newcomers
from scoring.numbers import print_number, print_percent, round_half_up
from scoring.periods import parse_period, title
from tui.speech import Speech

NONE = "–"
UP, DOWN, SAME = "▲", "▼", "="
_MINUS = "−"


def moved(gained: int | None) -> str:
    """Return places gained as "▲3"; "=" for none, a dash where they are not known."""
    if gained is None:
        return NONE
    return SAME if not gained else f"{UP if gained > 0 else DOWN}{abs(gained)}"


def signed(gained: Decimal | None, digits: int, speech: Speech) -> str:
    """Return a figure gained with its sign, always with as many decimals; a dash where it is not known."""
    figure = rounded(gained, digits)
    if figure is None:
        return NONE
    sign = "+" if figure > 0 else _MINUS if figure < 0 else ""
    return f"{sign}{print_number(abs(figure), digits, speech.lang)}"


def rounded(gained: Decimal | None, digits: int) -> Decimal | None:
    """Return a figure gained as it is printed: what prints as 0 has gone neither way."""
    return None if gained is None else round_half_up(gained, digits)


def since(changes: list[Change], speech: Speech) -> str:
    """Return a sentence: compared with which period, how many gained, lost, are new or gone."""
    labels = dict.fromkeys(one.then.period for one in changes if one.then is not None)
    periods = ((label, parse_period(label)) for label in labels)
    named = [label if period is None else title(period, speech.lang) for label, period in periods]
    points = [one.points_gained for one in changes if one.points_gained is not None]
    return speech(
        "moves.since",
        period=", ".join(named) or NONE,
        risen=sum(1 for gained in points if gained > 0),
        fallen=sum(1 for gained in points if gained < 0),
        new=len(newcomers(changes)),
        gone=len(gone(changes)),
    )


def mover(change: Change, speech: Speech, *, named: bool = True) -> str:
    """Return a unit's percentages and ranks then and now, behind its name or without it."""
    sides = (change.then, change.now)
    then, now = (
        NONE if side is None or side.percent is None else print_percent(side.percent, 1, speech.lang)
        for side in sides
    )
    rank_then, rank = (NONE if side is None or side.rank is None else str(side.rank) for side in sides)
    return speech(
        "moves.mover" if named else "moves.steps",
        name=change.named.unit_name,
        then=then,
        now=now,
        gained=signed(change.percent_gained, 1, speech),
        rank_then=rank_then,
        rank=rank,
        moved=moved(change.rank_gained),
    )
