"""The checklist: the questions at the left, one of them in the middle, the total always in view."""

from __future__ import annotations

from collections.abc import Iterator
from time import monotonic
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.content import Content
from textual.message import Message
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Static

from criteria.faults import FaultError
from scoring.drafts.draft import Place
from scoring.drafts.paths import FRONT, Path, question_key
from scoring.drafts.questions import Question
from scoring.numbers import print_percent, print_points
from scoring.periods import title
from tui.asking import MARKS
from tui.commands import keys_of
from tui.desk import Desk
from tui.screens.base import DeskScreen
from tui.screens.confirm import Ask
from tui.screens.detour import Detour
from tui.screens.finder import Finder, Found
from tui.widgets.bar import CommandBar, Hint
from tui.widgets.messages import PastedLines, TooLong
from tui.widgets.question_list import QuestionList, Row
from tui.widgets.question_pane import QuestionPane
from tui.widgets.slot_field import SlotField
from tui.work import CHANGED_ON_DISK, Work

_ROOMY = 100
"""Columns from which the percentage fits beside the points."""
REFRESH = 0.1
"""Seconds after the last key until points and marks follow: keys themselves are shown first."""
_SOON = 0.001
REFRESH_AT_LAST = 0.4
"""Seconds after the first key until they follow all the same."""


