"""A program that is killed while it saves: the file is the old record or the new one, never something between."""

from pathlib import Path

from strategies.kills import killed_saves


def test_a_killed_save_leaves_a_whole_record(tmp_path: Path) -> None:
    """Ten kills at any moment leave a whole record each, and the next save removes what they left."""
    killed_saves(tmp_path, seed=2024, times=10)
