"""The judge: an indicator set and a record in, a score card out. It reads no file and asks no clock."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from criteria.faults import Fault, nearest
from criteria.model import Indicator, IndicatorSet
from criteria.place import MOST_FAULTS
from scoring.facts import read_facts
from scoring.index import band, totals
from scoring.line_judged import Bench, outcome_of
from scoring.memory import Memory
from scoring.record import Record
from scoring.reviewing import reviewed_line, verified
from scoring.rules_applied import Case, Span
from scoring.scorecard import Coverage, Line, ScoreCard


def judge(
    known: IndicatorSet,
    record: Record,
    *,
    spoilt: Collection[str] = (),
    spoilt_facts: Collection[str] = (),
    spans: Mapping[str, Span] | None = None,
    memory: Memory | None = None,
) -> ScoreCard:
    """Judge a record by a set.

    Args:
        known: The set; the caller has made sure it is the one the record names.
        record: The record.
        spoilt: Ids of indicators whose answers have a fault in the file: they are unscored.
        spoilt_facts: Ids of facts likewise.
        spans: For a `relative` indicator the figures of all units, where a merge knows them.
        memory: Of outcomes, where many records are judged by this set.
    """
    findings: list[Fault] = []
    facts = read_facts(known, record, spoilt_facts, findings)
    case = Case(facts.numbers, [], None, facts.counts)
    bench = Bench(known, record, facts, spoilt, spans or {}, {}, findings, case, memory)
    lines = {indicator.id: indicator for indicator in known.indicators()}
    _note_strangers(bench, lines)
    for indicator in lines.values():
        outcome_of(indicator, lines, bench)
    judged = tuple(reviewed_line(indicator, bench) for indicator in lines.values())
    return _card(bench, judged)


def _card(bench: Bench, lines: tuple[Line, ...]) -> ScoreCard:
    known = bench.set
    counted = [line for line in lines if line.counts]
    coverage = Coverage(sum(line.is_answered for line in counted), len(counted))
    result = totals(known, [[bench.outcomes[i.id] for i in pillar.indicators] for pillar in known.pillars])
    enough = coverage.share >= known.band_from_coverage
    return ScoreCard(
        set=known,
        record=bench.record,
        lines=lines,
        totals=result,
        coverage=coverage,
        band=band(known, result.percent) if enough else None,
        verified=verified(known, lines, counted),
        findings=tuple(bench.findings),
    )


def _note_strangers(bench: Bench, known: Mapping[str, Indicator]) -> None:
    """Note answers, reviews and a class of unit that the set does not know."""
    record = bench.record
    for table, ids in (("answers", record.answers), ("review", record.review)):
        for stranger in sorted(ids.keys() - known.keys())[:MOST_FAULTS]:
            near = nearest(stranger, known)
            code = "R010" if near is None else "R011"
            details = {"word": stranger, "near": near or "–", "set": bench.set.id}
            bench.findings.append(Fault(code, (table, stranger), details))
    unit_class = record.unit.unit_class
    classes = [other.id for other in bench.set.classes]
    if unit_class is not None and unit_class not in classes:
        listed = ", ".join(classes) or "–"
        bench.findings.append(Fault("R012", ("unit", "class"), {"word": unit_class, "known": listed}))
    elif unit_class is None and any(indicator.when for indicator in known.values()):
        bench.findings.append(Fault("R507", ("unit", "class"), {"known": ", ".join(classes)}))
