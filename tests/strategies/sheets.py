"""Sheets and drafts for the tests of the desk."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from itertools import count
from pathlib import Path as File

from criteria.model import IndicatorSet
from criteria.reading import load_set
from scoring.drafts.draft import Draft, DraftHead, head_of
from scoring.drafts.entries import entries_of
from scoring.drafts.paths import Path
from scoring.drafts.sheet import Sheet
from scoring.periods import parse_period
from scoring.record import Record, ReportingUnit, SetName
from scoring.store.loading import load_record

ROOT = File(__file__).parents[2]
SETS = {
    name: load_set(ROOT / "criteria" / "sets" / name / version)
    for name, version in (("xa-ict", "2024.1"), ("vi-du", "2024.1"), ("ntm-tc8", "2022"))
}
BEGUN = datetime(2024, 7, 1, 8, tzinfo=UTC)


def head(known: IndicatorSet, unit_class: str | None = None, label: str = "2024-H1") -> DraftHead:
    """Return the head of a new draft."""
    period = parse_period(label)
    assert period is not None
    unit = ReportingUnit("00001", "Xã Ví Dụ", unit_class=unit_class)
    return DraftHead("id-1", SetName(known.id, known.version, known.digest), unit, period, BEGUN)


def record_at(path: File | str) -> Record:
    """Return the record in a file."""
    record = load_record(str(path)).record
    assert record is not None
    return record


def complete() -> Record:
    """Return the invented commune's complete record of xa-ict."""
    return record_at(ROOT / "tests" / "data" / "records" / "complete.toml")


def draft_of(known: IndicatorSet, record: Record) -> Draft:
    """Return the draft that goes on from a record."""
    return Draft(head_of(record, BEGUN, None), entries_of(known, record))


def ticks() -> Iterator[float]:
    """Return the seconds of a clock that goes on by ten with every look."""
    return map(float, count(0, 10))


def sheet(
    known: IndicatorSet,
    entries: Mapping[Path, str] | None = None,
    *,
    base: Record | None = None,
    previous: Record | None = None,
    read_only: bool = False,
) -> Sheet:
    """Return a sheet; without entries, that of the base record or an empty one."""
    clock = ticks()
    going_on = entries is None and base is not None
    draft = draft_of(known, base) if going_on and base is not None else Draft(head(known), entries)
    return Sheet(known, draft, base=base, previous=previous, clock=lambda: next(clock), read_only=read_only)
