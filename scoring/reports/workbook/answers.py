"""The sheet of every answer of every unit, streamed from `answers.csv`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from criteria.model import IndicatorSet
from criteria.rules import answer_kind
from scoring.merge.merged import ANSWERS_FILE, Merged
from scoring.reports.wording import Wording
from scoring.reports.workbook.book import Book, Column, text
from scoring.reports.workbook.chosen import chosen
from scoring.reports.workbook.streamed import Row, StreamedSheet
from scoring.tables.overview import Overview

_FIGURES = frozenset(("count", "amount", "ratio", "given"))
_Key = tuple[str, str, str]
MOST_PRINTED = 400
"""Rows that are printed with the workbook, some eight pages; a table with more is printed by whoever asks for it."""


def add_answers(book: Book, merged: Merged, groups: Sequence[Overview], most_rows: int) -> None:
    """Add the answers; where a sheet of `most_rows` cannot hold them, say where they are."""
    say = book.say
    sheet = book.sheet("answers", sheet_class=StreamedSheet)
    assert isinstance(sheet, StreamedSheet)  # noqa: S101 - what was asked for
    several = len(groups) > 1
    columns = _columns(book, groups, several=several)
    count = sum(len([*group.set.indicators()]) * len(group.ranked + group.unranked) for group in groups)
    unprinted = [say("note.not_printed", rows=say.count(count))] if MOST_PRINTED < count < most_rows else []
    row = book.headings(sheet, columns, say("sheet.answers"), say("note.coverage"), *unprinted)
    if row + 1 + count > most_rows:
        cut = say("note.answers_cut", rows=say.count(count), most=say.count(most_rows), file=ANSWERS_FILE)
        text(sheet, row, 0, cut, book.format())
        sheet.stream(row + 1, (), (), 1)
        return
    book.head(sheet, row, columns)
    sheet.freeze_panes(row + 1, 3)
    sheet.autofilter(row, 0, row + count, len(columns) - 1)
    if unprinted:
        sheet.print_area(0, 0, row, len(columns) - 1)
    rows = _rows(merged, say, several=several)
    sheet.stream(row + 1, rows, [book.cell(column.style) for column in columns], columns[-1].width)


def _columns(book: Book, groups: Sequence[Overview], *, several: bool) -> list[Column]:
    say = book.say
    points = max((book.total_style(one.set) for one in groups), default="points")
    group = [Column(say("head.period"), 10), Column(say("head.set"), 16)] if several else []
    return [
        Column(say("head.code"), 9),
        Column(say("head.unit"), 26),
        Column(say("head.indicator"), 11),
        *group,
        Column(say("head.points"), 9, points),
        Column(say("head.max"), 9, points),
        Column(say("head.verified"), 11, points),
        Column(say("head.difference"), 11, points),
        Column(say("head.state"), 24, "tag"),
        Column(say("head.value"), 22),
        Column(say("head.out_of"), 11),
        Column(say("head.rate"), 11),
        Column(say("head.reason"), 78, "tag_wrap"),
    ]


def _rows(merged: Merged, say: Wording, *, several: bool) -> Iterator[Row]:
    """Yield the rows of `answers.csv` with the unit's name and the status in words."""
    names = {(unit.unit_code, unit.period, unit.set_id): unit.unit_name for unit in merged.units}
    figures = {key: _figures(known) for key, known in merged.sets.items()}
    tellers = {key: cache(chosen(known, say)) for key, known in merged.sets.items()}
    status = {key.removeprefix("status."): say(key) for key in _status_keys()}
    decimal = "." if merged.style.raw else ","

    @cache
    def number(cell: str) -> float | None:
        return float(cell.replace(decimal, ".")) if cell else None

    for (
        code,
        period,
        set_id,
        version,
        indicator,
        _,
        points,
        most,
        verified,
        difference,
        *rest,
    ) in merged.answers():
        stand, value, out_of, rate, reason = rest
        group = (period, f"{set_id} {version}") if several else ()
        is_figure = indicator in figures[set_id, version]
        yield (
            code,
            names.get((code, period, set_id), ""),
            indicator,
            *group,
            number(points),
            number(most),
            number(verified),
            number(difference),
            status.get(stand, stand),
            number(value) if is_figure else tellers[set_id, version](indicator, value),
            number(out_of),
            number(rate),
            reason,
        )


def _figures(known: IndicatorSet) -> frozenset[str]:
    """Return the ids of the indicators that are answered with a figure, whatever the class of unit."""
    return frozenset(
        one.id
        for one in known.indicators()
        if all(answer_kind(rule) in _FIGURES for rule in (one.rule, *(other.rule for other in one.when)))
    )


def _status_keys() -> tuple[str, ...]:
    words = (
        "needs_evidence",
        "not_done",
        "done",
        "in_progress",
        "no_figures",
        "not_applicable",
        "not_asked",
        "recorded",
    )
    return tuple(f"status.{word}" for word in words)
