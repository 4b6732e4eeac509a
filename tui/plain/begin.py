"""Beginning a record: set, period, unit, class, and whether from the last period's record."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from uuid import uuid4

from criteria.faults import FaultError
from criteria.model import IndicatorSet
from criteria.typed import NamedTuple
from scoring.drafts.carrying import begin
from scoring.drafts.draft import DraftHead
from scoring.periods import Period, parse_period, title
from scoring.record import ReceivingOffice, Record, ReportingUnit, SetName
from scoring.store.shelf import ShelfItem
from scoring.units import UNIT_KINDS, Unit, find_unit
from tui.desk import Desk
from tui.plain.choosing import choose, chosen, offer
from tui.plain.replies import Command, Said, reply_in
from tui.plain.units import pick_unit, placed
from tui.plain.voice import Voice
from tui.plain.wording import capital
from tui.work import Work, last_record


class OpenInstead(NamedTuple):
    """The record is there already and is to be opened."""

    item: ShelfItem


def begin_record(desk: Desk, voice: Voice, items: Sequence[ShelfItem]) -> Work | OpenInstead | None:
    """Ask what a new record is of, and begin its draft; None where the user wants back.

    Raises:
        FaultError: The set cannot be read, or the draft not written.
    """
    known = _ask_set(desk, voice)
    if known is None:
        return None
    period = _ask_period(desk, voice)
    if period is None:
        return None
    unit = _ask_unit(desk, voice, period)
    if unit is None:
        return None
    there = _there_already(items, known, unit, period)
    if there is not None:
        options = [desk.speech("plain.open_it"), desk.speech("plain.back")]
        at = choose(voice, desk.speech, desk.speech("plain.there_already"), options)
        return OpenInstead(there) if at == 0 else None
    unit = _ask_class(desk, voice, known, unit)
    name = SetName(known.id, known.version, known.digest)
    head = DraftHead(str(uuid4()), name, unit, period, desk.now())
    previous = _ask_previous(desk, voice, head)
    settings = desk.settings
    entries = begin(known, head, previous=previous, assessor=settings.assessor, post=settings.post)
    return Work.start(desk, head, entries)


def likely_periods(today: date) -> list[Period]:
    """Return the periods a record is most likely for: those that have just ended, and those of now."""
    months = today.year * 12 + today.month - 1
    last_half, this_half = _half(months - 6), _half(months)
    last_quarter = _quarter(months - 3)
    labels = [last_half, str(today.year - 1), this_half, str(today.year), last_quarter]
    labels.append((today.replace(day=1) - timedelta(days=1)).strftime("%Y-%m"))
    found = (parse_period(label) for label in dict.fromkeys(labels))
    return [period for period in found if period is not None]


def _half(months: int) -> str:
    return f"{months // 12}-H{months % 12 // 6 + 1}"


def _quarter(months: int) -> str:
    return f"{months // 12}-Q{months % 12 // 3 + 1}"


def _ask_set(desk: Desk, voice: Voice) -> IndicatorSet | None:
    """Ask for a set; of each the newest version is offered. A sound one is loaded."""
    newest = {place.id: place for place in desk.sets.all()}
    shown: list[tuple[str, str, str]] = []
    for place in newest.values():
        try:
            known = desk.sets.load(place.id, place.version)
        except FaultError:
            continue  # the list of sets and the doctor tell of it
        shown.append(
            (place.id, place.version, f"{known.title.text(desk.speech.lang)} ({place.id} {place.version})")
        )
    at = choose(voice, desk.speech, desk.speech("plain.which_set"), [text for *_, text in shown])
    return None if at is None else desk.sets.load(shown[at][0], shown[at][1])


def _ask_period(desk: Desk, voice: Voice) -> Period | None:
    """Ask for the period: one of the likely ones, or its label."""
    speech = desk.speech
    periods = likely_periods(desk.now().date())
    options = [f"{capital(title(period, speech.lang))} ({period.label})" for period in periods]
    voice.say()
    voice.say(speech("plain.which_period"))
    offer(voice, options)
    voice.say(speech("plain.period_labels"))
    while True:
        match reply_in(voice.ask(speech("plain.prompt_period"))):
            case Said(text=text) if (period := parse_period(text.upper())) is not None:
                voice.say(capital(title(period, speech.lang)))
                return period
            case Said(text=text) if (at := chosen(text, options)) is not None:
                return periods[at]
            case Command(name="back" | "menu"):
                return None
            case _:
                voice.say(speech("plain.period_labels"))


def _ask_unit(desk: Desk, voice: Voice, period: Period) -> ReportingUnit | None:
    """Ask for the unit; the one of the settings is offered where it was there at the period's end."""
    speech, day = desk.speech, period.end
    own = _own_unit(desk, day)
    if own is not None:
        options = [placed(own), speech("plain.other_unit")]
        at = choose(voice, speech, speech("plain.which_unit"), options, usual=0)
        if at is None:
            return None
        if at == 0:
            return _reporting(own, desk.settings.unit_class or None)
    elif desk.settings.unit_name:
        voice.say(
            speech(
                "plain.not_that_day", unit=desk.settings.unit_name, day=f"{day.day}/{day.month}/{day.year}"
            )
        )
    picked = pick_unit(voice, speech, day)
    return None if picked is None else _reporting(picked, None)


