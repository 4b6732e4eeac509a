"""A group of ranked units as numbers: shares of the pillars, weights, and the index before its last rounding."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from math import log

import numpy as np

from criteria.model import IndicatorSet
from criteria.typed import NamedTuple
from scoring.index import rounded
from scoring.merge.merged import PillarResult, UnitResult
from scoring.tables.firmness import Floats, Standing

_ZERO = Decimal(0)
_NOTHING = -1e3
"""Stands for the logarithm of 0: below every other, and equal to itself."""


class Counted(NamedTuple):
    """The total of a unit that its rank is taken from: the self score or the verified one."""

    points: Decimal
    max: Decimal
    pillars: tuple[PillarResult, ...]


def counted(unit: UnitResult, *, by_verified: bool) -> Counted | None:
    """Return what the unit is ranked by, or None where it has no such total or nothing is left to reach."""
    if not by_verified:
        return Counted(unit.points, unit.max, unit.pillars) if unit.max else None
    if unit.verified_points is None or not unit.verified_max:
        return None
    return Counted(unit.verified_points, unit.verified_max, unit.verified_pillars)


def standing(known: IndicatorSet, totals: Sequence[Counted], ranks: Sequence[int]) -> Standing:
    """Return N units of one set as arrays.

    Args:
        known: The set.
        totals: N totals.
        ranks: N ranks by the printed totals.
    """
    shares = _shares(totals, len(known.pillars))
    weights = _weights(known)
    cores = [_core(known, total) for total in totals]
    indexes = [_whole(known, total, core) for total, core in zip(totals, cores, strict=True)]
    filled = np.where(np.isnan(shares), _floats([float(core) for core in cores])[:, None], shares)
    if known.aggregation == "geometric_mean":
        logs = _floats([_log(float(index)) for index in indexes])
        return Standing(shares, _logarithms(filled, weights, logs), weights, logs, np.array(ranks))
    return Standing(shares, filled, weights, _floats([float(index) for index in indexes]), np.array(ranks))


def _shares(totals: Sequence[Counted], pillars: int) -> Floats:
    rows = [
        [float(pillar.points / pillar.max) if pillar.max else np.nan for pillar in total.pillars]
        for total in totals
    ]
    return np.array(rows, dtype=np.float64).reshape(len(totals), pillars)


def _weights(known: IndicatorSet) -> Floats:
    """Return how much of the whole index each pillar is."""
    if known.aggregation == "sum":
        return _floats([float(pillar.points / known.max_points) for pillar in known.pillars])
    whole = sum((pillar.weight for pillar in known.pillars), _ZERO)
    return _floats([float(pillar.weight / whole) if whole else 0.0 for pillar in known.pillars])


def _core(known: IndicatorSet, total: Counted) -> Decimal:
    """Return the index of the pillars alone, 0..1, unrounded."""
    parts = [
        (own.points, own.max, pillar)
        for own, pillar in zip(total.pillars, known.pillars, strict=True)
        if own.max
    ]
    if known.aggregation == "sum":
        stated = sum((pillar.points for pillar in known.pillars), _ZERO)
        left = known.max_points - stated + sum((most for _, most, _ in parts), _ZERO)
        return sum((points for points, _, _ in parts), _ZERO) / left if left > 0 else _ZERO
    weight = sum((pillar.weight for _, _, pillar in parts), _ZERO)
    if not weight:
        return _ZERO
    shares = [(points / most, pillar.weight) for points, most, pillar in parts if pillar.weight]
    if known.aggregation == "weighted_mean":
        return sum((share * own for share, own in shares), _ZERO) / weight
    if not all(share for share, _ in shares):
        return _ZERO
    return (sum((share.ln() * own for share, own in shares), _ZERO) / weight).exp()


def _whole(known: IndicatorSet, total: Counted, core: Decimal) -> Decimal:
    """Return the index with what bonus and penalty did to it: the printed total less the printed core."""
    alone = core * total.max
    return (alone + total.points - rounded(alone, known, "total")) / total.max


def _log(index: float) -> float:
    return log(index) if index > 0 else _NOTHING


def _logarithms(shares: Floats, weights: Floats, logs: Floats) -> Floats:
    """Return the logarithms of shares; a unit whose pillars come to 0 has its total in every place instead."""
    with np.errstate(divide="ignore"):
        terms = np.log(shares)
    fixed = ((shares <= 0) & (weights > 0)).any(axis=1) | (logs <= _NOTHING)
    terms[fixed] = logs[fixed, None]
    terms[:, weights == 0] = 0.0
    return terms


def _floats(values: Sequence[float]) -> Floats:
    return np.array(values, dtype=np.float64)
