"""The list to choose from by typing: what it shows of what is found."""

from pathlib import Path

import pytest
from strategies.stage import HOSTILE, SIZE, Stage, desk_at, shown

from criteria.clean import clean_line
from tui.screens.finder import Finder, Found

LONG = Found("1.4", "1.4 Internet băng rộng và mạng truyền số liệu chuyên dùng", "đã trả lời, cần xem lại")


@pytest.mark.parametrize("beside", [True, False])
async def test_a_row_that_wraps_goes_on_under_itself(tmp_path: Path, *, beside: bool) -> None:
    """The second row of a long title begins to the right of the first, so that one sees where the next title begins."""
    text = f"{LONG.text}, {LONG.beside}"
    found = [LONG if beside else Found("1.4", text), Found("1.5", "1.5 Điểm cầu")]
    app = Stage(desk_at(tmp_path), lambda desk: Finder(desk, "checklist.find", lambda _: found))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        rows = [row.removeprefix("  │ ") for row in shown(app.screen).splitlines()]
        at = next(place for place, row in enumerate(rows) if row.startswith("1.4 Internet"))
        assert rows[at + 1].startswith("  cần xem lại")
        assert rows[at + 2].startswith("1.5")


async def test_text_of_a_record_is_shown_as_text(tmp_path: Path) -> None:
    """What a terminal or a markup parser would obey stands there letter by letter."""
    found = [Found(str(place), text, text) for place, text in enumerate(HOSTILE)]
    app = Stage(desk_at(tmp_path), lambda desk: Finder(desk, "checklist.find", lambda _: found))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        for text in HOSTILE:
            assert f"{clean_line(text)}  {clean_line(text)}" in shown(app.screen)
        assert "\x1b" not in shown(app.screen)
