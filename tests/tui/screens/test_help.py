"""What F1 shows: words of where one is, the keys that work there, in both languages."""

from pathlib import Path
from typing import Any

import pytest
from strategies.stage import SIZE, Stage, desk_at, shown
from textual.screen import Screen
from textual.widgets import Static

from criteria.words import Lang
from tui.commands import COMMANDS, EVERYWHERE
from tui.desk import Desk
from tui.screens.base import DeskDialog, DeskScreen
from tui.screens.checklist import ChecklistScreen
from tui.screens.confirm import Ask
from tui.screens.first_start import FirstStart
from tui.screens.help import HelpScreen, commands_of
from tui.screens.keymap import KeymapScreen
from tui.screens.settings import SettingsScreen
from tui.speech import LANGS, wordings


class Below(DeskScreen[object]):
    """A screen with the commands and the help of the checklist."""

    USES = ChecklistScreen.USES
    HELP = ChecklistScreen.HELP


def words_of(screen: Screen[Any]) -> str:
    """Return every word of a help page."""
    return "\n".join(str(part.visual) for part in screen.query("#help Static").results(Static))


@pytest.mark.parametrize("lang", LANGS)
def test_every_command_has_its_words(lang: Lang) -> None:
    """A command has a name and a sentence in each language, and no word is left of one that is gone."""
    words = wordings(lang)
    for table in ("command", "command_help"):
        named = {key.partition(".")[2] for key in words if key.startswith(f"{table}.")}
        assert named == set(COMMANDS)


@pytest.mark.parametrize("lang", LANGS)
def test_every_screen_has_its_words(lang: Lang) -> None:
    """Whatever a screen names as its help stands in the words, a heading first."""
    words = wordings(lang)
    kinds = [*DeskScreen.__subclasses__(), *DeskDialog.__subclasses__()]
    for kind in kinds:
        if key := getattr(kind, "HELP", ""):
            assert "\n" in words[key], key


async def test_only_keys_that_work_are_listed(tmp_path: Path) -> None:
    """In the first steps of the first start the keys that are tried in the last one do nothing: F1 says nothing of them."""
    app = Stage(desk_at(tmp_path), FirstStart)
    async with app.run_test(size=(120, 60)) as pilot:
        await pilot.press("f1")
        await pilot.pause()
        assert "F8 " in shown(app.screen)
        for key in ("Ctrl+F", "PgDn"):
            assert key not in shown(app.screen)


@pytest.mark.parametrize(("lang", "heading"), [("vi", "Cài đặt"), ("en", "Settings")])
async def test_f1_explains_the_screen_below(tmp_path: Path, lang: Lang, heading: str) -> None:
    """The page says where one is and which keys work; Escape goes back; F1 upon it does nothing."""
    app = Stage(desk_at(tmp_path, lang, keys={"theme": "f10"}), SettingsScreen)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("f1")
        await pilot.pause()
        assert isinstance(app.screen, HelpScreen)
        assert heading in shown(app.screen)
        assert "sha256" in words_of(app.screen)
        assert "F10" in "\n".join(shown(app.screen).splitlines())
        depth = len(app.screen_stack)
        await pilot.press("f1")
        await pilot.pause()
        assert len(app.screen_stack) == depth
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(app.screen, SettingsScreen)


async def test_the_page_follows_the_language(tmp_path: Path) -> None:
    """Ctrl+L upon the help changes its words."""
    app = Stage(desk_at(tmp_path), KeymapScreen)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("f1", "ctrl+l")
        await pilot.pause()
        assert "Keys that work here" in shown(app.screen)
        assert "Phím dùng được" not in shown(app.screen)


async def test_a_dialog_has_help_too(tmp_path: Path) -> None:
    """F1 on a question explains how to answer it."""

    def ask(desk: Desk) -> Ask:
        return Ask(desk, "[/]", ("yes", "no"))

    app = Stage(desk_at(tmp_path), ask)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("f1")
        await pilot.pause()
        assert "Một câu hỏi nhỏ" in shown(app.screen)


async def test_the_checklist_explains_its_marks(tmp_path: Path) -> None:
    """Every mark of the list of questions stands on its page with its meaning."""
    app = Stage(desk_at(tmp_path), lambda desk: HelpScreen(desk, Below(desk)))
    async with app.run_test(size=(80, 100)) as pilot:
        await pilot.pause()
        page = shown(app.screen)
        for meaning in ("chưa trả lời", "từ kỳ trước", "không áp dụng", "cấp trên chấm"):
            assert meaning in page


def test_its_own_commands_come_first(tmp_path: Path) -> None:
    """The commands of a screen stand before those of every screen, each once."""
    ids = commands_of(Below(desk_at(tmp_path)))
    assert ids[: len(Below.USES)] == Below.USES
    assert set(EVERYWHERE) < set(ids)
    assert len(ids) == len(set(ids))
