"""Lines of records judged and written at once, by functions made for the indicators of a set (`scoring.quick`)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal

from criteria.model import Indicator, IndicatorSet
from criteria.rules import Composite, Info, PerItem, Rule
from criteria.words import Words
from scoring.answers import BARE, Answer
from scoring.line_judged import apply_to_line, line_rounding
from scoring.merge.answer_rows import Cells, answer_row, figures_told, head_cells, scored_cells, value_told
from scoring.merge.csv_text import CsvStyle
from scoring.merge.tellers import by_small_rate, by_value, is_rate, judged, teller
from scoring.merge.tongue import MOST, Tongue
from scoring.outcome import Outcome, Reason, Recorded, Scored
from scoring.quick import Facts, Reckoned, Reckoner
from scoring.reasons import say, standing_of
from scoring.scorecard import Line

_IN_THE_ROW = Reason("recorded", {"what": Words("…")})
"""The reason of an outcome that was put into words at once, in its row."""


def reckoners(known: IndicatorSet, unit_class: str | None, style: CsvStyle) -> Mapping[str, Reckoner]:
    """Return the functions for units of one class, by indicator id: those there are.

    Args:
        known: The set.
        unit_class: The class.
        style: How rows are written.
    """
    made = {
        indicator.id: _reckoner(indicator, indicator.rule_for(unit_class), known, style)
        for indicator in known.indicators()
    }
    return {name: reckoner for name, reckoner in made.items() if reckoner is not None}


def _reckoner(indicator: Indicator, rule: Rule, known: IndicatorSet, style: CsvStyle) -> Reckoner | None:
    def found(answer: Answer) -> Reckoned | None:
        outcome = judged(lambda case: apply_to_line(indicator, rule, answer, case, known))
        if outcome is None:
            return None
        return outcome, answer_row(Line(indicator, rule, outcome, answer), {}, style)

    remembered = by_value(rule, found)
    if remembered is not None:
        return remembered
    if isinstance(rule, Info):
        return _by_teller(indicator, rule, known, style) if rule.answer == "ratio" else None
    if not indicator.in_maximum:
        return None
    if isinstance(rule, PerItem):
        return _by_count(indicator, rule, known, style)
    return _by_teller(indicator, rule, known, style)


def _by_teller(indicator: Indicator, rule: Rule, known: IndicatorSet, style: CsvStyle) -> Reckoner | None:
    """Return the function for a rate, or for a rule made of rules."""
    most = indicator.points
    tongue = Tongue(style.lang, standing_of(indicator))
    tell = teller(rule, most, tongue, line_rounding(most, known))
    if tell is None:
        return None
    figures = _figures(rule, style)
    between, cell = style.delimiter, style.cell
    ends: dict[tuple[Decimal, bool], tuple[Outcome, Cells]] = {}

    def ended(points: Decimal, *, reached: bool) -> tuple[Outcome, Cells]:
        if isinstance(rule, Info):
            outcome: Outcome = Recorded(_IN_THE_ROW)
            return outcome, head_cells(Line(indicator, rule, outcome), style)
        return Scored(points, _IN_THE_ROW, reached), scored_cells(indicator, points, style)

    def reckon(answer: Answer, facts: Facts) -> Reckoned | None:
        told = tell(answer, facts)
        if told is None:
            return None
        points, reached, reason = told
        end = ends.get((points, reached))
        if end is None:
            end = ended(points, reached=reached)
            if len(ends) < MOST:
                ends[points, reached] = end
        outcome, (start, without, backed) = end
        return outcome, (start, f"{figures(answer, facts)}{between}{cell(reason)}", without, backed)

    return by_small_rate(rule.ratio.of, reckon) if is_rate(rule) else reckon


def _figures(rule: Rule, style: CsvStyle) -> Callable[[Answer, Facts], str]:
    """Return what writes the cells of value, denominator and percentage."""
    if isinstance(rule, Composite):
        return lambda answer, _: figures_told(answer, style)
    of, between = rule.ratio.of, style.delimiter  # type: ignore[union-attr]  # rules of rates have one
    if of is None:
        return lambda answer, _: f"{answer.value!s}{between}{answer.of!s}{between}"
    return lambda answer, facts: f"{answer.value!s}{between}{facts[of]!s}{between}"


def _by_count(indicator: Indicator, rule: PerItem, known: IndicatorSet, style: CsvStyle) -> Reckoner:
    """Return the function for lists of which the entries are counted."""
    between = style.delimiter
    ends: dict[int, tuple[Outcome, Cells, str]] = {}

    def ended(count: int) -> tuple[Outcome, Cells, str] | None:
        answer = Answer(Decimal(count))
        outcome = judged(lambda case: apply_to_line(indicator, rule, answer, case, known))
        if not isinstance(outcome, Scored):
            return None
        reason = say(outcome.reason, style.lang, standing_of(indicator))
        return outcome, scored_cells(indicator, outcome.points, style), style.cell(reason)

    def reckon(answer: Answer, _: Facts) -> Reckoned | None:
        value = answer.value
        if type(value) is not tuple or answer.inputs or answer.of is not None or answer[2:5] != BARE:
            return None
        count = len({item.strip().casefold() for item in value})
        end = ends.get(count)
        if end is None:
            end = ended(count)
            if end is None:
                return None
            ends[count] = end
        outcome, (start, without, backed), reason = end
        rest = f"{value_told(value, style)}{between}{between}{between}{reason}"
        return outcome, (start, rest, without, backed)

    return reckon
