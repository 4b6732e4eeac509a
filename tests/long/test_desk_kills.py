"""Two hundred power cuts at the desk while somebody types, each at another moment."""

from strategies.desk_kills import BEHIND, KilledDesk, quiet_folder


def test_the_desk_survives_two_hundred_kills(xaso: list[str]) -> None:
    """Killed two hundred times, the desk opens where it was, undo and all, at most half a second behind."""
    with quiet_folder() as folder:
        desk = KilledDesk(folder / "nhà", xaso, seed=20240706)
        for _ in range(200):
            desk.kill()
            assert desk.worst <= BEHIND
        desk.end()
