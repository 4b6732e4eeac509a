"""A program in a real pseudo-terminal: keys go in as bytes, and its screen is read as a person would see it."""

import contextlib
import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
from collections.abc import Mapping, Sequence
from pathlib import Path
from time import monotonic
from types import TracebackType
from typing import Self

import pyte
from pyte.modes import IRM
from wcwidth import wcwidth

KEYS = {
    "enter": "\r",
    "escape": "\x1b",
    "tab": "\t",
    "up": "\x1b[A",
    "down": "\x1b[B",
    "right": "\x1b[C",
    "left": "\x1b[D",
    "home": "\x1b[H",
    "end": "\x1b[F",
    "pageup": "\x1b[5~",
    "pagedown": "\x1b[6~",
    "f1": "\x1bOP",
    "f2": "\x1bOQ",
    "f3": "\x1bOR",
    "f4": "\x1bOS",
    "f5": "\x1b[15~",
    "f6": "\x1b[17~",
    "f7": "\x1b[18~",
    "f8": "\x1b[19~",
    "f9": "\x1b[20~",
    **{f"ctrl+{letter}": chr(ord(letter) - 96) for letter in "abcdefghijklmnopqrstuvwxyz"},
}
"""What an xterm sends for the keys that are no letters."""

PATIENCE = 30.0
"""Seconds after which something that should have come is taken not to come."""
# What pyte does not know and would print: key protocols, queries, and the settings of their answers.
_UNKNOWN = re.compile(
    rb"\x1b\[[<>=?][0-9;]*[a-zA-Z$]+p?|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1bP[^\x1b]*\x1b\\"
)
_KEPT = re.compile(rb"\x1b\[\?[0-9;]*[hl]")


class Screen(pyte.Screen):
    """A screen that takes texts of narrow letters in one go, as nearly all are: letter by letter takes most of a test."""

    def __init__(self, columns: int, lines: int) -> None:
        super().__init__(columns, lines)
        self._narrow: set[str] = set()
        self._drawn = [""] * lines

    def draw(self, data: str) -> None:
        """Draw a text where the cursor is."""
        letters = set(data)
        if not letters <= self._narrow:
            self._narrow |= {letter for letter in letters if wcwidth(letter) == 1}
        start = self.cursor.x
        end = start + len(data)
        if end > self.columns or IRM in self.mode or self.charset or not letters <= self._narrow:
            super().draw(data)
            return
        row, drawn = self.buffer[self.cursor.y], self.cursor.attrs
        made = {letter: drawn._replace(data=letter) for letter in letters}
        for place, letter in zip(range(start, end), data, strict=True):
            row[place] = made[letter]
        self.cursor.x = end
        self.dirty.add(self.cursor.y)

    @property
    def rows(self) -> list[str]:
        """The screen, row by row; only what was drawn in since is read anew."""
        for number in self.dirty:
            row = self.buffer[number]
            self._drawn[number] = "".join(row[place].data for place in range(self.columns))
        self.dirty.clear()
        return self._drawn


class Terminal:
    """A program running in a terminal of so many columns and lines.

    Args:
        command: The program and its words.
        environ: Its environment, `TERM` included.
        size: Columns and lines.
        folder: Where it runs.
    """

    def __init__(
        self,
        command: Sequence[str],
        environ: Mapping[str, str],
        size: tuple[int, int] = (80, 24),
        folder: Path | None = None,
    ) -> None:
        columns, lines = size
        self._screen = Screen(columns, lines)
        self._stream = pyte.ByteStream(self._screen)
        self.seen = bytearray()
        self.pid, self._file = pty.fork()
        if self.pid == 0:  # the child
            if folder is not None:
                os.chdir(folder)
            os.execvpe(command[0], list(command), dict(environ))  # noqa: S606 - a program under test
        fcntl.ioctl(self._file, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
        self.code: int | None = None

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the program if it has not ended, and close the terminal."""
        self.kill()
        os.close(self._file)

    def send(self, *keys: str) -> None:
        """Send keys by name (`"enter"`, `"ctrl+s"`), and any other text as it is."""
        for key in keys:
            data = KEYS.get(key, key).encode()
            while data:
                data = data[os.write(self._file, data) :]

    def read(self, seconds: float) -> bool:
        """Take in what the program draws within `seconds`; tell whether anything came before it ended."""
        ready, _, _ = select.select([self._file], [], [], max(seconds, 0))
        if not ready:
            return True
        try:
            data = os.read(self._file, 65536)
        except OSError:
            return False
        self.seen += data
        self._stream.feed(_UNKNOWN.sub(lambda found: found[0] if _KEPT.fullmatch(found[0]) else b"", data))
        return bool(data)

    def wait_for(self, *texts: str, patience: float = PATIENCE) -> float:
        """Wait until all of `texts` are on the screen, and return the seconds it took.

        Raises:
            AssertionError: They are not, however long one waits.
        """
        start = monotonic()
        while True:
            shown = self.text
            if all(text in shown for text in texts):
                return monotonic() - start
            left = start + patience - monotonic()
            if left <= 0 or not self.read(left):
                message = f"{texts} not on the screen:\n{self.text}"
                raise AssertionError(message)

    def answer(self, key: str, text: str, patience: float = PATIENCE) -> None:
        """Send a key, and wait until the program has drawn `text`; the screen is not kept meanwhile.

        Raises:
            AssertionError: It does not come.
        """
        wanted = text.encode()
        drawn = b""
        self.send(key)
        end = monotonic() + patience
        while wanted not in drawn:
            ready, _, _ = select.select([self._file], [], [], max(end - monotonic(), 0))
            if not ready:
                message = f"{text!r} was not drawn after {key!r}"
                raise AssertionError(message)
            drawn += os.read(self._file, 65536)

    def drain(self, quiet: float = 0.05) -> None:
        """Let pass what is still drawn, until nothing comes for `quiet` seconds."""
        while select.select([self._file], [], [], quiet)[0]:
            os.read(self._file, 65536)

    def settle(self, quiet: float = 0.3, patience: float = PATIENCE) -> None:
        """Wait until the program has drawn nothing for `quiet` seconds."""
        end = monotonic() + patience
        while monotonic() < end:
            before = len(self.seen)
            if not self.read(quiet) or len(self.seen) == before:
                return

    @property
    def text(self) -> str:
        """The screen, line by line."""
        return "\n".join(line.rstrip() for line in self._screen.rows)

    def kill(self) -> None:
        """End the program at once, as a power cut does."""
        if self.code is None:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.pid, signal.SIGKILL)
            self._reap()

    def ended(self, patience: float = PATIENCE) -> int:
        """Wait until the program ends by itself, and return its exit code.

        Raises:
            AssertionError: It does not.
        """
        end = monotonic() + patience
        while monotonic() < end:
            if not self.read(end - monotonic()):
                self._reap()
                assert self.code is not None
                return self.code
        message = f"still running:\n{self.text}"
        raise AssertionError(message)

    @property
    def peak(self) -> int:
        """The most memory it has taken so far, in kilobytes.

        The system's count for a child would hold what the tests themselves took when they started it.
        """
        status = Path(f"/proc/{self.pid}/status").read_text("utf-8")
        return int(status.split("VmHWM:")[1].split()[0])

    def _reap(self) -> None:
        _, status = os.waitpid(self.pid, 0)
        self.code = os.waitstatus_to_exitcode(status)
