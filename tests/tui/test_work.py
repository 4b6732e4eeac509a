"""A draft at work: what it goes on from, whenever the program was killed."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread, Timer

import pytest
from strategies.desk_kills import quiet_folder
from strategies.stage import desk_at

from criteria.faults import FaultError
from scoring.drafts.draft import DraftHead
from scoring.periods import parse_period
from scoring.record import ReportingUnit, SetName
from scoring.store.handing_in import Saving, save_draft
from scoring.store.journal_file import JournalFile, locked
from scoring.store.loading import load_record
from scoring.store.shelf import on_shelf
from tui.desk import Desk
from tui.work import Work

ANSWER = ("answers", "1.3", "value")
ID = "7d0c1c1e-6f5a-4f0e-9d34-0b8a52c1f001"
DRAFTS = 60
"""Drafts begun beside a shelf that is being read; without a second try one in a few dozen was swept away."""
SWITCH = 0.0005
"""Seconds until the other thread's turn: the moment in which a draft is made but not locked is hit more often."""


def begun(desk: Desk, record_id: str = ID) -> Work:
    """Begin a draft."""
    period = parse_period("2024-H1")
    assert period is not None
    known = desk.sets.named("xa-ict", None)
    name = SetName(known.id, known.version, known.digest)
    unit = ReportingUnit("00001", "Xã Ví Dụ")
    return Work.start(desk, DraftHead(record_id, name, unit, period, desk.now()), {})


@contextmanager
def shelf_being_read(desk: Desk) -> Iterator[None]:
    """Read the shelf again and again meanwhile, as a screen does that is shown again."""
    ended = Event()

    def read() -> None:
        while not ended.is_set():
            on_shelf(desk.folders.records(desk.settings), desk.folders.drafts)

    thread = Thread(target=read)
    before = sys.getswitchinterval()
    sys.setswitchinterval(SWITCH)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()
        sys.setswitchinterval(before)


def test_a_draft_is_begun_while_the_shelf_is_read() -> None:
    """What reads the shelf sweeps away drafts whose writer died; one that is just being made is made all the same."""
    with quiet_folder() as folder:
        desk = desk_at(folder, started=True)
        with shelf_being_read(desk):
            for number in range(DRAFTS):
                job = begun(desk, f"7d0c1c1e-6f5a-4f0e-9d34-{number:012}")
                assert job.journal is not None
                assert job.journal.path.exists()
                job.journal.discard()


def test_a_draft_waits_for_who_sweeps_away_a_dead_one(tmp_path: Path) -> None:
    """Another window has the remains of a draft in its hands: it is begun as soon as they are gone."""
    desk = desk_at(tmp_path, started=True)
    path = desk.folders.drafts / f"{ID}.nhap"
    desk.folders.drafts.mkdir(parents=True)
    path.write_bytes(b"")
    descriptor, ours = locked(path)
    assert ours
    sweeping = Timer(0.1, JournalFile(path, descriptor, b"").remove)
    sweeping.start()
    job = begun(desk)
    sweeping.join()
    assert job.journal is not None
    assert job.journal.path.exists()
    job.close()


def test_a_draft_that_nobody_ends_is_not_waited_for(tmp_path: Path) -> None:
    """Another window goes on having its beginning in its hands: that is told, and the file is left to it."""
    desk = desk_at(tmp_path, started=True)
    path = desk.folders.drafts / f"{ID}.nhap"
    desk.folders.drafts.mkdir(parents=True)
    path.write_bytes(b"")
    descriptor, ours = locked(path)
    assert ours
    with pytest.raises(FaultError) as raised:
        begun(desk)
    assert [fault.code for fault in raised.value.faults] == ["D004"]
    assert on_shelf(desk.folders.records(desk.settings), desk.folders.drafts) == ()
    assert path.exists()
    JournalFile(path, descriptor, b"").close()


def test_the_remains_of_a_draft_do_not_keep_a_record_from_being_opened(tmp_path: Path) -> None:
    """A draft of the record that was cut off before it began is no draft: the record is opened from its file."""
    desk = desk_at(tmp_path, started=True)
    job = begun(desk)
    job.sheet.put({ANSWER: "full"})
    job.save()
    job.close()
    assert job.journal is not None
    for afresh in (False, True):
        job.journal.path.write_bytes(b"")
        again = Work.open_record(desk, job.path, afresh=afresh)
        assert (again.held, again.sheet.record.answers["1.3"].value) == (False, "full")
        again.close()


def test_a_save_that_was_killed_before_it_was_noted_is_ones_own(tmp_path: Path) -> None:
    """The record's file was replaced and the journal never heard of it: the next save goes on from that file."""
    desk = desk_at(tmp_path, started=True)
    job = begun(desk)
    assert job.journal is not None
    job.sheet.put({ANSWER: "full"})
    records = desk.folders.records(desk.settings)
    records.mkdir(parents=True)
    save_draft(job.path, job.sheet.card, None, Saving(records, desk.now()))
    journal = job.journal.path
    job.close()
    again = Work.resume(desk, journal)
    assert again.is_saved
    again.sheet.put({ANSWER: "partial"})
    again.save()
    record = load_record(again.path).record
    assert record is not None
    assert (record.answers["1.3"].value, record.revision) == ("partial", 2)
    again.close()
