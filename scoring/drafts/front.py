"""The front page of a draft: who fills it in, the unit's class, the report it goes with."""

from __future__ import annotations

from datetime import date

from criteria.faults import Fault
from criteria.model import IndicatorSet
from scoring.answers import Value
from scoring.drafts.draft import Draft
from scoring.drafts.entries import front_entries
from scoring.drafts.paths import Path
from scoring.drafts.questions import front_slots
from scoring.drafts.understanding import Understood, faulty, understand
from scoring.record import Assessor, Record, Submission


def filled_front(known: IndicatorSet, draft: Draft, base: Record | None, faults: dict[Path, Fault]) -> Record:
    """Return the record of a draft without its facts and answers; what cannot be read is added to `faults`."""
    head = draft.head
    said = _Said(known, draft, base, faults)
    unit_class = said.text("unit", "class") or head.unit.unit_class
    if known.classes and unit_class not in {other.id for other in known.classes}:
        unit_class = None
    record = Record(
        head.set,
        head.unit._replace(unit_class=unit_class),
        head.period,
        head.id,
        assessor=Assessor(said.text("assessor", "name"), said.text("assessor", "post")),
        submission=Submission(
            said.text("submission", "number"),
            said.day("submission", "date"),
            said.text("submission", "approved_by"),
        ),
    )
    if base is None:
        return record
    return record._replace(
        revision=base.revision,
        state=base.state,
        review=base.review,
        result=base.result,
        history=base.history,
    )


class _Said:
    """What the front page says, by path."""

    def __init__(
        self, known: IndicatorSet, draft: Draft, base: Record | None, faults: dict[Path, Fault]
    ) -> None:
        self._slots = {slot.path: slot for slot in front_slots(known)}
        self._draft = draft
        self._before = {} if base is None else front_entries(base)
        self._faults = faults

    def text(self, table: str, key: str) -> str | None:
        """Return a text, or None."""
        value = self._value((table, key))
        return value if isinstance(value, str) else None

    def day(self, table: str, key: str) -> date | None:
        """Return a day, or None."""
        value = self._value((table, key))
        return value if isinstance(value, date) else None

    def _value(self, path: Path) -> Value | None:
        slot = self._slots.get(path)
        text = self._draft.text(path)
        if slot is None:
            return None
        before = self._before.get(path)
        if before is not None and before[0] == text and slot.kind != "choice":
            return before[1]
        reading = understand(slot, text)
        if isinstance(reading, Understood):
            return reading.value
        fault = faulty(reading)
        if fault is not None:
            self._faults[path] = fault
        return None
