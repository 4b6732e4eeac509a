"""One unit: its place and how sure it is, its pillars, its strengths and weaknesses against the median."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from criteria.clean import clean_line
from scoring.merge.outputs import Ranked
from scoring.numbers import print_percent, print_points
from tui.desk import Desk
from tui.moves import DOWN, SAME, UP, moved, rounded, signed
from tui.screens.base import DeskScreen
from tui.screens.office.figures import (
    NONE,
    even_percent,
    even_points,
    letter_of,
    period_title,
    sure_text,
    tone_of,
)
from tui.screens.office.looking import copy_of
from tui.screens.office.outcome import Outcome, percent_of, pillar_percents, total_of
from tui.screens.office.show_record import show_record
from tui.speech import Speech
from tui.widgets.bars import bar
from tui.widgets.told_list import Told, ToldList

if TYPE_CHECKING:
    from scoring.tables.profiles import Against

_BAR, _WIDE_BAR, _WIDE = 12, 30, 110


class ProfileScreen(DeskScreen[int]):
    """Shows one unit of a group; answers the place of the unit it was left at.

    Args:
        desk: What the screens work with.
        outcome: What came of the merge.
        group: Number of the group.
        rows: Places of the units, in the order one goes through them.
        row: The row shown first.
    """

    CSS_PATH = "profile.tcss"
    USES: ClassVar[tuple[str, ...]] = ("back", "look_at", "next_unit", "previous_unit")
    HELP = "help_screen.profile"

    def __init__(self, desk: Desk, outcome: Outcome, group: int, rows: Sequence[int], row: int) -> None:
        super().__init__(desk)
        self.outcome = outcome
        self.group = outcome.groups[group]
        self._rows = rows
        self._row = row
        self._columns = 0

    @property
    def one(self) -> Ranked:
        """The unit that is shown."""
        return self.group.ranked[self._rows[self._row]]

    def compose_body(self) -> ComposeResult:
        """Yield who it is above the list."""
        yield Static("", id="profile_head", markup=False)
        yield ToldList(id="profile_list")

    def on_mount(self) -> None:
        """Let the keys move in the list."""
        self.query_one(ToldList).focus()

    def on_resize(self) -> None:
        """Fit the bars."""
        if self.app.size.width != self._columns:
            self.say()

    def say(self) -> None:
        """Put every word."""
        super().say()
        self._columns = self.app.size.width
        period = period_title(self.group.group.period, self.speech)
        self.title_text(clean_line(self.one.unit.unit_name), period)
        self.query_one("#profile_head", Static).update(Content("\n").join([*self._head()]))
        self.query_one(ToldList).tell([*self._told()])

    def _head(self) -> Iterator[Content]:
        one, speech, known = self.one, self.speech, self.group.set
        unit, by_verified = one.unit, self.outcome.merged.by_verified
        lang = speech.lang
        ranked = sum(1 for other in self.group.ranked if other.rank is not None)
        percent = percent_of(unit, by_verified=by_verified)
        points = even_points(total_of(unit, by_verified=by_verified), known, speech)
        if one.rank is None:
            yield Content.assemble(
                (speech("ranking.no_rank", reviewed=unit.reviewed, asked=unit.asked), "bold")
            )
        else:
            key = "profile.rank_tied" if one.tied > 1 else "profile.rank"
            place = speech(key, rank=one.rank, units=ranked, tied=one.tied - 1)
            shown = NONE if percent is None else print_percent(percent, 1, lang)
            total = speech("profile.total", points=points, percent=shown)
            yield Content.assemble((f"{place} · {total}", "bold"))
            yield Content(sure_text(one, speech))
        yield from self._since()
        band = speech("profile.no_band") if unit.band is None else clean_line(unit.band.text(lang))
        named_band = "profile.band_self" if by_verified else "profile.band"
        yield Content(speech(named_band, band=band, answered=unit.answered, asked=unit.asked))
        if unit.verified_points is not None:
            verified, own = (even_points(each, known, speech) for each in (unit.verified_points, unit.points))
            yield Content(speech("profile.verified", verified=verified, own=own))
        elif unit.reviewed:
            yield Content(speech("profile.reviewed", reviewed=unit.reviewed, asked=unit.asked))
        named = " · ".join(part for part in (unit.parent_name, unit.unit_code, unit.file) if part)
        yield Content.assemble((clean_line(named), "dim"))

    def _since(self) -> Iterator[Content]:
        """Yield rank and points then and now, where the merge was compared with an earlier one."""
        move, speech, known = self.group.move(self.one.unit), self.speech, self.group.set
        if move is None:
            return
        if move.then is None or move.now is None:
            yield Content(speech("moves.profile_new"))
            return
        ranks = (NONE if side.rank is None else str(side.rank) for side in (move.then, move.now))
        points = (even_points(side.points, known, speech) for side in (move.then, move.now))
        told = speech(
            "moves.profile_rank",
            **dict(zip(("then", "now", "points_then", "points"), (*ranks, *points), strict=True)),
            moved=moved(move.rank_gained),
            gained=signed(move.points_gained, 2, speech),
        )
        period = speech("moves.profile", period=period_title(move.then.period, speech))
        yield Content(f"{period}: {told}")

    def _told(self) -> Iterator[Told]:
        speech = self.speech
        yield Told(Content(speech("profile.pillars")), heading=True)
        yield from self._pillars()
        from scoring.tables.profiles import profile  # noqa: PLC0415 - NumPy comes with it

        found = profile(self.group.set, self.one.unit, self.group.medians)
        for name, lines in (("strengths", found.strengths), ("weaknesses", found.weaknesses)):
            yield Told(Content(""), heading=True)
            yield Told(Content(speech(f"profile.{name}")), heading=True)
            if self.outcome.merged.by_verified:
                yield Told(Content.assemble((speech("profile.of_self"), "dim")))
            if not lines:
                yield Told(Content(speech(f"profile.no_{name}")))
            for line in lines:
                yield self._against(line)

    def _pillars(self) -> Iterator[Told]:
        speech, group = self.speech, self.group
        percents = pillar_percents(self.one.unit, by_verified=self.outcome.merged.by_verified)
        wide = _WIDE_BAR if self._columns >= _WIDE else _BAR
        for own, percent, median in zip(
            group.set.pillars, percents or [None] * len(group.set.pillars), group.pillar_medians, strict=True
        ):
            letter = " " if percent is None else letter_of(percent).upper()
            middle = speech("profile.median", median=even_percent(median, speech))
            right = Content.assemble(
                bar(None if percent is None else percent / 100, wide),
                f" {even_percent(percent, speech):>6} {letter} ",
                (f"{middle:>16}", "dim"),
            )
            title = Content(clean_line(f"{own.id}. {own.title.text(speech.lang)}"))
            yield Told(title, right, more=self._pillar_since(own.id))

    def _pillar_since(self, pillar: str) -> tuple[Content, ...]:
        """Return what a pillar was then, and what it gained."""
        move, speech = self.group.move(self.one.unit), self.speech
        if move is None or move.then is None:
            return ()
        gained = rounded(move.pillar_gained(pillar), 1)
        step = {"good": UP, "bad": DOWN}.get(tone_of(gained), SAME if gained is not None else "")
        then = even_percent(move.then.pillars.get(pillar), speech)
        told = speech("moves.profile_pillar", then=then)
        return (Content.assemble((f"{told}  {step} ", "dim"), (signed(gained, 1, speech), "bold")),)

    def _against(self, line: Against) -> Told:
        speech, lang = self.speech, self.speech.lang
        key = "profile.blank" if line.state in {"unscored", "awaiting"} else "profile.line"
        said = speech(
            key,
            points=print_points(line.points, lang),
            max=print_points(line.indicator.points, lang),
            median=print_points(line.median, lang),
        )
        return Told(
            Content(clean_line(f"{line.indicator.id} {line.indicator.title.text(lang)}")),
            Content.assemble((_signed(line.lead, speech), "bold")),
            more=(Content(said),),
        )

    # --- commands

    def action_next_unit(self) -> None:
        """Show the unit below."""
        self._go(1)

    def action_previous_unit(self) -> None:
        """Show the unit above."""
        self._go(-1)

    def _go(self, by: int) -> None:
        if 0 <= self._row + by < len(self._rows):
            self._row += by
            self.say()

    def action_look_at(self) -> None:
        """Open the record, to be looked at."""
        show_record(self, copy_of(self.outcome.merged.folder, self.one.unit.record))

    def action_back(self) -> None:
        """Go back to the list, to the unit shown."""
        self.dismiss(self._rows[self._row])


def _signed(lead: Decimal, speech: Speech) -> str:
    return f"{'+' if lead > 0 else '−'}{print_points(abs(lead), speech.lang)}"
