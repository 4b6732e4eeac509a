"""Beginning a record: which set, which period, which unit, and from which earlier record."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path as FilePath
from typing import ClassVar
from uuid import uuid4

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static

from criteria.clean import clean_line
from criteria.faults import Fault, FaultError
from criteria.model import IndicatorSet
from criteria.typed import NamedTuple
from scoring.drafts.carrying import begin
from scoring.drafts.draft import DraftHead
from scoring.drafts.paths import Entries
from scoring.folding import fold_words
from scoring.periods import Kind, Period, chronology, kind_of, parse_period, title
from scoring.record import ReceivingOffice, Record, ReportingUnit, SetName
from scoring.store.loading import load_record
from scoring.store.names import record_path
from scoring.store.shelf import Found as Lying
from scoring.store.shelf import ShelfItem, look_at
from scoring.units import Unit, kind_in
from tui.desk import Desk
from tui.screens.base import DeskScreen
from tui.screens.finder import Finder, Found
from tui.screens.first_steps import unit_settings
from tui.screens.period_choice import capital, days, find_periods, last_finished
from tui.screens.refused import ask_again
from tui.screens.rows import Row, RowList
from tui.screens.unit_on_day import unit_on
from tui.screens.unit_picker import UnitPicker, unit_text
from tui.widgets.bar import Hint

_NOTHING = "-"
_MOMENT = 0.3
"""Seconds after which one is told that the record is being made."""


class NewRecord(NamedTuple):
    """A record to begin.

    Attributes:
        head: What its draft is bound to.
        entries: What it begins with.
    """

    head: DraftHead
    entries: Entries


class OpenInstead(NamedTuple):
    """The record wanted is there already: open it.

    Attributes:
        item: The record or the draft.
    """

    item: ShelfItem


Begun = NewRecord | OpenInstead
"""What the screen answers."""


def _new_id() -> str:
    return str(uuid4())


class NewRecordScreen(DeskScreen[Begun]):
    """Asks what a new record is for.

    Args:
        desk: What the screens work with.
        shelf: The records and drafts there are, the newest first.
        new_id: Makes the id of a record.
    """

    USES: ClassVar[tuple[str, ...]] = ("back",)
    HELP = "help_screen.new_record"
    CSS_PATH = "new_record.tcss"

    def __init__(
        self, desk: Desk, shelf: Sequence[ShelfItem], *, new_id: Callable[[], str] = _new_id
    ) -> None:
        super().__init__(desk)
        self._shelf = [item for item in shelf if item.unit and item.period and item.set]
        self._new_id = new_id
        self._rows = RowList(id="new_rows")
        self._about = Static("", id="new_about", markup=False)
        self._sets: Mapping[str, IndicatorSet] = {}
        self._faults: tuple[Fault, ...] = ()
        self._looked = False
        self._known: IndicatorSet | None = None
        self._period: Period = last_finished(self._usual_kind() or "half", desk.now().date())
        self._wanted: Unit | None = self._usual_unit()
        self._unit: Unit | None = None
        self._class = desk.settings.unit_class
        self._source: ShelfItem | None = None
        self._busy = False
        self._answer: Begun | None = None

    def compose_body(self) -> ComposeResult:
        """Yield the rows, and what there is to say of one."""
        with Vertical(id="new"):
            yield self._rows
            yield self._about

    def on_mount(self) -> None:
        """Look for the sets and the unit beside the screen."""
        self._rows.focus()
        self._look()
        self._find_unit()

    def say(self) -> None:
        """Put every word."""
        super().say()
        self.title_text(self.speech("new.title"), "xaso")
        self._show()

    def hints(self) -> Iterator[Hint]:
        """Yield what the bar shows; Enter is the list's own."""
        yield Hint("Enter", self.speech("new.change"))
        yield from super().hints()

    # --- what is proposed

    def _usual_kind(self) -> Kind | None:
        return next((kind_of(item.period) for item in self._shelf if item.period), None)

    def _usual_unit(self) -> Unit | None:
        """Return the unit last picked, or that of the newest record."""
        settings = self.desk.settings
        if settings.unit_code:
            kind = kind_in(settings.unit_name) or "xã"
            return Unit(
                settings.unit_code, settings.unit_name, kind, settings.parent_code, settings.parent_name, ""
            )
        reporting = next((item.unit for item in self._shelf if item.unit), None)
        if reporting is None:
            return None
        kind, office = reporting.kind or kind_in(reporting.name) or "xã", reporting.parent
        return Unit(reporting.code, reporting.name, kind, office.code or "", office.name or "", "")

    @work(thread=True, exclusive=True, group="sets")
    def _look(self) -> None:
        """Load the newest version of every set."""
        sets: dict[str, IndicatorSet] = {}
        faults: list[Fault] = []
        for set_id in dict.fromkeys(place.id for place in self.desk.sets.all()):
            try:
                sets[set_id] = self.desk.sets.named(set_id, None)
            except FaultError as error:
                faults += error.faults
        self.app.call_from_thread(self._take_sets, sets, tuple(faults))

    def _take_sets(self, sets: Mapping[str, IndicatorSet], faults: tuple[Fault, ...]) -> None:
        self._sets, self._faults, self._looked = sets, faults, True
        last = next((item.set.id for item in self._shelf if item.set and item.set.id in sets), None)
        largest = max(sets, key=lambda name: len([*sets[name].indicators()]), default=None)
        name = last or largest
        self._known = None if name is None else sets[name]
        self._settle()

    @work(thread=True, exclusive=True, group="unit")
    def _find_unit(self) -> None:
        """Find the unit wanted in the list of the period's last day."""
        wanted, day = self._wanted, self._period.end
        unit = None if wanted is None else unit_on(wanted, day)
        self.app.call_from_thread(self._take_unit, unit)

    def _take_unit(self, unit: Unit | None) -> None:
        self._unit = unit
        self._settle()

    def _settle(self) -> None:
        """Propose what follows from the choices made: the class, and the record to begin from."""
        former = self._former()
        if self._source not in former:
            self._source = former[0] if former else None
        ids = [] if self._known is None else [other.id for other in self._known.classes]
        before = None if self._source is None or self._source.unit is None else self._source.unit.unit_class
        self._class = next((name for name in (self._class, before) if name in ids), "") or ""
        self._show()

    def _former(self) -> list[ShelfItem]:
        """Return the records of the same unit and set for earlier periods, the latest period first."""
        if self._unit is None or self._known is None:
            return []
        found = [
            (item.period, item)
            for item in self._shelf
            if item.period is not None
            and item.found.path is not None
            and self._is_same(item)
            and chronology(item.period) < chronology(self._period)
        ]
        return [item for _, item in sorted(found, key=lambda pair: chronology(pair[0]), reverse=True)]

    def _is_same(self, item: ShelfItem) -> bool:
        """Tell whether an item is of the unit and the set chosen."""
        unit, known = self._unit, self._known
        if unit is None or known is None or item.unit is None or item.set is None:
            return False
        return (item.unit.code, item.set.id) == (unit.code, known.id)

    def _there_already(self) -> ShelfItem | None:
        return next(
            (item for item in self._shelf if item.period == self._period and self._is_same(item)), None
        )

    # --- what is shown

    def _show(self) -> None:
        self._rows.show([*self._shown_rows()])
        self._tell_about()

    def _shown_rows(self) -> Iterator[Row]:
        speech, lang = self.speech, self.speech.lang
        known = self._known
        yield Row("set", speech("new.set"), self._set_text())
        yield Row("period", speech("new.period"), capital(title(self._period, lang)))
        yield Row("unit", speech("new.unit"), self._unit_text())
        if known is not None and known.classes:
            titles = {other.id: other.title.text(lang) for other in known.classes}
            yield Row("class", speech("new.class"), titles.get(self._class, self.speech("new.no_class")))
        if self._former() and self._there_already() is None:
            source = self._source
            shown = speech("new.from_nothing") if source is None else self._source_text(source)
            yield Row("source", speech("new.source"), shown)
        yield Row("begin", speech("new.begin" if self._there_already() is None else "new.open_it"))

    def _set_text(self) -> str:
        if self._known is None:
            return self.speech("new.no_set" if self._looked else "new.looking")
        return f"{self._known.title.text(self.speech.lang)} ({self._known.id} {self._known.version})"

    def _unit_text(self) -> str:
        unit = self._unit
        if unit is None:
            return self.speech("new.no_unit")
        return unit_text(unit.name, unit.parent_name, unit.code)

    def _source_text(self, item: ShelfItem) -> str:
        return "" if item.period is None else capital(title(item.period, self.speech.lang))

    @on(OptionList.OptionHighlighted)
    def _tell_about(self) -> None:
        """Say more of the row under the cursor, and whatever is in the way."""
        row = self._rows.highlighted_row
        lines = [*self._lines(row)]
        if row == "begin":
            lines += self._in_the_way()
        self._about.update(Content("\n\n".join(clean_line(line) for line in lines if line)))

    def _lines(self, row: str) -> Iterator[str]:
        speech, known = self.speech, self._known
        match row:
            case "set":
                if known is not None and known.summary is not None:
                    yield known.summary.text(speech.lang)
                if known is not None:
                    yield self._validity(known)
                for fault in self._faults:
                    yield f"{fault.where()}: {fault.message(speech.lang)}"
            case "period":
                yield days(self._period, self.desk.now().date(), speech)
                yield speech("new.period_about")
            case "unit":
                yield speech("new.unit_about")
            case "class":
                yield speech("new.class_about")
            case "source":
                yield speech("new.source_about")
            case "begin" if (item := self._there_already()) is not None:
                yield speech("new.there_already", state=self._state(item))
            case _:
                yield speech("new.begin_about")

    def _in_the_way(self) -> Iterator[str]:
        if self._known is None:
            yield self.speech("new.needs_set")
        elif not _holds(self._known, self._period):
            yield self.speech("new.not_valid", validity=self._validity(self._known))
        if self._unit is None:
            yield self.speech("new.needs_unit")

    def _validity(self, known: IndicatorSet) -> str:
        if known.valid_from is None:
            return ""
        start, end = known.valid_from, known.valid_to
        last = self.speech("sets.open_ended") if end is None else f"{end.day}/{end.month}/{end.year}"
        return self.speech("sets.valid", start=f"{start.day}/{start.month}/{start.year}", end=last)

    def _state(self, item: ShelfItem) -> str:
        state = self.speech(f"new.state_{'draft' if item.found.draft_path else item.state or 'draft'}")
        if item.coverage is None:
            return state
        answered = self.speech("new.answered", n=item.coverage.answered, of=item.coverage.asked)
        return f"{state}, {answered}"

    # --- what is chosen

    @on(OptionList.OptionSelected, "#new_rows")
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        match event.option.id:
            case "set" if self._sets:
                self.app.push_screen(
                    Finder(self.desk, "new.choose_set", self._search_sets, self._known and self._known.id),
                    self._set_set,
                )
            case "period":
                self.app.push_screen(
                    Finder(self.desk, "new.choose_period", self._search_periods, self._period.label),
                    self._set_period,
                )
            case "unit":
                self.app.push_screen(UnitPicker(self.desk, self._period.end), self._set_unit)
            case "class":
                self.app.push_screen(
                    Finder(self.desk, "new.choose_class", self._search_classes, self._class), self._set_class
                )
            case "source":
                self.app.push_screen(
                    Finder(self.desk, "new.choose_source", self._search_sources), self._set_source
                )
            case "begin":
                self._begin()
            case _:
                pass

    def _search_sets(self, text: str) -> Sequence[Found]:
        lang = self.speech.lang
        found = [
            Found(name, known.title.text(lang), f"{name} {known.version}")
            for name, known in self._sets.items()
        ]
        return _narrowed(found, text)

    def _set_set(self, name: str | None) -> None:
        if name is not None:
            self._known = self._sets[name]
            self._settle()

    def _search_periods(self, text: str) -> Sequence[Found]:
        return find_periods(text, self.desk, self._usual_kind())

    def _set_period(self, label: str | None) -> None:
        period = None if label is None else parse_period(label)
        if period is not None:
            self._period = period
            self._find_unit()
            self._settle()

    def _set_unit(self, unit: Unit | None) -> None:
        if unit is None:
            return
        self._wanted = unit
        self._take_unit(unit)

    def _search_classes(self, text: str) -> Sequence[Found]:
        classes = () if self._known is None else self._known.classes
        return _narrowed([Found(other.id, other.title.text(self.speech.lang)) for other in classes], text)

    def _set_class(self, chosen: str | None) -> None:
        if chosen is not None:
            self._class = chosen
            self._show()

    def _search_sources(self, text: str) -> Sequence[Found]:
        found = [
            Found(str(at), self._source_text(item), self._state(item))
            for at, item in enumerate(self._former())
        ]
        return _narrowed([*found, Found(_NOTHING, self.speech("new.from_nothing"))], text)

    def _set_source(self, chosen: str | None) -> None:
        if chosen is not None:
            self._source = None if chosen == _NOTHING else self._former()[int(chosen)]
            self._show()

    # --- beginning

    def _begin(self) -> None:
        """Begin, or open what is there already."""
        item = self._there_already()
        if item is not None:
            self.dismiss(OpenInstead(item))
            return
        known, unit = self._known, self._unit
        if known is None or unit is None:
            self.tell(self.speech("new.needs_set" if known is None else "new.needs_unit"), bad=True)
            self._rows.go("set" if known is None else "unit")
            return
        if not self._busy:
            self._busy = self.desk.busy = True
            self.set_timer(_MOMENT, self._tell_slow)
            self._make(known, self._head(known, unit), self._source)

    def _head(self, known: IndicatorSet, unit: Unit) -> DraftHead:
        office = ReceivingOffice(unit.parent_code or None, unit.parent_name or None)
        reporting = ReportingUnit(unit.code, unit.name, unit.kind, office, self._class or None)
        return DraftHead(
            self._new_id(),
            SetName(known.id, known.version, known.digest),
            reporting,
            self._period,
            self.desk.now(),
        )

    @work(thread=True, exclusive=True, group="begin")
    def _make(self, known: IndicatorSet, head: DraftHead, source: ShelfItem | None) -> None:
        """Make the entries; the files this needs are read beside the screen."""
        settings = self.desk.settings
        folder = self.desk.folders.records(settings)
        path = record_path(folder, Record(head.set, head.unit, head.period))
        previous: Record | None = None
        try:
            if path.exists():
                answer: Begun = OpenInstead(look_at(_lying(path)))
            else:
                if source is not None and source.found.path is not None:
                    previous = _record(source.found.path)
                entries = begin(
                    known, head, previous=previous, assessor=settings.assessor, post=settings.post
                )
                answer = NewRecord(head, entries)
        except FaultError as error:
            self.app.call_from_thread(self._refused, error)
        else:
            self.app.call_from_thread(self._take, answer)

    def _tell_slow(self) -> None:
        if self._busy:
            self._about.update(self.speech("new.beginning"))

    def _refused(self, error: FaultError) -> None:
        self._busy = self.desk.busy = False
        self._tell_about()
        ask_again(self, "shelf.not_begun", error, self._begin)

    def _take(self, answer: Begun) -> None:
        self._busy = self.desk.busy = False
        if isinstance(answer, NewRecord) and self._unit is not None:
            for fault in self.desk.change(**unit_settings(self._unit, self._class)):
                self.tell_fault(fault)
        self._answer = answer
        self.on_screen_resume()

    def on_screen_resume(self) -> None:
        """Answer, unless another screen is in front: then once that is left."""
        if self._answer is not None and self.is_active:
            answer, self._answer = self._answer, None
            self.dismiss(answer)


def _holds(known: IndicatorSet, period: Period) -> bool:
    """Tell whether a set was in force during a period, or part of it."""
    begun = known.valid_from is None or known.valid_from <= period.end
    return begun and (known.valid_to is None or period.start <= known.valid_to)


def _record(path: FilePath) -> Record:
    reading = load_record(path)
    if reading.record is None:
        raise FaultError(reading.faults)
    return reading.record


def _lying(path: FilePath) -> Lying:
    return Lying(datetime.fromtimestamp(path.stat().st_mtime, UTC), path)


def _narrowed(found: Sequence[Found], text: str) -> list[Found]:
    """Return those whose words begin with what was typed."""
    words = fold_words(text)
    return [
        entry
        for entry in found
        if all(
            any(name.startswith(word) for name in fold_words(f"{entry.text} {entry.beside}"))
            for word in words
        )
    ]
