"""The digest of an indicator set: over what decides points, not over the words."""

from typing import Any

from criteria.canonical import canonical, digest
from criteria.model import IndicatorSet
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
    if isinstance(value, tuple):
        defaults = getattr(value, "_field_defaults", None)
        if defaults is None:
            return f"[{''.join([_form(item) for item in value])}]"
        kept = [
            name + _form(item)
            for name, item in zip(value._fields, value, strict=True)  # type: ignore[attr-defined]  # a named tuple
            if name not in _NOT_DECIDING and item is not None and not _is_default(name, item, defaults)
        ]
        return f"{type(value).__name__}({''.join(kept)})"
    if isinstance(value, dict):
        return f"{{{''.join([canonical(key) + _form(value[key]) for key in sorted(value)])}}}"
    if isinstance(value, frozenset):
        return canonical(sorted(value))
    return canonical(value)


def _is_default(name: str, item: object, defaults: dict[str, object]) -> bool:
    if isinstance(item, Words):
        return True
    return name in defaults and type(defaults[name]) is type(item) and defaults[name] == item
