"""Units by day, found by code and by name, and rosters."""

import json
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.folding import fold, fold_words, mark_words
from scoring.units import (
    REFORM,
    UNIT_KINDS,
    Unit,
    Units,
    bare_name,
    build_table,
    find_unit,
    kind_in,
    search,
    units_on,
)
from scoring.units.roster import RosterUnit, read_roster

OLD = date(2024, 6, 30)
LAST_OLD = date(2025, 6, 30)
HEADER = "code,name,kind,parent_code,parent_name,class\n"
ROW = "05941,Xã Điềm Thụy,xã,173,Huyện Phú Bình,plain\n"


@pytest.fixture(scope="module")
def old() -> Units:
    """The units at the middle of 2024."""
    return units_on(OLD)


@pytest.fixture(scope="module")
def new() -> Units:
    """The units of today."""
    return units_on(REFORM)


def found(units: Units, text: str, limit: int = 20) -> list[str]:
    """Return the names that a search finds."""
    return [unit.name for unit in search(units, text, limit)]


@pytest.mark.parametrize(
    ("code", "day", "name", "parent", "province"),
    [
        ("08740", date(2019, 12, 31), "Phường Trưng Nhị", "Thành phố Phúc Yên", "Tỉnh Vĩnh Phúc"),
        ("08740", date(2023, 12, 31), "Phường Trưng Nhị", "Thành phố Phúc Yên", "Tỉnh Vĩnh Phúc"),
        ("08740", date(2025, 1, 4), "Phường Hai Bà Trưng", "Thành phố Phúc Yên", "Tỉnh Vĩnh Phúc"),
        ("08740", LAST_OLD, "Phường Hai Bà Trưng", "Thành phố Phúc Yên", "Tỉnh Vĩnh Phúc"),
        ("08740", REFORM, "Phường Phúc Yên", "Tỉnh Phú Thọ", "Tỉnh Phú Thọ"),
        ("05941", OLD, "Xã Điềm Thụy", "Huyện Phú Bình", "Tỉnh Thái Nguyên"),
        ("05941", REFORM, "Xã Điềm Thụy", "Tỉnh Thái Nguyên", "Tỉnh Thái Nguyên"),
        ("08824", OLD, "Thị trấn Tam Sơn", "Huyện Sông Lô", "Tỉnh Vĩnh Phúc"),
    ],
)
def test_a_code_means_a_unit_only_with_a_day(
    code: str, day: date, name: str, parent: str, province: str
) -> None:
    """Codes were reused: 08740 has been three wards."""
    unit = find_unit(code, day)
    assert unit is not None
    assert (unit.name, unit.parent_name, unit.province_name) == (name, parent, province)


def test_a_code_that_nobody_had_finds_nothing() -> None:
    """An unknown code is no unit."""
    assert find_unit("99999", OLD) is None
    assert find_unit("99999", REFORM) is None


@pytest.mark.parametrize(
    ("day", "count"),
    [(date(2020, 2, 25), 10767), (date(2021, 2, 3), 10603), (date(2023, 5, 7), 10598), (date(2025, 1, 4), 10051),
     (REFORM, 3321)],
)  # fmt: skip
def test_on_a_listed_day_the_list_is_exact(day: date, count: int) -> None:
    """On the days on which the office's list was taken, every unit stands in it once."""
    units = units_on(day).all
    assert len(units) == len({unit.code for unit in units}) == count


def test_between_two_listed_days_both_sides_of_a_change_are_offered(old: Units) -> None:
    """Nobody knows from the list when a change took force, so both can be picked; the earlier is found by its code."""
    assert found(old, "trung nhi phuc yen") == ["Phường Trưng Nhị"]
    assert found(old, "hai ba trung phuc yen") == ["Phường Hai Bà Trưng"]
    assert [unit.name for unit in old.all if unit.code == "08740"] == [
        "Phường Trưng Nhị",
        "Phường Hai Bà Trưng",
    ]


@pytest.mark.parametrize("day", [date(2021, 2, 3), OLD, LAST_OLD, REFORM])
def test_every_unit_is_whole(day: date) -> None:
    """Five digits, a kind that its name begins with, a parent and a province that are known."""
    units = units_on(day)
    parents = {parent.code for parent in units.parents}
    for unit in units.all:
        assert len(unit.code) == 5
        assert unit.code.isdigit()
        assert kind_in(unit.name) == unit.kind
        assert unit.kind in UNIT_KINDS
        assert unit.parent_code in parents
        assert len(unit.parent_code) == (2 if day >= REFORM else 3)
        assert unit.province_name.startswith(("Tỉnh ", "Thành phố "))


