"""A draft made a record file: written, read again and compared; only then is the draft let go."""

from datetime import date, datetime
from itertools import count
from pathlib import Path

from criteria.faults import Fault, FaultError
from criteria.typed import NamedTuple
from scoring.assessment import assess
from scoring.drafts.draft import Base
from scoring.numbers import round_half_up
from scoring.record import Record, State, StatedResult, record_digest
from scoring.scorecard import ScoreCard
from scoring.store.bases import load_base, standing
from scoring.store.journal import Journal
from scoring.store.loading import load_record
from scoring.store.records import save_record

BESIDE = ".ban-cua-toi-"
_SHOWN_DIGITS = 2


class Saving(NamedTuple):
    """Who saves, when, and where.

    Attributes:
        records: The folder of records.
        at: The time of the save.
        by: The name of who saves.
        journal: The journal of the draft, to be told; None if there is none.
    """

    records: Path
    at: datetime
    by: str | None = None
    journal: Journal | None = None


class Saved(NamedTuple):
    """A record that is safely on the disk.

    Attributes:
        record: As it stands in the file: the draft goes on from it.
        path: The file.
        base: What the draft remembers of the file from now on.
        left: Why the draft's journal could not be told or removed; nothing is lost by that.
    """

    record: Record
    path: Path
    base: Base
    left: tuple[Fault, ...] = ()


def save_draft(path: Path, card: ScoreCard, base: Base | None, saving: Saving) -> Saved:
    """Save what a draft says so far; the draft stays open.

    Args:
        path: The record's file.
        card: The record to save, judged.
        base: The file the draft goes on from, as it was read or last saved.
        saving: Who saves, when, and where.

    Raises:
        FaultError: D006: the file has been changed since; `save_beside` keeps both. Everything `save_record` raises.
            Nothing was saved, and the draft is as it was.
    """
    _check(path, base, card.record)
    return _kept(path, _saved(path, card, "draft", saving), saving)


def save_beside(path: Path, card: ScoreCard, saving: Saving) -> Saved:
    """Save what a draft says in a new file beside the one at `path`, which stays as it is; the draft goes on from it.

    Raises:
        FaultError: Everything `save_record` raises.
    """
    beside = beside_path(path, saving.at.date())
    return _kept(beside, _saved(beside, card, "draft", saving), saving)


def submit(path: Path, card: ScoreCard, base: Base | None, saving: Saving) -> Saved:
    """Save a record as handed in, read it again, judge it again, and let its draft go.

    Args:
        path: The record's file.
        card: The record to hand in, judged: what the officer has seen.
        base: The file the draft goes on from, as it was read or last saved.
        saving: Who saves, when, and where.

    Raises:
        FaultError: D006: the file has been changed since. F024: it does not read back as what was seen; the draft
            is kept. Everything `save_record` raises: nothing was saved, and the draft is as it was.
    """
    _check(path, base, card.record)
    saved = _saved(path, card, "submitted", saving)
    _confirm(path, saved, card)
    done = Saved(saved, path, load_base(path, saving.records).base)
    if saving.journal is not None:
        try:
            saving.journal.discard()
        except FaultError as error:
            return done._replace(left=error.faults)
    return done


def stated(card: ScoreCard) -> StatedResult:
    """Return the result of a card as a record states it for its reader."""
    totals = card.totals
    return StatedResult(
        points=round_half_up(totals.points, _SHOWN_DIGITS),
        max=round_half_up(totals.max, _SHOWN_DIGITS),
        percent=None if totals.percent is None else round_half_up(totals.percent, _SHOWN_DIGITS),
        band=None if card.band is None else card.band.title.vi,
        coverage=f"{card.coverage.answered}/{card.coverage.asked}",
    )


def beside_path(path: Path, day: date) -> Path:
    """Return a name that is still free: `05941_xa-ict.ban-cua-toi-2024-07-03.toml`, then with a number."""
    name = f"{path.stem}{BESIDE}{day.isoformat()}"
    names = (name if number == 1 else f"{name}-{number}" for number in count(1))
    return next(
        free for free in (path.with_name(f"{name}{path.suffix}") for name in names) if not free.exists()
    )


def _check(path: Path, base: Base | None, record: Record) -> None:
    if base is not None and standing(path, base, record) == "changed":
        raise FaultError([Fault("D006", file=path.name)])


def _saved(path: Path, card: ScoreCard, state: State, saving: Saving) -> Record:
    order = [indicator.id for indicator in card.set.indicators()]
    record = card.record._replace(state=state)
    return save_record(path, record, at=saving.at, by=saving.by, result=stated(card), order=order)


def _kept(path: Path, record: Record, saving: Saving) -> Saved:
    _, base, text = load_base(path, saving.records)
    left: tuple[Fault, ...] = ()
    if saving.journal is not None:
        saving.journal.saved(base, text)
        if not saving.journal.flush() and saving.journal.trouble is not None:
            left = saving.journal.trouble.faults
    return Saved(record, path, base, left)


def _confirm(path: Path, saved: Record, card: ScoreCard) -> None:
    """Check that a file says what was handed in and is judged as it was seen.

    Raises:
        FaultError: F024: it does not.
    """
    reading = load_record(path)
    found = assess(card.set, reading)
    if (
        reading.record is None
        or found is None
        or record_digest(reading.record) != record_digest(saved)
        or found.totals[:2] != card.totals[:2]
        or found.coverage != card.coverage
    ):
        raise FaultError([Fault("F024", file=path.name)])
