"""A workbook being written: sheets set up alike, formats made once, cells that hold what they are told and no more."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from types import TracebackType
from typing import Self

from xlsxwriter import Workbook
from xlsxwriter.exceptions import XlsxWriterException
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from criteria.clean import clean_line
from criteria.model import IndicatorSet
from criteria.typed import NamedTuple
from scoring.merge.merged import Group, Merged
from scoring.periods import parse_period, title
from scoring.reports.wording import Wording

LONGEST = 32_767
"""Characters that a cell can hold."""
MOST_ROWS = 1_048_576
"""Rows that a sheet can hold."""

_NO_CLOCK = datetime(1980, 1, 1)  # noqa: DTZ001 - a workbook knows no time zones
_A4 = 9
_LONGEST_NAME = 31
_XML_ILLEGAL = dict.fromkeys((*range(9), 11, 12, *range(14, 32), *range(55296, 57344), 65534, 65535))
_RICH = "<r>"
LINE_HEIGHT = 15
_USUAL_DIGITS = 2
_ROOMY = 0.94
"""Of the width of a digit, as a letter of running text is wide, with room to spare."""
_FITTING = 1.05
_MOST_LINES = 27  # a row is at most 409 points high

INK, MUTED, LINE, HEAD, HEAD_INK, BAR = "#1B2733", "#5B6770", "#C9D1D8", "#1F4E68", "#FFFFFF", "#8FB8CE"
HEAT_LOW, HEAT_HIGH = "#F7FAFC", "#5B9DBD"
_NUMBERS: Mapping[str, int | str] = {
    "whole": 3,  # #,##0
    "points": 4,  # #,##0.00
    "percent": 10,  # 0.00%
    "moved": '"▲ +"#,##0;"▼ −"#,##0;"="',
    "gained": '"+"#,##0.00;"−"#,##0.00;0.00',
}
"""Formats of numbers: the numbers of those that every Excel has built in, and two of plain signs. What parts thousands and decimals is the
reader's own setting: 1.234,5 on a Vietnamese Windows."""
BANDS = ("#F4CFC8", "#FAE3C9", "#FBF2CC", "#DDEBD3", "#BFDFCB")
"""Fills of bands from the lowest to the highest; the band's name stands in the cell as well."""


class Column(NamedTuple):
    """A column of a table.

    Attributes:
        title: Its heading.
        width: In characters.
        style: Name of a cell format: `text`, `wrap`, `whole`, `points`, `percent`, `middle`, `rank`, `tag`, `tag_wrap`, and for
            differences `moved` (places) and `gained`. `points3` and more has that many decimals.
    """

    title: str
    width: float
    style: str = "text"


class Table(NamedTuple):
    """Where a table stands: the row of its headings and that of its last line, from 0, and how many columns."""

    head: int
    last: int
    columns: int


Cell = str | int | Decimal | float | None


