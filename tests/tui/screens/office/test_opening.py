"""What the merge screen keeps from one visit to the next, what it compares with, and results opened without merging."""

from datetime import date
from pathlib import Path

import pytest
from strategies.merging import contents
from strategies.office import WRITER, at, come_in, merged_outcome, plan, settle
from strategies.stage import SIZE, Stage, desk_at, shown, text_of
from textual.pilot import Pilot

from criteria.rules import facts_of
from scoring.answers import Review
from scoring.record import Record, answer_digest
from tui.screens.office.conflicts import ConflictsScreen
from tui.screens.office.form import Form, blank
from tui.screens.office.heat import HeatScreen
from tui.screens.office.merge import MergeScreen
from tui.screens.office.outcome import pillar_percents
from tui.screens.office.problems import ProblemsScreen
from tui.screens.office.profile import ProfileScreen
from tui.screens.office.ranking import RankingScreen
from tui.screens.office.summary import SummaryScreen
from tui.screens.office.wish import Wish
from tui.screens.pick_folder import PickFolder
from tui.screens.rows import RowList
from tui.settings import read_settings
from tui.widgets.told_list import ToldList


def written(tmp_path: Path) -> Path:
    """Merge what came in, and return the folder of results."""
    roster = come_in(tmp_path / "phiếu")
    merged_outcome(plan(tmp_path / "phiếu", tmp_path / "kq", roster))
    return tmp_path / "kq"


async def test_the_next_visit_begins_where_the_last_merge_was(tmp_path: Path) -> None:
    """Inputs, roster and folder of results stand in the settings and in the form, also after a restart."""
    roster = come_in(tmp_path / "phiếu", 8)
    desk = desk_at(tmp_path, started=True)
    form = Form((tmp_path / "phiếu",), tmp_path / "kq", roster, period="2024-H1", report=False)
    app = Stage(desk, lambda desk: MergeScreen(desk, form))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("f9")
        await settle(app, pilot)
    kept = read_settings(desk.folders.settings).settings
    assert kept.merge_inputs == (str(tmp_path / "phiếu"),)
    desk.settings = kept
    assert blank(desk) == Form((tmp_path / "phiếu",), tmp_path / "kq", roster)


async def test_results_are_opened_without_merging(tmp_path: Path) -> None:
    """Summary, ranking, profile, heat map, conflicts and problems come from the files; not a byte of them changes."""
    out = written(tmp_path)
    before = contents(out)
    app = Stage(desk_at(tmp_path), lambda desk: MergeScreen(desk, Form((), out)))
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(app, pilot)
        screen = at(app, MergeScreen)
        screen.query_one(RowList).go("results")
        await pilot.press("enter")
        await settle(app, pilot)
        at(app, PickFolder).dismiss(out)
        await settle(app, pilot)
        summary = at(app, SummaryScreen)
        assert summary.outcome.merged.counts["missing"] == 2
        for key, kind in (
            ("r", RankingScreen),
            ("h", HeatScreen),
            ("c", ConflictsScreen),
            ("p", ProblemsScreen),
        ):
            await pilot.press(key)
            await settle(app, pilot)
            at(app, kind)
            if kind is RankingScreen:
                await pilot.press("enter")
                await settle(app, pilot)
                at(app, ProfileScreen)
                await pilot.press("escape")
                await settle(app, pilot)
            if kind is ConflictsScreen:
                await pilot.press("enter")
                await settle(app, pilot)
                assert "khác.toml" in shown(app.screen)
                await pilot.press("escape")
                await settle(app, pilot)
            await pilot.press("escape")
            await settle(app, pilot)
            at(app, SummaryScreen)
        await pilot.press("t")
        await settle(app, pilot)
        assert "Chưa chọn nơi có phiếu" in text_of(at(app, MergeScreen), "#merge_said")
    assert contents(out) == before


async def open_results(app: Stage, pilot: Pilot[object], folder: Path) -> SummaryScreen:
    """Open results from the form."""
    await settle(app, pilot)
    at(app, MergeScreen).query_one(RowList).go("results")
    await pilot.press("enter")
    await settle(app, pilot)
    at(app, PickFolder).dismiss(folder)
    await settle(app, pilot)
    return at(app, SummaryScreen)


@pytest.mark.parametrize("wish", ["again", "reports"])
async def test_results_looked_at_are_not_replaced_unasked(tmp_path: Path, wish: Wish) -> None:
    """The form may hold the records of another district: before they are merged into that folder a person looks."""
    out = written(tmp_path)
    before = contents(out)
    come_in(tmp_path / "khác" / "phiếu", 8)
    form = Form((tmp_path / "khác" / "phiếu",), out, report=False)
    app = Stage(desk_at(tmp_path), lambda desk: MergeScreen(desk, form))
    async with app.run_test(size=SIZE) as pilot:
        summary = await open_results(app, pilot, out)
        summary.dismiss(wish)
        await settle(app, pilot)
        screen = at(app, MergeScreen)
        assert contents(out) == before
        assert screen.form == form._replace(report=wish == "reports")
        assert screen.query_one(RowList).highlighted_row == "start"
        assert "Đúng thì nhấn F9" in " ".join(shown(screen).split())
        if wish == "again":
            await pilot.press("f9")
            await settle(app, pilot)
            assert len(at(app, SummaryScreen).outcome.merged.units) == 7


