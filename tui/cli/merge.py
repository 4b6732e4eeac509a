"""`xaso merge`: many records in, one folder of results out, and on the screen what a person has to know of it."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from criteria.clean import clean_line
from scoring.merge import Merged, MergePlan, merge_records
from scoring.merge.changed import CHANGES_FILE, Change, changes_in, chronology, fallers, risers
from scoring.merge.csv_text import CsvStyle, parse_number, read_rows
from scoring.merge.folder import read_manifest
from scoring.merge.merged import UnitResult
from scoring.merge.merging import PAGE_FILE
from scoring.merge.outputs import RANKING
from scoring.numbers import print_percent, print_points
from scoring.periods import parse_period, title
from tui.cli.exit_codes import DONE, FINDINGS, USAGE
from tui.cli.options import Options
from tui.cli.output import indented, width
from tui.cli.progress import ProgressLine
from tui.installed import InstalledSets
from tui.moves import mover, since
from tui.speech import Speech

_FIRST = 3
_WEAKEST = 5
_DOUBTS = 6
"""Warnings about the roster that are told here; all stand in `problems.csv`."""
_NEEDS_A_PERSON = (
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
"""Counts that somebody has to look at."""
_COUNT = 7
"""Columns of a count and the room before it."""
_FOR_THE_RECORD = ("identical", "superseded", "draft", "not_a_record", "other_period", "warning")


def merge(options: Options, speech: Speech) -> int:
    """Merge what was named; the folder of results has to be named too."""
    if not options.out:
        print(speech("merge.needs_out"), file=sys.stderr)
        return USAGE
    if options.period and parse_period(options.period) is None:
        print(speech("merge.bad_period", period=options.period), file=sys.stderr)
        return USAGE
    plan = plan_of(options)
    ranked_then = ranked_by_verified(plan.against)
    try:
        with ProgressLine(speech, "merge", counting="merge.reading") as progress:
            merged = merge_records(plan, progress)
    except KeyboardInterrupt:
        print(speech("merge.stopped"), file=sys.stderr)
        raise
    for line in summary(merged, speech, width(), [*remarks(plan, merged, ranked_then, speech)]):
        print(line)
    return FINDINGS if not merged.units or any(waiting(merged).values()) else DONE


def remarks(
    plan: MergePlan,
    merged: Merged,
    ranked_then: bool | None,  # noqa: FBT001 - what the earlier merge was asked, or nothing
    speech: Speech,
) -> Iterator[str]:
    """Yield what has to be known of how this was merged: what it could be compared with, which periods there are."""
    if plan.against and not os.path.exists(os.path.join(merged.folder, CHANGES_FILE)):
        yield speech("merge.first_of_its_folder", folder=clean_line(plan.against))
    elif ranked_then is not None and ranked_then != plan.verified:
        yield speech("merge.verified_since" if plan.verified else "merge.verified_then")
    periods = dict.fromkeys(group.period for group in merged.groups())
    if len(periods) > 1:
        yield speech("merge.several_periods", periods=", ".join(sorted(periods, key=chronology)))
    if plan.drafts:
        yield speech("merge.with_drafts")


def plan_of(options: Options) -> MergePlan:
    """Return what the options ask for."""
    from importlib.metadata import version  # noqa: PLC0415 - only a merge writes it down

    return MergePlan(
        inputs=options.paths,
        out=options.out or "",
        sets=InstalledSets(options.sets, options.home),
        roster=options.roster or "",
        period=options.period or "",
        decisions=options.decisions or "",
        against=options.against or "",
        verified=options.verified,
        drafts=options.drafts,
        report=not options.no_report,
        jobs=options.jobs or 0,
        style=CsvStyle(options.lang, options.raw),
        version=version("xaso"),
    )


def ranked_by_verified(folder: str) -> bool | None:
    """Tell whether the ranks of an earlier merge come from verified points; None where that is not known."""
    told = (read_manifest(folder) or {}).get("verified") if folder else None
    return told if isinstance(told, bool) else None


def waiting(merged: Merged) -> dict[str, int]:
    """Return how much of every kind waits for a person."""
    tally = merged.tally()
    return {name: tally.get(name, 0) for name in _NEEDS_A_PERSON}


def summary(merged: Merged, speech: Speech, columns: int, mind: Sequence[str] = ()) -> Iterator[str]:
    """Yield what a merge came to: how many, who leads and lags, what is weakest, what needs a person, where it is."""
    counts = merged.counts
    yield speech("merge.done", units=counts.get("units", 0), files=counts.get("files", 0))
    if not merged.units:
        yield from indented(speech("merge.none_ranked"), 0, columns)
        if counts.get("other_period"):
            yield from indented(speech("merge.wrong_period", n=counts["other_period"]), 0, columns)
    for remark in mind:
        yield from indented(remark, 0, columns)
    ranking = [
        dict(zip(RANKING, row, strict=False))
        for row in read_rows(os.path.join(merged.folder, "ranking.csv"), merged.style)
    ]
    changed = changes_in(merged.folder, merged.style, merged.groups())
    for group, units in merged.groups().items():
        known = merged.sets[group.set_id, group.set_version]
        period = parse_period(group.period)
        yield ""
        yield from indented(
            speech(
                "merge.group",
                set=clean_line(known.title.text(speech.lang)),
                version=group.set_version,
                period=group.period if period is None else title(period, speech.lang),
                units=len(units),
            ),
            0,
            columns,
        )
        own = [
            row
            for row in ranking
            if (row["set_id"], row["set_version"], row["period"]) == tuple(group) and row["rank"]
        ]
        yield from _ends(own, merged, speech, columns)
        if merged.by_verified and len(own) < len(units):
            told = speech("merge.unverified" if own else "merge.none_verified", n=len(units) - len(own))
            yield from indented(told, 0, columns)
        yield from _weakest(merged, units, speech, columns)
        if changed is not None:
            yield from _movers(changed[group], speech, columns)
    yield ""
    yield from _doubts(merged, speech, columns)
    yield from _counted(merged, speech, columns)
    yield speech("merge.folder", folder=clean_line(merged.folder))
    page = os.path.join(merged.folder, PAGE_FILE)
    if os.path.exists(page):
        yield speech("merge.open_first", page=clean_line(page))


def _ends(rows: Sequence[Mapping[str, str]], merged: Merged, speech: Speech, columns: int) -> Iterator[str]:
    """Yield the first and the last of a ranking; units of one name are told apart by their codes."""
    named = Counter(row["unit_name"] for row in rows)
    first = rows[:_FIRST]
    last = rows[max(_FIRST, len(rows) - _FIRST) :]
    for heading, shown in (("merge.leading", first), ("merge.lagging", last)):
        if shown:
            yield speech(heading)
        for row in shown:
            name = row["unit_name"]
            points, verified = (
                print_points(parse_number(row[column], merged.style) or Decimal(0), speech.lang)
                for column in ("points", "verified_points")
            )
            told = speech(
                "merge.place_verified" if merged.by_verified else "merge.place",
                rank=row["rank"],
                name=name if named[name] == 1 else f"{name} ({row['unit_code']})",
                points=points,
                verified=verified,
                coverage=row["verified_coverage" if merged.by_verified else "coverage"],
                firmness=speech(f"merge.{row['firmness'] or 'fragile'}"),
            )
            yield from indented(told, 2, columns)


def _weakest(merged: Merged, units: Sequence[UnitResult], speech: Speech, columns: int) -> Iterator[str]:
    """Yield the indicators of which the least is reached."""
    from scoring.tables.indicators import indicator_statistics, weakest  # noqa: PLC0415 - NumPy comes with it

    known = merged.set_of(units[0])
    found = weakest(indicator_statistics(known, units), _WEAKEST)
    if found:
        yield speech("merge.weakest")
    for one in found:
        if one.reached is not None:
            reached = print_percent(one.reached, 1, speech.lang)
            name = clean_line(one.indicator.title.text(speech.lang))
            line = speech("merge.weak", id=one.indicator.id, title=name, reached=reached)
            yield from indented(line, 2, columns)


def _movers(changes: list[Change], speech: Speech, columns: int) -> Iterator[str]:
    """Yield who gained and who lost the most since the earlier merge."""
    if not any(one.then for one in changes):
        yield from indented(speech("merge.nothing_then"), 0, columns)
        return
    yield from indented(since(changes, speech), 0, columns)
    for heading, shown in (
        ("moves.rising", risers(changes, _FIRST)),
        ("moves.falling", fallers(changes, _FIRST)),
    ):
        if shown:
            yield speech(heading)
        for one in shown:
            yield from indented(mover(one, speech), 2, columns)


def _doubts(merged: Merged, speech: Speech, columns: int) -> Iterator[str]:
    """Yield what is doubtful in the roster."""
    doubts = merged.roster_doubts()
    if doubts:
        yield speech("merge.roster_doubts")
    for doubt in doubts[:_DOUBTS]:
        yield from indented(doubt.detail, 2, columns)
    if doubts[_DOUBTS:]:
        yield from indented(speech("merge.more_doubts", n=len(doubts) - _DOUBTS), 2, columns)


def _counted(merged: Merged, speech: Speech, columns: int) -> Iterator[str]:
    """Yield how many files and findings there are of every kind that occurs."""
    pressing = waiting(merged)
    for heading, counts in (
        ("merge.needs_person", pressing),
        ("merge.for_the_record", {name: merged.counts.get(name, 0) for name in _FOR_THE_RECORD}),
    ):
        present = {name: count for name, count in counts.items() if count}
        if present:
            yield speech(heading)
        for name, count in present.items():
            told, *more = indented(speech(f"merge.{name}"), _COUNT + 2, columns)
            yield f"{count:>{_COUNT}}{told[_COUNT:]}"
            yield from more
    if merged.units and not any(pressing.values()):
        yield speech("merge.nothing_to_do")