def test_the_parents_are_the_districts_then_the_provinces(old: Units, new: Units) -> None:
    """The receiving office was the district until June 2025, and is the province since."""
    assert len(new.parents) == 34
    assert "Huyện Phú Bình" in {parent.name for parent in old.parents}
    assert "Huyện Côn Đảo" in {parent.name for parent in old.parents}


def test_today_s_codes_are_the_ones_given_not_the_draft_s(new: Units) -> None:
    """Whichever release of the list is installed, Phường Cửa Nam is 00082."""
    unit = new.find("00082")
    assert unit is not None
    assert unit.name == "Phường Cửa Nam"
    assert new.find("00073") is None


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("diem thuy", "Xã Điềm Thụy"),
        ("Điềm Thuỵ", "Xã Điềm Thụy"),
        ("DIEM  thuy phu binh", "Xã Điềm Thụy"),
        ("xa diem thuy", "Xã Điềm Thụy"),
        ("phu binh diem", "Xã Điềm Thụy"),
        ("05941", "Xã Điềm Thụy"),
        ("5941", "Xã Điềm Thụy"),
        ("trung nhi", "Phường Trưng Nhị"),
        ("tam son song lo", "Thị trấn Tam Sơn"),
        ("mdrak thi tran", "Thị trấn M'Đrắk"),
        ("phuong 01 quan 3", "Phường 1"),
    ],
)
def test_a_unit_is_found_as_officers_type(old: Units, text: str, first: str) -> None:
    """Search ignores diacritics and đ/d; words of the parent and the province help."""
    assert found(old, text)[0] == first


def test_every_word_must_begin_a_word(old: Units) -> None:
    """`dien` finds Điện, Diên and Diễn, and nothing that merely holds the letters."""
    names = [unit.name for unit in search(old, "dien", 300)]
    assert {"Xã Diễn An", "Xã Diên An", "Phường Điện An"} <= {*names}
    units = search(old, "dien", 2000)
    assert all(
        any(
            word.startswith("dien")
            for word in fold_words(f"{unit.name} {unit.parent_name} {unit.province_name}")
        )
        for unit in units
    )


def test_typed_marks_come_first(old: Units) -> None:
    """Who types the marks wants the names that have them, however their tones are placed."""
    names = found(old, "điềm", 8)
    assert all("Điềm" in name for name in names[:5])
    assert found(old, "hòa bình", 2) == found(old, "hoà bình", 2)
    assert all("Điền" in name for name in found(old, "điền", 20))
    assert found(old, "điề he")[0] == "Xã Điềm He"


def test_the_start_of_a_name_comes_before_its_inside(old: Units) -> None:
    """The name itself, then names that begin so, then names that hold it, then units below such a name."""
    names = found(old, "vinh phuc", 400)
    assert fold(bare_name(search(old, "vinh phuc")[0])) == "vinh phuc"
    inside = [{"vinh", "phuc"} <= {*fold_words(name)} for name in names]
    assert inside[0]
    assert not inside[-1]
    assert inside == sorted(inside, reverse=True)


def test_numbered_wards_stand_in_natural_order(old: Units) -> None:
    """Codes and numbers sort naturally: Phường 2 before Phường 10."""
    names = found(old, "phuong quan 8 ho chi minh", 30)
    numbers = [int(name.split()[1]) for name in names if name.split()[1].isdigit()]
    assert numbers == sorted(numbers)
    assert len(numbers) > 9


def test_nothing_typed_finds_nothing(old: Units) -> None:
    """An empty field lists no unit, nor do signs alone."""
    assert search(old, "") == []
    assert search(old, " - ") == []


@given(st.data())
def test_every_unit_is_found_by_its_own_names(data: st.DataObject) -> None:
    """Whatever unit it is, its name and the names above it, without marks, find it among the first."""
    units = units_on(data.draw(st.sampled_from([OLD, REFORM])))
    unit = data.draw(st.sampled_from(units.all))
    assert unit in search(units, fold(f"{unit.name} {unit.parent_name} {unit.province_name}"))


