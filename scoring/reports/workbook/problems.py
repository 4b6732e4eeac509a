"""The sheets of what needs a person: conflicts, files and findings; and of the units that have not reported."""

from __future__ import annotations

from itertools import islice

from scoring.merge.merged import PROBLEMS_FILE, Merged
from scoring.reports.problems import problem_rows
from scoring.reports.workbook.book import MOST_ROWS, Book, Column, fitting, text

_ROOM = MOST_ROWS - 10
_HEAD = 22
"""Height of headings of one line."""
_FILE = 3


def add_problems(book: Book, merged: Merged) -> None:
    """Add the problems; what does not fit into a sheet is left out, and said."""
    say = book.say
    sheet = book.sheet("problems")
    rows = problem_rows(merged, say)
    lines = [*islice(rows, _ROOM)]
    columns = [
        Column(say("head.kind"), 22),
        Column(say("head.finding"), 26, "wrap"),
        Column(say("head.fault"), 8),
        Column(say("head.file"), fitting((line[_FILE] for line in lines), 16, 34), "wrap"),
        Column(say("head.code"), 10),
        Column(say("head.indicator"), 8),
        Column(say("head.detail"), 88, "wrap"),
    ]
    row = book.headings(sheet, columns, say("sheet.problems"), say("note.digest"))
    table = book.table(sheet, row, columns, lines, height=_HEAD)
    left = sum(1 for _ in rows)
    if left:
        note = say("note.problems_cut", n=say.count(left), file=PROBLEMS_FILE)
        text(sheet, table.last + 1, 0, note, book.format(italic=True))
    elif not lines:
        text(sheet, row + 1, 0, say("note.no_problems"), book.format())


def add_missing(book: Book, merged: Merged) -> None:
    """Add the units of the roster that have not reported."""
    say = book.say
    sheet = book.sheet("missing")
    columns = [
        Column(say("head.code"), 10),
        Column(say("head.unit"), 48),
        Column(say("head.parent"), 44),
        Column(say("head.period"), 14),
        Column(say("head.set"), 20),
    ]
    row = book.headings(sheet, columns, say("sheet.missing"))
    lines = [(one.code, one.name, one.parent_name, one.period, one.set_id) for one in merged.missing]
    book.table(sheet, row, columns, lines, height=_HEAD)
    if not lines:
        text(sheet, row + 1, 0, say("note.no_missing"), book.format())
