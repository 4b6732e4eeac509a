"""Broken records and sets: faults with a way out, never a traceback, never a wait."""

from pathlib import Path

import pytest
from broken import records, sets
from broken.held import hold_record, hold_set

from criteria.library import SHIPPED, find
from criteria.reading import load_set
from criteria.toml import RECORD_BYTES, parse
from scoring.assessment import assess
from scoring.record_reading import read_record

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


@pytest.mark.parametrize("count", [0, 150, 5000])
def test_a_fault_counts_however_many_stand_before_it(count: int) -> None:
    """A fault in one answer makes that answer unscored: also when a file has more faults than are told."""
    text = records.SMALL + "".join(f"k{number} = 1\n" for number in range(count))
    text += '[facts]\nstaff = { value = 5, of = "x" }\n[answers."3.7"]\nvalue = 0\nof = "x"\n'
    card = assess(XA_ICT, read_record(parse(text.encode(), "phieu.toml", most=RECORD_BYTES)))
    assert card is not None
    line = card.line("3.7")
    assert line is not None
    assert (line.state, line.reason.id) == ("unscored", "faulty")
    assert card.totals.points == 0
