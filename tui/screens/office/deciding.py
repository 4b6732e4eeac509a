"""Decisions about conflicts, written into `decisions.toml` of the folder of results, from which the next merge reads them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from criteria.words import Lang
from scoring.merge.decisions import DECISIONS, decided, decisions_text, read_decisions
from scoring.merge.merged import Conflict
from scoring.store.atomic import write_atomic


def standing(folder: str, conflicts: Sequence[Conflict]) -> tuple[Conflict, ...]:
    """Return conflicts as the file stands now: it may have been filled in since the merge.

    Raises:
        FaultError: The file cannot be read, or an entry makes no sense.
    """
    there = read_decisions(str(Path(folder) / DECISIONS))
    return tuple(decided(_open(one), there) for one in conflicts)


def settle(folder: str, conflicts: Sequence[Conflict], chosen: Conflict, lang: Lang) -> tuple[Conflict, ...]:
    """Write a decision, and return the conflicts as they stand then.

    Args:
        folder: The folder of results.
        conflicts: All conflicts of the merge.
        chosen: One of them with what was decided; without `keep` it is open again.
        lang: Of the words in the file.

    Raises:
        FaultError: The file cannot be read or written; it is as it was.
    """
    path = Path(folder) / DECISIONS
    there = read_decisions(str(path))
    now = tuple(chosen if _key(one) == _key(chosen) else decided(_open(one), there) for one in conflicts)
    here = {_key(one) for one in conflicts}
    elsewhere = (decision.conflict for key, decision in there.items() if key not in here)
    write_atomic(path, decisions_text((*now, *elsewhere), lang).encode())
    return now


def reopened(conflict: Conflict) -> Conflict:
    """Return a conflict without its decision."""
    return _open(conflict)


def _open(conflict: Conflict) -> Conflict:
    return conflict._replace(keep="", by="", at="", reason="")


def _key(conflict: Conflict) -> tuple[str, str, str]:
    return conflict.unit_code, conflict.period, conflict.set_id
