"""The list of commands: those of the screen and no others, found without marks, given by Enter."""

from pathlib import Path
from typing import ClassVar

import pytest
from strategies.stage import SIZE, Stage, desk_at, options_of, shown, type_text
from textual.pilot import Pilot

from criteria.words import Lang
from tui.screens.base import DeskScreen
from tui.screens.finder import Finder
from tui.screens.help import HelpScreen
from tui.screens.palette import action_of


class Probe(DeskScreen[None]):
    """A screen with two commands, one of which cannot be given now."""

    USES: ClassVar[tuple[str, ...]] = ("save", "undo", "back")
    HELP = "help_screen.shelf"
    given: str = ""

    def action_save(self) -> None:
        """Note that it was given."""
        self.given = "save"

    def action_undo(self) -> None:
        """Never be given."""
        self.given = "undo"

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - as called
        """Have nothing to undo."""
        return action != "undo"


async def opened(app: Stage, pilot: Pilot[object]) -> Probe:
    """Open the list of commands, and return the screen below it."""
    await pilot.pause()
    probe = app.screen
    assert isinstance(probe, Probe)
    await pilot.press("ctrl+p")
    await pilot.pause()
    assert isinstance(app.screen, Finder)
    return probe


@pytest.mark.parametrize(("lang", "typed"), [("vi", "luu"), ("en", "sav"), ("vi", "f2"), ("vi", "ctrl s")])
async def test_a_command_is_found_and_given(tmp_path: Path, lang: Lang, typed: str) -> None:
    """Its name without marks, or one of its keys, finds it; Enter gives it to the screen below."""
    app = Stage(desk_at(tmp_path, lang), Probe)
    async with app.run_test(size=SIZE) as pilot:
        probe = await opened(app, pilot)
        await type_text(pilot, typed)
        await pilot.press("enter")
        await pilot.pause()
        assert app.screen is probe
        assert probe.given == "save"


async def test_only_what_works_here_is_listed(tmp_path: Path) -> None:
    """Commands of other screens, those that cannot be given now, and the list itself are not in it."""
    app = Stage(desk_at(tmp_path, keys={"save": "f12"}), Probe)
    async with app.run_test(size=SIZE) as pilot:
        await opened(app, pilot)
        listed = options_of(app.screen)
        assert set(listed) == {"save", "back", "help", "language", "theme", "leave"}
        assert "(F12)" in listed["save"]


async def test_commands_of_every_screen_go_to_the_program(tmp_path: Path) -> None:
    """Help and language are the program's; given from the list they do what their keys do."""
    app = Stage(desk_at(tmp_path), Probe)
    async with app.run_test(size=SIZE) as pilot:
        await opened(app, pilot)
        await type_text(pilot, "tro giup")
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, HelpScreen)
        assert "Phiếu của tôi" in shown(app.screen)
        await pilot.press("escape", "ctrl+p")
        await type_text(pilot, "ngon ngu")
        await pilot.press("enter")
        await pilot.pause()
        assert app.desk.settings.lang == "en"
    assert action_of("help") == "app.help"


async def test_it_can_be_left_and_is_not_stacked(tmp_path: Path) -> None:
    """Escape gives nothing; Ctrl+P upon the list opens no second one."""
    app = Stage(desk_at(tmp_path), Probe)
    async with app.run_test(size=SIZE) as pilot:
        probe = await opened(app, pilot)
        depth = len(app.screen_stack)
        await pilot.press("ctrl+p")
        await pilot.pause()
        assert len(app.screen_stack) == depth
        await pilot.press("escape")
        await pilot.pause()
        assert (app.screen, probe.given) == (probe, "")
