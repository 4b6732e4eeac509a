"""The documents of one question as the draft has them: their texts, and how each is shown in a row."""

from __future__ import annotations

from textual.content import Content

from criteria.clean import clean_line
from criteria.typed import NamedTuple
from scoring.drafts.questions import Question, Slot, document_slots
from scoring.drafts.sheet import Sheet
from tui.screens.evidence_files import Document, State
from tui.speech import Speech
from tui.widgets.told_list import Told

FIELDS = ("number", "date", "title", "file")
"""What is asked of a document, in order."""
_NAMING = ("number", "date", "title")


class Documents(NamedTuple):
    """The documents of a question."""

    sheet: Sheet
    question: Question

    @property
    def numbers(self) -> tuple[int, ...]:
        """The rows there are."""
        return self.sheet.evidence(self.question)

    def slot(self, row: int, name: str) -> Slot:
        """Return the slot of one text of a document: one of `FIELDS`, or `sha256`."""
        return next(slot for slot in document_slots(self.question.key, row) if slot.role == name)

    def text(self, row: int, name: str) -> str:
        """Return one text of a document."""
        return self.sheet.text(self.slot(row, name).path)

    def file(self, row: int) -> Document:
        """Return the file of a document as the draft names it."""
        return Document(self.text(row, "file"), self.text(row, "sha256"))

    def put_file(self, row: int, file: str, sha256: str) -> None:
        """Name the file of a document, with its digest; both empty to name none."""
        self.sheet.put({self.slot(row, "file").path: file, self.slot(row, "sha256").path: sha256})

    def type(self, row: int, name: str, text: str) -> None:
        """Take a text as typing goes on; a file that is called otherwise is no longer the one with the digest."""
        if name == "file" and self.text(row, "sha256"):
            self.put_file(row, text, "")
        else:
            self.sheet.type(self.slot(row, name).path, text)

    def told(self, number: int, row: int, state: State | None, speech: Speech) -> Told:
        """Return how a document is shown.

        Args:
            number: Its number in the list, from 1.
            row: Its row.
            state: How its file stands; None where that is not known yet.
            speech: The words.
        """
        texts = (clean_line(self.text(row, name)) for name in _NAMING)
        known = " · ".join(text for text in texts if text)
        file = clean_line(self.file(row).file)
        if file:
            stands = speech("evidence.state_looking" if state is None else f"evidence.state_{state}")
            more = f"{file} – {stands}"
        else:
            more = speech("evidence.state_none")
        head = Content(f"{number:>2}. {known or speech('evidence.unnamed')}")
        return Told(head, more=(Content(more),), goal=(str(row),))
