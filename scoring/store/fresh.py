"""A record written from scratch, as a person would lay it out."""

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path

from criteria.clean import clean_line
from criteria.faults import KeyPath
from criteria.reading import natural
from criteria.words import Lang
from scoring.periods import title
from scoring.record import RECORD_SCHEMA, Record
from scoring.store.texts import dotted, key, literal
from scoring.store.tree import tree

Table = Mapping[str, object]

_WORDS = Path(__file__).with_name("words.toml")
_BY_INDICATOR = ("answers", "review")


def fresh(record: Record, order: Sequence[str] = ()) -> str:
    """Return the text of a new file.

    Args:
        record: What it says.
        order: Ids of the indicators in the order of their set; others follow in natural order.
    """
    tables = tree(record)
    top = {"schema": RECORD_SCHEMA} | {name: tables[name] for name in ("id", "revision", "state")}
    written = [head(record) + _entries((), {name: item for name, item in top.items() if item is not None})]
    position = places(order)
    for name, table in tables.items():
        if isinstance(table, list):
            written += [block((name,), item, listed=True) for item in table]
        elif name in _BY_INDICATOR and isinstance(table, dict):
            written += [block((name, id_), table[id_]) for id_ in sorted(table, key=position)]
        elif isinstance(table, dict) and table:
            written.append(block((name,), table))
    return "\n".join(written)


def head(record: Record, lang: Lang = "vi") -> str:
    """Return the comment at the head of a new file: what it is, whose, and how to treat it."""
    named = {
        "unit": record.unit.name,
        "code": record.unit.code,
        "period": title(record.period, lang),
        "set": record.set.id,
        "version": record.set.version,
    }
    said = _words()["head"][lang].format(**{name: clean_line(text) for name, text in named.items()})
    return "".join(f"# {line}\n" for line in said.split("\n"))


def block(path: KeyPath, table: Table, *, listed: bool = False) -> str:
    """Return a table under its own header; the inputs of an answer follow under theirs.

    Args:
        path: Where it stands in the file.
        table: What it says.
        listed: Whether it is an entry of a list of tables.
    """
    within = {
        name: item for name, item in table.items() if isinstance(item, Mapping) and is_block((*path, name))
    }
    own = {name: item for name, item in table.items() if name not in within}
    header = f"[[{dotted(path)}]]" if listed else f"[{dotted(path)}]"
    written = [f"{header}\n{_entries(path, own)}"] if own or not within else []
    return "\n".join(written + [block((*path, name), item) for name, item in within.items()])


def entry(path: KeyPath, value: object) -> str:
    """Return the value of one key as a line of its table, or as several; a fact with only a value stands bare."""
    return literal(bare(path, value), wide=True)


def bare(path: KeyPath, value: object) -> object:
    """Return the value to write at `path`: a fact that is only a value is that value."""
    if len(path) == 2 and path[0] == "facts" and isinstance(value, Mapping) and [*value] == ["value"]:
        only: object = value["value"]
        return only
    return value


def is_block(path: KeyPath) -> bool:
    """Tell whether a table at `path` has a header of its own in a new file."""
    match path:
        case (_,) | ("answers" | "review", _) | ("answers", _, "inputs"):
            return True
        case _:
            return False


def places(order: Sequence[str]) -> Callable[[str], tuple[object, ...]]:
    """Return a sort key for ids of indicators: first those of `order`, then the others in natural order."""
    known = {id_: position for position, id_ in enumerate(order)}
    return lambda id_: (0, known[id_], ()) if id_ in known else (1, 0, natural(id_))


def _entries(path: KeyPath, table: Table) -> str:
    return "".join(f"{key(name)} = {entry((*path, name), item)}\n" for name, item in table.items())


@cache
def _words() -> dict[str, dict[str, str]]:
    import rtoml  # noqa: PLC0415 - a file that is edited needs no words

    words: dict[str, dict[str, str]] = rtoml.loads(_WORDS.read_text("utf-8"))
    return words
