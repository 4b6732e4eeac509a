"""A record taken along: its file and its evidence copied to a stick, each read back."""

import os
import shutil
from collections.abc import Callable, Iterator, Set
from pathlib import Path, PurePosixPath

from criteria.faults import Fault, FaultError, KeyPath
from criteria.toml import unopened
from criteria.typed import NamedTuple
from scoring.record import Record
from scoring.store.atomic import faults_of
from scoring.store.copying import MEGABYTE, Cancelled, Progress, copy_file, is_link, sha256_of
from scoring.store.evidence import documents, missing, resolve
from scoring.store.loading import load_record
from scoring.store.names import record_path

_CHANGED = "D504"


class Copied(NamedTuple):
    """What has been copied.

    Attributes:
        path: Where the record lies now.
        files: How many files were written; what was there already with the same content is not.
        bytes: How many bytes they have.
        missing: What the record names as evidence and could not be taken along, or is not what it was.
    """

    path: Path
    files: int
    bytes: int
    missing: tuple[Fault, ...]


def copy_to(
    path: Path,
    folder: Path,
    *,
    replace: bool = False,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
    free: Callable[[Path], int] | None = None,
) -> Copied:
    """Copy a record and its evidence below `folder`, as they lie in the folder of records: by period.

    The record's file is copied last: where it stands, its evidence does.

    Args:
        path: The record's file.
        folder: The stick, or a folder on it; it must be there.
        replace: Whether files of the same name and other content are replaced.
        progress: Told how far it is.
        cancelled: Asked whether to stop.
        free: Tells how many bytes are free in a folder; asks the system when None.

    Raises:
        FaultError: F001 to F007 and the faults of a record: it cannot be read. D009: it lies there already.
            D010: other content lies there, once for each file. D011: there is not room enough. F020 to F024: a copy
            cannot be written; those before it stay, each of them whole.
        Stopped: `cancelled` said so; likewise.
    """
    reading = load_record(path)
    if reading.record is None:
        raise FaultError(reading.faults)
    absent = tuple(found.fault for found in missing(path, reading.record, cancelled=cancelled))
    unreadable = {fault.path for fault in absent if fault.code != _CHANGED}
    pairs = [*_pairs(path, reading.record, folder, unreadable)]
    target = pairs[-1][1]
    if os.path.realpath(target) == os.path.realpath(path):
        raise FaultError([Fault("D009", file=path.name)])
    wanted = [pair for pair in pairs if not _is_there(*pair, cancelled)]
    others = [Fault("D010", file=there.name) for _, there in wanted if os.path.lexists(there)]
    if others and not replace:
        raise FaultError(others)
    sizes = [_size(source) for source, _ in wanted]
    _check_room(folder, sum(sizes), free or _free)
    done = 0
    for (source, there), size in zip(wanted, sizes, strict=True):
        with faults_of(there.name):
            _make(there.parent, folder)
        copy_file(source, there, progress=_shifted(progress, done, sum(sizes)), cancelled=cancelled)
        done += size
    return Copied(target, len(wanted), done, absent)


def _pairs(path: Path, record: Record, folder: Path, unreadable: Set[KeyPath]) -> Iterator[tuple[Path, Path]]:
    """Yield what is copied where: every document that is there, once, and the record."""
    target = record_path(folder, record)
    seen: set[Path] = set()
    for place, document in documents(record):
        label = document.file or ""
        if place in unreadable:
            continue
        source = resolve(path, label)
        if source not in seen:
            seen.add(source)
            yield source, target.parent / PurePosixPath(label.replace("\\", "/"))
    yield path, target


def _is_there(source: Path, target: Path, cancelled: Cancelled | None) -> bool:
    """Tell whether a target has the content of its source already."""
    try:
        if is_link(target) or target.stat().st_size != source.stat().st_size:
            return False
    except OSError:
        return False
    return sha256_of(source, cancelled=cancelled) == sha256_of(target, cancelled=cancelled)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError as error:
        raise FaultError([unopened(path.name, error)]) from error


def _free(folder: Path) -> int:
    return shutil.disk_usage(folder).free


def _check_room(folder: Path, needed: int, free: Callable[[Path], int]) -> None:
    with faults_of(folder.name):
        room = free(folder)
    if needed > room:
        details = {"needed": str(needed // MEGABYTE + 1), "free": str(room // MEGABYTE)}
        raise FaultError([Fault("D011", file=folder.name, details=details)])


def _make(folder: Path, top: Path) -> None:
    """Make a folder below `top`, which must be there: a stick that was pulled out is not a new folder."""
    if not folder.is_dir():
        if folder != top:
            _make(folder.parent, top)
        folder.mkdir(exist_ok=True)


def _shifted(progress: Progress | None, before: int, whole: int) -> Progress | None:
    """Return what tells the progress of one file as that of all."""
    if progress is None:
        return None
    told = progress
    return lambda done, _: told(before + done, whole)
