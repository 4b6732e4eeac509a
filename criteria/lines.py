"""The line of a TOML file on which a key path stands."""

from __future__ import annotations

from collections.abc import Mapping

from criteria.faults import KeyPath

_QUOTES = "\"'"
_DEEPEST = 32
_LONG_QUOTES = ('"""', "'''")


def line_of(lines: Mapping[KeyPath, int], path: KeyPath) -> int | None:
    """Return the line of `path`, of the first thing below it, or of its deepest part that has a line; else None."""
    if path and path not in lines:
        below = next((line for known, line in lines.items() if known[: len(path)] == path), None)
        if below is not None:
            return below
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
    for number, raw in enumerate(text.split("\n"), 1):
        line = raw.strip()
        if closing:
            closing = "" if line.count(closing) % 2 else closing
        elif line.startswith("["):
            lists = line.startswith("[[")
            keys, rest = _keys(line[2 if lists else 1 :])
            if keys and rest.startswith("]"):
                table = _entered(keys, counts, lists=lists)
                found.setdefault(table, number)
        elif "=" in line and line[0] != "#":
            keys, rest = _keys(line)
            if keys and rest.startswith("="):
                found.setdefault(table + keys, number)
                closing = _left_open(rest)
    return found


def _keys(text: str) -> tuple[tuple[str, ...], str]:
    """Return the dotted key that `text` begins with, and what follows it."""
    keys: list[str] = []
    rest = text.lstrip()
    while rest:
        quote = rest[0]
        if quote in _QUOTES:
            key, closed, rest = rest[1:].partition(quote)
            if not closed:
                return (), text
        else:
            length = next((n for n, char in enumerate(rest) if not _is_bare(char)), len(rest))
            key, rest = rest[:length], rest[length:]
            if not key:
                return (), text
        keys.append(key)
        if len(keys) > _DEEPEST:
            return (), text
        rest = rest.lstrip()
        if not rest.startswith("."):
            break
        rest = rest[1:].lstrip()
    return tuple(keys), rest


def _is_bare(char: str) -> bool:
    return char.isascii() and (char.isalnum() or char in "_-")


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
    for quotes in _LONG_QUOTES:
        if value.count(quotes) % 2:
            return quotes
    return ""
