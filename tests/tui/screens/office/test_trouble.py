"""Conflicts settled by a person, problems with the way to their files, who is missing, and the files written."""

import zipfile
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from strategies.merging import contents
from strategies.office import BROKEN, MISSING, TWOFOLD, WRITER, at, come_in, merged_outcome, plan, settle
from strategies.stage import HOSTILE, NOTHING, SIZE, Stage, desk_at, shown, text_of

from criteria.clean import clean_line
from criteria.words import Lang
from scoring.answers import Answer
from scoring.merge.deciding import settle as decide
from scoring.merge.deciding import standing
from scoring.merge.decisions import DECISIONS, read_decisions
from scoring.merge.folder import RECORDS, check_ours
from tui.screens.checklist import ChecklistScreen
from tui.screens.confirm import Ask
from tui.screens.office.absent import AbsentScreen
from tui.screens.office.conflict import ConflictScreen
from tui.screens.office.conflicts import ConflictsScreen
from tui.screens.office.differences import candidate, differences
from tui.screens.office.export import FILES, ExportScreen
from tui.screens.office.figures import decided_text
from tui.screens.office.keep import Keep
from tui.screens.office.outcome import Outcome
from tui.screens.office.problems import ProblemsScreen
from tui.speech import Speech

ME = "Nguyễn Thị Lan"


def conflicts(tmp_path: Path, outcome: Outcome, lang: Lang = "vi") -> Stage:
    """Return a stage with the conflicts."""
    return Stage(desk_at(tmp_path, lang, assessor=ME), lambda desk: ConflictsScreen(desk, outcome))


@pytest.mark.parametrize("lang", ["vi", "en"])
async def test_a_conflict_is_settled_by_a_person(tmp_path: Path, own_outcome: Outcome, lang: Lang) -> None:
    """Side by side, the second record, by me, for a reason: it is written down, and merging again asks nothing."""
    app = conflicts(tmp_path, own_outcome, lang)
    async with app.run_test(size=SIZE) as pilot:
        await settle(app, pilot)
        await pilot.press("enter")
        await settle(app, pilot)
        at(app, ConflictScreen)
        await pilot.press("k")
        await settle(app, pilot)
        at(app, Keep)
        await pilot.press("down", "enter", *"moi hon", "enter")
        await settle(app, pilot)
        at(app, Ask)
        await pilot.press("enter")
        await settle(app, pilot)
        assert app.answer == "again"
    (decision,) = read_decisions(str(Path(own_outcome.merged.folder) / DECISIONS)).values()
    (conflict,) = own_outcome.merged.conflicts
    assert decision.keep == conflict.candidates[1].digest
    assert (decision.by, decision.reason) == (ME, "moi hon")
    again = merged_outcome(own_outcome.plan)
    assert again.merged.counts["open"] == 0
    assert f"{TWOFOLD + 1:05}" in {unit.unit_code for unit in again.merged.units}


async def test_who_and_why_have_to_be_said(tmp_path: Path, own_outcome: Outcome) -> None:
    """Without a reason nothing is written; Escape leaves everything as it was."""
    before = contents(Path(own_outcome.merged.folder))
    app = conflicts(tmp_path, own_outcome)
    async with app.run_test(size=SIZE) as pilot:
        await settle(app, pilot)
        await pilot.press("k", "enter", "enter")
        await settle(app, pilot)
        at(app, Keep)
        assert "Cần ghi lý do" in shown(app.screen)
        await pilot.press("escape", "escape")
        await settle(app, pilot)
        assert app.answer is None
    assert contents(Path(own_outcome.merged.folder)) == before


