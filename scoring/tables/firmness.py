"""How sure a rank is: which units outrank which, whatever weight the pillars are given.

A composite index rests on weights that somebody chose. Two questions are asked of every pair of units, exactly:

*Bounds.* Let every pillar's weight wander freely by ±25 % around the set's. The lead of A over B is linear in the
weights, so over that box it lies within `lead ± 0.25 × Σ wₚ |aₚ − bₚ|`, and both ends are reached (each weight at one
of its ends). B is ahead of A at every weighting when even the least lead of B is positive, and at some when the
greatest is. The set's own weights are one weighting of the box, and there the total counts as it is printed: so the
printed rank always lies within its bounds.

*Dominance.* A dominates B when every pillar's share of A is at least B's and one is higher: no choice of pillar
weights puts B ahead. A pillar that only one of the two has anything left of leaves them incomparable.

Conventions, where the index is more than a weighted sum of shares:

- `geometric_mean` is linear in the logarithms of the shares, so these stand for the shares. A unit with a share of 0 in
  a pillar that weighs something has the index 0 at every weighting.
- What bonus, penalty and excluded points do to a total does not change with the weights.
- A pillar that only one of two units has anything left of counts with the other's own index, as the law's bringing back
  does; one that neither has counts for nothing.

Time grows with the square of the number of units. Most pairs are far from the border and are decided in short floating
point numbers; those near it are asked again in long ones.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from criteria.typed import NamedTuple

FREEDOM = 0.25
"""By how much of itself every weight may be larger or smaller."""

_GRAIN = 1e-12
"""Differences of an index in 0..1 below this are the rounding of binary fractions, not a lead."""
_ROWS, _COLUMNS = 64, 4096
"""Pairs asked together: few enough to stay in a processor's cache."""

Floats = npt.NDArray[np.float64]
Whole = npt.NDArray[np.int64]
_Short = npt.NDArray[np.float32]
_Flags = npt.NDArray[np.bool_]
_Places = npt.NDArray[np.intp]


class Standing(NamedTuple):
    """One group of units as numbers. N units, P pillars.

    Attributes:
        shares: N × P: points of the pillar's maximum, 0..1; NaN where the unit has nothing left of the pillar.
        terms: N × P: what the weights multiply: for a mean or a sum the shares, for a geometric mean their logarithms;
            the unit's own index where it has nothing left of the pillar.
        weights: P: how much of the index a pillar is, ≥ 0.
        totals: N: the index before its last rounding, 0..1, or its logarithm where `terms` are logarithms.
        ranks: N: the rank by the printed total, from 1.
    """

    shares: Floats
    terms: Floats
    weights: Floats
    totals: Floats
    ranks: Whole


class Bounds(NamedTuple):
    """Between which places a unit's rank lies, N units in the order they were given in.

    Attributes:
        best: 1 + how many are ahead at every weighting in the box.
        worst: 1 + how many are ahead at some.
    """

    best: Whole
    worst: Whole


class Dominance(NamedTuple):
    """How many others each of N units dominates, and is dominated by."""

    over: Whole
    under: Whole


def rank_bounds(units: Standing) -> Bounds:
    """Ask every pair who is ahead at every weighting, and who at some. O(N) memory."""
    count = len(units.totals)
    order = np.argsort(-units.totals, kind="stable")
    units = Standing(
        units.shares[order], units.terms[order], units.weights, units.totals[order], units.ranks[order]
    )
    quick = _quick(units)
    best, worst = np.ones(count, dtype=np.int64), np.arange(1, count + 1, dtype=np.int64)
    for rows, columns in _blocks(count):
        always, never, near = _decided(units, quick, rows, columns)
        best[columns] += always.sum(axis=0)
        worst[rows] += never.sum(axis=1)
        if near.any():
            row, column = near.nonzero()
            _ask_again(units, row + rows.start, column + columns.start, best, worst)
    back = np.empty_like(order)
    back[order] = np.arange(count)
    return Bounds(best[back], worst[back])


def dominance(shares: Floats) -> Dominance:
    """Ask every pair whether one dominates the other.

    Args:
        shares: N × P, NaN where a unit has nothing left of a pillar.
    """
    count = len(shares)
    codes = [np.unique(column, return_inverse=True)[1].astype(np.int32) for column in shares.T]
    gone = np.isnan(shares)
    mixed = [pillar for pillar in range(len(codes)) if gone[:, pillar].any()]
    over, under = np.zeros(count, dtype=np.int64), np.zeros(count, dtype=np.int64)
    for rows, columns in _blocks(count):
        least = _later(rows, columns)
        for pillar in mixed:
            least &= gone[rows, pillar, None] == gone[None, columns, pillar]
        most = least.copy()
        for code in codes:
            least &= code[rows, None] >= code[None, columns]
            most &= code[rows, None] <= code[None, columns]
        alike = least & most
        least ^= alike
        most ^= alike
        over[rows] += least.sum(axis=1)
        under[columns] += least.sum(axis=0)
        over[columns] += most.sum(axis=0)
        under[rows] += most.sum(axis=1)
    return Dominance(over, under)