class ChecklistScreen(DeskScreen[None]):
    """Walks through one draft.

    Args:
        desk: What the screens work with.
        job: The draft, with its journal and its file.
    """

    USES: ClassVar[tuple[str, ...]] = (
        *("next_open", "evidence", "card", "submit", "save", "find", "other_side", "confirm", "back"),
        *("not_applicable", "next", "previous", "undo", "redo", "find_here", "clear", "change_set"),
        "denominator",
    )
    HELP = "help_screen.checklist"
    CSS_PATH = "checklist.tcss"

    class Troubled(Message):
        """The draft cannot be written, or can be again.

        Attributes:
            error: Why it cannot; None once it can.
        """

        def __init__(self, error: FaultError | None) -> None:
            super().__init__()
            self.error = error

    def __init__(self, desk: Desk, job: Work) -> None:
        super().__init__(desk)
        self.job = job
        self.sheet = job.sheet
        self._list = QuestionList(id="questions")
        self._pane = QuestionPane(id="question")
        self._total = Static("", id="total", markup=False)
        self._due: Timer | None = None
        self._late = 0.0
        self._detour = Detour()
        self._way = ""

    def compose_body(self) -> ComposeResult:
        """Yield total, list and question."""
        yield self._total
        yield self._list
        yield self._pane

    async def on_mount(self) -> None:  # type: ignore[override]  # Textual awaits it either way
        """Open where one was."""
        self.job.on_trouble = self._trouble
        place = self.sheet.draft.place
        key = self._known(place.question if place is not None else FRONT)
        self.say()
        self._list.go(key)
        await self._open(key)
        self._pane.compose_letters(self.desk.settings.typing)
        if place is None or place.slot is None or not self._pane.focus_slot(place.slot):
            self._list.focus()
        self._greet()

    def _greet(self) -> None:
        if self.job.held:
            self.tell(self.speech("checklist.held"), bad=True)
        for fault in self.job.faults:
            if fault.code != "D501":  # that another window has it is told already
                self.tell_fault(fault)
        if self.job.newer is not None:
            self.tell(self.speech("checklist.newer_set", version=self.job.newer))

    def on_unmount(self) -> None:
        """Leave nothing unwritten."""
        self.job.close()

    def say(self) -> None:
        """Put every word."""
        super().say()
        self._pane.say(self.speech)
        self._show_list()
        self._show_total()
        question = self._pane.question
        if question is not None:
            self._show_way(question)
            self.run_worker(self._open(question.key), exclusive=True, group="question")

    def hints(self) -> Iterator[Hint]:
        """Yield what the bar shows; before all else the way to a denominator that is missing, or back from it."""
        if self._way:
            yield Hint(keys_of("denominator", self.desk.settings.keys), self._way)
        yield from super().hints()

    def _show_way(self, question: Question) -> None:
        way = self._detour.hint(question, self.sheet, self.speech)
        if way != self._way:
            self._way = way
            self.query_one(CommandBar).show([*self.hints()])

    def _known(self, key: Path) -> Path:
        keys = [question.key for question in self.sheet.questions]
        return key if key in keys else FRONT

    async def _open(self, key: Path) -> None:
        await self._pane.show(self.sheet.question(key), self.sheet, self.speech)

    # --- walking

    @on(QuestionList.Moved)
    async def _moved(self, event: QuestionList.Moved) -> None:
        await self._open(event.key)
        self._list.draw_cursor()
        self._note_place()

    @on(QuestionList.Entered)
    def _entered(self, event: QuestionList.Entered) -> None:
        event.stop()
        self._pane.focus_first()
        self._note_place()

    async def go_to(self, key: Path, *, answer: bool = True) -> None:
        """Open a question, and put the cursor into its first input."""
        self._list.go(key)
        await self._open(key)
        if not (answer and self._pane.focus_first()):
            self._list.focus()
        self._note_place()

    def _note_place(self) -> None:
        question = self._pane.question
        if question is not None:
            slot, cursor = self._pane.place()
            self.sheet.go(Place(question.key, slot, cursor))
            self._show_way(question)

    def set_focus(
        self,
        widget: Widget | None,
        scroll_visible: bool = True,  # noqa: FBT001, FBT002 - as Textual calls it
        from_app_focus: bool = False,  # noqa: FBT001, FBT002 - likewise
    ) -> None:
        """Focus a widget; the pane itself scrolls to it, and only where it has to."""
        del scroll_visible
        super().set_focus(widget, scroll_visible=False, from_app_focus=from_app_focus)

    def on_descendant_focus(self) -> None:
        """Note which input one is in."""
        self._note_place()

    @on(SlotField.Finished)
    async def _finished(self, event: SlotField.Finished) -> None:
        event.stop()
        if not self._pane.focus_after(event.path):
            await self.action_next()

    async def action_next(self) -> None:
        """Open the next question."""
        await self._step(1)

    async def action_previous(self) -> None:
        """Open the question before."""
        await self._step(-1)

    async def _step(self, by: int) -> None:
        keys = [question.key for question in self.sheet.questions]
        at = keys.index(self._key()) + by
        if 0 <= at < len(keys):
            await self.go_to(keys[at], answer=self.focused is not self._list)

    async def action_next_open(self) -> None:
        """Open the next question without an answer."""
        question = self.sheet.next_open(self._key())
        if question is None:
            self.tell(self.speech("checklist.all_answered"))
        else:
            await self.go_to(question.key)

    async def action_denominator(self) -> None:
        """Go to the fact a figure is set against, and from there back."""
        goal = self._detour.take(self._question(), self.sheet)
        if goal is None:
            self.tell(self.speech("checklist.no_denominator"))
        else:
            await self.go_to(goal)

    def action_other_side(self) -> None:
        """Go from the list to the question, and back."""
        if self.focused is self._list:
            self._pane.focus_first()
        else:
            self._list.focus()

    def action_find(self) -> None:
        """Find an indicator by words or code."""
        self.app.push_screen(
            Finder(self.desk, "checklist.find", self._found, "/".join(self._key())), self._take_found
        )

    def action_find_here(self) -> None:
        """Find an indicator, where `/` is no letter that is typed."""
        self.action_find()

    def _found(self, text: str) -> list[Found]:
        found = self.sheet.find(text) if text.strip() else self.sheet.questions
        lang = self.speech.lang
        return [
            Found(
                "/".join(question.key),
                f"{question.code} {question.title.text(lang)}".strip(),
                self.speech(f"state.{self.sheet.state(question)}"),
            )
            for question in found
        ]

    async def _take_found(self, found: str | None) -> None:
        if found is not None:
            await self.go_to(tuple(found.split("/")))

    async def _take_jump(self, key: Path | None) -> None:
        self._refresh()
        if key is not None:
            await self.go_to(key)

    # --- answering

    @on(SlotField.Answered)
    def _answered(self, event: SlotField.Answered) -> None:
        event.stop()
        changed = (
            self.sheet.type(event.path, event.text)
            if event.typed
            else self.sheet.put({event.path: event.text})
        )
        if changed:
            self._refresh_soon()

    @on(PastedLines)
    def _pasted(self, event: PastedLines) -> None:
        event.stop()
        self.tell(self.speech("input.pasted_lines", n=event.lines))

    @on(TooLong)
    def _too_long(self, event: TooLong) -> None:
        event.stop()
        self.tell(self.speech("input.too_long", n=event.most), bad=True)

    def _refresh_soon(self) -> None:
        now = monotonic()
        if self._due is None:
            self._late = now + REFRESH_AT_LAST
        else:
            self._due.stop()
        self._due = self.set_timer(max(min(REFRESH, self._late - now), _SOON), self._refresh)

    def _refresh(self) -> None:
        if self._due is not None:
            self._due.stop()
            self._due = None
        self._pane.show_understood(self.sheet, self.speech)
        self._show_list()
        self._show_total()
        self._note_place()

    async def action_undo(self) -> None:
        """Take the last change back."""
        await self._show_turned(self.sheet.undo(), "checklist.nothing_to_undo")

    async def action_redo(self) -> None:
        """Make the change taken back again."""
        await self._show_turned(self.sheet.redo(), "checklist.nothing_to_redo")

    async def _show_turned(self, path: Path | None, nothing: str) -> None:
        if path is None:
            self.tell(self.speech(nothing))
            return
        key = self._known(question_key(path))
        if key != self._key():
            await self.go_to(key, answer=False)
        else:
            await self._open(key)
        self._pane.show_texts(self.sheet)
        self._pane.focus_slot(path)
        self._refresh()

    async def action_clear(self) -> None:
        """Take the answer of this question away; undo brings it back."""
        if self.sheet.clear(self._question()):
            await self._open(self._key())
            self._pane.focus_first()
            self._refresh()
            self.tell(self.speech("checklist.cleared"))

    async def action_confirm(self) -> None:
        """Confirm an answer brought from the last period, and go on to the next that waits."""
        question = self._question()
        if not self.sheet.confirm(question):
            self.tell(self.speech("checklist.nothing_to_confirm"))
            return
        self._refresh()
        ahead = self.sheet.next_open(question.key)
        if ahead is not None:
            await self.go_to(ahead.key)

    def action_not_applicable(self) -> None:
        """Go to the reason why the question does not apply."""
        if not self._pane.focus_slot((*self._key(), "not_applicable")):
            self.tell(self.speech("checklist.must_apply"), bad=True)

    # --- other screens

    def action_evidence(self) -> None:
        """List the documents behind the answer."""
        from tui.screens.evidence import EvidenceScreen  # noqa: PLC0415 - opened when asked for

        question = self._question()
        if question.key == FRONT:
            self.tell(self.speech("checklist.no_evidence_here"))
            return
        self.app.push_screen(EvidenceScreen(self.desk, self.job, question), self._back_from_evidence)

    async def _back_from_evidence(self, _: object) -> None:
        await self._open(self._key())
        self._refresh()

    def action_card(self) -> None:
        """Show the score card."""
        from tui.screens.card import CardScreen  # noqa: PLC0415 - likewise

        self.app.push_screen(CardScreen(self.desk, self.sheet), self._take_jump)

    def action_submit(self) -> None:
        """Go over everything once more and hand the record in."""
        from tui.screens.submit import HANDED_IN, SubmitScreen  # noqa: PLC0415 - likewise

        if self.sheet.read_only:
            self.tell(self.speech("checklist.held"), bad=True)
            return

        async def after(key: Path | None) -> None:
            if key == HANDED_IN:
                self.dismiss(None)
            else:
                await self._take_jump(key)

        self.app.push_screen(SubmitScreen(self.desk, self.job), after)

    def action_change_set(self) -> None:
        """Show what a newer version of the set would change, and make the change if asked to."""
        from tui.screens.set_change import SetChangeScreen  # noqa: PLC0415 - likewise

        try:
            amendment = self.job.amendment()
        except FaultError as error:
            self._not_saved(error)
            return
        if amendment is None:
            self.tell(self.speech("checklist.no_newer_set"))
            return

        async def after(agreed: bool | None) -> None:  # noqa: FBT001 - what the screen answers
            if agreed:
                try:
                    self.job.amend(amendment)
                except FaultError as error:
                    self._not_saved(error)
                key = self._key()
                self.sheet = self.job.sheet
                await self.go_to(self._known(key))
                self._refresh()

        self.app.push_screen(
            SetChangeScreen(self.desk, amendment, self.sheet.known, self.job.newest_set), after
        )

    # --- saving

    def action_save(self) -> None:
        """Save the record as a draft."""
        if self.sheet.read_only:
            self.tell(self.speech("checklist.held"), bad=True)
        elif self._is_handed_in:
            self.app.push_screen(
                Ask(self.desk, self.speech("checklist.handed_in"), ("cancel", "as_draft")),
                self._save_as_draft,
            )
        else:
            self._save()

    @property
    def _is_handed_in(self) -> bool:
        """Whether the record's file stands as handed in, or as reviewed."""
        return self.sheet.base is not None and self.sheet.base.state != "draft"

    def _save_as_draft(self, answer: str | None) -> None:
        if answer == "as_draft":
            self._save()

    @work(thread=True, exclusive=True, group="save")
    def _save(self) -> None:
        try:
            self.job.save()
        except FaultError as error:
            self.app.call_from_thread(self._not_saved, error)
        else:
            self.app.call_from_thread(self._saved)

    def _saved(self) -> None:
        self.tell(self.speech("checklist.saved", file=str(self.job.path)))
        self._show_total()

    def _not_saved(self, error: FaultError) -> None:
        for fault in error.faults:
            self.tell_fault(fault)
        if any(fault.code in CHANGED_ON_DISK for fault in error.faults):
            self.app.push_screen(
                Ask(self.desk, self.speech("checklist.changed_on_disk"), ("save_beside", "cancel")),
                self._save_beside,
            )

    def _save_beside(self, answer: str | None) -> None:
        if answer == "save_beside":
            try:
                saved = self.job.save_beside()
            except FaultError as error:
                for fault in error.faults:
                    self.tell_fault(fault)
            else:
                self.tell(self.speech("checklist.saved", file=str(saved.path)))

    def _trouble(self, error: FaultError | None) -> None:
        """Say that the draft cannot be written, from whatever thread it comes."""
        self.post_message(self.Troubled(error))

    @on(Troubled)
    def _show_trouble(self, event: Troubled) -> None:
        self._show_total()
        if event.error is not None:
            for fault in event.error.faults:
                self.tell_fault(fault)

    # --- what is always in view

    def _key(self) -> Path:
        return self._question().key

    def _question(self) -> Question:
        return self._pane.question or self.sheet.question(FRONT)

    def _show_list(self) -> None:
        self._list.show([*self._rows()])

    def _rows(self) -> Iterator[Row]:
        lang = self.speech.lang
        section = ""
        titles = {pillar.id: f"{pillar.id}. {pillar.title.text(lang)}" for pillar in self.sheet.known.pillars}
        for question in self.sheet.questions:
            if question.section != section:
                section = question.section
                yield Row((), "", titles.get(section) or self.speech(f"checklist.section_{section}"))
            mark, tone = MARKS[self.sheet.state(question)]
            yield Row(question.key, mark, f"{question.code} {question.title.text(lang)}".strip(), tone)

    def _show_total(self) -> None:
        card, lang = self.sheet.card, self.speech.lang
        record = self.sheet.draft.head
        self.title_text(
            record.unit.name,
            self._kept(),
            f"{title(record.period, lang)} · {self.sheet.known.id} {self.sheet.known.version}",
        )
        totals, coverage = card.totals, card.coverage
        percent = totals.percent
        if card.band is not None:
            band = card.band.title.text(lang)
        elif not card.enough:
            band = self.speech("card.not_enough_short")
        else:
            band = self.speech("checklist.no_band")
        waiting = sum(path[0] == "carried" for path in self.sheet.draft.entries)
        narrow = self.app.size.width < _ROOMY
        shown = "" if percent is None else print_percent(percent, lang=lang)
        filled = 0 if percent is None else int(percent / 10)
        bar = f" [{'#' * filled:.<10}]  "
        bar = ("  " if waiting else bar) if narrow else f" {shown}{bar}"
        self._total.update(
            Content.assemble(
                (
                    self.speech(
                        "checklist.points",
                        points=print_points(totals.points, lang),
                        max=print_points(totals.max, lang),
                    ),
                    "bold",
                ),
                bar,
                self.speech("checklist.coverage", answered=coverage.answered, asked=coverage.asked),
                f" {self.speech('checklist.waiting', n=waiting)}" if waiting else "",
                "  ",
                self.speech("checklist.band", band=band),
            )
        )

    def _kept(self) -> str:
        if self.sheet.read_only:
            return self.speech("checklist.read_only")
        if self.job.trouble:
            return self.speech("checklist.not_kept")
        return self.speech("checklist.was_handed_in" if self._is_handed_in else "checklist.kept")
