"""The rows of a merge's summary: what needs a person first, then every group of units."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from textual.content import Content

from criteria.clean import clean_line
from scoring.merge.outputs import Ranked
from scoring.numbers import print_percent
from tui.screens.office.figures import NONE, even_points, group_title, range_text, rank_text
from tui.screens.office.outcome import GroupOutcome, Outcome, percent_of, total_of
from tui.speech import Speech
from tui.widgets.told_list import Goal, Told

NEEDS_A_PERSON = (
    "open",
    "broken",
    "set_unknown",
    "missing",
    "stranger",
    "roster_differs",
    "result_mismatch",
    "set_changed",
    "review_stale",
    "edited_by_hand",
    "fault",
)
"""Counts that somebody has to look at, the most pressing first."""
FOR_THE_RECORD = ("identical", "superseded", "draft", "not_a_record", "other_period", "warning")
_FIRST = 3


def summary_rows(outcome: Outcome, speech: Speech) -> Iterator[Told]:
    """Yield the rows."""
    counts = outcome.merged.counts
    yield _heading(speech("office.needs_person"))
    pressing = [name for name in NEEDS_A_PERSON if counts.get(name)]
    if not pressing:
        yield Told(Content(speech("office.nothing_to_do")))
    for name in pressing:
        yield _counted(name, counts[name], speech)
    if not outcome.groups:
        yield from _spaced(speech("office.no_units"))
    for number, group in enumerate(outcome.groups):
        yield from _group(outcome, number, group, speech)
    others = [name for name in FOR_THE_RECORD if counts.get(name)]
    if others:
        yield from _spaced(speech("office.for_the_record"))
    for name in others:
        yield _counted(name, counts[name], speech)
    yield from _spaced(speech("office.written"))
    yield Told(Content(clean_line(outcome.merged.folder)), goal=("export",))


def _counted(name: str, count: int, speech: Speech) -> Told:
    goals: dict[str, Goal] = {"open": ("conflicts",), "missing": ("absent",)}
    words = speech("office.to_settle" if name == "open" else f"merge.{name}")
    return Told(Content(f"{count:>5}  {words}"), goal=goals.get(name, ("problems", name)))


def _group(outcome: Outcome, number: int, group: GroupOutcome, speech: Speech) -> Iterator[Told]:
    ranked = [one for one in group.ranked if one.rank is not None]
    named = group_title(group.group, group.set, speech)
    by = speech("ranking.by_verified" if outcome.merged.by_verified else "ranking.by_self")
    yield from _spaced(named)
    yield Told(Content(speech("office.group", units=len(group.ranked), by=by)))
    if not ranked:
        yield Told(Content(speech("office.none_ranked")))
    leading = ranked[:_FIRST]
    lagging = ranked[max(_FIRST, len(ranked) - _FIRST) :]
    for key, ones in (("office.leading", leading), ("office.lagging", lagging)):
        yield from _units(key, ones, outcome, number, speech)
    if group.weakest:
        yield Told(Content.assemble((speech("office.weakest"), "bold")))
    for weak in group.weakest:
        indicator = weak.indicator
        yield Told(
            Content(clean_line(f"{indicator.id} {indicator.title.text(speech.lang)}")).pad_left(2),
            Content(print_percent(weak.reached, 1, speech.lang)),
        )


def _units(key: str, ones: Sequence[Ranked], outcome: Outcome, number: int, speech: Speech) -> Iterator[Told]:
    if ones:
        yield Told(Content.assemble((speech(key), "bold")))
    group, by_verified = outcome.groups[number], outcome.merged.by_verified
    for one in ones:
        unit = one.unit
        points = even_points(total_of(unit, by_verified=by_verified), group.set, speech)
        percent = percent_of(unit, by_verified=by_verified)
        shown = NONE if percent is None else print_percent(percent, 1, speech.lang)
        right = f"{points} ({shown}) {unit.answered}/{unit.asked}  {range_text(one, speech):<18}"
        yield Told(
            Content(f"  {rank_text(one):>4} {clean_line(unit.unit_name)}"),
            Content(right),
            goal=("unit", str(number), str(group.ranked.index(one))),
        )


def _spaced(text: str) -> Iterator[Told]:
    yield Told(Content(""), heading=True)
    yield _heading(text)


def _heading(text: str) -> Told:
    return Told(Content(clean_line(text)), heading=True)
