"""The score card on the screen: what it says at first sight, what it lists, where its rows lead."""

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies.jobs import FULL, PART
from strategies.sheets import SETS, complete, record_at, sheet
from strategies.stage import HOSTILE, NOTHING, SIZE, Stage, desk_at, shown
from textual.pilot import Pilot

from criteria.clean import clean_line
from criteria.words import Lang
from scoring.answers import Answer
from scoring.drafts.sheet import Sheet
from scoring.gains import gains
from scoring.record import Record
from tui.desk import Desk
from tui.screens.card import CardScreen
from tui.widgets.bars import EMPTY as EMPTY_CELL
from tui.widgets.bars import FULL as FULL_CELL
from tui.widgets.bars import bar, filled
from tui.widgets.big_number import large
from tui.widgets.told_list import Told, ToldList

KNOWN = SETS["xa-ict"]


def of(record: Record, previous: Record | None = None) -> Sheet:
    """Return the sheet that goes on from a record."""
    return sheet(KNOWN, base=record, previous=previous)


def staged(tmp_path: Path, shown_sheet: Sheet, lang: Lang = "vi") -> Stage:
    """Return a stage with the card of a sheet."""

    def make(desk: Desk) -> CardScreen:
        return CardScreen(desk, shown_sheet)

    return Stage(desk_at(tmp_path, lang), make)


def rows(app: Stage) -> Sequence[Told]:
    """Return the rows of the card."""
    return app.screen.query_one(ToldList).told


def told(app: Stage) -> list[str]:
    """Return every row as one line, with plain spaces."""
    parts = [
        " ".join([row.text.plain, row.right.plain, *(more.plain for more in row.more)]) for row in rows(app)
    ]
    return [" ".join(part.split()) for part in parts]


async def go_to(app: Stage, pilot: Pilot[object], text: str) -> None:
    """Move the cursor down to a row that begins with a text, by keys."""
    target = next(place for place, line in enumerate(told(app)) if line.startswith(text))
    listed = app.screen.query_one(ToldList)
    for _ in rows(app):
        if listed.highlighted == target:
            return
        await pilot.press("down")
    raise AssertionError(text)


@pytest.mark.parametrize(
    ("lang", "wanted"),
    [
        ("vi", ["trên 100 điểm, đạt 82,6 %", "Xếp loại: Tốt", "Đã trả lời 54/54 chỉ số (1 không áp dụng)"]),
        (
            "en",
            ["of 100 points, 82.6% reached", "Band: Good", "54/54 indicators answered (1 not applicable)"],
        ),
    ],
)
async def test_the_first_screenful_says_total_band_coverage_and_pillars(
    tmp_path: Path, lang: Lang, wanted: list[str]
) -> None:
    """At 80×24 total, band, coverage and every pillar stand on the first screenful."""
    record = record_at(FULL)
    app = staged(tmp_path, of(record), lang)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        seen = shown(app.screen).replace("\u00a0", " ")
        for text in wanted:
            assert text in seen
        for line in large("82,6" if lang == "vi" else "82.6", 42):
            assert line.strip() in seen
        for pillar in KNOWN.pillars:
            assert f"{pillar.id}. {pillar.title.text(lang)}" in seen
        assert seen.count(EMPTY_CELL + " ") + seen.count(EMPTY_CELL + "\n") >= len(KNOWN.pillars) - 1


async def test_every_gain_is_listed_most_points_first_with_its_remedy(tmp_path: Path) -> None:
    """Under “Điểm còn có thể đạt”, ordered by points to gain, each with its step and its remedy."""
    record = record_at(FULL)
    app = staged(tmp_path, of(record))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        lines = told(app)
        below = lines[lines.index("Điểm còn có thể đạt (nhiều nhất trước)") + 1 :]
        expected = gains(of(record).card)
        assert len(expected) > 5
        for gain, line in zip(expected, below, strict=False):
            indicator = gain.line.indicator
            assert line.startswith(f"{indicator.id} {indicator.title.vi} +")
            assert indicator.remedy is None or indicator.remedy.vi in line


async def test_a_gain_above_the_indicator_s_own_points_says_why(tmp_path: Path) -> None:
    """Where "not applicable" scales points up, a gain may be more than the indicator has; then it says so."""
    record = record_at(FULL)
    told_of = {"3.1": "Chưa có việc", "3.2": "Không có hồ sơ", "3.4": "Không có hồ sơ", "3.8": "Không có"}
    answers = {name: Answer(not_applicable=why) for name, why in told_of.items()}
    answers["3.5"] = Answer(Decimal(0), of=Decimal(10))
    app = staged(tmp_path, of(record._replace(answers={**record.answers, **answers})))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        (line,) = [line for line in told(app) if line.startswith("3.5 ") and "+" in line]
        assert "Hơn 1,5 điểm của chỉ số, vì quy đổi" in line
        assert not any("vì quy đổi" in line for line in told(app) if line.startswith("1."))


async def test_enter_on_a_gain_leads_to_its_question(tmp_path: Path) -> None:
    """Enter on a row goes to the question it is about."""
    sheet_shown = of(record_at(FULL))
    best = gains(sheet_shown.card)[-1].line.indicator
    app = staged(tmp_path, sheet_shown)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("end", "enter")
        await pilot.pause()
        assert app.answer == ("answers", best.id)


