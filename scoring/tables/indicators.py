"""Statistics of every indicator over all units that were scored; `indicators.csv`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

from criteria.model import Indicator, IndicatorSet
from criteria.rules import Given
from criteria.typed import NamedTuple
from scoring.merge.csv_text import CsvStyle
from scoring.merge.merged import Group, Merged, UnitResult
from scoring.scorecard import LineState
from scoring.tables.cells import Tally, outcome_of, tallies

COLUMNS = (
    "set_id",
    "set_version",
    "period",
    "indicator",
    "title",
    "max",
    "units",
    "scored",
    "mean",
    "spread",
    "reached",
    "full_share",
    "unanswered",
    "not_applicable",
    "not_asked",
    "with_evidence",
)
_ZERO = Decimal(0)
_HUNDRED = Decimal(100)


class IndicatorStatistics(NamedTuple):
    """One indicator over the units of a group.

    Attributes:
        units: How many there are.
        scored: How many have points for it.
        mean: Of the points, over those scored; blanks are not counted as 0 here, so read it beside `unanswered`. None
            where nobody has points.
        spread: Standard deviation of those points (of the whole group, not of a sample); None likewise.
        reached: Points reached of points that could be, in percent: a blank has reached nothing, unless the points
            are the upper level's to give. None of a penalty, of what is only recorded, and where it applied to nobody.
        full: How many reached its maximum; for a penalty, from how many nothing was taken.
        unanswered: How many were asked, and gave no valid answer (or wait for the upper level).
        not_applicable: How many said that it does not apply.
        not_asked: How many a condition spared the question.
        with_evidence: How many named evidence.
    """

    indicator: Indicator
    units: int
    scored: int
    mean: Decimal | None
    spread: Decimal | None
    reached: Decimal | None
    full: int
    unanswered: int
    not_applicable: int
    not_asked: int
    with_evidence: int

    @property
    def full_share(self) -> Decimal | None:
        """Those at the maximum of those scored, in percent."""
        return self.full * _HUNDRED / self.scored if self.scored else None


def indicator_statistics(known: IndicatorSet, units: Sequence[UnitResult]) -> list[IndicatorStatistics]:
    """Return the statistics of every indicator, in the order of the set."""
    counted = zip(known.indicators(), tallies(known, units), strict=True)
    return [_statistics(own, tally) for own, tally in counted]


def weakest(statistics: Sequence[IndicatorStatistics], most: int) -> list[IndicatorStatistics]:
    """Return the indicators of which the least is reached, lowest first; bonus and penalty are none of them."""
    known = [one for one in statistics if one.indicator.in_maximum and one.reached is not None]
    return sorted(known, key=lambda one: one.reached or _ZERO)[:most]


def write_indicators(merged: Merged, path: str) -> None:
    """Write `indicators.csv`, by set, version and period.

    Raises:
        OSError: The file cannot be written.
    """
    style = merged.style
    with Path(path).open("x", encoding="utf-8", newline="") as file:
        file.write(style.head(COLUMNS))
        for group, units in merged.groups().items():
            file.writelines(
                style.row(_cells(group, one, style))
                for one in indicator_statistics(merged.set_of(units[0]), units)
            )


def _statistics(own: Indicator, tally: Tally) -> IndicatorStatistics:
    outcomes = [(outcome_of(own.id, cell), count) for cell, count in tally.items()]
    states: Counter[LineState] = Counter()
    for line, count in outcomes:
        states[line.state] += count
    points = [(line.points, count) for line, count in outcomes if line.points is not None]
    scored = sum(count for _, count in points)
    whole = sum((figure * count for figure, count in points), _ZERO)
    mean = whole / scored if scored else None
    unanswered = states["unscored"] + states["awaiting"]
    by_upper = isinstance(own.rule, Given) and own.rule.by == "upper"
    possible = (scored if by_upper else scored + unanswered) * own.points
    full = _ZERO if own.penalty else own.points
    return IndicatorStatistics(
        own,
        states.total(),
        scored,
        mean,
        None if mean is None else _spread(points, mean, scored),
        None if own.penalty or not possible else whole * _HUNDRED / possible,
        sum(count for figure, count in points if figure == full),
        unanswered,
        states["not_applicable"],
        states["not_asked"],
        sum(count for line, count in outcomes if line.evidence),
    )


def _spread(points: Sequence[tuple[Decimal, int]], mean: Decimal, scored: int) -> Decimal:
    """Return the standard deviation; added up in the order of the points, so that units in any order give the same."""
    squares = sum(((figure - mean) * (figure - mean) * count for figure, count in sorted(points)), _ZERO)
    return (squares / scored).sqrt()


def _cells(group: Group, one: IndicatorStatistics, style: CsvStyle) -> list[str]:
    number = style.number
    return [
        *map(style.text, group),
        style.text(one.indicator.id),
        style.text(one.indicator.title.text(style.lang)),
        number(one.indicator.points),
        number(one.units),
        number(one.scored),
        number(one.mean),
        number(one.spread),
        number(one.reached),
        number(one.full_share),
        number(one.unanswered),
        number(one.not_applicable),
        number(one.not_asked),
        number(one.with_evidence),
    ]
