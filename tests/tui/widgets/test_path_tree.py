"""The picker of files."""

from __future__ import annotations

from pathlib import Path

import pytest
from stage import Stage, shown
from textual.pilot import Pilot

from tui.speech import Speech
from tui.widgets import listing
from tui.widgets.path_tree import PathList, PathTree


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with a few things in it."""
    (tmp_path / "Hồ sơ").mkdir()
    (tmp_path / "Hồ sơ" / "Quyết định 12.pdf").touch()
    (tmp_path / ".ẩn").mkdir()
    for name in ("ảnh.png", "Biên bản.pdf", "phieu.toml", "[b][@click=app.quit]x.pdf", "\u202egpj.exe.pdf"):
        (tmp_path / name).touch()
    return tmp_path


async def read(pilot: Pilot[None]) -> None:
    """Wait until the picker has read its folder."""
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


async def test_lists_folders_first_and_no_hidden_ones(folder: Path) -> None:
    """Folders come first, then files by name without marks; names are cleaned and shown as they stand."""
    app = Stage(PathTree(folder))
    async with app.run_test(size=(120, 14)) as pilot:
        await read(pilot)
        rows = [row.strip() for row in shown(app).splitlines() if row.strip()]
        assert rows[0].endswith(folder.name)
        assert rows[2] == "+ Hồ sơ/"
        assert set(rows[3:8]) == {
            "ảnh.png",
            "Biên bản.pdf",
            "phieu.toml",
            "[b][@click=app.quit]x.pdf",
            "gpj.exe.pdf",
        }
        assert ".ẩn" not in shown(app)


async def test_picks_by_keys(folder: Path) -> None:
    """Enter goes into a folder and picks a file; Backspace goes back up, to the folder one came from."""
    app = Stage(PathTree(folder))
    async with app.run_test() as pilot:
        await read(pilot)
        await pilot.press("down", "enter")
        await read(pilot)
        await pilot.press("end", "enter")
        assert app.told == [("picked", folder / "Hồ sơ" / "Quyết định 12.pdf")]
        await pilot.press("backspace")
        await read(pilot)
        tree = app.query_one(PathTree)
        assert tree.folder == folder
        names = app.query_one(PathList)
        assert names.highlighted == 1


async def test_typing_narrows(folder: Path) -> None:
    """Letters without marks find names with them; Backspace takes letters back."""
    app = Stage(PathTree(folder))
    async with app.run_test() as pilot:
        await read(pilot)
        await pilot.press(*"bien", "enter")
        assert app.told == [("picked", folder / "Biên bản.pdf")]
        await pilot.press("backspace", "backspace", "backspace", "backspace")
        assert app.query_one(PathList).option_count == 7


async def test_only_some_endings(folder: Path) -> None:
    """Files with other endings are left out, folders never."""
    app = Stage(PathTree(folder, endings=(".toml",)))
    async with app.run_test() as pilot:
        await read(pilot)
        assert app.query_one(PathList).option_count == 3
        await pilot.press("end", "enter")
        assert app.told == [("picked", folder / "phieu.toml")]


async def test_picks_a_folder(folder: Path) -> None:
    """Where a folder is asked for, its own first row picks it."""
    app = Stage(PathTree(folder, picks="folder"))
    async with app.run_test() as pilot:
        await read(pilot)
        assert app.query_one(PathList).option_count == 3
        await pilot.press("enter")
        assert app.told == [("picked", folder)]


async def test_begins_at_the_nearest_folder(folder: Path) -> None:
    """A folder that is gone is replaced by the nearest one above it."""
    tree = PathTree(folder / "gone" / "further")
    app = Stage(tree)
    async with app.run_test() as pilot:
        await read(pilot)
        assert tree.folder == folder


async def test_says_its_words_in_either_language(folder: Path) -> None:
    """The words change with the language."""
    tree = PathTree(folder)
    app = Stage(tree)
    async with app.run_test() as pilot:
        await read(pilot)
        assert "Thư mục trên" in shown(app)
        tree.say(Speech("en"))
        await pilot.pause()
        assert "Folder above" in shown(app)


async def test_a_big_folder_shows_its_first_names(tmp_path: Path) -> None:
    """Of very many names the first are shown, and typing finds the others."""
    for number in range(600):
        (tmp_path / f"tep {number:03}.pdf").touch()
    app = Stage(PathTree(tmp_path))
    async with app.run_test() as pilot:
        await read(pilot)
        assert app.query_one(PathList).option_count == 501
        await pilot.press(*"599", "enter")
        assert app.told == [("picked", tmp_path / "tep 599.pdf")]


def test_what_cannot_be_read_is_told(tmp_path: Path) -> None:
    """A folder that is none, or that is kept from us, is unreadable and raises nothing."""
    file = tmp_path / "file"
    file.touch()
    assert not listing.list_folder(file).readable
    assert not listing.list_folder(tmp_path / "a\0b").readable
    assert listing.nearest(tmp_path / "a\0b") == tmp_path
