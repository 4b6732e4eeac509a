"""`xaso demo`: the sample records that come with the program, scored."""

from __future__ import annotations

from pathlib import Path
from shutil import copy2

from criteria.faults import Fault, FaultError
from scoring.assessment import assess
from scoring.samples import sample_records
from scoring.store import load_record
from tui.cli.card import card_lines
from tui.cli.options import Options
from tui.cli.output import width
from tui.installed import InstalledSets
from tui.speech import Speech


def demo(options: Options, speech: Speech) -> int:
    """Score the sample records; with a folder, copy them there first."""
    records = sample_records()
    installed = InstalledSets()
    columns = width()
    for number, path in enumerate(records, 1):
        reading = load_record(path)
        if reading.record is None:
            raise FaultError(reading.faults)
        name = reading.record.set
        card = assess(installed.load(name.id, name.version), reading)
        if card is None:
            raise FaultError(reading.faults)
        if number > 1:
            print()
        source = reading.record.assessor.name or ""
        heading = f"{number}/{len(records)}  {source}"
        print("=" * columns)
        print(heading)
        print("=" * columns)
        for line in card_lines(card, speech, columns):
            print(line)
    if options.paths:
        print()
        _copy(records, Path(options.paths[0]), speech)
    return 0


def _copy(records: tuple[Path, ...], folder: Path, speech: Speech) -> None:
    """Copy the records into `folder`, by period; a file of the same name there is left as it is."""
    try:
        for path in records:
            target = folder / path.parent.name / path.name
            target.parent.mkdir(parents=True, exist_ok=True)
            if not target.exists():
                copy2(path, target)
    except OSError as error:
        raise FaultError([Fault("F021", (), {"why": error.strerror or ""}, str(folder))]) from error
    print(speech("demo.folder", folder=folder))
    print(speech("demo.next", file=folder / records[-1].parent.name / records[-1].name))
