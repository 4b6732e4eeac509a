"""Two thousand broken records and sets, each from a seed."""

from pathlib import Path

import pytest
from broken.held import hold_record, hold_set
from broken.records import broken_record
from broken.sets import broken_set

from criteria.library import SHIPPED, find
from criteria.reading import load_set

XA_ICT = load_set(find("xa-ict", None, [SHIPPED]).folder)


@pytest.mark.parametrize("seed", range(1000, 2000))
def test_a_broken_record(seed: int) -> None:
    """Nobody ever sees a traceback for bad input; one bad file must not stop or slow the others."""
    hold_record(XA_ICT, broken_record(seed))


@pytest.mark.parametrize("seed", range(1000, 2000))
def test_a_broken_set(seed: int, tmp_path: Path) -> None:
    """All faults of a set together, each with its file, what is wrong and what to do."""
    hold_set(broken_set(seed), tmp_path)
