"""Handing in by keys: what is listed, where it leads, what is written, and what a failure says."""

from collections.abc import Mapping
from pathlib import Path as File

import pytest
from strategies.jobs import FULL, PART, opened
from strategies.stage import HOSTILE, NOTHING, SIZE, Stage, desk_at, shown
from textual.pilot import Pilot
from textual.widgets import OptionList

from criteria.clean import clean_line
from criteria.rules import Given
from criteria.words import Lang
from scoring.drafts.paths import FRONT, Path
from scoring.outcome import Unscored
from scoring.store.loading import load_record
from tui.desk import Desk
from tui.screens.confirm import Ask
from tui.screens.saved import SavedScreen
from tui.screens.submit import HANDED_IN, SubmitScreen
from tui.widgets.told_list import ToldList
from tui.work import Work

Texts = Mapping[Path, str]


class Desktop(Stage):
    """A stage with the draft it hands in.

    Attributes:
        job: The draft.
    """

    job: Work


def staged(tmp_path: File, sample: File = FULL, entries: Texts | None = None, lang: Lang = "vi") -> Desktop:
    """Return a stage on which a record is gone over."""

    def make(desk: Desk) -> SubmitScreen:
        app.job = opened(desk, sample, entries)
        return SubmitScreen(desk, app.job)

    app = Desktop(desk_at(tmp_path, lang), make)
    return app


async def settle(app: Stage, pilot: Pilot[object]) -> None:
    """Wait until the workers are done and what they told is shown."""
    await pilot.pause()
    await app.workers.wait_for_complete()
    await pilot.pause()


def headings(app: Stage) -> list[str]:
    """Return the headings of the list."""
    told = app.screen.query_one(ToldList).told
    return [row.text.plain for row in told if row.heading and row.text.plain]


async def test_what_is_not_understood_comes_first_and_blocks(tmp_path: File) -> None:
    """Typed text that is not understood stands first, under the cursor; the record cannot be handed in with it."""
    app = staged(tmp_path, entries={("answers", "1.1", "value"): "hai mươi"})
    async with app.run_test(size=SIZE) as pilot:
        await settle(app, pilot)
        assert [heading.split(" (")[0] for heading in headings(app)] == [
            "Báo cáo gửi kèm phiếu",
            "Phải sửa trước khi nộp",
            "Cần xem lại",
        ]
        assert "“hai mươi” không phải là một con số." in shown(app.screen)
        await pilot.press("f9")
        await pilot.pause()
        assert isinstance(app.screen, SubmitScreen)
        await pilot.press("enter")
        await pilot.pause()
        assert app.answer == ("answers", "1.1")
    app.job.close()


async def test_unanswered_unconfirmed_and_doubtful_are_parted(tmp_path: File) -> None:
    """What is unanswered, not confirmed and doubtful stands under headings of its own, with how many there are."""
    entries: Texts = {("carried", "answers", "3.8"): "2023-H1", ("answers", "1.3", "plan"): "Quý IV"}
    app = staged(tmp_path, PART, entries)
    async with app.run_test(size=SIZE) as pilot:
        await settle(app, pilot)
        parts = [heading.split(" (")[0] for heading in headings(app)]
        assert parts == [
            "Báo cáo gửi kèm phiếu",
            "Chưa trả lời",
            "Mang từ kỳ trước sang, chưa xác nhận",
            "Cần xem lại",
            "Thiếu minh chứng",
        ]
        assert "chưa xác nhận 1" in shown(app.screen)
    app.job.close()


async def test_what_is_unanswered_is_counted_as_on_the_card(tmp_path: File) -> None:
    """The heading parts scored indicators, which the card counts too, from the others and from facts."""
    app = staged(tmp_path, PART)
    async with app.run_test(size=SIZE) as pilot:
        await settle(app, pilot)
        (heading,) = [heading for heading in headings(app) if heading.startswith("Chưa trả lời")]
        remarks = [remark for remark in app.job.sheet.remarks() if remark.fault.code == "R524"]
        blank = [
            line
            for line in app.job.sheet.card.lines
            if line.indicator.in_maximum and isinstance(line.outcome, Unscored)
        ]
        upper = [line for line in blank if isinstance(line.rule, Given)]
        assert heading.startswith(
            f"Chưa trả lời ({len(remarks)}) – {len(blank) - len(upper)} chỉ số tính điểm, "
        )
        assert len(upper) == 1
    app.job.close()


@pytest.mark.parametrize("lang", ["vi", "en"])
async def test_the_front_page_is_shown_and_can_be_gone_to(tmp_path: File, lang: Lang) -> None:
    """Number, date and approver stand at the top; Enter goes to the front page."""
    app = staged(tmp_path, lang=lang)
    async with app.run_test(size=SIZE) as pilot:
        await settle(app, pilot)
        for text in ("45/BC-UBND", "3/7/2024", "Chủ tịch UBND xã (giả lập)"):
            assert text in shown(app.screen)
        await pilot.press("enter")
        await pilot.pause()
        assert app.answer == FRONT
    app.job.close()


