"""`xaso merge`: many records in, one folder of results out, and on the screen what a person has to know of it."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from time import monotonic

from criteria.clean import clean_line
from scoring.merge import Merged, MergePlan, merge_records
from scoring.merge.csv_text import CsvStyle, parse_number, read_rows
from scoring.merge.merged import UnitResult
from scoring.merge.outputs import RANKING
from scoring.merge.plan import Stage
from scoring.numbers import print_percent, print_points
from scoring.periods import parse_period, title
from tui.cli.exit_codes import DONE, FINDINGS, USAGE
from tui.cli.options import Options
from tui.cli.output import indented, width
from tui.installed import InstalledSets
from tui.speech import Speech

_FIRST = 3
_WEAKEST = 5
_BETWEEN = 0.1
"""Seconds between two drawings of the progress."""
_NEEDS_A_PERSON = (
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
"""Counts that somebody has to look at."""
_FOR_THE_RECORD = ("identical", "superseded", "draft", "not_a_record", "other_period", "warning")


def merge(options: Options, speech: Speech) -> int:
    """Merge what was named; the folder of results has to be named too."""
    if not options.out:
        print(speech("merge.needs_out"), file=sys.stderr)
        return USAGE
    if options.period and parse_period(options.period) is None:
        print(speech("merge.bad_period", period=options.period), file=sys.stderr)
        return USAGE
    progress = _Line(speech)
    try:
        merged = merge_records(plan_of(options), progress)
    finally:
        progress.end()
    for line in summary(merged, speech, width()):
        print(line)
    return FINDINGS if any(merged.counts.get(name) for name in _NEEDS_A_PERSON) else DONE


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


class _Line:
    """The progress as one line that is written over; nothing where messages do not go to a terminal."""

    cancelled = False

    def __init__(self, speech: Speech) -> None:
        self._speech = speech
        self._shown = sys.stderr.isatty()
        self._begun = self._drawn = monotonic()
        self._found = 0
        self._length = 0

    def stage(self, stage: Stage) -> None:
        """Show what begins."""
        if stage != "reading":
            self._draw(self._speech(f"merge.{stage}"))

    def files(self, done: int, total: int) -> None:
        """Show how many files are done, and how long the others will take."""
        now = monotonic()
        if now - self._drawn < _BETWEEN and done < total:
            return
        self._drawn = now
        left = (now - self._begun) * (total - done) / max(1, done)
        self._draw(
            self._speech("merge.reading", done=done, total=total, found=self._found, seconds=round(left))
        )

    def findings(self, found: int) -> None:
        """Take note of how many findings there are."""
        self._found = found

    def end(self) -> None:
        """Wipe the line."""
        self._draw("")

    def _draw(self, line: str) -> None:
        if self._shown:
            print(f"\r{line:<{self._length}}\r{line}", end="", file=sys.stderr, flush=True)
            self._length = len(line)


def summary(merged: Merged, speech: Speech, columns: int) -> Iterator[str]:
    """Yield what a merge came to: how many, who leads and lags, what is weakest, what needs a person, where it is."""
    counts = merged.counts
    yield speech("merge.done", units=counts.get("units", 0), files=counts.get("files", 0))
    ranking = [
        dict(zip(RANKING, row, strict=False))
        for row in read_rows(os.path.join(merged.folder, "ranking.csv"), merged.style)
    ]
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
        yield from _ends(own, merged.style, speech, columns)
        yield from _weakest(merged, units, speech, columns)
    yield ""
    yield from _counted(merged, speech, columns)
    yield from indented(speech("merge.folder", folder=merged.folder), 0, columns)


def _ends(rows: Sequence[Mapping[str, str]], style: CsvStyle, speech: Speech, columns: int) -> Iterator[str]:
    """Yield the first and the last of a ranking."""
    first = rows[:_FIRST]
    last = rows[max(_FIRST, len(rows) - _FIRST) :]
    for heading, shown in (("merge.leading", first), ("merge.lagging", last)):
        if shown:
            yield speech(heading)
        for row in shown:
            points = parse_number(row["points"], style) or Decimal(0)
            verified = parse_number(row["verified_points"], style)
            told = speech(
                "merge.place",
                rank=row["rank"],
                name=row["unit_name"],
                points=print_points(points, speech.lang),
                verified="" if verified is None else print_points(verified, speech.lang),
                coverage=row["coverage"],
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


def _counted(merged: Merged, speech: Speech, columns: int) -> Iterator[str]:
    """Yield how many files and findings there are of every kind that occurs."""
    for heading, names in (
        ("merge.needs_person", _NEEDS_A_PERSON),
        ("merge.for_the_record", _FOR_THE_RECORD),
    ):
        present = [(name, merged.counts[name]) for name in names if merged.counts.get(name)]
        if present:
            yield speech(heading)
        for name, count in present:
            yield from indented(f"{count:>5}  {speech(f'merge.{name}')}", 2, columns)
    if not any(merged.counts.get(name) for name in _NEEDS_A_PERSON):
        yield speech("merge.nothing_to_do")