class Book:
    """A workbook being written; closed, and only then on disk, at the end of its `with` block.

    Attributes:
        say: The words.
        workbook: XlsxWriter's.
    """

    def __init__(self, path: str, merged: Merged) -> None:
        self.say = Wording(merged.lang)
        self.merged = merged
        options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
        self.workbook = Workbook(path, options)
        self._formats: dict[tuple[tuple[str, object], ...], Format] = {}
        self._names: dict[str, int] = {}
        self.workbook.set_size(2400, 1400)
        latest = merged.latest
        created = _NO_CLOCK if latest is None else latest.astimezone(UTC).replace(tzinfo=None)
        self.workbook.set_properties(
            {"title": self.say("report.title"), "subject": self.say("report.heading"), "created": created}
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is not None:
            self.workbook.fileclosed = True  # nothing of a broken-off workbook is left
            return
        try:
            self.workbook.close()
        except XlsxWriterException as failed:
            told = failed.args[0] if failed.args else None
            raise (told if isinstance(told, OSError) else OSError(str(failed))) from failed

    def format(self, **wanted: object) -> Format:
        """Return a cell format; the same wishes give the same one."""
        key = tuple(sorted(wanted.items()))
        if key not in self._formats:
            self._formats[key] = self.workbook.add_format({"font_color": INK, "valign": "top", **wanted})
        return self._formats[key]

    def cell(self, style: str, **more: object) -> Format:
        """Return the format of a table's cell by the name of a style."""
        lines = {"bottom": 1, "bottom_color": LINE}
        match style:
            case "wrap":
                return self.format(text_wrap=True, **lines, **more)
            case "whole" | "points" | "percent" | "gained":
                return self.format(num_format=_NUMBERS[style], **lines, **more)
            case "moved":
                return self.format(num_format=_NUMBERS[style], align="center", **lines, **more)
            case "middle":
                return self.format(align="center", **lines, **more)
            case "tag_wrap":
                return self.format(indent=1, align="left", text_wrap=True, **lines, **more)
            case "tag":
                return self.format(indent=1, align="left", **lines, **more)
            case "rank":
                return self.cell("whole", align="center", **more)
            case _ if style.startswith("points"):
                decimals = "0" * int(style.removeprefix("points"))
                return self.format(num_format=f"#,##0.{decimals}", **lines, **more)
            case _:
                return self.format(**lines, **more)

    def sheet(self, key: str, *, sheet_class: type[Worksheet] = Worksheet) -> Worksheet:
        """Add a sheet named by `sheet.<key>`, set up for A4 landscape; further ones of the same name are numbered."""
        name = self.say(f"sheet.{key}")
        self._names[name] = number = self._names.get(name, 0) + 1
        if number > 1:
            name = f"{name} {number}"
        sheet = self.workbook.add_worksheet(name[:_LONGEST_NAME], sheet_class)
        sheet.set_paper(_A4)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
        sheet.hide_gridlines(2)
        page = self.say("sheet.page", page="&P", pages="&N")
        sheet.set_footer(f"&L&8{_footer(self.say('report.title'))}&C&8{_footer(name)}&R&8{page}")
        return sheet

    def headings(self, sheet: Worksheet, columns: Sequence[Column], *lines: str) -> int:
        """Write a title and lines below it, as wide as the table; return the row after them and an empty one."""
        width = sum(column.width for column in columns)
        last = len(columns) - 1
        big = self.format(bold=True, font_size=15, font_color=HEAD)
        small = self.format(font_color=MUTED, text_wrap=True)
        for row, line in enumerate(lines):
            if row == 0:
                text(sheet, row, 0, line, big)
                continue
            sheet.merge_range(row, 0, row, last, None, small)
            text(sheet, row, 0, line, small)
            sheet.set_row(row, LINE_HEIGHT * lines_of(line, width))
        sheet.set_row(0, 24)
        return len(lines) + 1

    def total_style(self, known: IndicatorSet) -> str:
        """Return the style of a column of totals: two decimals, or as many as the set rounds totals to."""
        digits = known.rounding.digits if "total" in known.rounding.at else 0
        return f"points{digits}" if digits > _USUAL_DIGITS else "points"

    def of_group(self, group: Group, known: IndicatorSet) -> list[str]:
        """Return the lines below a title that say which set and period a sheet is about, and ranked by what."""
        period = parse_period(group.period)
        shown = group.period if period is None else title(period, self.say.lang)
        by = "report.by_verified" if self.merged.by_verified else "report.by_self"
        of_set = self.say("report.set", title=self.say.words(known.title), id=known.id, version=known.version)
        lines = [f"{self.say('report.period', period=shown)}. {self.say(by)}.", f"{of_set}."]
        return [*lines, self.say("note.by_verified")] if self.merged.by_verified else lines

    def head(self, sheet: Worksheet, row: int, columns: Sequence[Column], *, height: float = 48) -> None:
        """Write the headings of a table, set the widths, repeat the headings on every printed page."""
        for place, column in enumerate(columns):
            align = "left" if column.style in {"text", "wrap", "tag_wrap"} else "center"
            head = self.format(
                bold=True, font_color=HEAD_INK, bg_color=HEAD, text_wrap=True, valign="vcenter", align=align
            )
            text(sheet, row, place, column.title, head)
            sheet.set_column(place, place, column.width)
        sheet.set_row(row, height)
        sheet.repeat_rows(row)

    def table(
        self,
        sheet: Worksheet,
        row: int,
        columns: Sequence[Column],
        lines: Sequence[Sequence[Cell]],
        *,
        frozen: int = 0,
        height: float = 48,
    ) -> Table:
        """Write a table with headings, filters, and headings and `frozen` columns that stay in sight."""
        self.head(sheet, row, columns, height=height)
        formats = [self.cell(column.style) for column in columns]
        for down, line in enumerate(lines, row + 1):
            fit(sheet, down, columns, line)
            for across, (item, style) in enumerate(zip(line, formats, strict=True)):
                put(sheet, down, across, item, style)
        table = Table(row, row + len(lines), len(columns))
        sheet.freeze_panes(row + 1, frozen)
        if lines:
            sheet.autofilter(table.head, 0, table.last, table.columns - 1)
        return table


def fit(sheet: Worksheet, row: int, columns: Sequence[Column], cells: Sequence[Cell]) -> None:
    """Make a row as high as its longest wrapped text needs."""
    pairs = zip(cells, columns, strict=True)
    wrapped = [
        (cell, column.width) for cell, column in pairs if isinstance(cell, str) and column.style == "wrap"
    ]
    most = max((lines_of(cell, width) for cell, width in wrapped), default=1)
    if most > 1:
        sheet.set_row(row, LINE_HEIGHT * most)


def lines_of(words: str, width: float) -> int:
    """Return how many lines a text takes in a column, roughly: words are not broken."""
    return min(_MOST_LINES, 1 + int(len(words) * _ROOMY / width)) if words else 1


def fitting(words: Iterable[str], lowest: float, highest: float) -> float:
    """Return the width of a column in which most of these words stand on one line."""
    longest = max(map(len, words), default=0)
    return min(highest, max(lowest, round(longest * _FITTING + 1)))


def put(sheet: Worksheet, row: int, column: int, item: Cell, style: Format) -> None:
    """Write a cell: a number as a number, a text as a text, nothing as an empty cell."""
    if item is None or item == "":
        sheet.write_blank(row, column, None, style)
    elif isinstance(item, str):
        text(sheet, row, column, item, style)
    else:
        sheet.write_number(row, column, float(item), style)


def text(sheet: Worksheet, row: int, column: int, words: str, style: Format) -> None:
    """Write words as a text, whatever they look like."""
    sheet.write_string(row, column, safe(words), style)


def safe(words: str) -> str:
    """Return words cleaned, without what XML forbids, no longer than a cell, and never taken for ready-made markup."""
    line = clean_line(words)
    if not line.isprintable():
        line = line.translate(_XML_ILLEGAL)
    line = line[:LONGEST]
    return f" {line}"[:LONGEST] if line.startswith(_RICH) else line


def _footer(words: str) -> str:
    return words.replace("&", "&&")
