"""Files held against each other: revisions, drafts, reviews, rosters, periods, relative rules."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from zipfile import ZipFile

import pytest
from strategies.districts import Writer
from strategies.merging import RAW, Shelf, classes, codes, contents, merged, rows

from criteria.faults import FaultError
from scoring.answers import Answer, Review
from scoring.merge.known_units import LONGEST_NAME, as_judged, read_known_units
from scoring.periods import parse_period
from scoring.record import Record, answer_digest
from scoring.store.fresh import fresh

SET = Shelf().load("vi-du", "2024.1")
WRITER = Writer(SET, seed=7)


def put(folder: Path, name: str, record: Record) -> Path:
    """Write a record into a folder."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(fresh(record, WRITER.order), "utf-8")
    return path


def reviewed(record: Record, *, decision: str = "agreed", only: int | None = None, by: str = "Tổ") -> Record:
    """Return a record with a review of every answer, or of the first few."""
    names = [*record.answers][:only]
    review = {
        name: Review(decision, answer_digest(record, name, frozenset()), by=by, at=date(2024, 7, 12))  # type: ignore[arg-type]
        for name in names
    }
    return record._replace(review=review, state="verified")


def test_drafts_count_only_when_asked_for(tmp_path: Path) -> None:
    """A draft is a draft and neither ranked nor superseding; with `drafts` it is like any other."""
    first = WRITER.record(1)
    put(tmp_path / "in", "a.toml", first)
    put(tmp_path / "in", "b.toml", WRITER.revised(first)._replace(state="draft"))
    without = merged(tmp_path / "out", tmp_path / "in")
    assert classes(tmp_path / "out") == {"b.toml": "draft"}
    assert [unit.file for unit in without.units] == ["a.toml"]
    with_drafts = merged(tmp_path / "out", tmp_path / "in", drafts=True)
    assert [unit.file for unit in with_drafts.units] == ["b.toml"]
    assert classes(tmp_path / "out") == {"a.toml": "superseded"}


def test_of_identical_files_the_verified_one_is_kept(tmp_path: Path) -> None:
    """Of files with one digest the highest revision stands, then the verified one, then the smallest path."""
    record = WRITER.record(2)
    put(tmp_path / "in", "a.toml", record)
    put(tmp_path / "in", "b.toml", record._replace(state="verified"))
    put(tmp_path / "in", "c.toml", record._replace(state="verified"))
    found = merged(tmp_path / "out", tmp_path / "in")
    assert [unit.file for unit in found.units] == ["b.toml"]
    assert classes(tmp_path / "out") == {"a.toml": "identical", "c.toml": "identical"}


def test_reviews_join_the_newest_answers(tmp_path: Path) -> None:
    """Reviews of an earlier revision hold for the answers that are as they were; those of others are stale."""
    old = WRITER.record(3)
    name = next(iter(old.answers))
    put(tmp_path / "in", "newer.toml", WRITER.revised(old))
    put(tmp_path / "in", "reviewed.toml", reviewed(old))
    found = merged(tmp_path / "out", tmp_path / "in")
    lines = {row["indicator"]: row for row in rows(tmp_path / "out", "answers.csv")}
    stale = [row for row in rows(tmp_path / "out", "problems.csv") if row["finding"] == "review_stale"]
    assert name in [row["indicator"] for row in stale]
    assert not lines[name]["verified_points"]
    judged = [row for row in lines.values() if row["verified_points"]]
    assert judged
    assert all(row["verified_points"] == row["points"] for row in judged)
    assert 0 < found.units[0].reviewed <= len(judged)
    again = merged(tmp_path / "again", tmp_path / "out" / "records")
    assert again.counts["review_stale"] == found.counts["review_stale"]
    for file in ("answers.csv", "ranking.csv"):
        assert contents(tmp_path / "again")[file] == contents(tmp_path / "out")[file]


def test_two_different_reviews_of_one_answer_are_for_a_person(tmp_path: Path) -> None:
    """Two different reviews of one answer are a conflict: neither stands, and it is said."""
    record = WRITER.record(4)
    put(tmp_path / "in", "a.toml", reviewed(record, only=2))
    put(tmp_path / "in", "b.toml", reviewed(record, only=2, decision="rejected", by="Tổ hai"))
    found = merged(tmp_path / "out", tmp_path / "in")
    told = [row for row in rows(tmp_path / "out", "problems.csv") if row["code"] == "M022"]
    assert [row["indicator"] for row in told] == [*record.answers][:2]
    assert found.units[0].reviewed == 0


