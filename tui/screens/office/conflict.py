"""Records of one unit, or reviews of one answer, side by side: only what they differ in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import ClassVar

from textual import work
from textual.content import Content

from criteria.clean import clean_line
from criteria.faults import Fault, FaultError
from scoring.merge.known_units import as_judged, read_known_units
from scoring.merge.merged import Conflict
from tui.desk import Desk
from tui.screens.finder import Finder, Found
from tui.screens.office.candidates import former_text
from tui.screens.office.differences import (
    Candidate,
    Difference,
    Judged,
    candidate,
    differences,
    judged_answer,
    review_differences,
    self_text,
)
from tui.screens.office.faults import told
from tui.screens.office.figures import NONE, decided_text, period_title
from tui.screens.office.keep import Keep, Kept
from tui.screens.office.listed import ListScreen
from tui.screens.office.looking import candidate_file, record_in
from tui.screens.office.outcome import Outcome
from tui.screens.office.show_record import show_record
from tui.widgets.long_table import Cell, Column

_COLUMN = 19
_MOST_TOLD = 3


class ConflictScreen(ListScreen[Kept]):
    """Shows the differences; answers what was decided, or None.

    Args:
        desk: What the screens work with.
        outcome: What came of the merge.
        conflict: The candidates.
    """

    USES: ClassVar[tuple[str, ...]] = ("back", "decide", "narrow_here", "look_at", "search")
    HELP = "help_screen.conflicts"
    FROZEN: ClassVar[int] = 2

    def __init__(self, desk: Desk, outcome: Outcome, conflict: Conflict) -> None:
        super().__init__(desk)
        self.outcome = outcome
        self.conflict = conflict
        self._candidates: Sequence[Candidate] = ()
        self._judged: Judged | None = None
        self._differences: Sequence[Difference] = ()
        self._read = False
        self._faults: tuple[Fault, ...] = ()
        self._narrowed = False

    def on_mount(self) -> None:
        """Read the records beside the screen."""
        self._load()

    @work(thread=True, exclusive=True, group="records")
    def _load(self) -> None:
        conflict = self.conflict
        try:
            roster = read_known_units(self.outcome.plan.roster).units if self.outcome.plan.roster else None
            found = []
            for at, one in enumerate(conflict.candidates):
                record = as_judged(record_in(self._file(at), one.file), roster)
                known = self.desk.sets.load(record.set.id, record.set.version)
                if conflict.indicator:
                    judged = judged_answer(record, known, conflict)
                    self.app.call_from_thread(self._loaded, (), judged)
                    return
                found.append(candidate(record, known))
        except FaultError as error:
            self.app.call_from_thread(self._refused, error.faults)
        else:
            self.app.call_from_thread(self._loaded, found, None)

    def _file(self, at: int) -> Path:
        outcome = self.outcome
        return candidate_file(outcome.plan, outcome.merged.folder, self.conflict.candidates[at])

    def _refused(self, faults: tuple[Fault, ...]) -> None:
        self._read, self._faults = True, faults
        if self.is_attached:
            self.list_again()

    def _loaded(self, candidates: Sequence[Candidate], judged: Judged | None) -> None:
        self._candidates, self._judged, self._read = candidates, judged, True
        if self.is_attached:
            self.say()

    def say(self) -> None:
        """Put every word."""
        if self._judged is not None:
            self._differences = review_differences(self.conflict, self._judged, self.speech)
        else:
            self._differences = differences(self._candidates, self.speech) if self._candidates else ()
        self._folded.clear()
        super().say()
        title = "conflicts.reviews_side_by_side" if self.conflict.indicator else "conflicts.side_by_side"
        self.title_text(
            f"{self.speech(title)} · {self.conflict.unit_name}",
            period_title(self.conflict.period, self.speech),
        )

    def head(self) -> str:
        """Return how many differences there are, and how it stands."""
        one, speech = self.conflict, self.speech
        if not self._read:
            return ""
        if self._faults:
            return " · ".join(told(fault, speech.lang) for fault in self._faults[:_MOST_TOLD])
        key = "conflicts.differences_counting" if self._narrowed else "conflicts.differences"
        if one.indicator:
            key = "conflicts.differences_reviews"
        said = [speech(key, n=len(self.rows), records=len(one.candidates))]
        if self._judged is not None:
            said.insert(0, self_text(self._judged, speech))
        said.append(former_text(one, speech) if one.is_open else decided_text(one, speech))
        return " ".join(filter(None, said))

    def empty(self) -> str:
        """Return that they say the same to every question, or that they are being read."""
        if self._read and not self._candidates and self._judged is None:
            return self.speech("conflicts.not_readable")
        return self.speech("conflicts.same" if self._read else "conflicts.reading")

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
        named = one.file if one.says is None else one.says.by or one.file
        return f"{at + 1}. {kept}{named}"

    def places(self) -> Sequence[int]:
        """Return all differences, or only those that count."""
        listed = enumerate(self._differences)
        return [place for place, one in listed if one.counts or not self._narrowed]

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
