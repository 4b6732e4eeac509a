"""Files read and written without ceremony: there are thousands."""

from __future__ import annotations

import os
import stat

from criteria.faults import Fault, FaultError
from criteria.toml import RECORD_BYTES, unopened

_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
_MODE = 0o666


class UnwritableError(FaultError):
    """Raised where the merge itself cannot be written; it ends it."""


def unwritable(error: OSError) -> UnwritableError:
    """Return what to raise where the system does not let us write."""
    return UnwritableError([Fault("F044", (), {"why": error.strerror or type(error).__name__})])


def read_bytes(path: str, name: str) -> bytes:
    """Return what is in a file, one byte more than a record may have at the most.

    Raises:
        FaultError: It cannot be opened, or is no ordinary file.
    """
    try:
        descriptor = os.open(path, _FLAGS)
        try:
            state = os.fstat(descriptor)
            if not stat.S_ISREG(state.st_mode):
                raise FaultError([Fault("F002", file=name)])
            data = piece = os.read(descriptor, min(state.st_size, RECORD_BYTES) + 1)
            while piece and len(data) != state.st_size and len(data) <= RECORD_BYTES:
                piece = os.read(descriptor, RECORD_BYTES + 1 - len(data))
                data += piece
            return data
        finally:
            os.close(descriptor)
    except OSError as error:
        raise FaultError([unopened(name, error)]) from error


def write_new(path: str, data: bytes) -> None:
    """Write a new file.

    Raises:
        OSError: As the system says it, a file that is there already included.
    """
    descriptor = os.open(path, _NEW, _MODE)
    try:
        left = memoryview(data)
        while left:
            left = left[os.write(descriptor, left) :]
    finally:
        os.close(descriptor)
