"""Reviews: what the verified score of a line is, and of the whole record once every asked line is reviewed."""

from __future__ import annotations

from decimal import Decimal

from criteria.faults import Fault
from criteria.model import Indicator, IndicatorSet
from criteria.rules import Composite, Given, facts_of
from criteria.words import Words
from scoring.answers import BLANK, Answer, Review
from scoring.index import totals
from scoring.line_judged import AWAITS_UPPER, Bench, apply_to_line, fault_of
from scoring.outcome import AnswerError, NotAsked, Outcome, Reason, Recorded, Scored
from scoring.record import answer_digest
from scoring.rules_applied import Case
from scoring.scorecard import Coverage, Line, Verified

_ZERO = Decimal(0)


def reviewed_line(indicator: Indicator, bench: Bench) -> Line:
    """Return the line of the card: the self score, and the verified one where a review of this very answer stands."""
    outcome = bench.outcomes[indicator.id]
    record = bench.record
    answer = record.answers.get(indicator.id)
    rule = indicator.rule_for(record.unit.unit_class)
    if not record.review:
        return Line(indicator, rule, outcome, answer, None, None)
    review = record.review.get(indicator.id)
    if review is None or isinstance(outcome, NotAsked | Recorded):
        return Line(indicator, rule, outcome, answer, None, None)
    if isinstance(rule, Given) and rule.by == "upper":
        return Line(indicator, rule, outcome, answer, None if outcome is AWAITS_UPPER else outcome, review)
    if review.answer is not None and review.answer != answer_digest(record, indicator.id, facts_of(rule)):
        bench.findings.append(Fault("R511", ("review", indicator.id)))
        return Line(indicator, rule, outcome, answer, None, None)
    verified = _reviewed(indicator, outcome, review, bench)
    return Line(indicator, rule, outcome, answer, verified, None if verified is None else review)


def _reviewed(indicator: Indicator, outcome: Outcome, review: Review, bench: Bench) -> Outcome | None:
    """Return the outcome after review; None where the review itself has a fault."""
    if review.decision == "agreed":
        return outcome
    if review.decision == "rejected":
        if review.reason is None:
            bench.findings.append(Fault("R517", ("review", indicator.id)))
        return Scored(_ZERO, Reason("rejected", {"why": Words(review.reason or "–")}))
    path = ("review", indicator.id)
    answer = bench.record.answers.get(indicator.id, BLANK)
    case = Case(bench.facts.numbers, [], bench.spans.get(indicator.id), bench.facts.counts)
    rule = indicator.rule_for(bench.record.unit.unit_class)
    if isinstance(rule, Composite) and review.value is not None:
        bench.findings.append(Fault("R041", (*path, "value")))
        return None
    try:
        if review.points is not None:
            return apply_to_line(indicator, Given(), Answer(value=review.points), case, bench.set)
        changed = Answer(value=review.value, of=answer.of if review.of is None else review.of)
        return apply_to_line(indicator, rule, changed, case, bench.set)
    except AnswerError as error:
        bench.findings.append(fault_of(error, path, bench.set))
        return None


def unreviewed(counted: list[Line]) -> Verified:
    """Return the verified score of a record without reviews: there is none.

    Args:
        counted: The lines the coverage counts.
    """
    return Verified(None, Coverage(0, len(counted)))


def verified(known: IndicatorSet, lines: tuple[Line, ...], counted: list[Line]) -> Verified:
    """Return the verified score of the record.

    Args:
        known: The set.
        lines: Every line, in the set's order.
        counted: Those the coverage counts.
    """
    reviewed = sum(line.verified is not None for line in counted)
    coverage = Coverage(reviewed, len(counted))
    if reviewed < len(counted) or not counted:
        return Verified(None, coverage)
    by_id = {line.indicator.id: line.verified or line.outcome for line in lines}
    outcomes = [[by_id[indicator.id] for indicator in pillar.indicators] for pillar in known.pillars]
    return Verified(totals(known, outcomes), coverage)
