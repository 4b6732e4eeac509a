"""Merging at the desk: what is filled in, the run, stopping it, and what is said when it cannot be."""

import zipfile
from pathlib import Path
from threading import Event

import pytest
from strategies.merging import contents
from strategies.office import WRITER, at, come_in, merged_outcome, plan, settle
from strategies.stage import SIZE, Stage, desk_at, shown, text_of

from criteria.faults import Fault, FaultError
from criteria.words import Lang
from scoring.merge import Merged, MergePlan, Progress
from tui.desk import Desk
from tui.screens.office.faults import told
from tui.screens.office.form import Form, blank, out_in
from tui.screens.office.merge import MergeScreen
from tui.screens.office.summary import SummaryScreen
from tui.screens.office.watching import Standing, Watch
from tui.screens.pick_folder import PickFolder
from tui.screens.rows import RowList
from tui.screens.shelf import ShelfScreen


def staged(desk: Desk, form: Form, **asked: object) -> Stage:
    """Return a stage with the form filled in."""
    return Stage(desk, lambda desk: MergeScreen(desk, form, **asked))  # type: ignore[arg-type]  # only `merge`


def filled(tmp_path: Path) -> Form:
    """Return a form of what came in."""
    roster = come_in(tmp_path / "phiếu")
    return Form((tmp_path / "phiếu",), tmp_path / "kq", roster, report=False)


@pytest.mark.parametrize(
    ("lang", "wanted"),
    [
        ("vi", ["Cần người xử lý", "Dẫn đầu", "Cuối bảng", "tệp hỏng", "2  đơn vị chưa gửi phiếu"]),
        ("en", ["Needs a person", "Leading", "At the end", "broken", "2  units that have not reported"]),
    ],
)
async def test_f9_merges_and_says_what_came_of_it(tmp_path: Path, lang: Lang, wanted: list[str]) -> None:
    """The summary follows by itself, the files of the merge lie where they were wanted, what came in is as it was."""
    form = filled(tmp_path)
    before = contents(tmp_path / "phiếu")
    app = staged(desk_at(tmp_path, lang), form)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("f9")
        await settle(app, pilot)
        at(app, SummaryScreen)
        told = shown(app.screen)
        for words in wanted:
            assert words in told
        await pilot.press("escape")
        await settle(app, pilot)
        at(app, MergeScreen)
    assert {path.name for path in (tmp_path / "kq").iterdir()} >= {
        "ranking.csv",
        "problems.csv",
        "merge.toml",
    }
    assert contents(tmp_path / "phiếu") == before


async def test_the_shelf_leads_to_it(tmp_path: Path) -> None:
    """T on the shelf opens it; nothing is chosen yet, and it says so."""
    app = Stage(desk_at(tmp_path, started=True), ShelfScreen)
    async with app.run_test(size=SIZE) as pilot:
        await settle(app, pilot)
        await pilot.press("t")
        await settle(app, pilot)
        at(app, MergeScreen)
        assert "Chưa chọn nơi có phiếu" in text_of(app.screen, "#merge_said")
        await pilot.press("f9")
        await settle(app, pilot)
        at(app, MergeScreen)
        await pilot.press("f1")
        await settle(app, pilot)
        assert "chỉ được đọc" in " ".join(shown(app.screen).split())


async def test_a_folder_is_picked_and_taken_out_by_keys(tmp_path: Path) -> None:
    """Enter on the row opens the folders; what was picked stands in the form; X takes it out."""
    come_in(tmp_path / "phiếu", 8)
    app = staged(desk_at(tmp_path), Form((), tmp_path / "kq"))
    async with app.run_test(size=SIZE) as pilot:
        await settle(app, pilot)
        screen = at(app, MergeScreen)
        screen._folder = tmp_path / "phiếu"  # noqa: SLF001 - where the folders are shown first
        await pilot.press("enter")
        await settle(app, pilot)
        at(app, PickFolder)
        await pilot.press("enter")
        await settle(app, pilot)
        assert screen.form.inputs == (tmp_path / "phiếu",)
        assert screen.query_one(RowList).highlighted_row == "start"
        await pilot.press("home", "x")
        await settle(app, pilot)
        assert not screen.form.inputs


