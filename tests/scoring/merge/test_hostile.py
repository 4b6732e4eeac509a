"""Files made to do harm: zips, formulas, escapes, names, bombs. Each is told, and stops nothing else."""

import os
import shutil
import struct
import subprocess
import sys
import warnings
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from strategies.districts import Writer
from strategies.full_disk import full_disk_program
from strategies.merging import RAW, Shelf, classes, codes, contents, merged, rows

from criteria.faults import FaultError
from criteria.model import IndicatorSet
from scoring.answers import Answer, Review
from scoring.merge.csv_text import guarded, unguarded

WRITER = Writer(Shelf().load("vi-du", "2024.1"), seed=7)


def text(place: int) -> bytes:
    """Return the file of a sound record."""
    return WRITER.text(WRITER.record(place)).encode()


def zipped(path: Path, members: dict[str, bytes]) -> Path:
    """Write a zip."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path


def told(out: Path) -> dict[str, str]:
    """Return the code of the first row of every file in problems.csv."""
    return {row["file"]: row["code"] for row in reversed(rows(out, "problems.csv"))}


def test_records_in_zips_are_like_any_other(tmp_path: Path) -> None:
    """A zip is read in memory; what is in it has the zip's name in front, and gives the same answers as outside."""
    members = {f"xã {place}/phiếu.toml": text(place) for place in range(5)}
    zipped(tmp_path / "in" / "huyện.zip", members)
    found = merged(tmp_path / "out", tmp_path / "in", jobs=2)
    assert [unit.file for unit in found.units] == [f"huyện.zip/xã {place}/phiếu.toml" for place in range(5)]
    for name, data in members.items():
        path = tmp_path / "files" / name
        path.parent.mkdir(parents=True)
        path.write_bytes(data)
    merged(tmp_path / "plain", tmp_path / "files")
    assert contents(tmp_path / "plain")["answers.csv"] == contents(tmp_path / "out")["answers.csv"]


def test_hostile_zips_are_refused_member_by_member(tmp_path: Path) -> None:
    """Names that lead out, links, locked members, zips within and bombs are broken; their neighbours are read."""
    link = zipfile.ZipInfo("link.toml")
    link.create_system = 3
    link.external_attr = 0o120777 << 16
    hostile = {
        "../../ra ngoài.toml": text(1),
        "/etc/xã.toml": text(1),
        "C:\\xã.toml": text(1),
        "trong.zip": b"PK",
        "bom.toml": b"a" * 40_000_000,
        "sound.toml": text(2),
        "lớn.toml": os.urandom(300_000),
        "a\x1b[31m\n.toml": text(3),
    }
    path = zipped(tmp_path / "in" / "z.zip", hostile)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(link, "/etc/passwd")
    found = merged(tmp_path / "out", tmp_path / "in")
    assert told(tmp_path / "out") == {
        "z.zip/../../ra ngoài.toml": "M012",
        "z.zip//etc/xã.toml": "M012",
        "z.zip/C:\\xã.toml": "M012",
        "z.zip/trong.zip": "M013",
        "z.zip/bom.toml": "M015",
        "z.zip/lớn.toml": "F005",
        "z.zip/link.toml": "M012",
    }
    assert sorted(unit.file for unit in found.units) == ["z.zip/a␛[31m␊.toml", "z.zip/sound.toml"]
    assert {path.name for path in tmp_path.iterdir()} == {"in", "out"}


