"""The checklist as a person walks it: the real application, keys only, and what the draft and the record then say."""

import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from decimal import Decimal
from pathlib import Path

import pytest
from strategies.stage import desk_at, type_text
from textual import events
from textual.pilot import Pilot

from criteria.words import Lang
from scoring.drafts.draft import DraftHead
from scoring.drafts.paths import Entries
from scoring.drafts.questions import Question
from scoring.periods import parse_period
from scoring.record import ReportingUnit, SetName
from scoring.store.loading import load_record
from tui.app import DeskApp
from tui.desk import Desk
from tui.screens.checklist import REFRESH, ChecklistScreen
from tui.widgets.question_list import QuestionList
from tui.widgets.question_pane import QuestionPane
from tui.widgets.slot_field import SlotField
from tui.work import Work

ID = "7d0c1c1e-6f5a-4f0e-9d34-0b8a52c1f001"
UNIT = ReportingUnit("00001", "Xã Ví Dụ", "xã")


def started(desk: Desk, entries: Entries | None = None, set_id: str = "xa-ict") -> Work:
    """Begin a draft."""
    period = parse_period("2024-H1")
    assert period is not None
    known = desk.sets.named(set_id, None)
    head = DraftHead(ID, SetName(known.id, known.version, known.digest), UNIT, period, desk.now())
    return Work.start(desk, head, entries or {})


class Walk:
    """A checklist that is open in the real application."""

    def __init__(self, app: DeskApp, pilot: Pilot[int], screen: ChecklistScreen) -> None:
        self.app = app
        self.pilot = pilot
        self.screen = screen
        self.sheet = screen.sheet

    async def press(self, *keys: str) -> None:
        """Press keys, and wait for what they do."""
        await self.pilot.press(*keys)
        await self.settle()

    async def settle(self) -> None:
        """Wait until points and marks have followed."""
        await self.pilot.pause(REFRESH + 0.02)
        await self.pilot.pause()

    async def type(self, text: str) -> None:
        """Type a text."""
        await type_text(self.pilot, text)
        await self.settle()

    async def go(self, code: str) -> Question:
        """Find an indicator by its code, by keys alone."""
        await self.press("ctrl+f")
        await self.type(code)
        await self.press("enter")
        question = self.screen.query_one(QuestionPane).question
        assert question is not None
        return question

    @property
    def shown(self) -> str:
        """Every character on the screen."""
        strips = self.app.screen._compositor.render_strips()  # noqa: SLF001 - what a terminal is sent
        return "\n".join(strip.text for strip in strips)


@asynccontextmanager
async def walking(
    folder: Path,
    lang: Lang = "vi",
    size: tuple[int, int] = (80, 24),
    begin: Callable[[Desk], Work] = started,
) -> AsyncIterator[Walk]:
    """Open a checklist in the application."""
    desk = desk_at(folder, lang, started=True)
    app = DeskApp(desk)
    async with app.run_test(size=size, notifications=True) as pilot:
        screen = ChecklistScreen(desk, begin(desk))
        await app.push_screen(screen)
        await pilot.pause()
        yield Walk(app, pilot, screen)


@pytest.mark.parametrize(
    ("code", "facts", "keys", "value", "points"),
    [
        ("1.1", {"staff": "22"}, ["2", "0"], Decimal(20), "2.27"),
        ("1.3", {}, ["2"], "all_rooms", "1.5"),
        ("1.5", {}, ["1", "2", "3", "4"], None, "2"),
    ],
)
async def test_an_answer_is_scored_as_it_is_typed(
    tmp_path: Path, code: str, facts: dict[str, str], keys: list[str], value: object, points: str
) -> None:
    """The points an answer earns stand underneath it, updated as one types."""
    entries: Entries = {("facts", name, "value"): text for name, text in facts.items()}
    async with walking(tmp_path, begin=lambda desk: started(desk, entries)) as walk:
        await walk.go(code)
        await walk.press(*keys)
        answer = walk.sheet.record.answers[code]
        assert value is None or answer.value == value
        line = walk.sheet.card.line(code)
        assert line is not None
        assert line.points == Decimal(points)
        assert f"{points.replace('.', ',')}/" in walk.shown


async def test_a_hard_fault_is_told_and_not_saved_and_what_was_typed_stays(tmp_path: Path) -> None:
    """Hard faults are explained beside the field and not saved as answers, yet what was typed is kept in the draft."""
    entries: Entries = {("facts", "rooms", "value"): "5", ("facts", "staff", "value"): "22"}
    async with walking(tmp_path, begin=lambda desk: started(desk, entries)) as walk:
        question = await walk.go("1.1")
        await walk.type("hai mươi")
        assert "1.1" not in walk.sheet.record.answers
        assert walk.sheet.text(("answers", "1.1", "value")) == "hai mươi"
        assert walk.sheet.state(question) == "faulty"
        assert "“hai mươi”" in walk.shown


