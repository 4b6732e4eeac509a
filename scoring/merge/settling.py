"""What only all files together tell of a kept record: reviews in other files of it, and the figures of all units."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from criteria.typed import NamedTuple
from scoring.merge.classing import Classed
from scoring.merge.clerk import Again
from scoring.merge.decisions import Decisions, decided
from scoring.merge.entry import Entry
from scoring.merge.inputs import InputFile
from scoring.merge.merged import Candidate, Conflict
from scoring.merge.reviews import Choice
from scoring.rules_applied import Span

_GroupKey = tuple[str, str, str]


class Settling(NamedTuple):
    """What is to be scored again.

    Attributes:
        tasks: One per record.
        beside: Places of the files that are to stay beside a record, below `records/`: those whose reviews belong to
            it, or may once a conflict is settled, and those with its content under another id.
        donors: Of a task's record, the places of the files whose reviews it gets, in the order of `Again.donors`.
    """

    tasks: tuple[Again, ...]
    beside: frozenset[int]
    donors: Mapping[int, Sequence[int]]


def to_settle(
    entries: Sequence[Entry], classed: Classed, files: Sequence[InputFile], decisions: Decisions
) -> Settling:
    """Return the kept records that have to be scored again, and with what."""
    chosen = [entries[place] for place in classed.kept]
    waiting = [
        entries[place] for conflict, places in classed.conflicts if conflict.is_open for place in places
    ]
    donors = _donors(entries, [*chosen, *waiting])
    spans = _spans(chosen)
    choices = _choices(decisions)
    tasks = [
        Again(
            entry.place,
            files[entry.place],
            tuple(files[place] for place in donors.get(entry.place, ())),
            spans.get(_group(entry), {}),
            choices.get(entry.key, {}),
        )
        for entry in chosen
        if entry.place in donors or (entry.scores is not None and entry.scores.awaiting)
    ]
    beside = {place for places in donors.values() for place in places}
    return Settling(tuple(tasks), frozenset(beside | classed.twins), donors)


def contested(
    settling: Settling, entries: Sequence[Entry], names: Sequence[str], decisions: Decisions
) -> tuple[Conflict, ...]:
    """Return the conflicts between reviews that scoring again has found, with what was decided about them."""
    conflicts = []
    for task in settling.tasks:
        entry = entries[task.place]
        places = (task.place, *settling.donors.get(task.place, ()))
        for indicator, reviews in entry.contested:
            candidates = tuple(
                Candidate(
                    names[places[one.place]],
                    one.digest,
                    entries[places[one.place]].revision,
                    None,
                    None,
                    "",
                    one.says,
                )
                for one in reviews
            )
            found = Conflict(*entry.key[:1], _name(entry), *entry.key[1:], candidates, indicator=indicator)
            conflicts.append(decided(found, decisions))
    return tuple(sorted(conflicts, key=lambda one: one.key))


def with_copies(
    conflicts: Iterable[Conflict], names: Sequence[str], records: Mapping[int, str]
) -> tuple[Conflict, ...]:
    """Return conflicts whose candidates know their copies below `records/`, by the places of their files."""
    copies = {names[place]: record for place, record in records.items()}
    return tuple(
        one._replace(
            candidates=tuple(each._replace(record=copies.get(each.file, "")) for each in one.candidates)
        )
        for one in conflicts
    )


def reviews_decided_elsewhere(decisions: Decisions, found: Iterable[Conflict]) -> tuple[Conflict, ...]:
    """Return the conflicts between reviews that were decided once and are none this time."""
    here = {one.key for one in found}
    return tuple(one for key, one in decisions.items() if one.indicator and key not in here)


def _name(entry: Entry) -> str:
    return entry.unit_name if entry.scores is None else entry.scores.unit[1]


def _choices(decisions: Decisions) -> dict[tuple[str, str, str], dict[str, Choice]]:
    """Return what was decided about reviews, by unit, period and set, then by indicator."""
    choices: dict[tuple[str, str, str], dict[str, Choice]] = {}
    for key, told in decisions.items():
        if told.indicator:
            choice = _choice(told)
            if choice is not None:
                choices.setdefault(key[:3], {})[told.indicator] = choice
    return choices


def _choice(told: Conflict) -> Choice | None:
    if told.keep:
        return Choice(told.keep, told.by, told.digests)
    former = told.former
    return None if former is None else Choice(former.keep, former.by, former.candidates)


def _donors(entries: Sequence[Entry], chosen: Sequence[Entry]) -> dict[int, list[int]]:
    """Return, for a kept file, the files of the same content or of earlier states of its record that hold other reviews."""
    with_reviews: dict[str, list[Entry]] = {}
    for entry in entries:
        if entry.id and entry.reviews and entry.kind == "kept":
            with_reviews.setdefault(entry.id, []).append(entry)
    donors: dict[int, list[int]] = {}
    for entry in chosen:
        for other in with_reviews.get(entry.id, ()):
            same = other.key == entry.key and (other.digest == entry.digest or entry.comes_from(other))
            if same and other.place != entry.place and other.reviews != entry.reviews:
                donors.setdefault(entry.place, []).append(other.place)
    return donors


def _group(entry: Entry) -> _GroupKey:
    return entry.set_id, entry.set_version, entry.period


def _spans(chosen: Iterable[Entry]) -> dict[_GroupKey, Mapping[str, Span]]:
    """Return the lowest and highest figure of every line that waits for them, by set, version and period."""
    found: dict[_GroupKey, dict[str, Span]] = {}
    for entry in chosen:
        for indicator, figure in _awaiting(entry):
            spans = found.setdefault(_group(entry), {})
            known = spans.get(indicator, Span(figure, figure))
            spans[indicator] = Span(min(known.lowest, figure), max(known.highest, figure))
    return {**found}


def _awaiting(entry: Entry) -> Iterator[tuple[str, Decimal]]:
    if entry.scores is not None:
        for cell in entry.scores.awaiting.split():
            indicator, _, figure = cell.rpartition("=")
            yield indicator, Decimal(figure)
