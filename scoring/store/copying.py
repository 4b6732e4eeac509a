"""Files copied whole and verified, and their SHA-256; both in pieces, so that they can be watched and stopped."""

import os
import stat
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from criteria.canonical import PREFIX
from criteria.faults import Fault, FaultError
from criteria.toml import unopened
from scoring.store.atomic import WAITS, faults_of, put_in_place
from scoring.store.lock import try_lock

PIECE = 1 << 18
MOST_BYTES = 200 << 20
"""A scan or a film of evidence; more does not travel on a stick among hundreds of others."""
MEGABYTE = 1 << 20
_READ = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0)
_NEW = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
_MODE = 0o666

Progress = Callable[[int, int], object]
"""Told after every piece: bytes done, and bytes in all."""
Cancelled = Callable[[], bool]
"""Asked before every piece: whether to stop."""


class Stopped(Exception):  # noqa: N818 - nothing is wrong
    """Raised where the officer has stopped it; nothing is left half done."""


def sha256_of(
    path: Path,
    *,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
    most: int = MOST_BYTES,
) -> str:
    """Return the SHA-256 of a file, as `sha256:<hex>`.

    Raises:
        FaultError: F001 to F004: it is gone, a folder, not ours to read, or cannot be read. D007: it is too large.
        Stopped: `cancelled` said so.
    """
    digest = sha256()
    for piece in _pieces(path, progress, cancelled, most):
        digest.update(piece)
    return f"{PREFIX}{digest.hexdigest()}"


def copy_file(
    source: Path,
    target: Path,
    *,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
    most: int = MOST_BYTES,
) -> str:
    """Copy a file beside `target`, read it back, put it in its place, and return its SHA-256.

    A file at `target` is replaced; the folder must be there.

    Raises:
        FaultError: As `sha256_of` for the source; F020 to F024 for the copy, and then `target` is what it was.
        Stopped: `cancelled` said so; likewise.
    """
    digest = sha256()
    temporary = target.with_name(f".{target.name}.tmp")
    with faults_of(target.name):
        descriptor = _aside(temporary)
    try:
        try:
            for piece in _pieces(source, progress, cancelled, most):
                digest.update(piece)
                with faults_of(target.name):
                    _write(descriptor, piece)
            with faults_of(target.name):
                os.fsync(descriptor)
                _compare(descriptor, digest.digest())
        finally:
            os.close(descriptor)
        with faults_of(target.name):
            put_in_place(lambda: temporary.replace(target), waits=WAITS if os.name == "nt" else ())
            _flush_folder(target.parent)
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
    return f"{PREFIX}{digest.hexdigest()}"


def is_link(path: Path) -> bool:
    """Tell whether a name is a link, or a junction of Windows, to something elsewhere.

    Raises:
        OSError: There is nothing, or it cannot be looked at.
    """
    state = path.lstat()
    points = getattr(state, "st_file_attributes", 0) & getattr(stat, "FILE_ATTRIBUTE_REPARSE_POINT", 0)
    return stat.S_ISLNK(state.st_mode) or bool(points)


def _pieces(path: Path, progress: Progress | None, cancelled: Cancelled | None, most: int) -> Iterator[bytes]:
    """Yield a file piece by piece.

    Raises:
        FaultError: F001 to F004, D007.
        Stopped: `cancelled` said so.
    """
    try:
        with open(os.open(path, _READ), "rb", buffering=0) as file:  # noqa: PTH123 - a descriptor, not a path
            state = os.fstat(file.fileno())
            if not stat.S_ISREG(state.st_mode):
                raise FaultError([Fault("F002", file=path.name)])
            if state.st_size > most:
                raise _too_large(path, most)
            done = 0
            while piece := file.read(PIECE):
                done += len(piece)
                if done > most:
                    raise _too_large(path, most)
                yield piece
                if progress is not None:
                    progress(done, max(done, state.st_size))
                if cancelled is not None and cancelled():
                    raise Stopped
    except OSError as error:
        raise FaultError([unopened(path.name, error)]) from error


def _aside(temporary: Path) -> int:
    """Open a new file to copy into; one that a copy left when it was killed goes first.

    Raises:
        FaultError: F023: another window is copying into it.
        OSError: As the system says it.
    """
    try:
        descriptor = os.open(temporary, _NEW, _MODE)
    except FileExistsError:
        if not is_link(temporary):
            _check_abandoned(temporary)
        temporary.unlink()
        descriptor = os.open(temporary, _NEW, _MODE)
    try_lock(descriptor)
    return descriptor


def _check_abandoned(temporary: Path) -> None:
    descriptor = os.open(temporary, os.O_RDWR | getattr(os, "O_NONBLOCK", 0))
    try:
        if not try_lock(descriptor):
            raise FaultError([Fault("F023")])
    finally:
        os.close(descriptor)


def _too_large(path: Path, most: int) -> FaultError:
    return FaultError([Fault("D007", file=path.name, details={"most": str(most // MEGABYTE)})])


def _write(descriptor: int, piece: bytes) -> None:
    left = memoryview(piece)
    while left:
        left = left[os.write(descriptor, left) :]


def _flush_folder(folder: Path) -> None:
    """Make a new name last, where the platform can."""
    if os.name == "nt":
        return
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _compare(descriptor: int, wanted: bytes) -> None:
    """Check that an open file reads back as what was written, from the disk where the system can be asked for that.

    Raises:
        FaultError: F024: it does not.
    """
    if sys.platform == "linux":
        with suppress(OSError):
            os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)
    os.lseek(descriptor, 0, os.SEEK_SET)
    digest = sha256()
    while piece := os.read(descriptor, PIECE):
        digest.update(piece)
    if digest.digest() != wanted:
        raise FaultError([Fault("F024")])
