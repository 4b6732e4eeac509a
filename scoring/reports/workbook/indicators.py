"""The sheet of indicators: what is reached of each over all units, and how many have answered."""

from __future__ import annotations

from decimal import Decimal

from scoring.reports.workbook.book import BAR, Book, Cell, Column
from scoring.tables.indicators import IndicatorStatistics
from scoring.tables.overview import Overview


def add_indicators(book: Book, overview: Overview) -> None:
    """Add the statistics of one group."""
    say = book.say
    sheet = book.sheet("indicators")
    columns = [
        Column(say("head.id"), 9),
        Column(say("head.indicator"), 46, "wrap"),
        Column(say("head.max"), 10, "points"),
        Column(say("head.reached"), 16, "percent"),
        Column(say("head.mean"), 11, "points"),
        Column(say("head.median"), 11, "points"),
        Column(say("head.spread"), 11, "points"),
        Column(say("head.full"), 12, "percent"),
        Column(say("head.scored"), 10, "whole"),
        Column(say("head.unanswered"), 11, "whole"),
        Column(say("head.not_applicable"), 11, "whole"),
        Column(say("head.not_asked"), 10, "whole"),
        Column(say("head.evidence"), 11, "whole"),
    ]
    about = book.of_group(overview.group, overview.set)
    row = book.headings(sheet, columns, say("sheet.indicators"), *about, say("note.reached"))
    statistics = zip(overview.statistics, overview.medians, strict=True)
    lines = [_line(book, one, median) for one, median in statistics]
    table = book.table(sheet, row, columns, lines, frozen=2)
    bar = {
        "type": "data_bar",
        "bar_color": BAR,
        "bar_solid": True,
        "min_type": "num",
        "min_value": 0,
        "max_type": "num",
        "max_value": 1,
    }
    sheet.conditional_format(table.head + 1, 3, table.last, 3, bar)


def _line(book: Book, one: IndicatorStatistics, median: Decimal | None) -> list[Cell]:
    return [
        one.indicator.id,
        book.say.words(one.indicator.title),
        one.indicator.points,
        None if one.reached is None else one.reached / 100,
        one.mean,
        median,
        one.spread,
        None if one.full_share is None else one.full_share / 100,
        one.scored,
        one.unanswered,
        one.not_applicable,
        one.not_asked,
        one.with_evidence,
    ]
