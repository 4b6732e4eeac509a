"""The last step of the first start: whether keys and marks reach the program, and what to do where they do not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from textual import on
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from criteria.clean import clean_line
from criteria.typed import Literal
from scoring.folding import fold
from tui.commands import keys_of
from tui.desk import Desk
from tui.screens.first_steps import Step
from tui.settings import CHOICES
from tui.widgets.choices import Choices
from tui.widgets.line_input import LineInput
from tui.widgets.marked import Marked
from tui.widgets.messages import Chosen, Typed

WANTED = "tiếng Việt"
KEYS = ("help", "find", "next")
"""Commands whose keys are tried."""
MARKS = ("[ ]", "[x]")

Arrived = Literal["none", "going", "right", "bare", "raw", "wrong"]
"""How the words typed have arrived: not yet, in part, as they should, without marks, as bare keys, with other marks."""


def arrived(text: str) -> Arrived:
    """Tell how `WANTED` has arrived."""
    text = clean_line(text)
    if not text:
        return "none"
    if text.casefold() == WANTED.casefold():
        return "right"
    if WANTED.casefold().startswith(text.casefold()) or len(text) < len(WANTED):
        return "going"
    if not text.isascii():
        return "wrong"
    return "bare" if fold(text) == fold(WANTED) else "raw"


class KeysStep(Step):
    """Shows which keys arrive, and whether Vietnamese does.

    Args:
        desk: What the screens work with.
    """

    NAME = "keys"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._line = LineInput(composing=desk.settings.typing, most=80, id="first_word")
        self._seen: set[str] = set()

    @property
    def seen(self) -> frozenset[str]:
        """The commands whose keys have arrived."""
        return frozenset(self._seen)

    def inputs(self) -> Iterator[Widget]:
        """Yield the keys to press, the line to type in, what arrived, and the ways of typing."""
        for command in KEYS:
            yield Static("", id=f"try_{command}", markup=False)
        yield Static("", id="try_word", markup=False)
        yield self._line
        yield Static("", id="try_arrived", markup=False)
        yield Static("", id="try_typing", classes="label", markup=False)
        yield Choices(id="first_typing")

    def say(self) -> None:
        """Put the words."""
        super().say()
        self.query_one("#try_typing", Static).update(self.speech("first.typing"))
        offers = [(way, self.speech(f"set_up.typing_{way}")) for way in CHOICES["typing"]]
        self.query_one(Choices).offer(offers, self.desk.settings.typing)
        self._show()

    def begin(self) -> None:
        """Put the cursor into the line."""
        self._line.focus()

    def mark(self, command: str) -> None:
        """Note that the key of a command has arrived."""
        self._seen.add(command)
        self._show()

    def changes(self) -> Mapping[str, object]:
        """Return the way of typing."""
        return {"typing": self.query_one(Choices).chosen or "off"}

    @on(Typed)
    def _typed(self) -> None:
        self._show()

    @on(Chosen)
    def _choose(self, event: Chosen) -> None:
        """Type by other rules, and try again."""
        event.stop()
        way = event.id if event.id in CHOICES["typing"] else "off"
        for fault in self.desk.change(typing=way):
            self.notify(clean_line(fault.message(self.speech.lang)), severity="error", markup=False)
        self._line.composing = self.desk.settings.typing
        self._line.show("")
        self._line.focus()
        self.say()

    @on(LineInput.Submitted)
    def _go_on(self, event: LineInput.Submitted) -> None:
        event.stop()
        self.go_on()

    def _show(self) -> None:
        for command in KEYS:
            key = keys_of(command, self.desk.settings.keys)
            mark = f"{MARKS[command in self._seen]} {key:<8}"
            self.query_one(f"#try_{command}", Static).update(
                Marked(mark, self.speech(f"first.key_{command}"))
            )
        how = arrived(self._line.value)
        self.query_one("#try_word", Static).update(
            Content(self.speech("first.word", mark=MARKS[how == "right"]))
        )
        shown = self.query_one("#try_arrived", Static)
        shown.update(Content(self.speech(f"first.word_{how}", text=clean_line(self._line.value))))
        shown.set_class(how in {"bare", "raw", "wrong"}, "wrong_marks")
