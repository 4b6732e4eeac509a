"""What lies in a folder, as a picker lists it."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from itertools import islice
from pathlib import Path
from string import ascii_uppercase

from criteria.typed import NamedTuple
from scoring.folding import fold

MOST_NAMES = 20_000
"""Names read of one folder; what lies beyond is told as more."""
_WINDOWS = os.name == "nt"


class Entry(NamedTuple):
    """One thing in a folder.

    Attributes:
        path: Where it lies.
        is_folder: Whether one can go into it.
        folded: Its name for searching: without marks, in small letters.
    """

    path: Path
    is_folder: bool
    folded: str


class Listing(NamedTuple):
    """A folder read.

    Attributes:
        folder: The folder; None for the list of drives.
        entries: Folders first, then files, each by name; hidden ones left out.
        more: Whether there was more than is listed.
        readable: Whether the folder could be read.
    """

    folder: Path | None
    entries: tuple[Entry, ...] = ()
    more: bool = False
    readable: bool = True

    @property
    def above(self) -> Path | None:
        """The folder above; None where there is none, or only the list of drives."""
        if self.folder is None or self.folder.parent == self.folder:
            return None
        return self.folder.parent

    @property
    def has_above(self) -> bool:
        """Whether one can go up from here."""
        return self.folder is not None and (self.above is not None or _WINDOWS)


def list_folder(
    folder: Path | None,
    *,
    folders_only: bool = False,
    endings: tuple[str, ...] = (),
    stopped: Callable[[], bool] = bool,
) -> Listing:
    """Read a folder; this may take long on a slow stick, so only a worker calls it.

    Args:
        folder: The folder; None for the drives of Windows.
        folders_only: Whether files are left out.
        endings: The only endings of files that are listed, such as ``.toml``; all where there is none.
        stopped: Whether nobody waits for it any more.
    """
    if folder is None:
        return Listing(None, tuple(_entry(drive, is_folder=True) for drive in _drives()))
    entries: list[Entry] = []
    more = False
    try:
        with os.scandir(folder) as found:
            for item in islice(found, MOST_NAMES + 1):
                if stopped():
                    break
                if len(entries) == MOST_NAMES:
                    more = True
                    break
                is_folder = _is_folder(item)
                if _is_hidden(item) or (not is_folder and (folders_only or not _ends(item.name, endings))):
                    continue
                entries.append(_entry(folder / item.name, is_folder=is_folder))
    except (OSError, ValueError):
        return Listing(folder, readable=False)
    entries.sort(key=lambda entry: (not entry.is_folder, entry.folded))
    return Listing(folder, tuple(entries), more)


def nearest(folder: Path) -> Path:
    """Return a folder, or the nearest one above it that exists."""
    while not _exists(folder) and folder != folder.parent:
        folder = folder.parent
    return folder


def _exists(folder: Path) -> bool:
    try:
        return folder.is_dir()
    except (OSError, ValueError):
        return False


def _entry(path: Path, *, is_folder: bool) -> Entry:
    return Entry(path, is_folder, fold(path.name or str(path)))


def _ends(name: str, endings: tuple[str, ...]) -> bool:
    return not endings or name.lower().endswith(endings)


def _is_folder(item: os.DirEntry[str]) -> bool:
    try:
        return item.is_dir()
    except OSError:
        return False


def _is_hidden(item: os.DirEntry[str]) -> bool:
    if item.name.startswith((".", "$")):
        return True
    if not _WINDOWS:
        return False
    try:
        attributes: int = getattr(item.stat(follow_symlinks=False), "st_file_attributes", 0)
    except OSError:
        return False
    return bool(attributes & stat.FILE_ATTRIBUTE_HIDDEN)


def _drives() -> list[Path]:
    drives = [Path(f"{letter}:\\") for letter in ascii_uppercase]
    return [drive for drive in drives if _exists(drive)]
