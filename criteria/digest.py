"""The digest of an indicator set: over what decides points, not over the words."""

from __future__ import annotations

from functools import cache

from criteria.canonical import canonical, digest
from criteria.model import IndicatorSet
from criteria.typed import Any
from criteria.words import Words

_NOT_DECIDING = frozenset(
    ("digest", "title", "summary", "references", "reference", "evidence", "valid_from", "valid_to")
)


def set_digest(indicator_set: IndicatorSet) -> str:
    """Return the digest of everything in the set that decides points.

    Titles, help, references, evidence, remedies and validity are left out, and so is whatever stands at its default,
    so that a later xaso that knows more keys gives an old set the same digest.
    """
    return digest(_form(indicator_set))


def _form(value: object) -> str:
    """Walk every field of every type of the model."""
    if not isinstance(value, tuple):
        if isinstance(value, dict):
            return f"{{{''.join([canonical(key) + _form(value[key]) for key in sorted(value)])}}}"
        return canonical(sorted(value) if isinstance(value, frozenset) else value)
    kind = type(value)
    if kind is tuple:
        return f"[{''.join([_form(item) for item in value])}]"
    pieces = [kind.__name__, "("]
    for position, name, default in _deciding(kind):
        item = value[position]
        if item is None or item is default or type(item) is Words:
            continue
        if default is not None and item == default and type(item) is type(default):
            continue
        pieces += name, _form(item)
    pieces.append(")")
    return "".join(pieces)


@cache
def _deciding(kind: Any) -> tuple[tuple[int, str, object], ...]:  # noqa: ANN401 - any class of the model
    """Return place, name and default of the fields of a class that may decide points."""
    return tuple(
        (position, name, kind._field_defaults.get(name))
        for position, name in enumerate(kind._fields)
        if name not in _NOT_DECIDING
    )
