"""One of several, and any of several."""

from __future__ import annotations

import pytest
from stage import HOSTILE, Stage, shown

from criteria.clean import clean_line
from tui.speech import Speech
from tui.widgets.choices import Choices, yes_or_no
from tui.widgets.ticks import Ticks

LEVELS = [("a", "Chưa có"), ("b", "Đang xây dựng"), ("c", "Đã vận hành")]


@pytest.mark.parametrize(
    ("keys", "told"),
    [
        (["space"], ["a"]),
        (["enter"], ["a"]),
        (["down", "enter"], ["b"]),
        (["3"], ["c"]),
        (["2", "2"], ["b"]),
        (["9"], []),
        (["2", "space"], ["b", ""]),
        (["2", "delete"], ["b", ""]),
        (["2", "up", "backspace"], ["b", ""]),
        (["delete"], []),
        (["end", "space", "1"], ["c", "a"]),
        (["2", "enter"], ["b"]),
    ],
)
async def test_choosing(keys: list[str], told: list[str]) -> None:
    """Each key chooses or takes back what it should, and every change is told once."""
    choices = Choices(LEVELS)
    app = Stage(choices)
    async with app.run_test() as pilot:
        await pilot.press(*keys)
        assert app.told == [("chosen", id_) for id_ in told]
        assert choices.chosen == (told[-1] if told else "")


@pytest.mark.parametrize(
    ("keys", "told"),
    [
        (["space"], [("a",)]),
        (["3", "1"], [("c",), ("a", "c")]),
        (["2", "2"], [("b",), ()]),
        (["enter", "down", "enter"], [("a",), ("a", "b")]),
        (["1", "delete", "delete"], [("a",), ()]),
    ],
)
async def test_ticking(keys: list[str], told: list[tuple[str, ...]]) -> None:
    """Each key ticks or unticks what it should; ids come in the order shown."""
    ticks = Ticks(LEVELS)
    app = Stage(ticks)
    async with app.run_test() as pilot:
        await pilot.press(*keys)
        assert app.told == [("ticked", ids) for ids in told]


async def test_what_is_chosen_is_written() -> None:
    """A mark in characters says what is chosen, so that no colour is needed."""
    choices, ticks = Choices(LEVELS, "b"), Ticks(LEVELS, ("a", "c"))
    app = Stage(choices)
    async with app.run_test(size=(40, 12)) as pilot:
        await app.mount(ticks)
        await pilot.pause()
        assert [row.strip() for row in shown(app).splitlines()][:6] == [
            "1 ( ) Chưa có",
            "2 (•) Đang xây dựng",
            "3 ( ) Đã vận hành",
            "1 [x] Chưa có",
            "2 [ ] Đang xây dựng",
            "3 [x] Đã vận hành",
        ]
        assert choices.highlighted == 1


async def test_showing_tells_nothing() -> None:
    """What the program shows or offers is told to nobody; an unknown id is kept, marked nowhere."""
    choices = Choices(LEVELS)
    app = Stage(choices)
    async with app.run_test() as pilot:
        choices.show("c")
        choices.offer(yes_or_no(Speech("en")), "no")
        await pilot.pause()
        assert (choices.chosen, choices.highlighted) == ("no", 1)
        choices.show("perhaps")
        await pilot.pause()
        assert choices.chosen == "perhaps"
        assert app.told == []


async def test_ticks_keep_what_is_not_offered() -> None:
    """A part the set no longer has stays ticked: old answers are not lost."""
    ticks = Ticks(LEVELS, ("c", "gone"))
    app = Stage(ticks)
    async with app.run_test() as pilot:
        await pilot.press("1")
        assert app.told == [("ticked", ("a", "c", "gone"))]


async def test_long_titles_wrap_under_themselves() -> None:
    """A title too long for the row goes on under itself, not under its mark."""
    app = Stage(Choices([("a", "một hai ba bốn năm sáu"), ("b", "x")]))
    async with app.run_test(size=(22, 8)):
        rows = [row.rstrip() for row in shown(app).splitlines()]
        assert rows[:3] == ["1 ( ) một hai ba bốn", "      năm sáu", "2 ( ) x"]


async def test_read_only_changes_nothing() -> None:
    """Keys and the mouse leave a list alone that only shows."""
    for widget in (Choices(LEVELS, "b", read_only=True), Ticks(LEVELS, ("b",), read_only=True)):
        app = Stage(widget)
        async with app.run_test() as pilot:
            await pilot.press("1", "space", "enter", "delete")
            await pilot.click(widget, offset=(4, 0))
            assert app.told == []


async def test_mouse_chooses() -> None:
    """A click chooses as Enter does."""
    choices = Choices(LEVELS)
    app = Stage(choices)
    async with app.run_test() as pilot:
        await pilot.click(choices, offset=(8, 1))
        assert app.told == [("chosen", "b")]


@pytest.mark.parametrize("text", HOSTILE)
async def test_hostile_titles_are_text(text: str) -> None:
    """Titles are shown as they stand, cleaned; nothing in them is obeyed."""
    for widget in (Choices([(text, text)], text), Ticks([(text, text)], (text,))):
        app = Stage(widget)
        async with app.run_test(size=(80, 6)) as pilot:
            await pilot.press("space", "space")
            await pilot.click(widget, offset=(8, 0))
            assert clean_line(text)[:20] in shown(app)
            assert app.is_running
