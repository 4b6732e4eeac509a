"""The folders: whether files can truly be written there, and how much room is left."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

from criteria.faults import FaultError
from scoring.store.atomic import faults_of, write_atomic
from tui.folders import Folders
from tui.health.finding import Finding
from tui.settings import Settings

LEAST_FREE = 20 * 1024 * 1024
FEW_FREE = 500 * 1024 * 1024
LONGEST_PATH = 180
"""Characters of a folder on Windows, whose paths end at 260: a record and its evidence still fit below it."""

_WRITTEN = "xaso: thử ghi tệp\n".encode()


def places(
    folders: Folders,
    settings: Settings,
    *,
    free: Callable[[Path], int] = lambda path: shutil.disk_usage(path).free,
    windows: bool = os.name == "nt",
) -> Iterator[Finding]:
    """Yield what there is to say of every folder, and of the disks they are on.

    Args:
        folders: Where everything lies.
        settings: They name the folder of the records.
        free: Tells how many bytes are free where a folder is.
        windows: Whether paths must be short.
    """
    named = {
        "settings": folders.settings.parent,
        "drafts": folders.drafts,
        "records": folders.records(settings),
        "sets": folders.sets,
    }
    roomless: set[int] = set()
    for name, folder in named.items():
        there = nearest_there(folder)
        details = {"name": name, "folder": str(folder)}
        try:
            try_writing(there)
        except FaultError as error:
            yield Finding(f"{name}_locked", details, "ill", error.faults)
        else:
            yield Finding(name if there == folder else f"{name}_to_come", details)
        if windows and len(str(folder)) > LONGEST_PATH:
            yield Finding("long_path", details, "note")
        disk = _disk(there)
        if disk not in roomless:
            roomless.add(disk)
            yield _room(there, free)


def nearest_there(folder: Path) -> Path:
    """Return the folder, or the nearest one above it that is there; a file in the way counts as one."""
    return next((place for place in (folder, *folder.parents) if place.exists()), folder)


def try_writing(folder: Path) -> None:
    """Write a file with a Vietnamese name into a folder, replace it, read it back and take it away.

    Raises:
        FaultError: It cannot be done, codes F020 to F024.
    """
    path = folder / f"xaso-thử-{os.getpid()}.tmp"
    with faults_of(str(folder)):
        try:
            write_atomic(path, b"")
            write_atomic(path, _WRITTEN)
        finally:
            path.unlink(missing_ok=True)


def _disk(folder: Path) -> int:
    try:
        return folder.stat().st_dev
    except OSError:
        return -1


def _room(folder: Path, free: Callable[[Path], int]) -> Finding:
    try:
        left = free(folder)
    except OSError:
        return Finding("room_unknown", {"folder": str(folder)}, "note")
    details = {"megabytes": left // (1024 * 1024), "folder": str(folder)}
    if left < LEAST_FREE:
        return Finding("no_room", details, "ill")
    return Finding("few_room", details, "note") if left < FEW_FREE else Finding("room", details)
