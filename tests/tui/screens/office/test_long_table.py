"""The table that is drawn row by row: what it asks for, what it shows, where its cursor goes."""

from collections.abc import Sequence

from strategies.stage import HOSTILE
from textual.app import App, ComposeResult

from criteria.clean import clean_line
from tui.themes import DARK
from tui.widgets.long_table import Cell, Column, LongTable

ROWS = 10_000
COLUMNS = (
    Column("name", "Đơn vị", 12, grows=True),
    *(Column(f"c{at}", f"Cột {at}", 10, right=True) for at in range(8)),
)


class Tabled(App[None]):
    """An application that is one table."""

    def __init__(self) -> None:
        super().__init__()
        self.register_theme(DARK)
        self.theme = DARK.name
        self.table = LongTable()
        self.asked: set[int] = set()
        self.entered: list[int] = []
        self.clicked: list[str] = []

    def compose(self) -> ComposeResult:
        """Yield the table."""
        yield self.table

    def on_mount(self) -> None:
        """Fill it."""
        self.table.show(COLUMNS, ROWS, self.cells)
        self.table.focus()

    def cells(self, place: int) -> Sequence[Cell]:
        """Return the cells of a row, and note that they were asked for."""
        self.asked.add(place)
        name = HOSTILE[place] if place < len(HOSTILE) else f"Xã {place}"
        return Cell(name), *(Cell(f"{place}.{at}") for at in range(8))

    def on_long_table_entered(self, event: LongTable.Entered) -> None:
        """Note what was chosen."""
        self.entered.append(event.place)

    def on_long_table_head_clicked(self, event: LongTable.HeadClicked) -> None:
        """Note the heading that was clicked."""
        self.clicked.append(event.column)


def lines(table: LongTable) -> list[str]:
    """Return the lines of a table as they are drawn."""
    return ["".join(part.text for part in table.render_line(y)) for y in range(table.size.height)]


async def test_only_rows_in_sight_are_asked_for() -> None:
    """Ten thousand rows cost what a screen shows of them, at the beginning and at the end."""
    app = Tabled()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert len(app.asked) <= 24
        app.asked.clear()
        await pilot.press("end")
        await pilot.pause()
        assert app.table.place == ROWS - 1
        assert "Xã 9999" in lines(app.table)[-1]
        assert len(app.asked) <= 48


async def test_the_heading_stays_and_the_cursor_stays_in_sight() -> None:
    """Up, Down, PgUp, PgDn, Home and End move; the heading is always the first line; Enter chooses."""
    app = Tabled()
    async with app.run_test(size=(80, 24)) as pilot:
        for key, place in (("down", 1), ("pagedown", 23), ("pageup", 1), ("end", ROWS - 1), ("up", ROWS - 2)):
            await pilot.press(key)
            await pilot.pause()
            assert app.table.place == place
            assert "Đơn vị" in lines(app.table)[0]
            shown = app.table.cells(place)[1].text
            assert any(shown in line for line in lines(app.table)[1:])
        await pilot.press("enter")
        await pilot.pause()
        assert app.entered == [ROWS - 2]


async def test_columns_without_room_come_by_the_arrows() -> None:
    """The first column stays; a mark at the edge says that there is more on that side."""
    app = Tabled()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        head = lines(app.table)[0]
        assert "Cột 7" not in head
        assert head.endswith("›")
        await pilot.press("right", "right", "right")
        await pilot.pause()
        head = lines(app.table)[0]
        assert "Cột 7" in head
        assert "Đơn vị" in head
        assert head.startswith("‹")
        assert not head.endswith("›")
        await pilot.press("left", "left", "left")
        await pilot.pause()
        assert "Cột 0" in lines(app.table)[0]


async def test_texts_of_records_are_shown_as_they_stand() -> None:
    """Markup is no markup, an escape is its picture, and every line ends where the scrollbar begins."""
    app = Tabled()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        shown = lines(app.table)
        for name in HOSTILE:
            assert any(clean_line(name)[:11] in line for line in shown)
        assert not any("\x1b" in line for line in shown)
        assert {len(line) for line in shown} == {app.table.size.width - 1}


async def test_a_click_goes_to_its_row_and_a_heading_tells_its_column() -> None:
    """The mouse does what the keys do."""
    app = Tabled()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.click(LongTable, offset=(5, 4))
        assert app.table.place == 3
        await pilot.click(LongTable, offset=(2, 0))
        await pilot.pause()
        assert app.clicked == ["name"]
