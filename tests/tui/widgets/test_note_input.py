"""The input of a few lines."""

from __future__ import annotations

import pytest
from stage import HOSTILE, Stage, send, shown

from criteria.clean import is_unsafe
from tui.widgets.note_input import NoteInput


async def test_enter_begins_a_line() -> None:
    """A note has lines; each change is told once, with all of the text."""
    app = Stage(NoteInput("một"))
    async with app.run_test() as pilot:
        await pilot.press("enter", "h")
        assert app.told == [("typed", "một\n"), ("typed", "một\nh")]
        await pilot.press("backspace", "backspace")
        assert app.typed[2:] == ["một\n", "một"]


async def test_showing_tells_nothing() -> None:
    """A text that the program shows is put in NFC with the cursor at its end, and nobody is told."""
    note = NoteInput()
    app = Stage(note)
    async with app.run_test() as pilot:
        note.show("vie\u0302\u0323t\r\nnam")
        await pilot.pause()
        assert (note.text, note.cursor_location) == ("việt\nnam", (1, 3))
        assert app.told == []


async def test_paste_keeps_its_lines() -> None:
    """A paste comes in whole, its lines as lines, in place of what is selected."""
    note = NoteInput("xy")
    app = Stage(note)
    async with app.run_test() as pilot:
        await pilot.press("shift+left")
        await send(pilot, "\x1b[200~một\rhai\r\nba\x1b[201~".encode())
        assert note.text == "xmột\nhai\nba"
        assert app.told == [("typed", "xmột\nhai\nba")]


async def test_letters_of_several_code_points_go_as_one() -> None:
    """Moves and deletions take a letter with its marks."""
    note = NoteInput("xq\u0301\u0323y")
    app = Stage(note)
    async with app.run_test() as pilot:
        await pilot.press("left", "left")
        assert note.cursor_location == (0, 1)
        await pilot.press("delete")
        assert note.text == "xy"


async def test_too_long_is_told() -> None:
    """What does not fit is told; of a paste what fits comes in."""
    note = NoteInput("1234", most=5)
    app = Stage(note)
    async with app.run_test() as pilot:
        await send(pilot, b"\x1b[200~567\x1b[201~")
        await pilot.press("8", "enter")
        assert note.text == "12345"
        assert app.told == [("most", 5), ("typed", "12345"), ("most", 5), ("most", 5)]


async def test_undo_and_tab_are_the_screens() -> None:
    """Ctrl+Z goes past the note, and Tab leaves it."""
    note = NoteInput("a")
    app = Stage(note)
    async with app.run_test() as pilot:
        await pilot.press("b", "ctrl+z", "tab")
        assert app.undone == 1
        assert note.text == "ab"


async def test_read_only_changes_nothing() -> None:
    """Keys and pastes leave a note alone that only shows."""
    note = NoteInput("abc", read_only=True)
    app = Stage(note)
    async with app.run_test() as pilot:
        await pilot.press("x", "backspace", "enter", "ctrl+k", "ctrl+x")
        await send(pilot, b"\x1b[200~y\nz\x1b[201~")
        assert note.text == "abc"
        assert app.told == []


@pytest.mark.parametrize("text", HOSTILE)
async def test_hostile_text_is_text(text: str) -> None:
    """Text from outside is shown as it stands, cleaned, whether loaded, prompted or pasted."""
    note = NoteInput(prompt=text)
    app = Stage(note)
    async with app.run_test(size=(80, 6)) as pilot:
        note.show(text)
        await pilot.pause()
        assert not is_unsafe(note.text)
        assert note.text.split()[0][:20] in shown(app)
        await send(pilot, b"\x1b[200~" + text.replace("\x1b", "").encode() + b"\x1b[201~")
        assert not is_unsafe(note.text)
        note.show("")
        await pilot.pause()
        assert app.is_running