async def test_one_key_goes_to_a_missing_denominator_and_back(tmp_path: Path) -> None:
    """From a rate whose fact is blank a key leads to the fact, and back; the bar says so while there is need for it."""
    async with walking(tmp_path) as walk:
        pane = walk.screen.query_one(QuestionPane)
        await walk.go("1.1")
        assert "Ctrl+G Điền mẫu số" in walk.shown
        await walk.type("20")
        await walk.press("ctrl+g")
        assert pane.question is not None
        assert pane.question.key == ("facts", "staff")
        assert "Ctrl+G Về câu 1.1" in walk.shown
        await walk.press("ctrl+l")
        assert "Ctrl+G Back to 1.1" in walk.shown
        await walk.type("22")
        await walk.press("ctrl+g")
        assert pane.question.key == ("answers", "1.1")
        assert "Ctrl+G" not in walk.shown
        line = walk.sheet.card.line("1.1")
        assert line is not None
        assert line.points == Decimal("2.27")
        await walk.press("ctrl+g", "pagedown", "ctrl+g")  # to check it, and from the next fact back
        assert pane.question.key == ("answers", "1.1")
        await walk.go("1.3")
        await walk.press("ctrl+g")
        assert pane.question.key == ("answers", "1.3")


async def test_undo_and_redo_go_to_where_the_change_was(tmp_path: Path) -> None:
    """Undo and redo for every change; the question it was made in comes back."""
    async with walking(tmp_path) as walk:
        await walk.go("1.3")
        await walk.press("1")
        await walk.go("2.1")
        await walk.press("ctrl+z")
        question = walk.screen.query_one(QuestionPane).question
        assert question is not None
        assert question.code == "1.3"
        assert not walk.sheet.text(("answers", "1.3", "value"))
        await walk.press("ctrl+y")
        assert walk.sheet.text(("answers", "1.3", "value")) == "full"


async def test_f3_goes_from_one_open_question_to_the_next(tmp_path: Path) -> None:
    """One key for the next unanswered one."""
    async with walking(tmp_path) as walk:
        await walk.go("1.3")
        await walk.press("1", "f3")
        assert walk.screen.query_one(QuestionList).key == ("answers", "1.4")


async def test_words_without_marks_find_an_indicator(tmp_path: Path) -> None:
    """`/` finds an indicator by words without marks."""
    async with walking(tmp_path) as walk:
        await walk.press("slash")
        await walk.type("mang noi bo")
        await walk.press("enter")
        question = walk.screen.query_one(QuestionPane).question
        assert question is not None
        assert question.code == "1.3"


async def test_an_unclear_number_is_asked_about(tmp_path: Path) -> None:
    """`1.234` could be two numbers: both are offered, and the choice is typed for the officer."""
    async with walking(tmp_path) as walk:
        await walk.go("1.4")
        await walk.type("1.234")
        assert "1.4" not in walk.sheet.record.answers
        await walk.press("tab", "1")
        assert walk.sheet.record.answers["1.4"].inputs["internet"].value == Decimal(1234)


async def test_a_paste_of_lines_comes_in_whole_and_is_told(tmp_path: Path) -> None:
    """Paste is whole, newlines to spaces, and it says so; what is too long is told, too."""
    async with walking(tmp_path) as walk:
        await walk.go("1.4")
        walk.app.post_message(events.Paste("1\n2\n3"))
        await walk.press("end")
        assert walk.sheet.text(("answers", "1.4", "inputs", "internet", "value")) == "1 2 3"
        assert "dán 3 dòng" in walk.shown
        walk.app.post_message(events.Paste("9" * 5000))
        await walk.press("end")
        assert "nhiều nhất 4000 chữ" in walk.shown


async def test_enter_after_a_numerator_leaves_the_bare_rate_aside(tmp_path: Path) -> None:
    """Enter goes on to the next thing asked: a rate need not be typed where its numerator is known."""
    entries: Entries = {("facts", "staff", "value"): "22"}
    async with walking(tmp_path, begin=lambda desk: started(desk, entries)) as walk:
        await walk.go("1.1")
        await walk.press("2", "1", "enter")
        question = walk.screen.query_one(QuestionPane).question
        assert question is not None
        assert question.code == "1.2"


