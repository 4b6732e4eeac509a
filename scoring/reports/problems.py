"""What needs a person, in words: files, findings, conflicts."""

from __future__ import annotations

from collections.abc import Iterator

from criteria.clean import clean_line
from scoring.merge.merged import Conflict, Merged, Problem
from scoring.reports.wording import Wording

_DIGEST = 19
"""As much of a digest as people compare: "sha256:" and twelve digits."""


_URGENT = ("conflict", "broken", "set_unknown", "not_a_record", "draft")
"""Classes of files that are not ranked and should perhaps be: what a person looks at first."""


def problem_rows(merged: Merged, say: Wording) -> Iterator[list[str]]:
    """Yield class, finding, code, file, unit, indicator and detail of every problem, missing units left out.

    What needs a person comes first, then findings, then warnings, then copies and older files; else as in the file.
    """
    for problem in sorted(merged.problems(), key=_urgency):
        if problem.kind != "missing":
            finding = say(f"finding.{problem.finding}") if problem.finding else ""
            yield [say(f"class.{problem.kind}"), finding, *map(clean_line, problem[2:])]


def _urgency(problem: Problem) -> int:
    """Return where in a list a problem belongs, from 0."""
    if problem.kind in _URGENT:
        return _URGENT.index(problem.kind)
    if not problem.finding:
        return len(_URGENT) + 2
    return len(_URGENT) + (problem.finding == "warning")


def conflict_words(conflict: Conflict, say: Wording) -> str:
    """Return how a conflict stands."""
    if conflict.is_open:
        return say("page.conflict_open")
    keep = conflict.keep[:_DIGEST]
    return say("page.conflict_settled", keep=keep, by=conflict.by, at=conflict.at, reason=conflict.reason)
