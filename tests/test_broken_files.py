"""Broken records and sets: faults with a way out, never a traceback, never a wait."""

from pathlib import Path

import pytest
from broken import records, sets
from broken.held import hold_record, hold_set

from criteria.library import SHIPPED, find
from criteria.reading import load_set

XA_ICT = load_set(find("xa-ict", None, [SHIPPED]).folder)
COUNT = 100


def test_every_way_is_tried() -> None:
    """The seeds below meet every way of breaking a record and a set."""
    assert {records.broken_record(seed).how for seed in range(COUNT)} == set(records.WAYS)
    assert {sets.broken_set(seed).how for seed in range(COUNT + 20)} == set(sets.WAYS)


@pytest.mark.parametrize(
    "seed", range(COUNT), ids=lambda seed: f"{seed} {[*records.WAYS][seed % len(records.WAYS)]}"
)
def test_a_broken_record(seed: int) -> None:
    """Nobody ever sees a traceback for bad input; one bad file must not stop or slow the others."""
    hold_record(XA_ICT, records.broken_record(seed))


@pytest.mark.parametrize(
    "seed", range(COUNT + 20), ids=lambda seed: f"{seed} {[*sets.WAYS][seed % len(sets.WAYS)]}"
)
def test_a_broken_set(seed: int, tmp_path: Path) -> None:
    """All faults of a set together, each with its file, what is wrong and what to do."""
    hold_set(sets.broken_set(seed), tmp_path)
