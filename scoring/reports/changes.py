"""Changes against an earlier merge in words: what is compared with what, and arrows and signs that need no colour."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from criteria.clean import clean_line
from criteria.typed import Literal
from scoring.merge.changed import Change, gone, newcomers
from scoring.numbers import round_half_up
from scoring.periods import parse_period, title
from scoring.reports.wording import Wording

Way = Literal["rise", "fall", "same", "none"]
"""Which way a figure went; `none` where it is known of one merge only."""
UP, DOWN, SAME = "▲", "▼", "="
_MINUS = "−"


def way_of(gained: Decimal | int | None) -> Way:
    """Return which way a figure went."""
    if gained is None:
        return "none"
    return "rise" if gained > 0 else "fall" if gained < 0 else "same"


def moved(gained: int | None, say: Wording) -> str:
    """Return places gained as "▲ 3"; a dash where they are not known."""
    if gained is None:
        return say("report.none")
    return SAME if not gained else f"{UP if gained > 0 else DOWN} {say.count(abs(gained))}"


def signed(gained: Decimal | None, say: Wording, digits: int = 2) -> str:
    """Return a figure gained with its sign and always as many decimals; a dash where it is not known."""
    figure = rounded(gained, digits)
    if figure is None:
        return say("report.none")
    sign = "+" if figure > 0 else _MINUS if figure < 0 else ""
    return f"{sign}{say.number(abs(figure), digits)}"


def rounded(gained: Decimal | None, digits: int) -> Decimal | None:
    """Return a figure gained as it is printed: what prints as 0 has gone neither way."""
    return None if gained is None else round_half_up(gained, digits)


def status(change: Change, say: Wording) -> str:
    """Return in words how a unit stands."""
    if change.then is None:
        return say("changes.new")
    if change.now is None:
        return say("changes.gone")
    kinds = {"rise": "rose", "fall": "fell", "same": "stayed", "none": "no_rank"}
    return say(f"changes.{kinds[way_of(change.rank_gained)]}")


def period_then(changes: Sequence[Change], say: Wording) -> str:
    """Return the periods that are compared with; a dash where there is nothing to compare."""
    labels = dict.fromkeys(one.then.period for one in changes if one.then is not None)
    shown = []
    for label in labels:
        period = parse_period(label)
        shown.append(clean_line(label) if period is None else title(period, say.lang))
    return ", ".join(shown) or say("report.none")


def about(changes: Sequence[Change], say: Wording, *, by_verified: bool) -> Iterator[str]:
    """Yield what is compared, and what has to be known of it."""
    ways = [way_of(one.points_gained) for one in changes]
    new, left = len(newcomers(changes)), len(gone(changes))
    yield say(
        "changes.since",
        period=period_then(changes, say),
        both=say.count(len(changes) - new - left),
        risen=say.count(ways.count("rise")),
        fallen=say.count(ways.count("fall")),
        new=say.count(new),
        gone=say.count(left),
    )
    then = sorted({one.then.set_version for one in changes if one.then is not None})
    now = sorted({one.now.set_version for one in changes if one.now is not None})
    if then and now and then != now:
        yield say("changes.versions", then=", ".join(then), now=", ".join(now))
    if by_verified:
        yield say("changes.verified")
    yield say("changes.note")
