"""The questions of a set as the desk asks them: the front page, the facts, the indicators, each with its slots."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cache

from criteria.model import Fact, Indicator, IndicatorSet, Policy
from criteria.rules import (
    AllOrNothing,
    AnswerKind,
    Choice,
    Composite,
    Given,
    Info,
    Levels,
    Parts,
    PerItem,
    Proportional,
    Ratio,
    Relative,
    Rule,
    Steps,
)
from criteria.toml_parser import loads, read_beside
from criteria.typed import Literal, NamedTuple
from criteria.words import Words
from scoring.drafts.paths import FRONT, Path

__all__ = [
    "FRONT",
    "Path",
    "Question",
    "Slot",
    "SlotKind",
    "approximations",
    "document_slots",
    "front_slots",
    "questionnaire",
]

SlotKind = Literal[
    "yes_no", "level", "parts", "count", "amount", "percent", "points", "text", "date", "list", "choice"
]
"""How one input is typed."""

_FIGURES = ("count", "amount", "percent")
_ONE = Decimal(1)
_ZERO = Decimal(0)


class Slot(NamedTuple):
    """One input.

    Attributes:
        path: Where its text stands in the draft.
        kind: How it is typed.
        title: What it asks, of a part of a composite rule; None where the role says it.
        unit: What it counts.
        choices: What can be chosen; of "level", "parts" and "choice".
        most: The most points that can be given; of "points".
        of: The id of the fact that is this figure's denominator.
        counted: Whether a list may be answered by how many entries it has.
    """

    path: Path
    kind: SlotKind
    title: Words | None = None
    unit: Words | None = None
    choices: tuple[Choice, ...] = ()
    most: Decimal | None = None
    of: str | None = None
    counted: bool = False

    @property
    def role(self) -> str:
        """What the text is: `value`, `of`, `percent`, `note` and so on."""
        return self.path[-1]


class Question(NamedTuple):
    """One question.

    Attributes:
        key: `("answers", "1.4")`, `("facts", "staff")`, or `FRONT`.
        section: "front", "facts", or the id of the pillar.
        code: The indicator's id; empty of facts and the front page.
        slots: What answers it; empty where the upper level gives the points.
        aside: What may be said beside the answer, or instead of it, as far as it makes sense here.
        rule: The rule for this class of unit.
    """

    key: Path
    section: str
    code: str
    title: Words
    slots: tuple[Slot, ...]
    aside: tuple[Slot, ...] = ()
    question: Words | None = None
    help: Words | None = None
    indicator: Indicator | None = None
    fact: Fact | None = None
    rule: Rule | None = None

    @property
    def by_upper(self) -> bool:
        """Whether the points come from the upper level."""
        return isinstance(self.rule, Given) and self.rule.by == "upper"

    @property
    def all_slots(self) -> tuple[Slot, ...]:
        """Every input of the question."""
        return self.slots + self.aside

    def slot(self, *role: str) -> Slot | None:
        """Return the slot at a place below the key: `slot("value")`, `slot("inputs", "wan", "of")`."""
        path = (*self.key, *role)
        return next((slot for slot in self.all_slots if slot.path == path), None)


def questionnaire(known: IndicatorSet, unit_class: str | None) -> tuple[Question, ...]:
    """Return every question in the order asked: the front page, the facts, the indicators.

    Args:
        known: The set.
        unit_class: The unit's class, which may replace an indicator's rule.
    """
    asked = [Question(FRONT, "front", "", _words()["front"], front_slots(known))]
    asked += [_of_fact(fact_id, fact) for fact_id, fact in known.facts.items()]
    for pillar in known.pillars:
        asked += [_of_indicator(indicator, pillar.id, known, unit_class) for indicator in pillar.indicators]
    return tuple(asked)


def document_slots(key: Path, row: int) -> tuple[Slot, ...]:
    """Return the slots of one piece of evidence of a question."""
    at = (*key, "evidence", str(row))
    return (
        Slot((*at, "number"), "text"),
        Slot((*at, "date"), "date"),
        Slot((*at, "title"), "text"),
        Slot((*at, "file"), "text"),
        Slot((*at, "sha256"), "text"),
    )


def front_slots(known: IndicatorSet) -> tuple[Slot, ...]:
    """Return the slots of the front page; the unit's class only where the set knows any."""
    slots = [Slot(("assessor", "name"), "text"), Slot(("assessor", "post"), "text")]
    if known.classes:
        classes = tuple(Choice(other.id, other.title, _ZERO) for other in known.classes)
        slots.append(Slot(("unit", "class"), "choice", choices=classes))
    slots += [
        Slot(("submission", "number"), "text"),
        Slot(("submission", "date"), "date"),
        Slot(("submission", "approved_by"), "text"),
    ]
    return tuple(slots)


