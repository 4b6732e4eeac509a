"""The results of an earlier merge, read back from its folder to be looked at. Nothing is written, nothing scored again.

What the files do not tell stays empty: kind, class and the office's code of a unit, the digest of its record, and
which answers named evidence. Percentages of verified pillars are put together from the verified lines.
"""

from __future__ import annotations

import csv
import os
import re
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal, InvalidOperation
from typing import TypeVar

from criteria.faults import Fault, FaultError, catalogue
from criteria.model import IndicatorSet
from criteria.toml import unopened
from criteria.typed import Any, NamedTuple
from criteria.words import Lang
from scoring.merge.changed import PILLAR
from scoring.merge.csv_text import CsvStyle, parse_number, read_rows, unguarded
from scoring.merge.decisions import DECISIONS, read_decisions
from scoring.merge.folder import read_manifest
from scoring.merge.merged import (
    ANSWERS_FILE,
    LETTERS,
    PROBLEMS_FILE,
    Conflict,
    Merged,
    MissingUnit,
    PillarResult,
    UnitResult,
)
from scoring.merge.outputs import RANKING, Ranked
from scoring.merge.plan import Progress, SetShelf, Silence, Stopped
from scoring.merge.record_name import record_name

T = TypeVar("T")
RANKING_FILE = "ranking.csv"
_HUNDRED = Decimal(100)
_ZERO = Decimal(0)
_ASKED_WHEN = 5000
"""Rows of answers after which is asked whether to stop."""


class Reopened(NamedTuple):
    """An earlier merge.

    Attributes:
        merged: What it found, as far as its files tell.
        ranked: Its ranking, in the order of its file.
        other_sets: Titles of sets that are not the same here as they were then: words and maxima may differ.
        roster: Whether a roster was used.
    """

    merged: Merged
    ranked: tuple[Ranked, ...]
    other_sets: tuple[str, ...]
    roster: bool


_Key = tuple[str, str, str]
"""Unit code, period, set id."""


class _Lines(NamedTuple):
    """What `answers.csv` says of one unit: a cell of `UnitResult.lines` per indicator, and its verified points of how many."""

    cells: dict[str, str]
    verified: dict[str, tuple[Decimal, Decimal]]


def reopen(folder: str, sets: SetShelf, progress: Progress | None = None) -> Reopened:
    """Read the results of a merge.

    Args:
        folder: The folder they were written to.
        sets: Where indicator sets come from.
        progress: Who may stop it.

    Raises:
        FaultError: The folder holds no results (M018), they are not as they were written (M019), a set is not at hand,
            or the system refuses.
        Stopped: Somebody asked for it.
    """
    listener: Progress = Silence() if progress is None else progress
    if not os.path.isdir(folder):
        raise FaultError([Fault("F001", file=folder)])
    table = read_manifest(folder)
    absent = [
        name
        for name in (RANKING_FILE, ANSWERS_FILE, PROBLEMS_FILE)
        if not os.path.isfile(os.path.join(folder, name))
    ]
    if table is None or absent:
        raise FaultError([Fault("M018", file=folder)])
    listener.stage("reading")
    return _reopened(folder, _Manifest(table), sets, listener)


class _Manifest:
    """What `merge.toml` tells, as far as it makes sense.

    Attributes:
        style: How the CSV files were written.
        inputs: Every input that came in as a table.
    """

    def __init__(self, table: Mapping[str, Any]) -> None:
        lang: Lang = "en" if table.get("lang") == "en" else "vi"
        self.style = CsvStyle(lang, raw=table.get("raw") is True)
        self.by_verified = table.get("verified") is True
        self.roster = bool(table.get("roster"))
        counts = table.get("counts")
        self.counts = (
            {str(name): count for name, count in counts.items() if type(count) is int}
            if isinstance(counts, dict)
            else {}
        )
        self.inputs = [one for one in _listed(table, "inputs") if isinstance(one, dict)]
        self.sets = [
            (str(one.get("id")), str(one.get("version")), str(one.get("digest")))
            for one in _listed(table, "sets")
            if isinstance(one, dict)
        ]

    def files(self) -> dict[str, str]:
        """Return the kept files by the names of their copies."""
        return {
            str(one.get("record")): str(one.get("file")) for one in self.inputs if one.get("class") == "kept"
        }

    def records(self) -> dict[str, str]:
        """Return the copies by the names of their files."""
        return {str(one.get("file")): str(one["record"]) for one in self.inputs if "record" in one}


