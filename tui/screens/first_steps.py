"""The steps of the first start. Each shows what is set, and says what it would have changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import OptionList, Static

from criteria.clean import clean_line, clean_text
from criteria.faults import FaultError
from scoring.units import Unit
from tui.desk import Desk
from tui.screens.records_folder import named_folder, setting_of, try_folder
from tui.screens.rows import Row, RowList
from tui.screens.unit_by_hand import UnitByHand
from tui.screens.unit_picker import UnitBox, UnitLists, unit_text
from tui.speech import LANGS, Speech
from tui.widgets.line_input import LineInput
from tui.widgets.messages import Typed

_NAMES = {"vi": "Tiếng Việt", "en": "English"}


class Step(Vertical):
    """One step: a heading, what it is about, and its inputs.

    Args:
        desk: What the screens work with.
    """

    NAME: ClassVar[str]
    """What its words and its widgets are called."""

    class Done(Message):
        """The step is made: go on to the next."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(id=f"step_{self.NAME}", classes="step")
        self.desk = desk

    @property
    def speech(self) -> Speech:
        """The words, in the language of now."""
        return self.desk.speech

    def compose(self) -> ComposeResult:
        """Yield heading, words and inputs."""
        yield Static("", classes="heading", markup=False)
        yield Static("", classes="about", markup=False)
        yield from self.inputs()

    def inputs(self) -> Iterator[Widget]:
        """Yield what is filled in."""
        yield from ()

    def say(self) -> None:
        """Put the words."""
        self.query_one(".heading", Static).update(self.speech(f"first.{self.NAME}"))
        self.query_one(".about", Static).update(self.speech(f"first.{self.NAME}_about"))

    def begin(self) -> None:
        """Put the cursor where one starts."""

    def changes(self) -> Mapping[str, object]:
        """Return the settings as this step would have them."""
        return {}

    def go_on(self) -> None:
        """Say that the step is made, unless something has to be looked at first."""
        self.post_message(self.Done())


