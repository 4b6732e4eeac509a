"""Decisions of a person, written into `decisions.toml` of the folder of results, from which the next merge reads them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from criteria.words import Lang
from scoring.merge.decisions import DECISIONS, decided, decisions_text, holds, read_decisions
from scoring.merge.merged import Conflict
from scoring.store.atomic import write_atomic


def standing(folder: str, conflicts: Sequence[Conflict]) -> tuple[Conflict, ...]:
    """Return the conflicts of a merge as the file stands now: it may have been filled in since.

    Raises:
        FaultError: The file cannot be read, or an entry makes no sense.
    """
    there = read_decisions(str(Path(folder) / DECISIONS))
    return tuple(decided(_undecided(one), there) for one in conflicts)


def settle(folder: str, conflicts: Sequence[Conflict], chosen: Conflict, lang: Lang) -> tuple[Conflict, ...]:
    """Write a decision, and return the conflicts as they stand then.

    Args:
        folder: The folder of results.
        conflicts: All conflicts of the merge, between records and between reviews.
        chosen: One of them with what was decided; without `keep` it is open again.
        lang: Of the words in the file.

    Raises:
        FaultError: The file cannot be read or written; it is as it was.
    """
    path = Path(folder) / DECISIONS
    there = read_decisions(str(path))
    now = tuple(chosen if one.key == chosen.key else decided(_undecided(one), there) for one in conflicts)
    here = {one.key for one in conflicts}
    elsewhere = (one for key, one in there.items() if key not in here)
    write_atomic(path, decisions_text((*now, *elsewhere), lang).encode())
    return now


def reopened(conflict: Conflict) -> Conflict:
    """Return a conflict without the decision that somebody has taken back; an earlier one stays told, and does not count."""
    former = conflict.former
    left = None if former is None or holds(former, conflict.digests) else former
    return conflict._replace(keep="", by="", at="", reason="", former=left)


def _undecided(conflict: Conflict) -> Conflict:
    return conflict._replace(keep="", by="", at="", reason="")
