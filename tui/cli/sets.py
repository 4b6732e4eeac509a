"""`xaso sets`: list, show, check, start and add indicator sets."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from shutil import copyfile, rmtree

from criteria.clean import clean_line
from criteria.faults import Fault, FaultError
from criteria.model import IndicatorSet
from criteria.reading import SetReading, read_set
from scoring.cases import run_cases
from scoring.numbers import print_points
from scoring.store.atomic import faults_of
from tui.cli.exit_codes import DONE, FINDINGS, NOTHING
from tui.cli.options import Options
from tui.cli.output import print_faults, width
from tui.cli.set_text import set_lines
from tui.installed import InstalledSets
from tui.speech import Speech

_CRITERIA = Path(__file__).parents[2] / "criteria"


def list_sets(options: Options, speech: Speech) -> int:
    """List the sets at hand."""
    installed = InstalledSets(options.sets, options.home)
    added = installed.added()
    print(speech("sets.header"))
    ill = False
    for place in installed.all():
        reading = read_set(place.folder)
        if reading.set is None or not reading.is_sound:
            ill = True
            print(clean_line(f"{place.id} {place.version}"))
            print_faults(reading.faults, speech)
            continue
        most = speech("sets.max_points", points=print_points(reading.set.max_points, speech.lang))
        mark = f" · {speech('sets.added')}" if place.folder.startswith(added) else ""
        print(f"  {reading.set.id} {reading.set.version} · {most}{mark}")
        print(f"      {clean_line(reading.set.title.text(speech.lang))}")
    return FINDINGS if ill else DONE


def show_set(options: Options, speech: Speech) -> int:
    """Print one set."""
    set_id, _, version = options.paths[0].partition("@")
    installed = InstalledSets(options.sets, options.home)
    known = installed.named(set_id, version or None)
    for line in set_lines(known, speech, width()):
        print(line)
    return DONE


def check_sets(options: Options, speech: Speech) -> int:
    """Check sets and run their worked examples."""
    worst = DONE
    for path in options.paths:
        worst = max(worst, _checked(Path(path), speech))
    return worst


def new_set(options: Options, speech: Speech) -> int:
    """Write a sample set into a folder that is empty or does not exist yet."""
    folder = Path(options.paths[0])
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise FaultError([Fault("C007", file=str(folder))])
    _copy([*(_CRITERIA / "template").glob("*.toml"), *(_CRITERIA / "schema").glob("*.json")], folder)
    print(speech("sets.created", folder=str(folder)))
    return DONE


def add_set(options: Options, speech: Speech) -> int:
    """Check a set and add it to those at hand."""
    folder = Path(options.paths[0])
    reading = read_set(folder)
    known = _usable(reading)
    run = run_cases(known, folder)
    if any(not fault.is_warning for fault in run.faults):
        raise FaultError(run.faults)
    installed = InstalledSets((), options.home)
    if any((place.id, place.version) == (known.id, known.version) for place in installed.all()):
        raise FaultError([Fault("C006", (), {"word": f"{known.id} {known.version}"}, str(folder))])
    target = Path(installed.added(), known.id, known.version)
    _copy(folder.glob("*.toml"), target)
    print(speech("sets.added_to", id=known.id, version=known.version, folder=str(target)))
    return DONE


def _usable(reading: SetReading) -> IndicatorSet:
    if reading.set is None or not reading.is_sound:
        raise FaultError(reading.faults)
    return reading.set


def _copy(files: Iterable[Path], target: Path) -> None:
    """Copy the files of a set beside their place and move them there, so that no half of one is ever found.

    Only plain files are taken: a link could lead anywhere.
    """
    beside = target.with_name(f".{target.name}.new")
    with faults_of(str(target)):
        try:
            rmtree(beside, ignore_errors=True)
            beside.mkdir(parents=True)
            for path in files:
                if path.is_file() and not path.is_symlink():
                    copyfile(path, beside / path.name)
            if target.exists():
                target.rmdir()
            beside.rename(target)
        finally:
            rmtree(beside, ignore_errors=True)


def _checked(folder: Path, speech: Speech) -> int:
    reading = read_set(folder)
    if reading.set is None or not reading.is_sound:
        print_faults(reading.faults, speech)
        faults = [fault for fault in reading.faults if not fault.is_warning]
        print(speech("sets.unsound", folder=str(folder), n=len(faults)))
        return NOTHING
    known = reading.set
    run = run_cases(known, folder)
    doubts = (*reading.faults, *run.faults)
    print_faults(doubts, speech)
    names = {"folder": str(folder), "id": known.id, "version": known.version, "n": run.run}
    failed = [fault for fault in doubts if not fault.is_warning]
    if failed:
        print(speech("sets.unsound", folder=str(folder), n=len(failed)))
        return NOTHING
    if doubts:
        print(speech("sets.doubtful", doubts=len(doubts), **names))
        return FINDINGS
    print(speech("sets.sound", **names))
    return DONE