def test_the_same_review_twice_is_one(tmp_path: Path) -> None:
    """Two reviewers may give one decision in their own words."""
    record = WRITER.record(4)
    put(tmp_path / "in", "a.toml", reviewed(record, only=1))
    put(tmp_path / "in", "b.toml", reviewed(record, only=1, by="Người khác"))
    put(tmp_path / "in", "c.toml", reviewed(record, only=3))
    merged(tmp_path / "out", tmp_path / "in")
    judged = [row for row in rows(tmp_path / "out", "answers.csv") if row["verified_points"]]
    assert {row["code"] for row in rows(tmp_path / "out", "problems.csv")} == {"M504"}
    assert len(judged) <= 3


ROSTER = """code,name,kind,parent_code,parent_name,class
00006,Xã Đúng Tên,xã,777,Huyện Đúng,island
00007,Xã Chưa Nộp,xã,777,Huyện Đúng,
"""


def test_the_roster_wins(tmp_path: Path) -> None:
    """Name, receiving office and class are the roster's; differences, strangers and missing units are told."""
    mine = WRITER.record(5)
    put(tmp_path / "in", "a.toml", mine)
    put(tmp_path / "in", "b.toml", WRITER.record(8))
    (tmp_path / "roster.csv").write_text(ROSTER, "utf-8")
    found = merged(tmp_path / "out", tmp_path / "in", roster=str(tmp_path / "roster.csv"))
    unit = next(unit for unit in found.units if unit.unit_code == mine.unit.code)
    assert (unit.unit_name, unit.parent_name, unit.unit_class) == ("Xã Đúng Tên", "Huyện Đúng", "island")
    told = [(row["finding"], row["file"]) for row in rows(tmp_path / "out", "problems.csv")]
    assert told.count(("roster_differs", "a.toml")) == 4
    assert ("stranger", "b.toml") in told
    assert [(gone.code, gone.period, gone.set_id) for gone in found.missing] == [
        ("00007", "2024-H1", "vi-du")
    ]


def test_candidates_are_compared_in_the_class_of_the_roster(tmp_path: Path) -> None:
    """A record set beside another is judged as the merge judges it."""
    (tmp_path / "roster.csv").write_text(ROSTER, "utf-8")
    units = read_known_units(str(tmp_path / "roster.csv")).units
    assert as_judged(WRITER.record(5), units).unit.unit_class == "island"
    assert as_judged(WRITER.record(6), units).unit.unit_class == "plain"
    assert as_judged(WRITER.record(5), None) == WRITER.record(5)


def test_a_broken_file_keeps_its_unit_from_missing(tmp_path: Path) -> None:
    """A unit with a conflict, a draft or a broken file is not missing."""
    put(tmp_path / "in", "00006_vi-du.toml", WRITER.record(5)).write_text("a = [", "utf-8")
    put(tmp_path / "in", "b.toml", WRITER.record(6)._replace(state="draft"))
    (tmp_path / "roster.csv").write_text(ROSTER, "utf-8")
    found = merged(tmp_path / "out", tmp_path / "in", roster=str(tmp_path / "roster.csv"))
    assert found.missing == ()
    assert found.counts["broken"] == found.counts["draft"] == 1


def test_only_one_period_where_one_is_asked_for(tmp_path: Path) -> None:
    """With a period the records of others are set aside, and said."""
    put(tmp_path / "in", "a.toml", WRITER.record(1))
    put(tmp_path / "in", "b.toml", Writer(SET, 7, "2023").record(1))
    found = merged(tmp_path / "out", tmp_path / "in", period="2024-H1")
    assert [unit.period for unit in found.units] == ["2024-H1"]
    assert classes(tmp_path / "out") == {"b.toml": "other_period"}
    assert parse_period("2023") is not None
    with pytest.raises(FaultError) as raised:
        merged(tmp_path / "out", tmp_path / "in", period="2024-H3")
    assert codes(raised.value) == ["R008"]


def test_relative_rules_are_settled_over_all_units(tmp_path: Path) -> None:
    """The best figure of all units gets every point, and nobody waits any more."""
    for place in range(6):
        put(tmp_path / "in", f"{place}.toml", WRITER.record(place))
    merged(tmp_path / "out", tmp_path / "in", jobs=2)
    found = [row for row in rows(tmp_path / "out", "answers.csv") if row["indicator"] == relative_indicator()]
    assert {row["state"] for row in found} == {"scored"}
    assert max(Decimal(row["points"]) for row in found) == Decimal(found[0]["max"])
    assert len({row["points"] for row in found}) > 1


def relative_indicator() -> str:
    """Return an indicator of the set that is judged against all units' figures."""
    return next(one.id for one in SET.indicators() if type(one.rule).__name__ == "Relative")


def test_a_set_that_is_not_at_hand(tmp_path: Path) -> None:
    """A record of an unknown set stops nothing."""
    strange = WRITER.record(1)
    put(tmp_path / "in", "a.toml", strange._replace(set=strange.set._replace(version="1999")))
    put(tmp_path / "in", "b.toml", WRITER.record(2))
    found = merged(tmp_path / "out", tmp_path / "in")
    assert classes(tmp_path / "out") == {"a.toml": "set_unknown"}
    assert found.counts["units"] == 1