def _own_unit(desk: Desk, day: date) -> Unit | None:
    """Return the unit of the settings as it was on a day; one written by hand is what it is."""
    settings = desk.settings
    kind = next((kind for kind in UNIT_KINDS if kind == settings.unit_kind), None)
    if not settings.unit_code or kind is None:
        return None
    try:
        listed = find_unit(settings.unit_code, day)
        today = find_unit(settings.unit_code, desk.now().date())
    except ModuleNotFoundError:
        listed = today = None
    if listed is not None:
        return listed if listed.name == settings.unit_name else None
    if today is not None and today.name == settings.unit_name:
        return None  # it came to be later
    office = settings.parent_name
    return Unit(settings.unit_code, settings.unit_name, kind, settings.parent_code, office, office)


def _reporting(unit: Unit, unit_class: str | None) -> ReportingUnit:
    office = ReceivingOffice(unit.parent_code or None, unit.parent_name or None)
    return ReportingUnit(unit.code, unit.name, unit.kind, office, unit_class)


def _ask_class(desk: Desk, voice: Voice, known: IndicatorSet, unit: ReportingUnit) -> ReportingUnit:
    """Ask for the class of the unit where the set knows any; it decides how points are given."""
    ids = [other.id for other in known.classes]
    if not ids:
        return unit._replace(unit_class=None)
    titles = [other.title.text(desk.speech.lang) for other in known.classes]
    usual = ids.index(unit.unit_class) if unit.unit_class in ids else None
    at = choose(voice, desk.speech, desk.speech("plain.which_class"), titles, usual=usual)
    return unit._replace(unit_class=None if at is None else ids[at])


def _there_already(
    items: Sequence[ShelfItem], known: IndicatorSet, unit: ReportingUnit, period: Period
) -> ShelfItem | None:
    for item in items:
        if item.unit is None or item.period is None or item.set is None:
            continue
        if (item.unit.code, item.period.label, item.set.id) == (unit.code, period.label, known.id):
            return item
    return None


def _ask_previous(desk: Desk, voice: Voice, head: DraftHead) -> Record | None:
    """Offer to begin from the last record of the same unit and set."""
    records: Path = desk.folders.records(desk.settings)
    previous = last_record(records, head)
    if previous is None:
        return None
    speech = desk.speech
    named = title(previous.period, speech.lang)
    options = [speech("plain.from_last", period=named), speech("plain.from_nothing")]
    at = choose(voice, speech, speech("plain.which_begin"), options, usual=0)
    return previous if at == 0 else None
