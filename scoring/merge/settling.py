"""What only all files together tell of a kept record: reviews in other files of it, and the figures of all units."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from criteria.typed import NamedTuple
from scoring.merge.clerk import Again
from scoring.merge.entry import Entry
from scoring.merge.inputs import InputFile
from scoring.rules_applied import Span

_GroupKey = tuple[str, str, str]


class Settling(NamedTuple):
    """What is to be scored again.

    Attributes:
        tasks: One per record.
        donors: Places of the files whose reviews belong to a kept record.
    """

    tasks: tuple[Again, ...]
    donors: frozenset[int]


def to_settle(entries: Sequence[Entry], kept: Iterable[int], files: Sequence[InputFile]) -> Settling:
    """Return the kept records that have to be scored again, and with what."""
    chosen = [entries[place] for place in kept]
    donors = _donors(entries, chosen)
    spans = _spans(chosen)
    tasks = [
        Again(
            entry.place,
            files[entry.place],
            tuple(files[place] for place in donors.get(entry.place, ())),
            spans.get(_group(entry), {}),
        )
        for entry in chosen
        if entry.place in donors or (entry.scores is not None and entry.scores.awaiting)
    ]
    return Settling(tuple(tasks), frozenset(place for places in donors.values() for place in places))


def _donors(entries: Sequence[Entry], chosen: Sequence[Entry]) -> dict[int, list[int]]:
    """Return, for a kept file, the other files of the same record that hold other reviews."""
    with_reviews: dict[str, list[Entry]] = {}
    for entry in entries:
        if entry.id and entry.reviews and entry.kind == "kept":
            with_reviews.setdefault(entry.id, []).append(entry)
    donors: dict[int, list[int]] = {}
    for entry in chosen:
        for other in with_reviews.get(entry.id, ()):
            same = other.key == entry.key or entry.comes_from(other)
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
