"""Who has not reported: the units of the roster of which no record came in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from tui.desk import Desk
from tui.screens.office.listed import ListScreen
from tui.screens.office.outcome import Outcome
from tui.widgets.long_table import Cell, Column


class AbsentScreen(ListScreen[None]):
    """Lists the missing units.

    Args:
        desk: What the screens work with.
        outcome: What came of the merge.
    """

    USES: ClassVar[tuple[str, ...]] = ("back", "search")
    HELP = "help_screen.absent"

    def __init__(self, desk: Desk, outcome: Outcome) -> None:
        super().__init__(desk)
        self.outcome = outcome

    def say(self) -> None:
        """Put every word."""
        super().say()
        self.title_text(self.speech("office.absent_title"), "xaso")

    def head(self) -> str:
        """Return how many there are."""
        missing = self.outcome.merged.missing
        return self.speech("office.absent_head", n=len(missing)) if missing else ""

    def empty(self) -> str:
        """Return why nobody is listed."""
        return self.speech("office.nobody_absent" if self.outcome.has_roster else "office.absent_unknown")

    def columns(self) -> Sequence[Column]:
        """Return the columns."""
        speech = self.speech
        return (
            Column("code", speech("ranking.col_code"), 6),
            Column("unit", speech("ranking.col_unit"), 22, grows=True),
            Column("parent", speech("ranking.col_parent"), 22, grows=True),
            Column("period", speech("office.period"), 8),
            Column("set", speech("office.set"), 12),
        )

    def places(self) -> Sequence[int]:
        """Return all of them."""
        return range(len(self.outcome.merged.missing))

    def cells(self, place: int) -> Sequence[Cell]:
        """Return the row of a unit."""
        one = self.outcome.merged.missing[place]
        return Cell(one.code), Cell(one.name), Cell(one.parent_name), Cell(one.period), Cell(one.set_id)

    def text_of(self, place: int) -> str:
        """Return name, office above and code."""
        one = self.outcome.merged.missing[place]
        return f"{one.name} {one.parent_name} {one.code}"
