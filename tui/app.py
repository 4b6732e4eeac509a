"""The desk as an application: a switchboard between the screens. It holds no state of a record."""

from __future__ import annotations

import traceback
from typing import Any

from textual import events
from textual.app import App
from textual.await_complete import AwaitComplete
from textual.screen import Screen

from criteria.faults import Fault
from tui.commands import EVERYWHERE, bindings
from tui.desk import Desk
from tui.key_order import KeyOrder
from tui.screens.base import DeskDialog, DeskScreen
from tui.screens.shelf import ShelfScreen
from tui.screens.too_small import TooSmall
from tui.speech import Speech
from tui.themes import NAMES, OWN

LEAST_WIDTH, LEAST_HEIGHT = 80, 24
LOW = 34
"""Rows of a terminal from which there is room for everything about a question above its inputs."""
_THEMES = tuple(NAMES)


class DeskApp(App[int]):
    """The officer's desk.

    Args:
        desk: What the screens work with.
        file: A record to open at once.
    """

    CSS_PATH = "app.tcss"
    ENABLE_COMMAND_PALETTE = False
    BINDINGS = bindings(*EVERYWHERE)
    VERTICAL_BREAKPOINTS = [(0, "-low"), (LOW, "-tall")]  # noqa: RUF012 - Textual declares it so
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (110, "-wide")]  # noqa: RUF012 - Textual declares it so

    def __init__(self, desk: Desk, file: str | None = None) -> None:
        self.desk = desk
        super().__init__()
        self._file = file
        self._order = KeyOrder(self, super().on_event, lambda: desk.busy)
        self.crash: str | None = None
        for theme in OWN:
            self.register_theme(theme)
        self.theme = NAMES[desk.theme]
        self.set_keymap(desk.settings.keys)

    async def on_event(self, event: events.Event) -> None:
        """Hand keys on in their order; everything else as it comes."""
        if isinstance(event, events.Key | events.Paste) and not event.is_forwarded:
            await self._order.take(event)
        else:
            await super().on_event(event)

    @property
    def speech(self) -> Speech:
        """The words, in the language of now."""
        return self.desk.speech

    def get_default_screen(self) -> Screen[None]:
        """Return the first screen."""
        return ShelfScreen(self.desk, self._file)

    def on_resize(self, event: events.Resize) -> None:
        """Say so where the terminal is too small, and take it back once it is not."""
        small = event.size.width < LEAST_WIDTH or event.size.height < LEAST_HEIGHT
        if small and not isinstance(self.screen, TooSmall):
            super().push_screen(TooSmall(self.desk))
        elif not small:
            self._set_aside()

    def push_screen(self, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - as Textual declares it, in three ways
        """Open a screen; where the terminal is too small, below the message that says so."""
        small = self._set_aside()
        opened = super().push_screen(*args, **kwargs)
        if small:
            super().push_screen(TooSmall(self.desk))
        return opened

    def pop_screen(self) -> AwaitComplete:
        """Close the screen in front; the message that the terminal is too small stays before those that are left."""
        small = self._set_aside()
        closed = super().pop_screen()
        if small:
            super().push_screen(TooSmall(self.desk))
        return closed

    def _set_aside(self) -> bool:
        """Take away the message that the terminal is too small; tell whether it was there."""
        there = isinstance(self.screen_stack[-1], TooSmall) if self.screen_stack else False
        if there:
            super().pop_screen()
        return there

    def action_help(self) -> None:
        """Explain where one is."""
        from tui.screens.help import HelpScreen  # noqa: PLC0415 - asked for by few

        if not isinstance(self.screen, HelpScreen | TooSmall):
            self.push_screen(HelpScreen(self.desk, self.screen))

    def action_palette(self) -> None:
        """List every command that can be given here."""
        from tui.screens.palette import open_palette  # noqa: PLC0415 - likewise

        open_palette(self, self.desk)

    def action_language(self) -> None:
        """Change to the other language."""
        self.tell(self.desk.change(lang="en" if self.desk.settings.lang == "vi" else "vi"))
        self.say()

    def action_theme(self) -> None:
        """Change to the next colours."""
        at = _THEMES.index(self.desk.settings.theme)
        self.tell(self.desk.change(theme=_THEMES[(at + 1) % len(_THEMES)]))
        self.take_settings()

    def action_leave(self) -> None:
        """Leave; what was typed is in the draft already."""
        self.exit(0)

    def take_settings(self) -> None:
        """Show what the settings say: colours and keys."""
        self.theme = NAMES[self.desk.theme]
        self.set_keymap(self.desk.settings.keys)

    def say(self) -> None:
        """Put every word of every screen in the language of now."""
        for screen in self.screen_stack:
            if isinstance(screen, DeskScreen | DeskDialog):
                screen.say()

    def tell(self, faults: tuple[Fault, ...]) -> None:
        """Say faults in passing."""
        for fault in faults:
            self.notify(fault.message(self.speech.lang), severity="error", markup=False)

    def _fatal_error(self) -> None:
        """Leave with a word in place of a traceback, which goes to the log."""
        if self.is_headless:
            super()._fatal_error()
            return
        self.crash = traceback.format_exc()
        self._close_messages_no_wait()
