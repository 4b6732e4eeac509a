"""Pictures of the desk: the real application at a fixed hour, in folders whose names are the same on every machine."""

import re
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from strategies.jobs import FULL
from strategies.stage import desk_at
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widgets import Input, OptionList, TextArea

from criteria.words import Lang
from scoring.drafts.draft import DraftHead
from scoring.drafts.paths import Entries
from scoring.drafts.paths import Path as Place
from scoring.periods import parse_period
from scoring.record import ReceivingOffice, ReportingUnit, SetName
from tui import app as desk_app
from tui.app import DeskApp
from tui.desk import Desk
from tui.folders import Folders
from tui.installed import InstalledSets
from tui.screens.checklist import REFRESH, ChecklistScreen
from tui.settings import Settings, Theme
from tui.themes import NAMES
from tui.work import Work

NOW = datetime(2024, 7, 4, 9, 0, tzinfo=UTC)
HOME = "Users/hoant/Documents/xaso"
"""Where everything lies, below the folder a test runs in: pictures show it as it stands here."""
TURN = 0.01
"""Seconds in which messages on their way arrive."""
UNIT = ReportingUnit("99001", "Xã Ví Dụ", "xã", ReceivingOffice("999", "Huyện Ví Dụ"), "plain")
ME = {
    "unit_code": "99001",
    "unit_name": "Xã Ví Dụ",
    "unit_kind": "xã",
    "unit_class": "plain",
    "parent_code": "999",
    "parent_name": "Huyện Ví Dụ",
    "assessor": "Nguyễn Thị Hoa",
    "post": "Công chức Văn hóa – Xã hội",
}
FRONT_PAGE: Entries = {
    ("assessor", "name"): "Nguyễn Thị Hoa",
    ("assessor", "post"): "Công chức Văn hóa – Xã hội",
    ("unit", "class"): "plain",
}


class Look:
    """How a picture is taken, from a name such as `vi-dark-80x24`: language, colours, columns and rows."""

    def __init__(self, name: str) -> None:
        lang, theme, size = name.split("-")
        width, height = size.split("x")
        self.lang: Lang = "en" if lang == "en" else "vi"
        self.theme: Theme = next(known for known in NAMES if known == theme)
        self.size = (int(width), int(height))


class HomeHere(Folders):
    """Folders named from the folder one is in, so that no picture shows where that is."""

    @property
    def settings(self) -> Path:
        """The settings file."""
        return self.data / "settings.toml"

    @property
    def data(self) -> Path:
        """The folder of everything."""
        return Path(HOME)

    def records(self, settings: Settings) -> Path:
        """Return the folder of the records; a name from here is one."""
        return Path(settings.records) if settings.records.startswith(HOME) else super().records(settings)


class Shown(DeskApp):
    """The application, whose pictures name no place to fetch a font from."""

    CSS_PATH = str(Path(desk_app.__file__).with_name("app.tcss"))

    def export_screenshot(self, *, title: str | None = None, simplify: bool = False) -> str:
        """Return the picture of what is on the screen."""
        del title
        svg = super().export_screenshot(title="xaso", simplify=simplify)
        svg = re.sub(r"\s*@font-face \{.*?\}\n", "", svg, flags=re.DOTALL)
        svg = re.sub(r"\s*<!--.*?-->", "", svg)
        return svg.replace("Fira Code, monospace", "'DejaVu Sans Mono', Consolas, Menlo, monospace")


class Walk:
    """The application while a picture is prepared."""

    def __init__(self, app: Shown, pilot: Pilot[int]) -> None:
        self.app = app
        self.pilot = pilot
        self.desk = app.desk

    async def settle(self) -> None:
        """Wait until everything that was asked for is shown, and no cursor blinks."""
        await self.ready()
        await self.pilot.pause(REFRESH + 0.02)
        await self.pilot.wait_for_scheduled_animations()
        for widget in self.app.screen.query("Input, TextArea").results():
            if isinstance(widget, Input | TextArea):
                widget.cursor_blink = False
        await self.pilot.pause(TURN)

    async def ready(self) -> None:
        """Wait until no worker is at work and what they told is taken."""
        await self.pilot.pause(TURN)
        await self.app.workers.wait_for_complete()
        await self.pilot.pause(TURN)

    async def press(self, *keys: str) -> None:
        """Press keys, and wait for what they do."""
        await self.pilot.press(*keys)
        await self.ready()

    async def type(self, text: str) -> None:
        """Type a text, letter by letter."""
        await self.press(*(("space" if letter == " " else letter) for letter in text))

    async def choose(self, list_id: str, row: str, *keys: str) -> None:
        """Press Enter on the row of a list, and further keys behind it."""
        listed = self.app.screen.query_one(list_id, OptionList)
        listed.highlighted = listed.get_option_index(row)
        await self.press("enter")
        await self.press(*keys)

    async def open(self, screen: Screen[Any]) -> None:
        """Show a screen."""
        await self.app.push_screen(screen)
        await self.ready()

    async def open_checklist(self, job: Work, key: Place) -> ChecklistScreen:
        """Show a draft, with the cursor in the first input of a question."""
        screen = ChecklistScreen(self.desk, job)
        await self.open(screen)
        await screen.go_to(key)
        return screen


Scene = Callable[[Walk], Awaitable[None]]
"""Brings the application to where the picture is taken."""


def desk_here(look: Look, **settings: object) -> Desk:
    """Return a desk that keeps everything below the folder one is in."""
    desk = desk_at(Path(), look.lang, now=NOW, theme=look.theme, **settings)
    desk.folders = tuple.__new__(HomeHere, (HOME,))
    desk.sets = InstalledSets((), HOME)
    return desk


def begun(desk: Desk, set_id: str, entries: Entries, label: str = "2024-H1") -> Work:
    """Begin a draft."""
    known = desk.sets.named(set_id, None)
    period = parse_period(label)
    assert period is not None
    name = SetName(known.id, known.version, known.digest)
    head = DraftHead(f"7d0c1c1e-6f5a-4f0e-9d34-{set_id:0<12.12}", name, UNIT, period, NOW)
    return Work.start(desk, head, {**FRONT_PAGE, **entries})


def earlier_record(desk: Desk) -> Path:
    """Put the invented commune's record of the half-year before into the folder of records."""
    text = FULL.read_text(encoding="utf-8")
    for now, then in (
        ("2024-H1", "2023-H2"),
        ("2024-01-01", "2023-07-01"),
        ("2024-06-30", "2023-12-31"),
        ("c4a9d1e6", "c4a9d1e5"),
    ):
        text = text.replace(now, then)
    path = desk.folders.records(desk.settings) / "2023-H2" / FULL.name
    path.parent.mkdir(parents=True)
    path.write_text(text, encoding="utf-8")
    return path
