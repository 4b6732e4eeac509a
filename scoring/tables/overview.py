"""One group of units as a report shows it: spread of totals and pillars, by parent, weakest indicators, dominance.

Figures here are for pictures and for orientation, so they are floats of pandas; points and ranks stay as they were.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import numpy as np
import pandas as pd

from criteria.model import IndicatorSet, Pillar
from criteria.typed import NamedTuple
from criteria.words import Words
from scoring.index import band
from scoring.merge.merged import Group, Merged, UnitResult
from scoring.merge.outputs import Ranked
from scoring.tables.firmness import dominance
from scoring.tables.indicators import IndicatorStatistics, indicator_statistics
from scoring.tables.profiles import indicator_medians

BIN = 5
"""Percent that one column of the distribution is wide."""


class Spread(NamedTuple):
    """Percentages of many units: lowest, quartiles, highest, mean. Quartiles lie between two units where need be."""

    lowest: float
    lower: float
    median: float
    upper: float
    highest: float
    mean: float


class PillarOverview(NamedTuple):
    """One pillar over the ranked units; no spread where nobody has anything left of it."""

    pillar: Pillar
    spread: Spread | None


class ParentOverview(NamedTuple):
    """The units below one parent (province, district).

    Attributes:
        units: In the order of the ranking.
        places: Their places among themselves, ties as in the ranking.
        pillars: Mean percentage per pillar; None where nobody has anything left of it.
    """

    name: str
    units: tuple[Ranked, ...]
    places: tuple[int, ...]
    spread: Spread
    pillars: tuple[float | None, ...]


class Overview(NamedTuple):
    """One set, version and period.

    Attributes:
        ranked: Units with a rank, in its order.
        unranked: Units without one.
        spread: Of the percentages ranked by; None without a ranked unit.
        bins: How many units lie in each `BIN` percent from 0 up; 100 lies in the last.
        parents: By mean percentage, highest first.
        statistics: Of every indicator.
        medians: Points of every indicator, as `indicator_medians` has them.
        firm: How many ranks are firm.
        dominating: Pairs of which one dominates the other.
        pairs: All pairs.
    """

    group: Group
    set: IndicatorSet
    ranked: tuple[Ranked, ...]
    unranked: tuple[Ranked, ...]
    spread: Spread | None
    bins: tuple[int, ...]
    pillars: tuple[PillarOverview, ...]
    parents: tuple[ParentOverview, ...]
    statistics: tuple[IndicatorStatistics, ...]
    medians: tuple[Decimal | None, ...]
    firm: int
    dominating: int
    pairs: int


def overviews(merged: Merged, ranked: Sequence[Ranked]) -> list[Overview]:
    """Return one overview per group, in the order of the ranking."""
    groups: dict[Group, list[Ranked]] = {}
    for one in ranked:
        groups.setdefault(one.unit.group, []).append(one)
    return [_overview(merged, group, ones) for group, ones in groups.items()]


def percent_of(unit: UnitResult, *, by_verified: bool) -> Decimal | None:
    """Return the percentage a unit is ranked by."""
    return unit.verified_percent if by_verified else unit.percent


def band_of(known: IndicatorSet, unit: UnitResult, *, by_verified: bool) -> Words | None:
    """Return the title of the band of the percentage a unit is ranked by: None without one, or with too few answers."""
    if not by_verified:
        return unit.band
    enough = unit.asked > 0 and unit.answered >= known.band_from_coverage * unit.asked
    found = band(known, unit.verified_percent) if enough else None
    return None if found is None else found.title


def pillar_percents(unit: UnitResult, *, by_verified: bool) -> list[Decimal | None]:
    """Return the percentage of every pillar, of the total the unit is ranked by."""
    pillars = unit.verified_pillars if by_verified else unit.pillars
    shares = (pillar.share for pillar in pillars)
    return [None if share is None else share * 100 for share in shares]


def _overview(merged: Merged, group: Group, ones: Sequence[Ranked]) -> Overview:
    placed = tuple(one for one in ones if one.rank is not None)
    known = merged.set_of(ones[0].unit)
    units = [one.unit for one in ones]
    frame = _frame(known, placed, by_verified=merged.by_verified)
    pillars = frame[[*range(len(known.pillars))]]
    pairs = len(placed) * (len(placed) - 1) // 2
    return Overview(
        group,
        known,
        placed,
        tuple(one for one in ones if one.rank is None),
        _spread(frame["percent"]),
        _bins(frame["percent"]),
        tuple(PillarOverview(own, _spread(pillars[place])) for place, own in enumerate(known.pillars)),
        _parents(frame, placed, len(known.pillars)),
        tuple(indicator_statistics(known, units)),
        tuple(indicator_medians(known, units)),
        sum(one.is_firm for one in placed),
        int(dominance(pillars.to_numpy(dtype=np.float64)).over.sum()) if pairs else 0,
        pairs,
    )


def _frame(known: IndicatorSet, placed: Sequence[Ranked], *, by_verified: bool) -> pd.DataFrame:
    """Return N rows: `percent`, the parent's code and name, and a column per pillar, in percent."""
    rows = []
    for one in placed:
        unit = one.unit
        percents = pillar_percents(unit, by_verified=by_verified)
        whole = percent_of(unit, by_verified=by_verified)
        figures = (float("nan") if percent is None else float(percent) for percent in (whole, *percents))
        rows.append((unit.parent_code, unit.parent_name, *figures))
    columns = ["parent_code", "parent_name", "percent", *range(len(known.pillars))]
    return pd.DataFrame.from_records(rows, columns=columns)


def _spread(percents: pd.Series[float]) -> Spread | None:
    known = percents.astype("float64").dropna()
    if known.empty:
        return None
    lowest, lower, median, upper, highest = (float(known.quantile(part)) for part in (0, 0.25, 0.5, 0.75, 1))
    return Spread(lowest, lower, median, upper, highest, float(known.mean()))


def _bins(percents: pd.Series[float]) -> tuple[int, ...]:
    edges = np.arange(0, 100 + BIN, BIN)
    inside = percents.astype("float64").dropna().clip(0, 100)
    return tuple(int(count) for count in np.histogram(inside, edges)[0])


def _parents(frame: pd.DataFrame, placed: Sequence[Ranked], pillars: int) -> tuple[ParentOverview, ...]:
    found = []
    for (_, name), rows in frame.groupby(["parent_code", "parent_name"], sort=True):
        spread = _spread(rows["percent"])
        if spread is None:
            continue
        means = rows[[*range(pillars)]].mean()
        units = tuple(placed[place] for place in rows.index)
        found.append(
            ParentOverview(
                str(name),
                units,
                _places([one.rank or 0 for one in units]),
                spread,
                tuple(None if pd.isna(mean) else float(mean) for mean in means),
            )
        )
    found.sort(key=lambda one: -one.spread.mean)
    return tuple(found)


def _places(ranks: Sequence[int]) -> tuple[int, ...]:
    """Return places among themselves of units in the order of their ranks; equal ranks share a place."""
    first: dict[int, int] = {}
    for place, rank in enumerate(ranks, 1):
        first.setdefault(rank, place)
    return tuple(first[rank] for rank in ranks)