@pytest.mark.parametrize("lang", ["vi", "en"])
async def test_handing_in_takes_two_steps_and_writes_the_record(tmp_path: File, lang: Lang) -> None:
    """F9 asks and says what is written where; only the second step writes, and the file is then handed in."""
    app = staged(tmp_path, lang=lang)
    async with app.run_test(size=SIZE) as pilot:
        await settle(app, pilot)
        path = app.job.path
        before = path.read_bytes()
        total = app.job.sheet.card.totals.points
        await pilot.press("f9")
        await pilot.pause()
        assert isinstance(app.screen, Ask)
        assert path.name in shown(app.screen)
        assert path.read_bytes() == before
        listed = app.screen.query_one(OptionList)
        await pilot.press(*["down"] * listed.get_option_index("hand_in"), "enter")
        await settle(app, pilot)
        assert isinstance(app.screen, SavedScreen)
        record = load_record(path).record
        assert record is not None
        assert record.state == "submitted"
        assert record.result is not None
        assert record.result.points == total
        assert app.answer is NOTHING
        await pilot.press("escape")
        await pilot.pause()
        assert app.answer == HANDED_IN


async def test_thinking_again_writes_nothing(tmp_path: File) -> None:
    """Escape at the second step, and again, goes back with nothing written."""
    app = staged(tmp_path)
    async with app.run_test(size=SIZE) as pilot:
        await settle(app, pilot)
        before = app.job.path.read_bytes()
        await pilot.press("f9", "escape")
        await pilot.pause()
        assert isinstance(app.screen, SubmitScreen)
        await pilot.press("escape")
        await pilot.pause()
        assert app.answer is None
        assert app.job.path.read_bytes() == before
    app.job.close()


async def test_a_failure_is_told_in_words_and_can_be_tried_again(tmp_path: File) -> None:
    """A disk that refuses: the fault in words, the draft as it was, and a second try that works."""
    app = staged(tmp_path)
    async with app.run_test(size=SIZE) as pilot:
        await settle(app, pilot)
        path = app.job.path
        aside = path.with_suffix(".cu")
        path.rename(aside)
        path.mkdir()
        entries = dict(app.job.sheet.draft.entries)
        await pilot.press("f9")
        await pilot.pause()
        place = app.screen.query_one(OptionList).get_option_index("hand_in")
        await pilot.press(*["down"] * place, "enter")
        await settle(app, pilot)
        assert isinstance(app.screen, Ask)
        assert "Chưa nộp được" in shown(app.screen)
        assert "vẫn còn nguyên" in shown(app.screen)
        assert dict(app.job.sheet.draft.entries) == entries
        path.rmdir()
        aside.rename(path)
        await pilot.press("enter")
        await settle(app, pilot)
        assert isinstance(app.screen, SavedScreen)
    record = load_record(path).record
    assert record is not None
    assert record.state == "submitted"


async def test_missing_evidence_is_listed_with_its_answer(tmp_path: File) -> None:
    """A file named as evidence that is not beside the record is listed, in the place of its question."""
    app = staged(tmp_path)
    async with app.run_test(size=SIZE) as pilot:
        await settle(app, pilot)
        told = app.screen.query_one(ToldList).told
        goals = [row.goal for row in told if "minh-chung/" in "".join(more.plain for more in row.more)]
        assert ("answers", "1.7") in goals
        places = [question.key for question in app.job.sheet.questions]
        assert goals == sorted(goals, key=lambda goal: places.index(goal or ()))
    app.job.close()


async def test_the_language_changes_at_every_step(tmp_path: File) -> None:
    """The words of the list and of the question change while they are shown."""
    app = staged(tmp_path)
    async with app.run_test(size=SIZE) as pilot:
        await settle(app, pilot)
        await pilot.press("ctrl+l")
        await pilot.pause()
        assert "The report it goes with" in headings(app)
        await pilot.press("f9")
        await pilot.pause()
        assert "Hand in the record of Xã Ví Dụ" in shown(app.screen)
    app.job.close()


async def test_text_of_a_record_is_shown_as_text(tmp_path: File) -> None:
    """Typed text that a terminal or a markup parser would obey stands there letter by letter."""
    hostile = " ".join(HOSTILE)
    entries: Texts = {("submission", "number"): hostile, ("answers", "1.1", "value"): HOSTILE[2]}
    app = staged(tmp_path, entries=entries)
    async with app.run_test(size=(160, 40)) as pilot:
        await settle(app, pilot)
        assert clean_line(hostile) in shown(app.screen)
        assert HOSTILE[2] in shown(app.screen)
        assert "\x1b" not in shown(app.screen)
    app.job.close()
