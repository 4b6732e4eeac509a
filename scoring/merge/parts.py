"""The pieces of files that workers write, each its own, and that the merge puts together."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from shutil import rmtree
from typing import BinaryIO

from scoring.merge.entry import NOWHERE, Part

PARTS = "parts"
"""Folder of the pieces that workers leave."""
_RUN = 1024 * 1024
"""Bytes after which no more is read at once."""


class PartFile:
    """A file that one worker adds to.

    Args:
        path: Where it is to be.
        number: The worker's.
    """

    def __init__(self, path: str, number: int) -> None:
        self._path = path
        self._number = number
        self._file: BinaryIO | None = None
        self._waiting: list[bytes] = []
        self._end = 0

    def add(self, text: str) -> Part:
        """Add a text, and return where it will be."""
        data = text.encode()
        part = (self._number, self._end, len(data))
        self._waiting.append(data)
        self._end += len(data)
        return part

    def flush(self) -> None:
        """Write what was added.

        Raises:
            OSError: As the system says it.
        """
        if self._waiting:
            if self._file is None:
                self._file = open(self._path, "xb", buffering=0)  # noqa: SIM115 - open until the end
            self._file.write(b"".join(self._waiting))
            self._waiting.clear()

    def close(self) -> None:
        """Close the file."""
        if self._file is not None:
            self._file.close()


def part_path(folder: str, name: str, number: int) -> str:
    """Return where a worker's part of a file is."""
    return f"{folder}/{PARTS}/{name}.{number}"


def make_parts(folder: str) -> None:
    """Make the folder that workers leave their parts in."""
    os.mkdir(os.path.join(folder, PARTS))


class Parts:
    """What workers left, by the places they told.

    Args:
        folder: The folder aside.
        name: Which file the parts are of.
    """

    def __init__(self, folder: str, name: str) -> None:
        self._folder = folder
        self._name = name
        self._files: dict[int, BinaryIO] = {}

    def read(self, part: Part) -> bytes:
        """Return the bytes of a part."""
        number, start, length = part
        if not length:
            return b""
        if number not in self._files:
            path = part_path(self._folder, self._name, number)
            self._files[number] = open(path, "rb", buffering=0)  # noqa: SIM115 - open until all is read
        file = self._files[number]
        file.seek(start)
        return file.read(length)

    def runs(self, parts: Iterable[Part]) -> Iterator[bytes]:
        """Yield the bytes of parts, those that lie behind one another at once."""
        run = NOWHERE
        for number, start, length in parts:
            if number == run[0] and start == run[1] + run[2] and run[2] < _RUN:
                run = number, run[1], run[2] + length
            else:
                yield self.read(run)
                run = number, start, length
        yield self.read(run)

    def close(self) -> None:
        """Close the files."""
        for file in self._files.values():
            file.close()


def remove_parts(folder: str) -> None:
    """Remove what the files were put together from."""
    rmtree(os.path.join(folder, PARTS))
