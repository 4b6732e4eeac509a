"""Two hundred power cuts at the desk while somebody types, each at another moment."""

from pathlib import Path

from strategies.desk_kills import BEHIND, KilledDesk


def test_the_desk_survives_two_hundred_kills(xaso: list[str], tmp_path: Path) -> None:
    """Killed two hundred times, the desk opens where it was, undo and all, at most half a second behind."""
    desk = KilledDesk(tmp_path / "nhà", xaso, seed=20240706)
    for _ in range(200):
        desk.kill()
        assert desk.worst <= BEHIND
    desk.end()
