"""What only reports show: the band of the total that units are ranked by."""

from __future__ import annotations

from decimal import Decimal

import pytest
from strategies.merges import of_points
from strategies.sets import indicator_set, line, pillar

from criteria.model import Band
from criteria.words import Words
from scoring.tables.overview import band_of

D = Decimal
LOW, HIGH = Words("Yếu", "Weak"), Words("Tốt", "Good")
KNOWN = indicator_set(
    pillar("1", line("1.1", "100")), bands=(Band(D(80), HIGH), Band(D(0), LOW)), band_from_coverage=D("0.8")
)
UNIT = of_points(KNOWN, "1", [D(95)], D(100))._replace(band=HIGH, answered=10, asked=10)


@pytest.mark.parametrize(
    ("verified", "answered", "wanted"),
    [("60", 10, LOW), ("90", 10, HIGH), ("80", 8, HIGH), ("90", 7, None), (None, 10, None)],
)
def test_the_band_is_of_the_total_ranked_by(
    verified: str | None, answered: int, wanted: Words | None
) -> None:
    """Ranked by verified points, a unit has the band of these, or none: never that of its self score."""
    points = None if verified is None else D(verified)
    unit = UNIT._replace(verified_points=points, verified_max=D(100), answered=answered)
    assert band_of(KNOWN, unit, by_verified=True) == wanted
    assert band_of(KNOWN, unit, by_verified=False) == HIGH
