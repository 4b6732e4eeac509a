"""What a merge is asked to do, and whom it tells how far it is."""

from __future__ import annotations

import os
from typing import Protocol

from criteria.model import IndicatorSet
from criteria.typed import Literal, NamedTuple
from scoring.merge.csv_text import CsvStyle

Stage = Literal["reading", "settling", "writing"]
"""What a merge is doing: reading and scoring the files, settling them against each other, writing tables and reports."""


class SetShelf(Protocol):
    """Where indicator sets come from. It goes to worker processes, so it can be pickled."""

    def load(self, set_id: str, version: str) -> IndicatorSet:
        """Return a set.

        Raises:
            FaultError: It is not at hand, or has faults.
        """
        ...


class Progress(Protocol):
    """Whom a merge tells how far it is, and who may stop it. It is called in the process that asked for the merge.

    Attributes:
        cancelled: Whether to stop. It is looked at between pieces of work; then everything stays as it was.
    """

    @property
    def cancelled(self) -> bool:
        """Whether to stop."""
        ...

    def stage(self, stage: Stage) -> None:
        """Say what begins now."""

    def files(self, done: int, total: int) -> None:
        """Say how many files are done, of how many; both count on when some are scored again."""

    def findings(self, found: int) -> None:
        """Say how many findings there are so far."""


class Silence:
    """A progress nobody listens to."""

    cancelled = False

    def stage(self, stage: Stage) -> None:
        """Do nothing."""

    def files(self, done: int, total: int) -> None:
        """Do nothing."""

    def findings(self, found: int) -> None:
        """Do nothing."""


class Stopped(Exception):  # noqa: N818 - somebody asked for it
    """Raised within a merge when its progress is cancelled."""


class MergePlan(NamedTuple):
    """What to merge, and how.

    Attributes:
        inputs: Files, folders and zips, as the user named them.
        out: The folder to write.
        sets: Where indicator sets come from.
        roster: A CSV file of the units that must report; empty for none.
        period: The label of the only period to merge; empty for all.
        decisions: A file of decisions besides the one in `out`; where both decide, it wins. Empty for none.
        against: The out folder of an earlier merge to compare with; empty for none.
        verified: Whether ranks come from verified points.
        drafts: Whether drafts are ranked too.
        report: Whether to write the workbook and the page.
        jobs: How many processes work at a time; 0 for as many as there are cores.
        style: Language, and form of the CSV files.
        version: Of xaso, for `merge.toml`.
    """

    inputs: tuple[str, ...]
    out: str
    sets: SetShelf
    roster: str = ""
    period: str = ""
    decisions: str = ""
    against: str = ""
    verified: bool = False
    drafts: bool = False
    report: bool = True
    jobs: int = 0
    style: CsvStyle = CsvStyle()
    version: str = ""


def is_first_of_its_folder(plan: MergePlan) -> bool:
    """Tell whether a plan compares with its own out folder, and no merge has written there yet."""
    if not plan.against or os.path.realpath(plan.against) != os.path.realpath(plan.out):
        return False
    return not os.path.isdir(plan.out) or not os.listdir(plan.out)
