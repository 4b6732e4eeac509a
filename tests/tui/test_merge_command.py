"""`xaso merge` as a command: what it prints, and what it ends with."""

import os
import signal
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from strategies.districts import Writer
from strategies.merging import Shelf

from criteria.rules import facts_of
from criteria.words import Lang
from scoring.answers import Review
from scoring.merge.merged import FILE_CLASSES, FINDINGS
from scoring.record import Record, answer_digest
from scoring.reports.wording import Wording
from tui.speech import wordings

WRITER = Writer(Shelf().load("vi-du", "2024.1"), seed=7)
RULES = {one.id: one.rule_for("plain") for one in WRITER.set.indicators()}


@pytest.fixture
def records(tmp_path: Path) -> Path:
    """Return a folder of eight sound records."""
    folder = tmp_path / "phiếu"
    folder.mkdir()
    for place in range(8):
        (folder / f"{place}.toml").write_text(WRITER.text(WRITER.record(place)), "utf-8")
    return folder


def run(xaso: list[str], *words: str) -> subprocess.CompletedProcess[str]:
    """Run the command with its output piped, as on a console that knows no Vietnamese."""
    env = os.environ | {"PYTHONIOENCODING": "ascii"}
    return subprocess.run(
        [*xaso, "merge", *words], capture_output=True, encoding="utf-8", check=False, env=env
    )


def test_a_merge_tells_what_it_came_to(xaso: list[str], records: Path, tmp_path: Path) -> None:
    """How many, who leads, who lags, what is weakest, and where it all is; messages stay off a pipe."""
    ended = run(xaso, str(records), "--out", str(tmp_path / "kq"), "--no-report")
    assert ended.stderr == ""
    assert ended.stdout.startswith("Đã xếp hạng 8 phiếu từ 8 tệp.\n")
    for heading in ("Dẫn đầu:", "Cuối bảng:", "Chỉ số yếu nhất"):
        assert heading in ended.stdout
    assert str(tmp_path / "kq") in ended.stdout
    assert {path.name for path in (tmp_path / "kq").iterdir()} >= {"ranking.csv", "answers.csv", "merge.toml"}


def test_what_needs_a_person_ends_with_1(xaso: list[str], records: Path, tmp_path: Path) -> None:
    """A broken file, a conflict and a missing unit are told and counted."""
    (records / "hỏng.toml").write_text("a = [", "utf-8")
    (records / "khác.toml").write_text(WRITER.text(WRITER.record(1, 1)), "utf-8")
    roster = "code,name\n" + "".join(f"{place + 1:05},Xã {place}\n" for place in range(9))
    (tmp_path / "ds.csv").write_text(roster, "utf-8")
    words = [str(records), "--out", str(tmp_path / "kq"), "--no-report", "--lang", "en"]
    ended = run(xaso, *words, "--roster", str(tmp_path / "ds.csv"))
    assert ended.returncode == 1
    for line in ("1  units with several", "1  broken files", "1  units that have not reported"):
        assert line in ended.stdout


def test_without_out_it_is_wrong_usage(xaso: list[str], records: Path) -> None:
    """The folder of results has to be named, and a period has to be one."""
    assert run(xaso, str(records)).returncode == 2
    assert run(xaso, str(records), "--out", "x", "--period", "2024-H3").returncode == 2


def test_nothing_to_merge_ends_with_3(xaso: list[str], tmp_path: Path) -> None:
    """Nothing is written, and it is said why."""
    ended = run(xaso, str(tmp_path / "không có"), "--out", str(tmp_path / "kq"), "--no-report")
    assert ended.returncode == 3
    assert "F001" in ended.stderr
    assert [*tmp_path.iterdir()] == []


def test_raw_tables_are_for_programs(xaso: list[str], records: Path, tmp_path: Path) -> None:
    """`--raw` writes commas and no byte-order mark."""
    run(xaso, str(records), "--out", str(tmp_path / "kq"), "--no-report", "--raw", "--jobs", "2")
    assert (tmp_path / "kq" / "ranking.csv").read_bytes().startswith(b"rank,tied,")


def test_who_gained_and_who_lost_is_told(xaso: list[str], records: Path, tmp_path: Path) -> None:
    """`--against`: compared with what, and the three largest gains and losses; the out folder itself will do."""
    earlier = tmp_path / "trước"
    earlier.mkdir()
    before = Writer(Shelf().load("vi-du", "2024.1"), seed=8, period="2023")
    for place in range(1, 9):
        (earlier / f"{place}.toml").write_text(before.text(before.record(place)), "utf-8")
    out = str(tmp_path / "kq")
    run(xaso, str(earlier), "--out", out, "--no-report")
    ended = run(xaso, str(records), "--out", out, "--no-report", "--against", out)
    assert "So với năm 2023:" in ended.stdout
    assert "1 mới có, 1 lần này không có." in " ".join(ended.stdout.split())
    gains = ended.stdout.partition("Tăng nhiều nhất:")[2].partition("Giảm nhiều nhất:")
    assert gains[0].count("→") == 6
    assert "▲" in gains[0] + gains[2]
    assert ended.returncode == 0
    alone = run(xaso, str(records), "--out", out, "--no-report")
    assert "So với" not in alone.stdout


