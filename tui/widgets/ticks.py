"""Any of several: the parts an indicator counts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from tui.widgets.choices import Marks
from tui.widgets.messages import Ticked


class Ticks(Marks):
    """Any of several; Space, Enter and a digit tick or untick, Delete unticks."""

    MARKS: ClassVar[tuple[str, str]] = ("[ ]", "[x]")

    @property
    def ticked(self) -> tuple[str, ...]:
        """Ids of what is ticked, in the order shown; what is not offered stands last."""
        offered = [offer.id for offer in self._offers]
        return (
            *(id_ for id_ in offered if id_ in self._chosen),
            *sorted(self._chosen.difference(offered)),
        )

    def offer(self, offers: Sequence[tuple[str, str]], ticked: Sequence[str] = ()) -> None:
        """Offer other things, some of them ticked; nothing is told of it."""
        self._chosen = frozenset(ticked)
        self._list(offers)

    def show(self, ticked: Sequence[str]) -> None:
        """Show what is ticked; nothing is told of it."""
        self._mark(frozenset(ticked))

    def choose(self, at: int) -> None:
        """Tick one, or untick it."""
        self._mark(self._chosen ^ {self._offers[at].id})
        self.post_message(Ticked(self, self.ticked))

    def take_back(self, at: int) -> None:
        """Untick one."""
        if self._offers[at].id in self._chosen:
            self.choose(at)
