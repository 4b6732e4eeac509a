"""A record that came in, opened only to be looked at: nothing is written, and no draft begun."""

from __future__ import annotations

from pathlib import Path

from criteria.faults import Fault, FaultError
from scoring.drafts.draft import Draft, head_of
from scoring.drafts.entries import entries_of
from scoring.merge import MergePlan
from scoring.merge.folder import RECORDS
from scoring.merge.inputs import InputFile, find_files
from scoring.merge.merged import Candidate
from scoring.record import Record
from scoring.store.bases import load_base
from scoring.store.loading import load_record
from tui.desk import Desk
from tui.work import Work


def look_at(desk: Desk, path: Path) -> Work:
    """Return a record's file as work that can only be looked at.

    Raises:
        FaultError: The file is no record, or its set is not at hand.
    """
    reading, base, _ = load_base(path, desk.folders.records(desk.settings))
    record = reading.record
    if record is None:
        raise FaultError(reading.faults or (Fault("R001", ("schema",), file=path.name),))
    known = desk.sets.load(record.set.id, record.set.version)
    draft = Draft(head_of(record, desk.now(), base), entries_of(known, record))
    seen = Work(desk, known, draft, None, base=record, path=path)
    seen.faults = reading.faults
    return seen


def record_in(path: Path, name: str) -> Record:
    """Return the record of a file.

    Args:
        path: The file.
        name: What to call it in faults.

    Raises:
        FaultError: It cannot be read, or is no record.
    """
    reading = load_record(path, name=name)
    if reading.record is None:
        raise FaultError(reading.faults)
    return reading.record


def copy_of(folder: str, name: str) -> Path:
    """Return where a merge has put its copy of a record."""
    return Path(folder) / RECORDS / name


def files_of(plan: MergePlan) -> dict[str, InputFile]:
    """Return the files that came in, as they lie now, by the names the merge gives them; none where they are gone."""
    try:
        return {file.name: file for file in find_files(plan.inputs, plan.out)}
    except FaultError:
        return {}


def candidate_file(plan: MergePlan, folder: str, one: Candidate) -> Path:
    """Return the file of a conflict's record: its copy, or where it came in, once it was decided against."""
    copy = copy_of(folder, one.record)
    if copy.is_file():
        return copy
    file = files_of(plan).get(one.file)
    return copy if file is None or file.member is not None else Path(file.path)
