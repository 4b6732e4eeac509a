"""A draft becomes a record file that reads back as what was seen; only then is the draft let go."""

from datetime import UTC, date, datetime
from pathlib import Path
from shutil import copyfile

import pytest

from criteria.faults import FaultError
from criteria.model import IndicatorSet
from criteria.reading import load_set
from scoring.answers import Review
from scoring.assessment import assess
from scoring.drafts.draft import Base, Draft, head_of
from scoring.judge import judge
from scoring.record import Record
from scoring.scorecard import ScoreCard
from scoring.store.bases import base_path, load_base, record_in, standing
from scoring.store.handing_in import Saving, beside_path, save_beside, save_draft, stated, submit
from scoring.store.loading import load_record
from scoring.store.opening import open_draft, start_journal
from scoring.store.records import save_record

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "scoring" / "samples" / "2024-H1" / "05941_xa-ict.toml"
AT = datetime(2024, 7, 5, 8, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def known() -> IndicatorSet:
    """Return the set of the sample records."""
    (folder,) = (ROOT / "criteria" / "sets" / "xa-ict").iterdir()
    return load_set(folder)


class Office:
    """A folder of records with one record in it, and its draft."""

    def __init__(self, folder: Path, known: IndicatorSet) -> None:
        self.known = known
        self.records = folder / "phiếu"
        self.path = self.records / "2024-H1" / SAMPLE.name
        self.path.parent.mkdir(parents=True)
        copyfile(SAMPLE, self.path)
        save_record(self.path, self.on_disk, at=AT, by=None, result=None)
        self.loaded = load_base(self.path, self.records)
        head = head_of(self.on_disk, AT, self.loaded.base)
        self.journal = start_journal(folder / "drafts", head, {}, base=self.loaded.text)
        self.draft = Draft(head)
        self.saving = Saving(self.records, AT, "Nguyễn Văn Ửng", self.journal)

    @property
    def on_disk(self) -> Record:
        """The record as its file says it."""
        record = load_record(self.path).record
        assert record is not None
        return record

    def card(self, note: str, record: Record | None = None) -> ScoreCard:
        """Return the record with a note changed, judged."""
        base = record or self.on_disk
        id_ = next(iter(base.answers))
        changed = base.answers[id_]._replace(note=note)
        return judge(self.known, base._replace(answers={**base.answers, id_: changed}))

    def type(self, text: str) -> None:
        """Type something into the draft."""
        step = self.draft.put({("answers", "1.4", "note"): text}, 0.0)
        assert step is not None
        self.journal.note(step)


@pytest.fixture
def office(tmp_path: Path, known: IndicatorSet) -> Office:
    """Return an office with a record, opened as a draft."""
    return Office(tmp_path, known)


def code(error: pytest.ExceptionInfo[FaultError]) -> str:
    """Return the code of the one fault raised; it can be put into words."""
    (fault,) = error.value.faults
    assert fault.message("vi")
    assert fault.message("en")
    return fault.code


def test_a_draft_is_saved_and_goes_on(office: Office) -> None:
    """Saved, it is the file's next revision with its result; the draft stays, and knows the file as it is now."""
    before = office.on_disk
    office.type("một")
    saved = save_draft(office.path, office.card("mới"), office.loaded.base, office.saving)
    assert saved.record == office.on_disk
    assert saved.record.revision == before.revision + 1
    assert saved.record.state == "draft"
    assert saved.record.history[-1].by == "Nguyễn Văn Ửng"
    assert saved.left == ()
    assert load_record(office.path).faults == ()
    office.journal.close()
    opened = open_draft(office.journal.path)
    assert opened.journal is not None
    opened.journal.close()
    assert opened.draft.head.base == saved.base
    assert opened.base == saved.record
    assert opened.draft.text(("answers", "1.4", "note")) == "một"
    again = save_draft(office.path, office.card("mới hơn"), saved.base, office.saving._replace(journal=None))
    assert again.record.revision == before.revision + 2


def test_a_record_is_handed_in(office: Office) -> None:
    """Handed in, the file says so, states what was seen, and the draft is gone."""
    card = office.card("xong")
    saved = submit(office.path, card, office.loaded.base, office.saving)
    assert office.on_disk == saved.record
    assert saved.record.state == "submitted"
    assert saved.record.result == stated(card)
    assert judge(office.known, saved.record).totals == card.totals
    assert not office.journal.path.exists()
    assert [*office.records.rglob("*.*")] == [office.path]


def test_what_is_stated_is_what_is_recomputed(office: Office, tmp_path: Path) -> None:
    """The result a sample states after a save is one that judging it again does not doubt."""
    for number, sample in enumerate((ROOT / "scoring" / "samples").rglob("*.toml")):
        record = load_record(sample).record
        assert record is not None
        path = tmp_path / f"{number}.toml"
        card = judge(office.known, record)
        save_record(path, record, at=AT, by=None, result=stated(card))
        again = assess(office.known, load_record(path))
        assert again is not None
        assert "R510" not in [fault.code for fault in again.findings]


def test_a_file_that_was_changed_elsewhere_is_not_replaced(office: Office) -> None:
    """Somebody's change is neither lost nor taken for ours: the draft is saved beside, and goes on there."""
    other = office.on_disk._replace(review={next(iter(office.on_disk.answers)): Review("agreed")})
    save_record(office.path, other, at=AT, by="Thẩm định", result=None)
    theirs = office.path.read_bytes()
    card = office.card("của tôi", office.loaded.reading.record)
    for save in (save_draft, submit):
        with pytest.raises(FaultError) as raised:
            save(office.path, card, office.loaded.base, office.saving)
        assert code(raised) == "D006"
    assert office.path.read_bytes() == theirs
    assert office.journal.path.exists()
    beside = save_beside(office.path, card, office.saving)
    assert beside.path.name == "05941_xa-ict.ban-cua-toi-2024-07-05.toml"
    assert office.path.read_bytes() == theirs
    done = submit(beside.path, office.card("của tôi, xong", beside.record), beside.base, office.saving)
    assert done.record.id == other.id
    assert beside_path(office.path, date(2024, 7, 5)).name == "05941_xa-ict.ban-cua-toi-2024-07-05-2.toml"


def test_a_save_that_was_cut_off_is_made_again(office: Office) -> None:
    """A file that says what we save, because the power went before the draft knew, is ours."""
    card = office.card("mới")
    save_draft(office.path, card, office.loaded.base, office.saving._replace(journal=None))
    assert standing(office.path, office.loaded.base, card.record) == "ours"
    saved = submit(office.path, card, office.loaded.base, office.saving)
    assert saved.record.revision == office.on_disk.revision


def test_how_a_file_stands(office: Office) -> None:
    """As it was, gone, changed by hand, or no record any more."""
    base, record = office.loaded.base, office.on_disk
    assert standing(office.path, base, record) == "same"
    for data in (SAMPLE.read_bytes() + b"# x\n", b"a = 1", b"\xff", b""):
        office.path.write_bytes(data)
        assert standing(office.path, base, office.card("mới", record).record) == "changed"
    office.path.unlink()
    assert standing(office.path, base, record) == "gone"
    assert submit(office.path, judge(office.known, record), base, office.saving).record.state == "submitted"
    office.path.unlink()
    office.path.mkdir()
    with pytest.raises(FaultError) as raised:
        standing(office.path, base, record)
    assert code(raised) in {"F002", "F003"}


def test_another_record_in_its_place_is_not_replaced(office: Office) -> None:
    """A new draft does not take the place of a record that lies there already."""
    record = office.on_disk._replace(id="7d0c1c1e-6f5a-4f0e-9d34-0b8a52c1f001", history=(), revision=0)
    with pytest.raises(FaultError) as raised:
        submit(office.path, judge(office.known, record), None, office.saving)
    assert code(raised) == "F026"
    assert office.journal.path.exists()


def test_a_card_that_is_not_the_records_is_not_handed_in(office: Office) -> None:
    """What was seen and what the file gives must be one: otherwise the draft is kept."""
    card = office.card("mới")
    wrong = card._replace(totals=card.totals._replace(points=card.totals.points + 1))
    with pytest.raises(FaultError) as raised:
        submit(office.path, wrong, office.loaded.base, office.saving)
    assert code(raised) == "F024"
    assert office.journal.path.exists()


def test_a_journal_that_cannot_be_told_is_told_of(office: Office, tmp_path: Path) -> None:
    """The record is saved all the same; that the draft could not follow is said."""
    office.journal.path.unlink()
    office.journal.path.parent.rmdir()
    (tmp_path / "drafts").write_bytes(b"")
    saved = save_draft(office.path, office.card("mới"), office.loaded.base, office.saving)
    assert [fault.code for fault in saved.left] == ["F022"]
    done = submit(office.path, office.card("xong"), saved.base, office.saving)
    assert done.record.state == "submitted"


def test_a_base_is_found_again_where_the_folder_has_moved(office: Office, tmp_path: Path) -> None:
    """A file in the folder of records is named by its place there, another by its whole path."""
    assert office.loaded.base.path == f"2024-H1/{SAMPLE.name}"
    assert base_path(office.loaded.base, tmp_path / "E") == tmp_path / "E" / "2024-H1" / SAMPLE.name
    elsewhere = load_base(SAMPLE, office.records)
    assert base_path(elsewhere.base, office.records) == SAMPLE
    assert elsewhere.base == Base(str(SAMPLE), elsewhere.base.digest)
    assert record_in(elsewhere.text, "") == elsewhere.reading.record
    assert record_in("\ud800", "") is None
