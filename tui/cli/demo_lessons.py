"""What a receiving office meets among its records, as it was met in this merge: one line each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from criteria.clean import clean_line
from scoring.merge import Merged
from scoring.merge.known_units import read_known_units
from scoring.numbers import print_points
from tui.cli.demo_ranking import rows_of
from tui.cli.output import indented
from tui.speech import Speech

_TOLD = (
    "identical",
    "superseded",
    "conflict",
    "settled",
    "broken",
    "missing",
    "stranger",
    "roster_differs",
    "edited_by_hand",
    "set_unknown",
    "not_a_record",
    "draft",
)
"""Kinds of files and findings, in the order told."""


def lessons(merged: Merged, roster: str, speech: Speech, columns: int) -> Iterator[str]:
    """Yield what was met, with the unit it was met at; then reviews, ties, and ranks that are not firm.

    Args:
        merged: The merge, in its place.
        roster: The path of its roster.
        speech: The words.
        columns: The room.
    """
    yield speech("demo.met")
    names = {unit.unit_code: unit.unit_name for unit in merged.units}
    names |= {code: unit.name for code, unit in read_known_units(roster).units.items()}
    for line in (*_files(merged, names, speech), *_reviews(merged, speech), *_ranks(merged, speech)):
        yield from indented(line, 2, columns)


def _files(merged: Merged, names: Mapping[str, str], speech: Speech) -> Iterator[str]:
    """Yield each kind of trouble once for each unit."""
    reviewed = {unit.unit_code for unit in merged.units if unit.verified_points is not None}
    waiting = {conflict.unit_code for conflict in merged.conflicts if conflict.is_open}
    met: dict[tuple[str, str], tuple[str, str]] = {}
    for problem in merged.problems():
        kind = problem.finding or problem.kind
        if kind == "conflict" and problem.unit_code not in waiting:
            kind = "settled"
        if kind == "identical" and problem.unit_code in reviewed:
            continue  # the copy that the reviewers sent back
        about = problem.unit_code or problem.file
        met.setdefault((kind, about), (names.get(problem.unit_code, about), problem.file))
    for told in _TOLD:
        for (kind, _), (name, file) in met.items():
            if kind == told:
                yield speech(f"demo.{kind}", unit=clean_line(name), file=file)


def _reviews(merged: Merged, speech: Speech) -> Iterator[str]:
    for unit in merged.units:
        if unit.verified_points is not None:
            yield speech(
                "demo.reviewed",
                unit=clean_line(unit.unit_name),
                verified=print_points(unit.verified_points, speech.lang),
                points=print_points(unit.points, speech.lang),
            )


def _ranks(merged: Merged, speech: Speech) -> Iterator[str]:
    """Yield who share a rank, and how many ranks are not firm."""
    ranked = [row for row in rows_of(merged.folder, merged.style) if row["rank"]]
    shared: dict[tuple[str, str, str, str], list[str]] = {}
    for row in ranked:
        place = (row["set_id"], row["set_version"], row["period"], row["rank"])
        shared.setdefault(place, []).append(clean_line(row["unit_name"]))
    for (*_, rank), units in shared.items():
        if len(units) > 1:
            yield speech("demo.tied", rank=rank, units=", ".join(units))
    fragile = sum(row["firmness"] == "fragile" for row in ranked)
    if fragile:
        yield speech("demo.not_firm", units=fragile, all=len(ranked))
