"""A score card as plain text."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from criteria.clean import clean_line
from criteria.model import Cite, IndicatorSet, Pillar
from scoring.gains import gains, short_of_maximum, way_out
from scoring.index import PillarScore
from scoring.numbers import print_number, print_percent, print_points
from scoring.outcome import NotApplicable
from scoring.periods import title
from scoring.reasons import say, standing_of
from scoring.scorecard import Line, ScoreCard
from tui.cli.output import indented, points_text, print_faults, width
from tui.speech import Speech

_BAR = 20
_ZERO = Decimal(0)
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
        inside = [lines[indicator.id] for indicator in pillar.indicators]
        for sentence in _pillar_notes(scores[pillar.id], inside, card.set, speech):
            yield from indented(sentence, 4, columns)
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
    yield from indented(speech("card.period", period=title(record.period, lang)), 0, columns)
    known = card.set
    yield from indented(f"{clean_line(known.title.text(lang))} ({known.id} {known.version})", 0, columns)
    if record.assessor.name:
        yield from indented(speech("card.assessor", name=clean_line(record.assessor.name)), 0, columns)
    yield ""
    for sentence in _result(card, speech):
        yield from indented(sentence, 0, columns)


def _result(card: ScoreCard, speech: Speech) -> Iterator[str]:
    """Yield the total, how it came about, how much of the record it rests on, and the band."""
    totals, known = card.totals, card.set
    if totals.percent is None:
        yield speech("card.total_empty")
    else:
        percent = print_percent(totals.percent, lang=speech.lang)
        yield speech("card.total", points=_of(totals.points, totals.max, speech), percent=percent)
    yield from _aggregation(card, speech)
    coverage = card.coverage
    without = sum(line.counts and isinstance(line.outcome, NotApplicable) for line in card.lines)
    key = "card.coverage_without" if without else "card.coverage"
    yield speech(key, answered=coverage.answered, asked=coverage.asked, without=without)
    yield speech("card.band", band=band_of(card, speech))
    yield from _verified(card, speech)
    for name, points, cap in (
        ("bonus", totals.bonus, known.bonus_cap),
        ("penalty", totals.penalty, known.penalty_cap),
    ):
        if points:
            key = f"card.{name}" if cap is None or points < cap else f"card.{name}_capped"
            yield speech(key, points=print_points(points, speech.lang))


def _aggregation(card: ScoreCard, speech: Speech) -> Iterator[str]:
    """Yield what the pillars alone do not show: which mean, why it is 0, what brought the sum back."""
    totals, known = card.totals, card.set
    pillars = totals.pillars
    if known.aggregation != "sum":
        yield speech(f"card.{known.aggregation}")
        zero = [
            score.pillar.id for score in pillars if score.max and score.pillar.weight and not score.points
        ]
        if known.aggregation == "geometric_mean" and zero:
            yield speech("card.zero_pillar", ids=", ".join(zero))
        return
    excluded = {line.indicator.id for line in card.lines if way_out(line.outcome) == "exclude"}
    gone = {
        score.pillar.id: score.pillar.points
        - sum((i.points for i in score.pillar.indicators if i.in_maximum and i.id in excluded), _ZERO)
        for score in pillars
        if not score.max
    }
    left = totals.max - sum(gone.values(), _ZERO)
    if 0 < left < totals.max:
        achieved = sum((score.points for score in pillars), _ZERO)
        yield speech(
            "card.rescaled_total",
            sum=_scaled(achieved, left, totals.max, achieved * totals.max / left, speech),
            ids=", ".join(pillar for pillar, points in gone.items() if points > 0),
        )


def _of(points: Decimal, most: Decimal, speech: Speech) -> str:
    return f"{print_points(points, speech.lang)}/{print_points(most, speech.lang)}"


def _scaled(points: Decimal, left: Decimal, most: Decimal, result: Decimal, speech: Speech) -> str:
    """Return the sum that brings points back to the maximum: ``14,22/16,5 × 18 = 15,51``."""
    most_said, said = print_points(most, speech.lang), print_points(result, speech.lang)
    return f"{_of(points, left, speech)} × {most_said} = {said}"


def band_of(card: ScoreCard, speech: Speech, *, short: bool = False) -> str:
    """Return the band, or in words why there is none."""
    if card.band is not None:
        return clean_line(card.band.title.text(speech.lang))
    if card.totals.percent is None:
        return speech("card.nothing_left")
    if not card.enough:
        if short:
            return speech("card.not_enough_short")
        least = print_percent(card.set.band_from_coverage * 100, lang=speech.lang)
        return speech("card.not_enough", least=least)
    return speech("card.below_bands" if card.set.bands else "card.no_band")


def _verified(card: ScoreCard, speech: Speech) -> Iterator[str]:
    coverage, totals = card.verified.coverage, card.verified.totals
    if totals is not None:
        yield speech("card.verified", points=_of(totals.points, totals.max, speech))
    elif coverage.answered:
        yield speech("card.verifying", reviewed=coverage.answered, asked=coverage.asked)


def _pillar_line(score: PillarScore, speech: Speech, columns: int) -> str:
    pillar: Pillar = score.pillar
    if score.percent is None:
        right = speech("card.left_out" if pillar.points else "card.recorded")
    else:
        points = _of(score.points, score.max, speech)
        filled = int(score.percent * _BAR / 100)
        percent = print_percent(score.percent, 0, speech.lang)
        right = f"{points:>10} {percent:>6} [{'#' * filled}{'.' * (_BAR - filled)}]"
    return head_line(f"{pillar.id}. {clean_line(pillar.title.text(speech.lang))}", right, columns)


def _pillar_notes(
    score: PillarScore, lines: list[Line], known: IndicatorSet, speech: Speech
) -> Iterator[str]:
    """Yield the pillar's weight in a mean, and what its points and its maximum were brought back from."""
    lang = speech.lang
    pillar = score.pillar
    if known.aggregation != "sum":
        yield speech("card.weight", weight=print_number(pillar.weight, lang=lang))
    scored = [line for line in lines if line.indicator.in_maximum and line.indicator.points]
    removed = [line for line in scored if way_out(line.outcome) == "rescale"]
    excluded = [line for line in scored if way_out(line.outcome) == "exclude"]
    if not score.max:
        return
    if excluded:
        yield speech(
            "card.excluded",
            stated=print_points(pillar.points, lang),
            less=print_points(pillar.points - score.max, lang),
            max=print_points(score.max, lang),
            ids=_ids(excluded),
        )
    left = score.max - sum((line.indicator.points for line in removed), _ZERO)
    if removed and left > 0:
        achieved = sum((line.points or _ZERO for line in scored), _ZERO)
        sum_said = _scaled(achieved, left, score.max, score.points, speech)
        yield speech("card.rescaled", sum=sum_said, ids=_ids(removed))


def _ids(lines: list[Line]) -> str:
    return ", ".join(line.indicator.id for line in lines)


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
        points = points_text(line.verified_points, speech)
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
        return speech("card.penalty_line", points=print_points(abs(line.points), lang), max=most)
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
        points = speech("card.gain", points=points_text(gain.points, speech))
        yield head_line(f"  {indicator.id}  {clean_line(indicator.title.text(lang))}", points, columns)
        step = say(gain.step, lang)
        yield from indented(step[:1].upper() + step[1:], 8, columns)
        if indicator.remedy is not None:
            yield from indented(clean_line(indicator.remedy.text(lang)), 8, columns)
    others = len(short_of_maximum(card)) - len(found)
    if others > 0:
        yield from indented(speech("card.more_gains", n=others, id=card.set.id), 2, columns)
