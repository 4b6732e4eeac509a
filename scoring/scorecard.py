"""The score card (bảng điểm): every line with state, points, maximum, reason and reference, and the index."""

from __future__ import annotations

from decimal import Decimal

from criteria.faults import Fault
from criteria.model import Band, Indicator, IndicatorSet
from criteria.rules import Given, Rule
from criteria.typed import Literal, NamedTuple, assert_never
from scoring.answers import Answer, Review
from scoring.index import Totals
from scoring.outcome import (
    Awaiting,
    NotApplicable,
    NotAsked,
    Outcome,
    Reason,
    Recorded,
    Scored,
    Unscored,
)
from scoring.record import Record

LineState = Literal["scored", "unscored", "awaiting", "not_applicable", "not_asked", "recorded"]
Status = Literal[
    "needs_evidence",
    "not_done",
    "done",
    "in_progress",
    "no_figures",
    "not_applicable",
    "not_asked",
    "recorded",
]
"""The status column of the table every office knows."""

_ZERO = Decimal(0)
_NOT_ASKED = (Recorded, NotAsked)
_ANSWERED = (Awaiting, NotApplicable)


class Coverage(NamedTuple):
    """How far the record is filled in (mức độ hoàn thành phiếu)."""

    answered: int
    asked: int

    @property
    def share(self) -> Decimal:
        """Answered of asked, 0..1; 1 where nothing is asked."""
        return Decimal(self.answered) / self.asked if self.asked else Decimal(1)


class Line(NamedTuple):
    """One indicator on the card.

    Attributes:
        rule: The rule for this class of unit.
        outcome: The self score.
        verified: The outcome after review, or None where nobody has reviewed the answer as it stands.
        review: The review that stands.
        answer: The answer judged, or None.
    """

    indicator: Indicator
    rule: Rule
    outcome: Outcome
    answer: Answer | None = None
    verified: Outcome | None = None
    review: Review | None = None

    @property
    def state(self) -> LineState:
        """The outcome in one word."""
        match self.outcome:
            case Scored():
                return "scored"
            case Unscored():
                return "unscored"
            case Awaiting():
                return "awaiting"
            case NotApplicable():
                return "not_applicable"
            case NotAsked():
                return "not_asked"
            case Recorded():
                return "recorded"
            case _:
                assert_never(self.outcome)

    @property
    def points(self) -> Decimal | None:
        """Points of the self score; a penalty's are negative; None where there are none."""
        return self._signed(self.outcome)

    @property
    def max(self) -> Decimal:
        """The most this line can give: its points; 0 for a penalty and for what is only recorded."""
        return _ZERO if self.indicator.penalty else self.indicator.points

    @property
    def reason(self) -> Reason:
        """Why."""
        return self.outcome.reason

    @property
    def verified_points(self) -> Decimal | None:
        """Points after review; None before it, or where the line has none."""
        return None if self.verified is None else self._signed(self.verified)

    @property
    def difference(self) -> Decimal | None:
        """Self score less verified score; None unless both are there."""
        own, verified = self.points, self.verified_points
        return None if own is None or verified is None else own - verified

    @property
    def counts(self) -> bool:
        """Whether the line is part of the coverage: scored by the officer's answer, not bonus, not the upper's."""
        indicator, rule, outcome, _, _, _ = self
        if indicator.bonus or isinstance(outcome, _NOT_ASKED):
            return False
        return not (isinstance(rule, Given) and rule.by == "upper")

    @property
    def is_answered(self) -> bool:
        """Whether the coverage counts it as answered."""
        outcome = self.outcome
        if isinstance(outcome, Scored):
            return outcome.complete
        return isinstance(outcome, _ANSWERED)

    @property
    def status(self) -> Status:
        """The status column: by the verified score where there is one, else by the self score."""
        if isinstance(self.outcome, NotApplicable) and self.verified_points is None:
            return "not_applicable"
        if isinstance(self.outcome, NotAsked):
            return "not_asked"
        if isinstance(self.outcome, Recorded):
            return "recorded"
        own = self.points
        if own is None:
            return "needs_evidence" if isinstance(self.outcome, NotApplicable) else "no_figures"
        verified = self.verified_points
        if verified is not None and verified < own:
            return "needs_evidence"
        if own == 0:
            return "done" if self.indicator.penalty else "not_done"
        return "done" if own == self.max else "in_progress"

    def _signed(self, outcome: Outcome) -> Decimal | None:
        if not isinstance(outcome, Scored | NotApplicable) or outcome.points is None:
            return None
        return -outcome.points if self.indicator.penalty else outcome.points


class Verified(NamedTuple):
    """The verified score.

    Attributes:
        totals: The verified index, or None until every asked line is reviewed.
        coverage: Lines reviewed of lines asked: "thẩm định 20/41".
    """

    totals: Totals | None
    coverage: Coverage


class ScoreCard(NamedTuple):
    """One record judged by one set.

    Attributes:
        totals: Points, maximum and pillars.
        coverage: Answered of asked.
        band: None where the set has none or the coverage is too low for one.
        findings: What needs a person: faults in answers, and warnings.
    """

    set: IndicatorSet
    record: Record
    lines: tuple[Line, ...]
    totals: Totals
    coverage: Coverage
    band: Band | None
    verified: Verified
    findings: tuple[Fault, ...]

    @property
    def enough(self) -> bool:
        """Whether enough is answered for a band to be given."""
        return self.coverage.share >= self.set.band_from_coverage

    def line(self, indicator_id: str) -> Line | None:
        """Return the line of an indicator."""
        return next((line for line in self.lines if line.indicator.id == indicator_id), None)
