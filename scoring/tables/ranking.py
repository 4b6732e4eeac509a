"""The ranking: places by the total as it is printed, ties named, and how sure every place is; `ranking.csv`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

from criteria.model import IndicatorSet
from criteria.reading import natural
from scoring.merge.csv_text import CsvStyle
from scoring.merge.merged import Merged, PillarResult, UnitResult
from scoring.merge.outputs import RANKING, Ranked
from scoring.tables.firmness import rank_bounds
from scoring.tables.standing import Counted, counted, standing


def rank_units(merged: Merged) -> tuple[Ranked, ...]:
    """Rank every unit within its set, version and period: by group, then rank, then code in natural order.

    Units without a total to rank by stand last in their group.
    """
    ranked: list[Ranked] = []
    for units in merged.groups().values():
        ranked += _ranked(merged.set_of(units[0]), units, by_verified=merged.by_verified)
    return tuple(ranked)


def places(totals: Sequence[Counted]) -> list[int]:
    """Return the rank of every total, in their order: equal ones share a rank and the next is skipped (15, 15, 17).

    Compared are the points as printed, or their percentages where the maxima differ.
    """
    alike = len({total.max for total in totals}) <= 1
    figures = [total.points if alike else total.points / total.max for total in totals]
    first: dict[Decimal, int] = {}
    for place, figure in enumerate(sorted(figures, reverse=True), 1):
        first.setdefault(figure, place)
    return [first[figure] for figure in figures]


def _ranked(known: IndicatorSet, units: Sequence[UnitResult], *, by_verified: bool) -> list[Ranked]:
    placed: list[tuple[UnitResult, Counted]] = []
    others: list[UnitResult] = []
    for unit in units:
        total = counted(unit, by_verified=by_verified)
        if total is None:
            others.append(unit)
        else:
            placed.append((unit, total))
    if placed:
        totals = [total for _, total in placed]
        ranks = places(totals)
        sure = rank_bounds(standing(known, totals, ranks))
        shared = Counter(ranks)
        found = [
            Ranked(unit, rank, shared[rank], int(best), int(worst))
            for (unit, _), rank, best, worst in zip(placed, ranks, sure.best, sure.worst, strict=True)
        ]
        found.sort(key=lambda one: (one.rank, natural(one.unit.unit_code)))
    else:
        found = []
    others.sort(key=lambda unit: natural(unit.unit_code))
    return found + [Ranked(unit, None, 0, None, None) for unit in others]


def write_ranking(merged: Merged, ranked: tuple[Ranked, ...], path: str) -> None:
    """Write `ranking.csv`. A column per pillar follows; sets that have no such pillar leave it empty.

    Raises:
        OSError: The file cannot be written.
    """
    style = merged.style
    used = {(one.unit.set_id, one.unit.set_version) for one in ranked}
    pillars = dict.fromkeys(pillar.id for key in sorted(used) for pillar in merged.sets[key].pillars)
    with Path(path).open("x", encoding="utf-8", newline="") as file:
        file.write(style.head((*RANKING, *(f"pillar_{pillar}" for pillar in pillars))))
        file.writelines(
            style.row([*_cells(one, style), *_pillars(merged, one.unit, [*pillars], style)]) for one in ranked
        )


def firmness_word(one: Ranked) -> str:
    """Return `firm`, `fragile`, or nothing without a rank."""
    if one.rank is None:
        return ""
    return "firm" if one.is_firm else "fragile"


def _cells(one: Ranked, style: CsvStyle) -> list[str]:
    unit, text, number = one.unit, style.text, style.number
    return [
        number(one.rank),
        number(one.tied or None),
        number(one.best),
        number(one.worst),
        firmness_word(one),
        text(unit.unit_code),
        text(unit.unit_name),
        text(unit.parent_name),
        text(unit.set_id),
        text(unit.set_version),
        text(unit.period),
        number(unit.points),
        number(unit.max),
        number(unit.percent),
        text("" if unit.band is None else unit.band.text(style.lang)),
        text(f"{unit.answered}/{unit.asked}"),
        number(unit.verified_points),
        text(f"{unit.reviewed}/{unit.asked}"),
    ]


def _pillars(merged: Merged, unit: UnitResult, columns: list[str], style: CsvStyle) -> list[str]:
    own: dict[str, PillarResult] = dict(
        zip((pillar.id for pillar in merged.set_of(unit).pillars), unit.pillars, strict=True)
    )
    shares = (own[pillar].share if pillar in own else None for pillar in columns)
    return [style.number(None if share is None else share * 100) for share in shares]
