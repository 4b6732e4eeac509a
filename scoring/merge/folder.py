"""The folder a merge is written to: built aside, swapped in whole, never anybody else's.

The old folder becomes `<out>.cu`, the one built aside (`<out>.moi.<digits>`) becomes `<out>`, then `.cu` goes. Wherever
a power cut or a kill comes between, `mend` goes on from there: the folder is the old one or the new one.
"""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from shutil import rmtree

from criteria.clean import clean_line
from criteria.faults import Fault, FaultError
from criteria.toml_parser import loads
from criteria.typed import Any
from scoring.store.atomic import WAITS, faults_of, put_in_place

MANIFEST = "merge.toml"
"""Names every file of the folder. It is written last, and goes last."""
MANIFEST_SCHEMA = "xaso-merge/1"
RECORDS = "records"

_OLD = ".cu"
_ASIDE = re.compile(r"\.moi\.[0-9a-f]{12}")
_MARKER = "dang-tong-hop"
"""Is in a folder while it is built; whoever builds it holds it locked."""
_UNFINISHED = re.compile(r"\.decisions\.toml\.\d{1,10}\.[0-9a-f]{12}\.tmp")
"""What a decision leaves that was being written down (`scoring.store.atomic`) when the program was killed."""
_OF_THE_SYSTEM = frozenset(("Thumbs.db", "desktop.ini", ".DS_Store"))
_OF_AN_OFFICE = ("~$", ".~lock.")


class Aside:
    """A folder being built beside the place it is for.

    Attributes:
        path: The folder.
        out: Its place.
    """

    def __init__(self, out: str) -> None:
        """Make the folder.

        Raises:
            FaultError: The place is not ours, another merge is writing it, or the disk refuses.
        """
        self.out = _plain(out)
        with faults_of(self.out):
            mend(self.out)
            check_ours(self.out)
            os.makedirs(os.path.dirname(os.path.abspath(self.out)), exist_ok=True)
            self.path = f"{self.out}.moi.{os.urandom(6).hex()}"
            os.mkdir(self.path)
            self._marker = open(os.path.join(self.path, _MARKER), "xb")  # noqa: SIM115 - held until the end
            _lock(self._marker.fileno())
            os.mkdir(os.path.join(self.path, RECORDS))

    def swap(self) -> None:
        """Put it in its place.

        Raises:
            FaultError: The old folder was changed or is held; it is in its place again.
        """
        with faults_of(self.out):
            check_ours(self.out)
            self._unmark()
            old = self.out + _OLD
            had = os.path.exists(self.out)
            if had:
                _rename(self.out, old)
            try:
                _rename(self.path, self.out)
            except (OSError, FaultError):
                if had:
                    _rename(old, self.out)
                raise
            if had:
                _remove(old)

    def discard(self) -> None:
        """Remove it: nothing has happened."""
        self._unmark()
        rmtree(self.path, ignore_errors=True)

    def _unmark(self) -> None:
        with suppress(OSError):
            self._marker.close()
            os.unlink(self._marker.name)


def mend(out: str) -> None:
    """Finish a swap that was cut off, and remove what a killed merge left.

    Raises:
        FaultError: Another merge is writing this folder; its name is too long; or `<out>.cu` is not ours.
        OSError: As the system says it.
    """
    out = _plain(out)
    _check_length(out)
    old = out + _OLD
    left = [*_left_aside(out)]
    for folder in left:
        if _is_locked(folder):
            raise FaultError([Fault("M003", file=out)])
    if not os.path.lexists(out):
        whole = [folder for folder in left if _is_whole(folder)]
        if whole:
            _rename(whole[0], out)
            left.remove(whole[0])
        elif _is_whole(old):
            _rename(old, out)
    if os.path.isdir(old):
        if os.listdir(old) and not _is_whole(old):
            raise FaultError([Fault("M001", file=old)])
        _remove(old)
    for folder in left:
        rmtree(folder, ignore_errors=True)


def _check_length(out: str) -> None:
    """Make sure that the disk takes the names of a folder and of the one built beside it."""
    try:
        os.lstat(f"{out}.moi.{'0' * 12}")
    except OSError as error:
        if error.errno == errno.ENAMETOOLONG:
            raise FaultError([Fault("M026", file=out)]) from error


