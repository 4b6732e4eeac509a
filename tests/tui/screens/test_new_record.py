"""Beginning a record by keys: what is proposed, what can be chosen, what comes of it."""

import shutil
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from strategies.jobs import PART
from strategies.stage import HOSTILE, NOTHING, SIZE, Stage, desk_at, options_of, shown, text_of, type_text
from textual.pilot import Pilot

from criteria.clean import clean_line
from criteria.words import Lang
from scoring.drafts.paths import carried_mark
from scoring.periods import parse_period
from scoring.record import ReceivingOffice, ReportingUnit, SetName
from scoring.store.shelf import Found as Lying
from scoring.store.shelf import ShelfItem, look_at, on_shelf
from scoring.units import Unit
from tui.desk import Desk
from tui.screens.finder import Finder
from tui.screens.new_record import NewRecord, NewRecordScreen, OpenInstead
from tui.screens.period_choice import find_periods, likely
from tui.screens.unit_on_day import unit_on
from tui.screens.unit_picker import UnitPicker

MINE: Mapping[str, Any] = {
    "unit_code": "05941",
    "unit_name": "Xã Điềm Thụy",
    "unit_kind": "xã",
    "parent_code": "19",
    "parent_name": "Tỉnh Thái Nguyên",
}


def staged(desk: Desk, items: Sequence[ShelfItem] = ()) -> Stage:
    """Return a stage with the screen on it."""
    return Stage(desk, lambda desk: NewRecordScreen(desk, items, new_id=lambda: "id-1"))


def shelf(desk: Desk) -> list[ShelfItem]:
    """Return what lies on the shelf: a record of the first half of 2024."""
    folder = desk.folders.records(desk.settings) / "2024-H1"
    folder.mkdir(parents=True)
    shutil.copy(PART, folder / PART.name)
    found = on_shelf(desk.folders.records(desk.settings), desk.folders.drafts)
    return [look_at(each, lambda name: desk.sets.load(name.id, name.version)) for each in found]


async def settle(app: Stage, pilot: Pilot[object]) -> None:
    """Wait until the workers are done and what they told is shown."""
    await pilot.pause()
    await app.workers.wait_for_complete()
    await pilot.pause()


async def choose(app: Stage, pilot: Pilot[object], row: str, typed: str) -> None:
    """Open a row, type what is wanted, and take the first find."""
    rows = [*options_of(app.screen, "#new_rows")]
    await pilot.press("home", *["down"] * rows.index(row), "enter")
    await settle(app, pilot)
    await type_text(pilot, typed)
    await pilot.press("enter")
    await settle(app, pilot)


def rows(app: Stage) -> dict[str, str]:
    """Return the rows as they are shown."""
    return {**options_of(app.screen, "#new_rows")}


@pytest.mark.parametrize(
    ("lang", "period"), [("vi", "6 tháng đầu năm 2026"), ("en", "The first half of 2026")]
)
async def test_the_likely_record_takes_one_key(tmp_path: Path, lang: Lang, period: str) -> None:
    """Set, last finished half-year and my unit are proposed; the last row begins, with my name in the record."""
    desk = desk_at(tmp_path, lang, assessor="Hoa", post="CC", **MINE)
    app = staged(desk)
    async with app.run_test(size=SIZE) as pilot:
        await settle(app, pilot)
        assert "xa-ict 2024.1" in rows(app)["set"]
        assert period in rows(app)["period"]
        assert "05941" in rows(app)["unit"]
        assert "source" not in rows(app)
        await pilot.press("end", "enter")
        await settle(app, pilot)
    answer = app.answer
    assert isinstance(answer, NewRecord)
    head = answer.head
    known = desk.sets.named("xa-ict", None)
    assert head.set == SetName("xa-ict", "2024.1", known.digest)
    assert head.unit == ReportingUnit(
        "05941", "Xã Điềm Thụy", "xã", ReceivingOffice("19", "Tỉnh Thái Nguyên"), None
    )
    assert (head.id, head.period, head.at, head.base) == ("id-1", parse_period("2026-H1"), desk.now(), None)
    assert answer.entries == {
        ("assessor", "name"): "Hoa",
        ("assessor", "post"): "CC",
    }


async def test_the_unit_is_that_of_the_last_day_of_the_period(tmp_path: Path) -> None:
    """For a period before July 2025 the same commune reports to its district."""
    desk = desk_at(tmp_path, **MINE)
    app = staged(desk)
    async with app.run_test(size=SIZE) as pilot:
        await settle(app, pilot)
        await choose(app, pilot, "period", "quy 4 2024")
        assert "Quý IV/2024" in rows(app)["period"]
        assert "Huyện Phú Bình" in rows(app)["unit"]
        await choose(app, pilot, "period", "2025-H2")
        assert "Tỉnh Thái Nguyên" in rows(app)["unit"]


