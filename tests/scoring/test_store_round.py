"""A record that is saved and loaded again is the same record, and every change of its content is a revision."""

import subprocess
import sys
import tomllib
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
import rtoml
import tomlkit
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from strategies.records import histories, moments, numbers, records, results, unsettled

from criteria.faults import FaultError
from criteria.toml import RECORD_BYTES
from scoring.answers import Answer, Evidence, Review
from scoring.periods import parse_period
from scoring.record import Record, ReportingUnit, SetName, StatedResult, record_digest
from scoring.store.fresh import fresh
from scoring.store.loading import load_record
from scoring.store.records import save_record
from scoring.store.tree import is_writable, same, tree

AT = datetime(2024, 7, 3, 8, 12, 30, 999, tzinfo=timezone(timedelta(hours=7)))
SLOW = list(HealthCheck)


def sample() -> Record:
    """Return a small record that was never saved."""
    period = parse_period("2024-H1")
    assert period is not None
    return Record(
        set=SetName("vi-du", "2024.1"),
        unit=ReportingUnit("00001", "Xã Ví Dụ", "xã"),
        period=period,
        id="7d0c1c1e-6f5a-4f0e-9d34-0b8a52c1f001",
        facts={"staff": Answer(value=Decimal(22))},
        answers={"1.4": Answer(value=Decimal(20), note="Đếm ngày 5/3")},
    )


def save(path: Path, record: Record, *, at: datetime = AT, result: StatedResult | None = None) -> Record:
    """Save a record the way most of these tests need it."""
    return save_record(path, record, at=at, by="Nguyễn Thị Hoa", result=result)


def loaded(path: Path) -> Record:
    """Return the record a file says, which has no faults."""
    reading = load_record(path)
    assert reading.record is not None
    assert not reading.faults
    return reading.record


def codes(caught: pytest.ExceptionInfo[FaultError]) -> list[str]:
    """Return the codes of the faults that were raised."""
    return [fault.code for fault in caught.value.faults]


@settings(max_examples=60, deadline=None, suppress_health_check=SLOW)
@given(record=records, history=histories, result=st.none() | results, at=moments)
def test_what_is_loaded_is_what_was_saved(
    record: Record, history: tuple[()], result: StatedResult | None, at: datetime
) -> None:
    """load(save(x)) is x in content, and exactly what save returned."""
    with TemporaryDirectory(prefix="phiếu của xã ") as folder:
        path = Path(folder) / "Xã Điềm Thụy 6 tháng.toml"
        record = record._replace(history=history)
        saved = save(path, record, at=at, result=result)
        again = load_record(path)
        assert again.record == saved
        assert again.faults == ()
        assert record_digest(saved) == record_digest(record)
        assert saved.history[-1].digest == record_digest(record)
        expected = record._replace(revision=saved.revision, history=saved.history, result=result)
        assert same(tree(saved), tree(expected))