def check_ours(out: str) -> None:
    """Make sure that `out` may be replaced: it is not there, is empty, or holds what a merge wrote and nothing else.

    Raises:
        FaultError: M001, M002: it may not.
    """
    if not os.path.lexists(out):
        return
    if os.path.islink(out) or not os.path.isdir(out):
        raise FaultError([Fault("M001", file=out)])
    there = [name for name in os.listdir(out) if not _is_nobodys(name)]
    if not there:
        return
    table = read_manifest(out)
    if table is None:
        raise FaultError([Fault("M001", file=out)])
    known = {str(name) for name in _listed(table, "files")} | {MANIFEST, RECORDS}
    copies = {str(file.get("record")) for file in _listed(table, "inputs") if isinstance(file, dict)}
    records = os.path.join(out, RECORDS)
    inside = os.listdir(records) if os.path.isdir(records) else []
    strange = sorted({*there} - known) or sorted(
        f"{RECORDS}/{name}" for name in {*inside} - copies if not _is_nobodys(name)
    )
    if strange:
        raise FaultError([Fault("M002", (), {"word": clean_line(strange[0])}, out)])


def read_manifest(out: str) -> dict[str, Any] | None:
    """Return what `merge.toml` says; None where there is none, or it is not ours."""
    try:
        with open(os.path.join(out, MANIFEST), encoding="utf-8") as file:
            table = loads(file.read())
    except (OSError, ValueError):
        return None
    return table if table.get("schema") == MANIFEST_SCHEMA else None


def belongs_to(path: str, out: str) -> bool:
    """Tell whether `path` is the out folder, lies in it, or is one that a swap of it leaves beside it."""
    here = os.path.normcase(os.path.realpath(path))
    place = os.path.normcase(os.path.realpath(out))
    if not here.startswith(place):
        return False
    rest = here[len(place) :]
    return not rest or rest[0] in {os.sep, "/"} or rest == _OLD or _ASIDE.fullmatch(rest) is not None


def _plain(out: str) -> str:
    return os.path.normpath(out)


def _listed(table: dict[str, Any], key: str) -> list[Any]:
    found = table.get(key)
    return found if isinstance(found, list) else []


def _is_nobodys(name: str) -> bool:
    """Tell whether a file may go: one that the system or an open office program puts anywhere, or a half-written one."""
    return name in _OF_THE_SYSTEM or name.startswith(_OF_AN_OFFICE) or _UNFINISHED.fullmatch(name) is not None


def _left_aside(out: str) -> Iterator[str]:
    """Yield the folders that merges into `out` were building."""
    parent, name = os.path.split(os.path.abspath(out))
    with suppress(FileNotFoundError):
        for found in sorted(os.listdir(parent)):
            if found.startswith(name) and _ASIDE.fullmatch(found[len(name) :]):
                yield os.path.join(parent, found)


def _is_whole(folder: str) -> bool:
    """Tell whether a folder was written to its end."""
    return os.path.isfile(os.path.join(folder, MANIFEST)) and not os.path.exists(
        os.path.join(folder, _MARKER)
    )


def _rename(source: str, target: str) -> None:
    put_in_place(lambda: os.rename(source, target), waits=WAITS if os.name == "nt" else ())


def _remove(folder: str) -> None:
    """Remove a folder of ours, `merge.toml` last: what a kill leaves of it is still known as ours."""
    for name in os.listdir(folder):
        path = os.path.join(folder, name)
        if os.path.isdir(path) and not os.path.islink(path):
            rmtree(path)
        elif name != MANIFEST:
            os.unlink(path)
    with suppress(FileNotFoundError):
        os.unlink(os.path.join(folder, MANIFEST))
    os.rmdir(folder)


def _is_locked(folder: str) -> bool:
    """Tell whether somebody is building the folder."""
    try:
        with open(os.path.join(folder, _MARKER), "r+b") as file:
            return not _lock(file.fileno())
    except FileNotFoundError:
        return False
    except OSError:
        return True


def _locker() -> Callable[[int], None]:
    """Return what locks an open file for this process alone; the system lets go when the process ends."""
    try:
        import fcntl  # noqa: PLC0415 - not on Windows
    except ImportError:
        import msvcrt  # noqa: PLC0415 - only on Windows

        return lambda file: msvcrt.locking(file, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
    return lambda file: fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _lock(file: int) -> bool:
    try:
        _locker()(file)
    except OSError:
        return False
    return True
