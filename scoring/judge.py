"""The judge: an indicator set and a record in, a score card out. It reads no file and asks no clock."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from decimal import Decimal

from criteria.faults import Fault, nearest
from criteria.model import Condition, Indicator, IndicatorSet
from criteria.rules import Composite, Given, Info, Rule, facts_of
from criteria.typed import NamedTuple
from criteria.words import Words
from scoring.answers import BLANK, Answer, Review
from scoring.facts import FactReading, read_facts
from scoring.index import band, rounded, totals
from scoring.outcome import (
    AnswerError,
    Awaiting,
    NotApplicable,
    NotAsked,
    Outcome,
    Reason,
    Recorded,
    Scored,
    Unscored,
)
from scoring.record import Record, answer_digest
from scoring.rules_applied import Case, Span, apply_rule, result_reason
from scoring.scorecard import Coverage, Line, ScoreCard, Verified

_ZERO = Decimal(0)
_UNANSWERED = Unscored(Reason("unanswered"))
_AWAITS_UPPER = Unscored(Reason("awaits_upper"))


class Bench(NamedTuple):
    """What every line of one record is judged with.

    Attributes:
        spoilt: Ids of answers with a fault of their own.
        outcomes: Outcomes so far, by indicator id: conditions look back at them.
        findings: Faults and warnings are added here.
        case: What rules are applied with; its doubts are those of the line at hand.
    """

    set: IndicatorSet
    record: Record
    facts: FactReading
    spoilt: Collection[str]
    spans: Mapping[str, Span]
    outcomes: dict[str, Outcome]
    findings: list[Fault]
    case: Case


def judge(
    known: IndicatorSet,
    record: Record,
    *,
    spoilt: Collection[str] = (),
    spoilt_facts: Collection[str] = (),
    spans: Mapping[str, Span] | None = None,
) -> ScoreCard:
    """Judge a record by a set.

    Args:
        known: The set; the caller has made sure it is the one the record names.
        record: The record.
        spoilt: Ids of indicators whose answers have a fault in the file: they are unscored.
        spoilt_facts: Ids of facts likewise.
        spans: For a `relative` indicator the figures of all units, where a merge knows them.
    """
    findings: list[Fault] = []
    facts = read_facts(known, record, spoilt_facts, findings)
    bench = Bench(known, record, facts, spoilt, spans or {}, {}, findings, Case(facts.numbers, []))
    _note_strangers(bench)
    lines = {indicator.id: indicator for indicator in known.indicators()}
    for indicator in lines.values():
        _outcome(indicator, lines, bench)
    judged = tuple(_line(indicator, bench) for indicator in lines.values())
    return _card(bench, judged)


def _card(bench: Bench, lines: tuple[Line, ...]) -> ScoreCard:
    known = bench.set
    counted = [line for line in lines if line.counts]
    coverage = Coverage(sum(line.is_answered for line in counted), len(counted))
    result = totals(known, [[bench.outcomes[i.id] for i in pillar.indicators] for pillar in known.pillars])
    enough = coverage.share >= known.band_from_coverage
    return ScoreCard(
        set=known,
        record=bench.record,
        lines=lines,
        totals=result,
        coverage=coverage,
        band=band(known, result.percent) if enough else None,
        verified=_verified(known, lines, counted),
        findings=tuple(bench.findings),
    )


def _outcome(indicator: Indicator, lines: Mapping[str, Indicator], bench: Bench) -> Outcome:
    """Judge a line once; a condition that looks ahead has its parent judged first."""
    done = bench.outcomes.get(indicator.id)
    if done is None:
        for condition in indicator.asked_when:
            if condition.indicator is not None:
                _outcome(lines[condition.indicator], lines, bench)
        done = bench.outcomes[indicator.id] = _judged(indicator, bench)
    return done


def _judged(indicator: Indicator, bench: Bench) -> Outcome:
    rule = indicator.rule_for(bench.record.unit.unit_class)
    for condition in indicator.asked_when:
        holds = _holds(condition, bench)
        if holds is False:
            return NotAsked(Reason("not_asked", {"parent": _parent(condition, bench.set)}))
        if holds is None:
            if not isinstance(rule, Info):
                return Unscored(Reason("parent_unanswered", {"parent": _parent(condition, bench.set)}))
            break
    if isinstance(rule, Given) and rule.by == "upper":
        return _from_upper(indicator, bench)
    answer = bench.record.answers.get(indicator.id, BLANK)
    if indicator.id in bench.spoilt:
        return Unscored(Reason("faulty"))
    if not answer.says_something:
        return _unanswered(indicator, rule, answer, bench)
    return _answered(indicator, rule, answer, bench)


def _unanswered(indicator: Indicator, rule: Rule, answer: Answer, bench: Bench) -> Outcome:
    if isinstance(rule, Info):
        return Recorded(Reason("unanswered_info"))
    if indicator.penalty:
        bench.findings.append(Fault("R505", ("answers", indicator.id)))
    if answer.plan is not None:
        return Unscored(Reason("plan_only", {"plan": Words(answer.plan)}))
    return _UNANSWERED


def _answered(indicator: Indicator, rule: Rule, answer: Answer, bench: Bench) -> Outcome:
    case = bench.case
    if bench.spans:
        case = case._replace(span=bench.spans.get(indicator.id))
    case.doubts.clear()
    path = ("answers", indicator.id)
    try:
        outcome = _apply(indicator, rule, answer, case, bench.set)
    except AnswerError as error:
        bench.findings.append(_fault(error, path, bench.set))
        return Unscored(Reason("faulty"))
    for code, key in case.doubts:
        bench.findings.append(Fault(code, (*path, key)))
    if indicator.evidence.required and not answer.evidence and isinstance(outcome, Scored):
        bench.findings.append(Fault("R506", (*path, "evidence")))
    return outcome


def _apply(indicator: Indicator, rule: Rule, answer: Answer, case: Case, known: IndicatorSet) -> Outcome:
    """Judge an answer that says something.

    Raises:
        AnswerError: The answer does not fit the rule.
    """
    if answer.not_applicable is not None:
        return _not_applicable(indicator, rule, answer, known)
    if answer.inputs and not isinstance(rule, Composite):
        raise AnswerError("R038", "inputs")
    outcome = apply_rule(rule, indicator.points, answer, case)
    if not isinstance(outcome, Scored) or "indicator" not in known.rounding.at:
        return outcome
    points = rounded(outcome.points, known, "indicator")
    if points == outcome.points:
        return outcome
    arguments = {**outcome.reason.arguments, "result": result_reason(points, indicator.points)}
    return outcome._replace(points=points, reason=outcome.reason._replace(arguments=arguments))


def _not_applicable(indicator: Indicator, rule: Rule, answer: Answer, known: IndicatorSet) -> Outcome:
    if answer.value is not None or answer.percent is not None or answer.inputs:
        raise AnswerError("R039", "not_applicable")
    why = Words(answer.not_applicable or "")
    if isinstance(rule, Info):
        return Recorded(Reason("not_applicable_info", {"why": why}))
    policy = indicator.not_applicable or known.not_applicable
    if policy == "refuse":
        raise AnswerError("R040", "not_applicable")
    points = {"full_marks": indicator.points, "zero": _ZERO}.get(policy)
    if indicator.penalty and points is not None:
        points = _ZERO
    return NotApplicable(policy, points, Reason(f"not_applicable_{policy}", {"why": why}))


def _fault(error: AnswerError, path: tuple[str, ...], known: IndicatorSet) -> Fault:
    details: dict[str, str | Words] = dict(error.details)
    fact = known.facts.get(error.details.get("fact", ""))
    if fact is not None:
        details["fact"] = fact.title
    keys = tuple(error.key.split(".")) if error.key else ()
    return Fault(error.code, path + keys, details)


def _from_upper(indicator: Indicator, bench: Bench) -> Outcome:
    review = bench.record.review.get(indicator.id)
    points = None if review is None else review.points
    if review is not None and review.decision == "rejected":
        points = _ZERO
    if points is None:
        return _AWAITS_UPPER
    try:
        outcome = apply_rule(Given(), indicator.points, Answer(value=points), Case({}, []))
    except AnswerError as error:
        fault = _fault(error, ("review", indicator.id), bench.set)
        bench.findings.append(fault._replace(path=("review", indicator.id, "points")))
        return Unscored(Reason("faulty"))
    if isinstance(outcome, Scored):
        given = rounded(outcome.points, bench.set, "indicator")
        result = result_reason(given, indicator.points)
        return Scored(given, Reason("given_by_upper", {"result": result}), reached=outcome.reached)
    return outcome


def _holds(condition: Condition, bench: Bench) -> bool | None:
    """Tell whether a condition holds; None where what it looks at is unanswered."""
    if condition.fact is not None:
        return bench.facts.meets(condition)
    parent = condition.indicator or ""
    match bench.outcomes[parent]:
        case NotAsked() | NotApplicable():
            return False
        case Unscored():
            return None
        case Scored() | Awaiting() | Recorded():
            answer = bench.record.answers.get(parent, BLANK)
            return meets(condition, answer)


def meets(condition: Condition, answer: Answer) -> bool | None:
    """Tell whether an answer meets a condition; None where the answer has no value to tell by."""
    value = answer.value
    if condition.above is not None:
        number = value if isinstance(value, Decimal) else answer.percent
        return None if number is None else number > condition.above
    return None if value is None else value == condition.equals


def _parent(condition: Condition, known: IndicatorSet) -> Words:
    if condition.fact is not None:
        fact = known.facts.get(condition.fact)
        return fact.title if fact else Words(condition.fact)
    return Words(condition.indicator or "")


def _note_strangers(bench: Bench) -> None:
    """Note answers, reviews and a class of unit that the set does not know."""
    known = [indicator.id for indicator in bench.set.indicators()]
    record = bench.record
    for table, ids in (("answers", record.answers), ("review", record.review)):
        for stranger in sorted(ids.keys() - set(known)):
            near = nearest(stranger, known)
            code = "R010" if near is None else "R011"
            details = {"word": stranger, "near": near or "–", "set": bench.set.id}
            bench.findings.append(Fault(code, (table, stranger), details))
    unit_class = record.unit.unit_class
    classes = [other.id for other in bench.set.classes]
    if unit_class is not None and unit_class not in classes:
        listed = ", ".join(classes) or "–"
        bench.findings.append(Fault("R012", ("unit", "class"), {"word": unit_class, "known": listed}))
    elif unit_class is None and any(indicator.when for indicator in bench.set.indicators()):
        bench.findings.append(Fault("R507", ("unit", "class"), {"known": ", ".join(classes)}))


def _line(indicator: Indicator, bench: Bench) -> Line:
    outcome = bench.outcomes[indicator.id]
    answer = bench.record.answers.get(indicator.id)
    review = bench.record.review.get(indicator.id)
    if review is None or isinstance(outcome, NotAsked | Recorded):
        return Line(indicator, outcome, answer, None, None)
    rule = indicator.rule_for(bench.record.unit.unit_class)
    if isinstance(rule, Given) and rule.by == "upper":
        return Line(indicator, outcome, answer, None if outcome is _AWAITS_UPPER else outcome, review)
    if review.answer is not None and review.answer != answer_digest(
        bench.record, indicator.id, facts_of(rule)
    ):
        bench.findings.append(Fault("R511", ("review", indicator.id)))
        return Line(indicator, outcome, answer)
    verified = _reviewed(indicator, outcome, review, bench)
    return Line(indicator, outcome, answer, verified, None if verified is None else review)


def _reviewed(indicator: Indicator, outcome: Outcome, review: Review, bench: Bench) -> Outcome | None:
    """Return the outcome after review; None where the review itself has a fault."""
    if review.decision == "agreed":
        return outcome
    if review.decision == "rejected":
        return Scored(_ZERO, Reason("rejected", {"why": Words(review.reason or "–")}))
    path = ("review", indicator.id)
    answer = bench.record.answers.get(indicator.id, BLANK)
    case = Case(bench.facts.numbers, [], bench.spans.get(indicator.id))
    rule = indicator.rule_for(bench.record.unit.unit_class)
    if isinstance(rule, Composite) and review.value is not None:
        bench.findings.append(Fault("R041", (*path, "value")))
        return None
    try:
        if review.points is not None:
            return _apply(indicator, Given(), Answer(value=review.points), case, bench.set)
        changed = Answer(value=review.value, of=answer.of if review.of is None else review.of)
        return _apply(indicator, rule, changed, case, bench.set)
    except AnswerError as error:
        bench.findings.append(_fault(error, path, bench.set))
        return None


def _verified(known: IndicatorSet, lines: tuple[Line, ...], counted: list[Line]) -> Verified:
    reviewed = sum(line.verified is not None for line in counted)
    coverage = Coverage(reviewed, len(counted))
    if reviewed < len(counted) or not counted:
        return Verified(None, coverage)
    by_id = {line.indicator.id: line.verified or line.outcome for line in lines}
    outcomes = [[by_id[indicator.id] for indicator in pillar.indicators] for pillar in known.pillars]
    return Verified(totals(known, outcomes), coverage)
