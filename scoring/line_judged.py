"""One line judged: whether it is asked, whether it is answered, what its rule gives, and why."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from decimal import Decimal
from functools import lru_cache

from criteria.faults import Fault
from criteria.model import Condition, Indicator, IndicatorSet
from criteria.rules import Composite, Given, Info, Rule
from criteria.typed import NamedTuple
from criteria.words import Words
from scoring.answers import BLANK, Answer
from scoring.facts import FactReading
from scoring.index import rounded
from scoring.numbers import round_half_up
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
from scoring.quick import Quick
from scoring.record import Record
from scoring.rules_applied import Case, Span, apply_rule, result_reason

_ZERO = Decimal(0)
_REMEMBERED = 1024
_UNANSWERED = Unscored(Reason("unanswered"))
AWAITS_UPPER = Unscored(Reason("awaits_upper"))
"""The outcome of a line the upper level has not scored yet."""


class Bench(NamedTuple):
    """What every line of one record is judged with.

    Attributes:
        spoilt: Ids of answers with a fault of their own.
        outcomes: Outcomes so far, by indicator id: conditions look back at them.
        findings: Faults and warnings are added here.
        case: What rules are applied with; its doubts are those of the line at hand.
        quick: The quick way for lines, where many records are judged; None where one is.
    """

    set: IndicatorSet
    record: Record
    facts: FactReading
    spoilt: Collection[str]
    spans: Mapping[str, Span]
    outcomes: dict[str, Outcome]
    findings: list[Fault]
    case: Case
    quick: Quick | None = None


def judge_lines(lines: Mapping[str, Indicator], bench: Bench) -> None:
    """Judge every line once, in the order of the set; `bench.outcomes` has them then."""
    quick, outcomes, answers, spoilt = bench.quick, bench.outcomes, bench.record.answers, bench.spoilt
    if quick is None:
        for indicator in lines.values():
            outcome_of(indicator, lines, bench)
        return
    reckoners, rows, facts = quick.reckoners, quick.rows, bench.case.facts
    for name, indicator in lines.items():
        answer = answers.get(name)
        if answer is None or indicator.asked_when or name in spoilt:
            outcome_of(indicator, lines, bench)
            continue
        if name in outcomes:
            continue
        reckoner = reckoners.get(name)
        reckoned = None if reckoner is None else reckoner(answer, facts)
        if reckoned is None:
            outcomes[name] = _judged(indicator, bench)
            continue
        outcomes[name], rows[name] = reckoned
        if not answer.evidence and indicator.evidence.required:
            _miss_evidence(indicator, outcomes[name], bench)


def outcome_of(indicator: Indicator, lines: Mapping[str, Indicator], bench: Bench) -> Outcome:
    """Judge a line once; what its conditions look at is judged before it."""
    if not indicator.asked_when:
        known = bench.outcomes.get(indicator.id)
        if known is None:
            known = bench.outcomes[indicator.id] = _judged(indicator, bench)
        return known
    ahead = [indicator]
    while ahead:
        line = ahead[-1]
        if line.id in bench.outcomes:
            ahead.pop()
            continue
        parents = [c.indicator for c in line.asked_when if c.indicator is not None]
        waiting = [lines[parent] for parent in parents if parent not in bench.outcomes]
        if waiting:
            ahead += waiting
        else:
            bench.outcomes[line.id] = _judged(line, bench)
    return bench.outcomes[indicator.id]


def _judged(indicator: Indicator, bench: Bench) -> Outcome:
    name = indicator.id
    rule = indicator.rule_for(bench.record.unit.unit_class)
    if indicator.asked_when:
        held = [(condition, _holds(condition, bench)) for condition in indicator.asked_when]
        for condition, holds in held:
            if holds is False:
                return NotAsked(Reason("not_asked", {"parent": _parent(condition, bench.set)}))
        for condition, holds in held:
            if holds is None and not isinstance(rule, Info):
                return Unscored(Reason("parent_unanswered", {"parent": _parent(condition, bench.set)}))
    answer = bench.record.answers.get(name, BLANK)
    spoilt = name in bench.spoilt
    if bench.quick is not None and indicator.asked_when and not spoilt:
        outcome = _quickly(indicator, answer, bench, bench.quick)
        if outcome is not None:
            return outcome
    if isinstance(rule, Given) and rule.by == "upper":
        return _from_upper(indicator, bench)
    if spoilt:
        return _faulty(rule)
    if not answer.says_something:
        return _unanswered(indicator, rule, answer, bench)
    return _answered(indicator, rule, answer, bench)


def _quickly(indicator: Indicator, answer: Answer, bench: Bench, quick: Quick) -> Outcome | None:
    """Judge a line the quick way, if it can be, and keep its row."""
    name = indicator.id
    reckoner = quick.reckoners.get(name)
    reckoned = None if reckoner is None else reckoner(answer, bench.case.facts)
    if reckoned is None:
        return None
    outcome, quick.rows[name] = reckoned
    if not answer.evidence and indicator.evidence.required:
        _miss_evidence(indicator, outcome, bench)
    return outcome


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
        outcome = apply_to_line(indicator, rule, answer, case, bench.set)
    except AnswerError as error:
        bench.findings.append(fault_of(error, path, bench.set))
        return _faulty(rule)
    for code, key in case.doubts:
        bench.findings.append(Fault(code, (*path, key)))
    if not answer.evidence and indicator.evidence.required:
        _miss_evidence(indicator, outcome, bench)
    return outcome


def _miss_evidence(indicator: Indicator, outcome: Outcome, bench: Bench) -> None:
    if isinstance(outcome, Scored):
        bench.findings.append(Fault("R506", ("answers", indicator.id, "evidence")))


def _faulty(rule: Rule) -> Outcome:
    """Return the outcome of an answer that cannot be judged; what is only recorded is not missed for it."""
    reason = Reason("faulty")
    return Recorded(reason) if isinstance(rule, Info) else Unscored(reason)


def apply_to_line(
    indicator: Indicator, rule: Rule, answer: Answer, case: Case, known: IndicatorSet
) -> Outcome:
    """Judge an answer that says something.

    Raises:
        AnswerError: The answer does not fit the rule.
    """
    if answer.not_applicable is not None:
        return _not_applicable(indicator, rule, answer, known)
    if answer.inputs and not isinstance(rule, Composite):
        raise AnswerError("R038", "inputs")
    outcome = apply_rule(rule, indicator.points, answer, case)
    if not isinstance(outcome, Scored):
        return outcome
    _, reason, reached, complete = outcome
    points = line_rounding(indicator.points, known)(outcome.points)
    if points == outcome.points:
        return outcome
    arguments = {**reason.arguments, "result": result_reason(points, indicator.points)}
    return Scored(points, reason._replace(arguments=arguments), reached, complete)


@lru_cache(_REMEMBERED)
def _line_rounding(most: Decimal, digits: int | None) -> Callable[[Decimal], Decimal]:
    def round_points(points: Decimal) -> Decimal:
        if digits is None or not points or points == most:
            return points
        near = round_half_up(points, digits)
        if near == points:
            return points
        return min(most, near)

    return round_points


def line_rounding(most: Decimal, known: IndicatorSet) -> Callable[[Decimal], Decimal]:
    """Return what rounds the points of a line whose maximum is `most`, if the set rounds there; never above it."""
    rounding = known.rounding
    return _line_rounding(most, rounding.digits if "indicator" in rounding.at else None)


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


def fault_of(error: AnswerError, path: tuple[str, ...], known: IndicatorSet) -> Fault:
    """Return the finding for an answer that cannot be judged; a fact is named by its title."""
    details = dict(error.details)
    fact = known.facts.get(str(error.details.get("fact", "")))
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
        return AWAITS_UPPER
    try:
        outcome = apply_rule(Given(), indicator.points, Answer(value=points), Case({}, []))
    except AnswerError as error:
        fault = fault_of(error, ("review", indicator.id), bench.set)
        bench.findings.append(fault._replace(path=("review", indicator.id, "points")))
        return Unscored(Reason("faulty"))
    if isinstance(outcome, Scored):
        given = min(indicator.points, rounded(outcome.points, bench.set, "indicator"))
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
