"""Files made to do harm: zips, formulas, escapes, names, bombs. Each is told, and stops nothing else."""

import os
import struct
import zipfile
from pathlib import Path

import pytest
from strategies.districts import Writer
from strategies.merging import RAW, Shelf, classes, contents, merged, rows

from scoring.answers import Answer
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
