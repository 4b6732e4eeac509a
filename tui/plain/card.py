"""The score card in plain lines: no bars, nothing but sentences."""

from __future__ import annotations

from collections.abc import Iterator

from criteria.clean import clean_line
from scoring.gains import gains, short_of_maximum
from scoring.numbers import print_percent, print_points
from scoring.periods import title
from scoring.reasons import say
from scoring.scorecard import ScoreCard
from tui.cli.card import band_of
from tui.gain_text import why_beyond
from tui.plain.talk import Talk
from tui.plain.wording import capital, spoken
from tui.speech import Speech

_MOST_GAINS = 10


def tell_card(talk: Talk) -> None:
    """Say the total, the band, every pillar, the change since the last period, and what brings more points."""
    talk.say()
    for line in card_sentences(talk.sheet.card, talk.sheet.previous_card, talk.speech):
        talk.say(line)


def card_sentences(card: ScoreCard, previous: ScoreCard | None, speech: Speech) -> Iterator[str]:
    """Yield the card in sentences."""
    lang, totals, record = speech.lang, card.totals, card.record
    yield f"{clean_line(record.unit.name)}, {title(record.period, lang)}"
    yield total_sentence(card, speech)
    yield speech("card.coverage", answered=card.coverage.answered, asked=card.coverage.asked)
    yield speech("card.band", band=band_of(card, speech))
    if previous is not None and previous.totals.percent is not None and totals.percent is not None:
        points, most = print_points(previous.totals.points, lang), print_points(previous.totals.max, lang)
        period = capital(title(previous.record.period, lang))
        yield speech("plain.last_total", period=period, points=points, max=most)
    for score in totals.pillars:
        name = f"{score.pillar.id}. {score.pillar.title.text(lang)}"
        if score.percent is None:
            yield f"{name}: {speech('card.left_out' if score.pillar.points else 'card.recorded')}"
            continue
        points, most = print_points(score.points, lang), print_points(score.max, lang)
        percent = print_percent(score.percent, 0, lang)
        yield speech("plain.pillar", name=name, points=points, max=most, percent=percent)
    yield from _gains(card, speech)


def total_sentence(card: ScoreCard, speech: Speech) -> str:
    """Return the total in a sentence."""
    totals, lang = card.totals, speech.lang
    if totals.percent is None:
        return speech("card.total_empty")
    of = f"{print_points(totals.points, lang)}/{print_points(totals.max, lang)}"
    return speech("card.total", points=of, percent=print_percent(totals.percent, lang=lang))


def _gains(card: ScoreCard, speech: Speech) -> Iterator[str]:
    found = gains(card, _MOST_GAINS)
    if not found:
        return
    yield speech("card.gains")
    for gain in found:
        indicator = gain.line.indicator
        name = f"{indicator.id} {indicator.title.text(speech.lang)}"
        points = print_points(gain.points, speech.lang)
        yield speech("plain.gain", points=points, name=name, step=spoken(say(gain.step, speech.lang)))
        beyond = why_beyond(gain, card, speech)
        if beyond:
            yield beyond
        if indicator.remedy is not None:
            yield speech("sets.remedy", remedy=indicator.remedy.text(speech.lang))
    more = len(short_of_maximum(card)) - len(found)
    if more > 0:
        yield speech("plain.more_gains", n=more)
