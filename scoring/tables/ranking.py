"""The ranking: places by the total as it is printed, ties named, and how sure every place is; `ranking.csv`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Protocol

from criteria.model import IndicatorSet
from criteria.reading import natural
from criteria.typed import NamedTuple
from scoring.merge.csv_text import CsvStyle
from scoring.merge.merged import Merged, PillarResult, UnitResult
from scoring.merge.outputs import RANKING, Ranked
from scoring.tables.firmness import Bounds, rank_bounds
from scoring.tables.standing import Counted, counted, standing


class Beside(Protocol):
    """Has something done while this process goes on, and returns what waits for the result."""

    def __call__(self, errand: Callable[[], Bounds], /) -> Callable[[], Bounds]:
        """Begin an errand."""


def rank_units(merged: Merged) -> tuple[Ranked, ...]:
    """Rank every unit within its set, version and period: by group, then rank, then code in natural order.

    Units without a total to rank by stand last in their group.
    """
    return begin_ranking(merged, lambda errand: errand)()


def begin_ranking(merged: Merged, beside: Beside) -> Callable[[], tuple[Ranked, ...]]:
    """Begin to rank as `rank_units` does, and return what comes to the end of it.

    Args:
        merged: The units.
        beside: Where to ask how sure the ranks are: that takes longest, and needs nothing else.
    """
    groups = [
        _placed(merged.set_of(units[0]), units, beside, by_verified=merged.by_verified)
        for units in merged.groups().values()
    ]
    return lambda: tuple(one for group in groups for one in _ranked(group))


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


class _Group(NamedTuple):
    """The units of a group that have a rank, their ranks, and what waits for the bounds of these; and the others."""

    placed: Sequence[UnitResult]
    ranks: Sequence[int]
    sure: Callable[[], Bounds] | None
    others: Sequence[UnitResult]


def _placed(known: IndicatorSet, units: Sequence[UnitResult], beside: Beside, *, by_verified: bool) -> _Group:
    placed: list[tuple[UnitResult, Counted]] = []
    others: list[UnitResult] = []
    for unit in units:
        total = counted(unit, by_verified=by_verified)
        if total is None:
            others.append(unit)
        else:
            placed.append((unit, total))
    totals = [total for _, total in placed]
    ranks = places(totals)
    sure = beside(partial(rank_bounds, standing(known, totals, ranks))) if placed else None
    return _Group([unit for unit, _ in placed], ranks, sure, others)


def _ranked(group: _Group) -> list[Ranked]:
    found: list[Ranked] = []
    if group.sure is not None:
        sure, shared = group.sure(), Counter(group.ranks)
        found += [
            Ranked(unit, rank, shared[rank], best, worst)
            for unit, rank, best, worst in zip(
                group.placed, group.ranks, sure.best.tolist(), sure.worst.tolist(), strict=True
            )
        ]
        found.sort(key=lambda one: (one.rank, natural(one.unit.unit_code)))
    others = sorted(group.others, key=lambda unit: natural(unit.unit_code))
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
        style.quotient(unit.percent),
        text("" if unit.band is None else unit.band.text(style.lang)),
        style.part(unit.answered, unit.asked),
        number(unit.verified_points),
        style.part(unit.reviewed, unit.asked),
    ]


def _pillars(merged: Merged, unit: UnitResult, columns: list[str], style: CsvStyle) -> list[str]:
    own: dict[str, PillarResult] = dict(
        zip((pillar.id for pillar in merged.set_of(unit).pillars), unit.pillars, strict=True)
    )
    shares = [own[pillar].share if pillar in own else None for pillar in columns]
    return [style.quotient(None if share is None else share * 100) for share in shares]
