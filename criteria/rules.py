"""The score rules: a closed union of the twenty shapes found in the ministry's and provinces' instruments.

*max* below is the points of the indicator (or sub-rule) that carries the rule. Targets, floors and steps of a ratio
are in the ratio's own unit: 0.6 is 60 %.
"""

from __future__ import annotations

from decimal import Decimal

from criteria.typed import Literal, NamedTuple
from criteria.words import Words

AnswerKind = Literal[
    "yes_no", "level", "parts", "count", "amount", "ratio", "inputs", "given", "text", "date", "list"
]
"""How a question is answered."""


class Choice(NamedTuple):
    """One level or one part.

    Attributes:
        id: What the answer names.
        title: What the officer reads.
        weight: Its points; or, where the rule has a `whole`, how much of that whole.
    """

    id: str
    title: Words
    weight: Decimal


class Step(NamedTuple):
    """One step: from the figure `reached` (inclusive) upward it gives `points`."""

    reached: Decimal
    points: Decimal


class AllOrNothing(NamedTuple):
    """Yes gives max, no gives 0."""


class Levels(NamedTuple):
    """The chosen level's points: `max × weight / whole`, or plainly `weight` where `whole` is None."""

    levels: tuple[Choice, ...]
    whole: Decimal | None = None


class Parts(NamedTuple):
    """The sum of the ticked parts, never above max; with `require` "all", max only if every part is ticked."""

    parts: tuple[Choice, ...]
    whole: Decimal | None = None
    require: Literal["sum", "all"] = "sum"


class Ratio(NamedTuple):
    """How a rate is formed: numerator / denominator × `per`.

    Attributes:
        of: The fact that is the denominator; None where the answer brings its own.
        per: 1 for a share, 1000 for "per 1,000 people".
        may_exceed: Whether the numerator may be above the denominator.
    """

    of: str | None = None
    per: Decimal = Decimal(1)
    may_exceed: bool = False


class Steps(NamedTuple):
    """The points of the highest step reached; below all of them 0. Steps stand in rising order."""

    answer: Literal["count", "amount", "ratio"]
    steps: tuple[Step, ...]
    ratio: Ratio = Ratio()


class Proportional(NamedTuple):
    """In proportion to a rate, or to a count where less is better.

    high: `min(1, r / target) × max`, 0 below `floor`. low: `(worst − x) / (worst − target) × max` within 0..max.
    """

    answer: Literal["ratio", "count"] = "ratio"
    ratio: Ratio = Ratio()
    target: Decimal = Decimal(1)
    floor: Decimal | None = None
    best: Literal["high", "low"] = "high"
    worst: Decimal | None = None


class PerItem(NamedTuple):
    """`min(n × each, cap)`; a list counts as the number of its entries. Never above max."""

    each: Decimal
    cap: Decimal | None = None
    answer: Literal["count", "list"] = "count"


class SubRule(NamedTuple):
    """One rule within a composite one, with a maximum of its own."""

    id: str
    points: Decimal
    rule: Rule
    title: Words | None = None


class Composite(NamedTuple):
    """Rules within a rule.

    `best_of` gives the highest, `sum_of` the sum (never above max), `all_of` max if every sub-rule is at its own
    maximum and otherwise 0.
    """

    kind: Literal["best_of", "sum_of", "all_of"]
    rules: tuple[SubRule, ...]


class Relative(NamedTuple):
    """Against all units: `x / best × max`, or `(x − min) / (max − min) × max`; only a merge can settle it."""

    answer: Literal["amount", "ratio"]
    to: Literal["best", "min_max"] = "best"
    ratio: Ratio = Ratio()


class Given(NamedTuple):
    """The points typed, 0..max: by the officer, or by the upper level in its review."""

    by: Literal["officer", "upper"] = "officer"


class Info(NamedTuple):
    """Recorded, never scored."""

    answer: AnswerKind
    levels: tuple[Choice, ...] = ()
    ratio: Ratio = Ratio()


Rule = AllOrNothing | Levels | Parts | Steps | Proportional | PerItem | Composite | Relative | Given | Info
"""Every rule there is."""


def answer_kind(rule: Rule) -> AnswerKind:
    """Return how an indicator with this rule is answered."""
    match rule:
        case AllOrNothing():
            return "yes_no"
        case Levels():
            return "level"
        case Parts():
            return "parts"
        case Composite():
            return "inputs"
        case Given():
            return "given"
        case Steps() | Proportional() | PerItem() | Relative() | Info():
            return rule.answer


def facts_of(rule: Rule) -> frozenset[str]:
    """Return the ids of the facts that decide the rule's points."""
    match rule:
        case Composite(rules=rules):
            return frozenset().union(*(facts_of(sub.rule) for sub in rules))
        case Steps(ratio=ratio) | Proportional(ratio=ratio) | Relative(ratio=ratio) | Info(ratio=ratio):
            return frozenset() if ratio.of is None else frozenset((ratio.of,))
        case _:
            return frozenset()