async def test_another_unit_and_class_can_be_chosen_and_are_remembered(tmp_path: Path) -> None:
    """The picker looks in the list of the period's day; the unit picked is proposed the next time."""
    desk = desk_at(tmp_path, **MINE)
    app = staged(desk)
    async with app.run_test(size=SIZE) as pilot:
        await settle(app, pilot)
        await choose(app, pilot, "period", "2024-H1")
        await choose(app, pilot, "unit", "ban dat phu binh")
        await choose(app, pilot, "class", "mien nui")
        await pilot.press("end", "enter")
        await settle(app, pilot)
    answer = app.answer
    assert isinstance(answer, NewRecord)
    assert (answer.head.unit.code, answer.head.unit.unit_class) == ("05911", "mountain")
    assert answer.head.unit.parent == ReceivingOffice("173", "Huyện Phú Bình")
    assert (desk.settings.unit_name, desk.settings.unit_class) == ("Xã Bàn Đạt", "mountain")


async def test_figures_are_brought_from_the_record_of_an_earlier_period(tmp_path: Path) -> None:
    """Where the unit has a record of the set, its answers come along, each marked until it is confirmed."""
    desk = desk_at(tmp_path, **MINE)
    app = staged(desk, shelf(desk))
    async with app.run_test(size=SIZE) as pilot:
        await settle(app, pilot)
        assert "6 tháng đầu năm 2024" in rows(app)["source"]
        await pilot.press("end", "enter")
        await settle(app, pilot)
    answer = app.answer
    assert isinstance(answer, NewRecord)
    assert answer.entries["answers", "3.5", "percent"] == "97,4"
    assert answer.entries[carried_mark(("answers", "3.5"))] == "2024-H1"


async def test_one_may_begin_from_scratch(tmp_path: Path) -> None:
    """Nothing is brought over where that is chosen."""
    desk = desk_at(tmp_path, **MINE)
    app = staged(desk, shelf(desk))
    async with app.run_test(size=SIZE) as pilot:
        await settle(app, pilot)
        await choose(app, pilot, "source", "khong lay")
        assert "không lấy" in rows(app)["source"]
        await pilot.press("end", "enter")
        await settle(app, pilot)
    assert isinstance(app.answer, NewRecord)
    assert not any(path[0] == "carried" for path in app.answer.entries)


async def test_a_record_that_is_there_is_opened_instead(tmp_path: Path) -> None:
    """One record for a unit, period and set: the last row says so, and answers what is there."""
    desk = desk_at(tmp_path, **MINE)
    items = shelf(desk)
    app = staged(desk, items)
    async with app.run_test(size=SIZE) as pilot:
        await settle(app, pilot)
        await choose(app, pilot, "period", "2024-H1")
        assert "source" not in rows(app)
        await pilot.press("end")
        await pilot.pause()
        assert "Mở phiếu đã có" in rows(app)["begin"]
        assert "Đã có phiếu" in text_of(app.screen, "#new_about")
        await pilot.press("enter")
        await settle(app, pilot)
    assert app.answer == OpenInstead(items[0])


async def test_a_record_the_list_did_not_show_is_not_begun_again(tmp_path: Path) -> None:
    """The disk is asked too: a record that came there meanwhile is opened."""
    desk = desk_at(tmp_path, **MINE)
    shelf(desk)
    app = staged(desk, ())
    async with app.run_test(size=SIZE) as pilot:
        await settle(app, pilot)
        await choose(app, pilot, "period", "2024-H1")
        await pilot.press("end", "enter")
        await settle(app, pilot)
    answer = app.answer
    assert isinstance(answer, OpenInstead)
    assert (answer.item.found.path or Path()).name == PART.name


async def test_without_a_unit_nothing_begins(tmp_path: Path) -> None:
    """The last row says what is missing, and the cursor goes there."""
    app = staged(desk_at(tmp_path))
    async with app.run_test(size=SIZE) as pilot:
        await settle(app, pilot)
        await pilot.press("end", "enter")
        await settle(app, pilot)
        assert app.answer is NOTHING
        await pilot.press("enter")
        await settle(app, pilot)
        assert isinstance(app.screen, UnitPicker)
        await pilot.press("escape", "escape")
        await pilot.pause()
    assert app.answer is None


async def test_a_period_outside_the_set_is_told_and_allowed(tmp_path: Path) -> None:
    """A set in force since 2023 for a period of 2021: a word about it, and no more."""
    app = staged(desk_at(tmp_path, **MINE))
    async with app.run_test(size=SIZE) as pilot:
        await settle(app, pilot)
        await choose(app, pilot, "period", "2021")
        await choose(app, pilot, "unit", "diem thuy")
        await pilot.press("end")
        await pilot.pause()
        assert "1/1/2023" in text_of(app.screen, "#new_about")
        await pilot.press("enter")
        await settle(app, pilot)
    assert isinstance(app.answer, NewRecord)


