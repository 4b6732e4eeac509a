"""The invented district of `xaso demo`: its files made, merged as an office merges them, and what came of it told."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from shlex import quote
from tempfile import TemporaryDirectory

from criteria.clean import clean_line
from criteria.faults import FaultError
from criteria.model import IndicatorSet
from criteria.typed import NamedTuple
from scoring.district import DistrictFile, district_files, set_name
from scoring.district.files import BEFORE, RECORDS, ROSTER
from scoring.merge import Merged, merge_records
from scoring.store.atomic import faults_of, write_atomic
from tui.cli.demo_lessons import lessons
from tui.cli.demo_ranking import ranking, ranks_in
from tui.cli.demo_samples import SAMPLES
from tui.cli.exit_codes import DONE, FINDINGS
from tui.cli.merge import plan_of
from tui.cli.options import Options
from tui.cli.output import indented, width
from tui.cli.progress import ProgressLine
from tui.installed import InstalledSets
from tui.speech import Speech

DISTRICT = "huyen-vi-du"
"""The folder of the district, below the one that was named."""
RESULTS = "ket-qua"
"""The folder of results, in the district's and in that of the period before."""

_NO_OFFICE = "M017"
_NEXT_LINE = " \\\n    "
"""How a command goes on in the next line."""


class _Shown(NamedTuple):
    """The district as it was merged.

    Attributes:
        merged: What came of it; None where the packages for it are missing.
        lines: What is to be printed of it.
        absent: The packages that are missing, with commas; empty where none is.
    """

    merged: Merged | None
    lines: tuple[str, ...]
    absent: str


def show_district(options: Options, installed: InstalledSets, speech: Speech) -> int:
    """Make the district and merge it, and tell what came of it; without a folder nothing of it is kept.

    Returns:
        The exit code.

    Raises:
        FaultError: The disk refused, or the folder of results is not ours.
    """
    name = set_name()
    known = installed.load(name.id, name.version)
    columns = width()
    print()
    print("=" * columns)
    print(speech("demo.district"))
    print("=" * columns)
    print("\n".join(indented(speech("demo.about"), 0, columns)))
    print()
    if not options.paths:
        with TemporaryDirectory(prefix="xaso-") as kept_for_now:
            shown = _merged(Path(kept_for_now), known, options, speech, report=False)
        _tell(shown, speech, columns)
        if shown.merged is not None:
            print("\n".join(indented(speech("demo.not_kept"), 0, columns)))
        return DONE
    folder = Path(options.paths[0])
    shown = _merged(folder / DISTRICT, known, options, speech, report=True)
    _tell(shown, speech, columns)
    for line in _where(folder, shown.merged, speech, columns):
        print(line)
    return FINDINGS if shown.absent else DONE


def _tell(shown: _Shown, speech: Speech, columns: int) -> None:
    for line in shown.lines:
        print(line)
    if shown.absent:
        sys.stdout.flush()
        key = "demo.no_merge" if shown.merged is None else "demo.no_report"
        for line in indented(speech(key, names=shown.absent), 0, columns):
            print(line, file=sys.stderr)
    if shown.lines:
        print()


def _merged(folder: Path, known: IndicatorSet, options: Options, speech: Speech, *, report: bool) -> _Shown:
    """Write the files of the district into `folder` and merge them, both periods; say what came of it."""
    with ProgressLine(speech, "demo") as line:
        line.draw(speech("demo.making"))
        _write(folder, district_files(known))
        merged, absent = _merge(folder, options, line, report=report)
    if merged is None:
        return _Shown(None, (), absent)
    before = ranks_in(str(folder / BEFORE / RESULTS), merged.style)
    columns = width()
    told = (
        *ranking(merged, before, speech, columns),
        "",
        *lessons(merged, str(folder / ROSTER), speech, columns),
    )
    return _Shown(merged, told, absent)


def _merge(folder: Path, options: Options, line: ProgressLine, *, report: bool) -> tuple[Merged | None, str]:
    """Merge the period before and this one; without the packages for a report only the tables, or nothing."""
    before = folder / BEFORE
    asked = Options("merge", lang=options.lang, home=options.home, roster=str(folder / ROSTER))
    first = asked._replace(paths=(str(before / RECORDS),), out=str(before / RESULTS))
    second = asked._replace(
        paths=(str(folder / RECORDS),), out=str(folder / RESULTS), against=str(before / RESULTS)
    )
    absent = ""
    for with_report in (True, False) if report else (False,):
        try:
            merge_records(plan_of(first._replace(no_report=not with_report)), line)
            return merge_records(plan_of(second._replace(no_report=not with_report)), line), absent
        except FaultError as error:
            names = [fault.details["names"] for fault in error.faults if fault.code == _NO_OFFICE]
            if not names:
                raise
            absent = absent or str(names[0])
    return None, absent


def _write(folder: Path, files: Iterable[DistrictFile]) -> None:
    """Write files below `folder`; one that is already there is left as it is."""
    for file in files:
        path = folder / file.name
        with faults_of(str(folder)):
            path.parent.mkdir(parents=True, exist_ok=True)
            if path.exists():
                continue
        write_atomic(path, file.data)


def _quoted(path: Path) -> str:
    """Return a path as it can be typed."""
    shown = clean_line(str(path))
    if os.name == "nt":
        return f'"{shown}"' if " " in shown else shown
    return quote(shown)


def _where(folder: Path, merged: Merged | None, speech: Speech, columns: int) -> Iterator[str]:
    """Yield where everything is, what to open first, and how to go on."""
    district = folder / DISTRICT
    pages = [] if merged is None else [district / RESULTS / name for name in ("report.html", "report.xlsx")]
    there = [page for page in pages if page.exists()]
    if there:
        yield speech("demo.open")
        yield from (f"  {clean_line(str(page))}" for page in there)
    yield speech("demo.records", folder=str(district / RECORDS))
    yield speech("demo.samples", folder=str(folder / SAMPLES))
    if merged is None:
        return
    yield ""
    yield from indented(speech("demo.go_on"), 0, columns)
    words = (
        f"xaso merge {_quoted(district / RECORDS)}",
        f"--roster {_quoted(district / ROSTER)}",
        f"--against {_quoted(district / BEFORE / RESULTS)}",
        f"--out {_quoted(district / RESULTS)}",
    )
    yield f"  {(' ' if os.name == 'nt' else _NEXT_LINE).join(words)}"
    yield from indented(speech("demo.desk"), 0, columns)