async def test_a_decision_can_be_taken_back(tmp_path: Path, own_outcome: Outcome) -> None:
    """X opens the conflict again; leaving offers to merge again as long as something differs from the merge."""
    (conflict,) = own_outcome.merged.conflicts
    folder = own_outcome.merged.folder
    chosen = conflict._replace(keep=conflict.candidates[0].digest, by=ME, at="2024-07-03", reason="vì")
    decide(folder, own_outcome.merged.conflicts, chosen, "vi")
    app = conflicts(tmp_path, own_outcome)
    async with app.run_test(size=SIZE) as pilot:
        await settle(app, pilot)
        assert "đã xử lý" in shown(app.screen)
        assert ME in text_of(app.screen, "#list_note")
        await pilot.press("x")
        await settle(app, pilot)
        assert "chờ xử lý" in shown(app.screen)
        await pilot.press("escape")
        await settle(app, pilot)
        assert app.answer is None
    assert read_decisions(str(Path(folder) / DECISIONS)) == {}


def test_decisions_about_others_stay(own_outcome: Outcome) -> None:
    """What was decided about files that are not there this time is not lost, and the folder is still ours."""
    folder = own_outcome.merged.folder
    (conflict,) = own_outcome.merged.conflicts
    other = conflict._replace(unit_code="00099", keep=conflict.candidates[0].digest, by=ME, reason="vì")
    decide(folder, [*own_outcome.merged.conflicts, other], other, "vi")
    mine = conflict._replace(keep=conflict.candidates[1].digest, by="[/]", reason='"\n')
    (now,) = decide(folder, own_outcome.merged.conflicts, mine, "en")
    assert not now.is_open
    assert {key[0] for key in read_decisions(str(Path(folder) / DECISIONS))} == {"00099", conflict.unit_code}
    assert standing(folder, own_outcome.merged.conflicts)[0].keep == mine.keep
    check_ours(folder)


async def test_only_what_differs_is_shown(tmp_path: Path, outcome: Outcome) -> None:
    """Every row differs; what both say alike is not there; F leaves only what counts for the points."""
    app = Stage(desk_at(tmp_path), lambda desk: ConflictScreen(desk, outcome, outcome.merged.conflicts[0]))
    async with app.run_test(size=SIZE) as pilot:
        await settle(app, pilot)
        screen = at(app, ConflictScreen)
        whole = len(screen.rows)
        assert whole > 5
        assert "tổng điểm" in shown(screen)
        for place in screen.rows:
            assert len({cell.text for cell in screen.cells(place)[2:]}) > 1
        await pilot.press("f")
        await settle(app, pilot)
        assert 0 < len(screen.rows) < whole
        await pilot.press("slash", *"tong diem")
        await settle(app, pilot)
        assert len(screen.rows) == 1


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_records_that_say_the_same_have_no_differences(lang: Lang) -> None:
    """A record beside itself differs in nothing; one changed answer is told with its points."""
    record = WRITER.record(0)
    own = candidate(record, WRITER.set)
    assert differences([own, own], Speech(lang)) == []
    name = next(iter(record.answers))
    answer = record.answers[name]._replace(note="[b ghi chú \x1b[31m")
    changed = candidate(record._replace(answers={**record.answers, name: answer}), WRITER.set)
    (found,) = differences([own, changed], Speech(lang))
    assert found.question.startswith(name)
    assert found.texts[1] == clean_line("[b ghi chú \x1b[31m")
    assert not found.counts


async def test_problems_are_narrowed_and_lead_to_their_files(tmp_path: Path, outcome: Outcome) -> None:
    """The broken file is told with its line; a record that can be read opens, read only, and stays as it is."""
    folder = Path(outcome.plan.inputs[0])
    before = contents(folder)
    app = Stage(desk_at(tmp_path), lambda desk: ProblemsScreen(desk, outcome, "broken"))
    async with app.run_test(size=SIZE) as pilot:
        await settle(app, pilot)
        screen = at(app, ProblemsScreen)
        assert len(screen.rows) == 1
        note = text_of(screen, "#list_note")
        assert str(folder / BROKEN) in "".join(note.split("\n"))
        assert "dòng" in note
        await pilot.press("enter")
        await settle(app, pilot)
        at(app, Ask)
        assert "CHƯA XEM ĐƯỢC PHIẾU" in shown(app.screen)
        await pilot.press("escape")
        await settle(app, pilot)
        assert app.screen is screen
        await pilot.press("f", *"ngoai danh", "enter")
        await settle(app, pilot)
        assert len(screen.rows) == len(HOSTILE) + 1  # one of them has two records
        await pilot.press("enter")
        await settle(app, pilot)
        assert at(app, ChecklistScreen).sheet.read_only
        await pilot.press("escape")
        await settle(app, pilot)
        assert app.screen is screen
    assert contents(folder) == before
    assert not app.desk.folders.drafts.exists()


