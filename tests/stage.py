"""A stage for one widget: an app with nothing else on it, what the widget tells, and bytes as a terminal sends them."""

from __future__ import annotations

from codecs import getincrementaldecoder
from typing import TypeVar

from textual import on
from textual._xterm_parser import XTermParser
from textual.app import App, ComposeResult
from textual.pilot import Pilot
from textual.widget import Widget

from tui.speech import Speech
from tui.widgets.messages import Chosen, InputMessage, PastedLines, Picked, Ticked, TooLong, Typed

Told = tuple[str, object]
AnyWidget = TypeVar("AnyWidget", bound=Widget)

HOSTILE = (
    "[/]",
    "[b",
    "[@click=app.quit]x[/]",
    "[link=https://example.org]y[/link]",
    "[bold red]z",
    "\x1b]0;title\x07\x1b[2J",
    "\u202egpj.exe\u2066",
    "\u200b\ufeff\u200dq\u0301\u0323",
    "\\[x] $(reboot) ${a} {b} %s",
)
"""Texts that a careless widget would obey."""


class Stage(App[None]):
    """Shows one widget and keeps what it tells, in `told`."""

    def __init__(self, widget: Widget) -> None:
        super().__init__()
        self.speech = Speech("vi")
        self.told: list[Told] = []
        self.undone = 0
        self._widget = widget
        self.bind("ctrl+z", "undone")

    def compose(self) -> ComposeResult:
        """Yield the widget."""
        yield self._widget

    def action_undone(self) -> None:
        """Count the undo keys that reach the app."""
        self.undone += 1

    @on(InputMessage)
    def keep(self, event: InputMessage) -> None:
        """Keep what the widget told."""
        match event:
            case Typed():
                self.told.append(("typed", event.text))
            case PastedLines():
                self.told.append(("lines", event.lines))
            case TooLong():
                self.told.append(("most", event.most))
            case Chosen():
                self.told.append(("chosen", event.id))
            case Ticked():
                self.told.append(("ticked", event.ids))
            case Picked():
                self.told.append(("picked", event.path))

    @property
    def typed(self) -> list[object]:
        """The texts that were told."""
        return [value for name, value in self.told if name == "typed"]


async def send(pilot: Pilot[None], data: bytes) -> None:
    """Send bytes to the app as its driver does: decoded, parsed by the terminal parser, event by event."""
    parser = XTermParser()
    text = getincrementaldecoder("utf-8")().decode(data)
    for event in [*parser.feed(text), *parser.feed("")]:
        event.set_sender(pilot.app)
        pilot.app.post_message(event)
    await pilot.pause()


def shown(app: App[None]) -> str:
    """Return the characters on the screen, row by row."""
    width, height = app.size
    lines = app.screen._compositor.render_strips()  # noqa: SLF001 - what a terminal is sent
    return "\n".join(strip.text for strip in lines[:height])[: (width + 1) * height]
