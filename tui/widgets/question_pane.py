"""One question: what is asked and what counts, the inputs, and below them the points and why.

Its widgets are made once and show one question after another; inputs are made once for each shape of answer.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.style import Style

from criteria.clean import clean_line, clean_text
from scoring.drafts.paths import Path
from scoring.drafts.questions import Question, Slot, SlotKind
from scoring.drafts.sheet import Sheet
from scoring.drafts.understanding import Unclear, Understood
from scoring.numbers import echo_number
from tui.asking import (
    cited,
    label_of,
    last_time,
    options_of,
    points_shown,
    remarks_on,
    understood,
    why,
)
from tui.speech import Speech
from tui.typing.composing import Composing
from tui.widgets.line_input import LineInput
from tui.widgets.note_input import NoteInput
from tui.widgets.slot_field import Shown, SlotField
from tui.widgets.steady import SteadyRows, SteadyScroll, SteadyText

LOW = 34
"""Rows of a terminal below which the inputs stand right under the question."""
_LEAST_ROWS = 5
_MOST_ROWS = 8
_MOST_ROWS_LOW = 6
_BESIDE = ("not_applicable", "plan", "source", "as_of", "note")
_KINDS: dict[str, SlotKind] = {"as_of": "date"}


class QuestionPane(Vertical):
    """Shows one question of a sheet."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"question--head", "question--pale", "question--aside"}
    DEFAULT_CSS = """
    QuestionPane > SteadyScroll { height: 1fr; padding: 0 1; }
    QuestionPane SteadyText { height: auto; }
    QuestionPane > .question--head { text-style: bold; }
    QuestionPane > .question--pale { color: $foreground 70%; }
    QuestionPane > .question--aside { color: $primary; }
    QuestionPane > .points { min-height: 6; max-height: 7; /* a border and _LEAST_ROWS to _MOST_ROWS_LOW */ padding: 0 1; border-top: solid $primary; }
    """

    def __init__(self, id: str | None = None) -> None:  # noqa: A002 - the name Textual gives it
        super().__init__(id=id)
        self._above = SteadyText()
        self._below = SteadyText()
        self._points = SteadyText("points")
        self._forms: dict[tuple[SlotKind, ...], tuple[SlotField, ...]] = {}
        self._form: tuple[SlotField, ...] = ()
        self._composing: Composing = "off"
        self._room = self._points_rows = 0
        self._shown: tuple[Question, Sheet, Speech] | None = None
        self._was_low = False
        self._beside = {role: SlotField(_KINDS.get(role, "text"), inline=True) for role in _BESIDE}
        self._rough: list[SlotField] = []
        self._fields: dict[Path, SlotField] = {}
        self._body = SteadyScroll()
        self.question: Question | None = None

    def compose(self) -> ComposeResult:
        """Yield the words, the inputs and the points."""
        with self._body:
            yield self._above
            yield self._below
            with SteadyRows():
                yield from self._beside.values()
        yield self._points

    async def show(self, question: Question, sheet: Sheet, speech: Speech) -> None:
        """Show a question; its inputs take what the draft holds."""
        fresh = self.question is None or self.question.key != question.key
        self.question = question
        await self._take_form(question)
        self._fields = {}
        for field, slot in zip(self._form, question.slots, strict=True):
            self._bind(field, slot, sheet, speech)
        await self._bind_beside(question, sheet, speech)
        self._say_words(question, sheet, speech)
        self.show_understood(sheet, speech)
        if fresh:
            self._body.scroll_to(y=0, animate=False, immediate=True, force=True)

    def show_texts(self, sheet: Sheet) -> None:
        """Show what the draft holds now, after an undo or the like."""
        for path, field in self._fields.items():
            field.show_text(sheet.text(path))

    def show_understood(self, sheet: Sheet, speech: Speech) -> None:
        """Show what was understood of every input, the points and why."""
        question = self.question
        if question is None:
            return
        for slot in question.all_slots:
            field = self._fields.get(slot.path)
            if field is None:
                continue
            echo, problem = understood(slot, sheet, speech)
            reading = sheet.reading(slot)
            meant = (
                tuple((typed, echo_number(value, speech.lang)) for typed, value in reading.choices)
                if isinstance(reading, Unclear)
                else ()
            )
            field.say_understood(echo, problem, meant)
            if problem and field.has_focus_within:
                self.call_after_refresh(self._reveal)
        self._show_points([*self._result(question, sheet, speech)])

    def _show_points(self, lines: list[Content]) -> None:
        """Show the points and why; the screen is laid out anew only where they take other rows."""
        if lines == self._points.lines:
            return
        self._points.show(lines, fixed=True)
        rows = len(self._points.rows(self._room)) if self._room else _LEAST_ROWS
        rows = min(max(rows, _LEAST_ROWS), _MOST_ROWS_LOW if self._is_low else _MOST_ROWS)
        grows, self._points_rows = rows != self._points_rows, rows
        if grows:
            self._points.refresh(layout=True)
            self.call_after_refresh(self._reveal)

    def on_resize(self, event: events.Resize) -> None:
        """Note the columns there are for the points, and put the words where there is room for them now."""
        self._room = event.size.width - 2  # asking Textual for it later would lay the screen out
        if self._shown is not None and self._is_low != self._was_low:
            self._say_words(*self._shown)

    @property
    def _is_low(self) -> bool:
        return self.app.size.height < LOW

    def on_descendant_focus(self) -> None:
        """Keep what one types in sight: Textual judges by where it stood before it was last scrolled."""
        self.call_after_refresh(self._reveal)

    @on(SteadyScroll.Laid)
    def _laid(self, event: SteadyScroll.Laid) -> None:
        """Keep what one types in sight: what stands above it may have grown since it got the focus."""
        event.stop()
        self._reveal()

    def _reveal(self) -> None:
        """Keep what one types in sight, with its label."""
        field = next((field for field in self._fields.values() if field.has_focus_within), None)
        if field is not None:
            self._body.scroll_to_widget(field, animate=False, force=True)
            if isinstance(field.input, LineInput):
                field.input.reveal_cursor()

    def focus_first(self) -> bool:
        """Put the cursor into the first input; False where there is none."""
        field = next(iter(self._fields.values()), None)
        return field is not None and self._focus(field)

    def focus_slot(self, path: Path, cursor: int | None = None) -> bool:
        """Put the cursor into an input; False where the question has none such."""
        field = self._fields.get(path)
        if field is None:
            return False
        if cursor is not None and isinstance(field.input, LineInput):
            field.input.cursor_position = cursor
        return self._focus(field)

    def focus_after(self, path: Path) -> bool:
        """Put the cursor into the next input of the answer proper; False where there is none."""
        if self._shown is None:
            return False
        question, sheet, _ = self._shown
        answering = [slot.path for slot in question.slots]
        if path not in answering:
            return False
        ahead = question.slots[answering.index(path) + 1 :]
        answered = [slot.path[:-1] for slot in question.slots if isinstance(sheet.reading(slot), Understood)]
        wanted = (slot for slot in ahead if slot.role != "percent" or slot.path[:-1] not in answered)
        slot = next(wanted, None)
        return slot is not None and self.focus_slot(slot.path)

    def place(self) -> tuple[Path | None, int]:
        """Return the input that has the focus, and its cursor."""
        for path, field in self._fields.items():
            if field.has_focus_within:
                return path, field.input.cursor_position if isinstance(field.input, LineInput) else 0
        return None, 0

    def compose_letters(self, how: Composing) -> None:
        """Let every line compose Vietnamese letters itself, or not."""
        self._composing = how
        for line in self.query(LineInput):
            line.composing = how
        for note in self.query(NoteInput):
            note.composing = how

    def say(self, speech: Speech) -> None:
        """Put the words of the inputs."""
        for field in self.query(SlotField):
            field.say(speech)

    def _focus(self, field: SlotField) -> bool:
        field.input.focus(scroll_visible=False)
        self.call_after_refresh(self._reveal)
        return True

    async def _take_form(self, question: Question) -> None:
        """Show the inputs of the question's shape, made when a question of that shape is first shown."""
        shape = tuple(slot.kind for slot in question.slots)
        form = self._forms.get(shape)
        if form is None:
            form = self._forms[shape] = tuple(SlotField(kind) for kind in shape)
            await self._body.mount_all(form, before=self._below)
            self.compose_letters(self._composing)
        if form is not self._form:
            for field in self._form:
                field.display = False
            for field in form:
                field.display = True
            self._form = form

    async def _bind_beside(self, question: Question, sheet: Sheet, speech: Speech) -> None:
        rough: list[Slot] = []
        wanted = dict.fromkeys(self._beside.values(), False)
        for slot in question.aside:
            if slot.role == "approx":
                rough.append(slot)
            else:
                field = self._beside[slot.role]
                wanted[field] = True
                self._bind(field, slot, sheet, speech)
        for field, shown in wanted.items():
            field.display = shown
        while len(self._rough) < len(rough):
            self._rough.append(SlotField("choice"))
            await self._body.mount(self._rough[-1])
        for place, field in enumerate(self._rough):
            field.display = place < len(rough)
            if place < len(rough):
                self._bind(field, rough[place], sheet, speech)

    def _bind(self, field: SlotField, slot: Slot, sheet: Sheet, speech: Speech) -> None:
        prompt = speech("slot.date_prompt") if slot.kind == "date" else ""
        label = label_of(slot, sheet, speech)
        field.show(Shown(slot.path, label, sheet.text(slot.path), prompt, options_of(slot, speech)))
        field.hold(held=sheet.read_only)
        self._fields[slot.path] = field

    def _say_words(self, question: Question, sheet: Sheet, speech: Speech) -> None:
        """Put the words above the inputs and below them: on a low screen the inputs come right after the question."""
        lang = speech.lang
        code = f"{question.code}  " if question.code else ""
        head = Content(clean_line(f"{code}{question.title.text(lang)}")).stylize(self._visual("head"))
        asked = [] if question.question is None else [Content(clean_text(question.question.text(lang)))]
        help_ = [] if question.help is None else [Content(clean_text(question.help.text(lang)))]
        pale = self._visual("pale")
        more = [
            *help_,
            *(Content(clean_text(line)).stylize(pale) for line in self._about(question, sheet, speech)),
        ]
        last = last_time(question, sheet, speech)
        if last:
            asked.append(Content(clean_line(last)).stylize(pale))
        low = self._was_low = self._is_low
        self._shown = (question, sheet, speech)
        self._above.show([head, *asked, *([] if low else more), *([Content("")] if question.slots else [])])
        beside: list[Content] = []
        if question.aside:
            words = clean_line(speech("question.aside", n=len(sheet.evidence(question))))
            beside = [Content(""), Content(words).stylize(self._visual("aside"))]
        below = [*([Content(""), *more] if low and more else []), *beside]
        self._below.display = bool(below)
        self._below.show(below)

    def _visual(self, name: str) -> Style:
        return self.get_visual_style(f"question--{name}", partial=True)

    def _about(self, question: Question, sheet: Sheet, speech: Speech) -> Iterator[str]:
        lang = speech.lang
        indicator = question.indicator
        if question.by_upper:
            yield speech("question.by_upper")
        if indicator is not None:
            if indicator.exclude is not None:
                yield speech("question.exclude", what=indicator.exclude.text(lang))
            if indicator.reference is not None:
                yield cited(sheet.known, indicator.reference, speech)
            hint = indicator.evidence.hint
            if hint is not None or indicator.evidence.required:
                key = "question.evidence_required" if indicator.evidence.required else "question.evidence"
                yield speech(key, hint="" if hint is None else hint.text(lang))

    def _result(self, question: Question, sheet: Sheet, speech: Speech) -> Iterator[Content]:
        """Yield the lines below the inputs: state, points and why, what is wrong, what is doubtful."""
        state = sheet.state(question)
        line = sheet.line(question)
        if sheet.read_only:
            yield Content(speech("checklist.only_reading")).stylize("bold")
        if line is None:
            yield Content(speech(f"state.{state}"))
        else:
            yield Content.assemble((points_shown(line, speech), "bold"), f"  {speech(f'state.{state}')}")
        for bad, text in remarks_on(question, sheet, speech):
            word = speech("fault.fault" if bad else "fault.warning")
            yield Content.assemble((f"{word}: ", "bold"), clean_line(text))
        if line is not None:
            faulty = state == "faulty" and line.points is None
            yield Content(speech("question.at_fault") if faulty else clean_line(why(line, speech)))