class _Quick(NamedTuple):
    """The same units in short numbers.

    As `|a − b| = 2 max(a, b) − a − b`, a lead less what it can wander is `high[A] + low[B] − Σ 2 max(aₚ, bₚ)`, with `a`
    and `b` already times weight and freedom.

    Attributes:
        doubled: P × N: twice these terms.
        high: N: total and sum of the terms.
        low: N: sum of the terms less the total.
        doubt: A result nearer to 0 than this is asked again.
        gaps: N: whether the unit has nothing left of some pillar; its pairs are always asked again.
    """

    doubled: _Short
    high: _Short
    low: _Short
    doubt: float
    gaps: _Flags


def _quick(units: Standing) -> _Quick:
    weighed = units.terms * (units.weights * FREEDOM)
    sums = weighed.sum(axis=1)
    high, low = units.totals + sums, sums - units.totals
    largest = max(float(np.abs(part).max(initial=1.0)) for part in (high, low, 2 * weighed))
    doubt = largest * (len(units.weights) + 4) * float(np.finfo(np.float32).eps)
    short = np.ascontiguousarray((2 * weighed).T, dtype=np.float32)
    gaps = np.asarray(np.isnan(units.shares).any(axis=1))
    return _Quick(short, high.astype(np.float32), low.astype(np.float32), doubt, gaps)


def _blocks(count: int) -> Iterator[tuple[slice, slice]]:
    """Yield blocks that hold every pair of a row with a later column."""
    for start in range(0, count, _ROWS):
        rows = slice(start, min(start + _ROWS, count))
        for first in range(start, count, _COLUMNS):
            yield rows, slice(first, min(first + _COLUMNS, count))


def _later(rows: slice, columns: slice) -> _Flags:
    """Return where the column stands after the row."""
    return np.arange(columns.start, columns.stop)[None, :] > np.arange(rows.start, rows.stop)[:, None]


def _decided(units: Standing, quick: _Quick, rows: slice, columns: slice) -> tuple[_Flags, _Flags, _Flags]:
    """Compare a block of units with those after them, which have the same total or a lower one.

    Returns:
        Row ahead of column at every weighting; column ahead of row at some; neither is certain yet.
    """
    margin = quick.high[rows, None] + quick.low[None, columns]
    higher = np.empty_like(margin)
    for terms in quick.doubled:
        np.maximum(terms[rows, None], terms[None, columns], out=higher)
        margin -= higher
    always, never = margin > quick.doubt, margin < -quick.doubt
    ranks = units.ranks
    if ranks[rows].max() >= ranks[columns].min():
        in_order = _later(rows, columns) & (ranks[rows, None] < ranks[None, columns])
        near = _later(rows, columns) & ~in_order
        always &= in_order
        never &= in_order
        near |= in_order & ~(always | never)
    else:
        near = ~(always | never)
    gaps = quick.gaps
    if gaps[rows].any() or gaps[columns].any():
        doubtful = (gaps[rows, None] | gaps[None, columns]) & _later(rows, columns)
        near |= doubtful
        always &= ~doubtful
        never &= ~doubtful
    return always, never, near


def _ask_again(units: Standing, ahead: _Places, behind: _Places, best: Whole, worst: Whole) -> None:
    """Ask pairs in long numbers and add to the bounds; `worst` already counts who stands before as ahead at some.

    Args:
        units: In falling order of their totals.
        ahead: Of every pair the one that stands before.
        behind: The other.
        best: The best ranks so far.
        worst: The worst ranks so far.
    """
    lead = units.totals[ahead] - units.totals[behind]
    wander, weighs = np.zeros_like(lead), np.ones_like(lead)
    for pillar in np.flatnonzero(units.weights):
        weight = units.weights[pillar]
        term, gone = units.terms[:, pillar], np.isnan(units.shares[:, pillar])
        neither = gone[ahead] & gone[behind]
        wander += np.where(neither, 0.0, np.abs(term[ahead] - term[behind]) * (weight * FREEDOM))
        weighs -= neither * weight
    lead *= weighs
    printed = units.ranks[ahead] - units.ranks[behind]
    np.add.at(best, behind[(lead - wander > _GRAIN) & (printed < 0)], 1)
    np.add.at(worst, ahead[(wander - lead > _GRAIN) | (printed > 0)], 1)
    np.subtract.at(worst, behind[(lead + wander <= _GRAIN) & (printed >= 0)], 1)
