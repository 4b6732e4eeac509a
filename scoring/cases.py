"""The worked examples of a set (`cases.toml`), run against the judge."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path

from criteria.faults import Fault, FaultError
from criteria.kinds import (
    TEXT,
    Kind,
    Shape,
    many,
    may,
    named,
    needed,
    number,
    read_fields,
    table,
)
from criteria.model import IndicatorSet
from criteria.place import Place, Unreadable
from criteria.reading import CASES_FILE
from criteria.toml import SET_BYTES, read_source
from criteria.typed import NamedTuple
from scoring.answers import Answer, Review
from scoring.judge import judge
from scoring.numbers import print_number
from scoring.periods import Period, parse_period
from scoring.record import Record, ReportingUnit, SetName
from scoring.record_grammar import ANSWERS, FACTS, REVIEWS
from scoring.scorecard import ScoreCard

_PERIOD = "2024"
_EXACT = Decimal("0.0000001")


class Expected(NamedTuple):
    """What one figure of a case should be: points, or the word for a line without points."""

    figure: Decimal | str


class WorkedCase(NamedTuple):
    """One worked example.

    Attributes:
        name: The example in a sentence.
        points: Expected points by indicator id, `pillar_<id>` or `total`; or a word such as `unscored`.
        verified: The same after review.
        faults: Codes of the faults the answers should have; any other fault is a failure.
    """

    name: str
    points: Mapping[str, Expected] = {}
    verified: Mapping[str, Expected] = {}
    unit_class: str | None = None
    facts: Mapping[str, Answer] = {}
    answers: Mapping[str, Answer] = {}
    review: Mapping[str, Review] = {}
    percent: Decimal | None = None
    band: str | None = None
    coverage: str | None = None
    faults: tuple[str, ...] = ()


class CaseRun(NamedTuple):
    """What running the cases of a set came to."""

    run: int
    faults: tuple[Fault, ...]


def _read_expected(value: object, place: Place) -> Expected:
    if isinstance(value, str):
        return Expected(value)
    return Expected(number().read(value, place))


def _read_band(value: object, place: Place) -> str:
    if not isinstance(value, str):
        raise place.wrong("F013", wanted="text")
    return value


_EXPECTED = named(Kind(_read_expected, lambda: {"type": ["number", "string"]}), words=False)
_CASE: Shape = {
    "name": needed(TEXT),
    "class": may(TEXT, "unit_class"),
    "facts": may(FACTS),
    "answers": may(ANSWERS),
    "review": may(REVIEWS),
    "points": may(_EXPECTED),
    "verified": may(_EXPECTED),
    "percent": may(number()),
    "band": may(Kind(_read_band, lambda: {"type": "string"})),
    "coverage": may(TEXT),
    "faults": may(many(TEXT)),
}
CASES: Shape = {"cases": needed(many(table(_CASE, WorkedCase)))}
"""The keys of `cases.toml`."""


def run_cases(known: IndicatorSet, folder: Path) -> CaseRun:
    """Run the cases that stand beside a set; a set without any has nothing to fail."""
    path = folder / CASES_FILE
    if not path.exists():
        return CaseRun(0, (Fault("C501", (), {}, str(folder)),))
    try:
        source = read_source(path, most=SET_BYTES)
    except FaultError as error:
        return CaseRun(0, error.faults)
    place = Place()
    try:
        fields = read_fields(CASES, source.table, place)
    except Unreadable:
        return CaseRun(0, tuple(source.placed(fault) for fault in place.faults))
    cases = fields["cases"]
    faults = [*place.faults]
    run = 0
    if isinstance(cases, tuple):
        for position, case in enumerate(cases):
            run += 1
            faults += [
                fault._replace(path=("cases", position, *fault.path)) for fault in check_case(known, case)
            ]
    return CaseRun(run, tuple(source.placed(fault) for fault in faults))


def check_case(known: IndicatorSet, case: WorkedCase) -> Iterator[Fault]:
    """Yield a fault for every expectation of a case that the judge does not meet."""
    card = judge(known, _record(known, case))
    yield from _differences(case, "points", case.points, _figures(card))
    if case.verified:
        yield from _differences(case, "verified", case.verified, _verified_figures(card))
    percent = card.totals.percent
    if case.percent is not None and (percent is None or abs(percent - case.percent) > Decimal("0.005")):
        yield _missed(case, "percent", case.percent, "–" if percent is None else percent)
    band = "" if card.band is None else card.band.title.vi
    if case.band is not None and band != case.band:
        yield _missed(case, "band", case.band, band)
    coverage = f"{card.coverage.answered}/{card.coverage.asked}"
    if case.coverage is not None and coverage != case.coverage:
        yield _missed(case, "coverage", case.coverage, coverage)
    found = sorted({fault.code for fault in card.findings if not fault.is_warning})
    if found != sorted(set(case.faults)):
        yield _missed(case, "faults", ", ".join(sorted(set(case.faults))) or "–", ", ".join(found) or "–")


def _record(known: IndicatorSet, case: WorkedCase) -> Record:
    period = parse_period(_PERIOD)
    if not isinstance(period, Period):
        raise TypeError(_PERIOD)
    return Record(
        set=SetName(known.id, known.version),
        unit=ReportingUnit("00000", case.name, unit_class=case.unit_class),
        period=period,
        facts=case.facts,
        answers=case.answers,
        review=case.review,
    )


def _figures(card: ScoreCard) -> dict[str, Decimal | str]:
    figures: dict[str, Decimal | str] = {
        line.indicator.id: line.state if line.points is None else line.points for line in card.lines
    }
    figures |= {f"pillar_{score.pillar.id}": score.points for score in card.totals.pillars}
    figures["total"] = card.totals.points
    return figures


def _verified_figures(card: ScoreCard) -> dict[str, Decimal | str]:
    figures: dict[str, Decimal | str] = {
        line.indicator.id: "unreviewed" if line.verified_points is None else line.verified_points
        for line in card.lines
    }
    totals = card.verified.totals
    figures["total"] = "unreviewed" if totals is None else totals.points
    for score in totals.pillars if totals else ():
        figures[f"pillar_{score.pillar.id}"] = score.points
    return figures


def _differences(
    case: WorkedCase, table_name: str, expected: Mapping[str, Expected], got: Mapping[str, Decimal | str]
) -> Iterator[Fault]:
    for name, wanted in expected.items():
        if name not in got:
            yield Fault("C004", (table_name, name), {"case": case.name, "word": name})
        elif not _same(wanted.figure, got[name]):
            yield _missed(case, f"{table_name}.{name}", wanted.figure, got[name])


def _same(wanted: Decimal | str, got: Decimal | str) -> bool:
    if isinstance(wanted, Decimal) and isinstance(got, Decimal):
        return abs(wanted - got) < _EXACT
    return wanted == got


def _missed(case: WorkedCase, what: str, expected: Decimal | str, got: Decimal | str) -> Fault:
    shown = [print_number(item) if isinstance(item, Decimal) else item for item in (expected, got)]
    path = tuple(what.split(".", 1))
    return Fault("C003", path, {"case": case.name, "what": what, "expected": shown[0], "got": shown[1]})
