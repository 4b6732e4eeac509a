"""A record as the tables of its file: what both the writer of new files and the editor of existing ones work from."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from criteria.canonical import canonical
from criteria.clean import Table, clean_text
from criteria.faults import KeyPath
from criteria.kinds import to_decimal
from scoring.answers import said
from scoring.record import Record, period_table, unit_table

KEYS = (
    *("schema", "id", "revision", "state", "label", "from", "to", "version", "digest"),
    *("code", "name", "kind", "parent", "class", "post"),
    *("number", "date", "approved_by", "title", "file", "sha256"),
    *("answer", "decision", "value", "of", "points", "max", "percent", "approx", "not_applicable", "plan"),
    *("source", "as_of", "note", "evidence", "inputs", "band", "coverage", "reason", "by", "at"),
)
"""The keys of a record's tables, in the order in which a new one is put among those that are there."""
TABLES = (
    "set",
    "unit",
    "period",
    "assessor",
    "submission",
    "facts",
    "answers",
    "review",
    "result",
    "history",
)
"""The tables of a record, in the order of a new file."""

_WHOLE = 2**63


def tree(record: Record) -> Table:
    """Return a record as the tables of its file, in their order, without its `schema`.

    Texts are cleaned, and what says nothing is left out: empty texts, and entries in which nothing is said. The ten
    tables are always there.
    """
    tables: dict[str, object] = {
        "id": record.id,
        "revision": record.revision,
        "state": record.state,
        "set": record.set._asdict(),
        "unit": unit_table(record.unit),
        "period": period_table(record.period),
        "assessor": record.assessor._asdict(),
        "submission": record.submission._asdict(),
        "facts": {key: said(fact) for key, fact in record.facts.items()},
        "answers": {key: said(answer) for key, answer in record.answers.items()},
        "review": {key: said(review) for key, review in record.review.items()},
        "result": {} if record.result is None else record.result._asdict(),
        "history": [entry._asdict() for entry in record.history],
    }
    settled = {key: _settled(item) for key, item in tables.items()}
    return {
        key: {} if item is None else item
        for key, item in settled.items()
        if item is not None or key in TABLES
    }


def same(one: object, other: object) -> bool:
    """Tell whether two values of a tree are the same: 22 and 22.0 are, 1 and true are not."""
    return canonical(one) == canonical(other)


def unwritable(value: object, path: KeyPath = ()) -> Iterator[KeyPath]:
    """Yield the key path of every figure that TOML could not give back digit by digit."""
    if isinstance(value, Mapping):
        for key, item in value.items():
            yield from unwritable(item, (*path, key))
    elif isinstance(value, list):
        for position, item in enumerate(value):
            yield from unwritable(item, (*path, position))
    elif isinstance(value, Decimal) and not is_writable(value):
        yield path


def is_writable(number: Decimal) -> bool:
    """Tell whether a figure is read back as it is: a 64-bit whole number, or at most 15 digits or so."""
    if not number.is_finite():
        return False
    return is_integer(number) or to_decimal(float(number)) == number


def is_integer(number: Decimal) -> bool:
    """Tell whether a finite figure is written as a TOML integer."""
    return -_WHOLE <= number < _WHOLE and number == int(number)


def _settled(value: object) -> object:
    """Return `value` with clean texts and without what says nothing; None when nothing is left."""
    if isinstance(value, str):
        return clean_text(value) if value.strip() else None
    if isinstance(value, tuple):
        return tuple(clean_text(str(item)) for item in value)
    if isinstance(value, list):
        return [_settled(item) or {} for item in value]
    if isinstance(value, Mapping):
        entries = {clean_text(str(key)): _settled(item) for key, item in value.items()}
        return {key: item for key, item in entries.items() if item is not None} or None
    return value
