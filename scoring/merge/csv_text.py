"""CSV that a spreadsheet opens without harm: UTF-8, a guard against formulas, numbers as Vietnamese offices write them."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import lru_cache

from criteria.clean import clean_line
from criteria.typed import NamedTuple
from criteria.words import Lang
from scoring.merge.words import words
from scoring.numbers import round_half_up

BOM = "\ufeff"
END = "\r\n"
DIGITS = 6
"""Decimals a figure has at the most; it is rounded half up for printing only."""

_FORMULA = frozenset("=+-@\t\r＝＋－＠−﹢﹣﹦﹫|%")
_GUARD = "'"


class CsvStyle(NamedTuple):
    """How the CSV files of a merge are written.

    Attributes:
        lang: Of the words in them.
        raw: For programs: no byte-order mark, commas, decimal points. The guard stays on.
    """

    lang: Lang = "vi"
    raw: bool = False

    @property
    def delimiter(self) -> str:
        """What stands between cells."""
        return "," if self.raw else ";"

    def head(self, columns: Iterable[str]) -> str:
        """Return the start of a file: the byte-order mark, where it has one, and the names of the columns."""
        return ("" if self.raw else BOM) + self.row(columns)

    def row(self, cells: Iterable[str]) -> str:
        """Return one line of cells that `text` and `number` made."""
        return self.delimiter.join(cells) + END

    def text(self, said: str) -> str:
        """Return a text as a cell: on one line, never a formula, quoted where it has to be."""
        if said.isascii() and said.isalnum():
            return said
        return _text(said, self.delimiter)

    def cell(self, line: str) -> str:
        """Return a text that is clean and on one line already as a cell, as `text` does."""
        return _quoted(f"{_GUARD}{line}" if line and line[0] in _FORMULA else line, self.delimiter)

    def number(self, figure: Decimal | int | None) -> str:
        """Return a figure as a cell: at most six decimals, no zeros at the end; nothing for None."""
        if figure is None:
            return ""
        plain = plain_number(figure) if type(figure) is Decimal else str(figure)
        return plain if self.raw else plain.replace(".", ",")

    def quotient(self, figure: Decimal | None) -> str:
        """Return a figure of many decimals as a cell, as `number` does: it hardly comes twice, and is not remembered."""
        if figure is None:
            return ""
        plain = _trimmed(round_half_up(figure, DIGITS))
        return plain if self.raw else plain.replace(".", ",")

    def part(self, done: int, asked: int) -> str:
        """Return "5/12" as a cell; for people the word for what is counted follows: 5/12 alone is a day in December."""
        return f"{done}/{asked}" if self.raw else f"{done}/{asked} {words('indicators', self.lang)}"


@lru_cache(8192)
def plain_number(figure: Decimal) -> str:
    """Return a figure with a decimal point, at most six decimals and no zeros at the end."""
    exponent = figure.as_tuple().exponent
    if isinstance(exponent, int) and exponent < -DIGITS:
        figure = round_half_up(figure, DIGITS)
    return _trimmed(figure)


def _trimmed(figure: Decimal) -> str:
    """Return a figure with a decimal point and no zeros at the end."""
    plain = format(figure, "f")
    if "." in plain:
        plain = plain.rstrip("0").rstrip(".")
    return "0" if plain == "-0" else plain


@lru_cache(4096)
def _text(said: str, delimiter: str) -> str:
    """Return a text as a cell; codes, names and lists of parts come again and again."""
    return _quoted(guarded(said), delimiter)


def _quoted(line: str, delimiter: str) -> str:
    """Return a line in quotes where a reader of commas, semicolons or tabs could part it."""
    if delimiter in line or '"' in line or ";" in line or "," in line:
        return '"' + line.replace('"', '""') + '"'
    return line


def guarded(said: str) -> str:
    """Return a text cleaned, on one line, with an apostrophe in front where a spreadsheet would take it for a formula."""
    line = clean_line(said)
    return _GUARD + line if line and line[0] in _FORMULA else line


def unguarded(cell: str) -> str:
    """Return a text as it was before `guarded` put an apostrophe in front."""
    return cell[1:] if len(cell) > 1 and cell[0] == _GUARD and cell[1] in _FORMULA else cell


def read_rows(path: str, style: CsvStyle) -> Iterator[list[str]]:
    """Yield the rows of a file of ours below its heading, texts without guard.

    Cells are given as text; a number has the decimal sign of the style (`parse_number`).

    Raises:
        OSError: The file cannot be read.
    """
    with open(path, encoding="utf-8-sig", newline="") as file:
        rows = csv.reader(file, delimiter=style.delimiter)
        next(rows, None)
        for row in rows:
            yield [unguarded(cell) for cell in row]


def parse_number(cell: str, style: CsvStyle) -> Decimal | None:
    """Return the number in a cell that `CsvStyle.number` wrote; None of an empty one."""
    if not cell:
        return None
    return Decimal(cell if style.raw else cell.replace(",", "."))
