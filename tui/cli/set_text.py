"""An indicator set as plain text: what is asked, for how many points, by which rule, on what ground."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from criteria.clean import clean_line
from criteria.model import Indicator, IndicatorSet
from criteria.rules import Info
from scoring.numbers import print_percent, print_points
from tui.cli.card import cited, head_line
from tui.cli.output import indented
from tui.cli.rule_text import rule_text
from tui.speech import Speech


def set_lines(known: IndicatorSet, speech: Speech, columns: int) -> Iterator[str]:
    """Yield the lines of a set, `columns` wide."""
    lang = speech.lang
    most = speech("sets.points", points=print_points(known.max_points, lang))
    yield head_line(f"{clean_line(known.title.text(lang))} ({known.id} {known.version})", most, columns)
    if known.summary is not None:
        yield from indented(clean_line(known.summary.text(lang)), 0, columns)
    yield ""
    for sentence in _how(known, speech):
        yield from indented(sentence, 0, columns)
    if known.facts:
        yield ""
        yield speech("sets.facts")
        for fact_id, fact in known.facts.items():
            unit = f" ({clean_line(fact.unit.text(lang))})" if fact.unit else ""
            yield from indented(f"{fact_id}: {clean_line(fact.title.text(lang))}{unit}", 2, columns)
    for pillar in known.pillars:
        yield ""
        points = speech("sets.points", points=print_points(pillar.points, lang))
        yield head_line(f"{pillar.id}. {clean_line(pillar.title.text(lang))}", points, columns)
        for indicator in pillar.indicators:
            yield from _indicator(indicator, known, speech, columns)
    yield ""
    yield speech("sets.references")
    for reference in known.references.values():
        day = f", {_day(reference.date)}" if reference.date else ""
        subject = f": {clean_line(reference.subject.text(lang))}" if reference.subject else ""
        yield from indented(f"{clean_line(reference.title)}{day}{subject}", 2, columns)


def _how(known: IndicatorSet, speech: Speech) -> Iterator[str]:
    """Yield how the set adds up, in sentences."""
    lang = speech.lang
    if known.valid_from or known.valid_to:
        start = "…" if known.valid_from is None else _day(known.valid_from)
        end = speech("sets.open_ended") if known.valid_to is None else _day(known.valid_to)
        yield speech("sets.valid", start=start, end=end)
    yield speech(f"sets.aggregation_{known.aggregation}")
    at = [
        speech(f"sets.at_{place}") for place in ("indicator", "pillar", "total") if place in known.rounding.at
    ]
    if at:
        yield speech("sets.rounding", digits=known.rounding.digits, at=", ".join(at))
    else:
        yield speech("sets.rounding_none")
    yield speech(f"sets.policy_{known.not_applicable}")
    if any(indicator.bonus or indicator.penalty for indicator in known.indicators()):
        caps = [
            speech("sets.no_cap") if cap is None else print_points(cap, lang)
            for cap in (known.bonus_cap, known.penalty_cap)
        ]
        yield speech("sets.caps", bonus=caps[0], penalty=caps[1])
    if known.bands:
        bands = [
            speech(
                "sets.band_from", title=band.title.text(lang), lowest=print_percent(band.lowest, lang=lang)
            )
            for band in sorted(known.bands, key=lambda band: -band.lowest)
        ]
        least = print_percent(known.band_from_coverage * 100, lang=lang)
        yield speech("sets.bands", bands="; ".join(bands), least=least)
    if known.classes:
        classes = "; ".join(f"{other.title.text(lang)} ({other.id})" for other in known.classes)
        yield speech("sets.classes", classes=classes)
    yield speech("sets.digest", digest=known.digest)


def _indicator(indicator: Indicator, known: IndicatorSet, speech: Speech, columns: int) -> Iterator[str]:
    lang = speech.lang
    kind = "bonus_points" if indicator.bonus else "penalty_points" if indicator.penalty else "points"
    points = speech(f"sets.{kind}", points=print_points(indicator.points, lang))
    if isinstance(indicator.rule, Info):
        points = speech("sets.info_points")
    yield head_line(f"  {indicator.id}  {clean_line(indicator.title.text(lang))}", points, columns)
    rule = rule_text(indicator.rule, indicator.points, known, speech)
    yield from indented(speech("sets.rule", rule=rule), 8, columns)
    titles = {other.id: other.title.text(lang) for other in known.classes}
    for other in indicator.when:
        rule = rule_text(other.rule, indicator.points, known, speech)
        unit_class = clean_line(titles.get(other.unit_class, other.unit_class))
        yield from indented(speech("sets.rule_for", unit_class=unit_class, rule=rule), 8, columns)
    if indicator.not_applicable is not None:
        yield from indented(speech(f"sets.policy_{indicator.not_applicable}"), 8, columns)
    if indicator.reference is not None:
        yield from indented(speech("sets.reference", reference=cited(indicator.reference, known)), 8, columns)
    if indicator.remedy is not None:
        yield from indented(clean_line(indicator.remedy.text(lang)), 8, columns)


def _day(day: date) -> str:
    return f"{day:%d/%m/%Y}"
