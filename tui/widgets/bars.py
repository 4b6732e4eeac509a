"""A share as a bar of characters: its length says how much, its colour says nothing more."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from textual.content import Content

FULL, EMPTY = "█", "░"
_ZERO, _ONE = Decimal(0), Decimal(1)


def filled(share: Decimal, width: int) -> int:
    """Return how many of `width` cells a share (0..1) fills: none only for nothing, all only for everything."""
    within = min(_ONE, max(_ZERO, share))
    cells = int((within * width).quantize(_ONE, rounding=ROUND_HALF_UP))
    if 0 < within < 1:
        return min(max(cells, 1), width - 1)
    return cells


def bar(share: Decimal | None, width: int) -> Content:
    """Return the bar of a share, `width` cells (at least 2) wide; blank where there is none to show."""
    if share is None:
        return Content(" " * width)
    cells = filled(share, width)
    return Content.assemble((FULL * cells, "$primary"), (EMPTY * (width - cells), "dim"))
