"""The class of every file, from what all of them together say: superseded, identical, conflict, kept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from decimal import Decimal

from criteria.faults import Fault
from criteria.typed import NamedTuple
from scoring.merge.decisions import Decisions, decided
from scoring.merge.entry import Entry
from scoring.merge.merged import Candidate, Conflict

COPIED = "M512"
"""Code of what is told of a record that shares its id with another unit's."""

_Key = tuple[str, str, str]


class Classed(NamedTuple):
    """Every file with its class.

    Attributes:
        kinds: Class by place: only of the files whose class the others decide.
        beside: For a superseded or identical file, the place of the one that stands for it.
        kept: Places of the kept, in the order of `entries`.
        conflicts: By unit, period and set, with the places of their candidates.
        decided_elsewhere: Conflicts that were decided once and are none this time.
        twins: Places of files of the same content as a kept file or a candidate, one for every other id of a record:
            a newer revision of either supersedes its own alone, so that a later merge has to know both.
        copied: For a kept file or a candidate, the place of one with the same id that is of another unit.
    """

    kinds: Mapping[int, str]
    beside: Mapping[int, int]
    kept: tuple[int, ...]
    conflicts: tuple[tuple[Conflict, tuple[int, ...]], ...]
    decided_elsewhere: tuple[Conflict, ...]
    twins: frozenset[int]
    copied: Mapping[int, int]


def class_files(entries: Sequence[Entry], names: Sequence[str], decisions: Decisions) -> Classed:
    """Class the files that may be kept.

    Args:
        entries: All files, by place.
        names: Their names, by place.
        decisions: What people decided before.
    """
    able = [entry for entry in entries if entry.kind == "kept"]
    beside = {entry.place: newer.place for entry, newer in _superseded(entries)}
    kinds = dict.fromkeys(beside, "superseded")
    keyed: dict[_Key, dict[str, list[Entry]]] = {}
    for entry in able:
        if entry.place not in beside:
            keyed.setdefault(entry.key, {}).setdefault(entry.digest, []).append(entry)
    kept: list[int] = []
    twins: set[int] = set()
    conflicts: list[tuple[Conflict, tuple[int, ...]]] = []
    for by_digest in keyed.values():
        best: list[Entry] = []
        for alike in by_digest.values():
            first, *others = sorted(alike, key=lambda entry: (-entry.revision, entry.state_rank, entry.place))
            best.append(first)
            ids = {first.id}
            for entry in others:
                kinds[entry.place] = "identical"
                beside[entry.place] = first.place
                if entry.id not in ids:
                    ids.add(entry.id)
                    twins.add(entry.place)
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
    conflicts.sort(key=lambda one: one[0].key)
    here = {one.key for one, _ in conflicts}
    elsewhere = tuple(one for key, one in decisions.items() if key not in here and not one.indicator)
    shown = [entry for entry in able if kinds.get(entry.place, "kept") in {"kept", "conflict"}]
    return Classed(
        kinds,
        beside,
        tuple(sorted(kept)),
        tuple(conflicts),
        elsewhere,
        frozenset(twins),
        dict(_copied(shown)),
    )


def _superseded(entries: Sequence[Entry]) -> Iterator[tuple[Entry, Entry]]:
    """Yield every file that may be kept and has a newer revision, with the newest of those.

    A record stays one of its unit, period and set: a neighbour who copied the file, or a unit that began the next
    period with it, has the id and the history in theirs and supersedes nothing.
    """
    families: dict[tuple[str, _Key], list[Entry]] = {}
    for entry in entries:
        if entry.id and entry.kind == "kept":
            families.setdefault((entry.id, entry.key), []).append(entry)
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
            if newer_one is not None:
                yield entry, newer_one


def _copied(shown: Sequence[Entry]) -> Iterator[tuple[int, int]]:
    """Yield every file with the first one of another unit that has its id."""
    by_id: dict[str, list[Entry]] = {}
    for entry in shown:
        if entry.id:
            by_id.setdefault(entry.id, []).append(entry)
    for family in by_id.values():
        if len({entry.unit_code for entry in family}) > 1:
            for entry in family:
                yield entry.place, next(other.place for other in family if other.unit_code != entry.unit_code)


def told_as_copies(classed: Classed, entries: Sequence[Entry], names: Sequence[str]) -> dict[int, Fault]:
    """Return what is to be said of files that share their id with a file of another unit."""
    return {
        place: Fault("M512", (), {"other": names[other], "unit": entries[other].unit_code})
        for place, other in classed.copied.items()
    }


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
