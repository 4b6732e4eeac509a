"""A list of things that can be set: a label, what it is now, and a way to change it."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from criteria.clean import clean_line
from criteria.typed import NamedTuple
from tui.widgets.marked import Marked

_GAP = 2


class Row(NamedTuple):
    """One row.

    Attributes:
        id: What the screen calls it.
        label: What it is.
        value: How it stands; empty for something to be done. It may come from a record.
    """

    id: str
    label: str
    value: str = ""


class RowList(OptionList):
    """Rows of label and value; Enter on one posts `OptionSelected` with its id.

    Args:
        id: Id of the widget.
    """

    DEFAULT_CSS = """
    RowList {
        height: auto; border: none; padding: 0; background: transparent;
        &:focus { border: none; background-tint: transparent; }
        & > .option-list--option { padding: 0 1; }
        &:ansi > .option-list--option-highlighted { text-style: bold underline; }
    }
    """

    def __init__(self, id: str) -> None:  # noqa: A002 - the name Textual gives it
        super().__init__(id=id, markup=False)

    def show(self, rows: Sequence[Row]) -> None:
        """Show other rows; the cursor stays on the row it is on."""
        at = self.highlighted_row
        width = max((cell_len(row.label) for row in rows if row.value), default=0) + _GAP
        self.set_options(
            Option(
                Marked(row.label + " " * (width - cell_len(row.label)), row.value)
                if row.value
                else Content(clean_line(row.label)),
                id=row.id,
            )
            for row in rows
        )
        ids = [row.id for row in rows]
        self.highlighted = ids.index(at) if at in ids else 0 if ids else None

    def go(self, row: str) -> None:
        """Move the cursor to a row."""
        self.highlighted = self.get_option_index(row)

    @property
    def highlighted_row(self) -> str:
        """Id of the row under the cursor."""
        option = self.highlighted_option
        return "" if option is None else clean_line(option.id or "")
