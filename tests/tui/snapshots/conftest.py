"""What takes a picture and compares it with the one that was looked at."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from strategies.pictures import Look, Scene, Shown, Walk, desk_here
from textual.pilot import Pilot

from tui.desk import Desk

# Windows writes paths in another way.
collect_ignore_glob = ["test_*.py"] if sys.platform == "win32" else []


@pytest.fixture
def taken(
    snap_compare: Callable[..., bool], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[..., bool]:
    """Return what takes a picture of a scene and tells whether it is the one kept.

    It takes the look's name, the scene, what is put into the folders beforehand, and settings.
    """

    def take(
        look: str, scene: Scene, before: Callable[[Desk], None] | None = None, **settings: object
    ) -> bool:
        monkeypatch.chdir(tmp_path)
        wanted = Look(look)
        desk = desk_here(wanted, **{"started": True, **settings})
        if before is not None:
            before(desk)
        app = Shown(desk)
        pictured: list[str] = []

        async def play(pilot: Pilot[int]) -> None:
            walk = Walk(app, pilot)
            await walk.ready()
            await scene(walk)
            await walk.settle()
            pictured.append(app.export_screenshot())

        try:
            same = snap_compare(app, terminal_size=wanted.size, run_before=play)
        finally:
            fault = app._exception  # noqa: SLF001 - the plugin takes a picture of a crash too
            if fault is not None:
                raise fault
        assert str(tmp_path) not in pictured[0]
        return same

    return take
