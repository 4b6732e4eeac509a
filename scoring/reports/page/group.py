"""One group of units as the page shows it."""

from __future__ import annotations

import itertools
from decimal import Decimal

from markupsafe import Markup

from criteria.clean import clean_line
from criteria.model import IndicatorSet
from criteria.typed import NamedTuple
from criteria.words import Words
from scoring.merge.changed import Changes
from scoring.merge.merged import Group
from scoring.merge.outputs import Ranked
from scoring.periods import parse_period, title
from scoring.reports.page.changes import ChangesView, changes_view
from scoring.reports.page.chart import Histogram, histogram
from scoring.reports.page.data import places_within, script_data
from scoring.reports.page.findings import findings
from scoring.reports.wording import Wording
from scoring.tables.indicators import IndicatorStatistics, weakest
from scoring.tables.overview import (
    Overview,
    ParentOverview,
    PillarOverview,
    band_of,
    percent_of,
    pillar_percents,
)
from scoring.tables.ranking import firmness_word

LEVELS = (20, 40, 60, 80)
"""Percentages at which the heat map changes its shade."""
_WEAKEST = 10
_NAMED = 3
_BOX = 2
_BAND_SHADES = 4
_FIRMNESS = {"firm": "firmness.firm_short", "fragile": "firmness.fragile_short"}
_TALL = 40
"""Rows from which a table scrolls by itself."""

Shown = dict[str, object]


class Cell(NamedTuple):
    """One cell of a heat map: what is printed, and the number of its shade."""

    shown: str
    level: int | str


class GroupView(NamedTuple):
    """Everything the template asks of a group."""

    number: int
    title: str
    about: tuple[str, ...]
    empty: bool
    parts: tuple[str, ...] = ()
    tiles: tuple[Shown, ...] = ()
    findings: tuple[str, ...] = ()
    columns: tuple[Shown, ...] = ()
    rows: tuple[Shown, ...] = ()
    pillars: tuple[Shown, ...] = ()
    parents: tuple[Shown, ...] = ()
    weakest: tuple[Shown, ...] = ()
    indicators: tuple[Shown, ...] = ()
    has_parents: bool = False
    has_verified: bool = False
    is_tall: bool = False
    chart: Histogram | None = None
    distribution: str = ""
    changes: ChangesView | None = None
    data: Markup = Markup()


def group_view(
    number: int, overview: Overview, say: Wording, changed: Changes | None = None, *, by_verified: bool
) -> GroupView:
    """Return the view of the `number`-th group, with what changed in it where that is known."""
    known = overview.set
    period = period_title(overview.group, say)
    by = say("report.by_verified" if by_verified else "report.by_self")
    of_set = set_title(known, say)
    about = [
        f"{of_set}. {say('report.period', period=period)}. {by}.",
        *[say("note.by_verified")] * by_verified,
    ]
    heading = say("page.group", title=say.words(known.title), period=period)
    if overview.spread is None:
        return GroupView(number, heading, tuple(about), empty=True, parts=("summary",))
    spread = overview.spread
    has_parents = len(overview.parents) > 1
    parts = ["summary", "ranking", *["changes"] * (changed is not None)]
    parts += ["heat", "profile", "distribution", "weakest"]
    ones = (*overview.ranked, *overview.unranked)
    has_verified = any(one.unit.reviewed for one in ones)
    places = places_within(overview)
    statistics = [
        _statistics(one, median, say)
        for one, median in zip(overview.statistics, overview.medians, strict=True)
    ]
    by_id = {one.indicator.id: shown for one, shown in zip(overview.statistics, statistics, strict=True)}
    lowest = weakest(overview.statistics, _WEAKEST)
    return GroupView(
        number,
        heading,
        tuple(about),
        empty=False,
        parts=tuple(parts + ["parents"] * has_parents),
        tiles=_tiles(overview, say),
        findings=findings(overview, lowest[:_NAMED], say, by_verified=by_verified),
        columns=_columns(say, has_parents=has_parents, has_verified=has_verified),
        rows=tuple(_row(one, known, places, say, by_verified=by_verified) for one in ones),
        pillars=tuple(_pillar(one, say) for one in overview.pillars),
        parents=tuple(_parent(one, say) for one in overview.parents) if has_parents else (),
        weakest=tuple(by_id[one.indicator.id] for one in lowest),
        indicators=tuple(statistics),
        has_parents=has_parents,
        has_verified=has_verified,
        is_tall=len(ones) > _TALL,
        chart=histogram(overview, spread.median, say),
        distribution=say(
            "page.distribution_text",
            n=say.count(len(overview.ranked)),
            lower=say.percent(spread.lower),
            upper=say.percent(spread.upper),
            median=say.percent(spread.median),
        ),
        changes=None
        if changed is None
        else changes_view(
            changed[overview.group],
            known,
            period,
            {one.unit.unit_code: place for place, one in enumerate(ones)},
            say,
            by_verified=by_verified,
        ),
        data=script_data(overview, say, by_verified=by_verified),
    )


def set_title(known: IndicatorSet, say: Wording) -> str:
    """Return a set by its title, id and version."""
    return say("report.set", title=say.words(known.title), id=known.id, version=known.version)


def period_title(group: Group, say: Wording) -> str:
    """Return what people call the period of a group."""
    period = parse_period(group.period)
    return clean_line(group.period) if period is None else title(period, say.lang)


def heat_cell(percent: Decimal | float | None, say: Wording) -> Cell:
    """Return a percentage as a cell of a heat map; no shade where there is none."""
    if percent is None:
        return Cell(say("report.none"), "x")
    return Cell(say.even(percent), sum(percent >= level for level in LEVELS))


