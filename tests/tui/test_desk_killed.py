"""A power cut at the desk costs half a second of typing and nothing else."""

from pathlib import Path

from strategies.desk_kills import BEHIND, KilledDesk


def test_the_desk_survives_kills(xaso: list[str], tmp_path: Path) -> None:
    """Killed at any moment while somebody types, the desk opens where it was, at most half a second behind."""
    desk = KilledDesk(tmp_path / "nhà", xaso, seed=20240705)
    for _ in range(20):
        desk.kill()
        assert desk.worst <= BEHIND
    desk.end()
