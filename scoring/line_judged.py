"""One line judged: whether it is asked, whether it is answered, what its rule gives, and why."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal

from criteria.faults import Fault
from criteria.model import Condition, Indicator, IndicatorSet
from criteria.rules import Composite, Given, Info, Rule
from criteria.typed import NamedTuple
from criteria.words import Words
from scoring.answers import BLANK, Answer
from scoring.facts import FactReading
from scoring.index import rounded
from scoring.memory import Memory
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
from scoring.record import Record
from scoring.rules_applied import Case, Span, apply_rule, result_reason

_ZERO = Decimal(0)
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
        memory: What was judged before, where many records are; None where one is.
    """

    set: IndicatorSet
    record: Record
    facts: FactReading
    spoilt: Collection[str]
    spans: Mapping[str, Span]
    outcomes: dict[str, Outcome]
    findings: list[Fault]
    case: Case
    memory: Memory | None = None


def outcome_of(indicator: Indicator, lines: Mapping[str, Indicator], bench: Bench) -> Outcome:
    """Judge a line once; what its conditions look at is judged before it."""
    if not indicator.asked_when:
        if indicator.id not in bench.outcomes:
            bench.outcomes[indicator.id] = _judged(indicator, bench)
        return bench.outcomes[indicator.id]
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
    rule = indicator.rule_for(bench.record.unit.unit_class)
    if indicator.asked_when:
        held = [(condition, _holds(condition, bench)) for condition in indicator.asked_when]
        for condition, holds in held:
            if holds is False:
                return NotAsked(Reason("not_asked", {"parent": _parent(condition, bench.set)}))
        for condition, holds in held:
            if holds is None and not isinstance(rule, Info):
                return Unscored(Reason("parent_unanswered", {"parent": _parent(condition, bench.set)}))
    if isinstance(rule, Given) and rule.by == "upper":
        return _from_upper(indicator, bench)
    answer = bench.record.answers.get(indicator.id, BLANK)
    if indicator.id in bench.spoilt:
        return _faulty(rule)
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
    doubts: Sequence[tuple[str, str]] = case.doubts
    memory = bench.memory
    name = None
    if memory is not None and not bench.spans:
        name = memory.key(indicator.id, bench.record.unit.unit_class, rule, answer, case.facts)
    known = None if memory is None or name is None else memory.recall(name)
    if known is not None:
        outcome, doubts = known.outcome, known.doubts
    else:
        try:
            outcome = apply_to_line(indicator, rule, answer, case, bench.set)
        except AnswerError as error:
            bench.findings.append(fault_of(error, path, bench.set))
            return _faulty(rule)
        if memory is not None and name is not None:
            memory.keep(name, outcome, tuple(case.doubts))
    for code, key in doubts:
        bench.findings.append(Fault(code, (*path, key)))
    if indicator.evidence.required and not answer.evidence and isinstance(outcome, Scored):
        bench.findings.append(Fault("R506", (*path, "evidence")))
    return outcome


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
    if not isinstance(outcome, Scored) or "indicator" not in known.rounding.at:
        return outcome
    points, reason, reached, complete = outcome
    if not points or points == indicator.points:
        return outcome
    points = min(indicator.points, rounded(points, known, "indicator"))
    if points == outcome.points:
        return outcome
    arguments = {**reason.arguments, "result": result_reason(points, indicator.points)}
    return Scored(points, reason._replace(arguments=arguments), reached, complete)


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
