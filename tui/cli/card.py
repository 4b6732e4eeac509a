"""A score card as plain text."""

from __future__ import annotations

from collections.abc import Iterator

from criteria.clean import clean_line
from criteria.model import Cite, IndicatorSet, Pillar
from scoring.gains import gains, short_of_maximum
from scoring.index import PillarScore
from scoring.numbers import print_percent, print_points
from scoring.periods import title
from scoring.reasons import say, standing_of
from scoring.scorecard import Line, ScoreCard
from tui.cli.output import indented, print_faults, width
from tui.speech import Speech

_BAR = 20
_MOST_GAINS = 5


def print_card(card: ScoreCard, speech: Speech) -> None:
    """Print a score card: the head, every pillar and line with its reason, what to do next, the findings."""
    print("\n".join(card_lines(card, speech, width())))
    if card.findings:
        print()
        print(speech("card.findings", n=len(card.findings)))
        print_faults(card.findings, speech)


def card_lines(card: ScoreCard, speech: Speech, columns: int) -> Iterator[str]:
    """Yield the lines of a card, `columns` wide."""
    yield from _head(card, speech, columns)
    scores = {score.pillar.id: score for score in card.totals.pillars}
    lines = {line.indicator.id: line for line in card.lines}
    for pillar in card.set.pillars:
        yield ""
        yield _pillar_line(scores[pillar.id], speech, columns)
        for indicator in pillar.indicators:
            yield from _line(lines[indicator.id], card.set, speech, columns)
    yield from _next_steps(card, speech, columns)


def head_line(left: str, right: str, columns: int) -> str:
    """Return `left` and `right` on one line, `right` at its end; `left` is cut where both do not fit."""
    room = columns - len(right) - 2
    shown = left if len(left) <= room else left[: max(0, room - 1)] + "…"
    return f"{shown:<{max(0, room)}}  {right}".rstrip()


def _head(card: ScoreCard, speech: Speech, columns: int) -> Iterator[str]:
    record, lang = card.record, speech.lang
    place = [clean_line(record.unit.name), clean_line(record.unit.parent.name or "")]
    yield from indented(", ".join(part for part in place if part), 0, columns)
    yield speech("card.period", period=title(record.period, lang))
    known = card.set
    yield from indented(f"{clean_line(known.title.text(lang))} ({known.id} {known.version})", 0, columns)
    if record.assessor.name:
        yield from indented(speech("card.assessor", name=clean_line(record.assessor.name)), 0, columns)
    yield ""
    totals = card.totals
    points = f"{print_points(totals.points, lang)}/{print_points(totals.max, lang)}"
    percent = "–" if totals.percent is None else print_percent(totals.percent, lang=lang)
    yield speech("card.total", points=points, percent=percent)
    coverage = card.coverage
    yield speech("card.coverage", answered=coverage.answered, asked=coverage.asked)
    yield speech("card.band", band=band_of(card, speech))
    yield from _verified(card, speech)
    if totals.bonus:
        yield speech("card.bonus", points=print_points(totals.bonus, lang))
    if totals.penalty:
        yield speech("card.penalty", points=print_points(totals.penalty, lang))


def band_of(card: ScoreCard, speech: Speech, *, short: bool = False) -> str:
    """Return the band, or in words why there is none."""
    if card.band is not None:
        return clean_line(card.band.title.text(speech.lang))
    if not card.enough:
        if short:
            return speech("card.not_enough_short")
        least = print_percent(card.set.band_from_coverage * 100, lang=speech.lang)
        return speech("card.not_enough", least=least)
    return speech("card.no_band")


def _verified(card: ScoreCard, speech: Speech) -> Iterator[str]:
    coverage, totals = card.verified.coverage, card.verified.totals
    if totals is not None:
        points = f"{print_points(totals.points, speech.lang)}/{print_points(totals.max, speech.lang)}"
        yield speech("card.verified", points=points)
    elif coverage.answered:
        yield speech("card.verifying", reviewed=coverage.answered, asked=coverage.asked)


def _pillar_line(score: PillarScore, speech: Speech, columns: int) -> str:
    pillar: Pillar = score.pillar
    points = f"{print_points(score.points, speech.lang)}/{print_points(score.max, speech.lang)}"
    if score.percent is None:
        right = points
    else:
        filled = int(score.percent * _BAR / 100)
        percent = print_percent(score.percent, 0, speech.lang)
        right = f"{points:>10} {percent:>6} [{'#' * filled}{'.' * (_BAR - filled)}]"
    return head_line(f"{pillar.id}. {clean_line(pillar.title.text(speech.lang))}", right, columns)


def _line(line: Line, known: IndicatorSet, speech: Speech, columns: int) -> Iterator[str]:
    lang = speech.lang
    indicator = line.indicator
    name = clean_line(indicator.title.text(lang))
    yield head_line(f"  {indicator.id}  {name}", points_of(line, speech), columns)
    because = say(line.reason, lang, standing_of(indicator))
    yield from indented(because[:1].upper() + because[1:], 8, columns)
    if indicator.reference is not None:
        yield from indented(cited(indicator.reference, known), 8, columns)
    if line.verified_points is not None and line.review is not None:
        decision = speech(f"review.{line.review.decision}")
        points = print_points(line.verified_points, lang)
        why = clean_line(line.review.reason or "")
        yield from indented(
            speech("card.review", decision=decision, points=points, why=why).strip(), 8, columns
        )


def points_of(line: Line, speech: Speech) -> str:
    """Return points of maximum; a line without points has the word for its status instead."""
    lang = speech.lang
    most = print_points(line.indicator.points, lang)
    if line.points is None:
        return speech(f"card.{line.state}", max=most)
    if line.indicator.bonus:
        return speech("card.bonus_line", points=print_points(line.points, lang), max=most)
    if line.indicator.penalty:
        return speech("card.penalty_line", points=print_points(line.points, lang), max=most)
    return f"{print_points(line.points, lang)}/{most}"


def cited(cite: Cite, known: IndicatorSet) -> str:
    """Return a reference as people cite it: the document, and the place in it."""
    reference = known.references.get(cite.to)
    document = cite.to if reference is None else clean_line(reference.title)
    return f"{document}, {clean_line(cite.at)}" if cite.at else document


def _next_steps(card: ScoreCard, speech: Speech, columns: int) -> Iterator[str]:
    """Yield the largest gains: what to change, and what to do for it."""
    found = gains(card, _MOST_GAINS)
    if not found:
        return
    yield ""
    yield speech("card.gains")
    lang = speech.lang
    for gain in found:
        indicator = gain.line.indicator
        points = speech("card.gain", points=print_points(gain.points, lang))
        yield head_line(f"  {indicator.id}  {clean_line(indicator.title.text(lang))}", points, columns)
        step = say(gain.step, lang)
        yield from indented(step[:1].upper() + step[1:], 8, columns)
        if indicator.remedy is not None:
            yield from indented(clean_line(indicator.remedy.text(lang)), 8, columns)
    others = len(short_of_maximum(card)) - len(found)
    if others > 0:
        yield speech("card.more_gains", n=others, id=card.set.id)
