"""A file replaced whole or not at all: power cuts, full disks and pulled USB sticks leave the old one intact."""

import errno
import os
import re
import stat
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from criteria.faults import Fault, FaultError

WAITS = (0.05, 0.1, 0.2, 0.4)
"""Seconds between tries while another program (an antivirus, Excel) holds the file."""

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_LOCKED = {errno.EROFS, errno.EACCES, errno.EPERM}
_HELD = {errno.ETXTBSY, errno.EBUSY}
_NO_FLUSH = {errno.EINVAL, errno.ENOTSUP, errno.EACCES, errno.EPERM}
_HELD_ON_WINDOWS = {32, 33}
_GONE_ON_WINDOWS = {21, 1167}
_OWN_MODE = 0o666
_NAME = 40
_ABANDONED = 3600
"""Seconds after which a temporary file is nobody's, whoever's number its writer had."""


def write_atomic(path: Path, data: bytes) -> None:
    """Make `data` the content of the file at `path`.

    It is written beside the file, flushed to the disk, read back, and put in the file's place; the file's
    permissions are kept, and where `path` is a link the file it points at is replaced. Temporary files that earlier
    writers left when they died are removed.

    Raises:
        FaultError: It could not be done; the old file is whole. Codes F020 (disk full), F021 (no permission),
            F022 (device gone or failing), F023 (held by another program), F024 (reads back differently).
    """
    with faults_of(path.name):
        target = Path(os.path.realpath(path))
        mode = _mode_of(target)
        temporary = target.with_name(f".{target.name[:_NAME]}.{os.getpid()}.{os.urandom(6).hex()}.tmp")
        try:
            write_through(temporary, data, mode)
            confirm(temporary, data)
            _remove_abandoned(target, temporary)
            put_in_place(lambda: temporary.replace(target), waits=WAITS if os.name == "nt" else ())
        finally:
            with suppress(OSError):
                temporary.unlink(missing_ok=True)
        _flush_folder(target.parent)
        confirm(target, data)


def write_through(path: Path, data: bytes, mode: int | None = None) -> None:
    """Write a new file at `path` down to the disk, with the permissions `mode` where one is given.

    Raises:
        OSError: As the system says it, an existing file at `path` included.
    """
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    with open(os.open(path, flags, _OWN_MODE), "wb") as file:  # noqa: PTH123 - a descriptor, not a path
        if mode is not None:
            with suppress(OSError):  # a USB stick's file system has no permissions to set
                path.chmod(mode)
        write_out(file.fileno(), data)


def write_out(descriptor: int, data: bytes) -> None:
    """Write all of `data` to an open file and wait until the disk has it.

    Raises:
        OSError: As the system says it.
    """
    left = memoryview(data)
    while left:
        left = left[os.write(descriptor, left) :]
    os.fsync(descriptor)


def put_in_place(replace: Callable[[], object], *, waits: Sequence[float]) -> None:
    """Call `replace`, and again after each of `waits` seconds while another program holds the file.

    Raises:
        FaultError: F023: it is still held after the last wait.
        OSError: As the system says it.
    """
    for wait in waits:
        try:
            replace()
        except PermissionError:
            from threading import Event  # noqa: PLC0415 - only this rare path waits

            Event().wait(wait)
        else:
            return
    try:
        replace()
    except PermissionError as error:
        if waits:
            raise FaultError([Fault("F023", details={"why": _why(error)})]) from error
        raise


def confirm(path: Path, data: bytes) -> None:
    """Check that the file at `path` reads back as `data`.

    Raises:
        FaultError: F024: it does not.
        OSError: As the system says it.
    """
    with path.open("rb") as file:
        if file.read(len(data) + 1) != data:
            raise FaultError([Fault("F024")])


@contextmanager
def faults_of(name: str) -> Iterator[None]:
    """Turn every `OSError` inside into a `FaultError`, and name the file in its faults."""
    try:
        yield
    except OSError as error:
        raise FaultError([Fault(_code_of(error), file=name, details={"why": _why(error)})]) from error
    except FaultError as error:
        raise FaultError([fault._replace(file=name) for fault in error.faults]) from error


def _code_of(error: OSError) -> str:
    on_windows = getattr(error, "winerror", None)
    if error.errno in _FULL:
        return "F020"
    if error.errno in _HELD or on_windows in _HELD_ON_WINDOWS:
        return "F023"
    if error.errno in _LOCKED and on_windows not in _GONE_ON_WINDOWS:
        return "F021"
    return "F002" if error.errno == errno.EISDIR else "F022"


def _why(error: OSError) -> str:
    return error.strerror or type(error).__name__


def _mode_of(target: Path) -> int | None:
    """Return the permissions of an existing target; refuse one its owner has locked."""
    try:
        mode = stat.S_IMODE(target.stat().st_mode)
    except FileNotFoundError:
        return None
    if not os.access(target, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    return mode


def _flush_folder(folder: Path) -> None:
    """Make the new name last, where the platform can."""
    if os.name == "nt":
        return
    try:
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
    except OSError as error:
        if error.errno not in _NO_FLUSH:
            raise


def _remove_abandoned(target: Path, own: Path) -> None:
    """Remove what dead writers of the same target left behind."""
    pattern = re.compile(rf"\.{re.escape(target.name[:_NAME])}\.(\d{{1,10}})\.[0-9a-f]{{12}}\.tmp")
    now = own.stat().st_mtime
    for path in target.parent.iterdir():
        found = pattern.fullmatch(path.name)
        if found is None or path == own:
            continue
        with suppress(OSError):
            if now - path.stat().st_mtime > _ABANDONED or not _is_running(int(found[1])):
                path.unlink()


def _is_running(number: int) -> bool:
    """Tell whether a process may be running; always so on Windows, where asking with `os.kill` would end it."""
    if os.name == "nt":
        return True
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