def test_files_that_are_no_records(tmp_path: Path) -> None:
    """A picture, a set and a roster are no records; a record of another name is one."""
    put(tmp_path / "in", "phiếu.txt", WRITER.record(1))
    (tmp_path / "in" / "minh-chung.pdf").write_bytes(b"%PDF-1.7 \xff\xfe")
    (tmp_path / "in" / "set.toml").write_text('schema = "xaso-set/1"\n', "utf-8")
    found = merged(tmp_path / "out", tmp_path / "in")
    assert classes(tmp_path / "out") == {"minh-chung.pdf": "not_a_record", "set.toml": "not_a_record"}
    assert found.counts["units"] == 1


@pytest.mark.parametrize(
    "head", [b"Rar!\x1a\x07\x01\x00", b"7z\xbc\xaf\x27\x1c\x00\x04", b"\x1f\x8b\x08\x00"]
)
def test_an_archive_that_is_not_opened_needs_a_person(tmp_path: Path, head: bytes) -> None:
    """Records may lie in a rar: nobody is told to pass over it."""
    put(tmp_path / "in", "a.toml", WRITER.record(1))
    (tmp_path / "in" / "phiếu xã.rar").write_bytes(head + bytes(100))
    found = merged(tmp_path / "out", tmp_path / "in")
    assert (found.counts["broken"], found.counts["not_a_record"]) == (1, 0)
    assert [row["code"] for row in rows(tmp_path / "out", "problems.csv")] == ["M025"]


def test_what_a_mac_leaves_beside_a_record_is_none(tmp_path: Path) -> None:
    """`._a.toml`, on a stick and in a zip: not a record, and not a broken one either."""
    beside = b"\x00\x05\x16\x07\x00\x02\x00\x00Mac OS X"
    put(tmp_path / "in", "a.toml", WRITER.record(1))
    (tmp_path / "in" / "._a.toml").write_bytes(beside)
    with ZipFile(tmp_path / "in" / "b.zip", "w") as packed:
        packed.writestr("__MACOSX/._b.toml", beside)
    merged(tmp_path / "out", tmp_path / "in")
    assert classes(tmp_path / "out") == {
        "._a.toml": "not_a_record",
        "b.zip/__MACOSX/._b.toml": "not_a_record",
    }


def test_a_class_that_only_the_roster_has_wrong_is_the_rosters_fault(tmp_path: Path) -> None:
    """The unit is not told to mend its record: the column of the roster is named, and what it may say."""
    mine = WRITER.record(5)
    put(tmp_path / "in", "a.toml", reviewed(mine))
    put(tmp_path / "in", "b.toml", reviewed(mine, by="Tổ hai"))
    listed = ROSTER.replace("island", "núi").replace("Xã Đúng Tên", mine.unit.name)
    (tmp_path / "roster.csv").write_text(listed, "utf-8")
    merged(tmp_path / "out", tmp_path / "in", roster=str(tmp_path / "roster.csv"))
    told = [row for row in rows(tmp_path / "out", "problems.csv") if row["finding"] == "fault"]
    assert {row["code"] for row in told} == {"M024"}
    assert all("“núi”" in row["detail"] and mine.unit.code in row["detail"] for row in told)


def test_a_name_longer_than_any_is_cut(tmp_path: Path) -> None:
    """One commune does not fill the ranking, the page and a cell with a name of 60,000 letters."""
    long = "Xã " + "X" * 60_000
    one = WRITER.record(1)
    parent = one.unit.parent._replace(name=long)
    put(tmp_path / "in", "a.toml", one._replace(unit=one.unit._replace(name=long, parent=parent)))
    (unit,) = merged(tmp_path / "out", tmp_path / "in").units
    assert len(unit.unit_name) == len(unit.parent_name) == LONGEST_NAME
    assert unit.unit_name.endswith("X…")
    assert (tmp_path / "out" / "ranking.csv").stat().st_size < 2000


def test_a_record_scored_alone_and_in_a_merge_is_the_same(tmp_path: Path) -> None:
    """The style and the number of processes do not change what is found."""
    for place in range(8):
        put(tmp_path / "in", f"{place}.toml", WRITER.record(place))
    (tmp_path / "in" / "hỏng.toml").write_text("x", "utf-8")
    one, two = (
        merged(tmp_path / "a", tmp_path / "in", jobs=1),
        merged(tmp_path / "b", tmp_path / "in", jobs=3),
    )
    assert contents(tmp_path / "a") == contents(tmp_path / "b")
    assert one._replace(folder="") == two._replace(folder="")
    merged(tmp_path / "c", tmp_path / "in", style=RAW._replace(raw=False))
    assert (tmp_path / "c" / "answers.csv").read_bytes().startswith(b"\xef\xbb\xbfunit_code;period;")


