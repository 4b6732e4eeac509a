"""A hundred killed saves, each at another moment."""

from pathlib import Path

from strategies.kills import killed_saves


def test_a_hundred_killed_saves_leave_whole_records(tmp_path: Path) -> None:
    """A hundred kills at any moment leave a whole record each, and the next save removes what they left."""
    killed_saves(tmp_path, seed=20240703, times=100)
