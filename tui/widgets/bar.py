"""The bar at the foot of a screen: the keys that work here, and what they do."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content
from textual.widgets import Static

from criteria.typed import NamedTuple


class Hint(NamedTuple):
    """One key and what it does."""

    key: str
    label: str


class CommandBar(Static):
    """As many hints as fit in one row; the first ones matter most."""

    DEFAULT_CSS = """
    CommandBar { dock: bottom; height: 1; background: $panel; color: $foreground; padding: 0 1; }
    """

    def __init__(self, id: str | None = None) -> None:  # noqa: A002 - the name Textual gives it
        super().__init__("", id=id, markup=False)
        self._hints: Sequence[Hint] = ()

    def show(self, hints: Sequence[Hint]) -> None:
        """Show other hints."""
        self._hints = hints
        self._fit()

    def on_resize(self) -> None:
        """Fit the hints to the new width."""
        self._fit()

    def _fit(self) -> None:
        room = max(self.size.width, 20)
        parts: list[Content] = []
        used = 0
        for hint in self._hints:
            piece = Content.assemble((hint.key, "reverse bold"), f" {hint.label}")
            length = piece.cell_length + (2 if parts else 0)
            if used + length > room:
                break
            used += length
            parts.append(piece)
        self.update(Content("  ").join(parts))
