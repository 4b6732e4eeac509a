"""The sheets of what needs a person: conflicts, files and findings; and of the units that have not reported."""

from __future__ import annotations

from itertools import islice

from scoring.merge.merged import PROBLEMS_FILE, Merged
from scoring.reports.problems import problem_rows
from scoring.reports.workbook.book import MOST_ROWS, Book, Column, text

_ROOM = MOST_ROWS - 10


def add_problems(book: Book, merged: Merged) -> None:
    """Add the problems; what does not fit into a sheet is left out, and said."""
    say = book.say
    sheet = book.sheet("problems")
    columns = [
        Column(say("head.kind"), 22),
        Column(say("head.finding"), 30, "wrap"),
        Column(say("head.fault"), 9),
        Column(say("head.file"), 36, "wrap"),
        Column(say("head.code"), 10),
        Column(say("head.indicator"), 10),
        Column(say("head.detail"), 70, "wrap"),
    ]
    row = book.headings(sheet, columns, say("sheet.problems"), say("note.digest"))
    rows = problem_rows(merged, say)
    lines = [*islice(rows, _ROOM)]
    table = book.table(sheet, row, columns, lines)
    left = sum(1 for _ in rows)
    if left:
        note = say("note.problems_cut", n=say.count(left), file=PROBLEMS_FILE)
        text(sheet, table.last + 1, 0, note, book.format(italic=True))
    elif not lines:
        text(sheet, row + 1, 0, say("note.no_problems"), book.format())


def add_missing(book: Book, merged: Merged) -> None:
    """Add the units of the roster that have not reported."""
    say = book.say
    sheet = book.sheet("missing", portrait=True)
    columns = [
        Column(say("head.code"), 10),
        Column(say("head.unit"), 34),
        Column(say("head.parent"), 30),
        Column(say("head.period"), 12),
        Column(say("head.set"), 14),
    ]
    row = book.headings(sheet, columns, say("sheet.missing"))
    lines = [(one.code, one.name, one.parent_name, one.period, one.set_id) for one in merged.missing]
    book.table(sheet, row, columns, lines)
    if not lines:
        text(sheet, row + 1, 0, say("note.no_missing"), book.format())