def heat_levels(say: Wording) -> tuple[str, ...]:
    """Return the legend of the shades."""
    edges = [say.percent(float(level), 0) for level in LEVELS]
    between = [say("page.legend_mid", **{"from": low, "to": high}) for low, high in itertools.pairwise(edges)]
    first, last = say("page.legend_low", to=edges[0]), say("page.legend_high", **{"from": edges[-1]})
    return (first, *between, last)


def _tiles(overview: Overview, say: Wording) -> tuple[Shown, ...]:
    spread = overview.spread
    assert spread is not None  # noqa: S101 - an empty group has no tiles
    share = overview.dominating * 100 / overview.pairs if overview.pairs else None
    shown = {
        "summary.units": say.count(len(overview.ranked)),
        "summary.median": say.percent(spread.median),
        "head.highest": say.percent(spread.highest),
        "head.lowest": say.percent(spread.lowest),
        "summary.firm": f"{say.count(overview.firm)}/{say.count(len(overview.ranked))}",
        "summary.dominating": say.percent(share, 1),
    }
    if overview.unranked:
        shown["summary.unranked"] = say.count(len(overview.unranked))
    return tuple({"title": say(key), "shown": text} for key, text in shown.items())


def _columns(say: Wording, *, has_parents: bool, has_verified: bool) -> tuple[Shown, ...]:
    """Return the headings of the ranking; `key` is what the script sorts by."""
    columns: list[tuple[str, str, str]] = [
        ("rank", "n", "3"),
        ("unit", "", "1"),
        ("points", "n", "7"),
        ("percent", "n", "9"),
        ("band", "", "10"),
        ("range", "n", "5"),
        ("firmness", "", "width"),
    ]
    if has_parents:
        columns += [("parent", "", "2"), ("place", "n", "18")]
    columns.append(("coverage", "n", "11"))
    if has_verified:
        columns.append(("verified", "n", "16"))
    return tuple({"title": say(f"head.{key}"), "kind": kind, "key": sort} for key, kind, sort in columns)


def _row(
    one: Ranked, known: IndicatorSet, places: dict[str, int], say: Wording, *, by_verified: bool
) -> Shown:
    unit, none = one.unit, say("report.none")
    percent = percent_of(unit, by_verified=by_verified)
    points = unit.verified_points if by_verified else unit.points
    place = places.get(unit.unit_code)
    band = band_of(known, unit, by_verified=by_verified)
    word = firmness_word(one)
    bounds = none
    if one.best is not None and one.worst is not None:
        alone = one.best == one.worst
        bounds = say.count(one.best) if alone else f"{say.count(one.best)}–{say.count(one.worst)}"
    return {
        "rank": none if one.rank is None else say.count(one.rank),
        "tied": one.tied > 1,
        "name": clean_line(unit.unit_name),
        "code": clean_line(unit.unit_code),
        "parent": clean_line(unit.parent_name) or none,
        "place": none if place is None else say.count(place),
        "points": say.total(points, known),
        "percent": say.even(percent),
        "width": 0 if percent is None else round(float(percent), 1),
        "band": say("report.no_band") if band is None else say.words(band),
        "band_level": _band_level(band, known),
        "range": bounds,
        "firmness": say(_FIRMNESS[word]) if word else none,
        "coverage": f"{unit.answered}/{unit.asked}",
        "verified": say.total(unit.verified_points, known),
        "reviewed": f"{unit.reviewed}/{unit.asked}" if unit.reviewed else "",
        "pillars": [heat_cell(share, say) for share in pillar_percents(unit, by_verified=by_verified)]
        or [heat_cell(None, say)] * len(known.pillars),
    }


def _band_level(title: Words | None, known: IndicatorSet) -> int | str:
    titles = [band.title for band in sorted(known.bands, key=lambda band: band.lowest)]
    if title is None or title not in titles:
        return "x"
    return titles.index(title) * _BAND_SHADES // max(1, len(titles) - 1)


def _pillar(one: PillarOverview, say: Wording) -> Shown:
    spread = one.spread
    box = None
    if spread is not None:
        box = {
            "low": round(spread.lowest * _BOX, 1),
            "span": round((spread.highest - spread.lowest) * _BOX, 1),
            "lower": round(spread.lower * _BOX, 1),
            "half": round((spread.upper - spread.lower) * _BOX, 1),
            "median": round(spread.median * _BOX, 1),
        }
    return {
        "id": one.pillar.id,
        "title": say.words(one.pillar.title),
        "points": say.points(one.pillar.points),
        "box": box,
        "lowest": say.even(None if spread is None else spread.lowest),
        "median": heat_cell(None if spread is None else spread.median, say),
        "highest": say.even(None if spread is None else spread.highest),
    }


def _parent(one: ParentOverview, say: Wording) -> Shown:
    return {
        "name": clean_line(one.name) or say("report.no_parent"),
        "units": say.count(len(one.units)),
        "mean": say.even(one.spread.mean),
        "median": say.even(one.spread.median),
        "leader": clean_line(one.units[0].unit.unit_name),
        "pillars": [heat_cell(mean, say) for mean in one.pillars],
    }


def _statistics(one: IndicatorStatistics, median: Decimal | None, say: Wording) -> Shown:
    return {
        "id": one.indicator.id,
        "title": say.words(one.indicator.title),
        "reached": say.even(one.reached),
        "width": None if one.reached is None else round(float(one.reached), 1),
        "mean": say.number(one.mean, 2),
        "median": say.points(median),
        "spread": say.number(one.spread, 2),
        "max": say.points(one.indicator.points),
        "full": say.even(one.full_share, 1),
        "scored": say.count(one.scored),
        "unanswered": say.count(one.unanswered),
        "not_applicable": say.count(one.not_applicable),
        "evidence": say.count(one.with_evidence),
    }
