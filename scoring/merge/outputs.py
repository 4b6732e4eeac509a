"""The files that a merge writes besides its own: what `scoring.tables` and `scoring.reports` are asked for.

They are imported when a merge has been scored, and not before. Every function writes one new file at `path` (the
folder aside, not yet in place) and depends on nothing but its arguments: no clock, no folder order. Each may raise `OSError`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from criteria.typed import NamedTuple
from scoring.merge.changed import Change
from scoring.merge.merged import Merged, UnitResult

RANKING = (
    "rank",
    "tied",
    "best_rank",
    "worst_rank",
    "firmness",
    "unit_code",
    "unit_name",
    "parent_name",
    "set_id",
    "set_version",
    "period",
    "points",
    "max",
    "percent",
    "band",
    "coverage",
    "verified_points",
    "verified_coverage",
)
"""Columns of `ranking.csv`; then follow `pillar_<id>`."""
ANSWERS = (
    "unit_code",
    "period",
    "set_id",
    "set_version",
    "indicator",
    "state",
    "points",
    "max",
    "verified_points",
    "difference",
    "status",
    "value",
    "of",
    "percent",
    "reason",
)
"""Columns of `answers.csv`."""
PROBLEMS = ("class", "finding", "code", "file", "unit_code", "indicator", "detail")
"""Columns of `problems.csv`."""


class Ranked(NamedTuple):
    """A unit with its place in its group (set, version, period).

    Attributes:
        rank: From 1; equal totals share a rank and the next is skipped. None where a ranking by verified points
            finds none.
        tied: How many units share the rank, itself included; 0 without a rank.
        best, worst: The bounds of its rank with every pillar's weight free within ±25 %; None without a rank.
    """

    unit: UnitResult
    rank: int | None
    tied: int
    best: int | None
    worst: int | None

    @property
    def is_firm(self) -> bool:
        """Whether the bounds are within two places: hạng vững, else hạng mong manh."""
        return self.best is not None and self.worst is not None and self.worst - self.best <= 2


class RankUnits(Protocol):
    """`scoring.tables.rank_units`: by group, then rank, then code in natural order; those without a rank last."""

    def __call__(self, merged: Merged) -> tuple[Ranked, ...]:
        """Do it."""
        ...


class WriteRanking(Protocol):
    """`scoring.tables.write_ranking`: `ranking.csv`, in the order given. Pandas is not needed for it."""

    def __call__(self, merged: Merged, ranked: tuple[Ranked, ...], path: str) -> None:
        """Do it."""
        ...


class WriteIndicators(Protocol):
    """`scoring.tables.write_indicators`: `indicators.csv`."""

    def __call__(self, merged: Merged, path: str) -> None:
        """Do it."""
        ...


class WriteChanges(Protocol):
    """`scoring.tables.write_changes`: `changes.csv`, from what `scoring.tables.changes_since` found."""

    def __call__(self, merged: Merged, found: Sequence[Change], path: str) -> None:
        """Do it."""
        ...


class WriteReport(Protocol):
    """`scoring.reports.write_workbook` and `scoring.reports.write_page`: `report.xlsx`, `report.html`.

    `changes` are those against an earlier merge; None where there was none to compare with.
    """

    def __call__(
        self,
        merged: Merged,
        ranked: tuple[Ranked, ...],
        path: str,
        changes: Sequence[Change] | None = None,
    ) -> None:
        """Do it."""
        ...
