"""What all tests share: the copy of the program they test is the one installed beside them."""

import os
import sys
from pathlib import Path

import pytest
from hypothesis import settings

ROOT = Path(__file__).parents[1]

# The same examples in every run: a change is judged by what it did, not by luck. tests/long draws its own.
settings.register_profile("xaso", deadline=None, print_blob=True, derandomize=True)
settings.load_profile("xaso")


@pytest.fixture(scope="session")
def root() -> Path:
    """Return the folder of the checkout."""
    return ROOT


@pytest.fixture(scope="session")
def xaso() -> list[str]:
    """Return the words that start the installed command."""
    name = "xaso.exe" if os.name == "nt" else "xaso"
    return [str(Path(sys.executable).with_name(name))]