def _of_fact(fact_id: str, fact: Fact) -> Question:
    key = ("facts", fact_id)
    slot = Slot((*key, "value"), _kind(fact.answer), unit=fact.unit, choices=fact.levels)
    aside = [*_approximate((slot,)), Slot((*key, "not_applicable"), "text"), *_sources(key)]
    return Question(key, "facts", "", fact.title, (slot,), tuple(aside), help=fact.help, fact=fact)


def _of_indicator(
    indicator: Indicator, pillar_id: str, known: IndicatorSet, unit_class: str | None
) -> Question:
    key = ("answers", indicator.id)
    rule = indicator.rule_for(unit_class)
    slots = tuple(_slots(rule, indicator.points, key, None, known.facts))
    aside: list[Slot] = []
    if slots:
        aside += _approximate(slots)
        policy: Policy = indicator.not_applicable or known.not_applicable
        if policy != "refuse" or isinstance(rule, Info):
            aside.append(Slot((*key, "not_applicable"), "text"))
        if not isinstance(rule, Info):
            aside.append(Slot((*key, "plan"), "text"))
    aside += _sources(key)
    return Question(
        key,
        pillar_id,
        indicator.id,
        indicator.title,
        slots,
        tuple(aside),
        question=indicator.question,
        help=indicator.help,
        indicator=indicator,
        rule=rule,
    )


def _slots(
    rule: Rule, most: Decimal, at: Path, title: Words | None, facts: Mapping[str, Fact]
) -> Iterator[Slot]:
    """Yield the slots that answer a rule, below `at`."""
    value = (*at, "value")
    match rule:
        case AllOrNothing():
            yield Slot(value, "yes_no", title)
        case Levels(levels=levels):
            yield Slot(value, "level", title, choices=levels)
        case Parts(parts=parts):
            yield Slot(value, "parts", title, choices=parts)
        case PerItem(answer="list"):
            yield Slot(value, "list", title, counted=True)
        case PerItem():
            yield Slot(value, "count", title)
        case Composite(rules=rules):
            for sub in rules:
                below = (*at, "inputs", sub.id)
                yield from _slots(sub.rule, sub.points, below, sub.title or Words(sub.id), facts)
        case Given(by="officer"):
            yield Slot(value, "points", title, most=most)
        case Given():
            return
        case Steps() | Proportional() | Relative() | Info():
            if rule.answer == "ratio":
                yield from _ratio(rule.ratio, at, title, facts)
            else:
                levels = rule.levels if isinstance(rule, Info) else ()
                yield Slot(value, _kind(rule.answer), title, choices=levels)


def _ratio(ratio: Ratio, at: Path, title: Words | None, facts: Mapping[str, Fact]) -> Iterator[Slot]:
    fact = None if ratio.of is None else facts.get(ratio.of)
    unit = None if fact is None else fact.unit
    whole = fact is not None and fact.answer == "count"
    yield Slot((*at, "value"), "count" if whole else "amount", title, unit, of=ratio.of)
    if ratio.of is None:
        yield Slot((*at, "of"), "amount", title)
    if ratio.per == _ONE:
        yield Slot((*at, "percent"), "percent", title)


def _kind(answer: AnswerKind) -> SlotKind:
    match answer:
        case "yes_no" | "level" | "parts" | "count" | "amount" | "text" | "date" | "list":
            return answer
        case _:
            return "amount"


def _approximate(slots: tuple[Slot, ...]) -> Iterator[Slot]:
    """Yield one slot for "trên, gần, khoảng" per figure."""
    seen: set[Path] = set()
    for slot in slots:
        at = slot.path[:-1]
        if slot.kind in _FIGURES and at not in seen:
            seen.add(at)
            yield Slot((*at, "approx"), "choice", slot.title, choices=approximations())


def _sources(key: Path) -> tuple[Slot, ...]:
    return Slot((*key, "source"), "text"), Slot((*key, "as_of"), "date"), Slot((*key, "note"), "text")


@cache
def approximations() -> tuple[Choice, ...]:
    """Return the three ways a figure can be a rough one."""
    table = loads(read_beside(__file__, "words.toml"))["approx"]
    return tuple(Choice(name, Words(**words), _ZERO) for name, words in table.items())


@cache
def _words() -> Mapping[str, Words]:
    table = loads(read_beside(__file__, "words.toml"))["titles"]
    return {name: Words(**words) for name, words in table.items()}
