"""Ten thousand records with one of everything among every hundred."""

from pathlib import Path

from strategies.districts import district
from strategies.merging import contents, merged


def test_ten_thousand_records_are_classed_exactly(tmp_path: Path) -> None:
    """Every file is in its class, and a second run with other processes gives the same bytes."""
    made = district(tmp_path / "phiếu", 10_000)
    found = merged(tmp_path / "a", made.folder, jobs=2)
    assert {kind: found.counts[kind] for kind in made.classes} == made.classes
    merged(tmp_path / "b", made.folder, jobs=3)
    assert contents(tmp_path / "a") == contents(tmp_path / "b")