@settings(max_examples=60, deadline=None, suppress_health_check=SLOW)
@given(first=records, second=records)
def test_what_is_loaded_is_what_was_saved_last(first: Record, second: Record) -> None:
    """load(save(y)) is y where another revision lies already, however much has changed."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "a.toml"
        saved = save(path, first)
        changed = second._replace(id=saved.id, history=saved.history, revision=saved.revision)
        assert save(path, changed) == loaded(path)
        assert record_digest(loaded(path)) == record_digest(second)
        assert same(tree(loaded(path))["review"], tree(second)["review"])


@settings(max_examples=40, deadline=None, suppress_health_check=SLOW)
@given(record=records, result=results)
def test_every_reader_reads_our_files_alike(record: Record, result: StatedResult) -> None:
    """What we write is TOML 1.0: rtoml, the standard library and tomlkit read the same from it."""
    text = fresh(record._replace(result=result))
    assert rtoml.loads(text) == tomllib.loads(text) == tomlkit.parse(text).unwrap()


@pytest.mark.parametrize(
    "text",
    [
        "a = { b = 1, }",
        "a = {\n  b = 1,\n  c = 2\n}",
        "a = { b = 1, # vì sao\n c = 2 }",
        'a = "\\e[31m"',
        'a = "\\xe9"',
        "a = 10:30",
        "a = 2024-06-30T10:30",
    ],
)
def test_only_some_readers_read_toml_1_1(text: str) -> None:
    """TOML 1.1 is taken by rtoml and tomlkit, and not by a reader of 1.0: what we write never needs it."""
    assert "a" in rtoml.loads(text)
    assert "a" in tomlkit.parse(text)
    with pytest.raises(tomllib.TOMLDecodeError):
        tomllib.loads(text)


@given(words=unsettled)
@settings(deadline=None)
def test_hostile_text_is_saved_clean(words: str) -> None:
    """Text that would steer a terminal is cleaned before it is saved, and what is empty is left out."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "a.toml"
        answer = Answer(note=f"\x1b[2J{words}\u202e\u0065\u0302", source=" \t ", plan="")
        saved = save(path, sample()._replace(answers={"1.4": answer, "1.5": Answer(note="\n")}))
        assert saved == loaded(path)
        assert [*saved.answers] == ["1.4"]
        note = saved.answers["1.4"].note
        assert note is not None
        assert note.startswith("␛[2J")
        assert note.endswith("ê")
        assert saved.answers["1.4"].source is None


def test_a_new_file_reads_like_a_form(tmp_path: Path) -> None:
    """A new file says at its head what it is, then follows the order of the form and of the set."""
    path = tmp_path / "a.toml"
    answers = {
        "4.22.10": Answer(value=True),
        "1.6": Answer(
            inputs={"wan": Answer(value=Decimal(9), of=Decimal(12))}, evidence=(Evidence("1"), Evidence("2"))
        ),
        "4.22.9": Answer(value=("a", "c"), note="Hai dòng\nchữ “này”"),
        "2.1": Answer(percent=Decimal("97.40"), evidence=(Evidence("12/BC", date(2024, 2, 1)),)),
    }
    facts = {"staff": Answer(value=Decimal("22.0")), "homes": Answer(value=Decimal(1890), source="Thống kê")}
    record = sample()._replace(answers=answers, facts=facts, review={"2.1": Review("agreed")})
    save_record(path, record, at=AT, by=None, result=None, order=["2.1", "1.6"])
    digest = record_digest(record)
    assert (
        path.read_text("utf-8")
        == f'''\
# Phiếu tự đánh giá mức độ sẵn sàng công nghệ thông tin
# Đơn vị: Xã Ví Dụ (mã 00001)
# Kỳ: 6 tháng đầu năm 2024. Bộ chỉ số: vi-du, phiên bản 2024.1
# Mở và sửa được bằng mọi trình soạn thảo văn bản; khi lưu hãy chọn bảng mã UTF-8.
# Không sửa các mục [[history]] ở cuối tệp: chương trình ghi ở đó lịch sử các lần lưu.
schema = "xaso-record/1"
id = "7d0c1c1e-6f5a-4f0e-9d34-0b8a52c1f001"
revision = 1
state = "draft"

[set]
id = "vi-du"
version = "2024.1"

[unit]
code = "00001"
name = "Xã Ví Dụ"
kind = "xã"

[period]
label = "2024-H1"
from = 2024-01-01
to = 2024-06-30

[facts]
staff = 22
homes = {{ value = 1890, source = "Thống kê" }}

[answers."2.1"]
percent = 97.4
evidence = [{{ number = "12/BC", date = 2024-02-01 }}]

[answers."1.6"]
evidence = [
  {{ number = "1" }},
  {{ number = "2" }},
]

[answers."1.6".inputs]
wan = {{ value = 9, of = 12 }}

[answers."4.22.9"]
value = ["a", "c"]
note = """
Hai dòng
chữ “này”"""

[answers."4.22.10"]
value = true

[review."2.1"]
decision = "agreed"

[[history]]
revision = 1
at = 2024-07-03T08:12:30+07:00
digest = "{digest}"
'''
    )