@given(st.text())
def test_no_text_breaks_the_search(text: str) -> None:
    """Whatever is typed or pasted, the search answers, and never with more than was asked for."""
    assert len(search(units_on(REFORM), text, 5)) <= 5


@given(st.text())
def test_folding_once_is_enough(text: str) -> None:
    """What is folded stays as it is."""
    assert fold(fold(text)) == fold(text)


def test_folding_drops_marks_case_and_spare_space() -> None:
    """Đ is d, marks go, spaces collapse, apostrophes join and dashes part words."""
    assert fold("  Xã  ĐIỀM\u00a0Thụy ") == "xa diem thuy"
    assert fold_words("Phan Rang-Tháp Chàm, M'Đrắk, Phường 01") == [
        "phan", "rang", "thap", "cham", "mdrak", "phuong", "1",
    ]  # fmt: skip
    assert mark_words("HOÀ") == mark_words("hòa")


def test_a_unit_s_bare_name_leaves_out_its_kind() -> None:
    """The kind stands before the name, and only there."""
    unit = Unit("08824", "Thị trấn Tam Sơn", "thị trấn", "253", "Huyện Sông Lô", "Tỉnh Vĩnh Phúc")
    assert bare_name(unit) == "Tam Sơn"
    assert bare_name(unit._replace(name="Tam Sơn")) == "Tam Sơn"


def test_no_list_is_read_before_it_is_needed() -> None:
    """Importing the units costs a start nothing but small modules."""
    heavy = "{'csv', 'json', 'vietnam_provinces', 'rtoml', 'dataclasses', 'scoring.units.table'}"
    script = f"import sys, scoring.units, scoring.numbers, scoring.periods; print({heavy} & {{*sys.modules}})"
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "set()"


def release(folder: Path, name: str, content: list[dict[str, object]], file: str) -> None:
    """Write one unpacked release of the source package."""
    data = folder / name / "vietnam_provinces" / "data"
    data.mkdir(parents=True)
    (data / file).write_text(json.dumps(content), "utf-8")


def listed(code: int | None, name: str) -> dict[str, object]:
    """Return an entry of an old release."""
    above = {
        "district_code": 17,
        "district_name": "Thị Xã Ví Dụ",
        "province_code": 1,
        "province_name": "Tỉnh Ví Dụ",
    }
    return {"ward_code": code, "ward_name": name, **above}


def test_the_table_tells_when_a_unit_was_seen(tmp_path: Path) -> None:
    """A unit that changes gets a row for each state; a spelling that changes does not."""
    names = ["Phường 01", "Phường 1", "Phường Đại áng", "Phường Đại Áng"]
    for version, name in zip(build_table.RELEASES, names, strict=True):
        release(tmp_path, version, [listed(7, name), listed(None, "")], "flat-divisions.json")
    for version, code in [(build_table.DRAFT, 8), (build_table.OFFICIAL, 9)]:
        wards = [{"code": code, "name": "Xã  Mới"}, {"code": 5, "name": "Xã Cũ"}]
        release(tmp_path, version, [{"code": 1, "wards": wards}], "nested-divisions.json")
    build_table.main(tmp_path, to=tmp_path)
    district = "017,Thị xã Ví Dụ,01,Tỉnh Ví Dụ"
    assert (tmp_path / "units_until_2025-06-30.csv").read_text("utf-8").splitlines()[1:] == [
        f",,,{district},2020-02-25,2025-01-04",
        f"00007,Phường 1,phường,{district},2020-02-25,2021-02-03",
        f"00007,Phường Đại Áng,phường,{district},2023-05-07,2025-01-04",
    ]
    assert (tmp_path / "drafted_codes.csv").read_text("utf-8").splitlines()[1:] == [
        "00008,Xã Mới,00009,Xã Mới"
    ]


