"""The sheet that explains how points are made: every indicator with its question, points, rule and reference."""

from __future__ import annotations

from criteria.model import IndicatorSet
from scoring.reports.explained import points_of, reference_of, rule_sentences, total_sentences
from scoring.reports.workbook.book import HEAD, Book, Column, fit, text

_COLUMNS = 5


def add_explained(book: Book, known: IndicatorSet) -> None:
    """Add the explanation of one set."""
    say = book.say
    sheet = book.sheet("explained")
    of_set = say("report.set", title=say.words(known.title), id=known.id, version=known.version)
    columns = [
        Column(say("head.id"), 9),
        Column(say("head.indicator"), 46, "wrap"),
        Column(say("head.max"), 14, "wrap"),
        Column(say("head.rule"), 78, "wrap"),
        Column(say("head.reference"), 34, "wrap"),
    ]
    row = book.headings(sheet, columns, say("sheet.explained"), f"{of_set}.", *total_sentences(known, say))
    book.head(sheet, row, columns, height=22)
    sheet.freeze_panes(row + 1, 2)
    band = book.format(bold=True, bg_color="#E8EEF2", font_color=HEAD)
    for pillar in known.pillars:
        row += 1
        title, points = say.words(pillar.title), say.points(pillar.points)
        text(sheet, row, 0, say("note.pillar_line", id=pillar.id, title=title, points=points), band)
        for place in range(1, _COLUMNS):
            sheet.write_blank(row, place, None, band)
        for indicator in pillar.indicators:
            row += 1
            title = say.words(indicator.title)
            asked = "" if indicator.question is None else say.words(indicator.question)
            title = f"{title}. {asked}" if asked and asked != title else title
            sentences = ". ".join(rule_sentences(indicator, known, say))
            cells = (
                indicator.id,
                title,
                points_of(indicator, say),
                sentences,
                reference_of(indicator, known),
            )
            fit(sheet, row, columns, cells)
            for place, (words, column) in enumerate(zip(cells, columns, strict=True)):
                text(sheet, row, place, words, book.cell(column.style))