@given(number=numbers)
@settings(deadline=None)
def test_a_figure_is_read_back_digit_by_digit(number: Decimal) -> None:
    """Figures are exact: at most 15 digits, or a whole number of 64 bits, come back as they were typed."""
    assert is_writable(number)
    said = fresh(sample()._replace(answers={"1": Answer(value=number)}))
    line = next(line for line in said.splitlines() if line.startswith("value"))
    assert "e" not in line.removeprefix("value").lower()
    assert Decimal(line.removeprefix("value = ")) == number


@pytest.mark.parametrize(
    "number",
    ["0.1234567890123456789", "NaN", "Infinity", "1E+400", "1E-20", "9223372036854775809", "-1E-400"],
)
def test_a_figure_too_long_for_a_file_is_refused(tmp_path: Path, number: str) -> None:
    """A figure that would come back as another is a fault with its place, never rounded in silence."""
    answers = {"1.6": Answer(inputs={"wan": Answer(value=Decimal(number))})}
    with pytest.raises(FaultError) as caught:
        save(tmp_path / "a.toml", sample()._replace(answers=answers))
    assert codes(caught) == ["F027"]
    assert caught.value.faults[0].path == ("answers", "1.6", "inputs", "wan", "value")
    assert [*tmp_path.iterdir()] == []


def test_the_stated_result_is_shortened(tmp_path: Path) -> None:
    """The result is for the reader: a share without end is stated with 15 digits."""
    saved = save(tmp_path / "a.toml", sample(), result=StatedResult(percent=Decimal(200) / 3))
    assert saved.result == StatedResult(percent=Decimal("66.6666666666667"))


def test_a_save_that_changes_content_is_a_revision(tmp_path: Path) -> None:
    """Every save that changes content adds 1 and appends its entry; a review and the state are no content."""
    path = tmp_path / "a.toml"
    first = save(path, sample())
    assert (first.revision, len(first.history)) == (1, 1)
    reviewed = save(path, first._replace(state="verified", review={"1.4": Review("agreed")}))
    assert (reviewed.revision, reviewed.history) == (1, first.history)
    reworded = save(path, reviewed._replace(facts={"staff": Answer(value=Decimal("22.00"))}))
    assert reworded.history == first.history
    later = AT + timedelta(days=1)
    changed = save(path, reworded._replace(facts={"staff": Answer(value=Decimal(23))}), at=later)
    assert (changed.revision, [entry.revision for entry in changed.history]) == (2, [1, 2])
    assert changed.history[-1].at == later.replace(microsecond=0)
    assert changed.history[-1].by == "Nguyễn Thị Hoa"
    assert loaded(path) == changed


def test_a_hand_edited_record_is_found_out_and_saved_as_a_revision(tmp_path: Path) -> None:
    """A last entry that does not match the content is the finding R509; the next save is a revision of its own."""
    path = tmp_path / "a.toml"
    save(path, sample())
    path.write_text(path.read_text("utf-8").replace("value = 20", "value = 21"), "utf-8")
    reading = load_record(path)
    assert [fault.code for fault in reading.faults] == ["R509"]
    assert reading.record is not None
    assert save(path, reading.record).revision == 2
    assert loaded(path).answers["1.4"].value == 21


def test_a_record_without_a_history_was_not_edited_by_hand(tmp_path: Path) -> None:
    """Where nobody has saved yet, there is nothing the content could differ from."""
    path = tmp_path / "a.toml"
    path.write_text(fresh(sample()._replace(revision=1)), "utf-8")
    assert loaded(path).history == ()


def test_a_record_without_an_id_is_given_one(tmp_path: Path) -> None:
    """An id is made once, at the first save, and kept through every revision."""
    path = tmp_path / "a.toml"
    saved = save_record(path, sample()._replace(id=""), at=AT, by=None, result=None, new_id=lambda: "số-1")
    assert saved.id == "số-1"
    assert save(path, saved._replace(answers={})).id == "số-1"
    assert len(save(tmp_path / "b.toml", sample()._replace(id="")).id) == 36


