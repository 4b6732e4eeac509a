"""Where indicator sets lie on disk: those we ship, and those a user has added."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator

from criteria.faults import Fault, FaultError, nearest
from criteria.kinds import is_id
from criteria.reading import HEAD_FILE, natural
from criteria.toml import StrPath
from criteria.typed import NamedTuple

SHIPPED = os.path.join(os.path.dirname(__file__), "sets")
"""The sets that come with the program."""


class SetPlace(NamedTuple):
    """One version of a set on disk, by the names of its two folders."""

    id: str
    version: str
    folder: str


def places(folders: Iterable[StrPath]) -> Iterator[SetPlace]:
    """Yield every version of every set below `folders`, ids and versions in natural order.

    A version that stands in several folders is yielded once, from the first of them.
    """
    seen: set[tuple[str, str]] = set()
    for folder in folders:
        for set_id in _names(folder):
            for version in _names(os.path.join(folder, set_id)):
                place = SetPlace(set_id, version, os.path.join(folder, set_id, version))
                if place[:2] not in seen and os.path.isfile(os.path.join(place.folder, HEAD_FILE)):
                    seen.add(place[:2])
                    yield place


def _names(folder: StrPath) -> list[str]:
    """Return the names in a folder in natural order; none where it cannot be read."""
    try:
        return sorted((name for name in os.listdir(folder) if is_id(name)), key=natural)
    except OSError:
        return []


def find(set_id: str, version: str | None, folders: Iterable[StrPath]) -> SetPlace:
    """Return where a set lies: the version asked for, or the newest where none is.

    Raises:
        FaultError: No such set, or not in that version.
    """
    folders = [*folders]
    if version is not None:
        for folder in folders:
            place = os.path.join(folder, set_id, version)
            if is_id(set_id) and is_id(version) and os.path.isfile(os.path.join(place, HEAD_FILE)):
                return SetPlace(set_id, version, place)
    known = [*places(folders)]
    versions = [place for place in known if place.id == set_id]
    if version is None and versions:
        return max(versions, key=lambda place: natural(place.version))
    if versions:
        listed = ", ".join(place.version for place in versions)
        raise FaultError([Fault("C001", (), {"word": f"{set_id} {version}", "near": listed})])
    ids = sorted({place.id for place in known})
    near = nearest(set_id, ids)
    code = "C002" if near is None else "C001"
    raise FaultError([Fault(code, (), {"word": set_id, "near": near or ", ".join(ids)})])
