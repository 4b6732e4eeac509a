"""A power cut costs the officer half a second of typing and nothing else."""

from strategies.desk_kills import quiet_folder
from strategies.typing_kills import BEHIND, killed_typing


def test_typing_survives_kills() -> None:
    """Killed at any moment, a draft opens where it was, undo and all, at most half a second behind."""
    with quiet_folder() as folder:
        assert killed_typing(folder, seed=20240703, times=20) <= BEHIND
