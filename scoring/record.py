"""A record (phiếu): one unit's answers for one period and one indicator set, with their history."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache

from criteria.canonical import canonical, canonical_table, digest
from criteria.typed import Literal, NamedTuple
from scoring.answer_form import answer_form, entries_form
from scoring.answers import BLANK, Answer, Review
from scoring.periods import Period
from scoring.units.unit import UnitKind

Day = date  # a field called `date` hides the type within its class

RECORD_SCHEMA = "xaso-record/1"
State = Literal["draft", "submitted", "verified"]


class SetName(NamedTuple):
    """The indicator set a record was answered under; `digest` tells whether ours still decides alike."""

    id: str
    version: str
    digest: str | None = None


class ReceivingOffice(NamedTuple):
    """The office a record goes to."""

    code: str | None = None
    name: str | None = None


class ReportingUnit(NamedTuple):
    """The unit that reports, as the record names it. The code means a unit only together with the period's end."""

    code: str
    name: str
    kind: UnitKind | None = None
    parent: ReceivingOffice = ReceivingOffice()
    unit_class: str | None = None


class Assessor(NamedTuple):
    """Who filled the record in."""

    name: str | None = None
    post: str | None = None


class Submission(NamedTuple):
    """The report the record was handed in with."""

    number: str | None = None
    date: Day | None = None
    approved_by: str | None = None


class StatedResult(NamedTuple):
    """The result as the file states it, for its reader; always computed anew."""

    points: Decimal | None = None
    max: Decimal | None = None
    percent: Decimal | None = None
    band: str | None = None
    coverage: str | None = None


class Revision(NamedTuple):
    """One entry of the history."""

    revision: int
    at: datetime
    digest: str
    by: str | None = None


class Record(NamedTuple):
    """A record as it was read; sums and digests are computed, never taken from the file."""

    set: SetName
    unit: ReportingUnit
    period: Period
    id: str = ""
    revision: int = 0
    state: State = "draft"
    assessor: Assessor = Assessor()
    submission: Submission = Submission()
    facts: Mapping[str, Answer] = {}
    answers: Mapping[str, Answer] = {}
    review: Mapping[str, Review] = {}
    result: StatedResult | None = None
    history: tuple[Revision, ...] = ()

    @property
    def key(self) -> tuple[str, str, str]:
        """What only one record may be ranked for: unit code, period, set id."""
        return self.unit.code, self.period.label, self.set.id


def record_digest(record: Record) -> str:
    """Return the digest of set, unit, period, facts and answers.

    The canonical form (`criteria.canonical`) of five tables, in this order: set, unit, period, facts, answers, each
    with the keys of the file. A fact written as a bare value is the table with that value. An entry that says nothing
    is left out. The digest shows lineage and accidental change; it does not show who wrote the record.
    """
    return digest(
        _set_form(record.set),
        canonical_table(unit_table(record.unit)),
        _period_form(record.period),
        entries_form(record.facts),
        entries_form(record.answers),
    )


@lru_cache(64)
def _set_form(named: SetName) -> str:
    """Return the form of the set; all records of a merge name the same few."""
    return canonical_table(named._asdict())


@lru_cache(64)
def _period_form(period: Period) -> str:
    return canonical_table(period_table(period))


def unit_table(unit: ReportingUnit) -> dict[str, object]:
    """Return the unit as the file's `[unit]` table; keys that say nothing are None."""
    parent = {key: item for key, item in unit.parent._asdict().items() if item is not None}
    return {
        "code": unit.code,
        "name": unit.name,
        "kind": unit.kind,
        "parent": parent or None,
        "class": unit.unit_class,
    }


def period_table(period: Period) -> dict[str, object]:
    """Return the period as the file's `[period]` table."""
    return {"label": period.label, "from": period.start, "to": period.end}


def answer_digest(record: Record, indicator_id: str, facts: frozenset[str]) -> str:
    """Return the digest of one answer and the `facts` its points rest on, for a review to name."""
    return digest(
        canonical(indicator_id),
        answer_form(record.answers.get(indicator_id, BLANK)),
        entries_form({fact: record.facts[fact] for fact in facts if fact in record.facts}),
    )
