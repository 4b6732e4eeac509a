"""Units of which different records or reviews came in: open ones first, each to be settled by a person."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar

from textual import work
from textual.content import Content

from criteria.clean import clean_line
from criteria.faults import Fault, FaultError
from scoring.merge.deciding import reopened, settle, standing
from scoring.merge.merged import Conflict
from tui.commands import keys_of
from tui.desk import Desk
from tui.screens.confirm import Ask
from tui.screens.office.candidates import about_text, candidate_text, former_text, short_text
from tui.screens.office.figures import decided_text
from tui.screens.office.keep import Keep, Kept
from tui.screens.office.listed import ListScreen
from tui.screens.office.outcome import Outcome
from tui.screens.office.wish import Wish
from tui.widgets.long_table import Cell, Column


class ConflictsScreen(ListScreen[Wish]):
    """Lists the conflicts of a merge; answers whether to merge again.

    Args:
        desk: What the screens work with.
        outcome: What came of the merge.
        unit: Code of the unit under the cursor at first.
        indicator: Of the conflict between reviews under the cursor at first; empty for one between records.
    """

    USES: ClassVar[tuple[str, ...]] = ("back", "open", "decide", "reopen", "search", "again")
    HELP = "help_screen.conflicts"

    def __init__(self, desk: Desk, outcome: Outcome, unit: str = "", indicator: str = "") -> None:
        conflicts = (*outcome.merged.conflicts, *outcome.merged.contested)
        named = (unit, indicator)
        first = next(
            (at for at, one in enumerate(conflicts) if (one.unit_code, one.indicator) == named), None
        )
        super().__init__(desk, self._first_open(conflicts) if first is None else first)
        self.outcome = outcome
        self.conflicts: tuple[Conflict, ...] = conflicts
        self._merged: tuple[Conflict, ...] = conflicts
        self._writing = False

    @staticmethod
    def _first_open(conflicts: Sequence[Conflict]) -> int:
        return next((at for at, one in enumerate(conflicts) if one.is_open), 0)

    @property
    def changed(self) -> bool:
        """Whether something is decided otherwise than the merge knew."""
        return self.conflicts != self._merged

    def on_mount(self) -> None:
        """Look at the decisions beside the screen: the file may have been filled in by hand."""
        self._look()

    @work(thread=True, exclusive=True, group="decisions")
    def _look(self) -> None:
        merged = self.outcome.merged
        try:
            now = standing(merged.folder, self._merged)
        except FaultError as error:
            self.app.call_from_thread(self._refused, error)
        else:
            self.app.call_from_thread(self._take, now)

    def _take(self, now: tuple[Conflict, ...]) -> None:
        self.conflicts = now
        if self.is_attached:
            self.list_again()

    def _refused(self, error: FaultError) -> None:
        self._writing = False
        for fault in error.faults[:3]:
            self.tell_fault(fault)

    # --- what is shown

    def say(self) -> None:
        """Put every word."""
        super().say()
        self.title_text(self.speech("conflicts.title"), "xaso")

    def head(self) -> str:
        """Return how many there are, and how many are open."""
        if not self.conflicts:
            return ""
        still = sum(one.is_open for one in self.conflicts)
        key = "conflicts.head_changed" if self.changed else "conflicts.head"
        press = keys_of("again", self.desk.settings.keys)
        return self.speech(key, n=len(self.conflicts), open=still, press=press)

    def empty(self) -> str:
        """Return that there is none."""
        return self.speech("conflicts.none")

    def columns(self) -> Sequence[Column]:
        """Return the columns."""
        speech = self.speech
        return (
            Column("state", speech("conflicts.col_state"), 12),
            Column("code", speech("ranking.col_code"), 6),
            Column("unit", speech("ranking.col_unit"), 18, grows=True),
            Column("about", speech("conflicts.col_about"), 15),
            Column("points", speech("conflicts.col_points"), 16, grows=True),
            Column("period", speech("office.period"), 8),
            Column("set", speech("office.set"), 10),
        )

    def places(self) -> Sequence[int]:
        """Return open ones first."""
        return sorted(range(len(self.conflicts)), key=lambda at: not self.conflicts[at].is_open)

    def cells(self, place: int) -> Sequence[Cell]:
        """Return the row of a conflict."""
        one, speech = self.conflicts[place], self.speech
        state = (
            Cell(speech("conflicts.settled"), "good")
            if not one.is_open
            else Cell(speech("conflicts.open" if one.former is None else "conflicts.asked_again"), "bad")
        )
        return (
            state,
            Cell(one.unit_code),
            Cell(one.unit_name),
            Cell(about_text(one, speech)),
            Cell(" | ".join(short_text(each, speech) for each in one.candidates)),
            Cell(one.period),
            Cell(one.set_id),
        )

    def text_of(self, place: int) -> str:
        """Return name, code and files."""
        one = self.conflicts[place]
        files = (each.file for each in one.candidates)
        return " ".join((one.unit_name, one.unit_code, about_text(one, self.speech), *files))

    def note(self, place: int) -> Iterator[Content]:
        """Yield the candidates, and what was decided."""
        one, speech = self.conflicts[place], self.speech
        for number, each in enumerate(one.candidates, 1):
            kept = f" ← {speech('conflicts.kept')}" if each.digest == one.keep else ""
            yield Content(clean_line(f"{number}. {candidate_text(each, speech)}{kept}"))
        if not one.is_open:
            yield Content(clean_line(decided_text(one, speech)))
        elif one.former is not None:
            yield Content(clean_line(former_text(one, speech)))

    # --- deciding

    def chosen(self, place: int) -> None:
        """Show what the candidates differ in, side by side."""
        from tui.screens.office.conflict import ConflictScreen  # noqa: PLC0415 - opened when asked for

        def after(kept: Kept | None) -> None:
            if kept is not None:
                self._decide(place, kept)

        self.app.push_screen(ConflictScreen(self.desk, self.outcome, self.conflicts[place]), after)

    def action_decide(self) -> None:
        """Say which candidate is kept."""
        place = self.place
        if place is None:
            return

        def after(kept: Kept | None) -> None:
            if kept is not None:
                self._decide(place, kept)

        self.app.push_screen(Keep(self.desk, self.conflicts[place]), after)

    def _decide(self, place: int, kept: Kept) -> None:
        one = self.conflicts[place]
        at = self.desk.now().isoformat(timespec="seconds")
        keep = one.candidates[kept.at].digest
        self._write(one._replace(keep=keep, by=kept.by, at=at, reason=kept.reason))

    def action_reopen(self) -> None:
        """Take a decision back."""
        if self.place is None or self.conflicts[self.place].is_open:
            self.tell(self.speech("conflicts.is_open"))
        else:
            self._write(reopened(self.conflicts[self.place]))

    def _write(self, chosen: Conflict) -> None:
        if not self._writing:
            self._writing = self.desk.busy = True
            self._settle(chosen)

    @work(thread=True, group="decide")
    def _settle(self, chosen: Conflict) -> None:
        merged = self.outcome.merged
        try:
            now = settle(merged.folder, self._merged, chosen, self.speech.lang)
        except FaultError as error:
            self.app.call_from_thread(self._not_settled, error.faults)
        else:
            self.app.call_from_thread(self._settled, now, chosen)

    def _not_settled(self, faults: tuple[Fault, ...]) -> None:
        self._writing = self.desk.busy = False
        for fault in faults[:3]:
            self.tell_fault(fault)

    def _settled(self, now: tuple[Conflict, ...], chosen: Conflict) -> None:
        self._writing = self.desk.busy = False
        self.conflicts = now
        if not self.is_attached:
            return
        following = None if chosen.is_open else self._first_open(now)
        self.list_again(following)
        self.tell(
            self.speech(
                "conflicts.reopened" if chosen.is_open else "conflicts.written", unit=chosen.unit_name
            )
        )
        if not any(one.is_open for one in now):
            self._offer("conflicts.all_settled")

    # --- merging again

    def action_again(self) -> None:
        """Merge again, with what was decided."""
        self.dismiss("again")

    def leave(self) -> None:
        """Go back; where something was decided, offer to merge again."""
        if self.changed:
            self._offer("conflicts.merge_again", leaving=True)
        else:
            self.dismiss(None)

    def _offer(self, question: str, *, leaving: bool = False) -> None:
        def after(answer: str | None) -> None:
            if answer == "merge_again":
                self.dismiss("again")
            elif answer == "merge_later" and leaving:
                self.dismiss(None)

        self.app.push_screen(Ask(self.desk, self.speech(question), ("merge_again", "merge_later")), after)