def test_what_cannot_be_compared_with_ends_with_3(xaso: list[str], records: Path, tmp_path: Path) -> None:
    """A folder that no merge wrote: M018, with the way out; nothing is written."""
    ended = run(xaso, str(records), "--out", str(tmp_path / "kq"), "--against", str(records), "--lang", "en")
    assert ended.returncode == 3
    assert "M018" in ended.stderr
    assert "merge.toml" in ended.stderr
    assert not (tmp_path / "kq").exists()


def test_what_is_doubtful_in_the_roster_is_told(xaso: list[str], records: Path, tmp_path: Path) -> None:
    """A code without its zeros, a column nobody knows: said, and no reason to end with 1."""
    codes = ["1", *(f"{place + 1:05}" for place in range(1, 8))]
    rows = "".join(f"{code},{WRITER.record(place).unit.name},x\n" for place, code in enumerate(codes))
    (tmp_path / "ds.csv").write_text(f"code,name,ghi chú\n{rows}", "utf-8")
    words = [str(records), "--out", str(tmp_path / "kq"), "--no-report"]
    ended = run(xaso, *words, "--roster", str(tmp_path / "ds.csv"))
    assert "Lưu ý trong danh sách đơn vị:" in ended.stdout
    assert "“ghi chú”" in ended.stdout
    assert "00001" in ended.stdout
    assert ended.returncode == 0


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_every_count_has_words(lang: Lang) -> None:
    """Whatever a merge counts can be put into words: in the summary, and in the reports."""
    named = {*FILE_CLASSES, *FINDINGS, "open", "open_reviews", "unsigned", "missing", "other_period"}
    assert {f"merge.{name}" for name in named - {"kept", "conflict"}} <= wordings(lang).keys()
    say = Wording(lang)
    assert all(say(f"class.{name}") for name in (*FILE_CLASSES, "other_period", "missing", "roster"))
    assert all(say(f"finding.{name}") for name in FINDINGS)


def test_a_period_nobody_reported_for(xaso: list[str], records: Path, tmp_path: Path) -> None:
    """With reports too: nothing is ranked, the records of other periods are counted, and a person has to look."""
    words = [str(records), "--out", str(tmp_path / "kq"), "--period", "2023-H2"]
    ended = run(xaso, *words)
    assert (ended.returncode, ended.stderr) == (1, "")
    assert "Không có phiếu nào được xếp hạng." in ended.stdout
    assert "8 phiếu thuộc kỳ khác" in ended.stdout
    assert "Không có gì cần người xử lý" not in ended.stdout
    assert (tmp_path / "kq" / "report.xlsx").is_file()
    assert f"Mở xem trước: {tmp_path / 'kq' / 'report.html'}" in ended.stdout


def reviewed(record: Record, by: str, *, decision: str = "agreed", only: int | None = None) -> Record:
    """Return a record with a review of its answers."""
    names = [*record.answers][:only]
    review = {
        name: Review(
            decision,  # type: ignore[arg-type]
            answer_digest(record, name, facts_of(RULES[name])),
            by=by,
            at=date(2024, 7, 12),
        )
        for name in names
    }
    return record._replace(review=review, state="verified")


def test_reviews_that_wait_are_a_line_of_their_own(xaso: list[str], records: Path, tmp_path: Path) -> None:
    """Two different reviews of one answer: counted in the summary; decided without a name, the signature is asked for."""
    record = WRITER.record(20)
    (records / "a.toml").write_text(WRITER.text(reviewed(record, "Tổ một", only=1)), "utf-8")
    told = reviewed(record, "Tổ hai", only=1, decision="rejected")
    (records / "b.toml").write_text(WRITER.text(told), "utf-8")
    words = [str(records), "--out", str(tmp_path / "kq"), "--no-report"]
    ended = run(xaso, *words)
    assert "1  chỗ có các ý kiến thẩm định khác nhau" in ended.stdout
    decisions = tmp_path / "kq" / "decisions.toml"
    text = decisions.read_text("utf-8")
    digest = text.partition('digest = "')[2].partition('"')[0]
    decisions.write_text(text.replace('keep = ""', f'keep = "{digest}"'), "utf-8")
    ended = run(xaso, *words)
    assert "các ý kiến thẩm định khác nhau" not in ended.stdout
    assert "1  quyết định trong decisions.toml chưa ghi đủ" in ended.stdout
    assert ended.returncode == 1


