"""The keys of every score rule in TOML, and how each becomes a rule."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from math import lcm

from criteria.kinds import (
    FLAG,
    WORD_ID,
    WORDS,
    Field,
    Kind,
    Schema,
    Shape,
    choice,
    many,
    may,
    needed,
    number,
    object_schema,
    read_fields,
    to_decimal,
)
from criteria.place import Place
from criteria.rules import (
    AllOrNothing,
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
    Step,
    Steps,
    SubRule,
)
from criteria.typed import Any, NamedTuple
from criteria.words import Words

_LONGEST = 6
_MOST = 100


class _Share(NamedTuple):
    """A part of the maximum: numerator and denominator."""

    numerator: int
    denominator: int


class _Option(NamedTuple):
    """A level or part as the file has it: its share of the maximum, or its points."""

    id: str
    title: Words
    share: _Share | None = None
    points: Decimal | None = None


def _read_share(value: object, place: Place) -> _Share:
    if isinstance(value, str):
        numerator, slash, denominator = value.partition("/")
        pieces = (numerator, denominator if slash else "1")
        if not all(piece.isascii() and piece.isdecimal() and len(piece) <= _LONGEST for piece in pieces):
            raise place.wrong("S001")
        share = _Share(int(pieces[0]), int(pieces[1]))
    elif (exact := to_decimal(value)) is not None and exact >= 0:
        share = _Share(*exact.as_integer_ratio())
    else:
        raise place.wrong("S001")
    if share.denominator == 0 or share.numerator > share.denominator:
        raise place.wrong("S001")
    return share


_SHARE = Kind(_read_share, lambda: {"type": ["string", "number"], "examples": ["1/2", 0.5]})
_POINTS = number(least=0)
_OPTION: Shape = {
    "id": needed(WORD_ID),
    "title": needed(WORDS),
    "share": may(_SHARE),
    "points": may(_POINTS),
}
_LEVEL: Shape = {"id": needed(WORD_ID), "title": needed(WORDS)}
_STEP: Shape = {"from": needed(number(), "reached"), "points": needed(_POINTS)}


def _read_option(value: object, place: Place) -> _Option:
    fields = read_fields(_OPTION, value, place, all_or_none=True)
    if ("share" in fields) == ("points" in fields):
        raise place.wrong("S002")
    return _Option(**fields)


def _read_level(value: object, place: Place) -> Choice:
    fields = read_fields(_LEVEL, value, place)
    return Choice(weight=Decimal(0), **fields)


def _read_step(value: object, place: Place) -> Step:
    return Step(**read_fields(_STEP, value, place))


_OPTIONS = many(Kind(_read_option, lambda: object_schema(_OPTION)), least=1, most=_MOST, all_or_none=True)
LEVELS = many(Kind(_read_level, lambda: object_schema(_LEVEL)), least=1, most=_MOST, all_or_none=True)
"""Levels without points, of a fact or of an indicator that is only recorded."""
_STEPS = many(Kind(_read_step, lambda: object_schema(_STEP)), least=1, most=_MOST, all_or_none=True)
_RATIO: Shape = {"of": may(WORD_ID), "per": may(number(above=0)), "may_exceed": may(FLAG)}
_ANY_ANSWER = choice("count", "amount", "ratio", "yes_no", "level", "parts", "text", "date", "list")


def _read_rules(value: object, place: Place) -> tuple[SubRule, ...]:
    rules: tuple[SubRule, ...] = many(Kind(_read_sub_rule, dict), least=1, most=_MOST, all_or_none=True).read(
        value, place
    )
    return rules


_RULES = Kind(
    _read_rules,
    lambda: {"type": "array", "minItems": 1, "maxItems": _MOST, "items": {"$ref": "#/$defs/sub_rule"}},
)

SHAPES: Mapping[str, Shape] = {
    "all_or_nothing": {},
    "levels": {"levels": needed(_OPTIONS)},
    "parts": {"parts": needed(_OPTIONS), "require": may(choice("sum", "all"))},
    "steps": {"answer": needed(choice("count", "amount", "ratio")), "steps": needed(_STEPS), **_RATIO},
    "proportional": {
        "answer": may(choice("ratio", "count")),
        "target": may(number(least=0)),
        "floor": may(number(above=0)),
        "best": may(choice("high", "low")),
        "worst": may(number()),
        **_RATIO,
    },
    "per_item": {
        "each": needed(number(above=0)),
        "cap": may(number(above=0)),
        "answer": may(choice("count", "list")),
    },
    "best_of": {"rules": needed(_RULES)},
    "sum_of": {"rules": needed(_RULES)},
    "all_of": {"rules": needed(_RULES)},
    "relative": {"answer": needed(choice("amount", "ratio")), "to": may(choice("best", "min_max")), **_RATIO},
    "given": {"by": may(choice("officer", "upper"))},
    "info": {"answer": needed(_ANY_ANSWER), "levels": may(LEVELS), **_RATIO},
}
"""The keys of each kind of rule, beside `kind` itself."""

_SUB_RULE: Shape = {"id": needed(WORD_ID), "points": needed(number(above=0)), "title": may(WORDS)}
_KIND = choice(*SHAPES)
_WITHIN = frozenset(("all_or_nothing", "levels", "parts", "steps", "proportional", "per_item"))
"""The kinds that may stand within a composite rule: those one input can answer."""


def _weighed(options: tuple[_Option, ...], place: Place) -> tuple[tuple[Choice, ...], Decimal | None]:
    """Return the options with weights, and the whole these are parts of (None where they are points)."""
    by_points = [option for option in options if option.points is not None]
    if by_points and len(by_points) < len(options):
        raise place.wrong("S003")
    if len({option.id for option in options}) < len(options):
        raise place.wrong("S004")
    if by_points:
        return tuple(Choice(o.id, o.title, o.points or Decimal(0)) for o in options), None
    whole = lcm(*(option.share.denominator for option in options if option.share))
    return tuple(
        Choice(o.id, o.title, Decimal(o.share.numerator * (whole // o.share.denominator)))
        for o in options
        if o.share
    ), Decimal(whole)


def _ratio(fields: dict[str, Any]) -> Ratio:
    """Take the keys of a ratio out of `fields`."""
    given = {key: fields.pop(key) for key in _RATIO if key in fields}
    return Ratio(**given)


def _steps(fields: dict[str, Any], place: Place) -> Rule:
    rule = Steps(ratio=_ratio(fields), **fields)
    if len({step.reached for step in rule.steps}) < len(rule.steps):
        raise place.wrong("S005")
    return rule._replace(steps=tuple(sorted(rule.steps)))


def _proportional(fields: dict[str, Any], place: Place) -> Rule:
    ratio = _ratio(fields)
    best = fields.get("best", "high")
    if best == "low":
        fields.setdefault("target", Decimal(0))
    rule = Proportional(ratio=ratio, **fields)
    if best == "high":
        if rule.worst is not None or rule.answer == "count":
            raise place.wrong("S007")
        if rule.target <= 0:
            raise place.wrong("S008")
        if rule.floor is not None and rule.floor > rule.target:
            raise place.wrong("S009")
    elif rule.worst is None or rule.worst <= rule.target or rule.floor is not None:
        raise place.wrong("S010")
    return rule


def _composite(kind: str, fields: dict[str, Any], place: Place) -> Rule:
    rules = fields["rules"]
    if len({sub.id for sub in rules}) < len(rules):
        raise place.wrong("S004")
    return Composite(kind, rules)  # type: ignore[arg-type]  # the three kinds that `_build` leaves


def _build(kind: str, fields: dict[str, Any], place: Place) -> Rule:
    match kind:
        case "all_or_nothing":
            return AllOrNothing()
        case "levels":
            levels, whole = _weighed(fields["levels"], place)
            return Levels(levels, whole)
        case "parts":
            parts, whole = _weighed(fields["parts"], place)
            return Parts(parts, whole, fields.get("require", "sum"))
        case "steps":
            return _steps(fields, place)
        case "proportional":
            return _proportional(fields, place)
        case "per_item":
            return PerItem(**fields)
        case "relative":
            return Relative(ratio=_ratio(fields), **fields)
        case "given":
            return Given(**fields)
        case "info":
            return _info(fields, place)
        case _:
            return _composite(kind, fields, place)


def _info(fields: dict[str, Any], place: Place) -> Rule:
    answer = fields["answer"]
    if (answer in {"level", "parts"}) != ("levels" in fields):
        raise place.wrong("S011")
    return Info(ratio=_ratio(fields), **fields)


def _read_kind(value: object, place: Place) -> str:
    if not isinstance(value, dict):
        raise place.wrong("F013", wanted="table")
    if "kind" not in value:
        raise place.wrong("F010", key="kind")
    place.enter("kind")
    try:
        kind: str = _KIND.read(value["kind"], place)
    finally:
        place.leave()
    return kind


_WHOLE_SHAPES: Mapping[str, Shape] = {
    kind: {"kind": Field(choice(kind), required=True), **shape} for kind, shape in SHAPES.items()
}
_SUB_SHAPES: Mapping[str, Shape] = {kind: {**shape, **_SUB_RULE} for kind, shape in _WHOLE_SHAPES.items()}


def _read_rule(value: object, place: Place) -> Rule:
    kind = _read_kind(value, place)
    fields = read_fields(_WHOLE_SHAPES[kind], value, place, all_or_none=True)
    del fields["kind"]
    return _build(kind, fields, place)


def _read_sub_rule(value: object, place: Place) -> SubRule:
    kind = _read_kind(value, place)
    fields = read_fields(_SUB_SHAPES[kind], value, place, all_or_none=True)
    del fields["kind"]
    own = {key: fields.pop(key) for key in _SUB_RULE if key in fields}
    if kind not in _WITHIN:
        raise place.wrong("S012", kind=kind)
    return SubRule(rule=_build(kind, fields, place), **own)


def _schemas(shapes: Mapping[str, Shape]) -> Schema:
    return {"oneOf": [object_schema(shape) for shape in shapes.values()]}


RULE: Kind = Kind(_read_rule, lambda: {"$ref": "#/$defs/rule"})
"""A score rule."""
DEFINITIONS: Mapping[str, Callable[[], Schema]] = {
    "rule": lambda: _schemas(_WHOLE_SHAPES),
    "sub_rule": lambda: _schemas({kind: shape for kind, shape in _SUB_SHAPES.items() if kind in _WITHIN}),
}
"""What `$ref` in the JSON Schema of a rule points at."""
