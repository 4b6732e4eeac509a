"""The distribution of percentages as numbers to draw with: columns, ticks, edges of bands, the median."""

from __future__ import annotations

from criteria.typed import NamedTuple
from scoring.reports.wording import Wording
from scoring.tables.overview import BIN, Overview

_WIDTH, _HEIGHT = 760, 270
_LEFT, _RIGHT, _TOP, _BASE = 16, 744, 40, 230
_TICK = 10
_BESIDE = 60


class Bar(NamedTuple):
    """One column: its place, its count as printed (nothing for none), its title."""

    x: float
    y: float
    width: float
    height: float
    middle: float
    units: str
    label: str
    title: str


class Mark(NamedTuple):
    """A place on the axis with a label."""

    x: float
    label: str


class Histogram(NamedTuple):
    """A picture of `width` × `height`; `base` is where the columns stand."""

    width: int
    height: int
    left: int
    right: int
    base: int
    columns: tuple[Bar, ...]
    ticks: tuple[Mark, ...]
    bands: tuple[Mark, ...]
    median: float
    median_label: str


def histogram(overview: Overview, median: float, say: Wording) -> Histogram:
    """Return the distribution of a group that has ranked units."""
    most = max(overview.bins)
    wide = (_RIGHT - _LEFT) / len(overview.bins)
    columns = []
    for place, count in enumerate(overview.bins):
        tall = round(count * (_BASE - _TOP) / most, 1)
        left = round(_LEFT + place * wide + 1, 1)
        shown = say.count(count)
        title = say("summary.bin", **{"from": place * BIN, "to": place * BIN + BIN})
        middle = round(left + wide / 2 - 1, 1)
        columns.append(
            Bar(
                left,
                round(_BASE - tall, 1),
                round(wide - 2, 1),
                tall,
                middle,
                shown,
                shown if count else "",
                title,
            )
        )
    bands = [
        Mark(_place(float(band.lowest)), say.words(band.title))
        for band in overview.set.bands
        if band.lowest > 0
    ]
    return Histogram(
        _WIDTH,
        _HEIGHT,
        _LEFT,
        _RIGHT,
        _BASE,
        tuple(columns),
        tuple(Mark(_place(at), say.percent(float(at), 0)) for at in range(0, 100 + _TICK, _TICK)),
        tuple(bands),
        _place(median),
        f"{say('head.median')} {say.percent(median)}",
    )


def _place(percent: float) -> float:
    return round(_LEFT + (_RIGHT - _LEFT) * min(100.0, max(0.0, percent)) / 100, 1)
