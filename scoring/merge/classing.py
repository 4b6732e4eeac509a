"""The class of every file, from what all of them together say: superseded, identical, conflict, kept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from decimal import Decimal

from criteria.typed import NamedTuple
from scoring.merge.decisions import ConflictKey, Decision, decided
from scoring.merge.entry import Entry
from scoring.merge.merged import Candidate, Conflict


class Classed(NamedTuple):
    """Every file with its class.

    Attributes:
        kinds: Class by place: only of the files whose class the others decide.
        beside: For a superseded or identical file, the place of the one that stands for it.
        kept: Places of the kept, in the order of `entries`.
        conflicts: By unit, period and set, with the places of their candidates.
        decided_elsewhere: Conflicts that were decided once and are none this time.
    """

    kinds: Mapping[int, str]
    beside: Mapping[int, int]
    kept: tuple[int, ...]
    conflicts: tuple[tuple[Conflict, tuple[int, ...]], ...]
    decided_elsewhere: tuple[Conflict, ...]


def class_files(
    entries: Sequence[Entry], names: Sequence[str], decisions: Mapping[ConflictKey, Decision]
) -> Classed:
    """Class the files that may be kept.

    Args:
        entries: All files, by place.
        names: Their names, by place.
        decisions: What people decided before.
    """
    able = [entry for entry in entries if entry.kind == "kept"]
    beside = {entry.place: newer.place for entry, newer in _superseded(entries)}
    kinds = dict.fromkeys(beside, "superseded")
    keyed: dict[ConflictKey, dict[str, list[Entry]]] = {}
    for entry in able:
        if entry.place not in beside:
            keyed.setdefault(entry.key, {}).setdefault(entry.digest, []).append(entry)
    kept: list[int] = []
    conflicts: list[tuple[Conflict, tuple[int, ...]]] = []
    for by_digest in keyed.values():
        best: list[Entry] = []
        for alike in by_digest.values():
            first = min(alike, key=lambda entry: (-entry.revision, entry.state_rank, entry.place))
            best.append(first)
            for entry in alike:
                if entry is not first:
                    kinds[entry.place] = "identical"
                    beside[entry.place] = first.place
        if len(best) == 1:
            kept.append(best[0].place)
            continue
        best.sort(key=lambda entry: entry.digest)
        conflict = decided(_conflict(best, names), decisions)
        conflicts.append((conflict, tuple(entry.place for entry in best)))
        for entry in best:
            if conflict.keep == f"sha256:{entry.digest}":
                kept.append(entry.place)
            else:
                kinds[entry.place] = "conflict"
    conflicts.sort(key=lambda one: (one[0].unit_code, one[0].period, one[0].set_id))
    here = {(one.unit_code, one.period, one.set_id) for one, _ in conflicts}
    elsewhere = tuple(decision.conflict for key, decision in decisions.items() if key not in here)
    return Classed(kinds, beside, tuple(sorted(kept)), tuple(conflicts), elsewhere)


def _superseded(entries: Sequence[Entry]) -> Iterator[tuple[Entry, Entry]]:
    """Yield every file that may be kept and has a newer revision, with the newest of those."""
    families: dict[str, list[Entry]] = {}
    for entry in entries:
        if entry.id and entry.kind in {"kept", "other_period"}:
            families.setdefault(entry.id, []).append(entry)
    for family in families.values():
        if len(family) == 1:
            continue
        by_state = {f"{entry.revision}:{entry.digest}": entry for entry in family}
        newest: dict[str, Entry] = {}
        for newer in sorted(family, key=lambda entry: (entry.revision, -entry.place)):
            for state in newer.earlier.split():
                earlier = by_state.get(state)
                if earlier is not None and earlier.revision < newer.revision:
                    newest[state] = newer
        for entry in family:
            newer_one = newest.get(f"{entry.revision}:{entry.digest}")
            if newer_one is not None and entry.kind == "kept":
                yield entry, newer_one


def _conflict(best: Sequence[Entry], names: Sequence[str]) -> Conflict:
    first = best[0]
    return Conflict(
        first.unit_code,
        min(entry.unit_name for entry in best),
        first.period,
        first.set_id,
        tuple(_candidate(entry, names[entry.place]) for entry in best),
    )


def _candidate(entry: Entry, name: str) -> Candidate:
    scores = entry.scores
    return Candidate(
        name,
        f"sha256:{entry.digest}",
        entry.revision,
        datetime.fromisoformat(entry.at) if entry.at else None,
        Decimal(scores.points) if scores is not None and not scores.awaiting else None,
        entry.record,
    )