async def test_switches_and_paths_are_set_by_keys(tmp_path: Path) -> None:
    """Verified or self, drafts, reports, a typed path, the only period."""
    come_in(tmp_path / "phiếu", 8)
    app = staged(desk_at(tmp_path), Form((), tmp_path / "kq"))
    async with app.run_test(size=SIZE) as pilot:
        await settle(app, pilot)
        screen = at(app, MergeScreen)
        rows = screen.query_one(RowList)
        for row in ("verified", "drafts", "report"):
            rows.go(row)
            await pilot.press("enter")
            await settle(app, pilot)
        assert (screen.form.verified, screen.form.drafts, screen.form.report) == (True, True, False)
        rows.go("add_typed")
        await pilot.press("enter", *"/không có", "enter")
        await settle(app, pilot)
        assert not screen.form.inputs
        await pilot.press("escape")
        await settle(app, pilot)
        rows.go("period")
        await pilot.press("enter", *"2024-h1", "enter")
        await settle(app, pilot)
        assert screen.form.period == "2024-H1"
        rows.go("period")
        await pilot.press("x")
        assert screen.form.period == ""


class Slow:
    """A merge that goes on until it is stopped."""

    def __init__(self) -> None:
        self.begun = Event()

    def __call__(self, plan: MergePlan, progress: Progress) -> Merged:
        """Go on."""
        progress.stage("reading")
        progress.files(3, 10)
        self.begun.set()
        while not progress.cancelled:
            self.begun.wait(0.01)
        return Merged(plan.out, plan.style, plan.verified, (), {}, (), (), {}, cancelled=True)


async def test_escape_stops_a_merge_and_nothing_is_changed(tmp_path: Path) -> None:
    """While it runs the bar says how to stop; Escape stops, says so, and leaves the form as it was."""
    form = filled(tmp_path)
    slow = Slow()
    app = staged(desk_at(tmp_path), form, merge=slow)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("f9")
        while not slow.begun.is_set():
            await pilot.pause()
        await pilot.pause()
        assert "3/10" in text_of(app.screen, "#merge_said")
        assert "Esc Dừng" in shown(app.screen)
        await pilot.press("f9", "escape")
        await settle(app, pilot)
        screen = at(app, MergeScreen)
        assert "Đã dừng" in text_of(screen, "#merge_said")
        assert screen.form == form
    assert not (tmp_path / "kq").exists()


@pytest.mark.parametrize("lang", ["vi", "en"])
async def test_without_the_office_packages_it_says_what_to_install(tmp_path: Path, lang: Lang) -> None:
    """The fault's own words, with the way out; the screen stays."""

    def merge(plan: MergePlan, progress: Progress) -> Merged:
        del plan, progress
        raise FaultError([Fault("M017", (), {"names": "numpy"})])

    app = staged(desk_at(tmp_path, lang), filled(tmp_path), merge=merge)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("f9")
        await settle(app, pilot)
        said = text_of(app.screen, "#merge_said")
        assert "numpy" in said
        assert 'pip install ".[office]"' in said


async def test_a_folder_that_is_not_ours_is_refused(tmp_path: Path) -> None:
    """Whatever lies in the folder of results stays, and the screen says why nothing was written."""
    form = filled(tmp_path)
    form.out.mkdir()
    (form.out / "thư.docx").write_text("x")
    app = staged(desk_at(tmp_path), form)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("f9")
        await settle(app, pilot)
        assert "CHƯA TỔNG HỢP ĐƯỢC" in text_of(app.screen, "#merge_said")
        assert "không phải do lệnh tổng hợp" in text_of(app.screen, "#merge_said")
    assert [path.name for path in form.out.iterdir()] == ["thư.docx"]


async def test_a_zip_is_merged_too(tmp_path: Path) -> None:
    """A zip from Zalo counts like a folder."""
    come_in(tmp_path / "phiếu", 8)
    archive = tmp_path / "zalo.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        for path in (tmp_path / "phiếu").glob("0*.toml"):
            packed.write(path, path.name)
    app = staged(desk_at(tmp_path), Form((archive,), tmp_path / "kq", report=False))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("f9")
        await settle(app, pilot)
        assert at(app, SummaryScreen).outcome.merged.counts["kept"] == 8


