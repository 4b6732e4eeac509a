"""The first sheet: what a head of office reads, with two charts."""

from __future__ import annotations

from collections.abc import Sequence

from xlsxwriter.worksheet import Worksheet

from scoring.merge.changed import Change, Changes, fallers, risers
from scoring.merge.merged import Merged
from scoring.reports.changes import period_then
from scoring.reports.wording import Wording
from scoring.reports.workbook.book import (
    BAR,
    HEAD,
    LINE,
    LINE_HEIGHT,
    MUTED,
    Book,
    Cell,
    Column,
    lines_of,
    put,
    text,
)
from scoring.reports.workbook.changes import FALL, RISE
from scoring.reports.workbook.paging import set_pages
from scoring.tables.indicators import weakest
from scoring.tables.overview import BIN, Overview, percent_of

_WEAKEST = 10
_ABOVE_BARS = 5
"""Rows a chart of bars is higher than the table of its figures: its title and its axis."""
_TICKS = 5
"""Steps of the axis of counts, at the most."""
_MOVERS = 8
"""Units in the chart of the largest gains, and in that of losses."""
_CHART_ROWS = 14
_CHART_COLUMN = 3
_CHART_WIDTH = 566
"""Pixels, as the columns beside the figures are wide together."""
_WIDTHS = (44, 16, 16, 16, 16, 16, 16, 16)
_HEADS = 2
"""Lines above a group; what else is to be said of it stands below all."""


def add_summary(
    book: Book, merged: Merged, groups: Sequence[Overview], changed: Changes | None = None
) -> None:
    """Add the summary: counts of the merge, then every group, with what changed in it where that is known."""
    say = book.say
    sheet = book.sheet("summary")
    for place, width in enumerate(_WIDTHS):
        sheet.set_column(place, place, width)
    columns = [Column("", width) for width in _WIDTHS]
    row = book.headings(sheet, columns, say("report.title"), say("report.made_by"), say("note.self_reported"))
    counts = merged.counts
    row = _pairs(
        book,
        sheet,
        row,
        [
            (say("summary.files"), counts.get("files", 0)),
            (say("summary.missing"), len(merged.missing)),
            (say("summary.open"), sum(one.is_open for one in merged.conflicts)),
            (say("summary.broken"), counts.get("broken", 0)),
        ],
    )
    parts = [0]
    for number, overview in enumerate(groups):
        parts += [row + 1] * (number > 0)
        row = _group(book, sheet, row + 1, overview, parts)
        if changed is not None:
            parts.append(row + 1)
            row = _movers(book, sheet, row + 1, changed[overview.group])
    parts.append(row + 1)
    verified = ["note.by_verified"] * merged.by_verified
    for line in (*verified, "note.range", "note.dominating", "note.reached", "note.coverage", "note.digest"):
        row += 1
        sheet.merge_range(
            row, 0, row, len(_WIDTHS) - 1, say(line), book.format(text_wrap=True, font_color=MUTED)
        )
        sheet.set_row(row, 4 + LINE_HEIGHT * lines_of(say(line), sum(_WIDTHS)))
    set_pages(sheet, [*parts, row + 2])


def named(overview: Overview, place: int, say: Wording, *, by_verified: bool) -> str:
    """Return the unit at a place of the ranking (0 the first, -1 the last) with points; many, if they share it."""
    one = overview.ranked[place]
    points = one.unit.verified_points if by_verified else one.unit.points
    percent = say.percent(percent_of(one.unit, by_verified=by_verified))
    if one.tied > 1:
        return say("summary.shared", n=one.tied, points=say.points(points), percent=percent)
    return say("summary.named", unit=one.unit.unit_name, points=say.points(points), percent=percent)


def _group(book: Book, sheet: Worksheet, row: int, overview: Overview, parts: list[int]) -> int:
    """Write a group and return the row after it; what may begin on another page is added to `parts`."""
    say, by_verified, top = book.say, book.merged.by_verified, row
    for line in book.of_group(overview.group, overview.set)[:_HEADS]:
        text(sheet, row, 0, line, book.format(bold=True, font_color=HEAD))
        row += 1
    if not overview.ranked or overview.spread is None:
        text(sheet, row, 0, say("report.empty"), book.format())
        return row + 1
    spread = overview.spread
    share = overview.dominating / overview.pairs if overview.pairs else 0
    pairs: list[tuple[str, Cell]] = [
        (say("summary.units"), len(overview.ranked)),
        (say("summary.unranked"), len(overview.unranked)),
        (say("summary.leader"), named(overview, 0, say, by_verified=by_verified)),
        *[(say("summary.last"), named(overview, -1, say, by_verified=by_verified))]
        * (overview.ranked[0].rank != overview.ranked[-1].rank),
        (say("summary.median"), say.percent(spread.median)),
        (say("summary.mean"), say.percent(spread.mean)),
        (
            say("summary.firm"),
            say("summary.firm_of", firm=say.count(overview.firm), units=say.count(len(overview.ranked))),
        ),
        (
            say("summary.dominating"),
            say(
                "summary.pairs_of",
                pairs=say.count(overview.dominating),
                all=say.count(overview.pairs),
                share=say.percent(share * 100, 1),
            ),
        ),
    ]
    row = _pairs(book, sheet, row, pairs)
    row = _charts(book, sheet, row + 1, top, overview)
    parts.append(row + 1)
    row = _weakest(book, sheet, row + 1, overview)
    if len(overview.parents) > 1:
        row = _parents(book, sheet, row + 1, overview)
    return row


