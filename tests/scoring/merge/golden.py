"""What a small merge writes, kept byte for byte below tests/data/merge: run as a script, it is written anew.

`golden.py inputs` makes the files that come in anew as well, with their roster and their decisions.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from datetime import date
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parents[3]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]  # where a script finds what it needs

from strategies.districts import Writer  # noqa: E402 - see above
from strategies.merging import Shelf, merged  # noqa: E402 - see above

from criteria.rules import facts_of  # noqa: E402 - see above
from scoring.answers import Answer, Review  # noqa: E402 - see above
from scoring.merge.csv_text import CsvStyle  # noqa: E402 - see above
from scoring.merge.decisions import decisions_text  # noqa: E402 - see above
from scoring.record import Record, SetName, answer_digest  # noqa: E402 - see above

HERE = ROOT / "tests/data/merge"
INPUTS = HERE / "phieu"
ROSTER = HERE / "don-vi.csv"
DECISIONS = HERE / "decisions.toml"
STYLES = {"vi": CsvStyle("vi"), "en": CsvStyle("en"), "raw": CsvStyle("vi", raw=True)}
RECORDS = "records.txt"
"""Stands for the folder of records: the name of each, and the SHA-256 of its bytes."""

_SET = Shelf().load("vi-du", "2024.1")
_WRITER = Writer(_SET, seed=40)
_ROSTER = """code,name,kind,parent_code,parent_name,class
{listed}00098,Xã Chưa Nộp,xã,900,Huyện Ví Dụ,plain
00099,Xã Loại Lạ,trang trại,900,Huyện Ví Dụ,plain
"""


def outputs(folder: Path, style: CsvStyle, *inputs: Path, jobs: int = 1) -> dict[str, bytes]:
    """Return the files that a merge of the inputs writes, by name."""
    out = folder / "ket-qua"
    merged(
        out,
        *(inputs or (INPUTS,)),
        jobs=jobs,
        style=style,
        roster=str(ROSTER),
        decisions=str(DECISIONS),
        version="0",
    )
    found = {path.name: path.read_bytes() for path in out.iterdir() if path.is_file()}
    copies = sorted((out / "records").iterdir())
    told = (f"{path.name} {sha256(path.read_bytes()).hexdigest()}\n" for path in copies)
    return found | {RECORDS: "".join(told).encode()}


def kept(name: str) -> dict[str, bytes]:
    """Return the files as they are kept."""
    return {path.name: path.read_bytes() for path in sorted((HERE / "golden" / name).iterdir())}


def _reviewed(record: Record, decision: str, names: list[str], by: str, **says: object) -> Record:
    """Return a record with the same review of some of its answers."""
    review = {}
    for name in names:
        indicator = next(one for one in _SET.indicators() if one.id == name)
        judged = answer_digest(record, name, facts_of(indicator.rule_for(record.unit.unit_class)))
        review[name] = Review(decision, judged, by=by, at=date(2024, 7, 12))._replace(**says)  # type: ignore[arg-type]
    return record._replace(review={**record.review, **review}, state="verified")


def _files() -> Iterator[tuple[str, Record | str | bytes]]:
    """Yield the files that come in: one of every class and finding."""
    first = _WRITER.record(0)
    yield "00001_vi-du.toml", first
    yield "zalo/00001_vi-du (1).toml", first
    old = _WRITER.record(1)
    yield "00002_vi-du.toml", old
    yield "lan-2/00002_vi-du.toml", _WRITER.revised(old)
    for place in (2, 3, 4):  # open; settled; settled once, then a third came in
        yield f"{place + 1:05}_vi-du.toml", _WRITER.record(place)
        yield f"zalo/{place + 1:05}_vi-du.toml", _WRITER.record(place, 1)
    yield "usb/00005_vi-du.toml", _WRITER.record(4, 2)
    asked = [*_WRITER.record(5).answers]
    yield "00006_vi-du.toml", _reviewed(_WRITER.record(5), "agreed", asked, "Tổ thẩm định")
    before = _WRITER.record(6)
    yield "00007_da-tham-dinh.toml", _reviewed(before, "agreed", asked[:3], "Tổ thẩm định")
    yield "00007_vi-du.toml", _WRITER.revised(before)
    for place in (7, 8):  # two reviewers: open; settled
        twice = _WRITER.record(place)
        yield f"{place + 1:05}_to-1.toml", _reviewed(twice, "agreed", asked[:2], "Tổ một")
        yield (
            f"{place + 1:05}_to-2.toml",
            _reviewed(twice, "rejected", asked[:1], "Tổ hai", reason="Không có minh chứng"),
        )
    broken = _WRITER.text(_WRITER.record(9))
    yield "00010_vi-du.toml", broken.replace('name = "', 'name = Xã "', 1)
    yield "00011_vi-du.toml", broken.replace("00010", "00011").replace("[period]", "[perod]", 1)
    yield "bien-ban.pdf", b"%PDF-1.7 \xff\xfe\n"
    strange = _WRITER.record(11)
    yield "00012_vi-du.toml", strange._replace(set=SetName("bo-khac", "2030.1", strange.set.digest))
    yield "00013_vi-du.toml", _WRITER.record(12)._replace(state="draft")
    yield "00014_ngoai-danh-sach.toml", _WRITER.record(13)
    yield "00015_vi-du.toml", _WRITER.record(14)
    copied = first._replace(unit=_WRITER.record(15).unit, history=())
    yield "00016_vi-du.toml", _WRITER.saved(copied, 2)
    hostile = _WRITER.record(16)
    name = next(iter(hostile.answers))
    texts = {**hostile.answers, name: Answer(not_applicable='=HYPERLINK("http://x")', note="<b>[/]\x1b[31m")}
    unit = hostile.unit._replace(name='=1+1;"<script>"')
    yield "=cmd;00017.toml", _WRITER.saved(hostile._replace(unit=unit, answers=texts, history=()), 1)
    yield "00018_vi-du.toml", _faulty(_WRITER.text(_WRITER.record(17)))


def _faulty(text: str) -> str:
    """Return a record with mistakes of those who edit it by hand: words for a figure, a misspelt key, a stale result."""
    head, answers, rest = text.partition("\n[answers")
    rest = rest.replace("source = ", "nguon = ", 1)
    one, number, other = rest.partition('"1.4"]')
    rest = one + number + other.replace("value = ", 'value = "khoảng 20"  # ', 1)
    return f"{head}{answers}{rest}\n[result]\npoints = 999\n"


def _write_inputs() -> None:
    """Write the files that come in, the roster and the decisions."""
    shutil.rmtree(INPUTS, ignore_errors=True)
    for name, content in _files():
        path = INPUTS / name
        path.parent.mkdir(parents=True, exist_ok=True)
        text = _WRITER.text(content) if isinstance(content, Record) else content
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    units = [_WRITER.record(place).unit for place in range(18)]
    listed = [
        ",".join((one.code, one.name, "xã", one.parent.code or "", one.parent.name or "", "plain"))
        for one in units
        if one.code != "00014"
    ]
    listed = [row.replace("plain", "island") if row.startswith("00015") else row for row in listed]
    ROSTER.write_text(_ROSTER.format(listed="".join(f"{row}\n" for row in listed)), "utf-8")
    DECISIONS.unlink(missing_ok=True)
    with TemporaryDirectory() as home:
        found = merged(Path(home, "out"), INPUTS)
    settled = []
    for one in (*found.conflicts, *found.contested):
        kept_one = one._replace(
            keep=one.candidates[0].digest, by="Trần Văn Bình", at="2024-07-15", reason="Bản đã ký"
        )
        if one.unit_code == "00004" or (one.unit_code == "00009" and one.indicator):
            settled.append(kept_one)
        elif one.unit_code == "00005":
            settled.append(kept_one._replace(candidates=one.candidates[:2]))
    DECISIONS.write_text(decisions_text(settled, "vi"), "utf-8")


def main() -> None:
    """Write the files anew."""
    if sys.argv[1:] == ["inputs"]:
        _write_inputs()
    for name, style in STYLES.items():
        target = HERE / "golden" / name
        shutil.rmtree(target, ignore_errors=True)
        target.mkdir(parents=True)
        with TemporaryDirectory() as folder:
            for file, content in outputs(Path(folder), style).items():
                (target / file).write_bytes(content)


if __name__ == "__main__":
    main()
