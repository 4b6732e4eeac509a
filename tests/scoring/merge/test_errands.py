"""Errands of a merge that its workers do while it goes on."""

import os
from functools import partial
from pathlib import Path

import pytest
from strategies.merging import RAW, Shelf

from criteria.faults import FaultError
from criteria.toml import read_source
from scoring.merge.clerk import Setup
from scoring.merge.crew import Crew


def crew(folder: Path, jobs: int) -> Crew:
    """Return workers of a merge without roster."""
    return Crew(Setup(str(folder), RAW, Shelf(), None, "", drafts=False), jobs)


@pytest.mark.parametrize("jobs", [1, 2])
def test_more_errands_than_workers(tmp_path: Path, jobs: int) -> None:
    """Every errand comes to its result, in whatever order they are waited for, and workers take new ones after."""
    hands = crew(tmp_path, jobs)
    try:
        for _ in range(2):
            waiting = [hands.beside(partial(pow, 2, power)) for power in range(5)]
            assert [wait() for wait in reversed(waiting)] == [16, 8, 4, 2, 1]
    finally:
        hands.dismiss()


@pytest.mark.parametrize("jobs", [1, 2])
def test_errands_that_fail(tmp_path: Path, jobs: int) -> None:
    """What goes wrong in a worker is raised where the result is waited for; the worker goes on."""
    hands = crew(tmp_path, jobs)
    try:
        absent = hands.beside(partial(os.stat, tmp_path / "absent"))
        unread = hands.beside(partial(read_source, tmp_path / "absent", most=1))
        with pytest.raises(FileNotFoundError):
            absent()
        with pytest.raises(FaultError) as found:
            unread()
        assert [fault.code for fault in found.value.faults] == ["F001"]
        assert hands.beside(partial(pow, 2, 3))() == 8
    finally:
        hands.dismiss()
