"""The ranking: every unit of a group, sorted by any column, found without marks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import ClassVar

from textual import on
from textual.content import Content

from criteria.clean import clean_line
from criteria.reading import natural
from scoring.folding import fold
from scoring.merge.outputs import Ranked
from tui.desk import Desk
from tui.moves import moved
from tui.screens.finder import Finder, Found
from tui.screens.office.figures import (
    MANY,
    NONE,
    even_percent,
    even_points,
    gain_cell,
    period_title,
    range_text,
    rank_text,
    set_title,
    short_name,
    sure_text,
    tone_of,
)
from tui.screens.office.groups import choose_group, one_of
from tui.screens.office.listed import ListScreen
from tui.screens.office.looking import copy_of
from tui.screens.office.outcome import GroupOutcome, Outcome, percent_of, pillar_percents, total_of
from tui.screens.office.show_record import show_record
from tui.screens.office.to_changes import show_changes
from tui.widgets.long_table import Cell, Column, LongTable

_MOST_TIED = 8
_PILLAR = "pillar_"
_FALLING = frozenset(("points", "percent", "moved", "gained", "coverage", "verified", "reviewed"))
"""Columns whose largest figure comes first at first."""


class RankingScreen(ListScreen[None]):
    """Lists the units of one group.

    Args:
        desk: What the screens work with.
        outcome: What came of the merge.
        group: Number of the group shown first.
        place: Of its units the one under the cursor.
    """

    USES: ClassVar[tuple[str, ...]] = (
        *("back", "open", "search", "sort", "reverse", "changes", "heat", "look_at", "group"),
    )
    HELP = "help_screen.ranking"
    FROZEN: ClassVar[int] = 2

    def __init__(self, desk: Desk, outcome: Outcome, group: int = 0, place: int = 0) -> None:
        super().__init__(desk, place)
        self.outcome = outcome
        self._number = group
        self._sort = ("rank", False)

    @property
    def group(self) -> GroupOutcome:
        """The group that is shown."""
        return self.outcome.groups[self._number]

    def say(self) -> None:
        """Put every word."""
        super().say()
        self.title_text(self.speech("ranking.title"), period_title(self.group.group.period, self.speech))

    def head(self) -> str:
        """Return the set, what ranks come from, and how many units there are."""
        by = "ranking.by_verified" if self.outcome.merged.by_verified else "ranking.by_self"
        group = self.group
        named = set_title(group.group, group.set, self.speech)
        told = self.speech("ranking.head", group=named, by=self.speech(by), units=len(group.ranked))
        return " · ".join(filter(None, (told, one_of(self, self.outcome, self._number))))

    def columns(self) -> Sequence[Column]:
        """Return the columns; what matters most stands where 80 cells have room for it."""
        speech, group = self.speech, self.group

        def column(name: str, width: int, *, right: bool = True, grows: bool = False) -> Column:
            return Column(name, speech(f"ranking.col_{name}"), width, right, grows)

        pillars = [
            Column(f"{_PILLAR}{at}", f"{own.id} %", 7, right=True) for at, own in enumerate(group.set.pillars)
        ]
        return (
            column("rank", 6),
            column("unit", 18, right=False, grows=True),
            column("points", 8),
            column("percent", 7),
            *([column("moved", 7), column("gained", 8)] if group.changes is not None else []),
            column("coverage", 7),
            column("range", 16, right=False),
            column("band", 12, right=False),
            column("verified", 9),
            column("reviewed", 7),
            column("parent", 18, right=False),
            column("code", 6, right=False),
            *pillars,
        )

    def places(self) -> Sequence[int]:
        """Return the units in the order of the column sorted by; those without a figure come last."""
        name, falling = self._sort
        ranked = self.group.ranked
        keys = [self._key(name, one) for one in ranked]
        with_key = [place for place, key in enumerate(keys) if key is not None]
        without = [place for place, key in enumerate(keys) if key is None]
        with_key.sort(key=lambda place: keys[place], reverse=falling)  # type: ignore[arg-type,return-value]  # of one kind
        return with_key + without

    def _key(self, name: str, one: Ranked) -> object:
        unit, by_verified = one.unit, self.outcome.merged.by_verified
        match name:
            case "rank":
                return one.rank
            case "unit":
                return natural(fold(unit.unit_name))
            case "code":
                return natural(unit.unit_code)
            case "parent":
                return natural(fold(unit.parent_name)) if unit.parent_name else None
            case "points":
                return total_of(unit, by_verified=by_verified)
            case "percent" | "band":
                return percent_of(unit, by_verified=by_verified)
            case "coverage":
                return Decimal(unit.answered) / unit.asked if unit.asked else None
            case "verified":
                return unit.verified_points
            case "reviewed":
                return Decimal(unit.reviewed) / unit.asked if unit.asked else None
            case "moved" | "gained":
                move = self.group.move(unit)
                return None if move is None else move.rank_gained if name == "moved" else move.points_gained
            case "range":
                return None if one.best is None or one.worst is None else (one.worst - one.best, one.best)
            case _:
                percents = pillar_percents(unit, by_verified=by_verified)
                return percents[int(name.removeprefix(_PILLAR))] if percents else None

    def cells(self, place: int) -> Sequence[Cell]:
        """Return the row of a unit."""
        one, speech, known = self.group.ranked[place], self.speech, self.group.set
        unit, by_verified = one.unit, self.outcome.merged.by_verified
        band = NONE if unit.band is None else unit.band.text(speech.lang)
        percents = pillar_percents(unit, by_verified=by_verified) or [None] * len(known.pillars)
        return (
            Cell(rank_text(one)),
            Cell(unit.unit_name),
            Cell(even_points(total_of(unit, by_verified=by_verified), known, speech)),
            Cell(even_percent(percent_of(unit, by_verified=by_verified), speech)),
            *self._moves(one),
            Cell(f"{unit.answered}/{unit.asked}", "plain" if unit.answered == unit.asked else "doubtful"),
            Cell(range_text(one, speech), "plain" if one.is_firm else "doubtful"),
            Cell(band),
            Cell(even_points(unit.verified_points, known, speech)),
            Cell(f"{unit.reviewed}/{unit.asked}" if unit.reviewed else NONE),
            Cell(unit.parent_name),
            Cell(unit.unit_code),
            *(Cell(even_percent(percent, speech)) for percent in percents),
        )

    def _moves(self, one: Ranked) -> Sequence[Cell]:
        """Return places and points gained, where they are known."""
        if self.group.changes is None:
            return ()
        move = self.group.move(one.unit)
        if move is None or move.then is None:
            return Cell(self.speech("moves.new"), "off"), Cell(NONE, "off")
        return (
            Cell(moved(move.rank_gained), tone_of(move.rank_gained)),
            gain_cell(move.points_gained, 2, self.speech),
        )

    def text_of(self, place: int) -> str:
        """Return name, office above and code."""
        unit = self.group.ranked[place].unit
        return f"{unit.unit_name} {unit.parent_name} {unit.unit_code}"

    def note(self, place: int) -> Iterator[Content]:
        """Yield who the unit is, with whom it shares its rank, and what the bounds mean."""
        one, speech = self.group.ranked[place], self.speech
        unit = one.unit
        named = " · ".join(
            part for part in (short_name(unit.unit_name), unit.parent_name, unit.unit_code) if part
        )
        yield Content.assemble((clean_line(named), "bold"))
        if one.rank is None:
            yield Content(speech("ranking.no_rank", reviewed=unit.reviewed, asked=unit.asked))
            return
        if one.tied > 1:
            names = [short_name(other.unit.unit_name, MANY) for other in self._tied(one)]
            more = one.tied - 1 - len(names)
            told = ", ".join(names) + (speech("ranking.and_more", n=more) if more else "")
            yield Content(clean_line(speech("ranking.tied", rank=one.rank, names=told)))
        yield Content(sure_text(one, speech))

    def _tied(self, one: Ranked) -> list[Ranked]:
        return [other for other in self.group.ranked if other.rank == one.rank and other is not one][
            :_MOST_TIED
        ]

    @property
    def sorting(self) -> tuple[str, bool]:
        """The column sorted by."""
        return self._sort

    def chosen(self, place: int) -> None:
        """Show the profile of a unit."""
        from tui.screens.office.profile import ProfileScreen  # noqa: PLC0415 - opened when asked for

        def after(left_at: int | None) -> None:
            if left_at is not None:
                self.list_again(left_at)

        self.app.push_screen(
            ProfileScreen(self.desk, self.outcome, self._number, self.rows, self.rows.index(place)), after
        )

    # --- commands

    def action_sort(self) -> None:
        """Choose the column to sort by."""
        columns = self.columns()

        def search(text: str) -> Sequence[Found]:
            part = fold(text)
            return [
                Found(column.id, self._column_title(column))
                for column in columns
                if part in fold(self._column_title(column))
            ]

        def after(name: str | None) -> None:
            if name is not None:
                self.sort_by(name)

        self.app.push_screen(Finder(self.desk, "ranking.sort", search, self._sort[0]), after)

    def _column_title(self, column: Column) -> str:
        if not column.id.startswith(_PILLAR):
            return self.speech(f"ranking.sort_{column.id}")
        pillar = self.group.set.pillars[int(column.id.removeprefix(_PILLAR))]
        return clean_line(f"{pillar.id}. {pillar.title.text(self.speech.lang)}")

    def sort_by(self, name: str) -> None:
        """Sort by a column; by the one sorted by already, the other way round."""
        if name == self._sort[0]:
            self.action_reverse()
            return
        self._sort = (name, name in _FALLING or name.startswith(_PILLAR))
        self.list_again(self._top())

    def action_reverse(self) -> None:
        """Turn the order round."""
        name, falling = self._sort
        self._sort = (name, not falling)
        self.list_again(self._top())

    def _top(self) -> int | None:
        """Return what comes first now: whoever sorts wants to see the beginning."""
        return next(iter(self.places()), None)

    @on(LongTable.HeadClicked)
    def _head_clicked(self, event: LongTable.HeadClicked) -> None:
        event.stop()
        self.sort_by(event.column)

    def action_changes(self) -> None:
        """Show every unit then and now."""
        show_changes(self, self.outcome, self._number, self.place)

    def action_heat(self) -> None:
        """Show pillars by units."""
        from tui.screens.office.heat import HeatScreen  # noqa: PLC0415 - opened when asked for

        self.app.push_screen(HeatScreen(self.desk, self.outcome, self._number, self.place or 0))

    def action_look_at(self) -> None:
        """Open the record of the unit under the cursor, to be looked at."""
        if self.place is not None:
            unit = self.group.ranked[self.place].unit
            show_record(self, copy_of(self.outcome.merged.folder, unit.record))

    def action_group(self) -> None:
        """Choose another set, version or period."""
        choose_group(self, self.outcome, self._number, self._take_group)

    def _take_group(self, number: int) -> None:
        self._number, self._sort = number, ("rank", False)
        self._folded.clear()
        self.say()
        self.list_again(0)
