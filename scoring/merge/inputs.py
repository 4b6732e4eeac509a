"""The files a merge reads: those named, those in folders, those in zips, in an order that depends on names alone."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator

from criteria.clean import clean_text, is_plain
from criteria.faults import Fault, FaultError
from criteria.toml import unopened
from criteria.typed import NamedTuple
from scoring.merge.folder import belongs_to
from scoring.merge.zips import members

ZIP = ".zip"
_NO_LINE = str.maketrans({"\n": "␊", "\t": "␉"})


class InputFile(NamedTuple):
    """One file that came in.

    Attributes:
        name: As the user knows it: below the folder it was found in, "/" between the parts, safe to show.
        path: Where it lies.
        member: Its place in the zip at `path`; None outside of one.
        fault: Why it is not to be opened.
    """

    name: str
    path: str
    member: int | None = None
    fault: Fault | None = None


def find_files(inputs: Iterable[str], out: str) -> list[InputFile]:
    """Return every file of the inputs, each once, by name. What belongs to the folder `out` is passed over.

    Raises:
        FaultError: An input is not there, or lies within `out`.
    """
    named = [*_named(inputs)]
    for path, _ in named:
        if not os.path.exists(path):
            raise FaultError([Fault("F001", file=path)])
        if belongs_to(path, out):
            raise FaultError([Fault("M005", file=path)])
    files = [file for path, name in named for file in _files(path, name, out)]
    return sorted(files if len(named) == 1 else _once(files), key=_order)


def _once(files: Iterable[InputFile]) -> Iterable[InputFile]:
    """Return every file once; of the names two inputs give it the shortest, whichever input came first."""
    seen: dict[tuple[str, int | None], InputFile] = {}
    for file in files:
        key = os.path.abspath(file.path), file.member
        known = seen.get(key)
        if known is None or (len(file.name), file.name) < (len(known.name), known.name):
            seen[key] = file
    return seen.values()


def _order(file: InputFile) -> tuple[str, str, int]:
    return file.name, file.path, -1 if file.member is None else file.member


def _named(inputs: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield each input with what its files' names begin with: nothing for one folder; else its name, or its whole path."""
    paths = sorted({os.path.normpath(path): path for path in inputs})
    last = [os.path.basename(os.path.abspath(path)) for path in paths]
    for path, name in zip(paths, last, strict=True):
        if len(paths) == 1 and os.path.isdir(path):
            yield path, ""
        else:
            yield path, name if last.count(name) == 1 else path


def _files(path: str, name: str, out: str) -> Iterator[InputFile]:
    if not os.path.isdir(path):
        yield from _one(path, name)
        return
    waiting = [(path, name)]
    while waiting:
        folder, above = waiting.pop()
        try:
            with os.scandir(folder) as entries:
                listed = [(entry.name, entry.path, entry.is_dir(follow_symlinks=False)) for entry in entries]
        except OSError as error:
            yield InputFile(shown(above or folder), folder, fault=unopened(shown(above or folder), error))
            continue
        for entry_name, entry_path, is_folder in listed:
            below = f"{above}/{entry_name}" if above else entry_name
            if not is_folder:
                yield from _one(entry_path, below)
            elif not belongs_to(entry_path, out):
                waiting.append((entry_path, below))


def _one(path: str, name: str) -> Iterator[InputFile]:
    if path[-len(ZIP) :].lower() != ZIP or not os.path.isfile(path):
        yield InputFile(shown(name), path)
        return
    try:
        listed = members(path)
    except FaultError as error:
        yield InputFile(shown(name), path, fault=error.faults[0]._replace(file=shown(name)))
        return
    for member in listed:
        below = shown(f"{name}/{member.name}")
        yield InputFile(below, path, member.place, member.fault and member.fault._replace(file=below))


def shown(name: str) -> str:
    """Return a file's name on one line, safe to show and to write."""
    if is_plain(name) and "\n" not in name and "\t" not in name:
        return name if name.isascii() else clean_text(name)
    return clean_text(name).translate(_NO_LINE)
