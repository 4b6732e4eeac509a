"""Choosing a commune by typing part of its name, without marks; or writing it down by hand."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from typing import ClassVar

from rich.cells import cell_len
from textual import events, on, work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from criteria.clean import clean_line
from criteria.typed import NamedTuple
from scoring.units import REFORM, Unit, Units, search, units_on
from tui.desk import Desk
from tui.screens.base import DeskDialog
from tui.screens.unit_by_hand import UnitByHand
from tui.speech import Speech
from tui.widgets.line_input import LineInput
from tui.widgets.marked import Marked
from tui.widgets.messages import Typed

BY_HAND = "by_hand"
_MOST = 30
_GAP = 2
_BEFORE_REFORM = REFORM - timedelta(days=1)


class FoundUnit(NamedTuple):
    """A unit that was found.

    Attributes:
        unit: The unit.
        before: The unit that had its code on 30 June 2025, for a unit of the time since.
        by_former_name: Whether what was typed is the name of that one.
        ended: Whether it was there until 30 June 2025 only.
    """

    unit: Unit
    before: Unit | None = None
    by_former_name: bool = False
    ended: bool = False


class UnitLists:
    """The units of a day, found by their names of that day or by those they had before July 2025.

    Args:
        day: The day.
        ended: Whether units that are no more are found too.
    """

    def __init__(self, day: date, *, ended: bool = False) -> None:
        self._day = day
        self._ended = ended
        self._now: Units | None = None
        self._before: Units | None = None

    def load(self) -> None:
        """Read the lists and make their indexes, which takes up to a second on an old computer.

        Raises:
            ModuleNotFoundError: The package with the list of today is not there.
        """
        now = units_on(self._day)
        before = units_on(_BEFORE_REFORM) if self._day >= REFORM else None
        for units in (now, before):
            if units is not None:
                search(units, "a", 1)
        self._now, self._before = now, before

    @property
    def loaded(self) -> bool:
        """Whether there is something to search in."""
        return self._now is not None

    def find(self, text: str) -> list[FoundUnit]:
        """Return what a text finds, the best first; those found by a former name come behind."""
        if self._now is None:
            return []
        found = [self._known(unit) for unit in search(self._now, text, _MOST)]
        found += self._by_former_name(text, {entry.unit.code for entry in found})
        return found[:_MOST]

    def _known(self, unit: Unit) -> FoundUnit:
        return FoundUnit(unit, None if self._before is None else self._before.find(unit.code))

    def _by_former_name(self, text: str, seen: set[str]) -> Iterator[FoundUnit]:
        if self._now is None or self._before is None:
            return
        for unit in search(self._before, text, _MOST):
            here = self._now.find(unit.code)
            if here is not None and unit.code not in seen:
                seen.add(unit.code)
                yield FoundUnit(here, unit, by_former_name=True)
            elif here is None and self._ended:
                yield FoundUnit(unit, ended=True)


def place_text(found: FoundUnit, speech: Speech) -> str:
    """Return where a unit lies, and what it belonged to before, with its code."""
    unit, before = found.unit, found.before
    above = ", ".join(dict.fromkeys((unit.parent_name, unit.province_name)))
    if found.ended:
        above = speech("unit.ended", place=above)
    elif before is not None:
        former = f"{before.name}, {before.parent_name}" if found.by_former_name else before.parent_name
        above = speech("unit.before", place=above, former=former)
    return f"{above} · {unit.code}"


def unit_text(name: str, parent: str, code: str) -> str:
    """Return a unit as the screens write it on one line; the texts may come from a record."""
    return clean_line(f"{name}, {parent} ({code})" if parent else f"{name} ({code})")


class UnitBox(Vertical):
    """A line to type in and what it finds.

    Args:
        lists: Where to look.
        desk: What the screens work with.
    """

    DEFAULT_CSS = """
    UnitBox { height: 1fr; }
    UnitBox LineInput { background: $panel; &:ansi { text-style: underline; } }
    UnitBox OptionList {
        height: 1fr; border: none; padding: 0; background: transparent; margin-top: 1; scrollbar-size-vertical: 1;
        &:focus { border: none; }
        & > .option-list--option-highlighted {
            color: $block-cursor-foreground; background: $block-cursor-background; text-style: bold;
        }
        &:ansi > .option-list--option-highlighted { text-style: bold underline; }
    }
    """

    class Picked(Message):
        """A unit was picked.

        Attributes:
            unit: The unit; None where it is to be written by hand.
            text: What had been typed.
        """

        def __init__(self, unit: Unit | None, text: str) -> None:
            super().__init__()
            self.unit = unit
            self.text = text

    def __init__(self, desk: Desk, lists: UnitLists) -> None:
        super().__init__()
        self._desk = desk
        self._lists = lists
        self._line = LineInput(composing=desk.settings.typing, id="unit_text")
        self._listed = OptionList(id="unit_list", markup=False)
        self._found: list[FoundUnit] = []
        self._failed = False

    def compose(self) -> ComposeResult:
        """Yield line and list."""
        yield self._line
        yield self._listed

    def on_mount(self) -> None:
        """Read the lists beside the screen."""
        self.say()
        self._load()

    def take_focus(self) -> None:
        """Put the cursor into the line."""
        self._line.focus()

    def clear(self) -> None:
        """Empty the line."""
        self._line.show("")
        self._show()

    def say(self) -> None:
        """Put the words."""
        speech = self._desk.speech
        self._line.ask(speech("unit.prompt"))
        self._line.composing = self._desk.settings.typing
        self._show()

    @work(thread=True, exclusive=True)
    def _load(self) -> None:
        failed = False
        try:
            self._lists.load()
        except ModuleNotFoundError:
            failed = True
        self.app.call_from_thread(self._loaded, failed)

    def _loaded(self, failed: bool) -> None:  # noqa: FBT001 - the one thing to tell
        self._failed = failed
        if self.is_mounted:
            self._show()

    @on(Typed)
    def _typed(self, event: Typed) -> None:
        event.stop()
        self._show()

    def _show(self) -> None:
        speech = self._desk.speech
        text = self._line.value
        self._found = self._lists.find(text)
        width = max((cell_len(found.unit.name) for found in self._found), default=0) + _GAP
        options = [
            Option(Marked(_padded(found.unit.name, width), place_text(found, speech)), id=str(at))
            for at, found in enumerate(self._found)
        ]
        if not options:
            options = [Option(speech(f"unit.{self._nothing(text)}"), disabled=True)]
        if text.strip() or self._failed:
            options.append(Option(speech("unit.by_hand"), id=BY_HAND))
        self._listed.set_options(options)
        self._listed.highlighted = next(
            (at for at, option in enumerate(options) if not option.disabled), None
        )

    def _nothing(self, text: str) -> str:
        if self._failed:
            return "no_list"
        if not self._lists.loaded:
            return "loading"
        return "nothing" if text.strip() else "type"

    def on_key(self, event: events.Key) -> None:
        """Let the arrows move in the list while the line has the focus."""
        moves: Mapping[str, Callable[[], object]] = {
            "down": self._listed.action_cursor_down,
            "up": self._listed.action_cursor_up,
            "pagedown": self._listed.action_page_down,
            "pageup": self._listed.action_page_up,
        }
        if event.key in moves and self._line.has_focus:
            moves[event.key]()
            event.stop()

    @on(LineInput.Submitted)
    def _take_line(self, event: LineInput.Submitted) -> None:
        if self._listed.highlighted_option is not None:
            event.stop()
            self._pick(self._listed.highlighted_option)

    @on(OptionList.OptionSelected)
    def _take(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self._pick(event.option)

    def _pick(self, option: Option | None) -> None:
        if option is None or option.id is None:
            return
        unit = None if option.id == BY_HAND else self._found[int(option.id)].unit
        self.post_message(self.Picked(unit, self._line.value))


def _padded(text: str, width: int) -> str:
    return text + " " * (width - cell_len(text))


class UnitPicker(DeskDialog[Unit]):
    """Asks for a unit of a day; answers it, or None.

    Args:
        desk: What the screens work with.
        day: The day, for a record the last of its period.
    """

    USES: ClassVar[tuple[str, ...]] = ("back",)
    HELP = "help_screen.unit"
    CSS_PATH = "unit_picker.tcss"

    def __init__(self, desk: Desk, day: date) -> None:
        super().__init__(desk)
        self._day = day
        self._box = UnitBox(desk, UnitLists(day))

    def compose(self) -> ComposeResult:
        """Yield the line above what it finds."""
        with Vertical(id="unit_picker"):
            yield Static("", id="unit_title", markup=False)
            yield self._box
            yield Static("", id="unit_keys", markup=False)

    def on_mount(self) -> None:
        """Put the cursor into the line."""
        self._box.take_focus()

    def say(self) -> None:
        """Put the words."""
        day = f"{self._day.day}/{self._day.month}/{self._day.year}"
        self.query_one("#unit_title", Static).update(self.speech("unit.title", day=day))
        self.query_one("#unit_keys", Static).update(self.speech("finder.keys"))
        self._box.say()

    @on(UnitBox.Picked)
    def _take(self, event: UnitBox.Picked) -> None:
        event.stop()
        if event.unit is not None:
            self.dismiss(event.unit)
        else:
            self.app.push_screen(UnitByHand(self.desk, event.text), self._written)

    def _written(self, unit: Unit | None) -> None:
        if unit is not None:
            self.dismiss(unit)
