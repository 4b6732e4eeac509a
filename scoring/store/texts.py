"""Values and keys as TOML text: in one line, or over several where a person would write them so."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from criteria.faults import KeyPath
from scoring.store.tree import is_integer

_BARE = re.compile(r"[A-Za-z0-9_-]+")
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t"}
_IN_ONE_LINE = re.compile(r'[\\"\n\t]')
_IN_LINES = re.compile(r'\\|"(?="")|"\Z')
_MINUTE = timedelta(minutes=1)


def key(name: str) -> str:
    """Return a key, bare where TOML lets it be."""
    return name if _BARE.fullmatch(name) else text(name)


def dotted(names: KeyPath) -> str:
    """Return a dotted key."""
    return ".".join(key(str(name)) for name in names)


def text(words: str) -> str:
    """Return a text in one line. It must be clean (`criteria.clean`)."""
    return f'"{_IN_ONE_LINE.sub(lambda found: _ESCAPES[found[0]], words)}"'


def lines(words: str) -> str:
    """Return a text of several lines as it is read. It must be clean."""
    escaped = _IN_LINES.sub(lambda found: f"\\{found[0]}", words)
    return f'"""\n{escaped}"""'


def figure(number: Decimal) -> str:
    """Return a figure digit by digit, never with an exponent. It must be writable (`scoring.store.tree`)."""
    if is_integer(number):
        return str(int(number))
    shown = format(number, "f")
    return shown.rstrip("0") if "." in shown else f"{shown}.0"


def literal(value: object, *, wide: bool = False) -> str:
    """Return a value of a record's tree.

    Args:
        value: The value. A table becomes an inline table.
        wide: Whether it may take several lines: texts with line ends, and lists of more than one table.
    """
    match value:
        case bool():
            return "true" if value else "false"
        case Decimal():
            return figure(value)
        case str():
            return lines(value) if wide and "\n" in value else text(value)
        case datetime():
            return _moment(value)
        case Mapping():
            return inline(f"{key(name)} = {literal(item)}" for name, item in value.items())
        case list() | tuple():
            return listed([literal(item) for item in value], wide=wide and isinstance(value, list))
        case date():
            return value.isoformat()
        case _:
            return str(value)


def inline(pairs: Iterator[str] | list[str]) -> str:
    """Return an inline table of `key = value` pairs."""
    within = ", ".join(pairs)
    return f"{{ {within} }}" if within else "{}"


def listed(entries: Sequence[str], *, wide: bool) -> str:
    """Return a list of values; with `wide` more than one take a line each."""
    if wide and len(entries) > 1:
        return "[\n" + "".join(f"  {entry},\n" for entry in entries) + "]"
    return f"[{', '.join(entries)}]"


def _moment(value: datetime) -> str:
    offset = value.utcoffset()
    if offset is not None and offset % _MINUTE:
        value = value.astimezone(UTC)
    return value.isoformat()
