"""What lies on the shelf is found, the newest first; a bad file is shown with its fault and stops nothing."""

import os
from datetime import UTC, datetime
from pathlib import Path
from shutil import copyfile

import pytest
from strategies.typing_kills import head

from criteria.faults import Fault, FaultError
from criteria.model import IndicatorSet
from criteria.reading import load_set
from scoring.judge import judge
from scoring.record import SetName
from scoring.store.bases import load_base
from scoring.store.loading import load_record
from scoring.store.opening import start_journal
from scoring.store.shelf import Found, look_at, on_shelf

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "scoring" / "samples" / "2024-H1"
NAMES = ("05941_xa-ict.toml", "99001_xa-ict.toml")


class Shelf:
    """Folders of records and of drafts, each with something in them."""

    def __init__(self, folder: Path) -> None:
        self.records = folder / "phiếu"
        self.drafts = folder / "drafts"
        for name in NAMES:
            (self.records / "2024-H1").mkdir(parents=True, exist_ok=True)
            copyfile(SAMPLES / name, self.records / "2024-H1" / name)

    def found(self) -> tuple[Found, ...]:
        """Return what is found."""
        return on_shelf(self.records, self.drafts)

    def begin(self, name: str) -> Path:
        """Begin a draft that goes on from a record, and return its journal."""
        reading, base, text = load_base(self.records / "2024-H1" / name, self.records)
        record = reading.record
        assert record is not None
        begun = head()._replace(
            id=record.id, set=record.set, unit=record.unit, period=record.period, base=base
        )
        journal = start_journal(self.drafts, begun, {("answers", "1.1", "value"): "có lẽ"}, base=text)
        journal.close()
        return journal.path


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    """Return a shelf with two records."""
    return Shelf(tmp_path)


@pytest.fixture(scope="module")
def known() -> IndicatorSet:
    """Return the set of the sample records."""
    (folder,) = (ROOT / "criteria" / "sets" / "xa-ict").iterdir()
    return load_set(folder)


def set_time(path: Path, minute: int) -> datetime:
    """Let a file have been written at some minute, and return when."""
    at = datetime(2024, 7, 3, 8, minute, tzinfo=UTC)
    os.utime(path, (at.timestamp(), at.timestamp()))
    return at


def test_the_newest_comes_first(shelf: Shelf) -> None:
    """Records and drafts stand together, by when they were last written; a draft of a record stands with it."""
    first, second = (shelf.records / "2024-H1" / name for name in NAMES)
    draft = shelf.begin(NAMES[0])
    new = start_journal(shelf.drafts, head(), {})
    new.close()
    times = [set_time(path, minute) for path, minute in ((first, 1), (second, 2), (draft, 3), (new.path, 4))]
    assert shelf.found() == (
        Found(times[3], None, new.path),
        Found(times[2], first, draft),
        Found(times[1], second),
    )
    assert on_shelf(shelf.records, shelf.drafts, most=1) == (Found(times[3], None, new.path),)


def test_a_record_is_shown_judged(shelf: Shelf, known: IndicatorSet) -> None:
    """Unit, period, set and state come from the file; points and coverage from judging it, where that is asked for."""
    item = next(found for found in shelf.found() if found.path and found.path.name == NAMES[0])
    record = load_record(shelf.records / "2024-H1" / NAMES[0]).record
    assert record is not None
    plain = look_at(item)
    assert (plain.record_id, plain.unit, plain.period, plain.set) == (
        record.id,
        record.unit,
        record.period,
        record.set,
    )
    assert (plain.state, plain.points, plain.coverage) == (record.state, None, None)
    card = judge(known, record)
    judged = look_at(item, lambda _: known)
    assert (judged.points, judged.max, judged.coverage, judged.band) == (
        card.totals.points,
        card.totals.max,
        card.coverage,
        card.band,
    )


def test_a_draft_is_shown_as_it_stands(shelf: Shelf, known: IndicatorSet) -> None:
    """A draft of a record is a draft, whatever the file says; it is judged by what is typed."""
    shelf.begin(NAMES[0])
    (item,) = (found for found in shelf.found() if found.draft_path)
    plain = look_at(item)
    assert (plain.state, plain.points) == ("draft", None)
    assert plain.unit is not None
    assert plain.unit.code == "05941"
    judged = look_at(item, lambda _: known)
    assert judged.coverage is not None
    assert judged.coverage.answered == 0


def test_bad_files_are_shown_with_their_faults(shelf: Shelf) -> None:
    """Nothing that lies there stops the rest from being shown."""
    (shelf.records / "2024-H1" / "hong.toml").write_bytes(b"a = ")
    (shelf.records / "khac.toml").write_bytes(b"a = 1")
    (shelf.records / "2024-H1" / "folder.toml").mkdir()
    (shelf.records / "2024-H1" / ".an.toml").write_bytes(b"a = 1")
    (shelf.records / "minh-chung.pdf").write_bytes(b"%PDF")
    shelf.drafts.mkdir()
    (shelf.drafts / "hong.nhap").write_bytes(b"spoilt\n")
    (shelf.drafts / "other.txt").write_bytes(b"spoilt\n")
    items = {(item.path or item.draft_path or Path()).name: look_at(item) for item in shelf.found()}
    assert set(items) == {*NAMES, "hong.toml", "khac.toml", "hong.nhap"}
    codes = {name: [fault.code for fault in item.faults] for name, item in items.items()}
    assert codes["khac.toml"] == ["R001"]
    assert codes["hong.nhap"] == ["D001"]
    assert codes["hong.toml"]
    assert codes[NAMES[0]] == []


def test_a_set_that_is_not_at_hand_leaves_the_rest(shelf: Shelf) -> None:
    """Without its set a record or a draft is shown all the same, and why it is not judged."""
    shelf.begin(NAMES[0])

    def none(name: SetName) -> IndicatorSet:
        raise FaultError([Fault("C002", (), {"word": name.id, "near": "x"})])

    for item in shelf.found():
        shown = look_at(item, none)
        assert shown.unit is not None
        assert (shown.points, [fault.code for fault in shown.faults]) == (None, ["C002"])


def test_what_a_power_cut_left_is_swept(shelf: Shelf) -> None:
    """A draft that was cut off before it began is not shown, and gone."""
    path = shelf.begin(NAMES[0])
    path.write_bytes(path.read_bytes()[:50])
    assert [found.draft_path for found in shelf.found()] == [None, None]
    assert not path.exists()


def test_a_draft_whose_record_is_gone_stands_alone(shelf: Shelf, known: IndicatorSet) -> None:
    """Where the file has been taken away, the draft still knows what it said."""
    shelf.begin(NAMES[0])
    (shelf.records / "2024-H1" / NAMES[0]).unlink()
    (item,) = (found for found in shelf.found() if found.draft_path)
    assert item.path is None
    assert look_at(item, lambda _: known).coverage is not None


def test_an_empty_shelf_is_empty(tmp_path: Path) -> None:
    """Folders that are not there hold nothing, and a file that has gone meanwhile is a fault of its own."""
    assert on_shelf(tmp_path / "none", tmp_path / "none") == ()
    gone = Found(datetime(2024, 7, 3, tzinfo=UTC), tmp_path / "none.toml")
    assert [fault.code for fault in look_at(gone).faults] == ["F001"]
    assert look_at(Found(gone.at)).faults == ()
