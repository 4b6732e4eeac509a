"""Fifty killed merges, each at another moment."""

from pathlib import Path

from strategies.merge_kills import killed_merges


def test_fifty_killed_merges_leave_the_old_or_the_new_folder(tmp_path: Path) -> None:
    """Fifty kills at any moment leave one whole folder, and the next run mends what they left."""
    killed_merges(tmp_path, seed=20240712, times=50)