@pytest.mark.parametrize(
    "data",
    [
        (HEADER + ROW).encode(),
        (HEADER + ROW).encode("utf-8-sig"),
        (HEADER + ROW).replace(",", ";").encode("utf-8-sig"),
        (HEADER + ROW).replace(",", "\t").encode("utf-16"),
        (HEADER + ROW).replace("\n", "\r\n").encode(),
        ("sep=;\n" + (HEADER + ROW).replace(",", ";")).encode(),
        ("sep=\t\n" + (HEADER + ROW).replace(",", "\t")).encode(),
        (HEADER + "\n\n" + ROW + ",,,,,\n").encode(),
        HEADER + ROW,
        HEADER.upper() + ROW.replace("05941", '"=""05941"""'),
        HEADER + ROW.replace("05941", "'05941"),
        HEADER + ROW.replace("Xã Điềm Thụy", '" Xã\nĐiềm\u200b Thụy"'),
    ],
)
def test_a_roster_is_read_however_it_was_saved(data: bytes | str) -> None:
    """Byte-order marks, semicolons, tabs, Excel's own line and its tricks for zeros are all put up with."""
    roster, faults = read_roster(data)
    assert faults == []
    assert [unit._replace(line=0) for unit in roster.units] == [
        RosterUnit("05941", "Xã Điềm Thụy", "xã", "173", "Huyện Phú Bình", "plain", 0)
    ]


@pytest.mark.parametrize(
    ("data", "codes", "lines", "left"),
    [
        (b"\xff\x00", ["U001"], [None], 0),
        (b"\xfe\xff\xd8", ["U001"], [None], 0),
        (HEADER.encode() + b"05941,X\xe3,,,,\n", ["U001"], [None], 0),
        ("name,kind\nXã A,xã\n", ["U002"], [1], 0),
        ("sep=;\nname;kind\nXã A;xã\n", ["U002"], [2], 0),
        (HEADER + ROW + '05942,"Xã B\n', ["U003"], [3], 1),
        ("", ["U004"], [None], 0),
        (" \n", ["U004"], [None], 0),
        (HEADER, ["U004"], [None], 0),
        ("code,name\n", ["U501", "U004"], [1, None], 0),
        (HEADER + ROW + "5A941,Xã B,,,,\n", ["U005"], [3], 1),
        (HEADER + ROW + "123456,Xã B,,,,\n,Xã C,,,,\n", ["U005", "U005"], [3, 4], 1),
        (HEADER + ROW + "05942,,xã,,,\n", ["U006"], [3], 1),
        (HEADER + ROW + "\n05942,Xã B\n" + ROW, ["U007"], [5], 2),
        (HEADER + ROW + "5941,Xã B,,,,\n", ["U505", "U007"], [3, 3], 1),
        (HEADER + ROW + "05942,Xã B, C,xã,173,Huyện D,plain\n", ["U008"], [3], 1),
        ("code,name\n05941,Xã A\n", ["U501"], [1], 1),
        (HEADER.replace("class", "clas") + ROW, ["U502", "U501"], [1, 1], 1),
        (HEADER.replace("\n", ",ghi chú\n") + ROW, ["U503"], [1], 1),
        (HEADER.replace("\n", ",name\n") + ROW, ["U504"], [1], 1),
        (HEADER + ROW.replace("05941", "5941"), ["U505"], [2], 1),
        (HEADER + ROW.replace(",xã,", ",làng,"), ["U506"], [2], 1),
        (HEADER + '05941,"Xã\nA",,,,\n5942,Xã B,,,,\n', ["U505"], [4], 2),
    ],
)
def test_a_faulty_roster_says_what_and_where(
    data: bytes | str, codes: list[str], lines: list[int | None], left: int
) -> None:
    """Everything wrong is said at once, by line; a faulty row is left out and the others stay."""
    roster, faults = read_roster(data, "xa.csv")
    assert [fault.code for fault in faults] == codes
    assert [fault.line for fault in faults] == lines
    assert {fault.file for fault in faults} == {"xa.csv"}
    assert len(roster.units) == left


def test_lost_zeros_come_back_and_a_missing_kind_is_seen_from_the_name() -> None:
    """A code that went through Excel gets its zeros again; "Phường A" is a phường without being told."""
    roster, _ = read_roster("code,name\n941,Phường A\n00942,Tổ chức B\n")
    assert [(unit.code, unit.kind) for unit in roster.units] == [("00941", "phường"), ("00942", None)]
    assert roster.by_code()["00941"].name == "Phường A"


@given(st.binary())
def test_no_bytes_break_the_roster(data: bytes) -> None:
    """A roster is somebody's file: whatever it holds is answered with faults, not with a traceback."""
    roster, faults = read_roster(data)
    assert roster.units or faults


@given(st.text())
def test_no_rows_break_the_roster(text: str) -> None:
    """Nor does anything below a proper header."""
    roster, faults = read_roster(HEADER + text)
    assert roster.units or faults
