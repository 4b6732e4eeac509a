"""Two hundred kills while somebody types, each at another moment."""

from pathlib import Path

from strategies.typing_kills import BEHIND, killed_typing


def test_typing_survives_two_hundred_kills(tmp_path: Path) -> None:
    """Killed two hundred times, a draft opens where it was, undo and all, at most half a second behind."""
    assert killed_typing(tmp_path, seed=20240704, times=200) <= BEHIND
