"""The sheet of the ranking: places, bounds, points with bars, bands in colour and in words."""

from __future__ import annotations

from collections.abc import Sequence

from xlsxwriter.worksheet import Worksheet

from scoring.merge.outputs import Ranked
from scoring.reports.workbook.book import BANDS, BAR, Book, Cell, Column, Table, fitting, text
from scoring.tables.overview import Overview, band_of, percent_of
from scoring.tables.ranking import firmness_word


def add_ranking(book: Book, overview: Overview) -> None:
    """Add the ranking of one group."""
    say, by_verified = book.say, book.merged.by_verified
    sheet = book.sheet("ranking")
    ones = (*overview.ranked, *overview.unranked)
    columns = _columns(book, overview, ones)
    about = book.of_group(overview.group, overview.set)
    row = book.headings(sheet, columns, say("sheet.ranking"), *about, say("note.range"), say("note.coverage"))
    places = {
        one.unit.unit_code: place
        for parent in overview.parents
        for one, place in zip(parent.units, parent.places, strict=True)
    }
    lines = [
        _line(book, one, overview, places.get(one.unit.unit_code), by_verified=by_verified) for one in ones
    ]
    table = book.table(sheet, row, columns, lines, frozen=3)
    if not lines:
        text(sheet, row + 1, 0, say("report.empty"), book.format())
        return
    _bars(sheet, table, [column.title for column in columns].index(say("head.percent")))
    _colours(book, sheet, table, overview, [column.title for column in columns].index(say("head.band")))


def _columns(book: Book, overview: Overview, ones: Sequence[Ranked]) -> list[Column]:
    say, points = book.say, book.total_style(overview.set)
    return [
        Column(say("head.rank"), 6, "rank"),
        Column(say("head.code"), 8),
        Column(say("head.unit"), fitting((one.unit.unit_name for one in ones), 16, 34), "wrap"),
        Column(say("head.parent"), fitting((one.unit.parent_name for one in ones), 14, 34), "wrap"),
        Column(say("head.place"), 9, "rank"),
        Column(say("head.points"), 9, points),
        Column(say("head.max"), 9, points),
        Column(say("head.percent"), 14, "percent"),
        Column(say("head.band"), 13, "tag"),
        Column(say("head.best"), 8, "rank"),
        Column(say("head.worst"), 8, "rank"),
        Column(say("head.firmness"), 16, "tag"),
        Column(say("head.tied"), 9, "rank"),
        Column(say("head.coverage"), 9, "middle"),
        Column(say("head.verified"), 10, points),
        Column(say("head.reviewed"), 9, "middle"),
    ]


def _line(book: Book, one: Ranked, overview: Overview, place: int | None, *, by_verified: bool) -> list[Cell]:
    say, unit = book.say, one.unit
    band = band_of(overview.set, unit, by_verified=by_verified)
    percent = percent_of(unit, by_verified=by_verified)
    word = firmness_word(one)
    return [
        one.rank,
        unit.unit_code,
        unit.unit_name,
        unit.parent_name,
        place,
        unit.points,
        unit.max,
        None if percent is None else percent / 100,
        say("report.no_band") if band is None else say.words(band),
        one.best,
        one.worst,
        say(f"firmness.{word}") if word else None,
        one.tied if one.tied > 1 else None,
        f"{unit.answered}/{unit.asked}",
        unit.verified_points,
        f"{unit.reviewed}/{unit.asked}",
    ]


def _bars(sheet: Worksheet, table: Table, column: int) -> None:
    bar = {
        "type": "data_bar",
        "bar_color": BAR,
        "bar_solid": True,
        "min_type": "num",
        "min_value": 0,
        "max_type": "num",
        "max_value": 1,
    }
    sheet.conditional_format(table.head + 1, column, table.last, column, bar)


def _colours(book: Book, sheet: Worksheet, table: Table, overview: Overview, column: int) -> None:
    """Fill the cells of the bands, from the lowest to the highest."""
    bands = sorted(overview.set.bands, key=lambda band: band.lowest)
    for place, band in enumerate(bands):
        fill = BANDS[place * (len(BANDS) - 1) // max(1, len(bands) - 1)]
        rule = {
            "type": "cell",
            "criteria": "==",
            "value": '"' + book.say.words(band.title).replace('"', '""') + '"',
            "format": book.workbook.add_format({"bg_color": fill}),
        }
        sheet.conditional_format(table.head + 1, column, table.last, column, rule)
