"""One of several: yes or no, a level, an estimate's kind."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.actions import SkipAction
from textual.binding import Binding, BindingType
from textual.reactive import var
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from criteria.typed import NamedTuple
from tui.speech import Speech
from tui.widgets.keys_in_order import done_here
from tui.widgets.marked import Marked
from tui.widgets.messages import Chosen

_DIGITS = 9


class Offer(NamedTuple):
    """One thing that may be chosen.

    Attributes:
        id: What it is called in the answer.
        title: What a person reads.
    """

    id: str
    title: str


def yes_or_no(speech: Speech) -> tuple[Offer, ...]:
    """Return what a yes-or-no question offers."""
    return Offer("yes", speech("input.yes")), Offer("no", speech("input.no"))


class Marks(OptionList):
    """Base of the lists of marked titles; Up and Down move, Space, Enter and a digit choose, Delete takes back.

    Args:
        offers: What may be chosen.
        chosen: Ids of what is.
        read_only: Whether it only shows.
        id: Id of the widget.
        classes: Classes of the widget.
    """

    DEFAULT_CSS = """
    Marks { height: auto; max-height: 100%; background: transparent; }
    Marks:focus { background-tint: transparent; }
    Marks:ansi:focus > .option-list--option-highlighted { text-style: bold underline; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "turn", show=False),
        Binding("enter", "settle", show=False),
        Binding("delete,backspace", "take_back", show=False),
    ]
    MARKS: ClassVar[tuple[str, str]] = ("( )", "(•)")

    read_only = var(default=False)
    """Whether keys and the mouse change nothing."""

    def __init__(
        self,
        offers: Sequence[tuple[str, str]] = (),
        chosen: Sequence[str] = (),
        *,
        read_only: bool = False,
        id: str | None = None,  # noqa: A002 - what Textual calls it
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes, markup=False, compact=True)
        self._offers: tuple[Offer, ...] = ()
        self._chosen = frozenset(chosen)
        self.set_reactive(Marks.read_only, read_only)
        self._list(offers)

    @property
    def offers(self) -> tuple[Offer, ...]:
        """What may be chosen."""
        return self._offers

    def say(self, speech: Speech) -> None:
        """Take its own words from `speech`; a list has none, its titles are handed in by `offer`."""

    def action_select(self) -> None:
        """Choose the highlighted one, as a click does."""
        if self.highlighted is not None and not self.read_only:
            self.choose(self.highlighted)

    def action_settle(self) -> None:
        """Choose the highlighted one."""
        if self.read_only:
            raise SkipAction
        self.action_select()

    def action_turn(self) -> None:
        """Choose the highlighted one, or take it back where it is chosen already."""
        if self.highlighted is None or self.read_only:
            return
        if self._offers[self.highlighted].id in self._chosen:
            self.take_back(self.highlighted)
        else:
            self.choose(self.highlighted)

    def action_take_back(self) -> None:
        """Take back what is chosen."""
        if self.highlighted is not None and not self.read_only:
            self.take_back(self.highlighted)

    async def on_key(self, event: events.Key) -> None:
        """Do its own keys at once; choose by number."""
        if await done_here(self, event):
            return
        if self.read_only or event.character is None or not event.character.isdecimal():
            return
        at = int(event.character) - 1
        if 0 <= at < min(_DIGITS, len(self._offers)):
            event.stop()
            event.prevent_default()
            self.highlighted = at
            self.choose(at)

    def choose(self, at: int) -> None:
        """Choose the offer at a place, as a person does."""
        raise NotImplementedError

    def take_back(self, at: int) -> None:
        """Take back the choice, as a person does; `at` is the highlighted place."""
        raise NotImplementedError

    def _list(self, offers: Sequence[tuple[str, str]]) -> None:
        self._offers = tuple(Offer(*offer) for offer in offers)
        self.set_options([Option(self._title(place)) for place in range(len(self._offers))])
        self.highlighted = self._first_chosen()

    def _mark(self, chosen: frozenset[str]) -> None:
        changed = chosen ^ self._chosen
        self._chosen = chosen
        for place, offer in enumerate(self._offers):
            if offer.id in changed:
                self.replace_option_prompt_at_index(place, self._title(place))

    def _title(self, place: int) -> Marked:
        offer = self._offers[place]
        number = f"{place + 1} " if place < _DIGITS else "  "
        return Marked(f"{number}{self.MARKS[offer.id in self._chosen]} ", offer.title)

    def _first_chosen(self) -> int | None:
        places = [place for place, offer in enumerate(self._offers) if offer.id in self._chosen]
        return places[0] if places else 0 if self._offers else None


class Choices(Marks):
    """One of several. Enter on what is chosen already is left to the screen; Space takes it back."""

    def __init__(
        self,
        offers: Sequence[tuple[str, str]] = (),
        chosen: str = "",
        *,
        read_only: bool = False,
        id: str | None = None,  # noqa: A002 - what Textual calls it
        classes: str | None = None,
    ) -> None:
        super().__init__(offers, (chosen,) if chosen else (), read_only=read_only, id=id, classes=classes)

    @property
    def chosen(self) -> str:
        """Id of what is chosen; empty where nothing is."""
        return next(iter(self._chosen), "")

    def offer(self, offers: Sequence[tuple[str, str]], chosen: str = "") -> None:
        """Offer other things, one of them chosen; nothing is told of it."""
        self._chosen = frozenset((chosen,) if chosen else ())
        self._list(offers)

    def show(self, chosen: str) -> None:
        """Show what is chosen, and highlight it where it was not chosen before; nothing is told of it."""
        if chosen != self.chosen:
            self._mark(frozenset((chosen,) if chosen else ()))
            self.highlighted = self._first_chosen()

    def action_settle(self) -> None:
        """Choose the highlighted one; where it is chosen already, the key is the screen's."""
        if self.highlighted is None or self._offers[self.highlighted].id == self.chosen:
            raise SkipAction
        super().action_settle()

    def choose(self, at: int) -> None:
        """Choose one in place of any other."""
        id_ = self._offers[at].id
        if id_ != self.chosen:
            self._mark(frozenset((id_,)))
            self.post_message(Chosen(self, id_))

    def take_back(self, at: int) -> None:  # noqa: ARG002 - there is but one choice to take back
        """Take back the choice."""
        if self._chosen:
            self._mark(frozenset())
            self.post_message(Chosen(self, ""))
