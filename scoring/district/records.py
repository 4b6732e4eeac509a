"""Records of invented communes, through the writer of every record."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta, timezone
from decimal import Decimal

from criteria.faults import Fault, FaultError
from criteria.model import IndicatorSet
from criteria.rules import Given
from criteria.rules import facts_of as facts_behind
from scoring.answers import Answer, Review
from scoring.district.answering import Bench
from scoring.district.backing import backed, excused, intended, unanswered
from scoring.district.chance import Chance
from scoring.district.facts import facts_of
from scoring.district.standing import Standing
from scoring.district.tables import Commune, Form, forms, table
from scoring.judge import judge
from scoring.numbers import round_half_up
from scoring.outcome import NotAsked, Recorded
from scoring.periods import Period, parse_period
from scoring.record import (
    Assessor,
    Record,
    ReportingUnit,
    Revision,
    SetName,
    Submission,
    answer_digest,
    record_digest,
)
from scoring.scorecard import Line
from scoring.store.fresh import fresh
from scoring.store.handing_in import stated

_HERE = timezone(timedelta(hours=7))
_MORNING = time(8, 12, tzinfo=_HERE)
_DAYS = 9
"""Days after the end of the period that records come in."""
_NUMBERS = 90
_PLAIN = Form()
_CHANGED = Decimal("0.75")
"""What a reviewer leaves of a score that is too high."""


class Maker:
    """Makes the records of one set, each the same every time.

    Args:
        known: The set.
    """

    def __init__(self, known: IndicatorSet) -> None:
        self.set = known
        self.told = table("communes")
        self.chance = Chance(self.told["seed"])
        self.forms = forms()
        self._order = [indicator.id for indicator in known.indicators()]

    def period(self, which: str) -> Period:
        """Return the period called `which` in the TOML: `period` or `before`."""
        found = parse_period(self.told[which])
        if found is None:
            raise FaultError([Fault("R008", (), {"word": self.told[which]})])
        return found

    def standing(self, commune: Commune, which: str = "period", variant: str = "") -> Standing:
        """Return where a commune stands."""
        return Standing(commune, self.period(which), self.chance, variant)

    def record(self, standing: Standing) -> Record:
        """Return the record a commune hands in."""
        commune, period = standing.commune, standing.period
        facts = facts_of(self.set, standing)
        number = 1 + int(standing.draw("report") * _NUMBERS)
        day = self._day(standing)
        made = Record(
            SetName(self.set.id, self.set.version, self.set.digest),
            ReportingUnit(commune.code, commune.name, commune.kind, commune.office, commune.unit_class),
            period,
            self.chance.id(commune.code, period.label, standing.variant),
            0,
            "submitted",
            Assessor(self.told["made_up"], self.told["post"]),
            Submission(f"{number}/BC-UBND", day, self.told["approved_by"].format(kind=commune.kind)),
            facts,
            self.answers(standing, facts),
        )
        return self.saved(made, datetime.combine(day, _MORNING))

    def answers(self, standing: Standing, facts: Mapping[str, Answer]) -> dict[str, Answer]:
        """Return the answers of a commune, in the order of the set; those that say nothing are left out."""
        bench = Bench(standing, facts)
        answers: dict[str, Answer] = {}
        for pillar in self.set.pillars:
            for indicator in pillar.indicators:
                form = self.forms.get(indicator.id, _PLAIN)
                if not bench.is_asked(indicator):
                    continue
                if unanswered(indicator, standing):
                    answer = intended(indicator, form, standing)
                else:
                    answer = excused(self.set, indicator, form, standing) or bench.answer(
                        pillar.id, indicator, form
                    )
                    if answer.value is not None or answer.inputs:
                        level = standing.level(pillar.id, indicator.id, form.ease)
                        answer = backed(answer, level, indicator, form, standing)
                if answer != Answer():
                    answers[indicator.id] = answer
        return answers

    def saved(self, record: Record, at: datetime) -> Record:
        """Return a record as it is saved: with the next entry of its history and the result for its reader."""
        entry = Revision(record.revision + 1, at, record_digest(record), self.told["made_up"])
        saved = record._replace(revision=entry.revision, history=(*record.history, entry))
        return saved._replace(result=stated(judge(self.set, saved)))

    def revised(self, record: Record, answers: Mapping[str, Answer]) -> Record:
        """Return the next revision of a record, with other answers, saved a week later."""
        last = record.history[-1].at
        return self.saved(record._replace(answers=answers), last + timedelta(days=7))

    def reviewed(self, record: Record, standing: Standing) -> Record:
        """Return a record with every line of it reviewed."""
        card = judge(self.set, record)
        reviews = {line.indicator.id: self._review(line, record, standing) for line in card.lines}
        told = {id_: review for id_, review in reviews.items() if review is not None}
        verified = record._replace(state="verified", review=told)
        return verified._replace(result=stated(judge(self.set, verified)))

    def text(self, record: Record) -> bytes:
        """Return the file of a record: it says in its first line that its figures are invented."""
        return f"# {self.told['mark']}\n{fresh(record, self._order)}".encode()

    def without(self, record: Record, indicators: Iterable[str]) -> dict[str, Answer]:
        """Return the answers of a record but for some."""
        left_out = {*indicators}
        return {id_: answer for id_, answer in record.answers.items() if id_ not in left_out}

    def _day(self, standing: Standing) -> date:
        return standing.period.end + timedelta(days=1 + int(standing.draw("day") * _DAYS))

    def _review(self, line: Line, record: Record, standing: Standing) -> Review | None:
        """Return what a reviewer says of a line; None where there is nothing to say."""
        if isinstance(line.outcome, NotAsked | Recorded):
            return None
        said = self.told["review"]
        at = standing.period.end + timedelta(days=21)
        id_ = line.indicator.id
        if isinstance(line.rule, Given) and line.rule.by == "upper":
            points = round_half_up(line.indicator.points * standing.readiness, 1)
            return Review("changed", points=points, reason=said["given"], by=said["by"], at=at)
        digest = answer_digest(record, id_, facts_behind(line.rule))
        draw = standing.draw("review", id_)
        if line.points and draw < said["rejected_share"]:
            return Review("rejected", digest, reason=said["rejected"], by=said["by"], at=at)
        if line.points and draw < said["rejected_share"] + said["changed_share"]:
            points = round_half_up(line.points * _CHANGED, 2)
            return Review("changed", digest, points=points, reason=said["changed"], by=said["by"], at=at)
        return Review("agreed", digest, by=said["by"], at=at)
