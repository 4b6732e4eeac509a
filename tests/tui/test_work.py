"""A draft at work: what it goes on from, whenever the program was killed."""

from pathlib import Path

from strategies.stage import desk_at

from scoring.drafts.draft import DraftHead
from scoring.periods import parse_period
from scoring.record import ReportingUnit, SetName
from scoring.store.handing_in import Saving, save_draft
from scoring.store.loading import load_record
from tui.desk import Desk
from tui.work import Work

ANSWER = ("answers", "1.3", "value")


def begun(desk: Desk) -> Work:
    """Begin a draft."""
    period = parse_period("2024-H1")
    assert period is not None
    known = desk.sets.named("xa-ict", None)
    name = SetName(known.id, known.version, known.digest)
    unit = ReportingUnit("00001", "Xã Ví Dụ")
    return Work.start(
        desk, DraftHead("7d0c1c1e-6f5a-4f0e-9d34-0b8a52c1f001", name, unit, period, desk.now()), {}
    )


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
