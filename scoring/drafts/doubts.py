"""What is doubtful though it is accepted: a figure far from the last period's, full marks everywhere."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from criteria.faults import Fault
from scoring.answers import BLANK, Answer
from scoring.drafts.entries import entry_of
from scoring.drafts.paths import Path
from scoring.drafts.questions import Question, Slot
from scoring.numbers import round_half_up
from scoring.outcome import Scored
from scoring.periods import kind_of
from scoring.record import Record
from scoring.scorecard import ScoreCard

_HALF = Decimal("0.5")
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
            label = before.period.label
            yield Fault("R518", slot.path, {"now": pair[0], "then": pair[1], "period": label})


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
    one, other = _percent(slot, _part(new, slot), now), _percent(slot, _part(old, slot), before)
    return None if one is None or other is None else (one, other)


def _percent(slot: Slot, answer: Answer, record: Record) -> Decimal | None:
    """Return a rate of a hundred, to two decimals."""
    of: object = answer.of
    if slot.of is not None:
        of = record.facts.get(slot.of, BLANK).value
    if isinstance(answer.value, Decimal) and isinstance(of, Decimal) and of > 0:
        return round_half_up(answer.value * _HUNDRED / of, 2)
    return answer.percent


def key_path(fault: Fault) -> Path:
    """Return a fault's place as a path of the draft."""
    return tuple(map(str, fault.path))
