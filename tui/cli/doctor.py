"""`xaso doctor`: what on this computer will not work, and what to do about it."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from datetime import datetime

from criteria.clean import clean_line
from tui.cli.exit_codes import DONE, FINDINGS
from tui.cli.options import Options
from tui.cli.output import indented, width
from tui.folders import Folders
from tui.health.finding import Finding
from tui.health.places import places
from tui.health.shelf import shelf
from tui.health.terminal import terminal
from tui.health.versions import versions
from tui.installed import InstalledSets
from tui.preflight import here
from tui.settings import read_settings
from tui.speech import Speech

_MARK = 8
_MOST_FAULTS = 5


def doctor(options: Options, speech: Speech) -> int:
    """Examine terminal, folders, versions, sets and settings; 1 if something needs a person."""
    folders = Folders(options.home)
    settings = read_settings(folders.settings)
    today = datetime.now().astimezone().date()
    parts = {
        "part_terminal": terminal(here(), sys.getfilesystemencoding(), speech),
        "part_places": places(folders, settings.settings),
        "part_versions": versions(today=today),
        "part_shelf": shelf(folders, settings, InstalledSets(options.sets, options.home)),
    }
    ill = notes = 0
    for heading, part in parts.items():
        findings = [*part]
        print(speech(f"doctor.{heading}"))
        for line in lines_of(findings, speech, width()):
            print(line)
        print()
        ill += sum(finding.weight == "ill" for finding in findings)
        notes += sum(finding.weight == "note" for finding in findings)
    key = "sum_ill" if ill else "sum_notes" if notes else "sum_fine"
    print(speech(f"doctor.{key}", ill=ill, notes=notes))
    return FINDINGS if ill else DONE


def lines_of(findings: Iterable[Finding], speech: Speech, columns: int) -> Iterator[str]:
    """Yield findings as lines: its weight in a word, what was found, the faults behind it, what to do."""
    for finding in findings:
        said = indented(clean_line(finding.what(speech)), _MARK + 2, columns)
        mark = speech(f"doctor.{finding.weight}")
        yield f"  {mark:<{_MARK}}{said[0][_MARK + 2 :]}"
        yield from said[1:]
        for fault in finding.faults[:_MOST_FAULTS]:
            told = f"{fault.code} {fault.where()}: {fault.message(speech.lang)}"
            yield from indented(clean_line(told), _MARK + 2, columns)
        way_out = finding.way_out(speech)
        if way_out is not None:
            yield from indented(f"→ {clean_line(way_out)}", _MARK + 2, columns)
