"""Where a reader stands in a file, and the faults it has met so far."""

from __future__ import annotations

from collections.abc import Iterable

from criteria.faults import Fault, KeyPath, nearest

MOST_FAULTS = 200
"""Nobody mends more of one file at a time; a file made to have a million must not cost us a minute."""


class Unreadable(Exception):  # noqa: N818 - it ends the reading of one value; the fault is already noted
    """Raised by a reader after it has noted why a value cannot be read."""


class Place:
    """A cursor that walks down a parsed file and collects every fault on the way.

    Attributes:
        faults: What was wrong so far, in the order it was met.
        keys: The keys down to the value being read.
        enter: Steps down to a key.
        leave: Steps back up.
        dropped: Paths of the entries of lists that could not be read and were left out.
        unnoted: Where the faults lie that are too many to be noted, by the first two keys of their paths.
    """

    __slots__ = ("dropped", "enter", "faults", "keys", "leave", "unnoted")

    def __init__(self, path: KeyPath = ()) -> None:
        self.keys: list[str | int] = [*path]
        self.enter = self.keys.append
        self.leave = self.keys.pop
        self.faults: list[Fault] = []
        self.dropped: set[KeyPath] = set()
        self.unnoted: set[KeyPath] = set()

    @property
    def path(self) -> KeyPath:
        """The key path of the value being read."""
        return tuple(self.keys)

    def note(self, code: str, **details: str) -> None:
        """Note a fault here and go on; after very many only that there are more."""
        if len(self.faults) < MOST_FAULTS:
            self.faults.append(Fault(code, self.path, details))
        elif len(self.faults) == MOST_FAULTS:
            self.faults.append(Fault("F028", (), {"most": str(MOST_FAULTS)}))
        if len(self.faults) > MOST_FAULTS:
            self.unnoted.add(self.path[:2])

    def wrong(self, code: str, **details: str) -> Unreadable:
        """Note a fault here and return what to raise."""
        self.note(code, **details)
        return Unreadable()

    def note_unknown(self, key: str, known: Iterable[str]) -> None:
        """Note a key that means nothing, with the known one it was probably meant to be."""
        near = self._nearest(key, known)
        self.enter(key)
        if near is None:
            self.note("F012", key=key, known=", ".join(known))
        else:
            self.note("F011", key=key, near=near)
        self.leave()

    def not_among(self, word: str, known: Iterable[str]) -> Unreadable:
        """Note a word that is none of the `known` and return what to raise."""
        near = self._nearest(word, known)
        listed = ", ".join(known)
        if near is None:
            return self.wrong("F015", word=word, known=listed)
        return self.wrong("F014", word=word, near=near, known=listed)

    def _nearest(self, word: str, known: Iterable[str]) -> str | None:
        return nearest(word, known) if len(self.faults) < MOST_FAULTS else None
