"""The kinds of value a key of our files may have: each reads, and says itself in JSON Schema.

A table is declared once, as a mapping from key to `Field`; the reader and the JSON Schema both come from it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal

from criteria.place import Place, Unreadable
from criteria.typed import Any, NamedTuple
from criteria.words import Words

Schema = Mapping[str, object]

_ID_PATTERN = "^[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?$"
_WORD_PATTERN = "^[a-z0-9_]+$"
_LARGEST = 2**63
_WORD_KEYS = ("vi", "en")


def is_id(text: str) -> bool:
    """Tell whether a text is a code: ASCII letters and digits, with `.`, `_` and `-` within."""
    within = text.replace(".", "").replace("_", "").replace("-", "")
    return within.isascii() and within.isalnum() and text[0].isalnum() and text[-1].isalnum()


def is_word(text: str) -> bool:
    """Tell whether a text is a name of lower-case ASCII letters, digits and `_`."""
    return text.isascii() and text.replace("_", "0").isalnum() and text == text.lower()


class Kind(NamedTuple):
    """One kind of value.

    Attributes:
        read: Turns what the parser returned into the value; notes the fault and raises `Unreadable` otherwise.
        schema: The same said in JSON Schema.
    """

    read: Callable[[object, Place], Any]
    schema: Callable[[], Schema]


class Field(NamedTuple):
    """One key of a table.

    Attributes:
        kind: The kind of its value.
        required: Whether a table without it is a fault.
        name: The attribute of the model it fills, where that is not the key itself.
    """

    kind: Kind
    required: bool = False
    name: str | None = None


Shape = Mapping[str, Field]
"""The keys of one table."""


def needed(kind: Kind, name: str | None = None) -> Field:
    """Declare a key that must be there."""
    return Field(kind, required=True, name=name)


def may(kind: Kind, name: str | None = None) -> Field:
    """Declare a key that may be there."""
    return Field(kind, name=name)


def read_fields(shape: Shape, value: object, place: Place, *, all_or_none: bool = False) -> dict[str, Any]:
    """Read a table into the attributes of its model; every fault in it is noted.

    Args:
        shape: The keys it may have.
        value: What the parser returned.
        place: Where it stands.
        all_or_none: Whether the value of one key means nothing without the others.

    Raises:
        Unreadable: It is not a table; or a required key is missing or unreadable; or any key is, if `all_or_none`.
    """
    if not isinstance(value, dict):
        raise place.wrong("F013", wanted="table")
    fields, needs = _compiled(shape)
    enter, leave = place.enter, place.leave
    read: dict[str, Any] = {}
    complete = True
    for key, item in value.items():
        field = fields.get(key)
        if field is None:
            place.note_unknown(key, shape)
            continue
        name, read_item = field
        enter(key)
        try:
            read[name] = read_item(item, place)
        except Unreadable:
            complete = complete and not all_or_none
        finally:
            leave()
    for key, name in needs:
        if name not in read:
            complete = False
            if key not in value:
                place.note("F010", key=key)
    if not complete:
        raise Unreadable
    return read


class _Compiled(NamedTuple):
    """A shape as reading wants it: attribute and reader by key; and the keys that must be there, with theirs."""

    fields: Mapping[str, tuple[str, Callable[[object, Place], Any]]]
    needs: tuple[tuple[str, str], ...]


_SHAPES: dict[int, tuple[Shape, _Compiled]] = {}
"""What was compiled so far, by the identity of the shape, which is kept beside it."""


def _compiled(shape: Shape) -> _Compiled:
    known = _SHAPES.get(id(shape))
    if known is not None:
        return known[1]
    compiled = _Compiled(
        {key: (field.name or key, field.kind.read) for key, field in shape.items()},
        tuple((key, field.name or key) for key, field in shape.items() if field.required),
    )
    _SHAPES[id(shape)] = (shape, compiled)
    return compiled


def object_schema(shape: Shape) -> Schema:
    """Say a table in JSON Schema."""
    return {
        "type": "object",
        "properties": {key: field.kind.schema() for key, field in shape.items()},
        "required": [key for key, field in shape.items() if field.required],
        "additionalProperties": False,
    }


def table(shape: Shape, make: Callable[..., object]) -> Kind:
    """A table of `shape`, made into a value by `make`."""

    def read(value: object, place: Place) -> object:
        return make(**read_fields(shape, value, place))

    return Kind(read, lambda: object_schema(shape))


def many(kind: Kind, *, least: int = 0, most: int = 1000, all_or_none: bool = False) -> Kind:
    """A list of `least` to `most` values of `kind`.

    An unreadable entry is noted and left out, or makes the list unreadable if `all_or_none`.
    """

    def read(value: object, place: Place) -> tuple[object, ...]:
        if not isinstance(value, list):
            raise place.wrong("F013", wanted="list")
        if len(value) < least:
            raise place.wrong("F019", least=str(least))
        if len(value) > most:
            raise place.wrong("F029", most=str(most))
        entries: list[object] = []
        for position, item in enumerate(value):
            place.enter(position)
            try:
                entries.append(kind.read(item, place))
            except Unreadable:
                place.dropped.add(place.path)
            finally:
                place.leave()
        if all_or_none and len(entries) < len(value):
            raise Unreadable
        return tuple(entries)

    return Kind(read, lambda: {"type": "array", "items": kind.schema(), "minItems": least, "maxItems": most})


def named(kind: Kind, *, words: bool = True) -> Kind:
    """A table whose keys are names of the author's choice, in the order of the file.

    An entry that cannot be read is noted and left out; so is one whose key is no lower-case name, if `words`.
    """

    def read(value: object, place: Place) -> dict[str, object]:
        if not isinstance(value, dict):
            raise place.wrong("F013", wanted="table")
        entries: dict[str, object] = {}
        for key, item in value.items():
            place.enter(key)
            try:
                if words and not is_word(key):
                    raise place.wrong("F016", word=key)
                entries[key] = kind.read(item, place)
            except Unreadable:
                pass
            finally:
                place.leave()
        return entries

    def schema() -> Schema:
        if not words:
            return {"type": "object", "additionalProperties": kind.schema()}
        keys = {_WORD_PATTERN: kind.schema()}
        return {"type": "object", "patternProperties": keys, "additionalProperties": False}

    return Kind(read, schema)


def choice(*known: str) -> Kind:
    """One of the `known` words."""

    def read(value: object, place: Place) -> str:
        if not isinstance(value, str):
            raise place.wrong("F013", wanted="text")
        if value not in known:
            raise place.not_among(value, known)
        return value

    return Kind(read, lambda: {"enum": list(known)})


def _read_text(value: object, place: Place) -> str:
    if not isinstance(value, str):
        raise place.wrong("F013", wanted="text")
    if not value.strip():
        raise place.wrong("F017")
    return value


def _read_id(fits: Callable[[str], bool]) -> Callable[[object, Place], str]:
    def read(value: object, place: Place) -> str:
        if not isinstance(value, str):
            raise place.wrong("F013", wanted="text")
        if not fits(value):
            raise place.wrong("F016", word=value)
        return value

    return read


def _read_words(value: object, place: Place) -> Words:
    if not isinstance(value, dict):
        raise place.wrong("F013", wanted="words")
    vi = value.get("vi")
    en = value.get("en")
    if len(value) > 2 or en is None:
        for key in value:
            if key not in _WORD_KEYS:
                place.note_unknown(key, ("vi", "en"))
    if vi is None:
        raise place.wrong("F010", key="vi")
    if not isinstance(vi, str) or not isinstance(en, str | None):
        raise place.wrong("F013", wanted="words")
    if not vi or vi.isspace():
        raise place.wrong("F017")
    return Words(vi, en)


def _read_flag(value: object, place: Place) -> bool:
    if not isinstance(value, bool):
        raise place.wrong("F013", wanted="flag")
    return value


def _read_date(value: object, place: Place) -> date:
    if not isinstance(value, date) or isinstance(value, datetime):
        raise place.wrong("F013", wanted="date")
    return value


def _read_moment(value: object, place: Place) -> datetime:
    if not isinstance(value, datetime):
        raise place.wrong("F013", wanted="moment")
    return value


def to_decimal(value: object) -> Decimal | None:
    """Return a parsed TOML number as the exact decimal its owner wrote; None for what is no usable number."""
    if type(value) is int:
        return Decimal(value) if -_LARGEST <= value < _LARGEST else None
    if type(value) is float:
        exact = Decimal(repr(value))
        return exact if exact.is_finite() and (not exact or exact.adjusted() in _MAGNITUDES) else None
    return None


_MAGNITUDES = range(-15, 19)


def number(*, least: int | None = None, most: int | None = None, above: int | None = None) -> Kind:
    """A finite number, within bounds: `least` and `most` inclusive, `above` exclusive."""

    def read(value: object, place: Place) -> Decimal:
        exact = to_decimal(value)
        if exact is None:
            raise place.wrong("F013", wanted="number")
        if least is not None and exact < least:
            raise place.wrong("F018", bound=f"≥ {least}")
        if above is not None and exact <= above:
            raise place.wrong("F018", bound=f"> {above}")
        if most is not None and exact > most:
            raise place.wrong("F018", bound=f"≤ {most}")
        return exact

    def schema() -> Schema:
        bounds = {"minimum": least, "maximum": most, "exclusiveMinimum": above}
        return {"type": "number"} | {key: bound for key, bound in bounds.items() if bound is not None}

    return Kind(read, schema)


def whole(*, least: int, most: int) -> Kind:
    """A whole number from `least` to `most`."""

    def read(value: object, place: Place) -> int:
        if type(value) is not int:
            raise place.wrong("F013", wanted="whole")
        if not least <= value <= most:
            raise place.wrong("F018", bound=f"{least}–{most}")
        return value

    return Kind(read, lambda: {"type": "integer", "minimum": least, "maximum": most})


def one_of_set(*known: str) -> Kind:
    """A list of some of the `known` words."""
    entry = choice(*known)

    def read(value: object, place: Place) -> frozenset[str]:
        return frozenset(many(entry).read(value, place))

    return Kind(read, lambda: {"type": "array", "items": entry.schema(), "uniqueItems": True})


TEXT = Kind(_read_text, lambda: {"type": "string", "minLength": 1})
"""A text with something in it."""
WORDS = Kind(
    _read_words,
    lambda: {
        "type": "object",
        "properties": {"vi": {"type": "string", "minLength": 1}, "en": {"type": "string"}},
        "required": ["vi"],
        "additionalProperties": False,
    },
)
"""A wording in Vietnamese, and in English where there is one."""
FLAG = Kind(_read_flag, lambda: {"type": "boolean"})
"""true or false."""
DATE = Kind(_read_date, lambda: {"type": "string", "format": "date"})
"""A day."""
MOMENT = Kind(_read_moment, lambda: {"type": "string", "format": "date-time"})
"""A day and a time."""
ID = Kind(_read_id(is_id), lambda: {"type": "string", "pattern": _ID_PATTERN})
"""A code such as `1.4` or `xa-ict`."""
WORD_ID = Kind(_read_id(is_word), lambda: {"type": "string", "pattern": _WORD_PATTERN})
"""A name in lower case such as `staff`."""
