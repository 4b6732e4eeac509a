"""A stage for one screen of the desk: the application's keys, colours and words, and nothing else."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from textual import events
from textual.app import App
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widgets import OptionList, Static

from criteria.faults import Fault
from criteria.words import Lang
from tui import app as desk_app
from tui.app import DeskApp
from tui.commands import EVERYWHERE, bindings
from tui.desk import Desk
from tui.folders import Folders
from tui.installed import InstalledSets
from tui.screens.base import DeskDialog, DeskScreen
from tui.screens.help import HelpScreen
from tui.screens.palette import open_palette
from tui.settings import Settings
from tui.speech import Speech
from tui.themes import NAMES, OWN

SIZE = (80, 24)
NOW = datetime(2026, 8, 14, 9, 0, tzinfo=UTC)
NOTHING = object()
"""What a screen has answered before it has."""
HOSTILE = ("[/]", "[b", "[@click=app.quit]x[/]", "[link=http://x]", "\x1b[31mđỏ\x1b[0m", "a\u202eb", "=1+1")
"""Texts of a record that a terminal or a markup parser would obey."""


def desk_at(folder: Path, lang: Lang = "vi", *, now: datetime = NOW, **settings: object) -> Desk:
    """Return a desk that keeps everything in `folder`."""
    home = str(folder / "home")
    return Desk(
        Settings(lang=lang)._replace(**settings),  # type: ignore[arg-type]  # names and kinds are Settings'
        Folders(home),
        InstalledSets((), home),
        clock=lambda: 0.0,
        now=lambda: now,
    )


class Stage(App[object]):
    """Shows one screen over an empty one, and keeps what it answers.

    Attributes:
        answer: What the screen has answered.
    """

    CSS_PATH = str(Path(desk_app.__file__).with_name("app.tcss"))
    ENABLE_COMMAND_PALETTE = False
    BINDINGS = bindings(*EVERYWHERE)
    HORIZONTAL_BREAKPOINTS = DeskApp.HORIZONTAL_BREAKPOINTS

    def __init__(self, desk: Desk, screen: Callable[[Desk], Screen[Any]]) -> None:
        super().__init__()
        self.desk = desk
        self.answer: object = NOTHING
        self._make = screen
        for theme in OWN:
            self.register_theme(theme)
        self.theme = NAMES[desk.settings.theme]
        self.set_keymap(desk.settings.keys)

    @property
    def speech(self) -> Speech:
        """The words, in the language of now."""
        return self.desk.speech

    def on_mount(self) -> None:
        """Show the screen."""

        def answered(answer: object) -> None:
            self.answer = answer

        self.push_screen(self._make(self.desk), answered)

    def action_help(self) -> None:
        """Explain where one is."""
        if not isinstance(self.screen, HelpScreen):
            self.push_screen(HelpScreen(self.desk, self.screen))

    def action_palette(self) -> None:
        """List the commands."""
        open_palette(self, self.desk)

    def action_language(self) -> None:
        """Change to the other language."""
        self.tell(self.desk.change(lang="en" if self.desk.settings.lang == "vi" else "vi"))
        for screen in self.screen_stack:
            if isinstance(screen, DeskScreen | DeskDialog):
                screen.say()

    def action_theme(self) -> None:
        """Change to the next colours."""
        names = tuple(NAMES)
        self.tell(self.desk.change(theme=names[(names.index(self.desk.settings.theme) + 1) % len(names)]))
        self.take_settings()

    def action_leave(self) -> None:
        """Leave."""
        self.exit(0)

    def take_settings(self) -> None:
        """Show what the settings say."""
        self.theme = NAMES[self.desk.settings.theme]

    def tell(self, faults: tuple[Fault, ...]) -> None:
        """Say faults in passing."""
        for fault in faults:
            self.notify(fault.message(self.desk.settings.lang), severity="error", markup=False)


async def type_text(pilot: Pilot[Any], text: str) -> None:
    """Type a text all at once, as a terminal sends it that has fallen behind, and wait until it stands there."""
    for letter in text:
        pilot.app.post_message(events.Key("space" if letter == " " else letter, letter))
    await pilot.pause()
    await pilot.pause()


def shown(screen: Screen[Any]) -> str:
    """Return every word a screen shows, as it is drawn, row by row."""
    return "\n".join(
        "".join(segment.text for segment in strip).rstrip()
        for strip in screen._compositor.render_strips()  # noqa: SLF001 - what is drawn is kept nowhere else
    )


def text_of(screen: Screen[Any], selector: str) -> str:
    """Return the words of one widget."""
    return str(screen.query_one(selector, Static).content)


def options_of(screen: Screen[Any], selector: str = "OptionList") -> Mapping[str, str]:
    """Return the rows of a list by their ids, as they are drawn."""
    listed = screen.query_one(selector, OptionList)
    return {option.id or str(at): shown_option(listed, at) for at, option in enumerate(listed.options)}


def shown_option(listed: OptionList, at: int) -> str:
    """Return one row of a list as it is drawn."""
    prompt = listed.get_option_at_index(at).prompt
    visual = listed._get_visual(listed.get_option_at_index(at))  # noqa: SLF001 - a prompt is not always text
    strips = visual.to_strips(listed, visual, 200, 1, listed.visual_style)
    return "".join(segment.text for strip in strips for segment in strip).strip() or str(prompt)
