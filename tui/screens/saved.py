"""What a handed-in record comes to, where its file is, and what to do with it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from criteria.clean import clean_line
from criteria.faults import Fault
from scoring.drafts.understanding import written_date
from scoring.periods import title
from scoring.record import Record, record_digest
from scoring.scorecard import ScoreCard
from scoring.store.evidence import evidence_folder
from scoring.store.shelf import Found, ShelfItem
from tui.commands import keys_of
from tui.desk import Desk
from tui.screens.base import DeskScreen
from tui.screens.card_rows import result_line
from tui.speech import Speech


class SavedScreen(DeskScreen[None]):
    """Says where the record is, and what to do with it.

    Args:
        desk: What the screens work with.
        path: The record's file.
        card: What it holds, judged.
        left: What could not be tidied up behind it; the record is safe.
    """

    CSS_PATH = "saved.tcss"
    USES: ClassVar[tuple[str, ...]] = ("copy", "back")
    HELP = "help_screen.saved"

    def __init__(self, desk: Desk, path: Path, card: ScoreCard, left: Sequence[Fault] = ()) -> None:
        super().__init__(desk)
        self.path = path
        self.card = card
        self._left = left
        self._files = 0

    def compose_body(self) -> ComposeResult:
        """Yield the text, which scrolls where it is long."""
        with VerticalScroll(id="saved_body"):
            yield Static("", id="saved_text", markup=False)

    def on_mount(self) -> None:
        """Let the keys scroll, and count the evidence."""
        self.query_one(VerticalScroll).focus()
        self._count()

    @work(thread=True, exclusive=True)
    def _count(self) -> None:
        try:
            files = sum(entry.is_file() for entry in evidence_folder(self.path).iterdir())
        except OSError:
            return
        self.app.call_from_thread(self._counted, files)

    def _counted(self, files: int) -> None:
        self._files = files
        if self.is_attached:
            self.say()

    def say(self) -> None:
        """Put the words."""
        super().say()
        record = self.card.record
        period = title(record.period, self.speech.lang)
        self.title_text(self.speech("saved.title", unit=clean_line(record.unit.name)), period)
        self.query_one("#saved_text", Static).update(Content("\n").join([*self._lines(record)]))

    def _lines(self, record: Record) -> Iterator[Content]:
        speech = self.speech
        yield Content.assemble((speech("saved.done"), "bold"))
        yield Content("")
        yield _said("file", str(self.path), speech)
        folder = evidence_folder(self.path)
        files = speech("saved.evidence_files", folder=str(folder), n=self._files)
        yield _said("evidence", files if self._files else speech("saved.no_evidence"), speech)
        yield _said("result", result_line(self.card, speech), speech)
        report = _report(record, speech)
        if report:
            yield _said("report", report, speech)
        yield Content("")
        yield Content.assemble((speech("saved.next"), "bold"))
        for number, step in enumerate(self._steps(record), 1):
            yield Content(f"{number}. {step}")
        yield Content("")
        yield _said("digest", record_digest(record), speech)
        yield Content(speech("saved.digest_note"))
        for fault in self._left:
            yield Content("")
            yield Content(clean_line(f"{fault.where()}: {fault.message(speech.lang)}"))

    def _steps(self, record: Record) -> Iterator[str]:
        speech = self.speech
        press = keys_of("copy", self.desk.settings.keys)
        office = clean_line(record.unit.parent.name or "") or speech("saved.office")
        yield speech("saved.send", office=office, press=press)
        if self._files:
            yield speech("saved.send_with", press=press)
        number = clean_line(record.submission.number or "")
        yield speech("saved.keep_number", number=number) if number else speech("saved.no_number")
        yield speech("saved.keep")

    def action_copy(self) -> None:
        """Copy the record to a stick."""
        from tui.screens.copy import CopyScreen  # noqa: PLC0415 - opened when asked for

        card, record = self.card, self.card.record
        item = ShelfItem(
            Found(self.desk.now(), self.path),
            record_id=record.id,
            unit=record.unit,
            period=record.period,
            set=record.set,
            state=record.state,
            coverage=card.coverage,
            points=card.totals.points,
            max=card.totals.max,
            band=card.band,
        )
        self.app.push_screen(CopyScreen(self.desk, item))


def _said(key: str, text: str, speech: Speech) -> Content:
    return Content.assemble((f"{speech(f'saved.{key}')}: ", "bold"), clean_line(text))


def _report(record: Record, speech: Speech) -> str:
    submission = record.submission
    number = clean_line(submission.number or "")
    if not number:
        return ""
    if submission.date is None:
        return number
    day = written_date(submission.date) if speech.lang == "vi" else submission.date.isoformat()
    return speech("saved.report_of", number=number, date=day)
