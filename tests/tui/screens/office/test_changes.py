"""What changed since an earlier merge, on the screens: ranking, changes, profile, summary."""

from pathlib import Path

import pytest
from strategies.districts import Writer
from strategies.merging import Shelf
from strategies.office import at, merged_outcome, plan, settle
from strategies.stage import SIZE, Stage, desk_at, shown, text_of

from criteria.words import Lang
from scoring.merge.merged import UnitResult
from tui.screens.office.changes import ChangesScreen
from tui.screens.office.outcome import Outcome
from tui.screens.office.profile import ProfileScreen
from tui.screens.office.ranking import RankingScreen
from tui.screens.office.summary import SummaryScreen

KNOWN = Shelf().load("vi-du", "2024.1")
UNITS = 10


def _write(folder: Path, seed: int, period: str, first: int) -> Path:
    writer = Writer(KNOWN, seed, period)
    folder.mkdir()
    for place in range(first, first + UNITS):
        (folder / f"{place:03}.toml").write_text(writer.text(writer.record(place)), "utf-8")
    return folder


@pytest.fixture(scope="module")
def compared(tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    """Return a merge of ten units against one of the year before: nine are in both, the roster has its faults."""
    folder = tmp_path_factory.mktemp("compared")
    merged_outcome(plan(_write(folder / "cu", 3, "2023", 0), folder / "kq-cu"))
    roster = folder / "ds.csv"
    names = [f"{place + 1:05},Xã Số {place + 1}" for place in range(1, UNITS + 1)]
    roster.write_text("code,name,ghi chú\n" + "".join(f"{name},x\n" for name in names), "utf-8")
    asked = plan(_write(folder / "moi", 4, "2024-H1", 1), folder / "kq", roster)
    return merged_outcome(asked._replace(against=str(folder / "kq-cu")))


def unit(outcome: Outcome, place: int) -> UnitResult:
    """Return the unit at a place of the ranking."""
    return outcome.groups[0].ranked[place].unit


@pytest.mark.parametrize("lang", ["vi", "en"])
async def test_the_summary_names_the_largest_moves(compared: Outcome, tmp_path: Path, lang: Lang) -> None:
    """Who gained and who lost the most, and what is doubtful in the roster; V leads to all of them."""
    app = Stage(desk_at(tmp_path, lang), lambda desk: SummaryScreen(desk, compared))
    async with app.run_test(size=(120, 60)) as pilot:
        await settle(app, pilot)
        told = " ".join(shown(app.screen).split())
        words = (
            ("So với năm 2023", "Tăng nhiều nhất", "Lưu ý trong danh sách")
            if lang == "vi"
            else ("Compared with the year 2023", "Largest gains", "Doubtful in the roster")
        )
        for wanted in words:
            assert wanted in told
        assert "ghi chú" in told
        await pilot.press("v")
        await settle(app, pilot)
        screen = at(app, ChangesScreen)
        assert screen.table.count == UNITS + 1


async def test_every_unit_is_listed_then_and_now(compared: Outcome, tmp_path: Path) -> None:
    """By rank first, the gone last; by any column; found without marks; the pillars stand below the list."""
    app = Stage(desk_at(tmp_path), lambda desk: ChangesScreen(desk, compared))
    async with app.run_test(size=SIZE) as pilot:
        await settle(app, pilot)
        screen = at(app, ChangesScreen)
        changes = [*(compared.groups[0].changes or {}).values()]
        assert [*screen.rows] == [*range(UNITS + 1)]
        assert changes[-1].now is None
        pillar = KNOWN.pillars[0].title.vi
        new = next(place for place, one in enumerate(changes) if one.then is None)
        screen.list_again(new)
        assert "Lần trước không có" in text_of(screen, "#list_note")
        both = next(place for place, one in enumerate(changes) if one.then and one.now)
        screen.list_again(both)
        assert pillar in text_of(screen, "#list_note")
        screen.sort_by("gained")
        gains = [changes[place].points_gained for place in screen.rows]
        known = [gain for gain in gains if gain is not None]
        assert known == sorted(known, reverse=True)
        assert gains[len(known) :] == [None, None]
        await pilot.press("d")
        assert [changes[place].points_gained for place in screen.rows][: len(known)] == sorted(known)
        screen.sort_by("pillar_1")
        await pilot.press("slash", *"xa so 4")
        await settle(app, pilot)
        assert [changes[place].named.unit_name for place in screen.rows] == ["Xã Số 4"]


async def test_a_unit_that_is_gone_has_no_profile(compared: Outcome, tmp_path: Path) -> None:
    """Enter on it says so; on another it opens the profile, and the cursor comes back to the unit left at."""
    app = Stage(desk_at(tmp_path), lambda desk: ChangesScreen(desk, compared))
    async with app.run_test(size=SIZE) as pilot:
        await settle(app, pilot)
        screen = at(app, ChangesScreen)
        await pilot.press("end", "enter")
        await settle(app, pilot)
        assert at(app, ChangesScreen) is screen
        await pilot.press("home", "enter")
        await settle(app, pilot)
        at(app, ProfileScreen)
        await pilot.press("pagedown", "escape")
        await settle(app, pilot)
        assert screen.place == 1


async def test_the_ranking_has_columns_of_what_moved(compared: Outcome, tmp_path: Path) -> None:
    """Places and points gained stand beside the points; V opens the changes at the unit under the cursor."""
    app = Stage(desk_at(tmp_path), lambda desk: RankingScreen(desk, compared))
    async with app.run_test(size=SIZE) as pilot:
        await settle(app, pilot)
        screen = at(app, RankingScreen)
        ids = [column.id for column in screen.columns()]
        assert ids[4:6] == ["moved", "gained"]
        assert all(len(screen.cells(place)) == len(ids) for place in range(UNITS))
        screen.sort_by("moved")
        moves = [compared.groups[0].move(unit(compared, place)) for place in screen.rows]
        gained = [None if move is None else move.rank_gained for move in moves]
        assert gained[-1] is None
        assert gained[:-1] == sorted((one for one in gained if one is not None), reverse=True)
        code = unit(compared, screen.place or 0).unit_code
        await pilot.press("v")
        await settle(app, pilot)
        changes = at(app, ChangesScreen)
        listed = [*(compared.groups[0].changes or {}).values()]
        assert listed[changes.place or 0].named.unit_code == code


async def test_without_an_earlier_merge_it_says_how(outcome: Outcome, tmp_path: Path) -> None:
    """No columns, no screen: V tells what to choose."""
    app = Stage(desk_at(tmp_path), lambda desk: RankingScreen(desk, outcome))
    async with app.run_test(size=SIZE) as pilot:
        await settle(app, pilot)
        assert "moved" not in [column.id for column in at(app, RankingScreen).columns()]
        await pilot.press("v")
        await settle(app, pilot)
        at(app, RankingScreen)


async def test_a_profile_has_every_pillar_then_and_now(compared: Outcome, tmp_path: Path) -> None:
    """Rank and points then and now above, each pillar's percentage then and what it gained below its bar."""
    group = compared.groups[0]
    place = next(
        at for at in range(UNITS) if group.changes and group.changes[unit(compared, at).unit_code].then
    )
    move = group.move(unit(compared, place))
    assert move is not None
    assert move.then is not None
    app = Stage(desk_at(tmp_path), lambda desk: ProfileScreen(desk, compared, 0, range(UNITS), place))
    async with app.run_test(size=(120, 50)) as pilot:
        await settle(app, pilot)
        head = text_of(app.screen, "#profile_head")
        assert f"Hạng {move.then.rank} → {place + 1}" in head
        assert "So với năm 2023" in head
        assert shown(app.screen).count("trước ") == len(KNOWN.pillars)
    fresh = next(
        at for at in range(UNITS) if group.changes and not group.changes[unit(compared, at).unit_code].then
    )
    app = Stage(desk_at(tmp_path), lambda desk: ProfileScreen(desk, compared, 0, range(UNITS), fresh))
    async with app.run_test(size=SIZE) as pilot:
        await settle(app, pilot)
        assert "không so sánh được" in text_of(app.screen, "#profile_head")
