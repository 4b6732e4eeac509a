"""An indicator set as values: facts, pillars, indicators, bands, references."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal

from criteria.rules import AnswerKind, Choice, Info, Rule
from criteria.typed import Literal, NamedTuple
from criteria.words import Words

Day = date  # a field called `date` hides the type within its class

Aggregation = Literal["sum", "weighted_mean", "geometric_mean"]
Policy = Literal["rescale", "exclude", "full_marks", "zero", "refuse"]


class Reference(NamedTuple):
    """A document the set rests on."""

    title: str
    date: Day | None = None
    subject: Words | None = None


class Cite(NamedTuple):
    """A place in a reference: the id of the reference, and the article, appendix or row."""

    to: str
    at: str | None = None


class Fact(NamedTuple):
    """One line of "Thông tin chung": asked once, used as a denominator or in a condition."""

    title: Words
    answer: AnswerKind
    unit: Words | None = None
    help: Words | None = None
    levels: tuple[Choice, ...] = ()


class UnitClass(NamedTuple):
    """A class of unit with thresholds of its own, such as island communes."""

    id: str
    title: Words


class Band(NamedTuple):
    """A named band, from `lowest` percent (inclusive) upward."""

    lowest: Decimal
    title: Words


class Rounding(NamedTuple):
    """Where the law rounds, half up, and to how many decimal places."""

    digits: int = 2
    at: frozenset[str] = frozenset()


class When(NamedTuple):
    """Another rule for one class of unit."""

    unit_class: str
    rule: Rule


class Condition(NamedTuple):
    """A condition for asking: one indicator or one fact, which `equals` a value or lies `above` a number."""

    indicator: str | None = None
    fact: str | None = None
    equals: bool | str | None = None
    above: Decimal | None = None


class WantedEvidence(NamedTuple):
    """What should back an answer."""

    required: bool = False
    hint: Words | None = None


class Indicator(NamedTuple):
    """One indicator: the question, its points, and how they are given."""

    id: str
    title: Words
    points: Decimal
    rule: Rule
    question: Words | None = None
    help: Words | None = None
    when: tuple[When, ...] = ()
    asked_when: tuple[Condition, ...] = ()
    not_applicable: Policy | None = None
    exclude: Words | None = None
    evidence: WantedEvidence = WantedEvidence()
    reference: Cite | None = None
    remedy: Words | None = None
    bonus: bool = False
    penalty: bool = False

    def rule_for(self, unit_class: str | None) -> Rule:
        """Return the rule for a class of unit."""
        if self.when:
            for other in self.when:
                if other.unit_class == unit_class:
                    return other.rule
        return self.rule

    @property
    def in_maximum(self) -> bool:
        """Whether its points are part of its pillar's maximum."""
        return not (self.bonus or self.penalty or isinstance(self.rule, Info))


class Pillar(NamedTuple):
    """One pillar: a group of indicators with points, and a weight where the index is a mean."""

    id: str
    title: Words
    points: Decimal
    indicators: tuple[Indicator, ...]
    weight: Decimal = Decimal(1)


class IndicatorSet(NamedTuple):
    """One version of an indicator set, ready to judge with.

    Attributes:
        digest: SHA-256 over everything that decides points, and not over the words.
    """

    id: str
    version: str
    title: Words
    max_points: Decimal
    pillars: tuple[Pillar, ...]
    digest: str
    summary: Words | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    aggregation: Aggregation = "sum"
    rounding: Rounding = Rounding()
    not_applicable: Policy = "rescale"
    classes: tuple[UnitClass, ...] = ()
    bonus_cap: Decimal | None = None
    penalty_cap: Decimal | None = None
    band_from_coverage: Decimal = Decimal(0)
    bands: tuple[Band, ...] = ()
    references: Mapping[str, Reference] = {}
    facts: Mapping[str, Fact] = {}

    def indicators(self) -> Iterator[Indicator]:
        """Yield every indicator in the order asked."""
        for pillar in self.pillars:
            yield from pillar.indicators

    def indicator(self, indicator_id: str) -> Indicator | None:
        """Return the indicator with this id."""
        return next((known for known in self.indicators() if known.id == indicator_id), None)
