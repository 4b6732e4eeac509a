"""Records on disk: loaded with every fault at once, and saved so that nothing is lost."""

from collections.abc import Callable, Sequence
from datetime import datetime
from decimal import ROUND_HALF_UP, Context, Decimal
from pathlib import Path

from criteria.clean import clean_line
from criteria.faults import Fault, FaultError
from criteria.toml import RECORD_BYTES, Source, parse, read_source, unopened
from scoring.record import Record, Revision, StatedResult, record_digest
from scoring.record_reading import RecordReading, read_record

_DIGITS = 15
"""As many as every reader of TOML gives back."""


def load_record(path: Path, *, name: str | None = None) -> RecordReading:
    """Read the record at `path`, with its faults and findings.

    A last entry of the history that does not match the content is the finding R509: somebody edited the file by
    hand. It says nothing about who did.

    Args:
        path: The file.
        name: What to call it in faults; its own name when None.

    Raises:
        FaultError: The file cannot be opened, is too large, or is not TOML in UTF-8.
    """
    return _reading(read_source(path, most=RECORD_BYTES, name=name))


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
    from scoring.store.atomic import faults_of, write_atomic  # noqa: PLC0415 - reading and scoring need none of it
    from scoring.store.editing import edited  # noqa: PLC0415 - likewise
    from scoring.store.fresh import fresh  # noqa: PLC0415 - likewise
    from scoring.store.tree import same, tree  # noqa: PLC0415 - likewise

    held = _held(path)
    base = None if held is None else _base(held, path)
    settled = _settled(record if record.id else record._replace(id=(new_id or _random_id)()), path.name)
    if base is not None and not _comes_from(settled, base):
        raise FaultError([Fault("F026", file=path.name)])
    saved = _revised(settled, at=at, by=by, result=result, name=path.name)
    if held is None or base is None:
        encoded = fresh(saved, order).encode()
    else:
        encoded = edited(held.decode(), base, saved, order, name=path.name).encode()
    reading = _reading(parse(encoded, path.name, most=RECORD_BYTES))
    if reading.record is None or not same(tree(reading.record), tree(saved)):
        raise FaultError([Fault("F025", file=path.name)])
    if encoded != held:
        with faults_of(path.name):
            path.parent.mkdir(exist_ok=True)
        write_atomic(path, encoded)
    return reading.record


def _reading(source: Source) -> RecordReading:
    reading = read_record(source)
    record = reading.record
    if record is None or not record.history or record.history[-1].digest == record_digest(record):
        return reading
    finding = source.placed(Fault("R509", ("history", len(record.history) - 1)))
    return reading._replace(faults=(*reading.faults, finding))


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


def _comes_from(record: Record, base: Record) -> bool:
    """Tell whether the file holds an earlier state of the record, or the same."""
    known = [entry.digest for entry in record.history]
    return record.id == base.id and [entry.digest for entry in base.history] == known[: len(base.history)]


def _settled(record: Record, name: str) -> Record:
    """Return the record as a file gives it back: clean, in NFC, without what says nothing, and without a result."""
    from scoring.store.fresh import fresh  # noqa: PLC0415 - reading and scoring need none of it

    told = record._replace(revision=max(record.revision, 1), result=None)
    _check_figures(told, name)
    reading = read_record(parse(fresh(told).encode(), name, most=RECORD_BYTES))
    faults = [fault._replace(line=None) for fault in reading.faults if not fault.is_warning]
    if reading.record is None or faults:
        raise FaultError(faults)
    return reading.record._replace(revision=record.revision)


def _check_figures(record: Record, name: str) -> None:
    from scoring.store.tree import tree, unwritable  # noqa: PLC0415 - reading and scoring need none of it

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
    entry = Revision(revision + 1, at.replace(microsecond=0), digest, clean_line(by or "") or None)
    return record._replace(revision=entry.revision, history=(*record.history, entry))


def _shortened(result: StatedResult) -> StatedResult:
    """Return a result for its reader: figures of more digits than a file gives back are rounded to that many."""
    return result._replace(
        points=_rounded(result.points), max=_rounded(result.max), percent=_rounded(result.percent)
    )


def _rounded(figure: Decimal | None) -> Decimal | None:
    return None if figure is None else Context(prec=_DIGITS, rounding=ROUND_HALF_UP).plus(figure)


def _random_id() -> str:
    from uuid import uuid4  # noqa: PLC0415 - only a new record needs an id

    return str(uuid4())