async def test_results_ranked_by_verified_points_are_opened(tmp_path: Path) -> None:
    """Ranks, totals and pillars are those of the merge; who has none is counted, and self scores are called so."""
    records = [WRITER.record(place) for place in range(3)]
    full = reviewed_to_the_end(records[0])
    (tmp_path / "in").mkdir()
    for place, record in enumerate((full, *records[1:])):
        (tmp_path / "in" / f"{place}.toml").write_text(WRITER.text(record), "utf-8")
    merged = merged_outcome(plan(tmp_path / "in", tmp_path / "kq")._replace(verified=True))
    app = Stage(desk_at(tmp_path), lambda desk: MergeScreen(desk, Form((), tmp_path / "kq")))
    async with app.run_test(size=SIZE) as pilot:
        summary = await open_results(app, pilot, tmp_path / "kq")
        assert summary.outcome.merged.by_verified
        ((group,), (known,)) = summary.outcome.groups, merged.groups
        told = "\n".join(str(row.text) for row in summary.query_one(ToldList).told)
        assert "2 đơn vị chưa được thẩm định xong" in told
        assert "Chỉ số yếu nhất, theo điểm tự chấm" in told
        assert "1 phiếu được xếp hạng" in text_of(summary, "#title")
        for now, then in zip(group.ranked, known.ranked, strict=True):
            assert (now.rank, now.unit.verified_points) == (then.rank, then.unit.verified_points)
            assert pillar_percents(now.unit, by_verified=True) == pytest.approx(
                pillar_percents(then.unit, by_verified=True)
            )
        await pilot.press("r", "enter")
        await settle(app, pilot)
        at(app, ProfileScreen)
        assert "Xếp loại theo điểm tự chấm" in text_of(app.screen, "#profile_head")
        assert "Theo điểm tự chấm; trung vị cũng của điểm tự chấm." in "\n".join(
            str(row.text) for row in app.screen.query_one(ToldList).told
        )


def reviewed_to_the_end(record: Record) -> Record:
    """Return a record with every answer agreed to but the first, which is rejected."""
    rules = {one.id: one.rule_for("plain") for one in WRITER.set.indicators()}
    first, *others = rules
    return record._replace(
        state="verified",
        review={
            name: Review(
                "rejected" if name == first else "agreed",
                answer_digest(record, name, facts_of(rules[name])),
                reason="vì",
                by="Tổ một",
                at=date(2024, 7, 12),
            )
            for name in (first, *others)
        },
    )


async def test_a_folder_without_results_is_not_opened(tmp_path: Path) -> None:
    """M018 in words, and that nothing has changed."""
    (tmp_path / "khác").mkdir()
    app = Stage(desk_at(tmp_path), lambda desk: MergeScreen(desk, Form((), tmp_path / "kq")))
    async with app.run_test(size=SIZE) as pilot:
        await settle(app, pilot)
        screen = at(app, MergeScreen)
        screen.query_one(RowList).go("results")
        await pilot.press("enter")
        await settle(app, pilot)
        at(app, PickFolder).dismiss(tmp_path / "khác")
        await settle(app, pilot)
        said = text_of(at(app, MergeScreen), "#merge_said")
        assert "CHƯA MỞ ĐƯỢC KẾT QUẢ" in said
        assert "không phải là kết quả" in " ".join(said.split())


async def test_an_earlier_merge_is_chosen_to_compare_with(tmp_path: Path) -> None:
    """A folder of results is taken, another is refused; X takes it out; the merge then has its changes."""
    out = written(tmp_path)
    app = Stage(
        desk_at(tmp_path), lambda desk: MergeScreen(desk, Form((tmp_path / "phiếu",), out, report=False))
    )
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(app, pilot)
        screen = at(app, MergeScreen)
        rows = screen.query_one(RowList)
        for folder, taken in ((tmp_path / "phiếu", None), (out, out)):
            rows.go("against")
            await pilot.press("enter")
            await settle(app, pilot)
            at(app, PickFolder).dismiss(folder)
            await settle(app, pilot)
            assert screen.form.against == taken
        rows.go("against")
        await pilot.press("x")
        assert screen.form.against is None
        screen.form = screen.form._replace(against=out)
        await pilot.press("f9")
        await settle(app, pilot)
        assert at(app, SummaryScreen).outcome.is_compared
    assert (out / "changes.csv").is_file()
