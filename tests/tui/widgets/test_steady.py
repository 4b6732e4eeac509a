"""What is drawn the short way looks as what Textual draws, and lays nothing out that stays where it is."""

import pytest
from textual.app import App, ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.geometry import Region
from textual.selection import SELECT_ALL
from textual.widget import Widget
from textual.widgets import Static

from tui.widgets.steady import SteadyScroll, SteadyText

LINES = (
    Content("Xã có mạng nội bộ không?").stylize("bold"),
    Content(""),
    Content.assemble(("8 điểm", "bold"), "  đã trả lời"),
    Content("Một dòng dài hơn bề rộng của màn hình, nên phải xuống hàng. " * 3),
    Content("hai\nhàng"),
)


class Beside(App[None]):
    """The same text drawn by Textual and the short way."""

    CSS = "VerticalScroll { height: 5; scrollbar-size-vertical: 1; }"

    def compose(self) -> ComposeResult:
        """Yield both texts, each in what scrolls."""
        with VerticalScroll():
            yield Static(Content("\n").join(LINES), id="theirs")
        with SteadyScroll():
            yield SteadyText()

    def on_mount(self) -> None:
        """Show the text."""
        self.query_one(SteadyText).show(LINES)


def drawn(widget: Widget) -> list[list[tuple[str, object]]]:
    """Return what is drawn, row by row: every letter with its style."""
    strips = widget.render_lines(Region(0, 0, *widget.size))
    return [[(letter, style) for text, style, _ in strip for letter in text] for strip in strips]


async def test_text_looks_as_textual_draws_it() -> None:
    """Rows, styles and the places the mouse selects by are those of a `Static` with the same text."""
    app = Beside()
    async with app.run_test(size=(40, 20)) as pilot:
        await pilot.pause()
        assert drawn(app.query_one(SteadyText)) == drawn(app.query_one("#theirs"))


@pytest.mark.parametrize("y", [0, 1, 3, 100])
async def test_a_scroll_bar_looks_as_textual_draws_it(y: int) -> None:
    """Wherever one has scrolled to, the bar is that of a `VerticalScroll`."""
    app = Beside()
    async with app.run_test(size=(40, 20)) as pilot:
        theirs, ours = app.query_one("#theirs").parent, app.query_one(SteadyScroll)
        assert isinstance(theirs, VerticalScroll)
        for scroll in (theirs, ours):
            scroll.scroll_to(y=y, animate=False)
        await pilot.pause()
        assert drawn(ours.vertical_scrollbar) == drawn(theirs.vertical_scrollbar)


async def test_text_can_be_selected() -> None:
    """What the mouse selects is shown so, and can be copied."""
    app = Beside()
    async with app.run_test(size=(40, 20)) as pilot:
        text = app.query_one(SteadyText)
        before = drawn(text)
        app.screen.selections = {text: SELECT_ALL}
        await pilot.pause()
        assert drawn(text) != before
        assert "8 điểm  đã trả lời" in (app.screen.get_selected_text() or "")


@pytest.mark.parametrize(("line", "layouts"), [("đã trả lời", 0), ("một dòng dài hơn " * 5, 1)])
async def test_only_other_rows_lay_the_screen_out(line: str, layouts: int) -> None:
    """A text that takes the rows of the one before is drawn where that stood."""
    app = Beside()
    async with app.run_test(size=(40, 20)) as pilot:
        text = app.query_one(SteadyText)
        text.show([Content("chưa trả lời")])
        await pilot.pause(0.1)
        seen: list[object] = []
        app.screen.screen_layout_refresh_signal.subscribe(text, seen.append, immediate=True)
        text.show([Content(line)])
        await pilot.pause(0.1)
        assert len(seen) == layouts
        assert drawn(text)[0][0][0] == line[0]
