"""What a merge found: the values that tables, reports and screens are made of.

They are small, because there are thousands: what is long (answers, problems) lies in the CSV files of the merge and
is read from there, row by row.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from datetime import datetime
from decimal import Decimal
from itertools import takewhile

from criteria.model import IndicatorSet
from criteria.typed import Literal, NamedTuple
from criteria.words import Lang, Words
from scoring.answers import Review
from scoring.merge.csv_text import CsvStyle, read_rows
from scoring.scorecard import LineState

FileClass = Literal[
    "broken",
    "not_a_record",
    "set_unknown",
    "draft",
    "superseded",
    "identical",
    "conflict",
    "kept",
]
"""What a file is in a merge: the first that fits. Units that sent nothing stand in `problems.csv` as `missing`."""

FILE_CLASSES: tuple[FileClass, ...] = (
    "broken",
    "not_a_record",
    "set_unknown",
    "draft",
    "superseded",
    "identical",
    "conflict",
    "kept",
)

Finding = Literal[
    "result_mismatch",
    "set_changed",
    "review_stale",
    "edited_by_hand",
    "stranger",
    "roster_differs",
    "fault",
    "warning",
]
"""What is to be said of a file besides its class."""

FINDINGS: tuple[Finding, ...] = (
    "result_mismatch",
    "set_changed",
    "review_stale",
    "edited_by_hand",
    "stranger",
    "roster_differs",
    "fault",
    "warning",
)

STATES: Mapping[str, LineState] = {
    "s": "scored",
    "u": "unscored",
    "w": "awaiting",
    "n": "not_applicable",
    "k": "not_asked",
    "r": "recorded",
}
"""The letters that states have in `UnitResult.lines`."""
LETTERS: Mapping[LineState, str] = {state: letter for letter, state in STATES.items()}

ANSWERS_FILE = "answers.csv"
PROBLEMS_FILE = "problems.csv"
ROSTER = "roster"
"""Stands for the class of a file in the rows of `problems.csv` that are about the roster."""


class PillarResult(NamedTuple):
    """The points of one pillar, and its maximum for this unit; 0 of 0 where nothing of it is left."""

    points: Decimal
    max: Decimal

    @property
    def share(self) -> Decimal | None:
        """Points of one, 0..1; None where the pillar has no maximum."""
        return self.points / self.max if self.max else None


class LineResult(NamedTuple):
    """One indicator of one unit.

    Attributes:
        points: Of the self score, to six decimals; below 0 for a penalty; None where there are none.
        evidence: Whether the answer names any.
    """

    indicator: str
    state: LineState
    points: Decimal | None
    evidence: bool


class UnitResult(NamedTuple):
    """One ranked unit: the kept record of one unit, period and set, scored.

    Attributes:
        unit_name, unit_kind, parent_code, parent_name, unit_class: The roster's where it says; empty where nobody does.
        period: Its label, "2024-H1".
        points: As the law prints it.
        max: What the set states, less what is taken out of it for this unit.
        band: The title of its band, or None: too little answered, or below the lowest.
        answered, asked: The coverage.
        reviewed: Of the lines asked, those with a review that stands.
        pillars: In the order of the set.
        verified_points: None until every line asked is reviewed.
        verified_max: The maximum after review; None likewise.
        verified_pillars: After review; empty likewise.
        file: The kept file, as `problems.csv` would name it.
        record: Its copy below `records/`, by name.
        digest: Of the record's content, "sha256:…".
        lines: State and points of every indicator in the order of the set; read it with `line_results`.
    """

    unit_code: str
    unit_name: str
    unit_kind: str
    parent_code: str
    parent_name: str
    unit_class: str
    set_id: str
    set_version: str
    period: str
    points: Decimal
    max: Decimal
    band: Words | None
    answered: int
    asked: int
    reviewed: int
    pillars: tuple[PillarResult, ...]
    verified_points: Decimal | None
    verified_max: Decimal | None
    verified_pillars: tuple[PillarResult, ...]
    file: str
    record: str
    digest: str
    lines: str

    @property
    def percent(self) -> Decimal | None:
        """Points of 100, or None where nothing is left to reach."""
        return self.points * 100 / self.max if self.max else None

    @property
    def verified_percent(self) -> Decimal | None:
        """Verified points of 100, or None."""
        if self.verified_points is None or not self.verified_max:
            return None
        return self.verified_points * 100 / self.verified_max

    @property
    def group(self) -> Group:
        """What it is ranked within."""
        return Group(self.set_id, self.set_version, self.period)


class Group(NamedTuple):
    """Units are ranked within one set, version and period."""

    set_id: str
    set_version: str
    period: str


class Problem(NamedTuple):
    """One row of `problems.csv`: a file that is not simply kept, a finding, or a missing unit.

    Attributes:
        kind: The class of the file; `roster` of the roster, `missing` of a missing unit.
        finding: Which finding the row is about; empty where it is about the class.
        code: Of the fault, "R510"; or empty.
        file: As the user knows it; empty for a missing unit.
        indicator: Of a finding about one answer; or empty.
        detail: What is wrong and what to do, in the language of the merge.
    """

    kind: str
    finding: str
    code: str
    file: str
    unit_code: str
    indicator: str
    detail: str


class MissingUnit(NamedTuple):
    """A unit of the roster of which no file came in for a period and set.

    Attributes:
        period, set_id: Of what it is missing in; empty where the merge has not one record.
    """

    code: str
    name: str
    parent_name: str
    period: str = ""
    set_id: str = ""


class Candidate(NamedTuple):
    """What a conflict is between: one of the records of a unit, or one of the reviews of an answer.

    Attributes:
        file: As the user knows it.
        digest: Of the record's content, or of what decides in the review; "sha256:…".
        revision: Of the record; of a review, that of the record it stands in.
        at: When its last revision was saved, as the file has it; None where it has no history, or for a review.
        points: As scored by itself; None where a set with relative rules leaves that open, or for a review.
        record: Its copy below `records/`, by name; empty where there is none.
        says: The review; None for a record.
    """

    file: str
    digest: str
    revision: int
    at: datetime | None
    points: Decimal | None
    record: str
    says: Review | None = None


class Former(NamedTuple):
    """What was decided about a conflict before another candidate opened it again.

    Attributes:
        keep: The digest that was kept.
        file: The file it was in, as it was called then.
        by, at, reason: As the person wrote them.
        candidates: The digests there were to choose from.
    """

    keep: str
    file: str
    by: str
    at: str
    reason: str
    candidates: frozenset[str]


ConflictKey = tuple[str, str, str, str]
"""Unit code, period, set id; the indicator, where the conflict is between reviews."""


class Conflict(NamedTuple):
    """Different records for one unit, period and set; or, with an indicator, different reviews of one answer.

    Attributes:
        keep: The digest a person has chosen; empty while it is open.
        by, at, reason: Who chose, when and why, as they wrote it.
        indicator: The answer that was reviewed; empty where it is about records.
        former: What was decided before; None where nothing was.
    """

    unit_code: str
    unit_name: str
    period: str
    set_id: str
    candidates: tuple[Candidate, ...]
    keep: str = ""
    by: str = ""
    at: str = ""
    reason: str = ""
    indicator: str = ""
    former: Former | None = None

    @property
    def is_open(self) -> bool:
        """Whether it waits for a person."""
        return not self.keep

    @property
    def key(self) -> ConflictKey:
        """What it is about."""
        return self.unit_code, self.period, self.set_id, self.indicator

    @property
    def digests(self) -> frozenset[str]:
        """What there is to choose from."""
        return frozenset(one.digest for one in self.candidates)


class Merged(NamedTuple):
    """A merge as it was written.

    Attributes:
        folder: Where the files of the merge are: while tables and reports are written, the folder aside; then `--out`.
        style: Language of the merge and form of its CSV files.
        by_verified: Whether ranks come from the verified points; units without them then have no rank.
        units: Every kept record, by set, version and period, then by unit code in natural order.
        sets: The sets they were scored with, by id and version.
        missing: By code.
        conflicts: Open ones and settled ones, by unit, period and set.
        counts: How many files have each class, findings each kind; `files`, `units`, `missing`, `open`.
        latest: The latest `at` in the history of a kept record, for a workbook's `created`.
        cancelled: Whether it was stopped: then nothing was written, and the rest is empty.
        contested: Conflicts between reviews, open and settled, likewise.
    """

    folder: str
    style: CsvStyle
    by_verified: bool
    units: tuple[UnitResult, ...]
    sets: Mapping[tuple[str, str], IndicatorSet]
    missing: tuple[MissingUnit, ...]
    conflicts: tuple[Conflict, ...]
    counts: Mapping[str, int]
    latest: datetime | None = None
    cancelled: bool = False
    contested: tuple[Conflict, ...] = ()

    @property
    def lang(self) -> Lang:
        """The language of the merge."""
        return self.style.lang

    def set_of(self, unit: UnitResult) -> IndicatorSet:
        """Return the set a unit was scored with."""
        return self.sets[unit.set_id, unit.set_version]

    def tally(self) -> dict[str, int]:
        """Return the counts, with how many reviews wait for a decision, and how many decisions are not signed.

        `open_reviews` are answers with different reviews; `unsigned` decisions lack who, when or why.
        """
        decided = [one for one in (*self.conflicts, *self.contested) if not one.is_open]
        return {
            **self.counts,
            "open_reviews": sum(one.is_open for one in self.contested),
            "unsigned": sum(not (one.by and one.at and one.reason) for one in decided),
        }

    def groups(self) -> Mapping[Group, tuple[UnitResult, ...]]:
        """Return the units by what they are ranked within, in the order of `units`."""
        groups: dict[Group, list[UnitResult]] = {}
        for unit in self.units:
            groups.setdefault(unit.group, []).append(unit)
        return {group: tuple(units) for group, units in groups.items()}

    def problems(self) -> Iterator[Problem]:
        """Read `problems.csv`, row by row."""
        for cells in read_rows(os.path.join(self.folder, PROBLEMS_FILE), self.style):
            yield Problem(*cells)

    def roster_doubts(self) -> list[Problem]:
        """Read from `problems.csv` what is doubtful in the roster: it stands first there."""
        return [*takewhile(lambda one: one.kind == ROSTER, self.problems())]

    def answers(self) -> Iterator[list[str]]:
        """Read `answers.csv`, row by row, as text without guard; numbers with a decimal point."""
        return read_rows(os.path.join(self.folder, ANSWERS_FILE), self.style)


def line_results(known: IndicatorSet, unit: UnitResult) -> Iterator[LineResult]:
    """Yield every indicator of a unit, in the order of its set."""
    for indicator, cell in zip(known.indicators(), unit.lines.split(" "), strict=True):
        letter, points = cell[:1], cell[1:]
        yield LineResult(
            indicator.id,
            STATES[letter.lower()],
            Decimal(points) if points else None,
            letter.isupper(),
        )