@pytest.mark.parametrize(
    ("lang", "figures", "day"),
    [("vi", ("3.856,1", "2.972"), "3/6/2024"), ("en", ("3,856.1", "2,972"), "2024-06-03")],
)
def test_differences_are_written_as_the_language_writes_them(
    lang: Lang, figures: tuple[str, str], day: str
) -> None:
    """Figures with its separators, days in its order, also where they stand beside an answer."""
    record = WRITER.record(0)
    records = []
    for figure, day_of in (("3856.1", 3), ("2972", 4)):
        spent = Answer(Decimal(figure), as_of=date(2024, 6, day_of))
        records.append(candidate(record._replace(facts={**record.facts, "it_budget": spent}), WRITER.set))
    title = WRITER.set.facts["it_budget"].title.text(lang)
    told = [one.texts for one in differences(records, Speech(lang)) if title in one.question]
    assert figures in told
    assert any(texts[0] == day for texts in told)


async def test_records_that_are_gone_cannot_be_compared(tmp_path: Path, own_outcome: Outcome) -> None:
    """Neither the copy nor the file that came in is there: which, and what to do, stays in sight."""
    (conflict,) = own_outcome.merged.conflicts
    one = conflict.candidates[0]
    (Path(own_outcome.merged.folder) / RECORDS / one.record).unlink()
    (Path(own_outcome.plan.inputs[0]) / one.file).unlink()
    app = Stage(desk_at(tmp_path), lambda desk: ConflictScreen(desk, own_outcome, conflict))
    async with app.run_test(size=SIZE) as pilot:
        await settle(app, pilot)
        assert "Không tìm thấy tệp" in " ".join(text_of(app.screen, "#list_head").split())
        assert "Không đọc được các phiếu để so sánh." in shown(app.screen)


async def test_a_file_that_was_mended_is_shown_when_asked_again(tmp_path: Path, own_outcome: Outcome) -> None:
    """What keeps a file from being shown stays in sight until it is answered; mended meanwhile, it opens."""
    app = Stage(desk_at(tmp_path), lambda desk: ProblemsScreen(desk, own_outcome, "broken"))
    async with app.run_test(size=SIZE) as pilot:
        await settle(app, pilot)
        await pilot.press("enter")
        await settle(app, pilot)
        at(app, Ask)
        record = WRITER.text(WRITER.record(0))
        (Path(own_outcome.plan.inputs[0]) / BROKEN).write_text(record, "utf-8")
        await pilot.press("enter")
        await settle(app, pilot)
        assert at(app, ChecklistScreen).sheet.read_only


async def test_the_most_pressing_problems_come_first(tmp_path: Path, outcome: Outcome) -> None:
    """A broken file does not stand among the warnings."""
    app = Stage(desk_at(tmp_path), lambda desk: ProblemsScreen(desk, outcome))
    async with app.run_test(size=SIZE) as pilot:
        await settle(app, pilot)
        screen = at(app, ProblemsScreen)
        first, *_, last = (screen.cells(place)[0].text for place in screen.rows)
        assert first == "Không đọc được"
        assert last == "Lưu ý"


