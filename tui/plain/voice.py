"""Speaking and listening in plain lines."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from typing import TextIO
from unicodedata import category, normalize

from criteria.clean import clean_line, clean_text
from tui.cli.output import indented
from tui.preflight import charset

NARROWEST, WIDEST, USUAL = 20, 100, 80
_ERASED = ("\x08", "\x7f")
_UTF_8 = "utf-8"


class Ended(Exception):  # noqa: N818 - it ends the session; nothing went wrong
    """Raised where nobody answers any more: the pipe is at its end, or the user has pressed Ctrl+C."""


class Voice:
    """Says lines and hears lines.

    Args:
        hears: Where answers come from.
        says: Where everything goes.
        columns: How wide a line may be.
        plain_letters: Whether letters lose their marks, because the terminal has none.
        echoes: Whether answers are printed again, because nobody sees them being typed.

    Attributes:
        plain_letters: As above.
    """

    def __init__(
        self,
        hears: TextIO,
        says: TextIO,
        *,
        columns: int = USUAL,
        plain_letters: bool = False,
        echoes: bool = False,
    ) -> None:
        self._hears = hears
        self._says = says
        self._columns = columns
        self.plain_letters = plain_letters
        self._echoes = echoes

    def say(self, text: str = "", indent: int = 0) -> None:
        """Say something, wrapped; what a terminal would obey is taken out of it."""
        for part in clean_text(text).split("\n"):
            for line in indented(clean_line(part), indent, self._columns):
                self._put(f"{line.rstrip()}\n")

    def ask(self, prompt: str) -> str:
        """Ask, and return the line that was typed.

        Raises:
            Ended: Nobody answers any more.
        """
        *above, last = indented(clean_line(prompt), 0, self._columns)
        for line in above:
            self._put(f"{line}\n")
        self._put(f"{last} ")
        self._says.flush()
        try:
            line = self._hears.readline()
        except (KeyboardInterrupt, EOFError) as error:
            self._put("\n")
            raise Ended from error
        if not line:
            self._put("\n")
            raise Ended
        typed = heard(line)
        if self._echoes:
            self._put(f"{clean_line(typed)}\n")
        return typed

    def _put(self, text: str) -> None:
        self._says.write(unmarked(text) if self.plain_letters else text)


def heard(line: str) -> str:
    """Return a line as its typist meant it: what was erased is gone, letters are in NFC.

    A terminal that sends one of the two keys for erasing and expects the other leaves it within the line.
    """
    kept: list[str] = []
    for char in normalize("NFC", line.removeprefix("\ufeff").rstrip("\r\n")):
        if char in _ERASED:
            if kept:
                kept.pop()
        else:
            kept.append(char)
    return clean_text("".join(kept))


def unmarked(text: str) -> str:
    """Return text without the marks of its letters, for a terminal that has none: "Xa Diem Thuy"."""
    bare = "".join(char for char in normalize("NFD", text) if category(char) != "Mn")
    return bare.translate(_BARE)


_BARE = str.maketrans("đĐ“”‘’–—−×…→·", "dD\"\"''---x.>-")


def standard_voice(environ: Mapping[str, str] = os.environ) -> Voice:
    """Return the voice of this process's standard streams."""
    encoding = charset(environ, sys.platform) or _UTF_8
    plain_letters = encoding.replace("_", "-") not in {_UTF_8, "utf8"}
    terminal = sys.stdin is not None and sys.stdin.isatty()
    hears = sys.stdin if sys.stdin is not None else open(os.devnull, encoding=_UTF_8)  # noqa: PTH123, SIM115 - open until the end
    if not (terminal and sys.platform == "win32"):
        _encode(hears, encoding if terminal else _UTF_8)
    if plain_letters and sys.stdout.isatty():
        _encode(sys.stdout, encoding)
    else:
        plain_letters = False
    return Voice(hears, sys.stdout, columns=_columns(), plain_letters=plain_letters, echoes=not terminal)


def _encode(stream: TextIO, encoding: str) -> None:
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        try:
            reconfigure(encoding=encoding, errors="replace")
        except LookupError:
            reconfigure(encoding="ascii", errors="replace")


def _columns() -> int:
    try:
        columns = os.get_terminal_size(1).columns or USUAL
    except OSError:
        columns = USUAL
    return min(WIDEST, max(NARROWEST, columns - 1))
