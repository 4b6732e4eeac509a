"""Pictures of what can be called from many places: help, commands, finder, questions, settings, the terminal too small."""

from collections.abc import Callable
from pathlib import Path as File

import pytest
from strategies.pictures import ME, Look, Scene, Shown, Walk, begun, desk_here
from strategies.stage import shown

from scoring.drafts.paths import Entries
from tui.screens.confirm import Ask
from tui.screens.pick_file import PickFile
from tui.screens.settings import SettingsScreen
from tui.screens.too_small import TooSmall

Taken = Callable[..., bool]


def in_checklist(*keys: str) -> Scene:
    """Return a scene: a draft is open at a question, and keys are pressed."""

    async def scene(walk: Walk) -> None:
        entries: Entries = {("facts", "staff", "value"): "22", ("answers", "1.1", "value"): "20"}
        await walk.open_checklist(begun(walk.desk, "xa-ict", entries), ("answers", "1.2"))
        for key in keys:
            await walk.press(*([key] if len(key) == 1 or "+" in key or key[0] == "f" else key))

    return scene


@pytest.mark.parametrize(
    ("look", "keys"),
    [
        pytest.param("vi-dark-80x24", ("ctrl+f", "mang noi bo"), id="vi-dark-80x24-words"),
        pytest.param("en-ansi-120x40", ("ctrl+f", "2."), id="en-ansi-120x40-code"),
        pytest.param("vi-mono-80x24", ("ctrl+f",), id="vi-mono-80x24-all"),
    ],
)
def test_an_indicator_is_found(taken: Taken, look: str, keys: tuple[str, ...]) -> None:
    """By words without marks, by its code; each with its state behind it."""
    assert taken(look, in_checklist(*keys))


@pytest.mark.parametrize(
    ("look", "keys"),
    [
        pytest.param("vi-dark-80x24", ("ctrl+p",), id="vi-dark-80x24-all"),
        pytest.param("en-ansi-120x40", ("ctrl+p",), id="en-ansi-120x40-all"),
    ],
)
def test_commands_are_listed_with_their_keys(taken: Taken, look: str, keys: tuple[str, ...]) -> None:
    """Every command that works here, and those a text finds."""
    assert taken(look, in_checklist(*keys))


@pytest.mark.parametrize("look", ["vi-dark-80x24", "en-ansi-120x40"])
def test_f1_explains_where_one_is(taken: Taken, look: str) -> None:
    """What the screen is for, its marks and its keys."""
    assert taken(look, in_checklist("f1"))


def set_up(row: str | None = None) -> Scene:
    """Return a scene: the settings, one of their rows opened."""

    async def scene(walk: Walk) -> None:
        await walk.open(SettingsScreen(walk.desk))
        if row is not None:
            await walk.choose("OptionList", row)

    return scene


@pytest.mark.parametrize(
    ("look", "row"),
    [
        pytest.param("vi-dark-80x24", None, id="vi-dark-80x24"),
        pytest.param("en-ansi-120x40", None, id="en-ansi-120x40"),
        pytest.param("vi-ansi-80x24", "records", id="vi-ansi-80x24-folder"),
        pytest.param("vi-dark-80x24", "keys", id="vi-dark-80x24-keys"),
    ],
)
def test_settings_say_how_they_stand(taken: Taken, look: str, row: str | None) -> None:
    """Every setting with its value; a line to type in; the keys of every command."""
    assert taken(look, set_up(row), keys={"save": "f12"}, **ME)


def asked(walk: Walk) -> Ask:
    """Return a question."""
    return Ask(walk.desk, walk.desk.speech("shelf.recover"), ("continue", "restart", "cancel"))


@pytest.mark.parametrize("look", ["vi-dark-80x24", "en-ansi-120x40", "vi-mono-80x24"])
def test_a_question_stands_above_its_answers(taken: Taken, look: str) -> None:
    """The first answer is under the cursor, which shows without any colour."""

    async def scene(walk: Walk) -> None:
        await walk.open(asked(walk))

    assert taken(look, scene, **ME)


@pytest.mark.parametrize("look", ["vi-dark-80x24", "en-ansi-120x40"])
def test_a_file_is_picked_from_its_folder(taken: Taken, look: str) -> None:
    """Folders before files; a part of a name narrows them down."""

    async def scene(walk: Walk) -> None:
        folder = File("Users/hoant/Documents")
        for name in ("xaso", "Ảnh", "Văn bản đi"):
            (folder / name).mkdir(parents=True, exist_ok=True)
        for name in ("Quyết định 15.pdf", "báo cáo.docx", "99001_xa-ict.toml"):
            (folder / name).write_text("x")
        await walk.open(PickFile(walk.desk, folder))

    assert taken(look, scene)


@pytest.mark.parametrize("look", ["vi-dark-60x20", "en-ansi-60x20"])
def test_a_terminal_too_small_says_so(taken: Taken, look: str) -> None:
    """The message stands alone, with the size there is and the size there must be."""

    async def scene(walk: Walk) -> None:
        assert isinstance(walk.app.screen, TooSmall)

    assert taken(look, scene)


@pytest.mark.parametrize("scene", [in_checklist(), in_checklist("ctrl+f"), in_checklist("f5"), set_up()])
async def test_what_was_open_comes_back_when_the_terminal_grows(
    scene: Scene, tmp_path: File, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever is open gives way to the message, and is there again after it."""
    monkeypatch.chdir(tmp_path)
    look = Look("vi-dark-80x24")
    app = Shown(desk_here(look, started=True))
    async with app.run_test(size=look.size) as pilot:
        walk = Walk(app, pilot)
        await walk.ready()
        await scene(walk)
        before = app.screen
        await pilot.resize_terminal(60, 20)
        await pilot.pause()
        assert isinstance(app.screen, TooSmall)
        assert "60 × 20" in shown(app.screen)
        await pilot.resize_terminal(80, 24)
        await pilot.pause()
        assert app.screen is before
