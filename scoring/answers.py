"""What an officer wrote for one indicator or one fact, and what backs it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal

from criteria.typed import Literal, NamedTuple

Day = date  # a field called `date` hides the type within its class

Value = Decimal | bool | str | date | tuple[str, ...]
"""A value as the record has it: a figure, yes or no, a level or a text, a day, parts or a list."""
Approx = Literal["over", "under", "about"]


class Evidence(NamedTuple):
    """One document behind an answer: number, day, what it is about, and where its copy lies."""

    number: str | None = None
    date: Day | None = None
    title: str | None = None
    file: str | None = None
    sha256: str | None = None


class Answer(NamedTuple):
    """One answer. Value, `percent`, `inputs` or `not_applicable` answer the question; nothing else does.

    Attributes:
        value: The value, or the numerator of a rate.
        of: The denominator of a rate, where it is not a fact.
        percent: The rate, where only that is known; or beside its numerator and denominator.
        approx: That the figure is a bound or a rough one.
        not_applicable: Why the question does not apply to this unit.
        plan: What is intended. It never scores.
        inputs: One answer per sub-rule of a composite rule.
    """

    value: Value | None = None
    of: Decimal | None = None
    percent: Decimal | None = None
    approx: Approx | None = None
    not_applicable: str | None = None
    plan: str | None = None
    source: str | None = None
    as_of: date | None = None
    note: str | None = None
    evidence: tuple[Evidence, ...] = ()
    inputs: Mapping[str, Answer] = {}

    @property
    def says_something(self) -> bool:
        """Whether it is meant as an answer: a plan, a note or evidence alone is not."""
        return (
            self.value is not None
            or self.percent is not None
            or self.not_applicable is not None
            or bool(self.inputs)
        )


BARE = (None, None, None)
"""`answer[2:5]` of an answer without percentage, bound and "not applicable", as almost all are."""
BLANK = Answer()
"""The answer of a question nobody has answered."""


class Review(NamedTuple):
    """What the reviewer decided about one answer.

    Attributes:
        decision: agreed: the self score stands; changed: `value` is judged anew, or `points` count; rejected: 0.
        answer: Digest of the answer and facts that were judged; None where the reviewer's tool wrote none.
    """

    decision: Literal["agreed", "changed", "rejected"]
    answer: str | None = None
    value: Value | None = None
    of: Decimal | None = None
    points: Decimal | None = None
    reason: str | None = None
    by: str | None = None
    at: date | datetime | None = None


def said(entry: Answer | Evidence | Review) -> dict[str, object]:
    """Return an entry as a TOML table: the keys that say something, and no others."""
    table: dict[str, object] = {}
    for name, item in zip(entry._fields, entry, strict=True):
        if name == "evidence" and isinstance(entry, Answer):
            if entry.evidence:
                table[name] = [said(document) for document in entry.evidence]
        elif isinstance(item, dict):
            if item:
                table[name] = {key: said(part) for key, part in item.items()}
        elif item is not None:
            table[name] = item
    return table