def test_answers_for_people_have_decimal_commas(tmp_path: Path) -> None:
    """Without `raw`: a byte-order mark, semicolons, decimal commas."""
    record = WRITER.record(1)
    name = next(
        one.id for one in SET.indicators() if type(one.rule).__name__ == "Given" and one.id in record.answers
    )
    half = record._replace(answers={**record.answers, name: Answer(Decimal("0.5"))})
    put(tmp_path / "in", "a.toml", WRITER.saved(half._replace(history=()), 1))
    merged(tmp_path / "out", tmp_path / "in", style=RAW._replace(raw=False))
    text = (tmp_path / "out" / "answers.csv").read_text("utf-8-sig")
    assert f";{name};scored;0,5;" in text


def test_a_neighbours_copy_supersedes_nobody(tmp_path: Path) -> None:
    """A file copied from a neighbour, with its id and its history, is another record; both are ranked, and it is told."""
    mine = WRITER.record(5)
    theirs = WRITER.saved(mine._replace(unit=WRITER.record(6).unit), 2)
    assert theirs.history[:-1] == mine.history
    put(tmp_path / "in", "a.toml", mine)
    put(tmp_path / "in", "b.toml", theirs)
    found = merged(tmp_path / "out", tmp_path / "in")
    assert [unit.file for unit in found.units] == ["a.toml", "b.toml"]
    told = {row["file"]: row for row in rows(tmp_path / "out", "problems.csv")}
    assert {row["code"] for row in told.values()} == {"M512"}
    assert "đơn vị 00007: b.toml" in told["a.toml"]["detail"]
    assert "đơn vị 00006: a.toml" in told["b.toml"]["detail"]
    assert found.counts["warning"] == 2


def test_a_neighbours_reviews_are_not_mine(tmp_path: Path) -> None:
    """Reviews in a file with my id of another unit, or of another period, do not count for me."""
    mine = WRITER.record(5)
    put(tmp_path / "in", "a.toml", WRITER.revised(mine))
    put(tmp_path / "in", "b.toml", reviewed(WRITER.saved(mine._replace(unit=WRITER.record(6).unit), 2)))
    later = Writer(SET, 7, "2024").period
    put(tmp_path / "in", "c.toml", reviewed(WRITER.saved(mine._replace(period=later), 2)))
    found = merged(tmp_path / "out", tmp_path / "in")
    assert {unit.file: unit.reviewed > 0 for unit in found.units} == {
        "a.toml": False,
        "b.toml": True,
        "c.toml": True,
    }


def test_a_record_begun_from_the_last_period_leaves_that_as_it_is(tmp_path: Path) -> None:
    """The file of a period carried on for the next one does not take the first away, and nothing is told."""
    first = WRITER.record(5)
    put(tmp_path / "in", "a.toml", first)
    put(tmp_path / "in", "b.toml", WRITER.saved(first._replace(period=Writer(SET, 7, "2024").period), 2))
    found = merged(tmp_path / "out", tmp_path / "in")
    assert sorted(unit.period for unit in found.units) == ["2024", "2024-H1"]
    assert classes(tmp_path / "out") == {}


def test_the_same_content_under_two_ids_is_kept_twice_below_records(tmp_path: Path) -> None:
    """Merged again from there, a newer revision of either supersedes its own alone, as among the files that came in."""
    first = WRITER.record(5)
    put(tmp_path / "in", "a.toml", first)
    put(tmp_path / "in", "b.toml", first._replace(id="khac"))
    merged(tmp_path / "out", tmp_path / "in")
    assert len([*(tmp_path / "out" / "records").iterdir()]) == 2
    put(tmp_path / "late", "c.toml", WRITER.revised(first))
    whole = merged(tmp_path / "whole", tmp_path / "in", tmp_path / "late")
    parts = merged(tmp_path / "parts", tmp_path / "out" / "records", tmp_path / "late")
    assert whole.counts["open"] == parts.counts["open"] == 1


def test_a_stray_record_makes_nobody_late(tmp_path: Path) -> None:
    """One record of a set nobody has here does not make every other unit miss one of that set."""
    strange = WRITER.record(6)
    put(tmp_path / "in", "a.toml", WRITER.record(5))
    put(tmp_path / "in", "b.toml", strange._replace(set=strange.set._replace(id="bo-khac")))
    (tmp_path / "roster.csv").write_text(ROSTER, "utf-8")
    found = merged(tmp_path / "out", tmp_path / "in", roster=str(tmp_path / "roster.csv"))
    assert [(gone.code, gone.set_id) for gone in found.missing] == [("00007", "vi-du")]
