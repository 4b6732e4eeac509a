"""The first start: five short steps on one screen. What a step has set is kept, however one leaves."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.timer import Timer

from criteria.typed import Literal
from tui.commands import keys_of, label
from tui.desk import Desk
from tui.screens.base import DeskScreen
from tui.screens.first_steps import FolderStep, LanguageStep, PersonStep, Step, UnitStep
from tui.screens.help import HelpScreen
from tui.screens.try_keys import KeysStep
from tui.widgets.bar import Hint
from tui.widgets.messages import Typed

REST = 1.0


class FirstStart(DeskScreen[Literal[True]]):
    """Asks for language, commune, name and folder, and tries the keys; answers True.

    Args:
        desk: What the screens work with.
        rest: Seconds after the last key until what was typed is written.
    """

    USES: ClassVar[tuple[str, ...]] = ("back", "later", "find", "next")
    HELP = "help_screen.first_start"
    CSS_PATH = "first_start.tcss"

    def __init__(self, desk: Desk, *, rest: float = REST) -> None:
        super().__init__(desk)
        self._rest = rest
        self._keys = KeysStep(desk)
        self._steps: tuple[Step, ...] = (
            LanguageStep(desk),
            UnitStep(desk),
            PersonStep(desk),
            FolderStep(desk),
            self._keys,
        )
        self._at = 0
        self._due: Timer | None = None

    @property
    def step(self) -> Step:
        """The step that is shown."""
        return self._steps[self._at]

    def compose_body(self) -> ComposeResult:
        """Yield the steps, one of them shown."""
        with Vertical(id="first"):
            yield from self._steps

    def on_mount(self) -> None:
        """Begin with the first step."""
        self._go(0)

    def say(self) -> None:
        """Put every word."""
        super().say()
        count = self.speech("first.step", n=self._at + 1, of=len(self._steps))
        self.title_text(self.speech("first.title"), count)
        for step in self._steps:
            step.say()

    def hints(self) -> Iterator[Hint]:
        """Yield what the bar shows: the keys of this step."""
        yield Hint("Enter", self.speech("first.finish" if self.step is self._keys else "first.go_on"))
        keymap = self.desk.settings.keys
        if self._at:
            yield Hint(keys_of("back", keymap), self.speech("first.step_before"))
        for command in ("later", "help"):
            yield Hint(keys_of(command, keymap), label(command, self.speech))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - as Textual calls it
        """Leave the keys that are tried alone in the other steps."""
        return action not in {"find", "next"} or self.step is self._keys

    @on(Step.Done)
    def _next(self, event: Step.Done) -> None:
        event.stop()
        self._keep()
        if self.step is self._keys:
            self.dismiss(True)  # noqa: FBT003 - the one answer there is
        else:
            self._go(self._at + 1)

    def action_back(self) -> None:
        """Go one step back."""
        if self._at:
            self._keep()
            self._go(self._at - 1)

    def action_later(self) -> None:
        """Leave the rest for the settings."""
        self._keep()
        self.dismiss(True)  # noqa: FBT003 - as above

    def action_find(self) -> None:
        """Note that the key has arrived."""
        self._keys.mark("find")

    def action_next(self) -> None:
        """Note that the key has arrived."""
        self._keys.mark("next")

    def on_screen_suspend(self) -> None:
        """Note that F1 has arrived: the help was opened."""
        if self.step is self._keys and isinstance(self.app.screen, HelpScreen):
            self._keys.mark("help")

    @on(Typed)
    def _typed(self) -> None:
        """Keep what has been typed as soon as the fingers rest."""
        if self._due is not None:
            self._due.stop()
        self._due = self.set_timer(self._rest, self._keep)

    def _keep(self) -> None:
        """Write what has been set so far."""
        if self._due is not None:
            self._due.stop()
        for fault in self.desk.change(**self.step.changes()):
            self.tell_fault(fault)

    def _go(self, at: int) -> None:
        self._at = at
        for step in self._steps:
            step.display = step is self.step
        self.say()
        self.step.begin()