def _listed(table: Mapping[str, Any], key: str) -> list[Any]:
    found = table.get(key)
    return found if isinstance(found, list) else []


def _reopened(folder: str, manifest: _Manifest, shelf: SetShelf, progress: Progress) -> Reopened:
    sets = {(set_id, version): shelf.load(set_id, version) for set_id, version, _ in manifest.sets}
    other = [
        sets[set_id, version].title.text(manifest.style.lang)
        for set_id, version, digest in manifest.sets
        if sets[set_id, version].digest != digest
    ]
    lines = _told(folder, ANSWERS_FILE, lambda path: _lines(path, manifest.style, progress))
    ranked = _told(folder, RANKING_FILE, lambda path: [*_ranked(path, manifest, sets, lines)])
    missing = _told(folder, PROBLEMS_FILE, lambda path: [*_missing(path, manifest.style)])
    decided = _conflicts(folder, manifest)
    merged = Merged(
        folder,
        manifest.style,
        manifest.by_verified,
        tuple(one.unit for one in ranked),
        sets,
        tuple(missing),
        tuple(one for one in decided if not one.indicator),
        manifest.counts,
        contested=tuple(one for one in decided if one.indicator),
    )
    return Reopened(merged, tuple(ranked), tuple(other), manifest.roster)


def _told(folder: str, name: str, read: Callable[[str], T]) -> T:
    """Return what a file tells.

    Raises:
        FaultError: It cannot be read, or is not as it was written (M019).
    """
    path = os.path.join(folder, name)
    try:
        return read(path)
    except OSError as error:
        raise FaultError([unopened(path, error)]) from error
    except (ValueError, LookupError, TypeError, InvalidOperation, csv.Error) as error:
        raise FaultError([Fault("M019", file=path)]) from error


# --- answers


def _lines(path: str, style: CsvStyle, progress: Progress) -> dict[_Key, _Lines]:
    """Return the answers of every unit."""
    found: dict[_Key, _Lines] = {}
    letters = {str(state): letter for state, letter in LETTERS.items()}
    for number, cells in enumerate(read_rows(path, style)):
        if number % _ASKED_WHEN == 0 and progress.cancelled:
            raise Stopped
        unit, period, set_id, _, indicator, state, points, most, verified, *_ = cells
        lines = found.setdefault((unit, period, set_id), _Lines({}, {}))
        lines.cells[indicator] = letters[state] + (points if style.raw else points.replace(",", "."))
        got, of = parse_number(verified, style), parse_number(most, style)
        if got is not None and of:
            lines.verified[indicator] = (got, of)
    return found


def _cells(known: IndicatorSet, lines: _Lines) -> str:
    """Return the cells of a unit in the order of its set; an indicator that was not there then was not asked."""
    return " ".join(lines.cells.get(indicator.id, LETTERS["not_asked"]) for indicator in known.indicators())


def _verified_pillars(known: IndicatorSet, lines: _Lines) -> tuple[PillarResult, ...]:
    """Return the verified points of every pillar, without bonus and penalty, of those that could be."""
    found = []
    for pillar in known.pillars:
        pairs = [
            lines.verified[one.id] for one in pillar.indicators if one.in_maximum and one.id in lines.verified
        ]
        found.append(PillarResult(sum((got for got, _ in pairs), _ZERO), sum((of for _, of in pairs), _ZERO)))
    return tuple(found)


# --- ranking


