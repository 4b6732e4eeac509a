"""What needs a person, in words: files, findings, conflicts."""

from __future__ import annotations

from collections.abc import Iterator

from criteria.clean import clean_line
from scoring.merge.merged import Conflict, Merged
from scoring.reports.wording import Wording

_DIGEST = 19
"""As much of a digest as people compare: "sha256:" and twelve digits."""


def problem_rows(merged: Merged, say: Wording) -> Iterator[list[str]]:
    """Yield class, finding, code, file, unit, indicator and detail of every problem, missing units left out."""
    for problem in merged.problems():
        if problem.kind != "missing":
            finding = say(f"finding.{problem.finding}") if problem.finding else ""
            yield [say(f"class.{problem.kind}"), finding, *map(clean_line, problem[2:])]


def conflict_words(conflict: Conflict, say: Wording) -> str:
    """Return how a conflict stands."""
    if conflict.is_open:
        return say("page.conflict_open")
    keep = conflict.keep[:_DIGEST]
    return say("page.conflict_settled", keep=keep, by=conflict.by, at=conflict.at, reason=conflict.reason)
