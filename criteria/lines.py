"""The line of a TOML file on which a key path stands."""

import re
from collections.abc import Mapping

from criteria.faults import KeyPath

_KEY = r"""(?:[A-Za-z0-9_-]+|"(?:[^"\\\n]|\\.)*"|'[^'\n]*')"""
_DOTTED = rf"{_KEY}(?:\s*\.\s*{_KEY})*"
_HEADER = re.compile(rf"\s*(\[\[?)\s*({_DOTTED})\s*\]")
_ASSIGNMENT = re.compile(rf"\s*({_DOTTED})\s*=(.*)")
_ONE_KEY = re.compile(_KEY)
_LONG_STRING = re.compile('"""|' + "'''")


def line_of(lines: Mapping[KeyPath, int], path: KeyPath) -> int | None:
    """Return the line of the deepest part of `path` that has a line of its own; None where none has."""
    for length in range(len(path), 0, -1):
        if (line := lines.get(path[:length])) is not None:
            return line
    return None


def key_lines(text: str) -> dict[KeyPath, int]:
    """Return the line, from 1, of every key path and header in a TOML text.

    It reads lines, not values: what stands inside an inline table is to be found at the line of its key.
    """
    found: dict[KeyPath, int] = {}
    table: KeyPath = ()
    counts: dict[KeyPath, int] = {}
    closing = ""
    for number, line in enumerate(text.split("\n"), 1):
        if closing:
            closing = "" if line.count(closing) % 2 else closing
            continue
        if header := _HEADER.match(line):
            table = _entered(_keys(header[2]), counts, lists=header[1] == "[[")
            found.setdefault(table, number)
        elif assignment := _ASSIGNMENT.match(line):
            found.setdefault(table + _keys(assignment[1]), number)
            closing = _left_open(assignment[2])
    return found


def _keys(dotted: str) -> tuple[str, ...]:
    found: list[str] = _ONE_KEY.findall(dotted)
    return tuple(key[1:-1] if key[0] in "\"'" else key for key in found)


def _entered(keys: tuple[str, ...], counts: dict[KeyPath, int], *, lists: bool) -> KeyPath:
    """Return the full path of a header: each list of tables on the way stands at its newest entry."""
    here: KeyPath = ()
    for position, key in enumerate(keys):
        here = (*here, key)
        if lists and position == len(keys) - 1:
            counts[here] = counts.get(here, -1) + 1
        if here in counts:
            here = (*here, counts[here])
    return here


def _left_open(value: str) -> str:
    """Return the quotes of a multi-line string that `value` opens and does not close."""
    opened = ""
    for found in _LONG_STRING.findall(value):
        opened = "" if found == opened else opened or found
    return opened
