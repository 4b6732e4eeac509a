"""What the page's script works with: every unit in short, figures as numbers."""

from __future__ import annotations

import json
from collections.abc import Sequence
from decimal import Decimal

from markupsafe import Markup

from criteria.clean import clean_line
from scoring.merge.outputs import Ranked
from scoring.numbers import round_half_up
from scoring.reports.wording import Wording, exact
from scoring.tables.overview import Overview, band_of, percent_of, pillar_percents
from scoring.tables.profiles import Against, profile

_UNSAFE = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}
_PAGE_WORDS = (
    "shown",
    "strengths",
    "weaknesses",
    "no_strengths",
    "no_weaknesses",
    "against",
    "without",
    "pillars_of",
    "rank_of",
    "rank_tied",
    "range_of",
    "answered_of",
)


def script_data(overview: Overview, say: Wording, *, by_verified: bool) -> Markup:
    """Return the data of a group as JSON that may stand inside a script element.

    A unit is a list: code, name, parent (a place in `parents`), rank, units sharing it, best, worst, points, max,
    percent, band (a place in `bands`, lowest first), answered, asked, percent per pillar, strengths, weaknesses,
    verified points, lines reviewed, place within the parent. A strength or weakness is a list: indicator (a place in
    `indicators`), points or null, lead.
    """
    ones = (*overview.ranked, *overview.unranked)
    parents = [*dict.fromkeys(clean_line(one.unit.parent_name) for one in ones)]
    bands = [say.words(band.title) for band in sorted(overview.set.bands, key=lambda band: band.lowest)]
    words = {key: say(f"page.{key}") for key in _PAGE_WORDS}
    words |= {key: say(f"firmness.{key}") for key in ("firm", "fragile")}
    words |= {key: say(f"report.{key}") for key in ("no_band", "points")}
    words["median"] = say("head.median")
    places = places_within(overview)
    data = {
        "words": words,
        "ranked": len(overview.ranked),
        "parents": parents,
        "bands": bands,
        "pillars": [
            (
                f"{one.pillar.id}. {say.words(one.pillar.title)}",
                None if one.spread is None else _figure(one.spread.median, 2),
            )
            for one in overview.pillars
        ],
        "indicators": [
            (one.indicator.id, say.words(one.indicator.title), _figure(median, 4))
            for one, median in zip(overview.statistics, overview.medians, strict=True)
        ],
        "units": [_unit(overview, one, parents, bands, places, say, by_verified=by_verified) for one in ones],
    }
    written = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for sign, escaped in _UNSAFE.items():
        written = written.replace(sign, escaped)
    return Markup(written)  # noqa: S704 - nothing in it can end the element


def places_within(overview: Overview) -> dict[str, int]:
    """Return every ranked unit's place among the units of its parent, by code."""
    return {
        one.unit.unit_code: place
        for parent in overview.parents
        for one, place in zip(parent.units, parent.places, strict=True)
    }


def _unit(
    overview: Overview,
    one: Ranked,
    parents: Sequence[str],
    bands: Sequence[str],
    places: dict[str, int],
    say: Wording,
    *,
    by_verified: bool,
) -> list[object]:
    unit = one.unit
    found = profile(overview.set, unit, overview.medians)
    order = {known.indicator.id: place for place, known in enumerate(overview.statistics)}
    own = unit.verified_points if by_verified else unit.points
    band = band_of(overview.set, unit, by_verified=by_verified)
    return [
        unit.unit_code,
        clean_line(unit.unit_name),
        parents.index(clean_line(unit.parent_name)),
        one.rank,
        one.tied,
        one.best,
        one.worst,
        _figure(own, 4),
        _figure(unit.verified_max if by_verified else unit.max, 4),
        _figure(percent_of(unit, by_verified=by_verified), 2),
        None if band is None else bands.index(say.words(band)),
        unit.answered,
        unit.asked,
        [_figure(percent, 2) for percent in pillar_percents(unit, by_verified=by_verified)],
        [_against(lead, order) for lead in found.strengths],
        [_against(lead, order) for lead in found.weaknesses],
        _figure(unit.verified_points, 4),
        unit.reviewed,
        places.get(unit.unit_code),
    ]


def _against(one: Against, order: dict[str, int]) -> list[object]:
    points = None if one.state in {"unscored", "awaiting"} else _figure(one.points, 4)
    return [order[one.indicator.id], points, _figure(one.lead, 4)]


def _figure(figure: Decimal | float | None, digits: int) -> int | float | None:
    """Return a figure rounded half up, whole where it is whole."""
    if figure is None:
        return None
    rounded = round_half_up(exact(figure), digits)
    return int(rounded) if rounded == rounded.to_integral_value() else float(rounded)
