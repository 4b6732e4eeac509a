"""Ten thousand records with one of everything among every hundred; fifty thousand, and what they cost."""

from pathlib import Path

import pytest
from strategies.districts import district
from strategies.merge_speed import floor, merge, told
from strategies.merging import contents, merged

PERIODS = (
    *("2024", "2024-H1", "2024-H2", "2024-09M"),
    *(f"2024-Q{quarter}" for quarter in range(1, 5)),
    *(f"2024-{month:02}" for month in range(1, 8)),
)
COMMUNES = 3334
"""As many as there are communes in the country since July 2025, or nearly: a group of that many in every period."""


def test_ten_thousand_records_are_classed_exactly(tmp_path: Path) -> None:
    """Every file is in its class, and a second run with other processes gives the same bytes."""
    made = district(tmp_path / "phiếu", 10_000)
    found = merged(tmp_path / "a", made.folder, jobs=2)
    assert {kind: found.counts[kind] for kind in made.classes} == made.classes
    merged(tmp_path / "b", made.folder, jobs=3)
    assert contents(tmp_path / "a") == contents(tmp_path / "b")


def test_fifty_thousand_records(tmp_path: Path, xaso: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """Fifteen periods of all communes: peak memory grows by at most 6 KB a record; time and its growth are stated."""
    for place, period in enumerate(PERIODS):
        district(tmp_path / "phiếu" / period, COMMUNES, seed=place, mixed=False, period=period)
    every = tmp_path / "phiếu"
    one = every / PERIODS[0]
    few, many = (merge(xaso, folder, tmp_path, "--no-report") for folder in (one, every))
    count = COMMUNES * len(PERIODS)
    growth = many.growth(few, len(PERIODS))
    with capsys.disabled():
        print(f"\n{told(few, floor(one), COMMUNES)}\n{told(many, floor(every), count)}; growth {growth:.3f}")  # noqa: T201 - the figures are what this is run for
    assert (many.peak - few.peak) / (count - COMMUNES) <= 6