async def test_enter_on_a_pillar_leads_to_what_it_lacks(tmp_path: Path) -> None:
    """A pillar leads to its first indicator short of the maximum."""
    app = staged(tmp_path, of(record_at(FULL)))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("down", "enter")
        await pilot.pause()
        pillar = KNOWN.pillars[1]
        assert isinstance(app.answer, tuple)
        assert app.answer[1] in {indicator.id for indicator in pillar.indicators}
        line = of(record_at(FULL)).card.line(app.answer[1])
        assert line is not None
        assert (line.points or 0) < line.max


async def test_a_row_that_leads_nowhere_stays(tmp_path: Path) -> None:
    """Enter on what is only read does nothing; Escape answers None."""
    app = staged(tmp_path, of(record_at(FULL)))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        await go_to(app, pilot, "Điểm thưởng đã cộng")
        await pilot.press("enter")
        await pilot.pause()
        assert app.answer is NOTHING
        await pilot.press("escape")
        await pilot.pause()
        assert app.answer is None


async def test_too_few_answers_give_no_band_and_say_why(tmp_path: Path) -> None:
    """Where there is no band, why stands in its place; what nobody answered is counted, and leads to the first of it."""
    app = staged(tmp_path, of(record_at(PART)))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        assert "chưa đủ số liệu" in shown(app.screen)
        await go_to(app, pilot, "Chưa trả lời hoặc chưa có điểm: 49 chỉ số")
        await pilot.press("enter")
        await pilot.pause()
        assert app.answer == ("answers", KNOWN.pillars[0].indicators[0].id)


async def test_what_changed_since_the_last_period_is_said(tmp_path: Path) -> None:
    """Total, pillars and indicators are held against the last period's record."""
    now = record_at(FULL)
    then = now._replace(answers={**now.answers, "1.6": now.answers["1.6"]._replace(value=False)})
    app = staged(tmp_path, of(now, then))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        lines = told(app)
        assert lines[0].endswith("+1")
        assert lines[1].endswith("=")
        assert "6 tháng đầu năm 2024: +1" in shown(app.screen)
        assert "1.6 Camera an ninh tại tuyến đường, khu vực chính 0 → 1 +1" in lines


async def test_a_review_and_what_is_outside_the_pillars_is_said(tmp_path: Path) -> None:
    """How far the review has come, and the bonus, stand below the pillars."""
    app = staged(tmp_path, of(record_at(FULL)))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        assert {"Điểm thưởng đã cộng: 0,75", "Thẩm định: 3/54 chỉ số"} <= {*told(app)}


async def test_home_shows_the_top_again(tmp_path: Path) -> None:
    """Every line comes into sight by keys, and the first ones come back."""
    app = staged(tmp_path, of(complete()))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("end")
        await pilot.pause()
        assert KNOWN.pillars[0].title.vi not in shown(app.screen)
        await pilot.press("home")
        await pilot.pause()
        assert app.screen.query_one(ToldList).scroll_offset.y == 0
        assert KNOWN.pillars[0].title.vi in shown(app.screen)


async def test_the_language_changes_while_the_card_is_open(tmp_path: Path) -> None:
    """Every word changes; the cursor stays."""
    app = staged(tmp_path, of(complete()))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("down", "down", "ctrl+l")
        await pilot.pause()
        assert "Points still to be gained (most first)" in told(app)
        assert app.screen.query_one(ToldList).highlighted == 2


async def test_text_of_a_record_is_shown_as_text(tmp_path: Path) -> None:
    """A unit's name and a reason that a terminal or a markup parser would obey stand there letter by letter."""
    record = complete()
    hostile = " ".join(HOSTILE)
    answers = dict(record.answers)
    answers["1.1"] = answers["1.1"]._replace(value=None, not_applicable=hostile)
    worse = record._replace(unit=record.unit._replace(name=hostile), answers=answers)
    app = staged(tmp_path, of(worse))
    async with app.run_test(size=(160, 40)) as pilot:
        await pilot.pause()
        assert clean_line(hostile) in shown(app.screen)
        assert "\x1b" not in shown(app.screen)
        await pilot.press("end", "ctrl+l")
        await pilot.pause()


@pytest.mark.parametrize(("width", "cells"), [(120, 24), (80, 12)])
async def test_bars_are_longer_where_there_is_room(tmp_path: Path, width: int, cells: int) -> None:
    """A wide terminal has longer bars."""
    app = staged(tmp_path, of(complete()))
    async with app.run_test(size=(width, 40)) as pilot:
        await pilot.pause()
        right = rows(app)[0].right.plain
        assert right.count(FULL_CELL) + right.count(EMPTY_CELL) == cells


@given(st.decimals(0, 1, places=4), st.integers(2, 60))
def test_a_bar_is_full_or_empty_only_for_all_or_nothing(share: Decimal, width: int) -> None:
    """A bar has its width; no cell is filled for nothing alone, and every cell for everything alone."""
    cells = filled(share, width)
    assert (cells == 0) == (share == 0)
    assert (cells == width) == (share == 1)
    assert bar(share, width).plain == FULL_CELL * cells + EMPTY_CELL * (width - cells)
    assert bar(None, width).plain == " " * width


@pytest.mark.parametrize("number", ["82,6", "100", "0", "118.75"])
def test_large_digits_stand_in_lines_as_wide_as_there_is_room(number: str) -> None:
    """A number is drawn in several lines; where they would not fit, and for no number, it is left as it is."""
    lines = large(number, 60)
    assert len(lines) > 3
    assert max(map(len, lines)) <= 60
    assert large(number, 5) == (number,)
    assert large("–", 60) == ("–",)
