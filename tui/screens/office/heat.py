"""Pillars by units, each cell in a shade and with its letter."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import ClassVar

from textual.content import Content

from criteria.clean import clean_line
from scoring.numbers import round_half_up
from tui.desk import Desk
from tui.screens.office.figures import (
    LEVELS,
    NONE,
    even_percent,
    letter_of,
    period_title,
    rank_text,
    set_title,
    short_name,
)
from tui.screens.office.groups import choose_group, one_of
from tui.screens.office.listed import ListScreen
from tui.screens.office.looking import copy_of
from tui.screens.office.outcome import GroupOutcome, Outcome, percent_of, pillar_percents
from tui.screens.office.show_record import show_record
from tui.widgets.long_table import Cell, Column

_LEAST, _MOST = 6, 18
"""Cells a pillar's column has."""
_FIXED = 34
"""Cells that rank, name and total take at the least, with the margins."""


class HeatScreen(ListScreen[None]):
    """Shows how much of every pillar every unit of a group reached.

    Args:
        desk: What the screens work with.
        outcome: What came of the merge.
        group: Number of the group shown first.
        place: Of its units the one under the cursor.
    """

    USES: ClassVar[tuple[str, ...]] = ("back", "open", "search", "look_at", "group")
    HELP = "help_screen.heat"
    FROZEN: ClassVar[int] = 2

    def __init__(self, desk: Desk, outcome: Outcome, group: int = 0, place: int = 0) -> None:
        super().__init__(desk, place)
        self.outcome = outcome
        self._number = group

    @property
    def group(self) -> GroupOutcome:
        """The group that is shown."""
        return self.outcome.groups[self._number]

    def on_resize(self) -> None:
        """Fit the columns."""
        if self.is_mounted:
            self.list_again()

    def say(self) -> None:
        """Put every word."""
        super().say()
        self.title_text(self.speech("heat.title"), period_title(self.group.group.period, self.speech))

    def head(self) -> str:
        """Return the legend: what each letter stands for."""
        said = self.speech("heat.legend", **legend())
        if len(self.outcome.groups) == 1:
            return said
        named = set_title(self.group.group, self.group.set, self.speech)
        return f"{named} · {one_of(self, self.outcome, self._number)} · {said}"

    def columns(self) -> Sequence[Column]:
        """Return rank, name, total and the pillars."""
        speech, pillars = self.speech, self.group.set.pillars
        room = (self.app.size.width - _FIXED) // max(len(pillars), 1) - 1
        width = min(max(room, _LEAST), _MOST)
        return (
            Column("rank", speech("ranking.col_rank"), 5, right=True),
            Column("unit", speech("ranking.col_unit"), 16, grows=True),
            Column("percent", speech("heat.col_total"), 7, right=True),
            *(
                Column(
                    own.id,
                    f"{own.id} {own.title.text(speech.lang)}" if width > _LEAST + 2 else own.id,
                    width,
                    right=True,
                )
                for own in pillars
            ),
        )

    def places(self) -> Sequence[int]:
        """Return the units in the order of their ranks."""
        return range(len(self.group.ranked))

    def cells(self, place: int) -> Sequence[Cell]:
        """Return the row of a unit."""
        one, by_verified = self.group.ranked[place], self.outcome.merged.by_verified
        unit = one.unit
        percents = pillar_percents(unit, by_verified=by_verified) or [None] * len(self.group.set.pillars)
        return (
            Cell(rank_text(one)),
            Cell(unit.unit_name),
            self._cell(percent_of(unit, by_verified=by_verified)),
            *map(self._cell, percents),
        )

    def _cell(self, percent: Decimal | None) -> Cell:
        if percent is None:
            return Cell(NONE, "off")
        letter = letter_of(percent)
        return Cell(f"{_whole(percent, letter)} {letter.upper()}", letter)

    def text_of(self, place: int) -> str:
        """Return name, office above and code."""
        unit = self.group.ranked[place].unit
        return f"{unit.unit_name} {unit.parent_name} {unit.unit_code}"

    def note(self, place: int) -> Iterator[Content]:
        """Yield every pillar of the unit with its whole title, against the median."""
        one, speech = self.group.ranked[place], self.speech
        percents = pillar_percents(one.unit, by_verified=self.outcome.merged.by_verified)
        yield Content.assemble((short_name(one.unit.unit_name), "bold"))
        if not percents:
            yield Content(speech("ranking.no_rank", reviewed=one.unit.reviewed, asked=one.unit.asked))
        group = self.group
        for own, percent, median in zip(group.set.pillars, percents, group.pillar_medians, strict=False):
            said = speech(
                "heat.pillar",
                id=own.id,
                title=own.title.text(speech.lang),
                percent=even_percent(percent, speech),
                median=even_percent(median, speech),
            )
            yield Content(clean_line(said))

    def chosen(self, place: int) -> None:
        """Show the profile of a unit."""
        from tui.screens.office.profile import ProfileScreen  # noqa: PLC0415 - opened when asked for

        def after(left_at: int | None) -> None:
            if left_at is not None:
                self.list_again(left_at)

        self.app.push_screen(
            ProfileScreen(self.desk, self.outcome, self._number, self.rows, self.rows.index(place)), after
        )

    def action_look_at(self) -> None:
        """Open the record of the unit under the cursor, to be looked at."""
        if self.place is not None:
            unit = self.group.ranked[self.place].unit
            show_record(self, copy_of(self.outcome.merged.folder, unit.record))

    def action_group(self) -> None:
        """Choose another set, version or period."""
        choose_group(self, self.outcome, self._number, self._take_group)

    def _take_group(self, number: int) -> None:
        self._number = number
        self._folded.clear()
        self.say()
        self.list_again(0)


def _whole(percent: Decimal, letter: str) -> Decimal:
    """Return a percentage without decimals that has the same letter: 79.6 is not to stand as 80 beside a B."""
    rounded = round_half_up(percent, 0)
    return rounded if letter_of(rounded) == letter else rounded - 1


def legend() -> dict[str, object]:
    """Return the percentages of the legend by letter."""
    return {letter: least for least, letter in LEVELS}
