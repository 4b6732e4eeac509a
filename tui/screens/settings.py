"""The settings: each row one thing, changed at once and written at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static

from criteria.clean import clean_line
from criteria.faults import FaultError
from scoring.units import Unit
from tui.desk import Desk
from tui.screens.ask_text import AskText
from tui.screens.base import DeskScreen
from tui.screens.first_steps import unit_settings
from tui.screens.keymap import KeymapScreen
from tui.screens.records_folder import named_folder, setting_of, try_folder
from tui.screens.rows import Row, RowList
from tui.screens.unit_picker import UnitPicker, unit_text
from tui.settings import CHOICES
from tui.widgets.bar import Hint

_TEXTS = ("assessor", "post")


class SettingsScreen(DeskScreen[None]):
    """Shows the settings and changes them.

    Args:
        desk: What the screens work with.
    """

    USES: ClassVar[tuple[str, ...]] = ("back",)
    HELP = "help_screen.settings"
    CSS_PATH = "settings.tcss"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._rows = RowList(id="settings_rows")
        self._about = Static("", id="settings_about", markup=False)

    def compose_body(self) -> ComposeResult:
        """Yield the rows, and what there is to say of one."""
        with Vertical(id="settings"):
            yield self._rows
            yield self._about

    def on_mount(self) -> None:
        """Put the cursor on the rows."""
        self._rows.focus()

    def say(self) -> None:
        """Put every word."""
        super().say()
        self.title_text(self.speech("set_up.title"), "xaso")
        self._show()

    def hints(self) -> Iterator[Hint]:
        """Yield what the bar shows; Enter is the list's own."""
        yield Hint("Enter", self.speech("set_up.change"))
        yield from super().hints()

    def _show(self) -> None:
        self._rows.show([*self._shown_rows()])
        self._tell_about()

    def _shown_rows(self) -> Iterator[Row]:
        speech, settings = self.speech, self.desk.settings
        nothing = speech("set_up.nothing")
        values = {
            "lang": speech(f"set_up.lang_{settings.lang}"),
            "theme": speech(f"set_up.theme_{settings.theme}"),
            "typing": speech(f"set_up.typing_{settings.typing}"),
            "records": str(self.desk.folders.records(settings)),
            "assessor": settings.assessor or nothing,
            "post": settings.post or nothing,
            "unit": unit_text(settings.unit_name, settings.parent_name, settings.unit_code)
            if settings.unit_code
            else nothing,
            "keys": speech("set_up.keys_own", n=len(settings.keys))
            if settings.keys
            else speech("set_up.keys_usual"),
        }
        for row, value in values.items():
            yield Row(row, speech(f"set_up.{row}"), value)

    @on(OptionList.OptionHighlighted)
    def _tell_about(self) -> None:
        """Say more of the row under the cursor, and where the settings are kept."""
        row = self._rows.highlighted_row
        file = self.speech("set_up.file", file=clean_line(str(self.desk.folders.settings)))
        about = [self.speech(f"set_up.{row}_about"), file] if row else [file]
        if row == "theme" and self.desk.theme != self.desk.settings.theme:
            about.insert(1, self.speech("set_up.theme_fallback"))
        self._about.update(Content("\n\n".join(about)))

    @on(OptionList.OptionSelected, "#settings_rows")
    async def _chosen(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        row = event.option.id or ""
        match row:
            case "lang":
                await self.run_action("app.language")
            case "theme":
                await self.run_action("app.theme")
            case "typing":
                ways = CHOICES["typing"]
                at = ways.index(self.desk.settings.typing)
                self._change(typing=ways[(at + 1) % len(ways)])
            case "records":
                folder = str(self.desk.folders.records(self.desk.settings))
                self.app.push_screen(
                    AskText(self.desk, "set_up.records", "set_up.records_ask", folder), self._try
                )
            case "unit":
                self.app.push_screen(UnitPicker(self.desk, self.desk.now().date()), self._set_unit)
            case "keys":
                self.app.push_screen(KeymapScreen(self.desk))
            case _ if row in _TEXTS:
                text = getattr(self.desk.settings, row)
                asked = AskText(self.desk, f"set_up.{row}", f"set_up.{row}_about", text)
                self.app.push_screen(asked, self._setter(row))
        self._show()

    def _change(self, **changes: object) -> None:
        for fault in self.desk.change(**changes):
            self.tell_fault(fault)
        self._show()

    def _setter(self, name: str) -> Callable[[str | None], None]:
        def put(text: str | None) -> None:
            if text is not None:
                self._change(**{name: text})

        return put

    def _set_unit(self, unit: Unit | None) -> None:
        if unit is not None:
            self._change(**unit_settings(unit))

    def _try(self, typed: str | None) -> None:
        if typed is not None:
            self._try_folder(named_folder(self.desk, typed))

    @work(thread=True, exclusive=True)
    def _try_folder(self, folder: Path) -> None:
        """Make the folder and write into it before it is taken."""
        try:
            try_folder(folder)
        except FaultError as error:
            self.app.call_from_thread(self._refused, error)
        else:
            self.app.call_from_thread(self._set_folder, folder)

    def _refused(self, error: FaultError) -> None:
        for fault in error.faults:
            self.tell_fault(fault)

    def _set_folder(self, folder: Path) -> None:
        self._change(records=setting_of(self.desk, folder))
