"""TOML from outside, parsed: size, encoding, dangerous numbers and hostile text are dealt with here."""

from __future__ import annotations

import os
from unicodedata import is_normalized

from criteria.clean import Table, clean_table, is_unsafe, may_be_unsafe
from criteria.faults import Fault, FaultError, KeyPath
from criteria.lines import key_lines, line_of
from criteria.toml_parser import loads

StrPath = str | os.PathLike[str]
"""A path; what reads files takes text too, because `pathlib` takes longer to import than a record to score."""

RECORD_BYTES = 256 * 1024
"""A record is never larger: more than twenty times a complete one."""
SET_BYTES = 2 * 1024 * 1024

_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_BOM = b"\xef\xbb\xbf"
_AT_LINE = " at line "


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
        with open(path, "rb") as file:
            # No more room is made than the file needs; what has no size, such as a pipe, gets all it may have.
            size = os.fstat(file.fileno()).st_size or most
            data = file.read(min(size, most) + 1)
    except OSError as error:
        raise FaultError([unopened(shown, error)]) from error
    return parse(data, shown, most=most)


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
        raise FaultError([_not_toml(error, name)]) from error
    unsafe = may_be_unsafe(text)
    if unsafe:
        unsafe = is_unsafe(table)
        table = clean_table(table)
    elif not is_normalized("NFC", text):
        table = clean_table(table)
    return Source(name, text, table, unsafe=unsafe)


def _not_toml(error: Exception, name: str) -> Fault:
    said = str(error).splitlines() or [type(error).__name__]
    number = str(error).partition(_AT_LINE)[2].split(" ", 1)[0]
    what = " ".join(line.strip() for line in said if line.strip() and "|" not in line)
    return Fault("F007", file=name, line=int(number) if number.isdecimal() else None, details={"why": what})