async def test_the_language_changes_under_it(tmp_path: Path) -> None:
    """Ctrl+L changes every word, and the choices stay."""
    app = staged(desk_at(tmp_path, **MINE))
    async with app.run_test(size=SIZE) as pilot:
        await settle(app, pilot)
        await choose(app, pilot, "period", "2024-q4")
        await pilot.press("ctrl+l")
        await pilot.pause()
        assert "Quarter 4 of 2024" in rows(app)["period"]
        assert "New record" in shown(app.screen)


@pytest.mark.parametrize("text", HOSTILE)
async def test_records_of_others_are_shown_as_text(tmp_path: Path, text: str) -> None:
    """Unit names and set names of hostile records are shown as they stand, in every list."""
    unit = ReportingUnit("1", f"Xã {text}", "xã", ReceivingOffice("2", text), "plain")
    item = ShelfItem(
        Lying(datetime(2024, 7, 1, tzinfo=UTC), tmp_path / "a.toml"),
        "id",
        unit,
        parse_period("2024-H1"),
        SetName("xa-ict", "2024.1"),
        "submitted",
    )
    app = staged(desk_at(tmp_path), [item])
    async with app.run_test(size=SIZE) as pilot:
        await settle(app, pilot)
        assert clean_line(f"Xã {text}") in rows(app)["unit"]
        await choose(app, pilot, "period", "2024-H1")
        await pilot.press("end")
        await pilot.pause()
        assert "Đã có phiếu" in shown(app.screen)


def test_what_has_just_ended_is_proposed_first() -> None:
    """Half-year, year, quarter and nine months that are over, then those running, then those before."""
    labels = [period.label for period in likely(date(2026, 8, 14))]
    assert labels[:4] == ["2026-H1", "2025", "2026-Q2", "2025-09M"]
    assert labels[4:8] == ["2026-H2", "2026", "2026-Q3", "2026-09M"]
    assert labels[8:] == ["2025-H2", "2024"]
    assert likely(date(2026, 8, 14), "month")[0].label == "2026-07"


@pytest.mark.parametrize(
    ("typed", "label"),
    [
        ("2024-H1", "2024-H1"),
        ("2024-h1", "2024-H1"),
        ("6 thang dau nam 2023", "2023-H1"),
        ("6 tháng cuối năm 2023", "2023-H2"),
        ("quy 2 2025", "2025-Q2"),
        ("quý IV 2019", "2019-Q4"),
        ("9 thang 2024", "2024-09M"),
        ("thang 3 2026", "2026-03"),
        ("nam 1999", "1999"),
        ("quarter 2 2025", "2025-Q2"),
    ],
)
def test_periods_are_found_as_people_write_them(tmp_path: Path, typed: str, label: str) -> None:
    """Labels, and names in either language without marks."""
    assert find_periods(typed, desk_at(tmp_path))[0].id == label


def test_what_is_no_period_finds_nothing(tmp_path: Path) -> None:
    """Nonsense finds nothing, and breaks nothing."""
    for typed in ("quý 5 2024", "xyz", "0000", "99999", "²²²²"):
        assert find_periods(typed, desk_at(tmp_path)) == []


@pytest.mark.parametrize(
    ("unit", "day", "wanted"),
    [
        (("05941", "Xã Điềm Thụy", "19", "Tỉnh Thái Nguyên"), date(2024, 6, 30), "173"),
        (("05941", "Xã Điềm Thụy", "173", "Huyện Phú Bình"), date(2026, 6, 30), "19"),
        (("00004", "Phường Trúc Bạch", "001", "Quận Ba Đình"), date(2026, 6, 30), None),
        (("99001", "Xã Ví Dụ", "999", "Huyện Ví Dụ"), date(2026, 6, 30), "999"),
    ],
)
def test_a_unit_on_another_day(unit: tuple[str, str, str, str], day: date, wanted: str | None) -> None:
    """The same code and name is the same unit; another name is another unit; one of no list stays as it is."""
    code, name, parent_code, parent = unit
    found = unit_on(Unit(code, name, "xã", parent_code, parent, ""), day)
    assert (found and found.parent_code) == wanted


async def test_a_finder_can_be_left(tmp_path: Path) -> None:
    """Escape in a list of choices changes nothing."""
    app = staged(desk_at(tmp_path, **MINE))
    async with app.run_test(size=SIZE) as pilot:
        await settle(app, pilot)
        before = rows(app)
        for _ in range(4):
            await pilot.press("enter")
            await settle(app, pilot)
            assert isinstance(app.screen, Finder | UnitPicker)
            await pilot.press("escape", "down")
            await pilot.pause()
        assert rows(app) == before
