"""What commands print: faults, score cards, in plain lines that also work in a pipe."""

import sys
from collections.abc import Iterable
from shutil import get_terminal_size
from textwrap import wrap
from typing import TextIO

from criteria.faults import Fault
from tui.speech import Speech

NARROWEST = 60
WIDEST = 100


def width() -> int:
    """Return the columns to print in: the terminal's, within reason; 80 in a pipe."""
    return min(WIDEST, max(NARROWEST, get_terminal_size((80, 24)).columns))


def indented(text: str, indent: int, columns: int) -> list[str]:
    """Return `text` in lines of `columns`, all of them indented."""
    pad = " " * indent
    return wrap(text, columns, initial_indent=pad, subsequent_indent=pad, break_on_hyphens=False) or [pad]


def print_faults(faults: Iterable[Fault], speech: Speech, *, file: TextIO | None = None) -> None:
    """Print every fault: code and place, then what is wrong and what to do."""
    columns = width()
    for fault in faults:
        kind = speech("fault.warning" if fault.is_warning else "fault.fault")
        print(f"{kind} {fault.code}  {fault.where()}".rstrip(), file=file or sys.stdout)
        for line in indented(fault.message(speech.lang), 4, columns):
            print(line, file=file or sys.stdout)
