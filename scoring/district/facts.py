"""Thông tin chung of an invented commune: counts that grow with its size."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from criteria.model import Fact, IndicatorSet
from scoring.answers import Answer, Value
from scoring.district.standing import Standing
from scoring.district.tables import growing, table
from scoring.folding import fold

_ONE = Decimal(1)
_SIZE = "households"


def facts_of(known: IndicatorSet, standing: Standing) -> dict[str, Answer]:
    """Return what a commune says of itself, in the order of the set."""
    told = table("facts")
    numbers: dict[str, Decimal] = {_SIZE: standing.commune.households}
    facts = {}
    for name, fact in known.facts.items():
        entry = told.get(name)
        value = None if entry is None else _value(name, fact, entry, standing, numbers)
        if value is None or entry is None:
            continue
        source = entry.get("source")
        facts[name] = Answer(value, source=source, as_of=standing.period.end if source else None)
    return facts


def _value(
    name: str, fact: Fact, entry: Mapping[str, Any], standing: Standing, numbers: dict[str, Decimal]
) -> Value | None:
    draw = standing.chance.draw(standing.commune.code, "fact", name)
    match fact.answer:
        case "count":
            numbers[name] = _count(name, entry, standing, numbers)
            return numbers[name]
        case "yes_no":
            return bool(entry["yes"]) and standing.commune.kind not in entry.get("not_of", ())
        case "level":
            return fact.levels[int(draw * len(fact.levels))].id
        case "date":
            return standing.period.start - timedelta(days=int(draw * entry["days"]))
        case "list":
            names: list[str] = entry["list"]
            return tuple(names[: max(1, int(standing.readiness * len(names)))])
        case _:
            if standing.commune.readiness < entry.get("from", 0):
                return None
            text: str = entry["text"][int(draw * len(entry["text"]))]
            return text.format(slug=fold(standing.commune.name).replace(" ", "-"))


def _count(
    name: str, entry: Mapping[str, Any], standing: Standing, numbers: Mapping[str, Decimal]
) -> Decimal:
    how = growing(entry)
    about = ("fact", name, standing.period.label if how.flows else "")
    usual = how.base + numbers[how.of] * (how.low + (how.high - how.low) * standing.readiness)
    stray = standing.chance.between(-how.spread, how.spread, standing.commune.code, *about)
    return (usual * (_ONE + stray)).to_integral_value(ROUND_HALF_UP)
