"""Chance that falls the same way every time, on every computer and in every version of Python."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from hashlib import sha256
from typing import TypeVar
from uuid import UUID

_BYTES = 6
_WHOLE = Decimal(256**_BYTES)

Item = TypeVar("Item")


class Chance:
    """Draws for what they are asked about: the same question has the same answer, whatever was asked before.

    Args:
        seed: Another seed is another district.
    """

    def __init__(self, seed: str) -> None:
        self._seed = seed

    def draw(self, *about: str) -> Decimal:
        """Return a number from 0 (inclusive) to 1 (exclusive)."""
        return Decimal(int.from_bytes(self._digest(about)[:_BYTES], "big")) / _WHOLE

    def between(self, low: Decimal, high: Decimal, *about: str) -> Decimal:
        """Return a number from `low` to `high`."""
        return low + (high - low) * self.draw(*about)

    def pick(self, items: Sequence[Item], *about: str) -> Item:
        """Return one of `items`."""
        return items[int(self.draw(*about) * len(items))]

    def id(self, *about: str) -> str:
        """Return a UUID."""
        return str(UUID(bytes=self._digest(about)[:16], version=4))

    def _digest(self, about: Sequence[str]) -> bytes:
        return sha256("\0".join((self._seed, *about)).encode()).digest()
