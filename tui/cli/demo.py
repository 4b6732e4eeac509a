"""`xaso demo`: the sample records that come with the program, scored."""

from __future__ import annotations

import os
from collections.abc import Iterator
from shutil import copyfile

from criteria.clean import clean_line
from criteria.faults import FaultError
from scoring.assessment import assess
from scoring.numbers import print_points
from scoring.samples import sample_records
from scoring.scorecard import ScoreCard
from scoring.store.loading import load_record
from tui.cli.card import band_of, card_lines, head_line
from tui.cli.options import Options
from tui.cli.output import width
from tui.installed import InstalledSets
from tui.speech import Speech


def demo(options: Options, speech: Speech) -> int:
    """Score the sample records; with a folder, copy them there first."""
    records = sample_records()
    if options.paths:
        _copy(records, options.paths[0])
    installed = InstalledSets()
    columns = width()
    cards: list[ScoreCard] = []
    for number, path in enumerate(records, 1):
        reading = load_record(path)
        if reading.record is None:
            raise FaultError(reading.faults)
        name = reading.record.set
        card = assess(installed.load(name.id, name.version), reading)
        if card is None:
            raise FaultError(reading.faults)
        cards.append(card)
        print("=" * columns)
        print(f"{number}/{len(records)}  {clean_line(reading.record.assessor.name or '')}")
        print("=" * columns)
        for line in card_lines(card, speech, columns):
            print(line)
        print()
    for line in _summary(cards, speech, columns):
        print(line)
    print()
    if options.paths:
        print(speech("demo.folder", folder=options.paths[0]))
        records = tuple(_beneath(path, options.paths[0]) for path in records)
    print(speech("demo.next", file=records[-1]))
    return 0


def _summary(cards: list[ScoreCard], speech: Speech, columns: int) -> Iterator[str]:
    """Yield one line per card: the commune, its points, how much of the record is filled in, the band."""
    yield speech("demo.summary")
    for card in cards:
        totals, coverage = card.totals, card.coverage
        points = f"{print_points(totals.points, speech.lang)}/{print_points(totals.max, speech.lang)}"
        result = speech(
            "demo.row",
            points=points,
            answered=coverage.answered,
            asked=coverage.asked,
            band=band_of(card, speech, short=True),
        )
        yield head_line(f"  {clean_line(card.record.unit.name)}", result, columns)


def _beneath(path: str, folder: str) -> str:
    """Return where a record stands below `folder`: in the folder of its period."""
    return os.path.join(folder, os.path.basename(os.path.dirname(path)), os.path.basename(path))


def _copy(records: tuple[str, ...], folder: str) -> None:
    """Copy the records into `folder`, by period; a file that is already there is left as it is."""
    from scoring.store.atomic import faults_of  # noqa: PLC0415 - only a demo that copies needs it

    for path in records:
        target = _beneath(path, folder)
        with faults_of(folder):
            os.makedirs(os.path.dirname(target), exist_ok=True)
            if not os.path.exists(target):
                copyfile(path, target)
