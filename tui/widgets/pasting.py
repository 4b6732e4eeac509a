"""What a paste, or a text that is loaded, becomes before it stands in an input."""

from __future__ import annotations

from criteria.clean import clean_text
from criteria.typed import NamedTuple


class Pasted(NamedTuple):
    """A paste, cleaned.

    Attributes:
        text: What goes in, in NFC, without control and bidi characters.
        lines: How many lines came.
    """

    text: str
    lines: int


def pasted_line(text: str) -> Pasted:
    """Return a paste for an input of one line: its lines with a space between them.

    Terminals send the end of a line as CR, LF or both; a cell copied from a table ends with one, which is no line.
    """
    lines = text.splitlines()
    while lines and not lines[-1].strip():
        lines.pop()
    return Pasted(clean_text(" ".join(lines)).replace("\t", " ").replace("\n", " "), len(lines))


def pasted_lines(text: str) -> Pasted:
    """Return a paste for an input of several lines."""
    lines = text.splitlines()
    if text and text[-1] in "\r\n":
        lines.append("")
    return Pasted(clean_text("\n".join(lines)), len(lines))
