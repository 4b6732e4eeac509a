"""The sheet of pillars by units: a heat map with the figures in it, the median above all."""

from __future__ import annotations

from scoring.merge.outputs import Ranked
from scoring.reports.workbook.book import HEAT_HIGH, HEAT_LOW, Book, Cell, Column, fitting, put
from scoring.tables.overview import Overview, pillar_percents


def add_pillars(book: Book, overview: Overview) -> None:
    """Add the heat map of one group."""
    say = book.say
    sheet = book.sheet("pillars")
    columns = [
        Column(say("head.rank"), 7, "rank"),
        Column(say("head.code"), 9),
        Column(say("head.unit"), fitting((one.unit.unit_name for one in overview.ranked), 16, 40), "wrap"),
        *(Column(f"{one.id}. {say.words(one.title)}", 17, "percent") for one in overview.set.pillars),
    ]
    about = book.of_group(overview.group, overview.set)
    row = book.headings(sheet, columns, say("sheet.pillars"), *about, say("note.heat"))
    medians = [None if one.spread is None else one.spread.median / 100 for one in overview.pillars]
    lines: list[list[Cell]] = [[None, "", say("note.median_row"), *medians]]
    lines += [_line(one, by_verified=book.merged.by_verified) for one in overview.ranked]
    table = book.table(sheet, row, columns, lines, frozen=3)
    sheet.set_row(row, 48)
    for place, item in enumerate(lines[0]):
        put(sheet, row + 1, place, item, book.cell(columns[place].style, bold=True))
    heat = {
        "type": "2_color_scale",
        "min_type": "num",
        "min_value": 0,
        "max_type": "num",
        "max_value": 1,
        "min_color": HEAT_LOW,
        "max_color": HEAT_HIGH,
    }
    if overview.set.pillars:
        sheet.conditional_format(table.head + 1, 3, table.last, len(columns) - 1, heat)


def _line(one: Ranked, *, by_verified: bool) -> list[Cell]:
    percents = pillar_percents(one.unit, by_verified=by_verified)
    shares = (None if percent is None else percent / 100 for percent in percents)
    return [one.rank, one.unit.unit_code, one.unit.unit_name, *shares]
