"""What is doubtful though it is accepted: a figure far from the last period's, a rate that can hardly be, all at full marks."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from criteria.faults import Fault
from criteria.rules import Composite, Proportional, Ratio, Rule, Steps
from criteria.words import Words
from scoring.answers import BLANK, Answer
from scoring.drafts.entries import entry_of
from scoring.drafts.paths import Path
from scoring.drafts.questions import Question, Slot
from scoring.numbers import round_half_up
from scoring.outcome import Scored
from scoring.periods import Period, kind_of, title
from scoring.record import Record
from scoring.scorecard import ScoreCard

_HALF = Decimal("0.5")
_ONE, _TWICE = Decimal(1), Decimal(2)
_HUNDRED = Decimal(100)
_FIGURES = ("count", "amount")


def jumps(question: Question, now: Record, before: Record) -> Iterator[Fault]:
    """Yield a warning for each figure that differs from the last period's by more than half of that.

    Rates are compared where both are known; plain figures only between periods of the same kind, because most count
    from the beginning of the period.
    """
    new, old = entry_of(now, question.key), entry_of(before, question.key)
    if new is None or old is None:
        return
    alike = kind_of(now.period) == kind_of(before.period)
    for slot in question.slots:
        if slot.role != "value" or slot.kind not in _FIGURES:
            continue
        ratio = any(other.path == (*slot.path[:-1], "percent") for other in question.slots)
        pair = _rates(slot, new, old, now, before) if ratio else None
        if pair is None and alike:
            pair = _values(slot, new, old)
        if pair is not None and pair[1] > 0 and abs(pair[0] - pair[1]) > pair[1] * _HALF:
            period = period_words(before.period)
            yield Fault("R518", slot.path, {"now": pair[0], "then": pair[1], "period": period})


def far_rates(question: Question, record: Record) -> Iterator[Fault]:
    """Yield a warning for each rate of more than twice the whole, where the rule asks for no more than the whole.

    Only a rate whose numerator may exceed its denominator can be one; any other is refused by the judge.
    """
    answer = entry_of(record, question.key)
    if answer is None or question.rule is None:
        return
    for path, ratio, part in _may_exceed(question.rule, answer, question.key):
        rate = _rate(ratio.of, part, record)
        if rate is not None and rate > _TWICE * _HUNDRED:
            role = "percent" if part.value is None else "value"
            yield Fault("R530", (*path, role), {"rate": rate})


def _may_exceed(rule: Rule, answer: Answer, path: Path) -> Iterator[tuple[Path, Ratio, Answer]]:
    """Yield path, ratio and answer of every rate that may exceed the whole, though its rule asks for no more than that."""
    match rule:
        case Composite(rules=rules):
            for sub in rules:
                part = answer.inputs.get(sub.id, BLANK)
                yield from _may_exceed(sub.rule, part, (*path, "inputs", sub.id))
            return
        case Proportional(answer="ratio", ratio=ratio, target=target, worst=worst):
            bound = target if worst is None else worst
        case Steps(answer="ratio", ratio=ratio, steps=steps):
            bound = steps[-1].reached
        case _:
            return
    if ratio.may_exceed and ratio.per == _ONE and bound <= _ONE:
        yield path, ratio, answer


def period_words(period: Period) -> Words:
    """Return what people call a period."""
    return Words(title(period, "vi"), title(period, "en"))


def all_full(card: ScoreCard) -> bool:
    """Tell whether every line that counts has its maximum."""
    counted = [line for line in card.lines if line.counts]
    return len(counted) > 1 and all(
        isinstance(line.outcome, Scored) and line.outcome.points == line.indicator.points
        for line in counted
        if not line.indicator.penalty
    )


def _part(answer: Answer, slot: Slot) -> Answer:
    """Return the answer a slot belongs to: the whole, or one input of it."""
    return answer.inputs.get(slot.path[3], BLANK) if slot.path[2] == "inputs" else answer


def _values(slot: Slot, new: Answer, old: Answer) -> tuple[Decimal, Decimal] | None:
    one, other = _part(new, slot).value, _part(old, slot).value
    return (one, other) if isinstance(one, Decimal) and isinstance(other, Decimal) else None


def _rates(
    slot: Slot, new: Answer, old: Answer, now: Record, before: Record
) -> tuple[Decimal, Decimal] | None:
    one, other = _rate(slot.of, _part(new, slot), now), _rate(slot.of, _part(old, slot), before)
    return None if one is None or other is None else (one, other)


def _rate(fact: str | None, answer: Answer, record: Record) -> Decimal | None:
    """Return a rate of a hundred, to two decimals; of a fact where one is named, else of the answer's own denominator."""
    of: object = answer.of
    if fact is not None:
        of = record.facts.get(fact, BLANK).value
    if isinstance(answer.value, Decimal) and isinstance(of, Decimal) and of > 0:
        return round_half_up(answer.value * _HUNDRED / of, 2)
    return answer.percent


def key_path(fault: Fault) -> Path:
    """Return a fault's place as a path of the draft."""
    return tuple(map(str, fault.path))
