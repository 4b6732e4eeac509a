"""The rows of a merge's summary: what needs a person first, then every group of units."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from textual.content import Content

from criteria.clean import clean_line
from scoring.merge.changed import fallers, risers
from scoring.merge.outputs import Ranked
from tui.moves import mover, since
from tui.screens.office.figures import even_points, group_title, percent_text, range_text, rank_text
from tui.screens.office.outcome import GroupOutcome, Outcome, percent_of, total_of
from tui.speech import Speech
from tui.widgets.told_list import Goal, Told

NEEDS_A_PERSON = (
    "open",
    "open_reviews",
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
    "unsigned",
)
"""Counts that somebody has to look at, the most pressing first."""
FOR_THE_RECORD = ("identical", "superseded", "draft", "not_a_record", "other_period", "warning")
_WHY_NOT = {"draft": "office.drafts_wait", "other_period": "office.period_wrong"}
"""Why nothing was ranked, where files of this class are all there is."""
_FIRST = 3
_WARNINGS: Goal = ("problems", "warning")


def summary_rows(outcome: Outcome, speech: Speech) -> Iterator[Told]:
    """Yield the rows."""
    counts = waiting(outcome)
    yield _heading(speech("office.needs_person"))
    pressing = [name for name in (*NEEDS_A_PERSON, *_kept_out(outcome)) if counts.get(name)]
    if not pressing:
        yield Told(Content(speech("office.nothing_to_do")))
    for name in pressing:
        yield _counted(name, counts[name], speech)
    if not outcome.groups:
        why = tuple(Content(speech(_WHY_NOT[name])) for name in filter(counts.get, _kept_out(outcome)))
        yield Told(Content(""), heading=True)
        yield Told(Content.assemble((speech("office.no_units"), "bold")), more=why)
    for number, group in enumerate(outcome.groups):
        yield from _group(outcome, number, group, speech)
    yield from _doubts(outcome, speech)
    others = [name for name in FOR_THE_RECORD if counts.get(name) and name not in pressing]
    if others:
        yield from _spaced(speech("office.for_the_record"))
    for name in others:
        yield _counted(name, counts[name], speech)
    yield from _spaced(speech("office.written"))
    yield Told(Content(clean_line(outcome.merged.folder)), goal=("export",))


def waiting(outcome: Outcome) -> dict[str, int]:
    """Return the counts, with what waits for a decision about reviews, and decisions that say too little."""
    merged = outcome.merged
    decided = [one for one in (*merged.conflicts, *merged.contested) if not one.is_open]
    return {
        **merged.counts,
        "open_reviews": sum(one.is_open for one in merged.contested),
        "unsigned": sum(not (one.by and one.at and one.reason) for one in decided),
    }


def _kept_out(outcome: Outcome) -> Sequence[str]:
    """Return what somebody has to look at because nothing at all was ranked."""
    return () if outcome.groups else tuple(_WHY_NOT)


def _counted(name: str, count: int, speech: Speech) -> Told:
    goals: dict[str, Goal] = {
        **dict.fromkeys(("open", "open_reviews", "unsigned"), ("conflicts",)),
        "missing": ("absent",),
    }
    own = {"open": "office.to_settle", "open_reviews": "office.reviews_to_settle"}
    words = speech(own.get(name, f"merge.{name}"))
    return Told(Content(f"{count:>5}  {words}"), goal=goals.get(name, ("problems", name)))


def _group(outcome: Outcome, number: int, group: GroupOutcome, speech: Speech) -> Iterator[Told]:
    ranked = [one for one in group.ranked if one.rank is not None]
    named = group_title(group.group, group.set, speech)
    by = speech("ranking.by_verified" if outcome.merged.by_verified else "ranking.by_self")
    yield from _spaced(named)
    yield Told(Content(speech("office.group", units=len(group.ranked), by=by)), goal=("ranking", str(number)))
    if not ranked:
        yield Told(Content(speech("office.none_ranked")))
    elif len(ranked) < len(group.ranked):
        yield Told(Content(speech("office.unranked", n=len(group.ranked) - len(ranked))))
    leading = ranked[:_FIRST]
    lagging = ranked[max(_FIRST, len(ranked) - _FIRST) :]
    for key, ones in (("office.leading", leading), ("office.lagging", lagging)):
        yield from _units(key, ones, outcome, number, speech)
    yield from _movers(number, group, speech)
    if group.weakest:
        said = "office.weakest_self" if outcome.merged.by_verified else "office.weakest"
        yield Told(Content.assemble((speech(said), "bold")))
    for weak in group.weakest:
        indicator = weak.indicator
        yield Told(
            Content(clean_line(f"{indicator.id} {indicator.title.text(speech.lang)}")).pad_left(2),
            Content(percent_text(weak.reached, speech)),
        )


def _units(key: str, ones: Sequence[Ranked], outcome: Outcome, number: int, speech: Speech) -> Iterator[Told]:
    if ones:
        yield Told(Content.assemble((speech(key), "bold")))
    group, by_verified = outcome.groups[number], outcome.merged.by_verified
    for one in ones:
        unit = one.unit
        points = even_points(total_of(unit, by_verified=by_verified), group.set, speech)
        percent = percent_of(unit, by_verified=by_verified)
        shown = percent_text(percent, speech)
        right = f"{points} ({shown}) {unit.answered}/{unit.asked}  {range_text(one, speech):<18}"
        yield Told(
            Content(f"  {rank_text(one):>4} {clean_line(unit.unit_name)}"),
            Content(right),
            goal=("unit", str(number), str(group.ranked.index(one))),
        )


def _movers(number: int, group: GroupOutcome, speech: Speech) -> Iterator[Told]:
    """Yield who gained and who lost the most since the earlier merge."""
    if group.changes is None:
        return
    changes = [*group.changes.values()]
    yield Told(
        Content.assemble((speech("moves.title"), "bold")),
        more=(Content(since(changes, speech)),),
        goal=("changes", str(number)),
    )
    places = {one.unit.unit_code: at for at, one in enumerate(group.ranked)}
    for heading, ones in (
        ("moves.rising", risers(changes, _FIRST)),
        ("moves.falling", fallers(changes, _FIRST)),
    ):
        if ones:
            yield Told(Content.assemble((speech(heading), "bold")))
        for one in ones:
            right = mover(one, speech, named=False)
            yield Told(
                Content(f"  {clean_line(one.named.unit_name)}"),
                Content(right),
                goal=("unit", str(number), str(places[one.named.unit_code])),
            )


def _doubts(outcome: Outcome, speech: Speech) -> Iterator[Told]:
    """Yield what is doubtful in the roster."""
    if outcome.doubts:
        yield from _spaced(speech("merge.roster_doubts"))
    for doubt in outcome.doubts[:_FIRST]:
        yield Told(Content(clean_line(doubt.file)), more=(Content(clean_line(doubt.detail)),), goal=_WARNINGS)
    more = len(outcome.doubts) - _FIRST
    if more > 0:
        yield Told(Content(speech("merge.more_doubts", n=more)), goal=_WARNINGS)


def _spaced(text: str) -> Iterator[Told]:
    yield Told(Content(""), heading=True)
    yield _heading(text)


def _heading(text: str) -> Told:
    return Told(Content(clean_line(text)), heading=True)