def test_zips_that_cannot_be_opened(tmp_path: Path) -> None:
    """Half a zip, a text with that name, a zip that says it holds a million files, a locked one."""
    folder = tmp_path / "in"
    whole = zipped(folder / "a.zip", {"a.toml": text(1)}).read_bytes()
    (folder / "half.zip").write_bytes(whole[: len(whole) // 2])
    (folder / "text.zip").write_bytes(b"xin chao")
    place = whole.rfind(b"PK\x05\x06")
    many = whole[: place + 8] + struct.pack("<HH", 60_000, 60_000) + whole[place + 12 :]
    (folder / "many.zip").write_bytes(many)
    locked = bytearray(whole)
    locked[whole.find(b"PK\x01\x02") + 8] |= 1
    (folder / "locked.zip").write_bytes(bytes(locked))
    damaged = bytearray(whole)
    damaged[60:90] = b"\x00" * 30
    (folder / "damaged.zip").write_bytes(bytes(damaged))
    found = merged(tmp_path / "out", folder)
    assert told(tmp_path / "out") == {
        "half.zip": "M010",
        "text.zip": "M010",
        "many.zip": "M011",
        "locked.zip/a.toml": "M014",
        "damaged.zip/a.toml": "M010",
    }
    assert found.counts["units"] == 1


FORMULAS = (
    '=HYPERLINK("http://x";"y")',
    "+1+1",
    "-2+3",
    "@SUM(A1)",
    "＝1+1",
    "＋1",
    "－1",
    "＠x",
    "\t=1",
    "\r=1",
    " =1",
)


@pytest.mark.parametrize("formula", FORMULAS)
def test_a_formula_stays_text(formula: str, tmp_path: Path) -> None:
    """No cell that a record filled begins like a formula, raw or not, and numbers stay numbers."""
    record = WRITER.record(1)
    unit = record.unit._replace(name=formula, parent=record.unit.parent._replace(name=formula))
    answers = {name: Answer(not_applicable=formula, note=formula) for name in record.answers}
    harmful = record._replace(unit=unit, answers=answers, history=())
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "=cmd.toml").write_text(WRITER.text(WRITER.saved(harmful, 1)), "utf-8")
    for style in (RAW, RAW._replace(raw=False)):
        found = merged(tmp_path / "out", folder, style=style)
        for name in ("answers.csv", "problems.csv", "ranking.csv", "indicators.csv"):
            text_ = (tmp_path / "out" / name).read_text("utf-8-sig")
            for line in text_.split("\r\n"):
                for cell in line.split(style.delimiter):
                    start = cell.removeprefix('"')[:1]
                    assert start not in set("=+@＝＋－＠\t\r"), line
                    assert start != "-" or cell[1:2].isdigit(), line
        assert found.counts["units"] == 1


@pytest.mark.parametrize("formula", FORMULAS)
def test_the_guard_can_be_taken_off(formula: str) -> None:
    """Who reads a file of ours again gets the text as it was, on one line."""
    assert unguarded(guarded(formula)) == " ".join(formula.split()) or formula[0] == "\r"


def test_names_from_outside_are_safe_to_show(tmp_path: Path) -> None:
    """A file's name with escapes, line ends or broken UTF-8 is shown safely and read all the same."""
    folder = tmp_path / "in"
    folder.mkdir()
    names = ["a\x1b]0;x\x07.toml", "b\n.toml", "c\u202e.toml", "d;'\".toml"]
    for place, name in enumerate(names):
        (folder / name).write_bytes(text(place))
    Path(os.fsdecode(os.fsencode(folder) + b"/e\xff.toml")).write_bytes(b"x")
    found = merged(tmp_path / "out", folder)
    shown = [unit.file for unit in found.units] + [*classes(tmp_path / "out")]
    assert sorted(shown) == ["a␛]0;x␇.toml", "b␊.toml", "c.toml", "d;'\".toml", "e\ufffd.toml"]


def test_codes_make_safe_file_names(tmp_path: Path) -> None:
    """Copies of records are named by our own codes, by an allow-list; nothing is written elsewhere."""
    folder = tmp_path / "in"
    folder.mkdir()
    for place, code in enumerate(("CON", "a.b", "x" * 70)):
        record = WRITER.record(place)
        named = record._replace(unit=record.unit._replace(code=code), history=())
        (folder / f"{place}.toml").write_text(WRITER.text(WRITER.saved(named, 1)), "utf-8")
    merged(tmp_path / "out", folder)
    names = sorted(path.name for path in (tmp_path / "out" / "records").iterdir())
    assert len(names) == 3
    assert all(name.isascii() and len(name) < 120 and not name.startswith("CON_") for name in names)


def test_a_pipe_and_a_link_to_nowhere_do_not_hold_it_up(tmp_path: Path) -> None:
    """What is no ordinary file is told and not waited for."""
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.toml").write_bytes(text(1))
    os.mkfifo(folder / "pipe.toml")
    (folder / "link.toml").symlink_to(folder / "none")
    (folder / "loop").symlink_to(folder)
    found = merged(tmp_path / "out", folder)
    assert told(tmp_path / "out") == {"pipe.toml": "F002", "link.toml": "F001", "loop": "F002"}
    assert found.counts["units"] == 1


def test_what_cannot_be_read_is_told_and_stops_nothing(tmp_path: Path) -> None:
    """A device, a loop of links, a file the system will not read from, one of five gigabytes: each in its own row."""
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.toml").write_bytes(text(1))
    (folder / "zero.toml").symlink_to("/dev/zero")
    (folder / "self.toml").symlink_to(folder / "self.toml")
    (folder / "one.toml").symlink_to(folder / "two.toml")
    (folder / "two.toml").symlink_to(folder / "one.toml")
    (folder / "memory.toml").symlink_to("/proc/self/mem")
    with (folder / "huge.toml").open("wb") as file:
        file.truncate(5 * 1024**3)
    with (folder / "huge.zip").open("wb") as file:
        file.truncate(5 * 1024**3)
    found = merged(tmp_path / "out", folder, jobs=2)
    assert told(tmp_path / "out") == {
        "zero.toml": "F002",
        "self.toml": "F004",
        "one.toml": "F004",
        "two.toml": "F004",
        "memory.toml": "F004",
        "huge.toml": "F005",
        "huge.zip": "M010",
    }
    assert found.counts["units"] == 1


def test_zips_with_odd_names(tmp_path: Path) -> None:
    """Two members of one name are two files, and names that are not UTF-8 are read all the same."""
    path = tmp_path / "in" / "z.zip"
    path.parent.mkdir()
    with zipfile.ZipFile(path, "w") as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of the double name
        archive.writestr("a.toml", text(1))
        archive.writestr("a.toml", text(2))
        archive.writestr("MAXA.toml", text(3))
        archive.writestr("b" * 60_000 + ".toml", text(4))
    path.write_bytes(path.read_bytes().replace(b"MAXA", b"X\xe3\xff\x07"))
    found = merged(tmp_path / "out", tmp_path / "in", jobs=2)
    assert found.counts["units"] == 4
    assert [unit.file for unit in found.units][:2] == ["z.zip/a.toml"] * 2
    assert all("\x07" not in unit.file for unit in found.units)


class _During:
    """A progress during which something happens, once a stage begins."""

    cancelled = False

    def __init__(self, stage: str, happens: Callable[[], object]) -> None:
        self._stage, self._happens = stage, happens

    def stage(self, stage: str) -> None:
        """Let it happen."""
        if stage == self._stage:
            self._happens()

    def files(self, done: int, total: int) -> None:
        """Do nothing."""

    def findings(self, found: int) -> None:
        """Do nothing."""


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize("stage", ["settling", "writing"])
def test_an_input_that_vanishes_is_told(tmp_path: Path, stage: str, jobs: int) -> None:
    """The stick is pulled while we merge: it ends with what is wrong, and the old results are as they were."""
    folder, out = tmp_path / "in", tmp_path / "out"
    folder.mkdir()
    sound = WRITER.record(1)
    for place in range(3):
        (folder / f"{place}.toml").write_bytes(text(place))
    review = {next(iter(sound.answers)): Review("agreed", by="Tổ")}
    (folder / "9.toml").write_text(WRITER.text(sound._replace(review=review)), "utf-8")
    merged(out, folder)
    before = contents(out)
    with pytest.raises(FaultError) as raised:
        merged(out, folder, jobs=jobs, progress=_During(stage, lambda: shutil.rmtree(folder)))
    assert codes(raised.value) in (["M016"], ["F001"])
    assert contents(tmp_path) == {f"out/{name}": data for name, data in before.items()}


def test_an_input_that_vanishes_before_it_is_read_is_told_file_by_file(tmp_path: Path) -> None:
    """Files that are gone when their turn comes are broken, each in its row."""
    folder = tmp_path / "in"
    folder.mkdir()
    for place in range(3):
        (folder / f"{place}.toml").write_bytes(text(place))
    gone = folder / "1.toml"
    stolen = _Stolen(gone)
    found = merged(tmp_path / "out", folder, sets=stolen)
    assert told(tmp_path / "out")["1.toml"] == "F001"
    assert found.counts["broken"] == 1
    assert found.counts["units"] == 2


class _Stolen(Shelf):
    """A shelf that takes a file away when the first set is asked for."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def load(self, set_id: str, version: str) -> IndicatorSet:
        """Return a set."""
        self._path.unlink(missing_ok=True)
        return super().load(set_id, version)


@pytest.mark.parametrize("most", [0, 100, 2_000, 8_000, 40_000, 150_000])
@pytest.mark.parametrize("jobs", [1, 2])
def test_a_full_disk_ends_in_a_plain_fault(tmp_path: Path, most: int, jobs: int) -> None:
    """Wherever the room runs out, the old results stay, nothing is left beside them, and it is said what to do."""
    folder, out = tmp_path / "in", tmp_path / "out"
    folder.mkdir()
    for place in range(20):
        (folder / f"{place:02}.toml").write_bytes(text(place))
    merged(out, folder)
    before = contents(tmp_path)
    run = subprocess.run(
        [sys.executable, full_disk_program(), str(folder), str(out), str(most), str(jobs)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.stderr == ""
    assert run.stdout.split() in (["F020"], ["F022"], ["F044"])
    assert contents(tmp_path) == before