def test_who_is_ranked_by_verified_points(xaso: list[str], records: Path, tmp_path: Path) -> None:
    """The points that rank are shown, those without rank are counted, and another yardstick than before is told."""
    out = str(tmp_path / "kq")
    run(xaso, str(records), "--out", out, "--no-report")
    done = WRITER.record(1)
    (records / "1.toml").write_text(WRITER.text(reviewed(done, "Tổ")), "utf-8")
    ended = run(xaso, str(records), "--out", out, "--no-report", "--verified", "--against", out)
    said = " ".join(ended.stdout.split())
    assert f"1. {done.unit.name}: " in said
    assert " điểm thẩm định (tự chấm " in said
    assert "7 đơn vị khác chưa thẩm định xong nên chưa có hạng." in said
    assert "lần trước xếp hạng theo điểm tự chấm, lần này theo điểm thẩm định" in said
    ended = run(xaso, str(records), "--out", out, "--no-report", "--against", out, "--drafts")
    said = " ".join(ended.stdout.split())
    assert "lần trước xếp hạng theo điểm thẩm định, lần này theo điểm tự chấm" in said
    assert "bản nháp cũng được xếp hạng" in said


def test_the_first_run_against_its_own_folder_says_so(xaso: list[str], records: Path, tmp_path: Path) -> None:
    """One command for every week: the first time there is nothing to compare with, and that is said."""
    out = str(tmp_path / "kq")
    words = [str(records), "--out", out, "--no-report", "--against", out]
    first, second = run(xaso, *words), run(xaso, *words)
    assert (first.returncode, first.stderr) == (0, "")
    assert "Chưa có kết quả nào trước đó" in first.stdout
    assert "Chưa có kết quả nào trước đó" not in second.stdout
    assert "So với" in second.stdout


def test_a_full_disk_names_the_folder(records: Path, tmp_path: Path) -> None:
    """What cannot be written is told with the folder it was for."""
    out = tmp_path / "không" / "kq"
    code = (
        "import resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (3000, 3000)); "
        f"sys.argv = ['xaso', 'merge', {str(records)!r}, '--out', {str(out)!r}, '--no-report', '--jobs', '1']; "
        "from tui.__main__ import main; main()"
    )
    if sys.platform == "win32":
        return
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=False)
    assert ended.returncode == 3
    assert f"F044  {out}" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_an_interrupt_is_told(xaso: list[str], records: Path, tmp_path: Path) -> None:
    """Ctrl+C: one line says that earlier results stand, and nothing is left beside them."""
    lone = tmp_path / "trống.fifo"
    if not hasattr(os, "mkfifo"):
        return
    os.mkfifo(lone)
    command = [*xaso, "merge", str(records), "--out", str(tmp_path / "kq"), "--roster", str(lone)]
    with (
        subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8"
        ) as running,
        lone.open("wb"),
    ):  # opens once the merge is reading there
        running.send_signal(signal.SIGINT)
        _, told = running.communicate(timeout=60)
    assert (running.returncode, told) == (130, "Đã dừng. Kết quả trước đó (nếu có) vẫn còn nguyên.\n")
    assert not (tmp_path / "kq").exists()


def test_several_periods_are_told(xaso: list[str], records: Path, tmp_path: Path) -> None:
    """One stray record of another period makes every unit of the roster missing there: the periods are named."""
    before = Writer(Shelf().load("vi-du", "2024.1"), seed=8, period="2023")
    (records / "cũ.toml").write_text(before.text(before.record(0)), "utf-8")
    words = [str(records), "--out", str(tmp_path / "kq"), "--no-report"]
    assert "có phiếu của nhiều kỳ (2023, 2024-H1)" in " ".join(run(xaso, *words).stdout.split())
    assert "nhiều kỳ" not in run(xaso, *words, "--period", "2024-H1").stdout


def test_units_of_one_name_are_told_apart(xaso: list[str], records: Path, tmp_path: Path) -> None:
    """A province has a dozen communes of one name: their codes stand behind it, and only behind theirs."""
    for place in (20, 21):
        record = WRITER.record(place)
        named = record._replace(unit=record.unit._replace(name="Xã Hòa Bình"))
        (records / f"{place}.toml").write_text(WRITER.text(named), "utf-8")
    for name in range(2, 8):
        (records / f"{name}.toml").unlink()
    ended = run(xaso, str(records), "--out", str(tmp_path / "kq"), "--no-report")
    assert "Xã Hòa Bình (00021)" in ended.stdout
    assert "Xã Hòa Bình (00022)" in ended.stdout
    assert f"{WRITER.record(0).unit.name}: " in ended.stdout


def test_the_progress_is_one_line_that_is_wiped(xaso: list[str], records: Path, tmp_path: Path) -> None:
    """On a terminal the files done are counted on one line, the stages follow, and nothing of it stays."""
    if sys.platform == "win32":
        return
    ours, theirs = os.openpty()
    command = [*xaso, "merge", str(records), "--out", str(tmp_path / "kq"), "--no-report"]
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=theirs, check=True)
    told = os.read(ours, 65536).decode()
    os.close(theirs)
    os.close(ours)
    assert "Đọc và chấm 8/8 tệp, 0 phát hiện" in told
    assert "Đang ghi kết quả" in told
    assert "\n" not in told
    assert told.split("\r")[-2].strip() == told.split("\r")[-1] == ""
