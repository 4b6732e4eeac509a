"""How sure a rank is: bounds and dominance against an oracle that tries every corner of the box in exact fractions."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from itertools import product
from math import prod
from typing import NamedTuple

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn
from strategies.sets import indicator_set, line, pillar

from criteria.model import Aggregation, IndicatorSet
from scoring.merge.merged import PillarResult
from scoring.numbers import round_half_up
from scoring.tables.firmness import Bounds, dominance, rank_bounds
from scoring.tables.ranking import places
from scoring.tables.standing import Counted, standing

LOW, HIGH = 3, 5
"""A quarter less and a quarter more, in quarters of the weight (4)."""


class Case(NamedTuple):
    """A set of P pillars of ten points each, and for each of N units the whole points of every pillar."""

    known: IndicatorSet
    units: list[list[int]]


@st.composite
def cases(draw: DrawFn, aggregation: Aggregation) -> Case:
    """Return a few units with few different points, so that ties and equal corners come up."""
    count = draw(st.integers(1, 4))
    weights = draw(st.lists(st.integers(1, 4), min_size=count, max_size=count))
    parts = [
        pillar(str(n), line(f"{n}.1", str(10 * weight if aggregation == "sum" else 10)), weight=str(weight))
        for n, weight in enumerate(weights, 1)
    ]
    points = st.lists(st.sampled_from([0, 1, 4, 5, 6, 10]), min_size=count, max_size=count)
    return Case(
        indicator_set(*parts, aggregation=aggregation), draw(st.lists(points, min_size=1, max_size=8))
    )


def bounds(case: Case) -> tuple[list[int], Bounds]:
    """Return ranks by the unrounded totals, and their bounds."""
    known = case.known
    totals = []
    for points in case.units:
        shares = [
            PillarResult(own.points * Decimal(got) / 10, own.points)
            for got, own in zip(points, known.pillars, strict=True)
        ]
        totals.append(Counted(_printed(case, points), known.max_points, tuple(shares)))
    ranks = places(totals)
    return ranks, rank_bounds(standing(known, totals, ranks))


def _weights(known: IndicatorSet) -> list[int]:
    return [int(one.weight) for one in known.pillars]


def index(case: Case, points: list[int], factors: tuple[int, ...]) -> Fraction:
    """Return a number that orders units as their index does, with every weight times a factor of quarters."""
    weights = [weight * factor for weight, factor in zip(_weights(case.known), factors, strict=True)]
    if case.known.aggregation == "geometric_mean":
        return Fraction(prod(got**weight for got, weight in zip(points, weights, strict=True)))
    return Fraction(sum(got * weight for got, weight in zip(points, weights, strict=True)))


def _printed(case: Case, points: list[int]) -> Decimal:
    weights = _weights(case.known)
    whole, most = sum(weights), case.known.max_points
    if case.known.aggregation == "geometric_mean":
        raised = index(case, points, (1,) * len(weights))
        if not raised:
            return Decimal(0)
        share = (Decimal(int(raised)).ln() / whole).exp() / 10
        return round_half_up(share * most, 15)
    return Decimal(int(index(case, points, (1,) * len(weights)))) * most / (10 * whole)


@pytest.mark.parametrize("aggregation", ["sum", "weighted_mean", "geometric_mean"])
@given(data=st.data())
@settings(max_examples=60)
def test_bounds_are_what_every_corner_says(aggregation: Aggregation, data: st.DataObject) -> None:
    """Best rank = 1 + units ahead at every weighting in the box, worst rank = 1 + units ahead at some."""
    case = data.draw(cases(aggregation))
    _, found = bounds(case)
    corners = [*product((LOW, HIGH), repeat=len(case.known.pillars)), (4,) * len(case.known.pillars)]
    for place, own in enumerate(case.units):
        rivals = [other for at, other in enumerate(case.units) if at != place]
        ahead = [[index(case, other, at) > index(case, own, at) for at in corners] for other in rivals]
        assert found.best[place] == 1 + sum(map(all, ahead))
        assert found.worst[place] == 1 + sum(map(any, ahead))


@given(st.data())
def test_the_printed_rank_lies_within_its_bounds(data: st.DataObject) -> None:
    """The set's own weights are one weighting of the box: best ≤ rank ≤ worst, whatever is rounded or left out."""
    count = data.draw(st.integers(1, 4))
    known = indicator_set(*(pillar(str(n), line(f"{n}.1", "10")) for n in range(count)))
    figures = st.sampled_from([Decimal(n) / 3 for n in range(31)])
    gone = st.booleans() if data.draw(st.booleans()) else st.just(value=False)
    totals = []
    for _ in range(data.draw(st.integers(1, 9))):
        pillars = [
            PillarResult(Decimal(0), Decimal(0))
            if data.draw(gone)
            else PillarResult(data.draw(figures), Decimal(10))
            for _ in range(count)
        ]
        most = sum((one.max for one in pillars), Decimal(0)) or Decimal(10)
        points = sum((one.points for one in pillars), Decimal(data.draw(st.integers(-1, 2))))
        totals.append(Counted(round_half_up(min(most, max(Decimal(0), points)), 0), most, tuple(pillars)))
    ranks = places(totals)
    found = rank_bounds(standing(known, totals, ranks))
    for rank, best, worst in zip(ranks, found.best, found.worst, strict=True):
        assert 1 <= best <= rank <= worst <= len(totals)


@given(
    st.lists(st.lists(st.sampled_from([0.0, 0.5, 1.0, float("nan")]), min_size=3, max_size=3), max_size=12)
)
def test_dominance_is_what_its_definition_says(rows: list[list[float]]) -> None:
    """A dominates B: every pillar's share at least as high, one higher; other pillars left, not comparable."""

    def beats(a: list[float], b: list[float]) -> bool:
        pairs = [(x, y) for x, y in zip(a, b, strict=True) if not (x != x and y != y)]  # noqa: PLR0124 - NaN
        return all(x >= y for x, y in pairs) and any(x > y for x, y in pairs)

    found = dominance(np.array(rows, dtype=np.float64).reshape(len(rows), 3))
    assert [*found.over] == [sum(beats(own, other) for other in rows) for own in rows]
    assert [*found.under] == [sum(beats(other, own) for other in rows) for own in rows]


def test_blocks_do_not_matter() -> None:
    """More units than a block holds are compared as few are: each with each."""
    rng = np.random.default_rng(7)
    units = [[int(got) for got in row] for row in rng.integers(0, 11, (150, 3))]
    known = indicator_set(*(pillar(str(n), line(f"{n}.1", "10")) for n in range(3)))
    case = Case(known, units)
    ranks, found = bounds(case)
    corners = [*product((LOW, HIGH), repeat=3)]
    for place in range(0, 150, 17):
        own = units[place]
        ahead = [[index(case, other, at) > index(case, own, at) for at in corners] for other in units]
        assert (found.best[place], found.worst[place]) == (1 + sum(map(all, ahead)), 1 + sum(map(any, ahead)))
        assert found.best[place] <= ranks[place] <= found.worst[place]


def test_a_firm_leader_and_a_fragile_middle() -> None:
    """Ahead in every pillar, a leader stays first; two units strong in different pillars may change places."""
    known = indicator_set(pillar("1", line("1.1", "10")), pillar("2", line("2.1", "10")))
    ranks, found = bounds(Case(known, [[10, 10], [6, 4], [3, 6], [0, 0]]))
    assert ranks == [1, 2, 3, 4]
    assert [*found.best] == [1, 2, 2, 4]
    assert [*found.worst] == [1, 3, 3, 4]