async def test_a_problem_that_is_a_conflict_leads_to_it(tmp_path: Path, outcome: Outcome) -> None:
    """Enter on a candidate opens the conflicts at its unit."""
    app = Stage(desk_at(tmp_path), lambda desk: ProblemsScreen(desk, outcome, "conflict"))
    async with app.run_test(size=SIZE) as pilot:
        await settle(app, pilot)
        await pilot.press("enter")
        await settle(app, pilot)
        at(app, ConflictsScreen)
        assert f"{TWOFOLD + 1:05}" in shown(app.screen)


async def test_a_file_in_a_zip_is_told_to_be_there(tmp_path: Path) -> None:
    """What cannot be opened from here says why; a kept record opens from its copy."""
    come_in(tmp_path / "phiếu", 8)
    archive = tmp_path / "zalo.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        for path in (tmp_path / "phiếu").glob("*.toml"):
            packed.write(path, path.name)
    roster = tmp_path / "don-vi.csv"
    found = merged_outcome(plan(archive, tmp_path / "kq", roster))
    app = Stage(desk_at(tmp_path), lambda desk: ProblemsScreen(desk, found, "broken"))
    async with app.run_test(size=SIZE) as pilot:
        await settle(app, pilot)
        assert "Tệp nằm trong tệp nén" in text_of(app.screen, "#list_note")
        await pilot.press("enter")
        await settle(app, pilot)
        at(app, ProblemsScreen)
        await pilot.press("f", *"ngoai danh", "enter", "enter")
        await settle(app, pilot)
        at(app, ChecklistScreen)


@pytest.mark.parametrize("lang", ["vi", "en"])
async def test_missing_units_are_listed_and_found(tmp_path: Path, outcome: Outcome, lang: Lang) -> None:
    """Each with code and name, whatever the name holds."""
    app = Stage(desk_at(tmp_path, lang), lambda desk: AbsentScreen(desk, outcome))
    async with app.run_test(size=SIZE) as pilot:
        await settle(app, pilot)
        for code in MISSING:
            assert f"{code}  Xã [/] {code}" in shown(app.screen)
        await pilot.press("slash", *MISSING[1])
        await settle(app, pilot)
        assert MISSING[0] not in shown(app.screen)


async def test_the_files_are_told_and_reports_made_later(tmp_path: Path, own_outcome: Outcome) -> None:
    """Every file of the folder has its words; without reports the first row asks to merge again with them."""
    names = {name.partition("/")[0] for name in contents(Path(own_outcome.merged.folder))}
    assert names <= {*FILES}
    app = Stage(desk_at(tmp_path), lambda desk: ExportScreen(desk, own_outcome))
    async with app.run_test(size=SIZE) as pilot:
        await settle(app, pilot)
        told = shown(app.screen)
        for name in names:
            assert name in told
        await pilot.press("home", "enter")
        await settle(app, pilot)
        assert app.answer == "reports"


async def test_reports_that_were_made_are_not_offered_again(tmp_path: Path) -> None:
    """With report.html and report.xlsx in the folder there is nothing to make."""
    roster = come_in(tmp_path / "phiếu", 8)
    found = merged_outcome(plan(tmp_path / "phiếu", tmp_path / "kq", roster, report=True))
    app = Stage(desk_at(tmp_path, "en"), lambda desk: ExportScreen(desk, found))
    async with app.run_test(size=SIZE) as pilot:
        await settle(app, pilot)
        assert "report.html" in shown(app.screen)
        assert "Make the reports" not in shown(app.screen)
        await pilot.press("home", "enter")
        await settle(app, pilot)
        assert app.answer is NOTHING


@pytest.mark.parametrize(
    ("written", "shown_as"),
    [("2024-07-03T08:05:00+07:00", "08:05, 3/7/2024"), ("hôm qua", "hôm qua"), ("", "–")],
)
def test_a_moment_is_told_as_people_write_it(outcome: Outcome, written: str, shown_as: str) -> None:
    """What a person typed into the file by hand stays as it is."""
    (conflict,) = outcome.merged.conflicts
    said = decided_text(conflict._replace(by=ME, at=written, reason="vì"), Speech("vi"))
    assert shown_as in said