async def test_a_record_handed_in_is_not_made_a_draft_unasked(tmp_path: Path) -> None:
    """Saving what was changed in a record that was handed in asks first."""
    async with walking(tmp_path) as walk:
        await walk.go("1.3")
        await walk.press("1")
        path = walk.screen.job.submit().path
    async with walking(tmp_path, begin=lambda desk: Work.open_record(desk, path)) as walk:
        assert "ĐÃ NỘP" in walk.shown
        await walk.go("1.3")
        await walk.press("2", "f2", "escape")
        reading = load_record(path).record
        assert reading is not None
        assert (reading.state, reading.answers["1.3"].value) == ("submitted", "full")
        await walk.press("f2", "down", "enter")
        await walk.app.workers.wait_for_complete()
        reading = load_record(path).record
        assert reading is not None
        assert (reading.state, reading.answers["1.3"].value) == ("draft", "all_rooms")


async def test_f2_saves_a_draft_that_reads_back(tmp_path: Path) -> None:
    """An explicit save writes the record, in state draft, with its revision."""
    async with walking(tmp_path) as walk:
        await walk.go("1.3")
        await walk.press("1", "f2")
        await walk.app.workers.wait_for_complete()
        record = load_record(walk.screen.job.path).record
        assert record is not None
        assert (record.state, record.revision, record.answers["1.3"].value) == ("draft", 1, "full")


async def test_the_language_changes_while_a_question_is_open(tmp_path: Path) -> None:
    """Two languages, switchable while running; what was typed stays."""
    async with walking(tmp_path) as walk:
        await walk.go("1.4")
        await walk.type("80")
        await walk.press("ctrl+l")
        await walk.app.workers.wait_for_complete()
        await walk.pilot.pause()
        assert "Broadband and the dedicated state network" in walk.shown
        assert walk.sheet.text(("answers", "1.4", "inputs", "internet", "value")) == "80"


async def test_a_second_window_only_looks(tmp_path: Path) -> None:
    """Two windows on one record: the second is told and opens read-only."""
    desk = desk_at(tmp_path, started=True)
    first = started(desk)
    assert first.journal is not None
    path = first.journal.path
    async with walking(tmp_path, begin=lambda desk: Work.resume(desk, path)) as walk:
        assert walk.screen.job.held
        await walk.go("1.3")
        await walk.press("1")
        assert not walk.sheet.text(("answers", "1.3", "value"))
        assert "CHỈ XEM" in walk.shown
    first.close()


async def test_it_opens_again_where_one_was(tmp_path: Path) -> None:
    """The command “Tiếp tục” opens the same question with the same half-typed word."""
    async with walking(tmp_path) as walk:
        await walk.go("1.4")
        await walk.type("8x")
        job = walk.screen.job
        assert job.journal is not None
        path = job.journal.path
    async with walking(tmp_path, begin=lambda desk: Work.resume(desk, path)) as walk:
        question = walk.screen.query_one(QuestionPane).question
        assert question is not None
        assert question.code == "1.4"
        assert "[8x" in walk.shown
        await walk.press("backspace", "0")
        assert walk.sheet.record.answers["1.4"].inputs["internet"].value == Decimal(80)


def field_of(pane: QuestionPane, question: Question) -> SlotField:
    """Return the first input of the answer proper."""
    return next(field for field in pane.query(SlotField) if field.shown.path == question.slots[0].path)


async def test_what_one_types_in_stays_in_sight_when_words_above_it_grow(tmp_path: Path) -> None:
    """On a low screen the last input is seen before and after a fault is told rows above it."""
    async with walking(tmp_path) as walk:
        question = await walk.go("5.3")
        pane = walk.screen.query_one(QuestionPane)
        plan = next(slot for slot in question.aside if slot.role == "plan")
        assert pane.focus_slot(plan.path)
        await walk.settle()
        assert "Dự kiến, kế hoạch" in walk.shown
        field_of(pane, question).say_understood("", "Tử số lớn hơn mẫu số. " * 12)
        await walk.settle()
        assert "Dự kiến, kế hoạch" in walk.shown


async def test_a_long_echo_is_cut_and_leaves_the_fences_of_the_line(tmp_path: Path) -> None:
    """What is understood takes the rest of its row and no more."""
    async with walking(tmp_path) as walk:
        question = await walk.go("5.3")
        field_of(walk.screen.query_one(QuestionPane), question).say_understood(
            "= 3 trường theo số liệu chung của xã ghi ở trang đầu của phiếu này", ""
        )
        await walk.settle()
        assert re.search(r"\[ +\] = 3 trường .*…", walk.shown), walk.shown
