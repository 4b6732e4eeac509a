"""The sample records that come with the program: three real communes and an invented one. They are scored, never ranked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from shutil import copyfile

from criteria.clean import clean_line
from criteria.faults import FaultError
from scoring.assessment import assess
from scoring.numbers import print_points
from scoring.samples import sample_records
from scoring.scorecard import ScoreCard
from scoring.store.loading import load_record
from tui.cli.card import band_of, card_lines, head_line
from tui.cli.output import width
from tui.installed import InstalledSets
from tui.speech import Speech

SAMPLES = "phieu-mau"
"""The folder of the sample records, below the one that was named."""


def copy_samples(folder: str) -> tuple[str, ...]:
    """Copy the sample records below `folder`, by period; a file that is already there is left as it is.

    Returns:
        Where they stand.

    Raises:
        FaultError: The disk refused.
    """
    from scoring.store.atomic import faults_of  # noqa: PLC0415 - only a demo that copies needs it

    targets = []
    for path in map(Path, sample_records()):
        target = Path(folder, SAMPLES, path.parent.name, path.name)
        with faults_of(folder):
            target.parent.mkdir(parents=True, exist_ok=True)
            if not target.exists():
                copyfile(path, target)
        targets.append(str(target))
    return tuple(targets)


def score_samples(installed: InstalledSets, speech: Speech, copied: Sequence[str] | None) -> None:
    """Print the score card of every sample record, and a summary.

    Args:
        installed: The sets.
        speech: The words.
        copied: Where copies of them stand; None where there are none.
    """
    columns = width()
    cards: list[ScoreCard] = []
    records = sample_records()
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
    print(speech("demo.next", file=(copied or records)[-1]))


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
