"""What commands print: faults, score cards, in plain lines that also work in a pipe."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from decimal import Decimal

from criteria.clean import clean_line
from criteria.faults import Fault
from criteria.typed import TYPE_CHECKING
from scoring.numbers import print_points
from tui.speech import Speech

if TYPE_CHECKING:
    from typing import TextIO

NARROWEST = 60
WIDEST = 100
_USUAL = 80


def width() -> int:
    """Return the columns to print in: the terminal's, within reason; 80 in a pipe."""
    try:
        columns = os.get_terminal_size(1).columns
    except OSError:
        columns = _USUAL
    return min(WIDEST, max(NARROWEST, columns))


def indented(text: str, indent: int, columns: int) -> list[str]:
    """Return `text` in lines of `columns`, all of them indented; it breaks at spaces, and within none but a long word."""
    room = columns - indent
    lines = [""]
    for word in text.split(" "):
        rest = word
        if lines[-1] and len(lines[-1]) + 1 + len(rest) <= room:
            lines[-1] += f" {rest}"
            continue
        if lines[-1]:
            lines.append("")
        while len(rest) > room:
            lines[-1], rest = rest[:room], rest[room:]
            lines.append("")
        lines[-1] = rest
    return [" " * indent + line for line in lines]


def points_text(points: Decimal, speech: Speech) -> str:
    """Return points with the word for them: one of them, or any other number."""
    return speech(
        "points.one" if abs(points) == 1 else "points.many", points=print_points(points, speech.lang)
    )


def print_faults(faults: Iterable[Fault], speech: Speech, *, file: TextIO | None = None) -> None:
    """Print every fault: code and place, then what is wrong and what to do."""
    columns = width()
    for fault in faults:
        kind = speech("fault.warning" if fault.is_warning else "fault.fault")
        print(f"{kind} {fault.code}  {fault.where()}".rstrip(), file=file or sys.stdout)
        for line in indented(clean_line(fault.message(speech.lang)), 4, columns):
            print(line, file=file or sys.stdout)
