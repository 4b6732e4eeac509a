"""The keys of `set.toml` and of a pillar file, and the values they become."""

from __future__ import annotations

from criteria.kinds import (
    DATE,
    FLAG,
    ID,
    TEXT,
    WORD_ID,
    WORDS,
    Kind,
    Shape,
    choice,
    is_word,
    many,
    may,
    named,
    needed,
    number,
    object_schema,
    one_of_set,
    read_fields,
    table,
    whole,
)
from criteria.model import (
    Band,
    Cite,
    Condition,
    Fact,
    Indicator,
    Pillar,
    Reference,
    Rounding,
    UnitClass,
    WantedEvidence,
    When,
)
from criteria.place import Place
from criteria.rule_grammar import LEVELS, RULE
from criteria.typed import Any

SET_SCHEMA = "xaso-set/1"
_POLICY = choice("rescale", "exclude", "full_marks", "zero", "refuse")
_POINTS = number(least=0)


def _read_equals(value: object, place: Place) -> bool | str:
    if isinstance(value, bool | str):
        return value
    raise place.wrong("F013", wanted="flag_or_text")


def _read_condition(value: object, place: Place) -> Condition:
    fields = read_fields(_CONDITION, value, place, all_or_none=True)
    if ("indicator" in fields) == ("fact" in fields) or ("equals" in fields) == ("above" in fields):
        raise place.wrong("S013")
    return Condition(**fields)


def _read_fact(value: object, place: Place) -> Fact:
    fields = read_fields(_FACT, value, place, all_or_none=True)
    if (fields["answer"] == "level") != ("levels" in fields):
        raise place.wrong("S011")
    return Fact(**fields)


def _read_set_id(value: object, place: Place) -> str:
    if not isinstance(value, str):
        raise place.wrong("F013", wanted="text")
    if not is_word(value.replace("-", "_")) or value.strip("-") != value or "_" in value:
        raise place.wrong("S014", word=value)
    return value


_SET_ID = Kind(_read_set_id, lambda: {"type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$"})

_FACT: Shape = {
    "title": needed(WORDS),
    "answer": needed(choice("count", "amount", "yes_no", "level", "text", "date", "list")),
    "unit": may(WORDS),
    "help": may(WORDS),
    "levels": may(LEVELS),
}
_REFERENCE: Shape = {"title": needed(TEXT), "date": may(DATE), "subject": may(WORDS)}
_BAND: Shape = {"from": needed(number(least=0, most=100), "lowest"), "title": needed(WORDS)}
_CLASS: Shape = {"id": needed(WORD_ID), "title": needed(WORDS)}
_ROUNDING: Shape = {
    "digits": may(whole(least=0, most=9)),
    "at": needed(one_of_set("indicator", "pillar", "total")),
}
_CONDITION: Shape = {
    "indicator": may(ID),
    "fact": may(WORD_ID),
    "is": may(Kind(_read_equals, lambda: {"type": ["boolean", "string"]}), "equals"),
    "above": may(number()),
}
_WHEN: Shape = {"class": needed(WORD_ID, "unit_class"), "rule": needed(RULE)}
_CITE: Shape = {"to": needed(WORD_ID), "at": may(TEXT)}
_EVIDENCE: Shape = {"required": may(FLAG), "hint": may(WORDS)}
INDICATOR: Shape = {
    "id": needed(ID),
    "title": needed(WORDS),
    "points": needed(_POINTS),
    "rule": needed(RULE),
    "question": may(WORDS),
    "help": may(WORDS),
    "when": may(many(table(_WHEN, When))),
    "asked_when": may(many(Kind(_read_condition, lambda: object_schema(_CONDITION)))),
    "not_applicable": may(_POLICY),
    "exclude": may(WORDS),
    "evidence": may(table(_EVIDENCE, WantedEvidence)),
    "reference": may(table(_CITE, Cite)),
    "remedy": may(WORDS),
    "bonus": may(FLAG),
    "penalty": may(FLAG),
}
"""The keys of an indicator."""
PILLAR: Shape = {
    "id": needed(ID),
    "title": needed(WORDS),
    "points": needed(_POINTS),
    "weight": may(number(least=0)),
    "indicators": needed(many(table(INDICATOR, Indicator), least=1)),
}
"""The keys of a pillar file."""
SET: Shape = {
    "schema": needed(choice(SET_SCHEMA)),
    "id": needed(_SET_ID),
    "version": needed(ID),
    "title": needed(WORDS),
    "max_points": needed(number(above=0)),
    "summary": may(WORDS),
    "valid_from": may(DATE),
    "valid_to": may(DATE),
    "aggregation": may(choice("sum", "weighted_mean", "geometric_mean")),
    "rounding": may(table(_ROUNDING, Rounding)),
    "not_applicable": may(_POLICY),
    "classes": may(many(table(_CLASS, UnitClass))),
    "bonus_cap": may(_POINTS),
    "penalty_cap": may(_POINTS),
    "band_from_coverage": may(number(least=0, most=1)),
    "bands": may(many(table(_BAND, Band))),
    "references": may(named(table(_REFERENCE, Reference))),
    "facts": may(named(Kind(_read_fact, lambda: object_schema(_FACT)))),
}
"""The keys of `set.toml`."""

_PILLAR = table(PILLAR, Pillar)


def read_pillar(value: object, place: Place) -> Pillar:
    """Read one pillar file.

    Raises:
        Unreadable: A required key is missing or unreadable; the faults are noted in `place`.
    """
    pillar: Pillar = _PILLAR.read(value, place)
    return pillar


def read_head(value: object, place: Place) -> dict[str, Any]:
    """Read `set.toml` into the attributes of an `IndicatorSet`, all but pillars and digest.

    Raises:
        Unreadable: A required key is missing or unreadable; the faults are noted in `place`.
    """
    fields = read_fields(SET, value, place)
    del fields["schema"]
    return fields
