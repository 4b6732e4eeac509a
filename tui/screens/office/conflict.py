"""Records of one unit side by side: only what they differ in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import ClassVar

from textual import work
from textual.content import Content

from criteria.clean import clean_line
from criteria.faults import Fault, FaultError
from scoring.merge.merged import Conflict
from tui.desk import Desk
from tui.screens.finder import Finder, Found
from tui.screens.office.differences import Candidate, Difference, candidate, differences
from tui.screens.office.figures import NONE, decided_text, period_title
from tui.screens.office.keep import Keep, Kept
from tui.screens.office.listed import ListScreen
from tui.screens.office.looking import candidate_file, record_in
from tui.screens.office.outcome import Outcome
from tui.screens.office.show_record import show_record
from tui.widgets.long_table import Cell, Column

_COLUMN = 19


class ConflictScreen(ListScreen[Kept]):
    """Shows the differences; answers what was decided, or None.

    Args:
        desk: What the screens work with.
        outcome: What came of the merge.
        conflict: The records.
    """

    USES: ClassVar[tuple[str, ...]] = ("back", "decide", "narrow_here", "look_at", "search")
    HELP = "help_screen.conflicts"
    FROZEN: ClassVar[int] = 2

    def __init__(self, desk: Desk, outcome: Outcome, conflict: Conflict) -> None:
        super().__init__(desk)
        self.outcome = outcome
        self.conflict = conflict
        self._candidates: Sequence[Candidate] = ()
        self._differences: Sequence[Difference] = ()
        self._read = False
        self._narrowed = False

    def on_mount(self) -> None:
        """Read the records beside the screen."""
        self._load()

    @work(thread=True, exclusive=True, group="records")
    def _load(self) -> None:
        found = []
        try:
            for at, one in enumerate(self.conflict.candidates):
                record = record_in(self._file(at), one.file)
                found.append(candidate(record, self.desk.sets.load(record.set.id, record.set.version)))
        except FaultError as error:
            self.app.call_from_thread(self._refused, error.faults)
        else:
            self.app.call_from_thread(self._loaded, found)

    def _file(self, at: int) -> Path:
        outcome = self.outcome
        return candidate_file(outcome.plan, outcome.merged.folder, self.conflict.candidates[at])

    def _refused(self, faults: tuple[Fault, ...]) -> None:
        self._read = True
        for fault in faults[:3]:
            self.tell_fault(fault)
        if self.is_attached:
            self.list_again()

    def _loaded(self, candidates: Sequence[Candidate]) -> None:
        self._candidates, self._read = candidates, True
        if self.is_attached:
            self.say()

    def say(self) -> None:
        """Put every word."""
        self._differences = differences(self._candidates, self.speech) if self._candidates else ()
        self._folded.clear()
        super().say()
        self.title_text(
            f"{self.speech('conflicts.side_by_side')} · {self.conflict.unit_name}",
            period_title(self.conflict.period, self.speech),
        )

    def head(self) -> str:
        """Return how many differences there are, and how it stands."""
        one, speech = self.conflict, self.speech
        if not self._read:
            return ""
        key = "conflicts.differences_counting" if self._narrowed else "conflicts.differences"
        said = speech(key, n=len(self.rows), records=len(one.candidates))
        if one.is_open:
            return said
        return f"{said} {decided_text(one, speech)}"

    def empty(self) -> str:
        """Return that they say the same to every question, or that they are being read."""
        return self.speech("conflicts.same" if self._candidates else "conflicts.reading")

    def columns(self) -> Sequence[Column]:
        """Return what it is about, and a column per record."""
        return (
            Column("question", self.speech("conflicts.col_question"), 20, grows=True),
            Column("what", self.speech("conflicts.col_what"), 14, grows=True),
            *(
                Column(str(at), self._column(at), _COLUMN, grows=True)
                for at in range(len(self.conflict.candidates))
            ),
        )

    def _column(self, at: int) -> str:
        one = self.conflict.candidates[at]
        kept = "✓ " if one.digest == self.conflict.keep else ""
        return f"{at + 1}. {kept}{one.file}"

    def places(self) -> Sequence[int]:
        """Return all differences, or only those that count."""
        told = enumerate(self._differences)
        return [place for place, one in told if one.counts or not self._narrowed]

    def cells(self, place: int) -> Sequence[Cell]:
        """Return one difference; a question is named once."""
        one = self._differences[place]
        row = self.rows.index(place)
        again = row > 0 and self._differences[self.rows[row - 1]].question == one.question
        texts = (Cell(text or NONE, "plain" if text else "off") for text in one.texts)
        return Cell("" if again else one.question), Cell(one.what), *texts

    def text_of(self, place: int) -> str:
        """Return question and texts."""
        one = self._differences[place]
        return " ".join((one.question, one.what, *one.texts))

    def note(self, place: int) -> Iterator[Content]:
        """Yield the difference with its whole texts."""
        one = self._differences[place]
        yield Content.assemble((clean_line(f"{one.question} – {one.what}"), "bold"))
        for number, text in enumerate(one.texts, 1):
            yield Content(clean_line(f"{number}. {text or self.speech('conflicts.nothing_said')}"))

    def action_narrow_here(self) -> None:
        """Show only what counts for the points, or everything again."""
        self._narrowed = not self._narrowed
        self.list_again()

    def chosen(self, place: int) -> None:  # noqa: ARG002 - whatever the row, it is about all of it
        """Go on to the decision."""
        self.action_decide()

    def action_decide(self) -> None:
        """Say which record is kept."""

        def after(kept: Kept | None) -> None:
            if kept is not None:
                self.dismiss(kept)

        kept = [one.digest for one in self.conflict.candidates]
        at = kept.index(self.conflict.keep) if self.conflict.keep in kept else 0
        self.app.push_screen(Keep(self.desk, self.conflict, at), after)

    def action_look_at(self) -> None:
        """Open one of the records, to be looked at."""
        candidates = self.conflict.candidates

        def search(text: str) -> Sequence[Found]:
            return [
                Found(str(at), self._column(at)) for at in range(len(candidates)) if text in self._column(at)
            ]

        def after(answer: str | None) -> None:
            if answer is not None:
                show_record(self, self._file(int(answer)))

        self.app.push_screen(Finder(self.desk, "conflicts.look_at_which", search), after)
