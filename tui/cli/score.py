"""`xaso score` and `xaso check`: records in, score cards or findings out."""

from __future__ import annotations

import sys

from criteria.faults import Fault, FaultError
from criteria.model import IndicatorSet
from scoring.assessment import assess
from scoring.record import SetName
from scoring.scorecard import ScoreCard
from scoring.store.loading import load_record
from tui.cli.card import print_card
from tui.cli.exit_codes import DONE, FINDINGS, NOTHING
from tui.cli.options import Options
from tui.cli.output import print_faults
from tui.installed import InstalledSets
from tui.speech import Speech


def score(options: Options, speech: Speech) -> int:
    """Print the score card of every record."""
    cards: list[ScoreCard] = []
    unread: list[Fault] = []
    installed = InstalledSets(options.sets, options.home)
    for path in options.paths:
        card = _card(path, installed, unread)
        if card is not None:
            cards.append(card)
    if options.json:
        from tui.cli.card_json import cards_as_json  # noqa: PLC0415 - json is not needed to print text

        print(cards_as_json(cards, speech.lang))
    else:
        for position, card in enumerate(cards):
            if position:
                print()
            print_card(card, speech)
    print_faults(unread, speech, file=sys.stderr)
    return _exit_code(cards, unread)


def check(options: Options, speech: Speech) -> int:
    """Print only what is wrong or doubtful in every record."""
    cards: list[ScoreCard] = []
    unread: list[Fault] = []
    installed = InstalledSets(options.sets, options.home)
    for path in options.paths:
        card = _card(path, installed, unread)
        if card is not None:
            cards.append(card)
            print_faults(card.findings, speech)
            if not card.findings:
                print(speech("check.sound", file=path))
    print_faults(unread, speech)
    return _exit_code(cards, unread)


def _card(path: str, installed: InstalledSets, unread: list[Fault]) -> ScoreCard | None:
    """Return the score card of one file; what leaves none is added to `unread`."""
    try:
        reading = load_record(path, name=path)
        if reading.record is None:
            unread += reading.faults
            return None
        return assess(_set_of(reading.record.set, installed), reading)
    except FaultError as error:
        unread += [fault if fault.file else fault._replace(file=path) for fault in error.faults]
        return None


def _set_of(name: SetName, installed: InstalledSets) -> IndicatorSet:
    return installed.load(name.id, name.version)


def _exit_code(cards: list[ScoreCard], unread: list[Fault]) -> int:
    if not cards:
        return NOTHING
    return FINDINGS if unread or any(card.findings for card in cards) else DONE
