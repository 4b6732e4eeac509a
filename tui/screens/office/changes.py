"""Every unit then and now: places, points and pillars gained or lost since an earlier merge."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import ClassVar

from textual import on
from textual.content import Content

from criteria.clean import clean_line
from criteria.reading import natural
from criteria.words import Lang
from scoring.folding import fold
from scoring.merge.changed import Change, Place
from scoring.merge.outputs import Ranked
from scoring.numbers import print_percent
from tui.desk import Desk
from tui.moves import moved, signed, since
from tui.screens.finder import Finder, Found
from tui.screens.office.figures import (
    NONE,
    even_points,
    gain_cell,
    period_title,
    rank_text,
    set_title,
    short_name,
    tone_of,
)
from tui.screens.office.groups import choose_group
from tui.screens.office.listed import ListScreen
from tui.screens.office.outcome import GroupOutcome, Outcome
from tui.widgets.long_table import Cell, Column, LongTable

_PILLAR = "pillar_"
_FALLING = frozenset(("moved", "points", "points_then", "gained", "percent"))
"""Columns whose largest figure comes first at first."""


class ChangesScreen(ListScreen[None]):
    """Lists the units of one group then and now, those that are gone last.

    Args:
        desk: What the screens work with.
        outcome: What came of the merge.
        group: Number of the group shown first.
        unit: Code of the unit under the cursor at first.
    """

    USES: ClassVar[tuple[str, ...]] = ("back", "open", "search", "sort", "reverse", "group")
    HELP = "help_screen.changes"
    FROZEN: ClassVar[int] = 2

    def __init__(self, desk: Desk, outcome: Outcome, group: int = 0, unit: str = "") -> None:
        self.outcome = outcome
        self._number = group
        self._sort = ("rank", False)
        self._list = self._changes()
        self._of: GroupOutcome | None = None
        self._by_code: dict[str, Ranked] = {}
        places = [at for at, one in enumerate(self._list) if one.named.unit_code == unit]
        super().__init__(desk, places[0] if places else 0)

    @property
    def group(self) -> GroupOutcome:
        """The group that is shown."""
        return self.outcome.groups[self._number]

    def _changes(self) -> list[Change]:
        return [*(self.group.changes or {}).values()]

    def say(self) -> None:
        """Put every word."""
        super().say()
        self.title_text(self.speech("moves.title"), period_title(self.group.group.period, self.speech))

    def head(self) -> str:
        """Return the set, and what is compared with what."""
        if not self._list:
            return ""
        named = set_title(self.group.group, self.group.set, self.speech)
        return self.speech("moves.head", group=named, since=since(self._list, self.speech))

    def empty(self) -> str:
        """Return why nothing is listed."""
        return self.speech("moves.empty" if self.group.changes is None else "moves.none")

    def columns(self) -> Sequence[Column]:
        """Return the columns; what matters most stands where 80 cells have room for it."""
        speech = self.speech

        def column(name: str, width: int, *, right: bool = True, grows: bool = False) -> Column:
            return Column(name, speech(f"moves.col_{name}"), width, right, grows)

        return (
            column("rank", 5),
            column("unit", 18, right=False, grows=True),
            column("then", 8),
            column("moved", 9),
            column("points", 8),
            column("points_then", 8),
            column("gained", 10),
            column("percent", 7),
            *(
                Column(f"{_PILLAR}{at}", f"± {own.id}", 7, right=True)
                for at, own in enumerate(self.group.set.pillars)
            ),
            column("parent", 18, right=False),
            column("code", 6, right=False),
        )

    def places(self) -> Sequence[int]:
        """Return the units in the order of the column sorted by; those without a figure come last."""
        name, falling = self._sort
        keys = [self._key(name, one) for one in self._list]
        with_key = [place for place, key in enumerate(keys) if key is not None]
        without = [place for place, key in enumerate(keys) if key is None]
        with_key.sort(key=lambda place: keys[place], reverse=falling)  # type: ignore[arg-type,return-value]  # of one kind
        return with_key + without

    def _key(self, name: str, one: Change) -> object:
        then, now, named = one.then, one.now, one.named
        match name:
            case "rank":
                return None if now is None else now.rank
            case "then":
                return None if then is None else then.rank
            case "moved":
                return one.rank_gained
            case "unit":
                return natural(fold(named.unit_name))
            case "code":
                return natural(named.unit_code)
            case "parent":
                return natural(fold(named.parent_name)) if named.parent_name else None
            case "points":
                return None if now is None else now.points
            case "points_then":
                return None if then is None else then.points
            case "gained":
                return one.points_gained
            case "percent":
                return one.percent_gained
            case _:
                return one.pillar_gained(self.group.set.pillars[int(name.removeprefix(_PILLAR))].id)

    def cells(self, place: int) -> Sequence[Cell]:
        """Return the row of a unit."""
        one, speech, known = self._list[place], self.speech, self.group.set
        then, now, named = one.then, one.now, one.named
        step = moved(one.rank_gained)
        if then is None:
            step = speech("moves.new")
        elif now is None:
            step = speech("moves.gone_short")
        return (
            Cell(self._rank_now(one)),
            Cell(named.unit_name, "plain" if now is not None else "off"),
            Cell(_rank(then)),
            Cell(step, tone_of(one.rank_gained)),
            Cell(even_points(None if now is None else now.points, known, speech)),
            Cell(even_points(None if then is None else then.points, known, speech)),
            gain_cell(one.points_gained, 2, speech),
            gain_cell(one.percent_gained, 1, speech),
            *(
                gain_cell(gained, 1, speech)
                for gained in (one.pillar_gained(pillar.id) for pillar in known.pillars)
            ),
            Cell(named.parent_name),
            Cell(named.unit_code),
        )

    def _rank_now(self, one: Change) -> str:
        """Return the rank as the ranking prints it."""
        ranked = self._ranked.get(one.named.unit_code)
        return _rank(one.now) if ranked is None else rank_text(ranked)

    @property
    def _ranked(self) -> dict[str, Ranked]:
        if self._of is not self.group:
            self._of, self._by_code = self.group, {each.unit.unit_code: each for each in self.group.ranked}
        return self._by_code

    def text_of(self, place: int) -> str:
        """Return name, office above and code."""
        named = self._list[place].named
        return f"{named.unit_name} {named.parent_name} {named.unit_code}"

    def note(self, place: int) -> Iterator[Content]:
        """Yield who the unit is, its ranks and percentages, and its pillars."""
        one, speech = self._list[place], self.speech
        then, now, named = one.then, one.now, one.named
        who = " · ".join(
            part for part in (short_name(named.unit_name), named.parent_name, named.unit_code) if part
        )
        yield Content.assemble((clean_line(who), "bold"))
        if then is None:
            yield Content(speech("moves.note_new"))
            return
        if now is None:
            yield Content(
                speech("moves.note_gone", then=_rank(then), percent_then=_percent(then.percent, speech.lang))
            )
            return
        yield Content(
            speech(
                "moves.note_ranks",
                then=_rank(then),
                now=_rank(now),
                moved=moved(one.rank_gained),
                percent_then=_percent(then.percent, speech.lang),
                percent=_percent(now.percent, speech.lang),
                gained=signed(one.percent_gained, 1, speech),
            )
        )
        told = (
            f"{clean_line(pillar.title.text(speech.lang))} {signed(one.pillar_gained(pillar.id), 1, speech)}"
            for pillar in self.group.set.pillars
        )
        yield Content(" · ".join(told))
        if then.set_version != now.set_version:
            yield Content(speech("moves.note_versions", then=then.set_version, now=now.set_version))

    @property
    def sorting(self) -> tuple[str, bool]:
        """The column sorted by."""
        return self._sort

    def chosen(self, place: int) -> None:
        """Show the profile of a unit that is in this merge."""
        from tui.screens.office.profile import ProfileScreen  # noqa: PLC0415 - opened when asked for

        ranked = {one.unit.unit_code: at for at, one in enumerate(self.group.ranked)}
        listed = [at for at in self.rows if self._list[at].named.unit_code in ranked]
        if place not in listed:
            self.tell(": ".join(line.plain for line in self.note(place)), bad=True)
            return

        def after(left_at: int | None) -> None:
            if left_at is not None:
                code = self.group.ranked[left_at].unit.unit_code
                self.list_again(next(at for at in listed if self._list[at].named.unit_code == code))

        rows = [ranked[self._list[at].named.unit_code] for at in listed]
        self.app.push_screen(
            ProfileScreen(self.desk, self.outcome, self._number, rows, listed.index(place)), after
        )

    # --- commands

    def action_sort(self) -> None:
        """Choose the column to sort by."""
        columns = self.columns()

        def search(text: str) -> Sequence[Found]:
            part = fold(text)
            titles = ((column.id, self._column_title(column)) for column in columns)
            return [Found(name, title) for name, title in titles if part in fold(title)]

        def after(name: str | None) -> None:
            if name is not None:
                self.sort_by(name)

        self.app.push_screen(Finder(self.desk, "ranking.sort", search, self._sort[0]), after)

    def _column_title(self, column: Column) -> str:
        if not column.id.startswith(_PILLAR):
            return self.speech(f"moves.sort_{column.id}")
        pillar = self.group.set.pillars[int(column.id.removeprefix(_PILLAR))]
        return clean_line(f"± {pillar.id}. {pillar.title.text(self.speech.lang)}")

    def sort_by(self, name: str) -> None:
        """Sort by a column; by the one sorted by already, the other way round."""
        if name == self._sort[0]:
            self.action_reverse()
            return
        self._sort = (name, name in _FALLING or name.startswith(_PILLAR))
        self.list_again(next(iter(self.places()), None))

    def action_reverse(self) -> None:
        """Turn the order round."""
        name, falling = self._sort
        self._sort = (name, not falling)
        self.list_again(next(iter(self.places()), None))

    @on(LongTable.HeadClicked)
    def _head_clicked(self, event: LongTable.HeadClicked) -> None:
        event.stop()
        self.sort_by(event.column)

    def action_group(self) -> None:
        """Choose another set, version or period."""
        choose_group(self, self.outcome, self._number, self._take_group)

    def _take_group(self, number: int) -> None:
        self._number, self._sort = number, ("rank", False)
        self._list = self._changes()
        self._folded.clear()
        self.say()
        self.list_again(0)


def _rank(place: Place | None) -> str:
    return NONE if place is None or place.rank is None else str(place.rank)


def _percent(percent: Decimal | None, lang: Lang) -> str:
    return NONE if percent is None else print_percent(percent, 1, lang)
