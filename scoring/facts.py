"""The facts of a record (thông tin chung), checked against the set that asks for them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from decimal import Decimal

from criteria.faults import Fault, nearest
from criteria.model import Condition, Fact, IndicatorSet
from criteria.place import MOST_FAULTS
from criteria.typed import NamedTuple
from scoring.answers import Answer
from scoring.figures import plain_number
from scoring.outcome import AnswerError
from scoring.record import Record


class FactReading(NamedTuple):
    """The facts that are sound.

    Attributes:
        numbers: Counts and amounts, by id: the denominators.
        answers: Every sound fact as it was answered, by id.
        absent: Facts said not to apply.
        counts: Ids of the numbers that are counts.
    """

    numbers: Mapping[str, Decimal]
    answers: Mapping[str, Answer]
    absent: frozenset[str]
    counts: frozenset[str] = frozenset()

    def meets(self, condition: Condition) -> bool | None:
        """Tell whether a condition on a fact holds; None where the fact is unanswered."""
        fact = condition.fact or ""
        if fact in self.absent:
            return False
        answer = self.answers.get(fact)
        if answer is None or answer.value is None:
            return None
        if condition.above is not None:
            return isinstance(answer.value, Decimal) and answer.value > condition.above
        return answer.value == condition.equals


def read_facts(
    known: IndicatorSet, record: Record, spoilt: Collection[str], findings: list[Fault]
) -> FactReading:
    """Check every fact of `record`; what is wrong is added to `findings`."""
    numbers: dict[str, Decimal] = {}
    answers: dict[str, Answer] = {}
    absent: set[str] = set()
    for fact_id, answer in record.facts.items():
        fact = known.facts.get(fact_id)
        if fact is None:
            if len(findings) >= MOST_FAULTS:
                continue
            near = nearest(fact_id, known.facts)
            code = "R013" if near is None else "R014"
            details = {"word": fact_id, "near": near or "–", "set": known.id}
            findings.append(Fault(code, ("facts", fact_id), details))
            continue
        if fact_id in spoilt:
            continue
        if answer.not_applicable is not None:
            absent.add(fact_id)
            continue
        if answer.value is None:
            continue
        try:
            number = _checked(fact, answer)
        except AnswerError as error:
            path = ("facts", fact_id) if error.key == "value" else ("facts", fact_id, error.key)
            findings.append(Fault(error.code, path, error.details))
            continue
        answers[fact_id] = answer
        if number is not None:
            numbers[fact_id] = number
    counts = frozenset(fact_id for fact_id in numbers if known.facts[fact_id].answer == "count")
    return FactReading(numbers, answers, frozenset(absent), counts)


def _checked(fact: Fact, answer: Answer) -> Decimal | None:
    """Return the number of a count or an amount, None for any other sound fact.

    Raises:
        AnswerError: The value is not of the fact's kind.
    """
    value = answer.value
    match fact.answer:
        case "count" | "amount":
            return plain_number(answer, whole=fact.answer == "count")
        case "yes_no":
            fits, wanted = isinstance(value, bool), "flag"
        case "level":
            known = [level.id for level in fact.levels]
            if isinstance(value, str) and value not in known:
                raise AnswerError("R030", "value", word=value, known=", ".join(known))
            fits, wanted = isinstance(value, str), "text"
        case "list":
            fits, wanted = isinstance(value, tuple), "texts"
        case "date":
            fits, wanted = not isinstance(value, Decimal | bool | str | tuple), "date"
        case _:
            fits, wanted = isinstance(value, str), "text"
    if not fits:
        raise AnswerError("R020", "value", wanted=wanted)
    return None
