"""The file of a journal: locked while it is open, only ever longer, and mended after a write that failed."""

import errno
import os
import stat
from contextlib import suppress
from pathlib import Path

from criteria.faults import Fault, FaultError
from criteria.toml import unopened
from scoring.store.atomic import WAITS, faults_of, put_in_place, write_out
from scoring.store.lock import try_lock

SUFFIX = ".nhap"
"""What the name of a journal ends with."""
MOST_BYTES = 1 << 26
"""More than a journal can have."""

_FLAGS = os.O_RDWR | os.O_APPEND | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0)
_MODE = 0o666
_CLOSED = -1
_TRIES = 3


class JournalFile:
    """A journal that this process writes, and no other.

    Attributes:
        path: Where it lies.
    """

    def __init__(self, path: Path, descriptor: int, written: bytes) -> None:
        self.path = path
        self._descriptor = descriptor
        self._written = bytearray(written)
        self._sound = True

    def append(self, data: bytes) -> None:
        """Write `data` at the end, down to the disk.

        After it has failed the file is what it was before, as soon as the disk lets it be: the next call sees to
        that. A file that somebody has removed or replaced meanwhile is put back with all that was in it.

        Raises:
            FaultError: D005: another program has changed the file or holds it. F020 to F023: the disk.
        """
        with faults_of(self.path.name):
            if not self._sound:
                self._mend(data)
            self._sound = False
            write_out(self._descriptor, data)
            if not is_file_at(self._descriptor, self.path):
                self._mend(data)
                write_out(self._descriptor, data)
            self._sound = True
        self._written += data

    def close(self) -> None:
        """Close the file, if it is not closed yet; its lock ends."""
        descriptor, self._descriptor = self._descriptor, _CLOSED
        if descriptor != _CLOSED:
            with suppress(OSError):
                os.close(descriptor)

    def remove(self) -> None:
        """Remove the file and close it.

        Raises:
            FaultError: F020 to F023: the system does not let it go.
        """
        with faults_of(self.path.name):
            if os.name == "nt":  # where an open file cannot be removed
                self.close()
                put_in_place(lambda: self.path.unlink(missing_ok=True), waits=WAITS)
                return
            try:
                if self._is_at_path():
                    self.path.unlink(missing_ok=True)
            finally:
                self.close()

    def _is_at_path(self) -> bool:
        """Tell whether the file under our name is ours, or an older copy of it."""
        if self._descriptor != _CLOSED and is_file_at(self._descriptor, self.path):
            return True
        try:
            return self._written.startswith(self.path.read_bytes())
        except FileNotFoundError:
            return False

    def _mend(self, data: bytes) -> None:
        """Make the file what it was when it was last sound, under its name, whatever has happened to it.

        Args:
            data: What could not be written; a piece of it may stand at the end.
        """
        size = len(self._written)
        with suppress(OSError):
            if is_file_at(self._descriptor, self.path):
                os.ftruncate(self._descriptor, size)
                if os.fstat(self._descriptor).st_size == size:
                    return
        self.close()
        self.path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(self.path, _FLAGS | os.O_CREAT, _MODE)
        try:
            self._put_back(descriptor, data)
        except BaseException:
            os.close(descriptor)
            raise
        self._descriptor = descriptor

    def _put_back(self, descriptor: int, data: bytes) -> None:
        wanted = bytes(self._written)
        found = _beginning(descriptor, self.path, len(wanted) + len(data) + 1)
        if found is None or not (wanted + data).startswith(found) or not try_lock(descriptor):
            raise FaultError([Fault("D005")])
        os.ftruncate(descriptor, min(len(found), len(wanted)))
        write_out(descriptor, wanted[len(found) :])


def created(path: Path, data: bytes) -> JournalFile:
    """Make a new journal that holds `data`.

    Raises:
        FaultError: D004: there is one with something in it. F020 to F024: the disk; nothing is left.
    """
    with faults_of(path.name):
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            descriptor = os.open(path, _FLAGS | os.O_CREAT | os.O_EXCL, _MODE)
        except FileExistsError:
            raise FaultError([Fault("D004")]) from None
        try:
            if not try_lock(descriptor) or not is_file_at(descriptor, path):
                os.close(descriptor)
                raise FaultError([Fault("D004")])
        except OSError:
            os.close(descriptor)
            raise
        file = JournalFile(path, descriptor, data)
        try:
            write_out(descriptor, data)
        except OSError:
            with suppress(FaultError):
                file.remove()
            raise
        return file


def locked(path: Path) -> tuple[int, bool]:
    """Open a journal that is there, and return its descriptor and whether it is locked for us.

    Raises:
        FaultError: F001 to F004: it cannot be opened to write.
    """
    try:
        for _ in range(_TRIES):
            descriptor = os.open(path, _FLAGS)
            try:
                if not stat.S_ISREG(os.fstat(descriptor).st_mode):
                    raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
                if not try_lock(descriptor):
                    return descriptor, False
                if is_file_at(descriptor, path):
                    return descriptor, True
            except OSError:
                os.close(descriptor)
                raise
            os.close(descriptor)  # removed by another window while we opened it
    except OSError as error:
        raise FaultError([unopened(path.name, error)]) from error
    raise FaultError([Fault("F001", file=path.name)])


def content(path: Path) -> bytes:
    """Return the bytes of a journal.

    Raises:
        FaultError: F001 to F005: it cannot be read, or is larger than a journal can be.
    """
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise FaultError([unopened(path.name, error)]) from error
    if len(data) > MOST_BYTES:
        raise FaultError([Fault("F005", file=path.name, details={"most": str(MOST_BYTES // 1024)})])
    return data


def trimmed(path: Path, descriptor: int, found: bytes, kept: bytes) -> JournalFile:
    """Return the journal that an open and locked file is, after what is torn off at its end has been taken away.

    Raises:
        FaultError: F020 to F023: the disk.
    """
    with faults_of(path.name):
        common = len(kept) if found.startswith(kept) else found.rfind(b"\n") + 1
        if common < len(found):
            os.ftruncate(descriptor, common)
        if common < len(kept):
            write_out(descriptor, kept[common:])
    return JournalFile(path, descriptor, kept)


def is_file_at(descriptor: int, path: Path) -> bool:
    """Tell whether an open file is the one that lies at `path` now."""
    try:
        return os.path.samestat(os.fstat(descriptor), path.stat())
    except FileNotFoundError:
        return False


def _beginning(descriptor: int, path: Path, most: int) -> bytes | None:
    """Return the first bytes of an open file; None if it is no ordinary file."""
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        return None
    with path.open("rb") as file:
        return file.read(most)
