"""An indicator set as plain text: what is asked, for how many points, by which rule, on what ground."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from criteria.clean import clean_line
from criteria.model import Condition, Indicator, IndicatorSet, WantedEvidence
from criteria.rules import Choice, Info, Levels
from scoring.numbers import print_number, print_percent, print_points
from tui.cli.answer_text import answer_text, fact_text
from tui.cli.card import cited, head_line
from tui.cli.output import indented, points_text
from tui.cli.rule_text import rule_text
from tui.speech import Speech


def set_lines(known: IndicatorSet, speech: Speech, columns: int) -> Iterator[str]:
    """Yield the lines of a set, `columns` wide."""
    lang = speech.lang
    head = clean_line(f"{known.title.text(lang)} ({known.id} {known.version})")
    yield from indented(f"{head}: {points_text(known.max_points, speech)}", 0, columns)
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
            said = speech(
                "sets.fact", id=fact_id, form=fact_text(fact, speech), title=f"{fact.title.text(lang)}{unit}"
            )
            yield from indented(_with_levels(said, fact.levels, speech), 2, columns)
    for pillar in known.pillars:
        yield ""
        points = points_text(pillar.points, speech)
        title = f"{pillar.id}. {clean_line(pillar.title.text(lang))}"
        yield from _titled(title, points, indent=0, columns=columns)
        if known.aggregation != "sum":
            yield from indented(
                speech("sets.weight", weight=print_number(pillar.weight, lang=lang)), 4, columns
            )
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
    points = points_text(indicator.points, speech)
    if isinstance(indicator.rule, Info):
        points = speech("sets.info_points")
    elif indicator.bonus or indicator.penalty:
        points = speech("sets.bonus_points" if indicator.bonus else "sets.penalty_points", points=points)
    title = f"{indicator.id}  {clean_line(indicator.title.text(speech.lang))}"
    yield from _titled(title, points, indent=2, columns=columns)
    if indicator.question is not None:
        question = speech("sets.question", question=indicator.question.text(speech.lang))
        yield from indented(question, 8, columns)
    for sentence, indent in (*_scoring(indicator, known, speech), *_around(indicator, known, speech)):
        yield from indented(sentence, indent, columns)


def _titled(title: str, points: str, *, indent: int, columns: int) -> list[str]:
    """Return a title with its points at the end of the line; a long one on several lines, uncut."""
    if indent + len(title) + 2 + len(points) <= columns:
        return [head_line(" " * indent + title, points, columns)]
    return indented(f"{title}: {points}", indent, columns)


def _scoring(indicator: Indicator, known: IndicatorSet, speech: Speech) -> Iterator[tuple[str, int]]:
    """Yield how to answer and how that is scored, with the indent of each; for a class of unit what differs."""
    answer = answer_text(indicator.rule, indicator.points, speech)
    yield from _answering(answer, speech)
    rule = rule_text(indicator.rule, indicator.points, known, speech, penalty=indicator.penalty)
    key = "sets.penalty_rule" if indicator.penalty else "sets.rule"
    yield _with_levels(speech(key, rule=rule), _recorded_levels(indicator), speech), 8
    titles = {other.id: other.title.text(speech.lang) for other in known.classes}
    for other in indicator.when:
        rule = rule_text(other.rule, indicator.points, known, speech, penalty=indicator.penalty)
        title = titles.get(other.unit_class, other.unit_class)
        yield speech("sets.rule_for", unit_class=title, id=other.unit_class, rule=rule), 8
        own = answer_text(other.rule, indicator.points, speech)
        if own != answer:
            yield from ((sentence, indent + 2) for sentence, indent in _answering(own, speech))


def _answering(answer: list[str], speech: Speech) -> Iterator[tuple[str, int]]:
    first, *inputs = answer
    yield speech("sets.answer", answer=first), 8
    for form in inputs:
        yield form, 10


def _recorded_levels(indicator: Indicator) -> tuple[Choice, ...]:
    return indicator.rule.levels if isinstance(indicator.rule, Info) else ()


def _with_levels(sentence: str, levels: tuple[Choice, ...], speech: Speech) -> str:
    """Return the sentence with what the ids of levels mean behind it."""
    if not levels:
        return sentence
    named = (speech("rule.option_bare", title=level.title.text(speech.lang), id=level.id) for level in levels)
    return f"{sentence}: {'; '.join(named)}"


def _around(indicator: Indicator, known: IndicatorSet, speech: Speech) -> Iterator[tuple[str, int]]:
    """Yield what stands around the rule: when it is asked, what is not counted, what backs it, on what ground."""
    lang = speech.lang
    if indicator.asked_when:
        conditions = [_condition(condition, known, speech) for condition in indicator.asked_when]
        yield speech("sets.asked_when", conditions=speech("sets.and").join(conditions)), 8
    if indicator.exclude is not None:
        yield speech("sets.exclude", what=indicator.exclude.text(lang)), 8
    if indicator.not_applicable is not None:
        yield speech(f"sets.policy_{indicator.not_applicable}"), 8
    yield from _evidence(indicator.evidence, speech)
    if indicator.reference is not None:
        yield speech("sets.reference", reference=cited(indicator.reference, known)), 8
    if indicator.remedy is not None:
        yield speech("sets.remedy", remedy=indicator.remedy.text(lang)), 8


def _evidence(wanted: WantedEvidence, speech: Speech) -> Iterator[tuple[str, int]]:
    if wanted.hint is not None:
        key = "sets.evidence_required" if wanted.required else "sets.evidence"
        yield speech(key, hint=wanted.hint.text(speech.lang)), 8
    elif wanted.required:
        yield speech("sets.evidence_any"), 8


def _condition(condition: Condition, known: IndicatorSet, speech: Speech) -> str:
    """Say a condition: what it looks at, and what that must be."""
    lang = speech.lang
    levels: tuple[Choice, ...] = ()
    if condition.fact is not None:
        fact = known.facts.get(condition.fact)
        title = condition.fact if fact is None else fact.title.text(lang)
        what = speech("sets.fact_named", title=title, id=condition.fact)
        levels = () if fact is None else fact.levels
    else:
        parent = known.indicator(condition.indicator or "")
        what = speech("sets.indicator", id=condition.indicator)
        if parent is not None and isinstance(parent.rule, Levels | Info):
            levels = parent.rule.levels
    if condition.above is not None:
        return speech("sets.is_above", what=what, above=print_number(condition.above, lang=lang))
    if isinstance(condition.equals, bool):
        return speech("sets.is_yes" if condition.equals else "sets.is_no", what=what)
    named = next((level.title.text(lang) for level in levels if level.id == condition.equals), None)
    return speech("sets.is_level", what=what, level=named or condition.equals)


def _day(day: date) -> str:
    return f"{day:%d/%m/%Y}"