class LanguageStep(Step):
    """Asks for the language."""

    NAME = "language"

    def inputs(self) -> Iterator[Widget]:
        """Yield the languages."""
        yield RowList(id="languages")

    def on_mount(self) -> None:
        """List the languages, each in its own words."""
        listed = self.query_one(RowList)
        listed.show([Row(lang, _NAMES[lang]) for lang in LANGS])
        listed.go(self.desk.settings.lang)

    def begin(self) -> None:
        """Put the cursor on the list."""
        self.query_one(RowList).focus()

    @on(OptionList.OptionSelected)
    async def _take(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        if event.option.id != self.desk.settings.lang:
            await self.run_action("app.language")
        self.go_on()


class UnitStep(Step):
    """Asks for the commune."""

    NAME = "unit"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._box = UnitBox(desk, UnitLists(desk.now().date(), ended=True))

    def inputs(self) -> Iterator[Widget]:
        """Yield what is chosen, and the line with what it finds."""
        yield Static("", id="unit_chosen", markup=False)
        yield self._box

    def say(self) -> None:
        """Put the words."""
        super().say()
        self._box.say()
        settings = self.desk.settings
        chosen = self.query_one("#unit_chosen", Static)
        chosen.display = bool(settings.unit_code)
        shown = unit_text(settings.unit_name, settings.parent_name, settings.unit_code)
        chosen.update(Content(self.speech("first.unit_chosen", unit=shown)))

    def begin(self) -> None:
        """Put the cursor into the line."""
        self._box.take_focus()

    @on(LineInput.Submitted)
    def _keep(self, event: LineInput.Submitted) -> None:
        """Go on with what was chosen before, or with nothing, where nothing is typed."""
        event.stop()
        if not event.value.strip():
            self.go_on()

    @on(UnitBox.Picked)
    def _take(self, event: UnitBox.Picked) -> None:
        event.stop()
        if event.unit is None:
            self.app.push_screen(UnitByHand(self.desk, event.text), self._set)
        else:
            self._set(event.unit)

    def _set(self, unit: Unit | None) -> None:
        if unit is None:
            return
        for fault in self.desk.change(**unit_settings(unit)):
            self.notify(clean_line(fault.message(self.speech.lang)), severity="error", markup=False)
        self._box.clear()
        self.say()
        self.go_on()


class PersonStep(Step):
    """Asks for name and post."""

    NAME = "person"

    def inputs(self) -> Iterator[Widget]:
        """Yield a line for each."""
        settings = self.desk.settings
        for field, text in (("name", settings.assessor), ("post", settings.post)):
            yield Static("", id=f"first_label_{field}", classes="label", markup=False)
            yield LineInput(text, composing=settings.typing, most=200, id=f"first_{field}")

    def say(self) -> None:
        """Put the words."""
        super().say()
        for field in ("name", "post"):
            self.query_one(f"#first_label_{field}", Static).update(self.speech(f"first.{field}"))
        self.query_one("#first_post", LineInput).ask(self.speech("first.post_prompt"))

    def begin(self) -> None:
        """Put the cursor into the first line."""
        self.query_one("#first_name", LineInput).focus()

    def changes(self) -> Mapping[str, object]:
        """Return name and post."""
        return {
            "assessor": clean_line(self.query_one("#first_name", LineInput).value),
            "post": clean_line(self.query_one("#first_post", LineInput).value),
        }

    @on(LineInput.Submitted, "#first_name")
    def _to_post(self, event: LineInput.Submitted) -> None:
        event.stop()
        self.query_one("#first_post", LineInput).focus()

    @on(LineInput.Submitted, "#first_post")
    def _go_on(self, event: LineInput.Submitted) -> None:
        event.stop()
        self.go_on()


class FolderStep(Step):
    """Asks where records go, and tries to write there."""

    NAME = "folder"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._line = LineInput(str(desk.folders.records(desk.settings)), id="first_folder")
        self._sound: Path | None = None

    def inputs(self) -> Iterator[Widget]:
        """Yield the line, what it names, and what is wrong with it."""
        yield self._line
        yield Static("", id="folder_is", markup=False)
        yield Static("", id="folder_wrong", classes="wrong", markup=False)

    def say(self) -> None:
        """Put the words."""
        super().say()
        self._show()

    def begin(self) -> None:
        """Put the cursor at the end of the path."""
        self._line.focus()

    def changes(self) -> Mapping[str, object]:
        """Return the folder, once it has been tried."""
        return {} if self._sound is None else {"records": setting_of(self.desk, self._sound)}

    @on(Typed)
    def _typed(self) -> None:
        self._sound = None
        self._blame("")
        self._show()

    def _show(self) -> None:
        folder = named_folder(self.desk, self._line.value)
        shown = self.query_one("#folder_is", Static)
        shown.update(Content(self.speech("first.folder_is", folder=clean_line(str(folder)))))

    @on(LineInput.Submitted)
    def _submitted(self, event: LineInput.Submitted) -> None:
        event.stop()
        self.query_one("#folder_is", Static).update(self.speech("first.folder_checking"))
        self._try(named_folder(self.desk, self._line.value))

    @work(thread=True, exclusive=True)
    def _try(self, folder: Path) -> None:
        try:
            try_folder(folder)
        except FaultError as error:
            self.app.call_from_thread(self._tried, folder, error)
        else:
            self.app.call_from_thread(self._tried, folder, None)

    def _tried(self, folder: Path, error: FaultError | None) -> None:
        self._show()
        if error is not None:
            self._blame(" ".join(fault.message(self.speech.lang) for fault in error.faults))
        elif folder == named_folder(self.desk, self._line.value):
            self._sound = folder
            self.go_on()

    def _blame(self, wrong: str) -> None:
        shown = self.query_one("#folder_wrong", Static)
        shown.update(Content(clean_text(wrong)))
        shown.display = bool(wrong)


def unit_settings(unit: Unit, unit_class: str = "") -> dict[str, str]:
    """Return what the settings keep of a unit."""
    return {
        "unit_code": unit.code,
        "unit_name": unit.name,
        "unit_kind": unit.kind,
        "unit_class": unit_class,
        "parent_code": unit.parent_code,
        "parent_name": unit.parent_name,
    }
