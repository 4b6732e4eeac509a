"""What every broken file is held to: faults and nothing else, in words, at a place, in less than a second."""

import time
from collections.abc import Callable, Iterable
from pathlib import Path

from broken.records import BrokenRecord
from broken.sets import BrokenSet

from criteria.faults import Fault, FaultError, catalogue
from criteria.library import SHIPPED, find
from criteria.model import IndicatorSet
from criteria.reading import read_set
from criteria.toml import RECORD_BYTES, parse
from scoring.assessment import assess
from scoring.cases import run_cases
from scoring.record_reading import read_record

LIMIT = 1.0
"""Seconds of processor time that one file may take."""
SHOWN = 300
"""So many faults of a file are put into words; they are alike where there are more."""


def timed(work: Callable[[], Iterable[Fault]]) -> tuple[list[Fault], float]:
    """Do some reading; return the faults and the processor time it took."""
    start = time.process_time()
    try:
        faults = [*work()]
    except FaultError as error:
        faults = [*error.faults]
    return faults, time.process_time() - start


def hold_record(known: IndicatorSet, broken: BrokenRecord) -> None:
    """Read and judge a broken record."""

    def work() -> Iterable[Fault]:
        reading = read_record(parse(broken.data, "phieu.toml", most=RECORD_BYTES))
        card = assess(known, reading)
        if card is None:
            assert reading.faults
            return reading.faults
        try:
            find(card.record.set.id, card.record.set.version, [SHIPPED])
        except FaultError as error:
            check(error.faults, placed=False)
        return card.findings

    faults, taken = timed(work)
    check(faults)
    assert taken < LIMIT, broken.how


def hold_set(broken: BrokenSet, folder: Path) -> None:
    """Read a broken set, and run its cases where it can be judged with."""
    for name, data in broken.files.items():
        (folder / name).write_bytes(data)

    def work() -> Iterable[Fault]:
        reading = read_set(folder)
        assert reading.set is not None or reading.faults
        done = run_cases(reading.set, folder).faults if reading.set is not None and reading.is_sound else ()
        return (*reading.faults, *done)

    faults, taken = timed(work)
    check(faults)
    assert taken < LIMIT, broken.how


def check(faults: Iterable[Fault], *, placed: bool = True) -> None:
    """Hold every fault to a code of the catalogue, a place, and words in both languages."""
    known = catalogue()
    for fault in [*faults][:SHOWN]:
        assert fault.code in known
        assert not placed or fault.file or fault.path
        assert not placed or fault.where()
        for part in (fault.what, fault.way_out, fault.message):
            for words in (part("vi"), part("en"), fault.where()):
                assert words.strip() or not placed
                assert words.replace("\n", " ").isprintable() or not unsafe(words)


def unsafe(text: str) -> bool:
    """Tell whether a terminal would obey something in a text."""
    return any(
        ord(letter) < 32 or 0x7F <= ord(letter) < 0xA0 or letter in "\u202e\u2066\u200b\u2028"
        for letter in text
    )
