"""A record that was read, judged by the set it names: the score card with everything that needs a person."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from criteria.faults import Fault
from criteria.model import IndicatorSet
from scoring.judge import judge
from scoring.numbers import round_half_up
from scoring.quick import Quick
from scoring.record import Record
from scoring.record_reading import RecordReading
from scoring.rules_applied import Span
from scoring.scorecard import ScoreCard

_SHOWN = Decimal("0.005")


def assess(
    known: IndicatorSet,
    reading: RecordReading,
    spans: Mapping[str, Span] | None = None,
    quick: Quick | None = None,
) -> ScoreCard | None:
    """Judge what a file says; None where it holds no record.

    The findings of the card are those of the file, of the set it names, of the answers, and of the result it states,
    each with file and line.
    """
    record = reading.record
    if record is None:
        return None
    card = judge(
        known,
        record,
        spoilt=reading.spoilt,
        spoilt_facts=reading.spoilt_facts,
        spans=spans,
        quick=quick,
    )
    later = [*_about_set(known, record), *card.findings, *_about_file(record, card)]
    if reading.source is not None:
        later = [reading.source.placed(fault) for fault in later]
    ordered = sorted((*reading.faults, *later), key=lambda fault: fault.line or 0)
    return card._replace(findings=tuple(ordered))


def _about_set(known: IndicatorSet, record: Record) -> list[Fault]:
    found: list[Fault] = []
    if record.set.digest not in {None, known.digest}:
        found.append(Fault("R508", ("set", "digest")))
    period = record.period
    early = known.valid_from is not None and period.end < known.valid_from
    late = known.valid_to is not None and period.start > known.valid_to
    if early or late:
        details = {
            "from": f"{known.valid_from:%d/%m/%Y}" if known.valid_from else "…",
            "to": f"{known.valid_to:%d/%m/%Y}" if known.valid_to else "…",
        }
        found.append(Fault("R514", ("period",), details))
    return found


def _about_file(record: Record, card: ScoreCard) -> list[Fault]:
    """Compare what the file says of itself with what is so."""
    found: list[Fault] = []
    stated = record.result
    if stated is None:
        return found
    totals = card.totals
    for key, told, computed in (
        ("points", stated.points, totals.points),
        ("max", stated.max, totals.max),
        ("percent", stated.percent, totals.percent),
    ):
        if told is not None and (computed is None or abs(told - computed) > _SHOWN):
            details = {"stated": told, "computed": "–" if computed is None else round_half_up(computed, 4)}
            found.append(Fault("R510", ("result", key), details))
    band = "" if card.band is None else card.band.title.vi
    coverage = f"{card.coverage.answered}/{card.coverage.asked}"
    for key, written, ours in (("band", stated.band, band), ("coverage", stated.coverage, coverage)):
        if written is not None and written != ours:
            found.append(Fault("R510", ("result", key), {"stated": written, "computed": ours or "–"}))
    return found
