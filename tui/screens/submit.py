"""Handing in: everything missing or doubtful once more, a second step, then the file written and read back."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static
from textual.worker import get_current_worker

from criteria.clean import clean_line
from criteria.faults import FaultError
from scoring.drafts.doubts import key_path
from scoring.drafts.paths import Path, question_key
from scoring.drafts.sheet import Remark
from scoring.judge import judge
from scoring.periods import title
from scoring.store.copying import Stopped
from scoring.store.evidence import Missing, missing
from scoring.store.handing_in import Saved
from tui.commands import keys_of
from tui.desk import Desk
from tui.screens.base import DeskScreen
from tui.screens.card_rows import result_line
from tui.screens.confirm import Ask
from tui.screens.saved import SavedScreen
from tui.screens.submit_rows import by_kind, counts_line, submit_rows
from tui.widgets.told_list import ToldList
from tui.work import Work

HANDED_IN: Path = ("handed_in",)
"""What the screen answers once the record has been handed in."""


class SubmitScreen(DeskScreen[Path]):
    """Goes over a draft and hands it in; answers the key of the question to go to, `HANDED_IN`, or None.

    Args:
        desk: What the screens work with.
        job: The draft, with its journal and its file.
    """

    CSS_PATH = "submit.tcss"
    USES: ClassVar[tuple[str, ...]] = ("submit", "open", "back")
    HELP = "help_screen.submit"

    def __init__(self, desk: Desk, job: Work) -> None:
        super().__init__(desk)
        self.job = job
        self._writing = False
        self._remarks = by_kind(job.sheet)

    def compose_body(self) -> ComposeResult:
        """Yield what it comes to above what is open."""
        yield Static("", id="submit_head", markup=False)
        yield ToldList(id="submit_list")

    def on_mount(self) -> None:
        """Let the keys move in the list, and see whether the evidence is there."""
        self.say()
        told = self.query_one(ToldList)
        told.focus()
        if self._remarks["blocking"]:
            told.go(self._remarks["blocking"][0].question)
        self._look_for_files()

    @work(thread=True, exclusive=True, group="files")
    def _look_for_files(self) -> None:
        worker = get_current_worker()
        with suppress(Stopped):
            found = missing(self.job.path, self.job.sheet.record, cancelled=lambda: worker.is_cancelled)
            if found:
                self.app.call_from_thread(self._take_missing, found)

    def _take_missing(self, found: Sequence[Missing]) -> None:
        about_files = [Remark(question_key(key_path(item.fault)), item.fault) for item in found]
        self._remarks = by_kind(self.job.sheet, about_files)
        if self.is_attached:
            self.say()

    def say(self) -> None:
        """Put the words."""
        super().say()
        sheet, speech = self.job.sheet, self.speech
        head = sheet.draft.head
        self.title_text(
            speech("submit.title", unit=clean_line(head.unit.name)), title(head.period, speech.lang)
        )
        self._say_head()
        self.query_one(ToldList).tell([*submit_rows(sheet, self._remarks, speech)])

    def _say_head(self) -> None:
        speech = self.speech
        counts = counts_line(self._remarks, speech)
        press = keys_of("submit", self.desk.settings.keys)
        if self._writing:
            said = speech("submit.writing")
        elif self._remarks["blocking"]:
            said = speech("submit.blocked", counts=counts)
        elif counts:
            said = speech("submit.open", counts=counts, press=press)
        else:
            said = speech("submit.ready", press=press)
        blocked = bool(self._remarks["blocking"]) and not self._writing
        result = Content.assemble((result_line(self.job.sheet.card, speech), "bold"))
        below = Content.assemble((said, "$error")) if blocked else Content(said)
        self.query_one("#submit_head", Static).update(Content("\n").join([result, below]))

    # --- going somewhere else

    @on(ToldList.Followed)
    def _go(self, event: ToldList.Followed) -> None:
        event.stop()
        if not self._writing:
            self.dismiss(event.goal)

    def action_open(self) -> None:
        """Go to the question of the row under the cursor."""
        self.query_one(ToldList).action_select()

    def action_back(self) -> None:
        """Go back, unless the file is just being written."""
        if not self._writing:
            self.dismiss(None)

    # --- handing in

    def action_submit(self) -> None:
        """Ask once more, and hand the record in."""
        if self._writing:
            return
        blocking = self._remarks["blocking"]
        if blocking:
            self.tell(self.speech("submit.must_mend", n=len(blocking)), bad=True)
            self.query_one(ToldList).go(blocking[0].question)
            return
        counts = counts_line(self._remarks, self.speech)
        answers = ("cancel", "hand_in") if counts else ("hand_in", "cancel")
        self.app.push_screen(Ask(self.desk, self._question(counts), answers), self._answered)

    def _question(self, counts: str) -> str:
        speech = self.speech
        head = self.job.sheet.draft.head
        asked = speech(
            "submit.ask",
            unit=clean_line(head.unit.name),
            period=title(head.period, speech.lang),
            result=result_line(self.job.sheet.card, speech),
            file=str(self.job.path),
        )
        return f"{asked}\n\n{speech('submit.ask_open', counts=counts)}" if counts else asked

    def _answered(self, answer: str | None) -> None:
        if answer in {"hand_in", "retry"}:
            self._writing = True
            self._say_head()
            self._hand_in()

    @work(thread=True, exclusive=True, group="hand_in")
    def _hand_in(self) -> None:
        try:
            saved = self.job.submit()
        except FaultError as error:
            self.app.call_from_thread(self._failed, error)
        else:
            self.app.call_from_thread(self._done, saved)

    def _failed(self, error: FaultError) -> None:
        self._writing = False
        self._say_head()
        lang = self.speech.lang
        why = "\n".join(clean_line(f"{fault.where()}: {fault.message(lang)}") for fault in error.faults)
        question = self.speech("submit.failed", why="{why}").replace("{why}", why)
        self.app.push_screen(Ask(self.desk, question, ("retry", "cancel")), self._answered)

    def _done(self, saved: Saved) -> None:
        self._writing = False
        card = judge(self.job.sheet.known, saved.record)
        shown = SavedScreen(self.desk, saved.path, card, saved.left)
        self.app.push_screen(shown, lambda _: self.dismiss(HANDED_IN))
