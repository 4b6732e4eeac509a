"""What all tests share: the copy of the program they test is the one installed beside them."""

import os
import sys
from pathlib import Path

import pytest
from hypothesis import settings

ROOT = Path(__file__).parents[1]

SLOWEST = (
    "tests/tui/test_desk_killed.py",
    "tests/tui/test_whole_walk.py",
    "tests/tui/test_hostile_screens.py",
    "tests/test_architecture.py",
    "tests/scoring/test_store_typing_kills.py",
    "tests/scoring/merge/test_folder.py",
)
"""Modules with tests that take half a minute or so: they begin first, so that all workers end at about the same time."""

# The same examples in every run: a change is judged by what it did, not by luck. tests/long draws its own.
settings.register_profile("xaso", deadline=None, print_blob=True, derandomize=True)
settings.load_profile("xaso")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the slowest modules first; all else stays in its order."""
    places = {ROOT / name: place for place, name in enumerate(SLOWEST)}
    items.sort(key=lambda item: places.get(item.path, len(places)))


def pytest_xdist_auto_num_workers() -> int:
    """Return how many workers `-n auto` means: tests at a terminal wait half of their time, so three for two processors."""
    return max((os.cpu_count() or 1) * 3 // 2, 2)


@pytest.fixture(scope="session")
def root() -> Path:
    """Return the folder of the checkout."""
    return ROOT


@pytest.fixture(scope="session")
def xaso() -> list[str]:
    """Return the words that start the installed command."""
    name = "xaso.exe" if os.name == "nt" else "xaso"
    return [str(Path(sys.executable).with_name(name))]
