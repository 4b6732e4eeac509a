"""The input of one line."""

from __future__ import annotations

import pytest
from stage import HOSTILE, Stage, send, shown
from textual.widgets.input import Selection

from criteria.clean import is_unsafe
from tui.speech import Speech
from tui.widgets.date_input import DateInput
from tui.widgets.figure_input import FigureInput
from tui.widgets.line_input import LineInput


async def test_first_key_wipes_nothing() -> None:
    """The cursor is at the end of what stands there, and a key is added to it."""
    line = LineInput("xã Tam K")
    app = Stage(line)
    async with app.run_test() as pilot:
        await pilot.press("y")
        assert line.value == "xã Tam Ky"
        assert app.told == [("typed", "xã Tam Ky")]


async def test_showing_tells_nothing() -> None:
    """A text that the program shows is put in NFC with the cursor at its end, and nobody is told."""
    line = LineInput()
    app = Stage(line)
    async with app.run_test() as pilot:
        line.show("vie\u0302\u0323t\r\nnam")
        await pilot.pause()
        assert (line.value, line.cursor_position) == ("việt nam", 8)
        line.show("việt", 2)
        await pilot.pause()
        assert line.cursor_position == 2
        assert app.told == []


async def test_keys_that_change_nothing_tell_nothing() -> None:
    """Backspace at the start and Delete at the end are no change."""
    line = LineInput("a")
    app = Stage(line)
    async with app.run_test() as pilot:
        await pilot.press("delete", "home", "backspace", "right", "left")
        assert app.told == []


async def test_paste_is_whole() -> None:
    """Every line of a paste comes in, and the screen can say how many there were."""
    line = LineInput("xx")
    app = Stage(line)
    async with app.run_test() as pilot:
        line.selection = Selection(0, 1)
        await send(pilot, "\x1b[200~một\rhai\r\nba\tbốn\n\x1b[201~".encode())
        assert line.value == "một hai ba bốnx"
        assert app.told == [("typed", "một hai ba bốnx"), ("lines", 3)]


async def test_paste_of_one_cell_is_one_line() -> None:
    """A cell copied from a table ends with a line's end, which is no second line."""
    line = LineInput()
    app = Stage(line)
    async with app.run_test() as pilot:
        await send(pilot, b"\x1b[200~29.839\r\n\x1b[201~")
        assert app.told == [("typed", "29.839")]


async def test_too_long_is_told() -> None:
    """What does not fit is told; of a paste what fits comes in."""
    line = LineInput("1234", most=5)
    app = Stage(line)
    async with app.run_test() as pilot:
        await send(pilot, b"\x1b[200~567\x1b[201~")
        await pilot.press("8")
        assert line.value == "12345"
        assert app.told == [("most", 5), ("typed", "12345"), ("most", 5)]


async def test_letters_of_several_code_points_go_as_one() -> None:
    """Moves and deletions take a letter with its marks where NFC has no single character for it."""
    line = LineInput("xq\u0301\u0323y")
    app = Stage(line)
    async with app.run_test() as pilot:
        await pilot.press("left", "left")
        assert line.cursor_position == 1
        await pilot.press("shift+right")
        assert line.selected_text == "q\u0323\u0301"
        await pilot.press("left", "delete")
        assert line.value == "xy"
        line.show("q\u0323\u0301")
        await pilot.press("backspace")
        assert line.value == ""


async def test_undo_is_the_screens() -> None:
    """Ctrl+Z goes past the input."""
    app = Stage(LineInput("a"))
    async with app.run_test() as pilot:
        await pilot.press("b", "ctrl+z")
        assert app.undone == 1


async def test_read_only_changes_nothing() -> None:
    """Keys, pastes and cuts leave a line alone that only shows."""
    line = LineInput("abc", read_only=True)
    app = Stage(line)
    async with app.run_test() as pilot:
        await pilot.press("x", "backspace", "home", "delete", "ctrl+k", "ctrl+x")
        await send(pilot, b"\x1b[200~y\nz\x1b[201~")
        assert line.value == "abc"
        assert app.told == []


async def test_figures_are_never_composed() -> None:
    """A figure is what was typed, in whatever notation, while the composer is on."""
    figure = FigureInput(composing="vni")
    app = Stage(figure)
    async with app.run_test() as pilot:
        await send(pilot, b"a1 29.839")
        assert figure.value == "a1 29.839"


async def test_date_says_how_it_is_typed() -> None:
    """An empty date shows how dates are typed, in the language of now."""
    date = DateInput()
    app = Stage(date)
    async with app.run_test(size=(60, 4)) as pilot:
        date.say(Speech("en"))
        await pilot.pause()
        assert "ay/month/year" in shown(app)


@pytest.mark.parametrize("text", HOSTILE)
async def test_hostile_text_is_text(text: str) -> None:
    """Text from outside is shown as it stands, cleaned, whether loaded, prompted, pasted or typed."""
    line = LineInput(prompt=text)
    app = Stage(line)
    async with app.run_test(size=(80, 6)) as pilot:
        line.show(text)
        await pilot.pause()
        assert not is_unsafe(line.value)
        if "\x1b" not in text:
            assert line.value.split()[0] in shown(app)
            await send(pilot, text.encode())
        await send(pilot, b"\x1b[200~" + text.replace("\x1b", "").encode() + b"\x1b[201~")
        assert not is_unsafe(line.value)
        line.show("")
        await pilot.pause()
        assert app.is_running
