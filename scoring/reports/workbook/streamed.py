"""A sheet of very many rows: written into the file as they are read, and never held.

XlsxWriter keeps every cell until the end, or writes rows one by one at some seven microseconds a cell; a merge of all
communes has two million. Here a row is one format string, filled in. The rows above it are written as in any sheet.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from html import escape
from typing import Any

from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from scoring.reports.workbook.book import LINE_HEIGHT, LONGEST, lines_of, safe

_REMEMBERED = 65_536

Row = Sequence[str | float | None]
"""Texts, numbers and nothing."""


class StreamedSheet(Worksheet):
    """A worksheet whose rows below a heading come from an iterator when the workbook is closed."""

    def stream(self, first: int, rows: Iterable[Row], formats: Sequence[Format], width: float) -> None:
        """Take rows to be written below those written as usual.

        Args:
            first: Row of the first of them, from 0.
            rows: Each with one cell per format.
            formats: Of the columns.
            width: Of the last column, whose texts are wrapped.
        """
        self._streamed = (first, rows, [*formats], width)

    def _write_rows(self) -> None:
        inside: Any = self  # XlsxWriter gives its own attributes no types
        first, rows, formats, width = self._streamed
        super()._write_rows()
        styles = [
            (xl_col_to_name(place), style._get_xf_index())  # type: ignore[no-untyped-call]  # noqa: SLF001 - as its own sheets ask
            for place, style in enumerate(formats)
        ]
        inside.fh.writelines(_xml(first + 1, rows, styles, width))

    def _write_dimension(self) -> None:
        """Leave the used range out: it is optional, and not known before the rows are."""


def _xml(number: int, rows: Iterable[Row], styles: Sequence[tuple[str, int]], width: float) -> Iterator[str]:
    for line, row in enumerate(rows, number):
        middle = f'{line}" s="'
        cells = [
            f'<c r="{letters}{middle}{style}{_content(item)}</c>'
            for item, (letters, style) in zip(row, styles, strict=True)
            if item is not None and item != ""
        ]
        last = row[-1]
        high = lines_of(last, width) * LINE_HEIGHT if isinstance(last, str) else LINE_HEIGHT
        yield f'<row r="{line}" ht="{high}" customHeight="1">{"".join(cells)}</row>'


@lru_cache(_REMEMBERED)
def _content(item: str | float) -> str:
    """Return a cell from the end of its style on: hardly any figure or text comes only once."""
    if isinstance(item, str):
        return f'" t="inlineStr"><is><t>{_text(item)}</t></is>'
    return f'"><v>{item!r}</v>'


def _text(words: str) -> str:
    """Return a text as XML; what Excel would read as the escape of a character is escaped itself."""
    return escape(safe(words).replace("_x", "_x005F_x")[:LONGEST], quote=False)
