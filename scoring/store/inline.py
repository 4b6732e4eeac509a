"""Changing one thing inside a value that stands on a single key: an inline table, or a list of such tables.

tomlkit takes the value apart and keeps every part as its owner wrote it. It is imported here alone, when something
inside a value changes: it reads a hundred times slower than rtoml.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Literal, NamedTuple

import rtoml

from criteria.canonical import canonical
from criteria.clean import clean_text
from criteria.faults import KeyPath
from scoring.store.texts import dotted, inline, listed, literal
from scoring.store.tree import KEYS, same

Table = Mapping[str, object]
Change = Callable[[str | None], str | None]
"""From the text of a value, None where there is none, to its new text, None where it goes."""

_RANK = {name: position for position, name in enumerate(KEYS)}


class Pair(NamedTuple):
    """One `key = value` of an inline table: its path within the table, and both as they are written."""

    path: KeyPath
    key: str
    value: str


def revised(text: str, path: KeyPath, change: Change, *, bare: bool = False) -> str | None:
    """Return a value with one thing inside it changed.

    Args:
        text: The value as it is written.
        path: Where in it the thing stands.
        change: What becomes of it.
        bare: Whether a value that is no table stands for the table with that `value`.
    """
    if not path:
        return change(text)
    pairs = pairs_of(text)
    if pairs is None:
        if bare and path == ("value",):
            return change(text)
        pairs = [Pair(("value",), "value", text)] if bare and len(path) == 1 else []
    for position, pair in enumerate(pairs):
        if path[: len(pair.path)] == pair.path:
            value = revised(pair.value, path[len(pair.path) :], change, bare=bare)
            pairs[position : position + 1] = [] if value is None else [pair._replace(value=value)]
            break
    else:
        value = change(None)
        if value is None:
            return text
        pairs.insert(*_new(pairs, path, value))
    return inline(f"{pair.key} = {pair.value}" for pair in pairs) if pairs else None


def rank(name: str | int) -> int:
    """Return where a key stands among those of a record; keys that are ids stand last."""
    return _RANK.get(str(name), len(_RANK))


def pairs_of(text: str) -> list[Pair] | None:
    """Return the pairs of an inline table, or None when the value is something else."""
    if not text.startswith("{"):
        return None
    import tomlkit  # noqa: PLC0415 - see the docstring of this module

    return [*_flat(tomlkit.value(text), (), "")]


def revised_list(text: str, old: Sequence[Table], new: Sequence[Table]) -> str:
    """Return a list of inline tables with the differences from `old` to `new` made in it.

    What the list holds besides the `old` tables, unknown keys included, stays; so do its comments, as long as tomlkit
    finds a place for them.
    """
    import tomlkit  # noqa: PLC0415 - see the docstring of this module
    from tomlkit.items import Array, Integer, Trivia  # noqa: PLC0415 - likewise

    array = tomlkit.value(text)
    if not isinstance(array, Array):
        return literal(list(new))
    held = [position for position, item in enumerate(array) if isinstance(item, Mapping)]
    if len(held) != len(old):
        if not same([*new[: len(old)]], [*old]):
            return literal(list(new))
        held = [len(array)] * len(old)
    plain = [array.item(position).as_string() for position in range(len(array))]
    end = len(array)
    for step, at, number in steps(old, new):
        where = held[at] if at < len(held) else end
        # what is new goes in as a number with a text of its own: only the text is used
        if step == "drop":
            del array[where], plain[where]
        elif step == "change":
            told = revised_table(plain[where], old[at], new[number])
            array[where], plain[where] = Integer(0, Trivia(), told), told
        else:
            told = literal(new[number])
            array.insert(where, Integer(0, Trivia(), told))
            plain.insert(where, told)
    return _agreed(array.as_string(), listed(plain, wide="\n" in text))


def _agreed(text: str, plain: str) -> str:
    """Return `text` where it says what `plain` says, and `plain` otherwise: a comma may be missing in it."""
    try:
        says: object = rtoml.loads(f"list = {text}")
    except rtoml.TomlParsingError:
        return plain
    return text if says == rtoml.loads(f"list = {plain}") else plain


def revised_table(text: str, old: Table, new: Table) -> str:
    """Return an inline table with the differences from `old` to `new` made in it."""
    told: str | None = text
    for name, value in new.items():
        if name not in old or not same(old[name], value):
            told = revised(told or "{}", (name,), _always(literal(value)))
    for name in old:
        if name not in new:
            told = revised(told or "{}", (name,), _always(None))
    return told or "{}"


def steps(
    old: Sequence[Table], new: Sequence[Table]
) -> Iterator[tuple[Literal["change", "drop", "add"], int, int]]:
    """Yield what turns `old` into `new`, from the end: no step moves what a later one names.

    ``change``: entry (first number) of `old` becomes entry (second) of `new`. ``drop``: entry (first) goes.
    ``add``: entry (second) of `new` comes before entry (first) of `old`.
    """
    from difflib import SequenceMatcher  # noqa: PLC0415 - only a list that changed needs it

    matcher = SequenceMatcher(None, [*map(canonical, old)], [*map(canonical, new)], autojunk=False)
    for tag, begin, end, first, last in reversed(matcher.get_opcodes()):
        if tag == "equal":
            continue
        pairs = min(end - begin, last - first)
        yield from (("add", end, number) for number in reversed(range(first + pairs, last)))
        yield from (("drop", at, 0) for at in reversed(range(begin + pairs, end)))
        yield from (("change", begin + place, first + place) for place in reversed(range(pairs)))


def _always(value: str | None) -> Change:
    return lambda _: value


def _new(pairs: Sequence[Pair], path: KeyPath, value: str) -> tuple[int, Pair]:
    """Return where a new pair goes, and the pair: dotted where its table is, else holding a table of its own."""
    kin = [position for position, pair in enumerate(pairs) if pair.path[0] == path[0]]
    if kin:
        return kin[-1] + 1, Pair(path, dotted(path), value)
    for name in reversed(path[1:]):
        value = inline([f"{dotted((name,))} = {value}"])
    before = [position for position, pair in enumerate(pairs) if rank(pair.path[0]) <= rank(path[0])]
    return (before[-1] + 1 if before else 0), Pair(path[:1], dotted(path[:1]), value)


def _flat(table: Any, path: KeyPath, written: str) -> Iterator[Pair]:  # noqa: ANN401 - tomlkit's tables share no type
    from tomlkit.items import Table as DottedTable  # noqa: PLC0415 - see the docstring of this module

    for key, item in table.value.body:
        if key is None:
            continue
        name = f"{written}{key.as_string().strip()}"
        here = (*path, clean_text(key.key))
        if isinstance(item, DottedTable):
            yield from _flat(item, here, f"{name}.")
        else:
            yield Pair(here, name, item.as_string())
