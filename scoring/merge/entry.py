"""What a merge keeps in mind of every file: enough to class it, and small, because there are thousands."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

from criteria.model import IndicatorSet
from criteria.typed import Literal, NamedTuple
from scoring.merge.merged import FileClass, PillarResult, UnitResult
from scoring.merge.reviews import Contested

Part = tuple[int, int, int]
"""Where some bytes lie: number of the part file, offset, length."""
NOWHERE: Part = (0, 0, 0)

_REMEMBERED = 65536


class Scores(NamedTuple):
    """How a record was scored, in texts that cost little to send from one process to another.

    Attributes:
        unit: Code, name, kind, code and name of the receiving office, class: the roster's where it says.
        points, max: Of the self score.
        band: Place of the band in the set, -1 for none.
        pillars: "points/max" of every pillar in the order of the set, with spaces between.
        verified: "points/max" of the verified total, or empty.
        verified_pillars: Like `pillars`, or empty.
        lines: As `UnitResult.lines`.
        awaiting: "indicator=figure" of every line that waits for the other units, with spaces between.
        answers: Where the rows for `answers.csv` lie.
    """

    unit: tuple[str, str, str, str, str, str]
    points: str
    max: str
    band: int
    answered: int
    asked: int
    reviewed: int
    pillars: str
    verified: str
    verified_pillars: str
    lines: str
    awaiting: str
    answers: Part


class Entry(NamedTuple):
    """One file, read.

    Attributes:
        place: Its place among the files of the merge; they are sorted by name.
        sha256: Of its bytes, in hex; empty where they could not be read.
        kind: Its class, as far as it alone tells: `kept` stands for a record that may be.
        unit_code: The unit it is about, as far as that can be told; or empty.
        period: Label; empty where there is no record.
        digest: Of the content, in hex without prefix.
        id: Of the record; empty for none.
        earlier: "revision:digest" of every entry of the history but the last, with spaces around each.
        state_rank: 0 verified, 1 submitted, 2 draft.
        at: When its last revision was saved, in ISO form; or empty.
        reviews: SHA-256 over its reviews, or empty where it has none.
        record: Name of its copy below `records/`.
        problems: Where the rows for `problems.csv` lie.
        found: The findings in those rows, by `FINDINGS`, one letter each: "a" the first.
        scores: How it was scored; None where it was not.
        contested: Reviews of its answers that decide differently.
    """

    place: int
    sha256: str
    kind: FileClass | Literal["other_period"]
    unit_code: str = ""
    unit_name: str = ""
    period: str = ""
    set_id: str = ""
    set_version: str = ""
    digest: str = ""
    id: str = ""
    revision: int = 0
    earlier: str = ""
    state_rank: int = 1
    at: str = ""
    reviews: str = ""
    record: str = ""
    problems: Part = NOWHERE
    found: str = ""
    scores: Scores | None = None
    contested: Contested = ()

    @property
    def key(self) -> tuple[str, str, str]:
        """What only one record may be ranked for: unit code, period, set id."""
        return self.unit_code, self.period, self.set_id

    def comes_from(self, other: Entry) -> bool:
        """Tell whether `other` is an earlier state of this record."""
        return (
            self.id == other.id
            and bool(self.id)
            and self.key == other.key
            and self.revision > other.revision
            and f" {other.revision}:{other.digest} " in self.earlier
        )


def unit_result(entry: Entry, known: IndicatorSet, file: str) -> UnitResult:
    """Return the unit of a kept entry, ready to be ranked."""
    scores = entry.scores
    if scores is None:
        message = f"{file} was not scored"
        raise ValueError(message)
    verified = scores.verified.partition("/")
    return UnitResult(
        *scores.unit,
        entry.set_id,
        entry.set_version,
        entry.period,
        _figure(scores.points),
        _figure(scores.max),
        known.bands[scores.band].title if scores.band >= 0 else None,
        scores.answered,
        scores.asked,
        scores.reviewed,
        tuple(_pillars(scores.pillars)),
        _figure(verified[0]) if scores.verified else None,
        _figure(verified[2]) if scores.verified else None,
        tuple(_pillars(scores.verified_pillars)),
        file,
        entry.record,
        f"sha256:{entry.digest}",
        scores.lines,
    )


def _pillars(text: str) -> Iterator[PillarResult]:
    for cell in text.split():
        yield _pillar(cell)


@lru_cache(_REMEMBERED)
def _pillar(cell: str) -> PillarResult:
    """Return the points of a pillar; units share most of them."""
    points, _, most = cell.partition("/")
    return PillarResult(_figure(points), _figure(most))


@lru_cache(_REMEMBERED)
def _figure(text: str) -> Decimal:
    return Decimal(text)
