"""Records saved so that nothing is lost: neither what was there, nor what is saved."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from decimal import ROUND_HALF_UP, Context, Decimal
from pathlib import Path

from criteria.clean import clean_line
from criteria.faults import Fault, FaultError
from criteria.toml import RECORD_BYTES, parse, unopened
from scoring.record import Record, Revision, StatedResult, record_digest
from scoring.record_grammar import MOST_REVISIONS
from scoring.record_reading import read_record
from scoring.store.atomic import faults_of, write_atomic
from scoring.store.editing import edited
from scoring.store.fresh import fresh
from scoring.store.tree import is_writable, same, tree, unwritable

_MINUTE = timedelta(minutes=1)
_DIGITS = 15
"""As many as every reader of TOML gives back."""


def save_record(
    path: Path,
    record: Record,
    *,
    at: datetime,
    by: str | None,
    result: StatedResult | None,
    order: Sequence[str] = (),
    new_id: Callable[[], str] | None = None,
) -> Record:
    """Save a record at `path`, into the file that is there or as a new one, and return it as it was saved.

    Content that differs from the last entry of the history makes a new revision; anything else, a review or the
    state, does not. Texts are cleaned, and answers and facts that say nothing are left out. The folder is made where
    only it is missing. What is returned is what `load_record` reads there: go on with it, because its history tells
    the next save that the file has not changed since.

    Args:
        path: The file.
        record: What to save.
        at: The time of the save.
        by: Who saves.
        result: The result to state for the file's reader; None states none.
        order: Ids of the indicators in the order of their set, for a new file and for new answers.
        new_id: Makes the id of a record that has none; a random UUID when None.

    Raises:
        FaultError: Nothing was saved, and the file is as it was. F001 to F007: the file that is there cannot be read.
            F005: the record would be larger than a record may be. F020 to F024: the disk (`write_atomic`).
            F025: the file cannot be edited with its comments kept. F026: it holds another record, or a revision
            this one does not come from. F027: a figure has more digits than a file can give back. Any fault of
            the record itself, such as a code that is none.
    """
    held = _held(path)
    base = None if held is None else _base(held, path)
    settled = _settled(record if record.id else record._replace(id=(new_id or _random_id)()), path.name)
    if base is not None:
        settled = _continued(settled, base, path.name)
    saved = _revised(settled, at=at, by=by, result=result, name=path.name)
    if held is None or base is None:
        encoded = fresh(saved, order).encode()
    else:
        encoded = edited(held.decode(), base, saved, order, name=path.name).encode()
    reading = read_record(parse(encoded, path.name, most=RECORD_BYTES))
    if reading.record is None or not same(tree(reading.record), tree(saved)):
        raise FaultError([Fault("F025", file=path.name)])
    if encoded != held:
        with faults_of(path.name):
            path.parent.mkdir(exist_ok=True)
        write_atomic(path, encoded)
    return reading.record


def _held(path: Path) -> bytes | None:
    """Return the bytes of the file that is there; more than a record may have are not read."""
    try:
        with path.open("rb") as file:
            return file.read(RECORD_BYTES + 1)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise FaultError([unopened(path.name, error)]) from error


def _base(held: bytes, path: Path) -> Record:
    """Return the record that is there."""
    record = read_record(parse(held, path.name, most=RECORD_BYTES)).record
    if record is None:
        raise FaultError([Fault("F026", file=path.name)])
    return record


def _continued(record: Record, base: Record, name: str) -> Record:
    """Return the record as what comes after the file that is there.

    A file that already says the same lends its history: a save that was cut off after its last step is made again.

    Raises:
        FaultError: F026: the file does not hold an earlier state of the record.
    """
    known = [entry.digest for entry in record.history]
    theirs = [entry.digest for entry in base.history]
    if record.id == base.id and theirs == known[: len(theirs)]:
        return record
    if record.id == base.id and record_digest(record) == record_digest(base):
        return record._replace(history=base.history, revision=base.revision)
    raise FaultError([Fault("F026", file=name)])


def _settled(record: Record, name: str) -> Record:
    """Return the record as a file gives it back: clean, in NFC, without what says nothing, and without a result."""
    told = record._replace(revision=max(record.revision, 1), result=None)
    _check_figures(told, name)
    reading = read_record(parse(fresh(told).encode(), name, most=RECORD_BYTES))
    faults = [fault._replace(line=None) for fault in reading.faults if not fault.is_warning]
    if reading.record is None or faults:
        raise FaultError(faults)
    return reading.record._replace(revision=record.revision)


def _check_figures(record: Record, name: str) -> None:

    figures = [*unwritable(tree(record))]
    if figures:
        raise FaultError([Fault("F027", path, {}, name) for path in figures])


def _revised(
    record: Record, *, at: datetime, by: str | None, result: StatedResult | None, name: str
) -> Record:
    """Return the record with its result and, where its content is new, its next revision."""
    digest = record_digest(record)
    last = record.history[-1] if record.history else None
    revision = max(record.revision, last.revision if last else 0)
    record = record._replace(result=None if result is None else _shortened(result))
    _check_figures(record, name)
    if last is not None and last.digest == digest:
        return record._replace(revision=max(revision, 1))
    entry = Revision(min(revision + 1, MOST_REVISIONS), _written(at), digest, clean_line(by or "") or None)
    return record._replace(revision=entry.revision, history=(*record.history, entry))


def _written(at: datetime) -> datetime:
    """Return a moment as TOML can write it: to the second, and in a zone of whole minutes."""
    offset = at.utcoffset()
    return (at if offset is None or not offset % _MINUTE else at.astimezone(UTC)).replace(microsecond=0)


def _shortened(result: StatedResult) -> StatedResult:
    """Return a result for its reader: a figure of more digits than a file gives back is rounded."""
    return result._replace(
        points=_rounded(result.points), max=_rounded(result.max), percent=_rounded(result.percent)
    )


def _rounded(figure: Decimal | None) -> Decimal | None:
    if figure is None or is_writable(figure):
        return figure
    return Context(prec=_DIGITS, rounding=ROUND_HALF_UP).plus(figure)


def _random_id() -> str:
    from uuid import uuid4  # noqa: PLC0415 - only a new record needs an id

    return str(uuid4())
