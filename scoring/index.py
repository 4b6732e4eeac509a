"""From the outcomes of the lines to the pillars and the total: what is left out, aggregation, caps, rounding."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal, localcontext

from criteria.model import Band, IndicatorSet, Pillar
from criteria.rules import Info
from criteria.typed import NamedTuple
from scoring.numbers import round_half_up
from scoring.outcome import NotApplicable, NotAsked, Outcome, Scored

_ZERO = Decimal(0)
_HUNDRED = Decimal(100)


class PillarScore(NamedTuple):
    """The points of one pillar.

    Attributes:
        points: 0..max.
        max: What the law states, less what `exclude` takes out; 0 for a pillar of which nothing is left.
    """

    pillar: Pillar
    points: Decimal
    max: Decimal

    @property
    def percent(self) -> Decimal | None:
        """Points of 100, or None where the pillar has no maximum."""
        return self.points * _HUNDRED / self.max if self.max else None


class Totals(NamedTuple):
    """The index of one record.

    Attributes:
        points: As the law prints it, bonus and penalty included, 0..max.
        max: What the set states, less what `exclude` takes out.
        bonus: Points added, after the cap.
        penalty: Points taken, after the cap, as a positive number.
    """

    points: Decimal
    max: Decimal
    pillars: tuple[PillarScore, ...]
    bonus: Decimal = _ZERO
    penalty: Decimal = _ZERO

    @property
    def percent(self) -> Decimal | None:
        """Points of 100, or None where nothing is left to reach."""
        return self.points * _HUNDRED / self.max if self.max else None


class _Sum(NamedTuple):
    """A pillar before aggregation.

    Attributes:
        rescaled: What leaves the total in the way of `rescale` because the pillar is left out whole.
    """

    score: PillarScore
    rescaled: Decimal = _ZERO


def totals(known: IndicatorSet, outcomes: Sequence[Sequence[Outcome]]) -> Totals:
    """Add up the outcomes of every line.

    Args:
        known: The indicator set.
        outcomes: Per pillar, the outcome of each of its indicators, in the set's order.
    """
    sums = [_pillar(known, pillar, lines) for pillar, lines in zip(known.pillars, outcomes, strict=True)]
    if known.aggregation == "sum":
        raw, most = _sum(known, sums)
    else:
        raw = _mean(known, sums)
        most = known.max_points if any(part.score.max for part in sums) else _ZERO
    bonus, penalty = _outside(known, outcomes)
    points = min(most, max(_ZERO, raw + bonus - penalty))
    return Totals(
        min(most, rounded(points, known, "total")), most, tuple(part.score for part in sums), bonus, penalty
    )


def rounded(points: Decimal, known: IndicatorSet, at: str) -> Decimal:
    """Round points where the set says that its law rounds there. It may go above a maximum of more digits."""
    rounding = known.rounding
    return round_half_up(points, rounding.digits) if at in rounding.at else points


def band(known: IndicatorSet, percent: Decimal | None) -> Band | None:
    """Return the band of a percentage: the highest whose lowest value is reached."""
    if percent is None:
        return None
    reached = [band for band in known.bands if percent >= band.lowest]
    return max(reached, key=lambda band: band.lowest, default=None)


def _out(outcome: Outcome) -> str | None:
    """Return how a line leaves the maximum: `rescale`, `exclude`, or None where it stays."""
    if isinstance(outcome, NotAsked):
        return "rescale"
    if isinstance(outcome, NotApplicable) and outcome.points is None:
        return outcome.policy
    return None


def _pillar(known: IndicatorSet, pillar: Pillar, outcomes: Sequence[Outcome]) -> _Sum:
    achieved = removed = excluded = kept = _ZERO
    for indicator, outcome in zip(pillar.indicators, outcomes, strict=True):
        if indicator.bonus or indicator.penalty or type(indicator.rule) is Info:  # not in the maximum
            continue
        if type(outcome) is Scored:  # as most are
            achieved += outcome.points
            kept += indicator.points
            continue
        if isinstance(outcome, Scored | NotApplicable) and outcome.points is not None:
            achieved += outcome.points
        how = _out(outcome)
        if how is None:
            kept += indicator.points
        elif how == "exclude":
            excluded += indicator.points
        else:
            removed += indicator.points
    most = max(_ZERO, pillar.points - excluded)
    if not kept:
        return _Sum(PillarScore(pillar, _ZERO, _ZERO), rescaled=most)
    left = most - removed
    if left <= 0:  # a set whose maxima do not add up
        left = kept
    points = achieved * most / left if removed else achieved
    return _Sum(PillarScore(pillar, min(most, rounded(points, known, "pillar")), most))


def _sum(known: IndicatorSet, sums: Sequence[_Sum]) -> tuple[Decimal, Decimal]:
    excluded = sum((part.score.pillar.points - part.score.max - part.rescaled for part in sums), _ZERO)
    most = max(_ZERO, known.max_points - excluded)
    gone = sum((part.rescaled for part in sums), _ZERO)
    achieved = sum((part.score.points for part in sums), _ZERO)
    if most - gone <= 0:
        return _ZERO, _ZERO
    return (achieved * most / (most - gone) if gone else achieved), most


def _mean(known: IndicatorSet, sums: Sequence[_Sum]) -> Decimal:
    shares = [
        (part.score.points / part.score.max, part.score.pillar.weight)
        for part in sums
        if part.score.max and part.score.pillar.weight
    ]
    weight = sum((weight for _, weight in shares), _ZERO)
    if not weight:
        return _ZERO
    if known.aggregation == "weighted_mean":
        return sum((share * own for share, own in shares), _ZERO) * known.max_points / weight
    if not all(share for share, _ in shares):
        return _ZERO
    with localcontext() as context:
        context.prec += 12
        exponent = sum((share.ln() * own for share, own in shares), _ZERO) / weight
        index = exponent.exp() * known.max_points
    return +index


def _outside(known: IndicatorSet, outcomes: Sequence[Sequence[Outcome]]) -> tuple[Decimal, Decimal]:
    """Return bonus and penalty, each within the set's cap."""
    bonus = penalty = _ZERO
    for pillar, lines in zip(known.pillars, outcomes, strict=True):
        for indicator, outcome in zip(pillar.indicators, lines, strict=True):
            if not (indicator.bonus or indicator.penalty):
                continue
            if isinstance(outcome, Scored | NotApplicable) and outcome.points is not None:
                if indicator.bonus:
                    bonus += outcome.points
                elif indicator.penalty:
                    penalty += outcome.points
    return _capped(bonus, known.bonus_cap), _capped(penalty, known.penalty_cap)


def _capped(points: Decimal, cap: Decimal | None) -> Decimal:
    return points if cap is None else min(points, cap)
