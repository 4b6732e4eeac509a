"""Reviews carried apart from answers: those of every file of a record, joined to its newest answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from criteria.canonical import canonical_table
from criteria.faults import Fault
from criteria.model import Indicator, IndicatorSet
from criteria.rules import Given, facts_of
from criteria.typed import NamedTuple
from scoring.answers import Review, said
from scoring.record import Record, answer_digest


class JoinedReviews(NamedTuple):
    """The reviews of a record.

    Attributes:
        review: By indicator: what stands, or the one to be told as stale.
        faults: Where two reviews of one answer differ: neither stands.
    """

    review: Mapping[str, Review]
    faults: tuple[Fault, ...]


def joined(known: IndicatorSet, record: Record, donors: Sequence[Record]) -> JoinedReviews:
    """Join the reviews that `record` and other files of it hold.

    A review stands if it judged the answer, and the facts behind it, as they are now; of several that decide alike
    the latest is taken. Where none stands, the record's own or the latest is kept, to be told as stale.
    """
    review: dict[str, Review] = {}
    faults: list[Fault] = []
    indicators = {indicator.id: indicator for indicator in known.indicators()}
    for name in sorted({name for one in (record, *donors) for name in one.review}):
        indicator = indicators.get(name)
        if indicator is None:
            if name in record.review:
                review[name] = record.review[name]
            continue
        every = [*_judged(indicator, (record, *donors))]
        standing = [one for one in every if _stands(indicator, one, record)]
        decided = {canonical_table(said(_decision(one))) for one in standing}
        if len(decided) > 1:
            faults.append(Fault("M022", ("review", name)))
        elif standing:
            review[name] = max(standing, key=_latest)
        else:
            review[name] = max(every, key=_latest)
    return JoinedReviews(review, tuple(faults))


def _judged(indicator: Indicator, records: Sequence[Record]) -> Iterator[Review]:
    """Yield every review of an answer; one that does not say which answer it judged, judged the one in its own file."""
    for record in records:
        review = record.review.get(indicator.id)
        if review is not None:
            if review.answer is None and not _by_upper(indicator, record):
                review = review._replace(answer=_digest(indicator, record))
            yield review


def _stands(indicator: Indicator, review: Review, record: Record) -> bool:
    return _by_upper(indicator, record) or review.answer == _digest(indicator, record)


def _by_upper(indicator: Indicator, record: Record) -> bool:
    rule = indicator.rule_for(record.unit.unit_class)
    return isinstance(rule, Given) and rule.by == "upper"


def _digest(indicator: Indicator, record: Record) -> str:
    return answer_digest(record, indicator.id, facts_of(indicator.rule_for(record.unit.unit_class)))


def _decision(review: Review) -> Review:
    """Return what decides points; two reviewers may give one decision in their own words."""
    return Review(review.decision, value=review.value, of=review.of, points=review.points)


def _latest(review: Review) -> tuple[str, str]:
    at = review.at.isoformat() if isinstance(review.at, date) else ""
    return at, canonical_table(said(review))
