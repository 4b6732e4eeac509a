"""Ranking, profile and heat map: their order, their figures, their words, and names that would like to be more."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from strategies.districts import Writer
from strategies.office import ALIKE, KNOWN, WRITER, at, merged_outcome, plan, settle
from strategies.stage import HOSTILE, SIZE, Stage, desk_at, shown, text_of
from textual.screen import Screen

from criteria.clean import clean_line
from criteria.words import Lang
from scoring.reports.page.group import LEVELS as SHADES
from scoring.tables.profiles import indicator_medians, profile
from tui.desk import Desk
from tui.screens.checklist import ChecklistScreen
from tui.screens.finder import Finder
from tui.screens.office.figures import LEVELS, letter_of
from tui.screens.office.heat import HeatScreen
from tui.screens.office.outcome import Outcome, pillar_percents
from tui.screens.office.profile import ProfileScreen
from tui.screens.office.ranking import RankingScreen
from tui.screens.office.summary import SummaryScreen
from tui.settings import Theme
from tui.widgets.told_list import ToldList

WIDE = (120, 40)


def staged(
    tmp_path: Path, make: Callable[[Desk], Screen[Any]], lang: Lang = "vi", theme: Theme = "dark"
) -> Stage:
    """Return a stage with a screen on it."""
    return Stage(desk_at(tmp_path, lang, theme=theme), make)


def ranking(app: Stage) -> RankingScreen:
    """Return the ranking that is shown."""
    return at(app, RankingScreen)


def codes(screen: RankingScreen | HeatScreen) -> list[str]:
    """Return the codes of the units in the order of the rows."""
    return [screen.group.ranked[place].unit.unit_code for place in screen.rows]


async def test_the_ranking_begins_with_the_best(tmp_path: Path, outcome: Outcome) -> None:
    """Rank, name, points, percent, coverage and range are in sight at 80 columns."""
    app = staged(tmp_path, lambda desk: RankingScreen(desk, outcome))
    async with app.run_test(size=SIZE) as pilot:
        await settle(app, pilot)
        screen = ranking(app)
        ranks = [screen.group.ranked[place].rank for place in screen.rows]
        assert ranks == sorted(rank for rank in ranks if rank is not None)
        told = shown(screen)
        for words in ("Hạng", "Đơn vị", "Điểm", "Trả lời", "Khoảng hạng", "mong manh"):
            assert words in told


async def test_units_with_one_rank_are_named(tmp_path: Path, outcome: Outcome) -> None:
    """An equals sign stands behind a shared rank, and below who shares it."""
    ranked = outcome.groups[0].ranked
    first, second = (
        next(at for at, one in enumerate(ranked) if one.unit.unit_code == f"{place + 1:05}")
        for place in ALIKE
    )
    assert ranked[first].rank == ranked[second].rank
    app = staged(tmp_path, lambda desk: RankingScreen(desk, outcome, place=first))
    async with app.run_test(size=SIZE) as pilot:
        await settle(app, pilot)
        assert f"{ranked[first].rank}= " in shown(app.screen)
        note = text_of(app.screen, "#list_note")
        assert f"Đồng hạng {ranked[first].rank} với: " in note
        assert ranked[second].unit.unit_name in note


@pytest.mark.parametrize(
    ("column", "figure"),
    [
        ("points", lambda unit: -unit.points),
        ("coverage", lambda unit: -Decimal(unit.answered) / unit.asked),
        ("code", lambda unit: unit.unit_code),
        ("pillar_1", lambda unit: -(unit.pillars[1].share or 0)),
    ],
)
async def test_any_column_sorts(
    tmp_path: Path, outcome: Outcome, column: str, figure: Callable[[Any], Any]
) -> None:
    """S asks for the column; the largest figure comes first; D and the same column again turn it round."""
    app = staged(tmp_path, lambda desk: RankingScreen(desk, outcome))
    async with app.run_test(size=SIZE) as pilot:
        await settle(app, pilot)
        screen = ranking(app)
        screen.sort_by(column)
        found = [figure(screen.group.ranked[place].unit) for place in screen.rows]
        assert found == sorted(found)
        assert screen.table.place == 0
        await pilot.press("d")
        await settle(app, pilot)
        found = [figure(screen.group.ranked[place].unit) for place in screen.rows]
        assert found == sorted(found, reverse=True)
        screen.sort_by(column)
        assert screen.sorting[0] == column


async def test_the_column_is_chosen_by_typing(tmp_path: Path, outcome: Outcome) -> None:
    """S lists the columns by their names, pillars too; marks need not be typed."""
    app = staged(tmp_path, lambda desk: RankingScreen(desk, outcome))
    async with app.run_test(size=SIZE) as pilot:
        await settle(app, pilot)
        await pilot.press("s")
        await settle(app, pilot)
        at(app, Finder)
        await pilot.press(*"ten don", "enter")
        await settle(app, pilot)
        assert ranking(app).sorting == ("unit", False)


async def test_a_unit_is_found_without_marks(tmp_path: Path, outcome: Outcome) -> None:
    """What is typed narrows the rows; Enter goes to them; Escape shows everything again, and only then leaves."""
    wanted = outcome.groups[0].ranked[4].unit
    app = staged(tmp_path, lambda desk: RankingScreen(desk, outcome))
    async with app.run_test(size=SIZE) as pilot:
        await settle(app, pilot)
        await pilot.press("slash", *wanted.unit_code)
        await settle(app, pilot)
        assert codes(ranking(app)) == [wanted.unit_code]
        await pilot.press("enter", "enter")
        await settle(app, pilot)
        at(app, ProfileScreen)
        await pilot.press("escape", "escape")
        await settle(app, pilot)
        assert len(codes(ranking(app))) == len(outcome.groups[0].ranked)
        await pilot.press("slash", *"khong co")
        await settle(app, pilot)
        assert "Không tìm thấy" in shown(app.screen)


async def test_a_wide_screen_shows_more_columns(tmp_path: Path, outcome: Outcome) -> None:
    """From 110 columns on bands and reviews are in sight; Right brings the pillars."""
    app = staged(tmp_path, lambda desk: RankingScreen(desk, outcome))
    async with app.run_test(size=WIDE) as pilot:
        await settle(app, pilot)
        assert "Xếp loại" in shown(app.screen)
        await pilot.press(*["right"] * 12)
        await settle(app, pilot)
        assert "4 %" in shown(app.screen)
        assert "Đơn vị" in shown(app.screen)


async def test_a_profile_says_what_the_tables_say(tmp_path: Path, outcome: Outcome) -> None:
    """Strengths and weaknesses are those of the profile, with their leads; PgDn shows the next unit."""
    group = outcome.groups[0]
    medians = indicator_medians(group.set, [one.unit for one in group.ranked])
    app = staged(tmp_path, lambda desk: ProfileScreen(desk, outcome, 0, range(len(group.ranked)), 5))
    async with app.run_test(size=WIDE) as pilot:
        await settle(app, pilot)
        screen = at(app, ProfileScreen)
        found = profile(group.set, group.ranked[5].unit, medians)
        told = "\n".join(row.text.plain for row in screen.query_one(ToldList).told)
        for one in (*found.strengths, *found.weaknesses):
            assert f"{one.indicator.id} " in told
        before = text_of(screen, "#title")
        await pilot.press("pagedown")
        await settle(app, pilot)
        assert text_of(screen, "#title") != before
        await pilot.press("escape")
        await settle(app, pilot)
        assert app.answer == 6


async def test_every_cell_of_the_heat_map_has_its_letter(tmp_path: Path, outcome: Outcome) -> None:
    """The shade is that of the letter, and the letter that of the percentage: no meaning rests on colour."""
    app = staged(tmp_path, lambda desk: HeatScreen(desk, outcome), theme="mono")
    async with app.run_test(size=SIZE) as pilot:
        await settle(app, pilot)
        screen = at(app, HeatScreen)
        for place, one in enumerate(screen.group.ranked):
            percents = pillar_percents(one.unit, by_verified=False)
            for cell, percent in zip(screen.cells(place)[3:], percents, strict=True):
                if percent is None:
                    assert cell.text == "–"
                else:
                    figure, letter = cell.text.split()
                    assert letter == letter_of(percent).upper() == cell.tone.upper()
                    assert letter_of(Decimal(figure)) == cell.tone
        assert "A từ 80 %" in shown(screen)


def test_shades_change_where_those_of_the_page_do() -> None:
    """The screen and `report.html` tell the same."""
    assert sorted(least for least, _ in LEVELS if least) == sorted(SHADES)
    letters = [letter_of(Decimal(percent)) for percent in (100, 80, 79, 60, 40, 20, 19, 0, -3)]
    assert letters == [*"aabbcdeee"]


MAKERS: dict[str, Callable[[Desk, Outcome], Screen[Any]]] = {
    "summary": SummaryScreen,
    "ranking": RankingScreen,
    "heat": HeatScreen,
    "profile": lambda desk, outcome: ProfileScreen(desk, outcome, 0, range(len(outcome.groups[0].ranked)), 0),
}


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("name", MAKERS)
async def test_words_change_and_the_place_stays(
    tmp_path: Path, outcome: Outcome, name: str, lang: Lang
) -> None:
    """Ctrl+L puts every word of a screen in the other language; F1 explains it; nothing needs a third column of keys."""
    app = staged(tmp_path, lambda desk: MAKERS[name](desk, outcome), lang)
    async with app.run_test(size=SIZE) as pilot:
        await settle(app, pilot)
        before = shown(app.screen)
        await pilot.press("ctrl+l")
        await settle(app, pilot)
        after = shown(app.screen)
        assert before != after
        back = {"vi": "Esc Back", "en": "Esc Quay lại"}[lang]
        assert back in after
        await pilot.press("f1")
        await settle(app, pilot)
        assert {"vi": "Keys that work here", "en": "Phím dùng được ở đây"}[lang] in shown(app.screen)


async def test_hostile_names_stay_names(tmp_path: Path, outcome: Outcome) -> None:
    """Markup, links and escapes in the name of a unit are shown as they stand, on every screen."""
    names = [clean_line(f"Xã {name}") for name in HOSTILE]
    group = outcome.groups[0]
    places = {one.unit.unit_name: at for at, one in enumerate(group.ranked) if one.unit.unit_name in names}
    assert len(places) == len(HOSTILE) - 1  # one of them is in conflict
    app = staged(tmp_path, lambda desk: RankingScreen(desk, outcome))
    async with app.run_test(size=SIZE) as pilot:
        await settle(app, pilot)
        screen = ranking(app)
        for name, place in places.items():
            screen.list_again(place)
            await settle(app, pilot)
            assert name in text_of(screen, "#list_note")
            await pilot.press("enter")
            await settle(app, pilot)
            assert name in shown(app.screen)
            await pilot.press("h", "escape")
            await settle(app, pilot)
        assert app.is_running


async def test_a_record_is_only_looked_at(tmp_path: Path, outcome: Outcome) -> None:
    """L opens the record on the checklist, read only; no draft is begun."""
    app = staged(tmp_path, lambda desk: RankingScreen(desk, outcome))
    async with app.run_test(size=SIZE) as pilot:
        await settle(app, pilot)
        await pilot.press("l")
        await settle(app, pilot)
        assert at(app, ChecklistScreen).sheet.read_only
        await pilot.press("f2")
        await settle(app, pilot)
        await pilot.press("escape")
        await settle(app, pilot)
        at(app, RankingScreen)
    assert not app.desk.folders.drafts.exists()


async def test_the_summary_leads_everywhere(tmp_path: Path, outcome: Outcome) -> None:
    """Every key of its bar opens a screen, and Escape comes back."""
    app = staged(tmp_path, lambda desk: SummaryScreen(desk, outcome))
    async with app.run_test(size=SIZE) as pilot:
        await settle(app, pilot)
        summary = app.screen
        for key in "rhcpme":
            await pilot.press(key)
            await settle(app, pilot)
            assert app.screen is not summary, key
            await pilot.press("escape")
            await settle(app, pilot)
            assert app.screen is summary, key
        goals = [row.goal for row in summary.query_one(ToldList).told if row.goal is not None]
        assert {goal[0] for goal in goals} == {
            "conflicts",
            "problems",
            "absent",
            "ranking",
            "unit",
            "export",
        }
        for goal in goals:
            assert isinstance(summary, SummaryScreen)
            summary.go(goal)
            await settle(app, pilot)
            assert app.screen is not summary
            await pilot.press("escape")
            await settle(app, pilot)
        await pilot.press("t")
        await settle(app, pilot)
        assert app.answer == "again"


@pytest.fixture(scope="session")
def two_periods(tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    """Return what came of a merge of two periods, ranked by verified points that nobody has yet."""
    folder = tmp_path_factory.mktemp("periods")
    for period in ("2023-H2", "2024-H1"):
        (folder / "phiếu" / period).mkdir(parents=True)
        writer = Writer(KNOWN, 5, period)
        for place in range(4):
            text = writer.text(writer.record(place))
            (folder / "phiếu" / period / f"{place}.toml").write_text(text, "utf-8")
    return merged_outcome(plan(folder / "phiếu", folder / "kq")._replace(verified=True))


async def test_another_group_is_chosen_by_key(tmp_path: Path, two_periods: Outcome) -> None:
    """G asks which period, on the ranking and on the heat map; where there is but one, it says so."""
    app = staged(tmp_path, lambda desk: RankingScreen(desk, two_periods))
    async with app.run_test(size=SIZE) as pilot:
        await settle(app, pilot)
        assert "2023" in text_of(app.screen, "#title")
        await pilot.press("g", "down", "enter")
        await settle(app, pilot)
        assert "2024" in text_of(app.screen, "#title")
        await pilot.press("h")
        await settle(app, pilot)
        assert "2024" in text_of(app.screen, "#title")
        await pilot.press("g", "up", "enter")
        await settle(app, pilot)
        assert "2023" in text_of(at(app, HeatScreen), "#title")


async def test_without_reviews_there_is_no_verified_rank(tmp_path: Path, two_periods: Outcome) -> None:
    """Ranked by verified points, units that are not reviewed have none, and it is said on every screen."""
    app = staged(tmp_path, lambda desk: SummaryScreen(desk, two_periods))
    async with app.run_test(size=SIZE) as pilot:
        await settle(app, pilot)
        assert "chưa có hạng" in shown(app.screen)
        await pilot.press("r")
        await settle(app, pilot)
        assert "Chưa có hạng" in text_of(app.screen, "#list_note")
        await pilot.press("enter")
        await settle(app, pilot)
        assert "Chưa có hạng" in text_of(at(app, ProfileScreen), "#profile_head")
        await pilot.press("escape", "h")
        await settle(app, pilot)
        assert "Chưa có hạng" in text_of(at(app, HeatScreen), "#list_note")


async def test_each_table_is_named_and_opened_from_its_rows(tmp_path: Path, two_periods: Outcome) -> None:
    """R opens the table the cursor is in; which of them it is stands in its heading, with the key that changes it."""
    app = staged(tmp_path, lambda desk: SummaryScreen(desk, two_periods))
    async with app.run_test(size=SIZE) as pilot:
        await settle(app, pilot)
        for number in range(2):
            assert app.screen.query_one(ToldList).go(("ranking", str(number)))
            await pilot.press("r")
            await settle(app, pilot)
            assert f"bảng {number + 1}/2, G để đổi" in " ".join(text_of(app.screen, "#list_head").split())
            await pilot.press("h")
            await settle(app, pilot)
            assert f"bảng {number + 1}/2, G để đổi" in " ".join(text_of(app.screen, "#list_head").split())
            await pilot.press("escape", "escape")
            await settle(app, pilot)


async def test_a_very_long_name_leaves_room_for_the_rest(tmp_path: Path) -> None:
    """Below the ranking and the heat map everything is said of a unit whose name would fill the screen."""
    (tmp_path / "phiếu").mkdir()
    record = WRITER.record(0)
    for place in range(3):
        unit = record.unit._replace(code=f"0000{place}", name="Xã " + "Rất Dài " * 30)
        one = record._replace(id=WRITER.record(place).id, unit=unit, history=())
        (tmp_path / "phiếu" / f"{place}.toml").write_text(WRITER.text(WRITER.saved(one, 1)), "utf-8")
    found = merged_outcome(plan(tmp_path / "phiếu", tmp_path / "kq"))
    app = staged(tmp_path, lambda desk: RankingScreen(desk, found))
    async with app.run_test(size=SIZE) as pilot:
        await settle(app, pilot)
        assert "hạng vẫn là 1." in " ".join(shown(app.screen).split())
        await pilot.press("h")
        await settle(app, pilot)
        last = found.groups[0].set.pillars[-1]
        assert f"{last.id}. {last.title.text('vi')}" in " ".join(shown(app.screen).split())
