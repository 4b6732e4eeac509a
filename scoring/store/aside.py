"""A draft's journal put aside under another name, so that a new one can begin and nothing typed is lost."""

from pathlib import Path

from criteria.faults import Fault, FaultError
from scoring.store.atomic import faults_of
from scoring.store.journal_file import JournalFile, locked

SUFFIX = ".cu"
"""Ending of a journal that was put aside; no list of drafts shows it."""
_MOST = 1000


def put_aside(path: Path) -> Path:
    """Rename a journal that nobody has open to the first free `<name>.<number>.cu`, and return that.

    Raises:
        FaultError: D501: another window has it. F001, F003, F004, F020 to F023: it cannot be renamed.
    """
    descriptor, ours = locked(path)
    file = JournalFile(path, descriptor, b"")
    file.close()
    if not ours:
        raise FaultError([Fault("D501", file=path.name)])
    with faults_of(path.name):
        target = next(free for free in _names(path) if not free.exists())
        return path.rename(target)


def take_back(aside: Path, path: Path) -> None:
    """Give a journal that was put aside its name again.

    Raises:
        FaultError: F020 to F023: it cannot be renamed.
    """
    with faults_of(aside.name):
        aside.rename(path)


def _names(path: Path) -> list[Path]:
    return [path.with_suffix(f".{number}{SUFFIX}") for number in range(1, _MOST)]
