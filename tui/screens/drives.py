"""Where a stick is likely to be: what is mounted for the user, or the removable drives of Windows."""

from __future__ import annotations

import os
import shutil
import string
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from criteria.typed import NamedTuple

MEDIA = ("/run/media", "/media", "/Volumes")
"""Folders below which systems put sticks, some of them below the user's name."""
_DEPTH = 2
_REMOVABLE = 2


class Drive(NamedTuple):
    """A place a record may be taken along on.

    Attributes:
        path: Its folder.
        free: Bytes free on it; None where it does not say.
    """

    path: Path
    free: int | None


def drives() -> list[Drive]:
    """Return the likely sticks. It asks every one of them, so it may take a while."""
    return [*_letters()] if os.name == "nt" else mounted()


def mounted(media: Iterable[str] = MEDIA, is_mount: Callable[[str], bool] = os.path.ismount) -> list[Drive]:
    """Return what is mounted below some folders, or one folder deeper."""
    found = [path for folder in media for path in _below(Path(folder), _DEPTH) if is_mount(str(path))]
    return [Drive(path, _free(path)) for path in dict.fromkeys(found)]


def _below(folder: Path, depth: int) -> Iterator[Path]:
    try:
        inside = sorted(path for path in folder.iterdir() if path.is_dir())
    except OSError:
        return
    for path in inside:
        yield path
        if depth > 1:
            yield from _below(path, depth - 1)


def _letters() -> Iterator[Drive]:
    """Yield the removable drives of Windows."""
    import ctypes  # noqa: PLC0415 - wanted on Windows alone

    kind_of = ctypes.windll.kernel32.GetDriveTypeW  # type: ignore[attr-defined,unused-ignore]  # there is none elsewhere
    for letter in string.ascii_uppercase:
        path = f"{letter}:\\"
        free = _free(Path(path)) if kind_of(path) == _REMOVABLE else None
        if free is not None:  # a card reader without a card has a letter too
            yield Drive(Path(path), free)


def _free(path: Path) -> int | None:
    try:
        return shutil.disk_usage(path).free
    except OSError:
        return None
