"""The sheet of changes: every unit then and now, ranks, points and pillars gained or lost."""

from __future__ import annotations

from collections.abc import Sequence

from xlsxwriter.worksheet import Worksheet

from scoring.merge.changed import Change
from scoring.reports.changes import about, status
from scoring.reports.workbook.book import Book, Cell, Column, Table, fitting, text
from scoring.tables.overview import Overview

RISE, FALL = "#1B6B3A", "#A3261B"
_FROZEN = 5


def add_changes(book: Book, overview: Overview, changes: Sequence[Change]) -> None:
    """Add the changes of one group."""
    say = book.say
    sheet = book.sheet("changes")
    with_percent = any(one.percent_gained != one.points_gained for one in changes)
    columns = _columns(book, overview, changes, with_percent=with_percent)
    told = about(changes, say, by_verified=book.merged.by_verified)
    row = book.headings(
        sheet, columns, say("sheet.changes"), *book.of_group(overview.group, overview.set), *told
    )
    lines = [_line(book, one, overview, with_percent=with_percent) for one in changes]
    table = book.table(sheet, row, columns, lines, frozen=_FROZEN, height=78)
    if not lines:
        text(sheet, row + 1, 0, say("changes.nothing"), book.format())
        return
    gained = [at for at, column in enumerate(columns) if column.style in {"moved", "gained"}]
    _colours(book, sheet, table, gained)


def _columns(
    book: Book, overview: Overview, changes: Sequence[Change], *, with_percent: bool
) -> list[Column]:
    """Return the columns; percentages only where they tell more than the points do."""
    say, points = book.say, book.total_style(overview.set)
    units = fitting((one.named.unit_name for one in changes), 16, 30)
    parents = fitting((one.named.parent_name for one in changes), 14, 32)
    percents = [
        Column(say("changes.percent_now"), 10, "percent"),
        Column(say("changes.percent_then"), 10, "percent"),
        Column(say("changes.percent_gained"), 12, "gained"),
    ]
    return [
        Column(say("changes.rank_now"), 7, "rank"),
        Column(say("changes.rank_then"), 7, "rank"),
        Column(say("changes.rank_gained"), 9, "moved"),
        Column(say("head.code"), 8),
        Column(say("head.unit"), units, "wrap"),
        Column(say("head.parent"), parents, "wrap"),
        Column(say("changes.status"), 17, "tag"),
        Column(say("changes.points_now"), 9, points),
        Column(say("changes.points_then"), 9, points),
        Column(say("changes.points_gained"), 10, "gained"),
        *percents[: 3 * with_percent],
        *(Column(f"{one.id}. {say.words(one.title)}", 12, "gained") for one in overview.set.pillars),
    ]


def _line(book: Book, change: Change, overview: Overview, *, with_percent: bool) -> list[Cell]:
    then, now, named = change.then, change.now, change.named
    percents: list[Cell] = [
        None if now is None or now.percent is None else now.percent / 100,
        None if then is None or then.percent is None else then.percent / 100,
        change.percent_gained,
    ]
    return [
        None if now is None else now.rank,
        None if then is None else then.rank,
        change.rank_gained,
        named.unit_code,
        named.unit_name,
        named.parent_name,
        status(change, book.say),
        None if now is None else now.points,
        None if then is None else then.points,
        change.points_gained,
        *percents[: 3 * with_percent],
        *(change.pillar_gained(pillar.id) for pillar in overview.set.pillars),
    ]


def _colours(book: Book, sheet: Worksheet, table: Table, columns: Sequence[int]) -> None:
    """Colour gains and losses; arrow and sign say the same."""
    for sign, colour in ((">", RISE), ("<", FALL)):
        rule = {
            "type": "cell",
            "criteria": sign,
            "value": 0,
            "format": book.workbook.add_format({"font_color": colour}),
        }
        for column in columns:
            sheet.conditional_format(table.head + 1, column, table.last, column, rule)
