"""A power cut at the desk costs half a second of typing and nothing else."""

from strategies.desk_kills import BEHIND, KilledDesk, quiet_folder


def test_the_desk_survives_kills(xaso: list[str]) -> None:
    """Killed at any moment while somebody types, the desk opens where it was, at most half a second behind."""
    with quiet_folder() as folder:
        desk = KilledDesk(folder / "nhà", xaso, seed=20240705)
        for _ in range(20):
            desk.kill()
            assert desk.worst <= BEHIND
        desk.end()
