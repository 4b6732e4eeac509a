"""The digest of an indicator set: over what decides points, not over the words."""

from __future__ import annotations

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


def _form(value: Any) -> str:  # noqa: ANN401 - walks every field of every type of the model
    if not isinstance(value, tuple):
        if isinstance(value, dict):
            return f"{{{''.join([canonical(key) + _form(value[key]) for key in sorted(value)])}}}"
        return canonical(sorted(value) if isinstance(value, frozenset) else value)
    defaults = getattr(value, "_field_defaults", None)
    if defaults is None:
        return f"[{''.join([_form(item) for item in value])}]"
    pieces = [type(value).__name__, "("]
    for name, item in zip(value._fields, value, strict=True):  # type: ignore[attr-defined]  # a named tuple
        if item is None or name in _NOT_DECIDING or isinstance(item, Words):
            continue
        default = defaults.get(name)
        if default is item or (default == item and type(default) is type(item)):
            continue
        pieces += name, _form(item)
    pieces.append(")")
    return "".join(pieces)
