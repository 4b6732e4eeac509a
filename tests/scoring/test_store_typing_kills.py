"""A power cut costs the officer half a second of typing and nothing else."""

from pathlib import Path

from strategies.typing_kills import BEHIND, killed_typing


def test_typing_survives_kills(tmp_path: Path) -> None:
    """Killed at any moment, a draft opens where it was, undo and all, at most half a second behind."""
    assert killed_typing(tmp_path, seed=20240703, times=20) <= BEHIND
