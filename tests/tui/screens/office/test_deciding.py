"""Conflicts settled with keys alone: records and reviews, asked again, taken back, on a small screen and a large one."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from strategies.office import WRITER, at, merged_outcome, plan, settle
from strategies.stage import HOSTILE, SIZE, Stage, desk_at, shown, text_of

from criteria.rules import facts_of
from criteria.words import Lang
from scoring.answers import Review
from scoring.merge.deciding import settle as decide
from scoring.merge.decisions import DECISIONS, read_decisions
from scoring.record import Record, answer_digest
from tui.screens.checklist import ChecklistScreen
from tui.screens.confirm import Ask
from tui.screens.office.conflict import ConflictScreen
from tui.screens.office.conflicts import ConflictsScreen
from tui.screens.office.differences import judged_answer, review_differences
from tui.screens.office.keep import Keep
from tui.screens.office.outcome import Outcome
from tui.screens.office.problems import ProblemsScreen
from tui.screens.office.summary import SummaryScreen
from tui.screens.office.summary_rows import summary_rows
from tui.speech import Speech

ME = "Nguyễn Thị Lan"
SIZES = (SIZE, (120, 40))
RULES = {one.id: one.rule_for("plain") for one in WRITER.set.indicators()}
ASKED = next(iter(WRITER.record(0).answers))
UNIT = next(place for place in range(20) if WRITER.record(place).answers[ASKED].value is True)


def reviewed(record: Record, decision: str, by: str, **says: object) -> Record:
    """Return a record with a review of its first answer."""
    judged = answer_digest(record, ASKED, facts_of(RULES[ASKED]))
    review = Review(decision, judged, by=by, at=date(2024, 7, 12))._replace(**says)  # type: ignore[arg-type]
    return record._replace(review={ASKED: review}, state="verified")


def put(folder: Path, name: str, record: Record) -> None:
    """Write a record."""
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(WRITER.text(record), "utf-8")


@pytest.fixture
def two_reviewers(tmp_path: Path) -> Outcome:
    """Return a merge in which two reviewers decide differently about one answer; their words would like to be more."""
    record = WRITER.record(UNIT)
    put(tmp_path / "in", "a.toml", reviewed(record, "agreed", HOSTILE[0]))
    put(tmp_path / "in", "b.toml", reviewed(record, "rejected", "Tổ hai", reason=HOSTILE[2]))
    return merged_outcome(plan(tmp_path / "in", tmp_path / "kq"))


@pytest.fixture
def asked_again(tmp_path: Path) -> Outcome:
    """Return a merge in which a conflict that was settled is open again."""
    for version in range(2):
        put(tmp_path / "in", f"{version}.toml", WRITER.record(UNIT, version))
    asked = plan(tmp_path / "in", tmp_path / "kq")
    (one,) = merged_outcome(asked).merged.conflicts
    settled = one._replace(
        keep=one.candidates[0].digest, by="Trần Văn Bình", at="2024-07-15", reason="[b đã ký"
    )
    decide(str(tmp_path / "kq"), [one], settled, "vi")
    put(tmp_path / "in", "2.toml", WRITER.record(UNIT, 2))
    return merged_outcome(asked)


def conflicts(tmp_path: Path, outcome: Outcome, lang: Lang = "vi") -> Stage:
    """Return a stage with the conflicts."""
    return Stage(desk_at(tmp_path, lang, assessor=ME), lambda desk: ConflictsScreen(desk, outcome))


def in_a_row(text: str) -> str:
    """Return what a screen shows with every run of spaces and line ends as one space."""
    return " ".join(text.split())


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("lang", ["vi", "en"])
async def test_reviews_are_settled_side_by_side(
    tmp_path: Path, two_reviewers: Outcome, lang: Lang, size: tuple[int, int]
) -> None:
    """What differs, what the unit answered, what each would give; then who and why; merging again asks nothing."""
    (open_,) = two_reviewers.merged.contested
    app = conflicts(tmp_path, two_reviewers, lang)
    speech = Speech(lang)
    async with app.run_test(size=size) as pilot:
        await settle(app, pilot)
        assert speech("conflicts.about_review", id=ASKED) in shown(app.screen)
        await pilot.press("enter")
        await settle(app, pilot)
        screen = at(app, ConflictScreen)
        told = shown(screen)
        for words in ("conflicts.decision", "conflicts.review_points", "conflicts.review_reason"):
            assert speech(words) in told
        assert speech("review.rejected") in told
        for place in screen.rows:
            assert len({cell.text for cell in screen.cells(place)[2:]}) > 1
        await pilot.press("f")
        await settle(app, pilot)
        assert len(screen.rows) == 2
        await pilot.press("k", "down", "enter", *"dung", "enter")
        await settle(app, pilot)
        await pilot.press("enter")
        await settle(app, pilot)
        assert app.answer == "again"
    again = merged_outcome(two_reviewers.plan).merged
    (settled,) = again.contested
    assert (settled.keep, settled.by, settled.reason) == (open_.candidates[1].digest, ME, "dung")
    assert again.counts["fault"] == 0


@pytest.mark.parametrize("lang", ["vi", "en"])
async def test_open_reviews_are_counted_where_they_lead_to(
    tmp_path: Path, two_reviewers: Outcome, lang: Lang
) -> None:
    """The summary counts them by themselves, and Enter there opens them; without one the row is gone."""
    speech = Speech(lang)
    app = Stage(desk_at(tmp_path, lang), lambda desk: SummaryScreen(desk, two_reviewers))
    async with app.run_test(size=SIZE) as pilot:
        await settle(app, pilot)
        assert f"1 {speech('office.reviews_to_settle')}" in in_a_row(shown(app.screen))
        await pilot.press("enter")
        await settle(app, pilot)
        at(app, ConflictsScreen)
    settled = two_reviewers.merged.contested[0]._replace(keep="x", by="", at="", reason="")
    merged = two_reviewers.merged._replace(contested=(settled,))
    rows = summary_rows(two_reviewers._replace(merged=merged), speech)
    told = [str(row.text) for row in rows]
    assert not [text for text in told if speech("office.reviews_to_settle") in text]
    assert [text for text in told if speech("merge.unsigned") in text]


async def test_the_records_behind_reviews_can_be_looked_at(tmp_path: Path, two_reviewers: Outcome) -> None:
    """L opens either file, read only."""
    app = conflicts(tmp_path, two_reviewers)
    async with app.run_test(size=SIZE) as pilot:
        await settle(app, pilot)
        await pilot.press("enter")
        await settle(app, pilot)
        await pilot.press("l")
        await settle(app, pilot)
        await pilot.press("down", "enter")
        await settle(app, pilot)
        assert at(app, ChecklistScreen).sheet.read_only


async def test_a_problem_of_reviews_leads_to_where_they_are_settled(
    tmp_path: Path, two_reviewers: Outcome
) -> None:
    """Enter on the finding opens the conflicts at that answer."""
    app = Stage(desk_at(tmp_path), lambda desk: ProblemsScreen(desk, two_reviewers, "fault"))
    async with app.run_test(size=SIZE) as pilot:
        await settle(app, pilot)
        await pilot.press("enter")
        await settle(app, pilot)
        screen = at(app, ConflictsScreen)
        assert screen.place is not None
        assert screen.conflicts[screen.place].indicator == ASKED


@pytest.mark.parametrize("size", SIZES)
async def test_a_conflict_asked_again_shows_the_former_decision(
    tmp_path: Path, asked_again: Outcome, size: tuple[int, int]
) -> None:
    """Who had chosen which file, when and why, in the list and side by side."""
    (one,) = asked_again.merged.conflicts
    assert one.former is not None
    app = conflicts(tmp_path, asked_again)
    said = f"Trước đây Trần Văn Bình đã chọn {one.former.file} (15/7/2024): [b đã ký."
    async with app.run_test(size=size) as pilot:
        await settle(app, pilot)
        assert "hỏi lại" in shown(app.screen)
        assert said in in_a_row(shown(app.screen))
        await pilot.press("enter")
        await settle(app, pilot)
        at(app, ConflictScreen)
        assert said in in_a_row(text_of(app.screen, "#list_head"))


async def test_a_decision_is_taken_back_before_leaving(tmp_path: Path, asked_again: Outcome) -> None:
    """Settled and taken back with X: the file is as before, and nothing is offered on leaving."""
    folder = Path(asked_again.merged.folder)
    before = (folder / DECISIONS).read_bytes()
    app = conflicts(tmp_path, asked_again)
    async with app.run_test(size=SIZE) as pilot:
        await settle(app, pilot)
        await pilot.press("k")
        await settle(app, pilot)
        at(app, Keep)
        await pilot.press("enter", *"nham", "enter")
        await settle(app, pilot)
        at(app, Ask)
        await pilot.press("escape")
        await settle(app, pilot)
        (told,) = read_decisions(str(folder / DECISIONS)).values()
        assert told.reason == "nham"
        await pilot.press("x")
        await settle(app, pilot)
        assert "hỏi lại" in shown(app.screen)
        await pilot.press("escape")
        await settle(app, pilot)
        assert app.answer is None
    assert (folder / DECISIONS).read_bytes() == before


async def test_reviews_of_a_set_that_is_gone_are_told(tmp_path: Path, two_reviewers: Outcome) -> None:
    """What cannot be compared is said; the decision is still possible."""
    merged = two_reviewers.merged
    gone = tuple(
        one._replace(
            candidates=tuple(
                each._replace(record="khong-co.toml", file="khong-co.toml") for each in one.candidates
            )
        )
        for one in merged.contested
    )
    app = conflicts(tmp_path, two_reviewers._replace(merged=merged._replace(contested=gone)))
    async with app.run_test(size=SIZE) as pilot:
        await settle(app, pilot)
        await pilot.press("enter")
        await settle(app, pilot)
        assert "Không đọc được các phiếu" in shown(app.screen)
        await pilot.press("k")
        await settle(app, pilot)
        at(app, Keep)


def test_reviews_that_differ_in_figures_show_them(tmp_path: Path) -> None:
    """A value judged anew, its denominator and the points it gives stand side by side; hostile words are harmless."""
    record = WRITER.record(UNIT)
    name = next(name for name, answer in record.answers.items() if answer.of is not None)
    judged = answer_digest(record, name, facts_of(RULES[name]))
    for place, (value, of) in enumerate(((1, 10), (2, 20))):
        review = Review("changed", judged, value=record.answers[name].value, by=f"Tổ {place}")
        figures = review._replace(value=Decimal(value), of=Decimal(of))
        put(tmp_path / "in", f"{place}.toml", record._replace(review={name: figures}))
    outcome = merged_outcome(plan(tmp_path / "in", tmp_path / "kq"))
    (one,) = outcome.merged.contested
    told = review_differences(one, judged_answer(record, WRITER.set, one), Speech("en"))
    by_name = {each.what: each.texts for each in told}
    assert set(by_name["reviewed value"]) == {"1", "2"}
    assert set(by_name["reviewed denominator"]) == {"10", "20"}
    assert "points if kept" not in by_name  # both are a tenth
