"""What the score card on the screen says, row by row: pillars, what came of the total, strengths, gaps, next steps."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from textual.content import Content

from criteria.clean import clean_line
from criteria.model import Pillar
from scoring.gains import Gain, short_of_maximum
from scoring.index import PillarScore
from scoring.line_judged import AWAITS_UPPER
from scoring.numbers import print_percent, print_points
from scoring.outcome import Scored, Unscored
from scoring.reasons import say, standing_of
from scoring.scorecard import Line, ScoreCard
from tui.cli.card import band_of, points_of
from tui.cli.output import points_text
from tui.gain_text import why_beyond
from tui.speech import Speech
from tui.widgets.bars import bar
from tui.widgets.told_list import Goal, Told

MOST_LISTED = 5
"""Strengths, gaps and changes shown; the others are counted."""
_BAR, _WIDE_BAR = 12, 24
_WIDE = 100
_ZERO = Decimal(0)
_FIGURES, _PERCENT = 13, 7


def card_rows(
    card: ScoreCard, previous: ScoreCard | None, gained: Sequence[Gain], speech: Speech, columns: int
) -> list[Told]:
    """Return the rows of a card.

    Args:
        card: The card.
        previous: The card of the last period, by the same set, to compare with; None where there is none.
        gained: The gains of the card, most points first.
        speech: The words.
        columns: Cells of a row.
    """
    return [
        *_pillars(card, previous, speech, columns),
        *_outside(card, speech),
        *_strengths(card, speech),
        *_gaps(card, speech),
        *_gains(gained, card, speech),
        *_changes(card, previous, speech),
    ]


def result_line(card: ScoreCard, speech: Speech) -> str:
    """Return total, band and coverage on one line."""
    totals, lang = card.totals, speech.lang
    if totals.percent is None:
        return speech("card.total_empty")
    return speech(
        "score_card.line",
        points=f"{print_points(totals.points, lang)}/{print_points(totals.max, lang)}",
        percent=print_percent(totals.percent, lang=lang),
        band=band_of(card, speech, short=True),
        answered=card.coverage.answered,
        asked=card.coverage.asked,
    )


def change_text(now: Decimal, then: Decimal, speech: Speech) -> str:
    """Return a difference with its sign, ``+1,5``, ``−0,25``, or ``=``."""
    difference = now - then
    if not difference:
        return "="
    return f"{'+' if difference > 0 else '−'}{print_points(abs(difference), speech.lang)}"


def goal_of(line: Line) -> Goal:
    """Return the key of the question a line answers."""
    return "answers", line.indicator.id


def _heading(speech: Speech, key: str) -> Iterator[Told]:
    yield Told(Content(""), heading=True)
    yield Told(Content(speech(f"score_card.{key}")), heading=True)


def _pillars(card: ScoreCard, previous: ScoreCard | None, speech: Speech, columns: int) -> Iterator[Told]:
    """Yield a bar per pillar; each leads to its first indicator short of the maximum."""
    lines = {line.indicator.id: line for line in card.lines}
    short = {line.indicator.id for line in short_of_maximum(card)}
    before = {score.pillar.id: score for score in previous.totals.pillars} if previous else {}
    for score in card.totals.pillars:
        inside = [lines[indicator.id] for indicator in score.pillar.indicators]
        first = next((line for line in inside if line.indicator.id in short), inside[0] if inside else None)
        yield Told(
            Content(f"{score.pillar.id}. {clean_line(score.pillar.title.text(speech.lang))}"),
            _pillar_right(score, before, speech, columns),
            goal=None if first is None else goal_of(first),
        )


def _pillar_right(
    score: PillarScore, before: dict[str, PillarScore], speech: Speech, columns: int
) -> Content:
    pillar: Pillar = score.pillar
    if score.percent is None:
        return Content(speech("card.left_out" if pillar.points else "card.recorded"))
    lang = speech.lang
    points = f"{print_points(score.points, lang)}/{print_points(score.max, lang)}"
    percent = print_percent(score.percent, 0, lang)
    width = _WIDE_BAR if columns >= _WIDE else _BAR
    shown = Content.assemble(
        f"{points:>{_FIGURES}} {percent:>{_PERCENT - 1}} ", bar(score.percent / 100, width)
    )
    if not before:
        return shown
    then = before.get(pillar.id)
    same = then is not None and then.max == score.max
    return shown.append(f"{change_text(score.points, then.points, speech) if then and same else '':>7}")


def _outside(card: ScoreCard, speech: Speech) -> Iterator[Told]:
    """Yield what was added to the pillars or taken off, and what the reviewer made of it."""
    totals, known, lang = card.totals, card.set, speech.lang
    said: list[str] = []
    for name, points, cap in (
        ("bonus", totals.bonus, known.bonus_cap),
        ("penalty", totals.penalty, known.penalty_cap),
    ):
        if points:
            key = f"card.{name}" if cap is None or points < cap else f"card.{name}_capped"
            said.append(speech(key, points=print_points(points, lang)))
    if known.aggregation != "sum":
        said.append(speech(f"card.{known.aggregation}"))
    coverage, verified = card.verified.coverage, card.verified.totals
    if verified is not None:
        of = f"{print_points(verified.points, lang)}/{print_points(verified.max, lang)}"
        said.append(speech("card.verified", points=of))
    elif coverage.answered:
        said.append(speech("card.verifying", reviewed=coverage.answered, asked=coverage.asked))
    if said:
        yield Told(Content(""), heading=True)
    for sentence in said:
        yield Told(Content(sentence))


def _strengths(card: ScoreCard, speech: Speech) -> Iterator[Told]:
    """Yield the lines at full marks, the weightiest first."""
    full = [
        line
        for line in card.lines
        if isinstance(line.outcome, Scored) and not line.indicator.penalty and line.points == line.max > 0
    ]
    full.sort(key=lambda line: line.max, reverse=True)
    yield from _heading(speech, "strengths")
    if not full:
        yield Told(Content(speech("score_card.no_strength")))
    for line in full[:MOST_LISTED]:
        yield _title(line, Content(points_of(line, speech)), speech)
    if len(full) > MOST_LISTED:
        yield Told(Content(speech("score_card.more_full", n=len(full) - MOST_LISTED)))


def _gaps(card: ScoreCard, speech: Speech) -> Iterator[Told]:
    """Yield the answered lines that lose most, with the reason, and how much nobody has answered yet."""
    lost = [
        line
        for line in card.lines
        if isinstance(line.outcome, Scored) and _loss(line) > 0 and not line.indicator.bonus
    ]
    lost.sort(key=_loss, reverse=True)
    blank = [
        line
        for line in card.lines
        if isinstance(line.outcome, Unscored) and line.indicator.in_maximum and line.max > 0
    ]
    yield from _heading(speech, "gaps")
    if not lost and not blank:
        yield Told(Content(speech("score_card.no_gap")))
    if blank:
        most = sum((line.max for line in blank), _ZERO)
        upper = sum(line.outcome.reason.id == AWAITS_UPPER.reason.id for line in blank)
        text = speech("score_card.blank", n=len(blank), points=points_text(most, speech))
        more = (Content(speech("score_card.blank_upper", n=upper)),) if upper else ()
        yield Told(Content(text), more=more, goal=goal_of(blank[0]))
    for line in lost[:MOST_LISTED]:
        yield _title(
            line,
            Content(points_of(line, speech)),
            speech,
            Content(_sentence(say(line.reason, speech.lang, standing_of(line.indicator)))),
        )
    if len(lost) > MOST_LISTED:
        rest = sum((_loss(line) for line in lost[MOST_LISTED:]), _ZERO)
        shown = points_text(rest, speech)
        yield Told(Content(speech("score_card.more_short", n=len(lost) - MOST_LISTED, points=shown)))


def _gains(gained: Sequence[Gain], card: ScoreCard, speech: Speech) -> Iterator[Told]:
    """Yield every next step, most points first: what to change, and what to do for it."""
    yield from _heading(speech, "gains")
    if not gained:
        yield Told(Content(speech("score_card.no_gain")))
    for gain in gained:
        indicator = gain.line.indicator
        more = [Content(_sentence(say(gain.step, speech.lang)))]
        beyond = why_beyond(gain, card, speech)
        if beyond:
            more.append(Content(beyond))
        if indicator.remedy is not None:
            remedy = clean_line(indicator.remedy.text(speech.lang))
            more.append(Content.assemble((speech("score_card.remedy"), "bold"), " ", remedy))
        points = speech("card.gain", points=points_text(gain.points, speech))
        yield _title(gain.line, Content(points), speech, *more)


def _changes(card: ScoreCard, previous: ScoreCard | None, speech: Speech) -> Iterator[Told]:
    """Yield the lines whose points differ most from the last period's."""
    if previous is None:
        return
    before = {line.indicator.id: line for line in previous.lines}
    moved: list[tuple[Line, Decimal, Decimal]] = []
    for line in card.lines:
        then = before.get(line.indicator.id)
        if then is None or line.points is None or then.points is None or then.max != line.max:
            continue
        if line.points != then.points:
            moved.append((line, line.points, then.points))
    moved.sort(key=lambda change: abs(change[1] - change[2]), reverse=True)
    yield from _heading(speech, "changes")
    if not moved:
        yield Told(Content(speech("score_card.no_change")))
    lang = speech.lang
    for line, points, before_points in moved[: 2 * MOST_LISTED]:
        shown = f"{print_points(before_points, lang)} → {print_points(points, lang)}"
        yield _title(line, Content(f"{shown}  {change_text(points, before_points, speech):>6}"), speech)


def _title(line: Line, right: Content, speech: Speech, *more: Content) -> Told:
    indicator = line.indicator
    title = clean_line(indicator.title.text(speech.lang))
    return Told(Content.assemble((f"{indicator.id:<5} ", "bold"), title), right, tuple(more), goal_of(line))


def _loss(line: Line) -> Decimal:
    if line.indicator.penalty:
        return -(line.points or _ZERO)
    return line.max - (line.points or _ZERO)


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]
