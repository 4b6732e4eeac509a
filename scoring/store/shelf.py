"""What lies on the shelf: records and drafts, the newest first, each read and judged only when it is to be shown."""

import os
import stat
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

from criteria.faults import Fault, FaultError
from criteria.model import Band, IndicatorSet
from criteria.typed import NamedTuple
from scoring.assessment import assess
from scoring.drafts.draft import DraftHead
from scoring.drafts.filling import fill
from scoring.judge import judge
from scoring.periods import Period
from scoring.record import Record, ReportingUnit, SetName, State
from scoring.scorecard import Coverage, ScoreCard
from scoring.store.bases import base_path, record_in
from scoring.store.journal_file import SUFFIX, content
from scoring.store.journal_reading import read_journal, skim
from scoring.store.loading import load_record
from scoring.store.opening import remove_unbegun

MOST = 500
"""Files on a shelf; older ones are left out."""
LoadSet = Callable[[SetName], IndicatorSet]
"""Returns the set of a record, in the version it names.

Raises:
    FaultError: It is not at hand.
"""

_RECORD = ".toml"


class Found(NamedTuple):
    """A record, a draft, or a record with its draft.

    Attributes:
        at: When it was last written.
        path: The record's file; None for a draft that was never saved.
        draft_path: The draft's journal.
    """

    at: datetime
    path: Path | None = None
    draft_path: Path | None = None


class ShelfItem(NamedTuple):
    """A record or a draft as a list shows it; where there is a draft, it is what the draft says.

    Attributes:
        record_id: None, like unit, period and set, where the file is no record.
        state: What the file says; "draft" where there is a draft.
        coverage: None, like points, max and band, where it is not judged.
        faults: Why something is missing here.
    """

    found: Found
    record_id: str | None = None
    unit: ReportingUnit | None = None
    period: Period | None = None
    set: SetName | None = None
    state: State | None = None
    coverage: Coverage | None = None
    points: Decimal | None = None
    max: Decimal | None = None
    band: Band | None = None
    faults: tuple[Fault, ...] = ()


def on_shelf(records: Path, drafts: Path, most: int = MOST) -> tuple[Found, ...]:
    """Return what lies in the folder of records, in the folders of its periods, and in the folder of drafts.

    Of a draft only its head is read, of a record nothing. What is left of a draft that was cut off before it began
    is removed. A folder that is not there is empty.
    """
    files = {path: Found(at, path) for at, path in (*_files(records), *_below(records))}
    found: list[Found] = []
    for at, path in _files(drafts, SUFFIX):
        if remove_unbegun(path):
            continue
        base = _base(path, records)
        held = None if base is None else files.pop(base, None)
        found.append(Found(at if held is None else max(at, held.at), base, path))
    newest = sorted((*files.values(), *found), key=lambda item: item.at, reverse=True)
    return tuple(newest[:most])


def look_at(found: Found, load_set: LoadSet | None = None) -> ShelfItem:
    """Read a record or a draft, and judge it where `load_set` is given. Whatever is wrong is told in its faults."""
    if found.draft_path is not None:
        return _draft(found, found.draft_path, load_set)
    if found.path is None:
        return ShelfItem(found)
    try:
        reading = load_record(found.path)
    except FaultError as error:
        return ShelfItem(found, faults=error.faults)
    if reading.record is None:
        return ShelfItem(found, faults=reading.faults)
    item = _shown(found, reading.record)
    if load_set is None:
        return item
    try:
        card = assess(load_set(reading.record.set), reading)
    except FaultError as error:
        return item._replace(faults=error.faults)
    return item if card is None else _judged(item, card)


def _draft(found: Found, path: Path, load_set: LoadSet | None) -> ShelfItem:
    try:
        data = content(path)
        if load_set is None:
            return _headed(found, skim(data, path.name))
        draft, text, _, _ = read_journal(data, path.name)
    except FaultError as error:
        return ShelfItem(found, faults=error.faults)
    item = _headed(found, draft.head)
    try:
        known = load_set(draft.head.set)
    except FaultError as error:
        return item._replace(faults=error.faults)
    base = record_in(text, path.name) if text else None
    return _judged(item, judge(known, fill(known, draft, base).record))


def _headed(found: Found, head: DraftHead) -> ShelfItem:
    return ShelfItem(found, head.id, head.unit, head.period, head.set, "draft")


def _shown(found: Found, record: Record) -> ShelfItem:
    return ShelfItem(found, record.id, record.unit, record.period, record.set, record.state)


def _judged(item: ShelfItem, card: ScoreCard) -> ShelfItem:
    totals = card.totals
    return item._replace(
        coverage=card.coverage, points=totals.points, max=totals.max, band=card.band, faults=card.findings
    )


def _base(draft: Path, records: Path) -> Path | None:
    """Return the record file of a draft; None where it has none, it is gone, or the draft cannot be read."""
    try:
        head = skim(content(draft), draft.name)
    except FaultError:
        return None
    path = None if head.base is None else base_path(head.base, records)
    return path if path is not None and path.is_file() else None


def _below(records: Path) -> Iterator[tuple[datetime, Path]]:
    try:
        with os.scandir(records) as entries:
            folders = [entry.path for entry in entries if entry.is_dir() and not entry.name.startswith(".")]
    except OSError:
        return
    for folder in sorted(folders):
        yield from _files(Path(folder))


def _files(folder: Path, suffix: str = _RECORD) -> Iterator[tuple[datetime, Path]]:
    """Yield the files of a folder with when they were written; what cannot be looked at is passed over."""
    try:
        with os.scandir(folder) as entries:
            names = [entry.name for entry in entries]
    except OSError:
        return
    for name in sorted(names):
        if name.endswith(suffix) and not name.startswith("."):
            with suppress(OSError):
                state = (folder / name).stat()
                if stat.S_ISREG(state.st_mode):
                    yield datetime.fromtimestamp(state.st_mtime, UTC), folder / name
