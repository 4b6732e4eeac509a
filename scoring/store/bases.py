"""The record file a draft goes on from: what it was when it was read, and whether it still is."""

from hashlib import sha256
from pathlib import Path

from criteria.canonical import PREFIX
from criteria.faults import FaultError
from criteria.toml import RECORD_BYTES, parse, unopened
from criteria.typed import Literal, NamedTuple
from scoring.drafts.draft import Base
from scoring.record import Record
from scoring.record_reading import RecordReading, read_record
from scoring.store.tree import same, tree

Standing = Literal["same", "ours", "gone", "changed"]
"""How a file stands to the draft that goes on from it: as it was read; saying what we are about to save; no longer
there; changed by somebody else."""

_OF_A_SAVE = {"revision", "state", "result", "history"}


class LoadedBase(NamedTuple):
    """A record file and what to remember of it."""

    reading: RecordReading
    base: Base
    text: str


def load_base(path: Path, records: Path) -> LoadedBase:
    """Read the record file that a draft is to go on from.

    Args:
        path: The file.
        records: The folder of records.

    Raises:
        FaultError: F001 to F007: it cannot be read.
    """
    data = _content(path)
    reading = read_record(parse(data, path.name, most=RECORD_BYTES))
    return LoadedBase(reading, Base(_label(path, records), _digest(data)), data.decode())


def record_in(text: str, name: str) -> Record | None:
    """Return the record that the text of a base says; None where it says none."""
    try:
        return read_record(parse(text.encode("utf-8", "surrogatepass"), name, most=RECORD_BYTES)).record
    except FaultError:
        return None


def base_path(base: Base, records: Path) -> Path:
    """Return the file of a base; one in the folder of records is found again wherever that folder lies now."""
    return records / base.path


def standing(path: Path, base: Base | None, record: Record) -> Standing:
    """Tell how the file at `path` stands to a draft that was begun from `base` and says `record`.

    Raises:
        FaultError: F002 to F004: it is there and cannot be read.
    """
    try:
        data = _content(path)
    except FaultError as error:
        if error.faults[0].code == "F001":
            return "gone"
        raise
    if base is not None and _digest(data) == base.digest:
        return "same"
    there = record_in(data.decode("utf-8", "surrogateescape"), path.name)
    return "ours" if there is not None and _says_the_same(there, record) else "changed"


def _says_the_same(one: Record, other: Record) -> bool:
    """Tell whether two records differ at the most in what a save writes by itself."""
    first, second = (
        {key: item for key, item in tree(record).items() if key not in _OF_A_SAVE} for record in (one, other)
    )
    return same(first, second)


def _label(path: Path, records: Path) -> str:
    try:
        return path.absolute().relative_to(records.absolute()).as_posix()
    except ValueError:
        return str(path.absolute())


def _digest(data: bytes) -> str:
    return f"{PREFIX}{sha256(data).hexdigest()}"


def _content(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(RECORD_BYTES + 1)
    except OSError as error:
        raise FaultError([unopened(path.name, error)]) from error
