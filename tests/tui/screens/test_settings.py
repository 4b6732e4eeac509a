"""The settings by keys: every change is in the file at once, and nothing in the file is lost."""

from pathlib import Path

import pytest
from strategies.stage import HOSTILE, SIZE, Stage, desk_at, options_of, shown, text_of, type_text
from textual.pilot import Pilot

from criteria.clean import clean_line
from criteria.words import Lang
from tui.commands import COMMANDS
from tui.desk import Desk
from tui.screens.keymap import KeymapScreen, in_columns
from tui.screens.settings import SettingsScreen
from tui.settings import Settings, read_settings

ROWS = ("lang", "theme", "typing", "records", "assessor", "post", "unit", "keys")


async def settle(app: Stage, pilot: Pilot[object]) -> None:
    """Wait until the workers are done and what they told is shown."""
    await pilot.pause()
    await app.workers.wait_for_complete()
    await pilot.pause()


async def open_row(app: Stage, pilot: Pilot[object], row: str) -> None:
    """Move to a row and press Enter."""
    await pilot.press("home", *["down"] * ROWS.index(row), "enter")
    await settle(app, pilot)


def written(desk: Desk) -> Settings:
    """Return what stands in the settings file."""
    return read_settings(desk.folders.settings).settings


@pytest.mark.parametrize("lang", ["vi", "en"])
async def test_every_setting_has_its_row_and_its_words(tmp_path: Path, lang: Lang) -> None:
    """Each row says what it is, how it stands, and what changing it does."""
    app = Stage(desk_at(tmp_path, lang), SettingsScreen)
    async with app.run_test(size=SIZE) as pilot:
        await settle(app, pilot)
        assert tuple(options_of(app.screen)) == ROWS
        for _ in ROWS:
            assert "settings.toml" in text_of(app.screen, "#settings_about")
            await pilot.press("down")
            await pilot.pause()


async def test_language_colours_and_typing_change_by_enter(tmp_path: Path) -> None:
    """Enter goes to the next value, which is shown and written at once."""
    desk = desk_at(tmp_path)
    app = Stage(desk, SettingsScreen)
    async with app.run_test(size=SIZE) as pilot:
        await settle(app, pilot)
        await open_row(app, pilot, "lang")
        assert "Settings" in shown(app.screen)
        await open_row(app, pilot, "theme")
        assert app.theme == "xaso-light"
        await open_row(app, pilot, "typing")
        await open_row(app, pilot, "typing")
        assert written(desk) == Settings(lang="en", theme="light", typing="vni", started=True)


async def test_name_post_and_unit(tmp_path: Path) -> None:
    """Texts are typed, the unit is picked; Escape leaves what was there."""
    desk = desk_at(tmp_path, assessor="Cũ")
    app = Stage(desk, SettingsScreen)
    async with app.run_test(size=SIZE) as pilot:
        await settle(app, pilot)
        await open_row(app, pilot, "assessor")
        await type_text(pilot, " Hoa")
        await pilot.press("escape")
        assert desk.settings.assessor == "Cũ"
        await open_row(app, pilot, "assessor")
        await type_text(pilot, " Hoa ")
        await pilot.press("enter")
        await open_row(app, pilot, "post")
        await type_text(pilot, "CC")
        await pilot.press("enter")
        await open_row(app, pilot, "unit")
        await type_text(pilot, "diem thuy")
        await pilot.press("enter")
        await settle(app, pilot)
    settings = written(desk)
    assert (settings.assessor, settings.post, settings.unit_code) == ("Cũ Hoa", "CC", "05941")


async def test_a_folder_is_tried_before_it_is_taken(tmp_path: Path) -> None:
    """A folder that cannot be made is refused with a word; one that can is made; empty means the usual one."""
    desk = desk_at(tmp_path)
    (tmp_path / "tệp").write_text("")
    app = Stage(desk, SettingsScreen)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await settle(app, pilot)
        for typed, wanted in (("../tệp/a", ""), ("b", "b"), ("", "")):
            await open_row(app, pilot, "records")
            await pilot.press("home", "shift+end", "delete")
            await type_text(pilot, typed)
            await pilot.press("enter")
            await settle(app, pilot)
            assert desk.settings.records == wanted
        assert (desk.folders.data / "b").is_dir()


async def test_what_a_person_wrote_into_the_file_stays(tmp_path: Path) -> None:
    """Comments of the file outlive a change made on the screen."""
    desk = desk_at(tmp_path)
    desk.change(assessor="Hoa")
    file = desk.folders.settings
    file.write_text(f"# của tôi\n{file.read_text(encoding='utf-8')}", encoding="utf-8")
    app = Stage(desk, SettingsScreen)
    async with app.run_test(size=SIZE) as pilot:
        await settle(app, pilot)
        await open_row(app, pilot, "theme")
    assert file.read_text(encoding="utf-8").startswith("# của tôi\n")
    assert written(desk).theme == "light"


async def test_where_the_file_cannot_be_written_it_says_so(tmp_path: Path) -> None:
    """The change holds for the session, and the screen lives on."""
    desk = desk_at(tmp_path)
    (tmp_path / "home").write_text("")
    app = Stage(desk, SettingsScreen)
    async with app.run_test(size=SIZE) as pilot:
        await settle(app, pilot)
        await open_row(app, pilot, "theme")
        assert desk.settings.theme == "light"
        assert app._notifications  # noqa: SLF001 - what is told in passing is kept nowhere else


@pytest.mark.parametrize("lang", ["vi", "en"])
async def test_the_keymap_lists_every_command(tmp_path: Path, lang: Lang) -> None:
    """Every command with its key and its id; the user's own keys beside the usual ones, unknown ones as such."""
    desk = desk_at(tmp_path, lang, keys={"save": "f12", "[b": "f3"})
    app = Stage(desk, KeymapScreen)
    async with app.run_test(size=SIZE) as pilot:
        await settle(app, pilot)
        words = text_of(app.screen, "#keymap_keys").splitlines()
        assert [line.split("  ")[0] for line in words if "[b" in line] == ["F3"]
        assert any("F12" in line and "F2" in line and "save" in line for line in words)
        assert len(words) == len(COMMANDS) + 1
        assert "settings.toml" in text_of(app.screen, "#keymap_about")


def test_columns_stand_below_one_another() -> None:
    """Columns are as wide as their widest text, which is cleaned."""
    assert [*in_columns([("a", "bb", "c"), ("aaa", "b", "\x1b")])] == ["a    bb  c", "aaa  b   ␛"]


@pytest.mark.parametrize("text", HOSTILE)
async def test_a_hostile_file_is_shown_as_text(tmp_path: Path, text: str) -> None:
    """Whatever the settings file holds is shown as it stands, in rows and dialogs."""
    desk = desk_at(tmp_path, assessor=text, post=text, unit_code="1", unit_name=text, parent_name=text)
    app = Stage(desk, SettingsScreen)
    async with app.run_test(size=SIZE) as pilot:
        await settle(app, pilot)
        assert clean_line(text) in options_of(app.screen)["assessor"]
        await open_row(app, pilot, "assessor")
        assert clean_line(text) in shown(app.screen)
