"""What must hold between the parts of an indicator set: names that meet, points that add up.

Each check notes faults where they stand; `Where` gives the key path of a part within its own file.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from itertools import islice

from criteria.faults import Fault, KeyPath, nearest
from criteria.model import Condition, Fact, Indicator, IndicatorSet
from criteria.rules import (
    Choice,
    Composite,
    Info,
    Levels,
    Parts,
    PerItem,
    Proportional,
    Ratio,
    Rule,
    Steps,
    answer_kind,
    facts_of,
)
from criteria.typed import NamedTuple

_NUMBERS = frozenset(("count", "amount", "ratio", "given"))
_MOST_LISTED = 20
_UNKNOWN = frozenset(("S103", "S105", "S108", "S110"))
HEAD = -1
"""The place of `set.toml` among the files of a set; a pillar's file is the pillar's place."""


class Doubt(NamedTuple):
    """One fault and the file it belongs to: `HEAD`, or the place of a pillar."""

    file: int
    fault: Fault


def check_set(indicator_set: IndicatorSet, stated: frozenset[str] = frozenset()) -> list[Doubt]:
    """Return every fault between the parts of the set, and every sum that does not come out.

    Args:
        indicator_set: The set, as far as it could be read.
        stated: Ids of indicators, facts and classes that stand in the files, readable or not: a name among them is
            no unknown name.
    """
    found = [
        *_head(indicator_set),
        *_points(indicator_set),
        *_indicators(indicator_set),
        *_cycles(indicator_set),
    ]
    return [
        doubt
        for doubt in found
        if not (doubt.fault.code in _UNKNOWN and doubt.fault.details["word"] in stated)
    ]


def _places(indicator_set: IndicatorSet) -> Iterator[tuple[int, KeyPath, Indicator]]:
    for file, pillar in enumerate(indicator_set.pillars):
        for position, indicator in enumerate(pillar.indicators):
            yield file, ("indicators", position), indicator


def _head(known: IndicatorSet) -> Iterator[Doubt]:
    repeated = [pillar for pillar, times in Counter(p.id for p in known.pillars).items() if times > 1]
    for file, pillar in enumerate(known.pillars):
        if pillar.id in repeated:
            yield Doubt(file, Fault("S101", ("id",), {"id": pillar.id}))
    bands = [band.lowest for band in known.bands]
    if len(set(bands)) < len(bands):
        yield Doubt(HEAD, Fault("S112", ("bands",)))
    elif bands and min(bands) > 0:
        yield Doubt(HEAD, Fault("S505", ("bands",)))
    for position, lowest in enumerate(bands):
        if 0 < lowest < 1:
            yield Doubt(
                HEAD, Fault("S508", ("bands", position, "from"), {"word": lowest, "percent": lowest * 100})
            )
    if known.valid_from and known.valid_to and known.valid_to < known.valid_from:
        yield Doubt(HEAD, Fault("S113", ("valid_to",)))
    seen: set[str] = set()
    for position, other in enumerate(known.classes):
        if other.id in seen:
            yield Doubt(HEAD, Fault("S102", ("classes", position, "id"), {"id": other.id}))
        seen.add(other.id)
    means = known.aggregation != "sum"
    if means and len(known.pillars) > 1 and all(pillar.weight == 1 for pillar in known.pillars):
        yield Doubt(HEAD, Fault("S509", ("aggregation",)))
    if means and not sum(pillar.weight for pillar in known.pillars if pillar.points):
        yield Doubt(HEAD, Fault("S114", ("aggregation",)))


def _points(known: IndicatorSet) -> Iterator[Doubt]:
    for file, pillar in enumerate(known.pillars):
        total = sum((i.points for i in pillar.indicators if i.in_maximum), Decimal(0))
        if total != pillar.points:
            yield Doubt(file, _sum_fault("S502", ("points",), pillar.points, total))
    total = sum((pillar.points for pillar in known.pillars), Decimal(0))
    if known.aggregation == "sum" and total != known.max_points:
        yield Doubt(HEAD, _sum_fault("S501", ("max_points",), known.max_points, total))


def _sum_fault(code: str, path: KeyPath, stated: Decimal, total: Decimal) -> Fault:
    return Fault(code, path, {"stated": f"{stated.normalize():f}", "sum": f"{total.normalize():f}"})


def _indicators(known: IndicatorSet) -> Iterator[Doubt]:
    ids = Counter(indicator.id for indicator in known.indicators())
    lines = {indicator.id: indicator for indicator in known.indicators()}
    classes = [unit_class.id for unit_class in known.classes]
    for file, path, indicator in _places(known):
        if ids[indicator.id] > 1:
            yield Doubt(file, Fault("S102", (*path, "id"), {"id": indicator.id}))
        for fault in _one(indicator, known, lines):
            yield Doubt(file, fault._replace(path=path + fault.path))
        for position, other in enumerate(indicator.when):
            at = (*path, "when", position)
            if other.unit_class not in classes:
                yield Doubt(file, _unknown("S105", (*at, "class"), other.unit_class, classes))
            if isinstance(other.rule, Info) != isinstance(indicator.rule, Info):
                yield Doubt(file, Fault("S115", (*at, "rule")))


def _one(indicator: Indicator, known: IndicatorSet, lines: Mapping[str, Indicator]) -> Iterator[Fault]:
    rules = [((("rule",)), indicator.rule)]
    rules += [(("when", place, "rule"), other.rule) for place, other in enumerate(indicator.when)]  # type: ignore[misc]  # paths differ in length
    for path, rule in rules:
        for fault in [
            *_denominators(rule, known.facts),
            *_rule_points(rule, indicator.points),
            *_shares(rule),
        ]:
            yield fault._replace(path=path + fault.path)
    if isinstance(indicator.rule, Info) != (indicator.points == 0):
        yield Fault("S106", ("points",))
    if indicator.bonus and indicator.penalty:
        yield Fault("S107", ("penalty",))
    if indicator.reference and indicator.reference.to not in known.references:
        yield _unknown("S108", ("reference", "to"), indicator.reference.to, known.references)
    if indicator.reference is None and indicator.points:
        yield Fault("S504")
    for position, condition in enumerate(indicator.asked_when):
        for fault in _condition(condition, indicator, known, lines):
            yield fault._replace(path=("asked_when", position, *fault.path))


def _unknown(code: str, path: KeyPath, word: str, known: Iterable[str]) -> Fault:
    """Return the fault of a name that is not declared; `code` with a nearest one, its neighbour without."""
    near = nearest(word, known)
    details = {"word": word, "near": near or (", ".join(islice(known, _MOST_LISTED)) or "–")}
    return Fault(code, path, details)


def _denominators(rule: Rule, facts: Mapping[str, Fact]) -> Iterator[Fault]:
    if isinstance(rule, Composite):
        for position, sub in enumerate(rule.rules):
            for fault in _denominators(sub.rule, facts):
                yield fault._replace(path=("rules", position, *fault.path))
        return
    for fact_id in facts_of(rule):
        fact = facts.get(fact_id)
        if fact is None:
            yield _unknown("S103", ("of",), fact_id, facts)
        elif fact.answer not in {"count", "amount"}:
            yield Fault("S104", ("of",), {"word": fact_id})


def _rule_points(rule: Rule, most: Decimal) -> Iterator[Fault]:
    """Note points within a rule that go beyond the maximum, or can never reach it."""
    match rule:
        case Levels(levels=options, whole=whole):
            best = _worth(max(option.weight for option in options), whole, most)
        case Parts(parts=options, whole=whole):
            best = _worth(sum((option.weight for option in options), Decimal(0)), whole, most)
        case Steps(steps=steps):
            points = [step.points for step in steps]
            best = max(points)
            if points != sorted(points):
                yield Fault("S506", ("steps",))
        case PerItem(cap=cap):
            best = most if cap is None else cap
        case Composite(kind=kind, rules=rules):
            for position, sub in enumerate(rules):
                for fault in _rule_points(sub.rule, sub.points):
                    yield fault._replace(path=("rules", position, *fault.path))
            own = [sub.points for sub in rules]
            best = {"best_of": max(own), "sum_of": sum(own, Decimal(0)), "all_of": most}[kind]
        case _:
            best = most
    if best > most and not isinstance(rule, Parts | Composite):
        yield Fault("S109", (), {"best": f"{best:f}", "most": f"{most:f}"})
    elif best != most:
        yield Fault("S503", (), {"best": f"{best:f}", "most": f"{most:f}"})


def _shares(rule: Rule) -> Iterator[Fault]:
    """Note a bound of a share that is above 1: 80 was written where 0.8 is 80 %."""
    match rule:
        case Composite(rules=rules):
            for position, sub in enumerate(rules):
                for fault in _shares(sub.rule):
                    yield fault._replace(path=("rules", position, *fault.path))
        case Steps(answer="ratio", ratio=Ratio(per=1, may_exceed=False), steps=steps):
            for position, step in enumerate(steps):
                if step.reached > 1:
                    yield Fault("S507", ("steps", position, "from"), _as_share(step.reached))
        case Proportional(answer="ratio", ratio=Ratio(per=1, may_exceed=False)):
            for key, bound in (("target", rule.target), ("floor", rule.floor), ("worst", rule.worst)):
                if bound is not None and bound > 1:
                    yield Fault("S507", (key,), _as_share(bound))


def _as_share(bound: Decimal) -> dict[str, Decimal]:
    return {"word": bound, "share": bound / 100}


def _worth(weight: Decimal, whole: Decimal | None, most: Decimal) -> Decimal:
    return weight if whole is None else most * weight / whole


def _condition(
    condition: Condition, indicator: Indicator, known: IndicatorSet, lines: Mapping[str, Indicator]
) -> Iterator[Fault]:
    kind: str
    levels: tuple[Choice, ...] = ()
    if condition.indicator is not None:
        parent = lines.get(condition.indicator)
        if parent is None:
            yield _unknown("S110", ("indicator",), condition.indicator, lines)
            return
        kind = answer_kind(parent.rule)
        levels = parent.rule.levels if isinstance(parent.rule, Levels | Info) else ()
    else:
        fact = known.facts.get(condition.fact or "")
        if fact is None:
            yield _unknown("S103", ("fact",), condition.fact or "", known.facts)
            return
        kind, levels = fact.answer, fact.levels
    fits = {
        bool: kind == "yes_no",
        str: kind == "level" and condition.equals in [level.id for level in levels],
        type(None): kind in _NUMBERS,
    }[type(condition.equals)]
    if not fits:
        yield Fault("S111", (), {"id": indicator.id, "parent": condition.indicator or condition.fact or ""})


def _cycles(known: IndicatorSet) -> Iterator[Doubt]:
    """Note every indicator whose conditions lead round in a circle."""
    parents = {i.id: {c.indicator for c in i.asked_when if c.indicator} for i in known.indicators()}
    parents = {child: {parent for parent in own if parent in parents} for child, own in parents.items()}
    circling = _left_after_peeling(parents)
    children: dict[str, set[str]] = {indicator: set() for indicator in circling}
    for child in circling:
        for parent in parents[child] & circling:
            children[parent].add(child)
    circling = _left_after_peeling(children)
    for file, path, indicator in _places(known):
        if indicator.id in circling:
            yield Doubt(file, Fault("S116", (*path, "asked_when"), {"id": indicator.id}))


def _left_after_peeling(arrows: Mapping[str, set[str]]) -> set[str]:
    """Return what is left after taking away, again and again, whatever points at nothing that is left."""
    pointing: dict[str, list[str]] = {name: [] for name in arrows}
    count = {name: len(targets) for name, targets in arrows.items()}
    for name, targets in arrows.items():
        for target in targets:
            pointing[target].append(name)
    free = [name for name, left in count.items() if not left]
    gone = set(free)
    while free:
        for name in pointing[free.pop()]:
            count[name] -= 1
            if not count[name]:
                gone.add(name)
                free.append(name)
    return arrows.keys() - gone
