"""The first sheet: what a head of office reads, with two charts."""

from __future__ import annotations

from collections.abc import Sequence

from xlsxwriter.worksheet import Worksheet

from scoring.merge.merged import Merged
from scoring.reports.wording import Wording
from scoring.reports.workbook.book import BAR, HEAD, LINE, MUTED, Book, Cell, Column, put, text
from scoring.tables.indicators import weakest
from scoring.tables.overview import BIN, Overview, percent_of

_WEAKEST = 10
_CHART_ROWS = 14
_CHART_COLUMN = 3
_WIDTHS = (34, 16, 16, 16, 16, 16, 16, 16)


def add_summary(book: Book, merged: Merged, groups: Sequence[Overview]) -> None:
    """Add the summary: counts of the merge, then every group."""
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
    for overview in groups:
        row = _group(book, sheet, row + 1, overview)
    for line in ("note.range", "note.dominating", "note.coverage", "note.digest"):
        row += 1
        sheet.merge_range(
            row, 0, row, len(_WIDTHS) - 1, say(line), book.format(text_wrap=True, font_color=MUTED)
        )
        sheet.set_row(row, 32)


def named(overview: Overview, place: int, say: Wording, *, by_verified: bool) -> str:
    """Return the unit at a place of the ranking (0 the first, -1 the last) with points; many, if they share it."""
    one = overview.ranked[place]
    points = one.unit.verified_points if by_verified else one.unit.points
    percent = say.percent(percent_of(one.unit, by_verified=by_verified))
    if one.tied > 1:
        return say("summary.shared", n=one.tied, points=say.points(points), percent=percent)
    return say("summary.named", unit=one.unit.unit_name, points=say.points(points), percent=percent)


def _group(book: Book, sheet: Worksheet, row: int, overview: Overview) -> int:
    say, by_verified, top = book.say, book.merged.by_verified, row
    for line in book.of_group(overview.group, overview.set):
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
        (say("summary.last"), named(overview, -1, say, by_verified=by_verified)),
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
    row = _weakest(book, sheet, row + 1, overview)
    if len(overview.parents) > 1:
        row = _parents(book, sheet, row + 1, overview)
    return row


def _pairs(book: Book, sheet: Worksheet, row: int, pairs: Sequence[tuple[str, Cell]]) -> int:
    """Write names with what they are; return the row after them."""
    name = book.format(font_color=MUTED, bottom=1, bottom_color=LINE)
    whole = book.cell("whole", align="left")
    for label, item in pairs:
        text(sheet, row, 0, label, name)
        put(sheet, row, 1, item, whole)
        row += 1
    return row


def _small_head(book: Book, sheet: Worksheet, row: int, titles: Sequence[str]) -> int:
    head = book.format(bold=True, bottom=2, bottom_color=HEAD, text_wrap=True)
    for place, title in enumerate(titles):
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
    _chart(book, sheet, top, "column", say("summary.distribution"), (first, row - 1))
    titles = ("summary.pillars", "summary.chart_percent")
    row = _small_head(book, sheet, row + 1, [say(title) for title in titles])
    first = row
    for one in overview.pillars:
        put(sheet, row, 0, f"{one.pillar.id}. {say.words(one.pillar.title)}", book.cell("text"))
        put(sheet, row, 1, None if one.spread is None else one.spread.median, book.cell("points"))
        row += 1
    _chart(book, sheet, top + _CHART_ROWS + 1, "bar", say("summary.chart_percent"), (first, row - 1))
    return max(row, top + 2 * _CHART_ROWS + 1) + 1


def _chart(book: Book, sheet: Worksheet, top: int, kind: str, title: str, figures: tuple[int, int]) -> None:
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
        chart.set_y_axis({"major_gridlines": {"visible": True, "line": {"color": LINE}}})
    chart.set_size({"width": 600, "height": _CHART_ROWS * 20})
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
        for place, style in enumerate(("wrap", "text", "points", "percent", "points", "whole")):
            put(sheet, row, place, cells[place], book.cell(style))
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
        put(sheet, row, 6, parent.units[0].unit.unit_name, book.cell("text"))
        row += 1
    return row