def test_another_record_is_never_overwritten(tmp_path: Path) -> None:
    """A file that holds another record, or something else, is refused and stays."""
    path = tmp_path / "a.toml"
    save(path, sample())
    before = path.read_bytes()
    with pytest.raises(FaultError) as caught:
        save(path, sample()._replace(id="khac"))
    assert codes(caught) == ["F026"]
    assert path.read_bytes() == before
    path.write_text('ghi_chu = "không phải phiếu"\n', "utf-8")
    with pytest.raises(FaultError) as caught:
        save(path, sample())
    assert codes(caught) == ["F026"]


def test_a_newer_revision_is_never_overwritten(tmp_path: Path) -> None:
    """A save that does not know of the file's last revision would undo somebody's work, and is refused."""
    path = tmp_path / "a.toml"
    first = save(path, sample())
    save(path, first._replace(facts={}))
    with pytest.raises(FaultError) as caught:
        save(path, first._replace(answers={}))
    assert codes(caught) == ["F026"]
    assert loaded(path).facts == {}


def test_saving_what_is_there_already_is_no_conflict(tmp_path: Path) -> None:
    """Where the program died after its save and before it knew of it, the same save can be made again."""
    path = tmp_path / "a.toml"
    first = save(path, sample())
    changed = first._replace(facts={})
    second = save(path, changed)
    assert save(path, changed) == second
    assert save(path, changed._replace(state="submitted")).history == second.history


def test_a_broken_file_is_never_overwritten(tmp_path: Path) -> None:
    """What cannot be read may still be mended by hand, so it stays."""
    path = tmp_path / "a.toml"
    path.write_bytes(b'schema = "xaso-record/1')
    with pytest.raises(FaultError) as caught:
        save(path, sample())
    assert codes(caught) == ["F042"]
    assert path.read_bytes() == b'schema = "xaso-record/1'


def test_a_record_too_large_to_load_is_not_saved(tmp_path: Path) -> None:
    """A save never makes a file that a load would refuse: 256 KB at the most."""
    path = tmp_path / "a.toml"
    saved = save(path, sample())
    before = path.read_bytes()
    with pytest.raises(FaultError) as caught:
        save(path, saved._replace(answers={"1.4": Answer(note="ê" * (RECORD_BYTES // 2))}))
    assert codes(caught) == ["F005"]
    assert path.read_bytes() == before


def test_a_record_with_a_fault_is_not_saved(tmp_path: Path) -> None:
    """What a load would find a fault in is refused with that fault."""
    with pytest.raises(FaultError) as caught:
        save(tmp_path / "a.toml", sample()._replace(review={"1.4": Review("changed")}))
    assert codes(caught) == ["R007"]


def test_the_folder_of_the_period_is_made(tmp_path: Path) -> None:
    """The folder of a new period is made; a folder above it that has gone (a USB stick) is not."""
    path = tmp_path / "Kỳ 2024" / "a.toml"
    assert save(path, sample()) == loaded(path)
    with pytest.raises(FaultError) as caught:
        save(tmp_path / "usb" / "2024-H1" / "a.toml", sample())
    assert codes(caught) == ["F022"]
    assert not (tmp_path / "usb").exists()


@pytest.mark.parametrize("zone", [None, UTC, timezone(timedelta(hours=7, minutes=6, seconds=30))])
def test_the_time_of_a_save_is_kept(tmp_path: Path, zone: timezone | None) -> None:
    """The history keeps the moment, to the second, in any zone a clock may stand in."""
    moment = AT.replace(tzinfo=zone)
    assert save(tmp_path / "a.toml", sample(), at=moment).history[0].at == moment.replace(microsecond=0)


def test_reading_brings_in_nothing_of_saving(tmp_path: Path) -> None:
    """Loading a record imports neither the editor of files nor anything else that only a save needs."""
    path = tmp_path / "a.toml"
    save(path, sample())
    child = (
        "import sys; from scoring.store.loading import load_record\n"
        "assert load_record(sys.argv[1]).record is not None\n"
        "print(*sorted(name for name in sys.modules if name.startswith(('tomlkit', 'tomllib', 'scoring.store'))))"
    )
    done = subprocess.run(
        [sys.executable, "-c", child, str(path)], capture_output=True, check=True, text=True
    )
    assert done.stdout.split() == ["scoring.store", "scoring.store.loading"]
