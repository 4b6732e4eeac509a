"""The judge: an indicator set and a record in, a score card out. It reads no file and asks no clock."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from criteria.faults import Fault, nearest
from criteria.model import Indicator, IndicatorSet
from criteria.place import MOST_FAULTS
from criteria.rules import Given
from scoring.facts import read_facts
from scoring.index import band, totals
from scoring.line_judged import Bench, judge_lines
from scoring.outcome import Scored
from scoring.quick import Quick
from scoring.record import Record
from scoring.reviewing import reviewed_line, unreviewed, verified
from scoring.rules_applied import Case, Span
from scoring.scorecard import Coverage, Line, ScoreCard


def judge(
    known: IndicatorSet,
    record: Record,
    *,
    spoilt: Collection[str] = (),
    spoilt_facts: Collection[str] = (),
    spans: Mapping[str, Span] | None = None,
    quick: Quick | None = None,
) -> ScoreCard:
    """Judge a record by a set.

    Args:
        known: The set; the caller has made sure it is the one the record names.
        record: The record.
        spoilt: Ids of indicators whose answers have a fault in the file: they are unscored.
        spoilt_facts: Ids of facts likewise.
        spans: For a `relative` indicator the figures of all units, where a merge knows them.
        quick: The quick way for lines, where many records are judged by this set.
    """
    findings: list[Fault] = []
    facts = read_facts(known, record, spoilt_facts, findings)
    case = Case(facts.numbers, [], None, facts.counts)
    bench = Bench(known, record, facts, spoilt, spans or {}, {}, findings, case, quick)
    lines = {indicator.id: indicator for indicator in known.indicators()}
    _note_strangers(bench, lines)
    judge_lines(lines, bench)
    if record.review:
        return _card(bench, tuple(reviewed_line(indicator, bench) for indicator in lines.values()))
    unit_class, answers, outcomes = record.unit.unit_class, record.answers, bench.outcomes
    judged = [
        Line(indicator, indicator.rule_for(unit_class), outcomes[name], answers.get(name))
        for name, indicator in lines.items()
    ]
    return _card(bench, tuple(judged))


def _card(bench: Bench, lines: tuple[Line, ...]) -> ScoreCard:
    known = bench.set
    counted: list[Line] = []
    answered = 0
    for line in lines:
        indicator, rule, outcome, _, _, _ = line
        if type(outcome) is Scored and not indicator.bonus and type(rule) is not Given:  # as most are
            counted.append(line)
            answered += outcome.complete
        elif line.counts:
            counted.append(line)
            answered += line.is_answered
    coverage = Coverage(answered, len(counted))
    result = totals(known, [[bench.outcomes[i.id] for i in pillar.indicators] for pillar in known.pillars])
    enough = coverage.share >= known.band_from_coverage
    return ScoreCard(
        set=known,
        record=bench.record,
        lines=lines,
        totals=result,
        coverage=coverage,
        band=band(known, result.percent) if enough else None,
        verified=verified(known, lines, counted) if bench.record.review else unreviewed(counted),
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