def test_results_go_into_an_empty_folder_or_one_of_ours_or_below(tmp_path: Path) -> None:
    """A folder with other things in it gets one below it."""
    empty, ours, full = (tmp_path / name for name in ("trống", "cũ", "đầy"))
    for folder in (empty, ours, full):
        folder.mkdir()
    (ours / "merge.toml").touch()
    (full / "a.txt").touch()
    assert out_in(empty) == empty
    assert out_in(ours) == ours
    assert out_in(full) == full / "tong-hop"


def test_the_time_left_is_told_once_it_can_be() -> None:
    """Half the files in two seconds leave two seconds; at the beginning nothing is promised."""
    clock = iter((0.0, 0.05, 2.0, 4.0))
    told: list[Standing] = []
    watch = Watch(told.append, lambda: False, lambda: next(clock))
    watch.stage("reading")
    watch.files(1, 100)
    watch.files(2, 100)
    watch.findings(7)
    watch.files(50, 100)
    watch.stage("writing")
    assert [one.seconds for one in told] == [None, 2, None]
    assert told[1].found == 7
    assert told[-1].stage == "writing"


async def test_what_was_filled_in_is_there_next_time(tmp_path: Path) -> None:
    """Also where nothing was merged: Escape keeps inputs, roster and folder of results."""
    desk, form = desk_at(tmp_path), filled(tmp_path)
    app = staged(desk, form)
    async with app.run_test(size=SIZE) as pilot:
        await settle(app, pilot)
        await pilot.press("escape")
        await settle(app, pilot)
    assert blank(desk) == form._replace(report=True)


@pytest.mark.parametrize("lang", ["vi", "en"])
async def test_what_was_refused_is_told_to_the_end(tmp_path: Path, lang: Lang) -> None:
    """At 80 by 24 the last words of a long refusal are in sight, and the row that was started from."""
    faults = [Fault("M001", file=f"{'thu-muc-rat-dai/' * 5}{number}") for number in range(2)]

    def refuse(_: MergePlan, __: Progress) -> Merged:
        raise FaultError(faults)

    app = staged(desk_at(tmp_path, lang), filled(tmp_path)._replace(period="2024-H1"), merge=refuse)
    async with app.run_test(size=SIZE) as pilot:
        await settle(app, pilot)
        app.screen.query_one(RowList).go("start")
        await pilot.press("f9")
        await settle(app, pilot)
        told = " ".join(shown(app.screen).split())
        assert told.count(" ".join(faults[-1].message(lang).split()[-4:])) == 2
        assert "(F9)" in told


async def test_only_drafts_came_in(tmp_path: Path) -> None:
    """Why nobody is ranked is said, what to do about it too, and not that there is nothing to do."""
    (tmp_path / "phiếu").mkdir()
    for place in range(3):
        draft = WRITER.record(place)._replace(state="draft")
        (tmp_path / "phiếu" / f"{place}.toml").write_text(WRITER.text(draft), "utf-8")
    found = merged_outcome(plan(tmp_path / "phiếu", tmp_path / "kq"))
    app = Stage(desk_at(tmp_path), lambda desk: SummaryScreen(desk, found))
    async with app.run_test(size=SIZE) as pilot:
        await settle(app, pilot)
        told = " ".join(shown(app.screen).split())
        assert "Cần người xử lý 3 bản nháp" in told
        assert "xếp hạng cả bản nháp" in told
        assert "Không có gì cần người xử lý" not in told


def test_a_fault_is_told_without_key_paths() -> None:
    """The place in words, after the file and its line."""
    fault = Fault(
        "R011",
        ("answers", "1.4", "value"),
        {"set": "xa-ict", "word": "1.4", "near": "1.5"},
        file="a.toml",
        line=7,
    )
    assert told(fault, "vi").startswith("a.toml:7: Chỉ số 1.4, ")
