"""A record is taken along on a stick with its evidence, whole, and what lies there is not lost."""

from pathlib import Path

import pytest
from strategies.kills import AT, record_of

from criteria.faults import FaultError
from scoring.answers import Answer, Evidence
from scoring.store.copies import copy_to
from scoring.store.copying import Stopped
from scoring.store.evidence import copy_evidence
from scoring.store.names import record_path
from scoring.store.records import save_record

SCAN = "Biên bản kiểm tra\n".encode() * 1000


@pytest.fixture
def record(tmp_path: Path) -> Path:
    """Return the file of a record with two documents, one of which nobody has copied."""
    document = tmp_path / "Biên bản.pdf"
    document.write_bytes(SCAN)
    records = tmp_path / "phiếu"
    records.mkdir()
    path = record_path(records, record_of(1))
    evidence = (
        copy_evidence(path, document),
        Evidence(file="minh-chung/khong-co.pdf"),
        Evidence(file="../a.toml"),
    )
    answered = record_of(1)._replace(answers={"1.4": Answer(value=True, evidence=evidence)})
    save_record(path, answered, at=AT, by=None, result=None)
    return path


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    """Return a stick."""
    stick = tmp_path / "USB của xã"
    stick.mkdir()
    return stick


def tree(folder: Path) -> dict[str, bytes]:
    """Return what lies below a folder."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def codes(error: pytest.ExceptionInfo[FaultError]) -> list[str]:
    """Return the codes of the faults raised; each can be put into words."""
    assert all(fault.message(lang) for fault in error.value.faults for lang in ("vi", "en"))
    return [fault.code for fault in error.value.faults]


def test_a_record_is_taken_along(record: Path, stick: Path) -> None:
    """Record and evidence lie on the stick as they do here; what is missing is told; a second time nothing is written."""
    told: list[tuple[int, int]] = []
    copied = copy_to(record, stick, progress=lambda done, whole: told.append((done, whole)))
    assert tree(stick) == tree(record.parents[1])
    assert copied.path == stick / "2024-H1" / record.name
    assert (copied.files, copied.bytes) == (2, told[-1][1])
    assert told[-1][0] == told[-1][1] == len(SCAN) + record.stat().st_size
    assert [fault.code for fault in copied.missing] == ["D503", "D505"]
    assert copy_to(record, stick)[1:3] == (0, 0)


def test_what_lies_there_is_not_replaced_unasked(record: Path, stick: Path) -> None:
    """Other content of the same name is told, file by file, and stays; asked for, it is replaced."""
    copy_to(record, stick)
    for path in [*stick.rglob("*.pdf"), *stick.rglob("*.toml")]:
        path.write_bytes(path.read_bytes() + b"\n")
    before = tree(stick)
    with pytest.raises(FaultError) as raised:
        copy_to(record, stick)
    assert codes(raised) == ["D010", "D010"]
    assert tree(stick) == before
    copy_to(record, stick, replace=True)
    assert tree(stick) == tree(record.parents[1])


def test_a_stick_that_is_not_there_is_told(record: Path, stick: Path) -> None:
    """A folder that is gone is a stick pulled out, not a folder to make."""
    stick.rmdir()
    with pytest.raises(FaultError) as raised:
        copy_to(record, stick)
    assert codes(raised) == ["F022"]
    assert not stick.exists()


def test_a_record_is_not_copied_onto_itself(record: Path) -> None:
    """The folder of records is no stick."""
    before = tree(record.parents[1])
    with pytest.raises(FaultError) as raised:
        copy_to(record, record.parents[1], replace=True)
    assert codes(raised) == ["D009"]
    assert tree(record.parents[1]) == before


def test_a_stick_without_room_is_told_before(record: Path, stick: Path) -> None:
    """What does not fit is told with what is needed and what is free, and nothing is written."""
    needed = len(SCAN) + record.stat().st_size
    with pytest.raises(FaultError) as raised:
        copy_to(record, stick, free=lambda _: needed - 1)
    assert codes(raised) == ["D011"]
    assert [*stick.iterdir()] == []
    assert copy_to(record, stick, free=lambda _: needed).files == 2


def test_a_document_too_large_stays_behind(record: Path, stick: Path) -> None:
    """A document that is larger than evidence may be is told, and does not keep the record from being taken along."""
    (document,) = record.parent.rglob("*.pdf")
    with document.open("r+b") as file:
        file.truncate(1 << 40)  # a hole: it takes no room
    copied = copy_to(record, stick)
    assert [fault.code for fault in copied.missing] == ["D007", "D503", "D505"]
    assert [*tree(stick)] == [f"2024-H1/{record.name}"]


def test_it_can_be_stopped(record: Path, stick: Path) -> None:
    """Stopped before the last, it leaves whole files only, and no record without its evidence."""
    asked = iter([False, False] + [True] * 9)
    with pytest.raises(Stopped):
        copy_to(record, stick, cancelled=lambda: next(asked))
    assert [*tree(stick).values()] == [SCAN]


def test_what_is_no_record_is_not_taken_along(tmp_path: Path, stick: Path) -> None:
    """A file that cannot be read or is no record is told."""
    path = tmp_path / "a.toml"
    for data, code in ((b"a = ", "F0"), (b"a = 1", "R001")):
        path.write_bytes(data)
        with pytest.raises(FaultError) as raised:
            copy_to(path, stick)
        assert codes(raised)[0].startswith(code)
