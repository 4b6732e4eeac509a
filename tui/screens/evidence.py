"""The documents behind an answer: number, date, title, the file, and whether it is still what it was."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path as FilePath
from typing import ClassVar

from textual import events, on, work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.worker import get_current_worker

from criteria.clean import clean_line
from criteria.faults import Fault
from scoring.drafts.questions import Question
from scoring.drafts.understanding import Understood, faulty
from tui.desk import Desk
from tui.screens.base import DeskScreen
from tui.screens.confirm import Ask
from tui.screens.evidence_files import Document, State, look_at_files
from tui.screens.evidence_rows import FIELDS, Documents
from tui.screens.evidence_transfer import Ended, FileTransfers, Transfer, copying, noting
from tui.screens.pick_file import PickFile
from tui.widgets.line_input import LineInput
from tui.widgets.messages import Typed
from tui.widgets.told_list import Told, ToldList
from tui.work import Work


class EvidenceScreen(DeskScreen[None]):
    """Lists and edits the documents of one question; every change is a step of the draft, and can be undone.

    Args:
        desk: What the screens work with.
        job: The draft.
        question: The question: an indicator or a fact.
    """

    CSS_PATH = "evidence.tcss"
    USES: ClassVar[tuple[str, ...]] = (
        *("back", "add", "pick_file", "copy_beside", "remove", "open"),
        *("undo", "redo"),
    )
    HELP = "help_screen.evidence"

    def __init__(self, desk: Desk, job: Work, question: Question) -> None:
        super().__init__(desk)
        self.job = job
        self.sheet = job.sheet
        self.question = question
        self._documents = Documents(job.sheet, question)
        self._files = FileTransfers(self, self._show_said, self._ended)
        self._row: int | None = None
        self._new: int | None = None
        self._states: dict[Document, State] = {}
        self._picked: dict[int, FilePath] = {}
        self._folder = FilePath.home()
        self._fault = ""
        self._date_fault: Fault | None = None

    def compose_body(self) -> ComposeResult:
        """Yield the hint, the list, and the fields of the document under the cursor."""
        yield Static("", id="evidence_hint", markup=False)
        yield ToldList(id="evidence_list")
        with Vertical(id="evidence_fields"):
            for name in FIELDS:
                with Horizontal():
                    yield Static("", id=f"evidence_{name}_label", classes="label", markup=False)
                    yield LineInput(
                        id=f"evidence_{name}",
                        composing="off" if name in {"date", "file"} else self.desk.settings.typing,
                        read_only=self.sheet.read_only,
                    )
                    if name == "date":
                        yield Static("", id="evidence_echo", classes="echo", markup=False)
        yield Static("", id="evidence_said", markup=False)

    def on_mount(self) -> None:
        """Let the keys move in the list, and look at the files."""
        self.query_one(ToldList).focus()
        self._look()

    # --- words

    def say(self) -> None:
        """Put the words."""
        super().say()
        speech, question = self.speech, self.question
        named = f"{question.code} {question.title.text(speech.lang)}".strip()
        self.title_text(speech("evidence.title", question=clean_line(named)))
        self.query_one("#evidence_hint", Static).update(Content("\n").join([*self._hint()]))
        for name in FIELDS:
            self._label(name).update(speech(f"evidence.field_{name}"))
        self._field("date").ask(speech("input.date"))
        self._field("file").ask(speech("evidence.file_prompt"))
        self._show_list()
        self._show_said()

    def _hint(self) -> Iterator[Content]:
        speech, indicator = self.speech, self.question.indicator
        wanted = None if indicator is None else indicator.evidence
        required = wanted is not None and wanted.required
        yield Content.assemble((speech("evidence.required" if required else "evidence.optional"), "bold"))
        if wanted is not None and wanted.hint is not None:
            yield Content(speech("evidence.hint", hint=clean_line(wanted.hint.text(speech.lang))))

    def _show_list(self) -> None:
        told = self.query_one(ToldList)
        told.tell(self._told() or [Told(Content(self.speech("evidence.none")))])
        self._row = None if told.goal is None else int(told.goal[0])
        self._show_fields()

    def _told(self) -> list[Told]:
        documents, speech = self._documents, self.speech
        return [
            documents.told(number, row, self._states.get(documents.file(row)), speech)
            for number, row in enumerate(self._rows(), 1)
        ]

    def _show_fields(self) -> None:
        shown = self._row is not None
        self.query_one("#evidence_fields").display = shown
        if self._row is None:
            return
        for name in FIELDS:
            field, text = self._field(name), self._documents.text(self._row, name)
            if field.value != text:
                field.show(text)
        self._show_date()

    def _show_date(self) -> None:
        if self._row is None:
            return
        reading = self.sheet.reading(self._documents.slot(self._row, "date"))
        self._date_fault = faulty(reading)
        echo = reading.echo(self.speech.lang) if isinstance(reading, Understood) else ""
        self.query_one("#evidence_echo", Static).update(Content("(!)" if self._date_fault else echo))
        self._show_said()

    def _show_said(self) -> None:
        said, bad = self._fault, True
        if self._files.is_busy:
            said, bad = self.speech("evidence.busy", percent=self._files.percent), False
        elif not said and self._date_fault is not None and self._row is not None:
            said = clean_line(self._date_fault.message(self.speech.lang))
        shown = self.query_one("#evidence_said", Static)
        shown.set_class(bad and bool(said), "-bad")
        shown.update(Content(said))

    # --- what the draft has

    def _rows(self) -> list[int]:
        rows = [*self._documents.numbers]
        if self._new is not None and self._new not in rows:
            rows.append(self._new)
        return rows

    def _field(self, name: str) -> LineInput:
        return self.query_one(f"#evidence_{name}", LineInput)

    def _label(self, name: str) -> Static:
        return self.query_one(f"#evidence_{name}_label", Static)

    # --- moving

    @on(OptionList.OptionHighlighted)
    def _moved(self, event: OptionList.OptionHighlighted) -> None:
        event.stop()
        goal = self.query_one(ToldList).goal
        row = None if goal is None else int(goal[0])
        if row != self._row:  # the list is also told anew as one types: what is typed meanwhile must stand
            self._row = row
            self._show_fields()

    @on(ToldList.Followed)
    def _edit(self, event: ToldList.Followed) -> None:
        event.stop()
        self._field("number").focus()

    @on(Input.Submitted)
    def _next_field(self, event: Input.Submitted) -> None:
        event.stop()
        names = [f"evidence_{name}" for name in FIELDS]
        at = names.index(event.input.id or "") + 1
        if at < len(names):
            self.query_one(f"#{names[at]}").focus()
        else:
            self.query_one(ToldList).focus()

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Mark the field one is in by its label too."""
        for name in FIELDS:
            self._label(name).set_class(event.widget is self._field(name), "-here")

    def action_open(self) -> None:
        """Go to the fields of the document under the cursor."""
        self.query_one(ToldList).action_select()

    def action_back(self) -> None:
        """Stop what is being done to a file; else leave the field; else leave the screen."""
        told = self.query_one(ToldList)
        if self._files.is_busy:
            self._files.stop()
        elif self.focused is not told:
            told.focus()
        else:
            self.dismiss(None)

    # --- editing

    @on(Typed)
    def _typed(self, event: Typed) -> None:
        event.stop()
        name = (event.control.id or "").removeprefix("evidence_")
        row = self._row
        if row is None or name not in FIELDS:
            return
        self._documents.type(row, name, event.text)
        self._refresh()
        if name == "file":
            self._picked.pop(row, None)
            self._look()

    def _refresh(self) -> None:
        """Show the row again as it is now, with the cursor where it is."""
        row = self._row
        told = self.query_one(ToldList)
        told.tell(self._told())
        if row is not None:
            told.go((str(row),))
        self._show_date()

    def action_add(self) -> None:
        """Begin a document."""
        if self._refused():
            return
        self._new = self.sheet.next_row(self.question)
        self._show_list()
        self.query_one(ToldList).go((str(self._new),))
        self._field("number").focus()

    def action_remove(self) -> None:
        """Take the document under the cursor out of the list; undo brings it back."""
        if self._row is None or self._refused():
            return
        if self.sheet.drop_evidence(self.question, self._row):
            self.tell(self.speech("evidence.removed"))
        self._new = None if self._new == self._row else self._new
        self._show_list()

    def action_undo(self) -> None:
        """Take back the last change made here."""
        stack = self.sheet.draft.undo_stack
        self._turn(bool(stack) and self._is_here(stack[-1].changes[0].path), self.sheet.undo)

    def action_redo(self) -> None:
        """Make the change taken back here again."""
        stack = self.sheet.draft.redo_stack
        self._turn(bool(stack) and self._is_here(stack[-1].changes[0].path), self.sheet.redo)

    def _is_here(self, path: tuple[str, ...]) -> bool:
        return path[: len(self.question.key) + 1] == (*self.question.key, "evidence")

    def _turn(self, here: bool, turn: Callable[[], tuple[str, ...] | None]) -> None:  # noqa: FBT001 - a fact
        path = turn() if here else None
        if path is None:
            self.tell(self.speech("evidence.nothing_to_turn"))
            return
        self._show_list()
        self.query_one(ToldList).go((path[len(self.question.key) + 1],))
        self._look()

    def _refused(self) -> bool:
        if self.sheet.read_only:
            self.tell(self.speech("evidence.read_only"), bad=True)
        return self.sheet.read_only

    # --- files

    def action_pick_file(self) -> None:
        """Pick the file of the document under the cursor; without one, begin a document."""
        if self._files.is_busy or self._refused():
            return
        if self._row is None:
            self.action_add()
        self.app.push_screen(PickFile(self.desk, self._folder, "evidence.pick"), self._take_file)

    def _take_file(self, file: FilePath | None) -> None:
        if file is None or self._row is None:
            return
        self._folder = file.parent
        self._picked[self._row] = file
        question = self.speech("evidence.copy_question", file=file.name)
        self.app.push_screen(Ask(self.desk, question, ("copy_beside", "note_only")), self._take_way)

    def _take_way(self, way: str | None) -> None:
        row = self._row
        if row is None or way is None or row not in self._picked:
            return
        file = self._picked[row]
        self.transfer(row, copying(self.job.path, file) if way == "copy_beside" else noting(file))

    def action_copy_beside(self) -> None:
        """Copy the file of the document under the cursor beside the record."""
        row = self._row
        if row is None or self._files.is_busy or self._refused():
            return
        if self._states.get(self._documents.file(row)) == "sound":
            self.tell(self.speech("evidence.is_beside"))
        elif row in self._picked:
            self.transfer(row, copying(self.job.path, self._picked[row]))
        else:
            self.tell(self.speech("evidence.pick_first"), bad=True)

    def transfer(self, row: int, transfer: Transfer) -> None:
        """Do something with the file of a document, beside the screen; Escape stops it."""
        self._fault = ""
        self._files.begin(row, transfer)
        self._show_said()

    def _ended(self, end: Ended) -> None:
        lang = self.speech.lang
        if end.taken is not None:
            self._documents.put_file(end.row, end.taken.file or "", end.taken.sha256 or "")
            self._fault = ""
        elif end.faults:
            told = (f"{fault.file} {fault.message(lang)}".strip() for fault in end.faults)
            self._fault = clean_line(" ".join(told))
        else:
            self._fault = self.speech("evidence.stopped")
        self._show_list()
        self._show_said()
        self._look()

    def _look(self) -> None:
        documents = {self._documents.file(row) for row in self._rows()}
        unknown = [document for document in documents if document.file and document not in self._states]
        if unknown:
            self._look_at(unknown)

    @work(thread=True, exclusive=True, group="look")
    def _look_at(self, documents: list[Document]) -> None:
        worker = get_current_worker()
        for document, state in look_at_files(self.job.path, documents, lambda: worker.is_cancelled):
            self.app.call_from_thread(self._looked, document, state)

    def _looked(self, document: Document, state: State) -> None:
        self._states[document] = state
        if self.is_attached:
            self._refresh()
