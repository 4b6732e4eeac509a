"""Outcomes remembered while many records are judged by one set: of answers that hundreds of units give alike."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from criteria.rules import Rule, facts_of
from criteria.typed import NamedTuple
from scoring.answers import Answer
from scoring.outcome import Outcome

Key = tuple[object, ...]
"""Everything that decides an outcome: indicator, class of unit, what was answered, the facts behind it."""
Doubts = tuple[tuple[str, str], ...]
Row = tuple[str, str, str]
"""A line's cells in a table of answers, and its state and points in short, without and with evidence."""

_SMALL = 99
"""Above it, figures are hardly ever the same in two units."""
_MOST = 3000
_CHOICES = frozenset((bool, str, tuple))


class Kept:
    """An outcome judged before.

    Attributes:
        doubts: Codes of the warnings met on the way, with the key they concern.
        row: What a merge wrote of the line; None before it has.
    """

    __slots__ = ("doubts", "outcome", "row")

    def __init__(self, outcome: Outcome, doubts: Doubts) -> None:
        self.outcome = outcome
        self.doubts = doubts
        self.row: Row | None = None


class Memory:
    """What was judged before, for one set. It never grows beyond some thousand outcomes: the longest unused go first."""

    __slots__ = ("_facts", "_old", "_young")

    def __init__(self) -> None:
        self._young = _Generation({}, {})
        self._old = _Generation({}, {})
        self._facts: dict[tuple[str, str | None], tuple[str, ...]] = {}

    def recall(self, key: Key) -> Kept | None:
        """Return what was kept under a key."""
        kept = self._young.by_key.get(key)
        if kept is None:
            kept = self._old.by_key.get(key)
            if kept is not None:
                self._put(key, kept)
        return kept

    def keep(self, key: Key, outcome: Outcome, doubts: Doubts) -> None:
        """Remember an outcome."""
        self._put(key, Kept(outcome, doubts))

    def of(self, outcome: Outcome) -> Kept | None:
        """Return what was kept with this very outcome."""
        name = id(outcome)
        return self._young.by_outcome.get(name) or self._old.by_outcome.get(name)

    def _put(self, key: Key, kept: Kept) -> None:
        if len(self._young.by_key) >= _MOST:
            self._old, self._young = self._young, _Generation({}, {})
        self._young.by_key[key] = kept
        self._young.by_outcome[id(kept.outcome)] = kept

    def key(
        self,
        indicator: str,
        unit_class: str | None,
        rule: Rule,
        answer: Answer,
        facts: Mapping[str, Decimal],
    ) -> Key | None:
        """Return the key of an answer; None where it is not one that many units give."""
        given = _given(answer)
        if given is None:
            return None
        name = (indicator, unit_class)
        behind = self._facts.get(name)
        if behind is None:
            behind = self._facts[name] = tuple(sorted(facts_of(rule)))
        if not behind:
            return (name, given)
        known = tuple([facts.get(fact) for fact in behind])
        for figure in known:
            if figure is not None and figure > _SMALL:
                return None
        return (name, given, known)


class _Generation(NamedTuple):
    """The outcomes of some time, by key and by identity."""

    by_key: dict[Key, Kept]
    by_outcome: dict[int, Kept]


def _given(answer: Answer) -> Key | None:
    """Return what was answered as far as it decides points; None of long figures and of what does not apply."""
    value, of, percent, approx, not_applicable, _, _, _, _, _, inputs = answer
    if not_applicable is not None:
        return None
    kind = type(value)
    if kind is Decimal:
        if value > _SMALL or (of is not None and of > _SMALL):  # type: ignore[operator]  # it is a number
            return None
    elif kind not in _CHOICES and not inputs:
        return None
    if not inputs:
        return (kind, value, of, percent, approx)
    parts: list[object] = [kind, value, of, percent, approx]
    for name, part in inputs.items():
        given = None if part.inputs else _given(part)
        if given is None:
            return None
        parts += name, given
    return tuple(parts)
