"""Where the pages of a sheet of several parts end on paper, and how large it is printed."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from xlsxwriter.worksheet import Worksheet

from scoring.reports.workbook.book import LINE_HEIGHT

_PAGE_HEIGHT = 495
"""Points of an A4 page in landscape between the margins."""
_WIDEST = 78
"""Percent at which columns and charts are as wide as the page."""
_SMALLEST = 60
_SLACK = 4
"""Rows by which wrapped texts may make a part of the sheet higher."""


def set_pages(sheet: Worksheet, parts: Sequence[int]) -> None:
    """Print on as few pages as there can be, and as large as that allows; no page ends within a part that fits one.

    Args:
        sheet: The summary.
        parts: Rows at which parts begin, from 0, and the row after the last.
    """
    fewest = len(breaks_of(parts, _SMALLEST))
    tallest = max(after - row for row, after in itertools.pairwise(parts)) + _SLACK
    largest = max(_SMALLEST, min(_WIDEST, _PAGE_HEIGHT * 100 // (tallest * LINE_HEIGHT)))
    scale = next(
        scale for scale in range(largest, _SMALLEST - 1, -1) if len(breaks_of(parts, scale)) == fewest
    )
    sheet.set_print_scale(scale)
    sheet.set_h_pagebreaks(breaks_of(parts, scale))


def breaks_of(parts: Sequence[int], scale: int) -> list[int]:
    """Return the rows at which pages after the first begin, as many parts on each as there is room for."""
    room = _PAGE_HEIGHT * 100 / scale / LINE_HEIGHT - _SLACK
    found, first = [], 0
    for row, after in itertools.pairwise(parts):
        if row > first and after - first > room:
            found.append(row)
            first = row
    return found
