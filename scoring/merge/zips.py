"""Zips from outside: read in memory, never unpacked to disk, with bounds on what they may hold.

Refused are zips with too many members or too much in them, and members that lead out of their folder, are links, are
locked, are zips themselves, or are packed tighter than any record could be.
"""

from __future__ import annotations

import os
import stat
import struct
import zlib
from typing import BinaryIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from criteria.faults import Fault, FaultError
from criteria.toml import RECORD_BYTES, unopened
from criteria.typed import NamedTuple

MOST_MEMBERS = 20_000
MOST_BYTES = 2 * 1024**3
"""Of all members together, unpacked, as the zip states them."""
TIGHTEST = 200
"""Bytes unpacked per byte packed; records of one letter over and over come to a hundred."""
_SMALL = 4096
"""Members packed to less than their TIGHTEST share of this are too small to hurt."""
_DIRECTORY_BYTES = 16 * 1024**2
_END = b"PK\x05\x06"
_END_SIZE = 22
_LONGEST_COMMENT = 0xFFFF
_LOCKED = 0x1
_UNIX = 3
_PACKED = (ZIP_STORED, ZIP_DEFLATED)


class Member(NamedTuple):
    """A file in a zip.

    Attributes:
        place: Its place in the zip's list.
        fault: Why it is not to be read.
    """

    name: str
    place: int
    fault: Fault | None = None


def members(path: str) -> list[Member]:
    """Return the files in the zip at `path`.

    Raises:
        FaultError: It cannot be read, or holds too much.
    """
    try:
        with open(path, "rb") as file:
            _check_size(file)
            with ZipFile(file) as archive:
                listed = archive.infolist()
    except OSError as error:
        raise FaultError([unopened(os.path.basename(path), error)]) from error
    except (BadZipFile, ValueError, NotImplementedError, struct.error) as error:
        raise FaultError([Fault("M010")]) from error
    if len(listed) > MOST_MEMBERS or sum(info.file_size for info in listed) > MOST_BYTES:
        raise FaultError([_too_much()])
    return [
        Member(info.filename, place, _refused(info)) for place, info in enumerate(listed) if not info.is_dir()
    ]


def _too_much() -> Fault:
    return Fault("M011", (), {"most": str(MOST_MEMBERS), "gib": str(MOST_BYTES // 1024**3)})


def _check_size(file: BinaryIO) -> None:
    """Look at what the zip says of its own list before anything reads it.

    Raises:
        FaultError: The list is too long.
    """
    size = file.seek(0, os.SEEK_END)
    file.seek(max(0, size - _END_SIZE - _LONGEST_COMMENT))
    tail = file.read()
    place = tail.rfind(_END)
    if place >= 0 and len(tail) - place >= _END_SIZE:
        count, length = struct.unpack_from("<HL", tail, place + 10)
        if count > MOST_MEMBERS or length > _DIRECTORY_BYTES:
            raise FaultError([_too_much()])
    file.seek(0)


def _refused(info: ZipInfo) -> Fault | None:
    name = info.filename.replace("\\", "/")
    drive = len(name) > 1 and name[1] == ":"
    is_link = info.create_system == _UNIX and stat.S_ISLNK(info.external_attr >> 16)
    if name.startswith("/") or drive or ".." in name.split("/") or is_link:
        return Fault("M012")
    if info.compress_type not in _PACKED:
        return Fault("M010")
    if info.flag_bits & _LOCKED:
        return Fault("M014")
    if name.lower().endswith(".zip"):
        return Fault("M013")
    if info.file_size > max(_SMALL, info.compress_size) * TIGHTEST:
        return Fault("M015", (), {"times": str(TIGHTEST)})
    return None


class OpenZip:
    """The zip that was read from last; its members come one after another."""

    def __init__(self) -> None:
        self._path = ""
        self._archive: ZipFile | None = None

    def read(self, path: str, place: int) -> bytes:
        """Return what is in a member, one byte more than a record may have at the most.

        Raises:
            FaultError: It cannot be unpacked.
        """
        try:
            if self._archive is None or self._path != path:
                self.close()
                self._archive = ZipFile(path)
                self._path = path
            with self._archive.open(self._archive.infolist()[place]) as member:
                return member.read(RECORD_BYTES + 1)
        except (
            OSError, BadZipFile, zlib.error, ValueError, NotImplementedError, RuntimeError, EOFError,
            IndexError, MemoryError, struct.error,
        ) as error:  # fmt: skip
            raise FaultError([Fault("M010")]) from error

    def close(self) -> None:
        """Close it."""
        if self._archive is not None:
            self._archive.close()
            self._archive = None
