"""`xaso merge` as a command: what it prints, and what it ends with."""

import os
import subprocess
from pathlib import Path

import pytest
from strategies.districts import Writer
from strategies.merging import Shelf

from criteria.words import Lang
from scoring.merge.merged import FILE_CLASSES, FINDINGS
from tui.speech import wordings

WRITER = Writer(Shelf().load("vi-du", "2024.1"), seed=7)


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


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_every_count_has_words(lang: Lang) -> None:
    """Whatever a merge counts can be put into words."""
    named = {*FILE_CLASSES, *FINDINGS, "open", "missing", "other_period"} - {"kept", "conflict"}
    assert {f"merge.{name}" for name in named} <= wordings(lang).keys()
