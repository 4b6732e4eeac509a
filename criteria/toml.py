"""TOML from outside, parsed: size, encoding, dangerous numbers and hostile text are dealt with here."""

from __future__ import annotations

import os
import stat
from unicodedata import is_normalized

from criteria.clean import Table, clean_table, is_everyday, is_unsafe, may_be_unsafe
from criteria.faults import Fault, FaultError, KeyPath
from criteria.lines import key_lines, line_of
from criteria.toml_parser import loads

StrPath = str | os.PathLike[str]
"""A path; what reads files takes text too, because `pathlib` takes longer to import than a record to score."""

RECORD_BYTES = 256 * 1024
"""A record is never larger: more than twenty times a complete one."""
SET_BYTES = 512 * 1024

_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_BOM = b"\xef\xbb\xbf"


class Source:
    """One TOML file as it was read: its name, its text, and what the text says.

    Attributes:
        name: What the user calls the file.
        text: The text, with plain line ends and without a byte-order mark.
        table: The parsed content, cleaned.
        unsafe: Whether anything had to be cleaned away.
    """

    __slots__ = ("_lines", "name", "table", "text", "unsafe")

    def __init__(self, name: str, text: str, table: Table, *, unsafe: bool) -> None:
        self.name = name
        self.text = text
        self.table = table
        self.unsafe = unsafe
        self._lines: dict[KeyPath, int] | None = None

    def placed(self, fault: Fault) -> Fault:
        """Return `fault` with this file's name and the line its key path stands on."""
        if self._lines is None:
            self._lines = key_lines(self.text)
        return fault._replace(file=self.name, line=line_of(self._lines, fault.path))


def read_source(path: StrPath, *, most: int, name: str | None = None) -> Source:
    """Read and parse the file at `path`.

    Args:
        path: The file.
        most: Bytes at the most; a larger file is refused unread.
        name: What to call the file in faults; its own name when None.

    Raises:
        FaultError: The file cannot be opened, is too large, or is not TOML in UTF-8.
    """
    shown = os.path.basename(path) if name is None else name
    try:
        with open(path, "rb", opener=_without_waiting) as file:
            state = os.fstat(file.fileno())
            if not stat.S_ISREG(state.st_mode):
                raise FaultError([Fault("F002", file=shown)])
            data = file.read(min(state.st_size, most) + 1)
    except OSError as error:
        raise FaultError([unopened(shown, error)]) from error
    return parse(data, shown, most=most)


def _without_waiting(path: str, flags: int) -> int:
    """Open a file, and never wait for one: a named pipe would keep us for ever."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def unopened(name: str, error: OSError) -> Fault:
    """Return the fault of a file that the system does not let us read."""
    match error:
        case FileNotFoundError():
            code = "F001"
        case IsADirectoryError():
            code = "F002"
        case PermissionError():
            code = "F003"
        case _:
            code = "F004"
    return Fault(code, file=name, details={"why": error.strerror or type(error).__name__})


def parse(data: bytes, name: str, *, most: int) -> Source:
    """Parse the bytes of a TOML file.

    Raises:
        FaultError: The data is too large, is not UTF-8, or is not TOML.
    """
    if len(data) > most:
        raise FaultError([Fault("F005", file=name, details={"most": str(most // 1024)})])
    if data.startswith(_UTF16):
        raise FaultError([Fault("F006", file=name)])
    try:
        text = data.removeprefix(_BOM).decode()
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise FaultError([Fault("F006", file=name, line=line)]) from error
    text = text.replace("\r\n", "\n")
    try:
        table: Table = loads(text)
    except (ValueError, RecursionError, OverflowError) as error:
        raise FaultError([_not_toml(error, text, name)]) from error
    everyday = is_everyday(data)
    unsafe = not everyday and may_be_unsafe(text)
    if unsafe:
        unsafe = is_unsafe(table)
        table = clean_table(table)
    elif not everyday and not is_normalized("NFC", text):
        table = clean_table(table)
    return Source(name, text, table, unsafe=unsafe)


def _not_toml(error: Exception, text: str, name: str) -> Fault:
    from criteria.toml_diagnosis import diagnose  # noqa: PLC0415 - only a file with a fault needs it

    return diagnose(text, error)._replace(file=name)