def _ranked(
    path: str,
    manifest: _Manifest,
    sets: Mapping[tuple[str, str], IndicatorSet],
    lines: Mapping[_Key, _Lines],
) -> Iterator[Ranked]:
    style = manifest.style
    files = manifest.files()
    records = {name.rpartition("_")[0]: name for name in files}
    with open(path, encoding="utf-8-sig", newline="") as file:
        rows = csv.DictReader(file, delimiter=style.delimiter, strict=True)
        if tuple(rows.fieldnames or ())[: len(RANKING)] != RANKING:
            raise ValueError(path)
        for row in rows:
            known = sets[unguarded(row["set_id"]), unguarded(row["set_version"])]
            unit = _unit(row, known, style)
            own = lines.get((unit.unit_code, unit.period, unit.set_id), _Lines({}, {}))
            record = records.get(
                record_name(unit.unit_code, unit.period, unit.set_id, "").rpartition("_")[0], ""
            )
            verified = unit.verified_points is not None
            yield Ranked(
                unit._replace(
                    lines=_cells(known, own),
                    verified_pillars=_verified_pillars(known, own) if verified else (),
                    verified_max=unit.max if verified else None,
                    record=record,
                    file=files.get(record, ""),
                ),
                _whole(row["rank"]),
                _whole(row["tied"]) or 0,
                _whole(row["best_rank"]),
                _whole(row["worst_rank"]),
            )


def _unit(row: Mapping[str, str], known: IndicatorSet, style: CsvStyle) -> UnitResult:
    """Return what the ranking says of a unit."""
    answered, asked = _part(row["coverage"])
    reviewed, _ = _part(row["verified_coverage"])
    titles = {band.title.text(style.lang): band.title for band in known.bands}
    return UnitResult(
        unit_code=unguarded(row["unit_code"]),
        unit_name=unguarded(row["unit_name"]),
        unit_kind="",
        parent_code="",
        parent_name=unguarded(row["parent_name"]),
        unit_class="",
        set_id=known.id,
        set_version=known.version,
        period=unguarded(row["period"]),
        points=parse_number(row["points"], style) or _ZERO,
        max=parse_number(row["max"], style) or _ZERO,
        band=titles.get(unguarded(row["band"])),
        answered=answered,
        asked=asked,
        reviewed=reviewed,
        pillars=tuple(_pillar(row.get(f"{PILLAR}{pillar.id}"), style) for pillar in known.pillars),
        verified_points=parse_number(row["verified_points"], style),
        verified_max=None,
        verified_pillars=(),
        file="",
        record="",
        digest="",
        lines="",
    )


def _pillar(cell: str | None, style: CsvStyle) -> PillarResult:
    percent = parse_number(cell or "", style)
    return PillarResult(_ZERO, _ZERO) if percent is None else PillarResult(percent, _HUNDRED)


def _part(cell: str) -> tuple[int, int]:
    """Return both figures of "5/12 …"."""
    done, _, asked = cell.split(" ", maxsplit=1)[0].partition("/")
    return int(done), int(asked)


def _whole(cell: str) -> int | None:
    return int(cell) if cell else None


# --- what needs a person


def _missing(path: str, style: CsvStyle) -> Iterator[MissingUnit]:
    """Yield the missing units; their names are taken out of the sentences that tell of them."""
    template = re.escape(catalogue()["M506"][style.lang]["what"])
    sentence = re.compile(re.sub(r"\\{(\w+)\\}", r"(?P<\1>.*?)", template))
    for kind, _, _, _, code, _, detail in read_rows(path, style):
        if kind == "missing":
            told = sentence.match(detail)
            name, period, set_id = told.group("name", "period", "set") if told else (detail, "", "")
            yield MissingUnit(code, name, "", period, set_id)


def _conflicts(folder: str, manifest: _Manifest) -> tuple[Conflict, ...]:
    """Return the conflicts as they stand in the file of decisions, those about records that came in."""
    records = manifest.records()
    came_in = {str(one.get("file")) for one in manifest.inputs}
    there = read_decisions(os.path.join(folder, DECISIONS), undecided=True)
    return tuple(
        conflict._replace(
            candidates=tuple(one._replace(record=records.get(one.file, "")) for one in conflict.candidates)
        )
        for _, conflict in sorted(there.items())
        if any(one.file in came_in for one in conflict.candidates)
    )