def _pairs(book: Book, sheet: Worksheet, row: int, pairs: Sequence[tuple[str, Cell]]) -> int:
    """Write names with what they are; return the row after them."""
    name = book.format(font_color=MUTED, bottom=1, bottom_color=LINE)
    whole, wrapped = book.cell("whole", align="left"), book.cell("wrap", align="left")
    for label, item in pairs:
        text(sheet, row, 0, label, name)
        if isinstance(item, str):
            width = _WIDTHS[1] + _WIDTHS[2]
            sheet.merge_range(row, 1, row, 2, None, wrapped)
            text(sheet, row, 1, item, wrapped)
            sheet.set_row(row, LINE_HEIGHT * lines_of(item, width))
        else:
            put(sheet, row, 1, item, whole)
            sheet.write_blank(row, 2, None, whole)
        row += 1
    return row


def _small_head(book: Book, sheet: Worksheet, row: int, titles: Sequence[str]) -> int:
    """Write the headings of a small table: the first above names, the others above figures."""
    for place, title in enumerate(titles):
        align = "right" if place else "left"
        head = book.format(bold=True, bottom=2, bottom_color=HEAD, text_wrap=True, align=align)
        text(sheet, row, place, title, head)
    return row + 1


def _charts(book: Book, sheet: Worksheet, row: int, top: int, overview: Overview) -> int:
    """Write the figures of two charts and lay the charts beside them from row `top`; return the row after both."""
    say = book.say
    row = _small_head(book, sheet, row, [say("summary.distribution"), say("summary.chart_units")])
    first = row
    filled = [place for place, count in enumerate(overview.bins) if count]
    for place in range(filled[0], filled[-1] + 1):
        label = say("summary.bin", **{"from": place * BIN, "to": place * BIN + BIN})
        put(sheet, row, 0, label, book.cell("text"))
        put(sheet, row, 1, overview.bins[place], book.cell("whole"))
        row += 1
    step = -(-max(overview.bins) // _TICKS)
    _chart(book, sheet, top, "column", say("summary.distribution"), (first, row - 1), step)
    titles = ("summary.pillars", "summary.chart_percent")
    row = _small_head(book, sheet, row + 1, [say(title) for title in titles])
    first = row
    for one in overview.pillars:
        put(sheet, row, 0, f"{one.pillar.id}. {say.words(one.pillar.title)}", book.cell("text"))
        put(sheet, row, 1, None if one.spread is None else one.spread.median, book.cell("points"))
        row += 1
    _chart(book, sheet, top + _CHART_ROWS + 1, "bar", say("summary.chart_percent"), (first, row - 1))
    return max(row, top + 2 * _CHART_ROWS + 1) + 1


def _chart(
    book: Book, sheet: Worksheet, top: int, kind: str, title: str, figures: tuple[int, int], step: int = 20
) -> None:
    first, last = figures
    chart = book.workbook.add_chart({"type": kind})
    assert chart is not None  # noqa: S101 - both kinds are known
    name = sheet.name
    chart.add_series(
        {
            "categories": [name, first, 0, last, 0],
            "values": [name, first, 1, last, 1],
            "fill": {"color": BAR},
            "border": {"color": HEAD},
            "gap": 30,
            "data_labels": {"value": True, "font": {"size": 8}},
        }
    )
    chart.set_title({"name": title, "name_font": {"size": 11, "bold": True, "color": HEAD}, "overlay": False})
    chart.set_legend({"none": True})
    if kind == "bar":
        chart.set_y_axis({"reverse": True, "num_font": {"size": 8}})
        chart.set_x_axis(
            {"min": 0, "max": 100, "major_gridlines": {"visible": True, "line": {"color": LINE}}}
        )
    else:
        chart.set_x_axis({"num_font": {"size": 8}})
        chart.set_y_axis(
            {
                "num_format": "0",
                "major_unit": step,
                "major_gridlines": {"visible": True, "line": {"color": LINE}},
            }
        )
    chart.set_size({"width": _CHART_WIDTH, "height": _CHART_ROWS * 20})
    sheet.insert_chart(top, _CHART_COLUMN, chart, {"x_offset": 12, "y_offset": 4, "description": title})


def _weakest(book: Book, sheet: Worksheet, row: int, overview: Overview) -> int:
    say = book.say
    titles = ("summary.weakest", "head.id", "head.max", "head.reached", "head.mean", "head.unanswered")
    row = _small_head(book, sheet, row, [say(title) for title in titles])
    for one in weakest(overview.statistics, _WEAKEST):
        cells: tuple[Cell, ...] = (
            say.words(one.indicator.title),
            one.indicator.id,
            one.indicator.points,
            None if one.reached is None else one.reached / 100,
            one.mean,
            one.unanswered,
        )
        put(sheet, row, 0, cells[0], book.cell("wrap"))
        put(sheet, row, 1, cells[1], book.cell("text", align="right"))
        for place, style in enumerate(("points", "percent", "points", "whole"), 2):
            put(sheet, row, place, cells[place], book.cell(style))
        sheet.set_row(row, LINE_HEIGHT * lines_of(say.words(one.indicator.title), _WIDTHS[0]))
        row += 1
    return row


def _parents(book: Book, sheet: Worksheet, row: int, overview: Overview) -> int:
    say = book.say
    titles = (
        "summary.parents",
        "head.units",
        "head.mean",
        "head.median",
        "head.lowest",
        "head.highest",
        "head.leader",
    )
    row = _small_head(book, sheet, row, [say(title) for title in titles])
    for parent in overview.parents:
        spread = parent.spread
        figures = (spread.mean, spread.median, spread.lowest, spread.highest)
        put(sheet, row, 0, parent.name or say("report.no_parent"), book.cell("wrap"))
        put(sheet, row, 1, len(parent.units), book.cell("whole"))
        for place, figure in enumerate(figures, 2):
            put(sheet, row, place, figure / 100, book.cell("percent"))
        put(sheet, row, 6, parent.units[0].unit.unit_name, book.cell("text", align="right"))
        row += 1
    return row


def _movers(book: Book, sheet: Worksheet, row: int, changes: Sequence[Change]) -> int:
    """Write the largest gains and losses, lay their chart beside them, and return the row after both."""
    say = book.say
    up, down = risers(changes, _MOVERS), fallers(changes, _MOVERS)
    head = f"{say('sheet.changes')}. {say('changes.before', period=period_then(changes, say))}."
    text(sheet, row, 0, head, book.format(bold=True, font_color=HEAD))
    if not up and not down:
        text(sheet, row + 1, 0, say("changes.nothing"), book.format())
        return row + 2
    top = row + 1
    row = _small_head(book, sheet, top, [say("head.unit"), say("changes.risers"), say("changes.fallers")])
    first = row
    for one in (*up, *reversed(down)):
        put(sheet, row, 0, one.named.unit_name, book.cell("text"))
        put(sheet, row, 1, one.percent_gained if one in up else None, book.cell("gained"))
        put(sheet, row, 2, None if one in up else one.percent_gained, book.cell("gained"))
        row += 1
    chart = book.workbook.add_chart({"type": "bar"})
    assert chart is not None  # noqa: S101 - the kind is known
    for column, colour in ((1, RISE), (2, FALL)):
        chart.add_series(
            {
                "name": [sheet.name, first - 1, column],
                "categories": [sheet.name, first, 0, row - 1, 0],
                "values": [sheet.name, first, column, row - 1, column],
                "fill": {"color": colour},
                "gap": 40,
                "overlap": 100,
                "data_labels": {"value": True, "font": {"size": 8}},
            }
        )
    title = say("changes.movers")
    chart.set_title({"name": title, "name_font": {"size": 11, "bold": True, "color": HEAD}, "overlay": False})
    chart.set_legend({"none": True})
    chart.set_y_axis({"reverse": True, "label_position": "low", "interval_unit": 1, "num_font": {"size": 7}})
    chart.set_x_axis({"major_gridlines": {"visible": True, "line": {"color": LINE}}, "num_font": {"size": 8}})
    rows = max(_CHART_ROWS, row - top + _ABOVE_BARS)
    chart.set_size({"width": _CHART_WIDTH, "height": rows * 20})
    sheet.insert_chart(
        top, _CHART_COLUMN, chart, {"x_offset": 12, "y_offset": 4, "description": title, "decorative": False}
    )
    return max(row, top + rows) + 1
