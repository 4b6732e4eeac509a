"""The score card: the total in large digits, the pillars as bars, and what to do for more points."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Static

from criteria.clean import clean_line
from scoring.drafts.paths import Path
from scoring.drafts.sheet import Sheet
from scoring.gains import gains
from scoring.numbers import print_percent, print_points
from scoring.outcome import NotApplicable
from scoring.periods import title
from scoring.scorecard import ScoreCard
from tui.cli.card import band_of
from tui.desk import Desk
from tui.screens.base import DeskScreen
from tui.screens.card_rows import card_rows, change_text
from tui.speech import Speech
from tui.widgets.big_number import BigNumber
from tui.widgets.told_list import ToldList

_MARGINS = 5
_LARGEST = 42


class CardScreen(DeskScreen[Path]):
    """Shows the card of a sheet; answers the key of the question to go to, or None.

    Args:
        desk: What the screens work with.
        sheet: The sheet. It does not change while its card is shown.
    """

    CSS_PATH = "card.tcss"
    USES: ClassVar[tuple[str, ...]] = ("back", "open")
    HELP = "help_screen.card"

    def __init__(self, desk: Desk, sheet: Sheet) -> None:
        super().__init__(desk)
        self.card = sheet.card
        self.previous = sheet.previous_card
        self._gains = gains(self.card)
        self._columns = 0

    def compose_body(self) -> ComposeResult:
        """Yield the total beside what it rests on, above the list."""
        with Horizontal(id="card_head"):
            yield BigNumber(id="card_total")
            yield Static("", id="card_facts", markup=False)
        yield ToldList(id="card_list")

    def on_mount(self) -> None:
        """Let the keys move in the list."""
        self.query_one(ToldList).focus()

    def on_resize(self) -> None:
        """Fit the bars to the new width."""
        if self.app.size.width != self._columns:
            self.say()

    def say(self) -> None:
        """Put the words of the card."""
        super().say()
        card, speech = self.card, self.speech
        record = card.record
        self.title_text(
            speech("score_card.title", unit=clean_line(record.unit.name)), title(record.period, speech.lang)
        )
        self._columns = columns = self.app.size.width
        total = print_points(card.totals.points, speech.lang) if card.totals.percent is not None else "–"
        self.query_one(BigNumber).show(total, min(_LARGEST, columns // 2))
        said = Content("\n").join([*head_lines(card, self.previous, speech)])
        self.query_one("#card_facts", Static).update(said)
        rows = card_rows(card, self.previous, self._gains, speech, columns - _MARGINS)
        self.query_one(ToldList).tell(rows)

    def action_open(self) -> None:
        """Go to the question of the row under the cursor."""
        self.query_one(ToldList).action_select()

    @on(ToldList.Followed)
    def _go(self, event: ToldList.Followed) -> None:
        event.stop()
        self.dismiss(event.goal)


def head_lines(card: ScoreCard, previous: ScoreCard | None, speech: Speech) -> Iterator[Content]:
    """Yield what stands beside the total: of how much it is, the band, the coverage, the change since last time."""
    totals, lang = card.totals, speech.lang
    if totals.percent is None:
        yield Content(speech("card.total_empty"))
    else:
        most, percent = print_points(totals.max, lang), print_percent(totals.percent, lang=lang)
        yield Content.assemble((speech("score_card.of", max=most, percent=percent), "bold"))
    yield Content.assemble((speech("card.band", band=band_of(card, speech)), "bold"))
    without = sum(line.counts and isinstance(line.outcome, NotApplicable) for line in card.lines)
    key = "score_card.coverage_without" if without else "score_card.coverage"
    coverage = card.coverage
    yield Content(speech(key, answered=coverage.answered, asked=coverage.asked, without=without))
    if previous is not None and previous.totals.percent is not None:
        before = previous.totals
        period = title(previous.record.period, lang)
        if before.max == totals.max:
            change = change_text(totals.points, before.points, speech)
            points = print_points(before.points, lang)
            yield Content(speech("score_card.since", period=period, change=change, points=points))
        else:
            percent = print_percent(previous.totals.percent, lang=lang)
            yield Content(speech("score_card.since_percent", period=period, percent=percent))
