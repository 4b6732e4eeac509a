"""What changed since an earlier merge, as the page shows it: two pictures and a table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from math import ceil, floor

from criteria.clean import clean_line
from criteria.model import IndicatorSet
from criteria.typed import NamedTuple
from scoring.merge.changed import Change, Place, fallers, risers
from scoring.reports.changes import Way, about, moved, period_then, rounded, signed, status, way_of
from scoring.reports.wording import Wording

_MOVERS = 8
"""Gains in the picture of the largest, and losses."""
_NAMED = 3
_MOST_LINES = 40
"""Units up to which every one has a line in the picture of ranks."""
_LONGEST = 30
_WIDTH = 760
_LEFT, _RIGHT = 236, 604
_ROW, _TOP = 28, 30
_SLOPE_LEFT, _SLOPE_RIGHT, _SLOPE_ROW, _SLOPE_TOP = 262, 498, 22, 44
_THICK = 3
"""So many lines of the largest moves up, and so many down, are drawn thicker."""
_NEAR = 9
"""Where an arrow is shorter, only its head is drawn."""
_STEP = 10
_FEW = 4

Shown = dict[str, object]


class Arrow(NamedTuple):
    """One unit in the picture of the largest gains and losses: where it was, where it is."""

    name: str
    full: str
    y: int
    then: float
    now: float
    is_long: bool
    head: str
    way: Way
    gained: str


class Tick(NamedTuple):
    """A place on the axis with its label."""

    x: float
    label: str


class Arrows(NamedTuple):
    """A picture of `width` × `height`."""

    width: int
    height: int
    base: int
    ticks: tuple[Tick, ...]
    arrows: tuple[Arrow, ...]
    text: str


class Line(NamedTuple):
    """One unit in the picture of ranks: a curve, or nothing where it is in one merge only."""

    curve: str
    way: Way
    thick: bool
    left: str
    left_y: int
    right: str
    right_y: int
    title: str


class Slope(NamedTuple):
    """A picture of `width` × `height`."""

    width: int
    height: int
    left: int
    right: int
    before: str
    now: str
    lines: tuple[Line, ...]
    text: str


class ChangesView(NamedTuple):
    """Everything the template asks of the changes of a group."""

    about: tuple[str, ...]
    arrows: Arrows | None
    slope: Slope | None
    columns: tuple[Shown, ...]
    rows: tuple[Shown, ...]
    is_tall: bool


def changes_view(
    changes: Sequence[Change],
    known: IndicatorSet,
    period: str,
    places: Mapping[str, int],
    say: Wording,
    *,
    by_verified: bool,
) -> ChangesView:
    """Return the view of a group's changes.

    Args:
        changes: In the order of the ranking, those gone last.
        known: The set.
        period: What the group's period is called.
        places: The place of every unit in the group's tables, by code.
        say: The words.
        by_verified: Whether ranks come from verified points.
    """
    pillars = [(one.id, f"{one.id}. {say.words(one.title)}") for one in known.pillars]
    with_percent = any(one.percent_gained != one.points_gained for one in changes)
    return ChangesView(
        tuple(about(changes, say, by_verified=by_verified)),
        _arrows(changes, say),
        _slope(changes, period, say),
        tuple(_columns([title for _, title in pillars], say, with_percent=with_percent)),
        tuple(
            _row(one, known, [own for own, _ in pillars], places, say, with_percent=with_percent)
            for one in changes
        ),
        len(changes) > _MOST_LINES,
    )


def _columns(pillars: Iterable[str], say: Wording, *, with_percent: bool) -> Iterable[Shown]:
    for key, kind in (
        ("changes.rank_now", "n"),
        ("head.unit", ""),
        ("changes.rank_then", "n"),
        ("changes.rank_gained", "n"),
        ("changes.points_now", "n"),
        ("changes.points_then", "n"),
        ("changes.points_gained", "n"),
        *[("changes.percent_gained", "n")] * with_percent,
    ):
        yield {"title": say(key), "kind": kind}
    for title in pillars:
        yield {"title": title, "kind": "n"}


def _row(
    change: Change,
    known: IndicatorSet,
    pillars: Iterable[str],
    places: Mapping[str, int],
    say: Wording,
    *,
    with_percent: bool,
) -> Shown:
    then, now, named = change.then, change.now, change.named
    gains = [(change.percent_gained, 2)] * with_percent
    gains += [(change.pillar_gained(pillar), 1) for pillar in pillars]
    points = rounded(change.points_gained, 2)
    return {
        "place": None if now is None else places.get(now.unit_code),
        "rank_now": _rank(now, say),
        "rank_then": _rank(then, say),
        "moved": moved(change.rank_gained, say),
        "moved_way": way_of(change.rank_gained),
        "name": clean_line(named.unit_name),
        "code": clean_line(named.unit_code),
        "status": "" if then is not None and now is not None else status(change, say),
        "points_now": say.total(None if now is None else now.points, known),
        "points_then": say.total(None if then is None else then.points, known),
        "points": signed(points, say),
        "points_way": way_of(points),
        "gains": [
            {"shown": signed(gained, say, digits), "way": way_of(rounded(gained, digits))}
            for gained, digits in gains
        ],
    }


def _rank(place: Place | None, say: Wording) -> str:
    return say("report.none") if place is None or place.rank is None else say.count(place.rank)


# --- the largest gains and losses


def _arrows(changes: Sequence[Change], say: Wording) -> Arrows | None:
    up, down = risers(changes, _MOVERS), fallers(changes, _MOVERS)
    shown = [*up, *reversed(down)]
    figures = [float(percent) for one in shown for percent in _percents(one)]
    if not figures:
        return None
    lowest = max(0, floor(min(figures) / _STEP) * _STEP)
    highest = max(lowest + _STEP, ceil(max(figures) / _STEP) * _STEP)
    scale = (_RIGHT - _LEFT) / (highest - lowest)

    def at(percent: Decimal | float) -> float:
        return round(_LEFT + (float(percent) - lowest) * scale, 1)

    base = _TOP + len(shown) * _ROW
    step = _STEP if (highest - lowest) // _STEP > _FEW else _STEP // 2
    ticks = (Tick(at(edge), say.percent(Decimal(edge), 0)) for edge in range(lowest, highest + 1, step))
    return Arrows(
        _WIDTH,
        base + 26,
        base,
        tuple(ticks),
        tuple(
            _arrow(one, _TOP + number * _ROW + _ROW // 2, [at(percent) for percent in _percents(one)], say)
            for number, one in enumerate(shown)
        ),
        say("changes.arrows_text", up=_listed(up, say), down=_listed(down, say)),
    )


def _percents(change: Change) -> list[Decimal]:
    """Return the percentages then and now of a unit that has both."""
    sides = (change.then, change.now)
    return [side.percent for side in sides if side is not None and side.percent is not None]


def _listed(changes: Sequence[Change], say: Wording) -> str:
    named = (
        say("changes.mover", unit=one.named.unit_name, gained=signed(one.percent_gained, say))
        for one in changes[:_NAMED]
    )
    return ", ".join(named) or say("changes.nobody")


def _arrow(change: Change, y: int, places: Sequence[float], say: Wording) -> Arrow:
    then, now = places
    way = way_of(change.percent_gained)
    back = -7 if way == "rise" else 7
    name = clean_line(change.named.unit_name)
    gained = f"{signed(change.percent_gained, say)}  ({moved(change.rank_gained, say)})"
    head = f"{now:g},{y} {now + back:g},{y - 5} {now + back:g},{y + 5}"
    return Arrow(_short(name), name, y, then, now, abs(now - then) > _NEAR, head, way, gained)


# --- ranks


def _slope(changes: Sequence[Change], period: str, say: Wording) -> Slope | None:
    """Return the picture of ranks: for as many units as can be told apart, and at least two that are in both merges."""
    both = [one for one in changes if one.rank_gained is not None]
    if len(both) < 2 or len(changes) > _MOST_LINES:
        return None
    left = _rows([one for one in changes if one.then is not None and one.then.rank is not None], now=False)
    right = _rows([one for one in changes if one.now is not None and one.now.rank is not None], now=True)
    moves = sorted(both, key=lambda one: one.rank_gained or 0)
    thick = {one.named.unit_code for one in (*moves[:_THICK], *moves[-_THICK:]) if one.rank_gained}
    ways = [way_of(one.rank_gained) for one in both]
    # what moves most is drawn last, above the others
    order = sorted(changes, key=lambda one: abs(one.rank_gained or 0))
    return Slope(
        _WIDTH,
        _SLOPE_TOP + max(len(left), len(right)) * _SLOPE_ROW + 6,
        _SLOPE_LEFT,
        _SLOPE_RIGHT,
        say("changes.before", period=period_then(changes, say)),
        say("changes.now", period=period),
        tuple(_line(one, left, right, thick, say) for one in order),
        say(
            "changes.slope_text",
            risen=say.count(ways.count("rise")),
            fallen=say.count(ways.count("fall")),
            same=say.count(ways.count("same")),
        ),
    )


def _rows(changes: Iterable[Change], *, now: bool) -> dict[str, int]:
    """Return the height at which every unit stands on one side, by code: in the order of the ranks there."""

    def rank(one: Change) -> int:
        side = one.now if now else one.then
        return 0 if side is None or side.rank is None else side.rank

    return {
        one.named.unit_code: _SLOPE_TOP + place * _SLOPE_ROW + _SLOPE_ROW // 2
        for place, one in enumerate(sorted(changes, key=rank))
    }


def _line(
    change: Change, left: Mapping[str, int], right: Mapping[str, int], thick: set[str], say: Wording
) -> Line:
    code, name = change.named.unit_code, clean_line(change.named.unit_name)
    first, last = left.get(code), right.get(code)
    then, now = _rank(change.then, say), _rank(change.now, say)
    curve = ""
    if first is not None and last is not None:
        middle = (_SLOPE_LEFT + _SLOPE_RIGHT) // 2
        curve = f"M{_SLOPE_LEFT + 8} {first}C{middle} {first} {middle} {last} {_SLOPE_RIGHT - 8} {last}"
    told = moved(change.rank_gained, say) if curve else status(change, say)
    return Line(
        curve,
        way_of(change.rank_gained),
        code in thick,
        "" if first is None else f"{_short(name)}  {then}" if curve else f"{_short(name)} ({told})  {then}",
        first or 0,
        ""
        if last is None
        else f"{now}  {_short(name)}  {told}"
        if curve
        else f"{now}  {_short(name)} ({told})",
        last or 0,
        f"{name}: {then} → {now}",
    )


def _short(name: str) -> str:
    """Return a name that has room in a picture."""
    return name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1].rstrip()}…"
