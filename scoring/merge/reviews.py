"""Reviews carried apart from answers: those of every file of a record, joined to its newest answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from criteria.canonical import canonical_table, digest
from criteria.faults import Fault
from criteria.model import Indicator, IndicatorSet
from criteria.rules import Given, facts_of
from criteria.typed import NamedTuple
from scoring.answers import Review, said
from scoring.record import Record, answer_digest


class ReviewFound(NamedTuple):
    """One of several reviews of an answer that decide differently.

    Attributes:
        place: Of its file: 0 the record's own, from 1 on the others as they were given.
        digest: Of what it decides, and about which answer.
        says: The review.
    """

    place: int
    digest: str
    says: Review


Contested = tuple[tuple[str, tuple[ReviewFound, ...]], ...]
"""By indicator, the reviews that decide differently, by digest."""


class JoinedReviews(NamedTuple):
    """The reviews of a record.

    Attributes:
        review: By indicator: what stands, or the one to be told as stale.
        faults: Where two reviews of one answer differ: neither stands, or the one that a person chose.
        contested: Those reviews.
    """

    review: Mapping[str, Review]
    faults: tuple[Fault, ...]
    contested: Contested = ()


class Choice(NamedTuple):
    """What a person decided about the reviews of one answer.

    Attributes:
        keep: Digest of the review that counts.
        by: Who decided.
        among: The digests there were to choose from.
    """

    keep: str
    by: str
    among: frozenset[str]


def joined(
    known: IndicatorSet,
    record: Record,
    donors: Sequence[Record],
    choices: Mapping[str, Choice],
    files: Sequence[str],
) -> JoinedReviews:
    """Join the reviews that `record` and other files of it hold.

    A review stands if it judged the answer, and the facts behind it, as they are now; of several that decide alike
    the latest is taken; of several that decide differently the one a person chose, as long as no other has come in.
    Where none stands, the record's own or the latest is kept, to be told as stale.

    Args:
        known: The set.
        record: The newest answers.
        donors: The same record in other files.
        choices: What people decided, by indicator.
        files: Names of the record's file and of the others, to be told.
    """
    review: dict[str, Review] = {}
    faults: list[Fault] = []
    contested: list[tuple[str, tuple[ReviewFound, ...]]] = []
    indicators = {indicator.id: indicator for indicator in known.indicators()}
    for name in sorted({name for one in (record, *donors) for name in one.review}):
        indicator = indicators.get(name)
        if indicator is None:
            if name in record.review:
                review[name] = record.review[name]
            continue
        every = [*_judged(indicator, (record, *donors))]
        standing = [found for found in every if _stands(indicator, found.says, record)]
        by_digest: dict[str, ReviewFound] = {}
        for found in sorted(standing, key=_latest, reverse=True):
            by_digest.setdefault(found.digest, found)
        choice = choices.get(name)
        if len(by_digest) > 1:
            contested.append((name, tuple(by_digest[one] for one in sorted(by_digest))))
            told = {"files": ", ".join(sorted(files[found.place] for found in by_digest.values()))}
            if choice is not None and choice.keep in by_digest and by_digest.keys() <= choice.among:
                kept = by_digest[choice.keep]
                review[name] = kept.says
                told |= {"kept": files[kept.place], "by": choice.by or "–"}
                faults.append(Fault("M513", ("review", name), told))
            else:
                faults.append(Fault("M022", ("review", name), told))
        else:
            review[name] = max(standing or every, key=_latest).says
    return JoinedReviews(review, tuple(faults), tuple(contested))


def _judged(indicator: Indicator, records: Sequence[Record]) -> Iterator[ReviewFound]:
    """Yield every review of an answer; one that does not say which answer it judged, judged the one in its own file."""
    for place, record in enumerate(records):
        review = record.review.get(indicator.id)
        if review is not None:
            by_upper = _by_upper(indicator, record)
            if review.answer is None and not by_upper:
                review = review._replace(answer=_digest(indicator, record))
            yield ReviewFound(place, _decision_digest(review, by_upper=by_upper), review)


def _stands(indicator: Indicator, review: Review, record: Record) -> bool:
    return _by_upper(indicator, record) or review.answer == _digest(indicator, record)


def _by_upper(indicator: Indicator, record: Record) -> bool:
    rule = indicator.rule_for(record.unit.unit_class)
    return isinstance(rule, Given) and rule.by == "upper"


def _digest(indicator: Indicator, record: Record) -> str:
    return answer_digest(record, indicator.id, facts_of(indicator.rule_for(record.unit.unit_class)))


def _decision_digest(review: Review, *, by_upper: bool) -> str:
    """Return the digest of what decides points; two reviewers may give one decision in their own words."""
    decides = Review(
        review.decision, None if by_upper else review.answer, review.value, review.of, review.points
    )
    return digest(canonical_table(said(decides)))


def _latest(found: ReviewFound) -> tuple[str, str]:
    review = found.says
    at = review.at.isoformat() if isinstance(review.at, date) else ""
    return at, canonical_table(said(review))
