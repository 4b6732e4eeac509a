"""Statistics of indicators, medians and profiles, by hand."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from strategies.merges import of_points
from strategies.sets import indicator_set, line, pillar

from criteria.rules import Given
from scoring.merge.csv_text import CsvStyle
from scoring.merge.merged import Merged, UnitResult
from scoring.tables import write_indicators
from scoring.tables.indicators import indicator_statistics, weakest
from scoring.tables.profiles import indicator_medians, profile

D = Decimal
KNOWN = indicator_set(
    pillar(
        "1",
        line("1.1", "10"),
        line("1.2", "4"),
        line("1.3", "2", penalty=True),
        line("1.4", "5", Given("upper")),
    )
)


def unit(code: str, lines: str) -> UnitResult:
    """Return a unit with these outcomes."""
    return of_points(KNOWN, code, [D(0)], D(19))._replace(lines=lines)


UNITS = (
    unit("1", "S10 s4 s0 u"),
    unit("2", "s4 u s-1 s5"),
    unit("3", "S4 n s0 u"),
    unit("4", "s2 s0 s-2 u"),
)


def test_the_figures_of_an_indicator() -> None:
    """Mean and spread are of those scored; unanswered ones count as nothing reached; evidence is counted apart."""
    first, second, *_ = indicator_statistics(KNOWN, UNITS)
    assert (first.units, first.scored, first.mean, first.full, first.with_evidence) == (4, 4, D(5), 1, 2)
    assert first.spread == D(3)  # of 10, 4, 4, 2
    assert first.reached == D(50)
    assert (second.scored, second.mean, second.unanswered, second.not_applicable) == (2, D(2), 1, 1)
    assert second.reached == D(400) / 12
    assert second.full_share == D(50)


def test_a_penalty_reaches_nothing_and_the_upper_level_owes_its_own_points() -> None:
    """Of a penalty no share is reached; lines that wait for the upper level are no weakness of the units."""
    *_, penalty, upper = indicator_statistics(KNOWN, UNITS)
    assert (penalty.reached, penalty.full, penalty.mean) == (None, 2, D("-0.75"))
    assert (upper.reached, upper.unanswered) == (D(100), 3)


def test_the_weakest_come_first() -> None:
    """The indicator of which least is reached stands first; penalties are none of them."""
    assert [one.indicator.id for one in weakest(indicator_statistics(KNOWN, UNITS), 2)] == ["1.2", "1.1"]


def test_a_profile_is_what_lies_above_and_below_the_median() -> None:
    """Points less the median, the largest lead first; a blank counts as no points, what does not apply not at all."""
    medians = indicator_medians(KNOWN, UNITS)
    assert medians == [D(4), D(2), D("-0.5"), D(5)]
    best = profile(KNOWN, UNITS[0], medians)
    assert [(one.indicator.id, one.lead) for one in best.strengths] == [("1.1", D(6)), ("1.2", D(2))]
    assert [(one.indicator.id, one.state, one.lead) for one in best.weaknesses] == [
        ("1.4", "unscored", D(-5))
    ]
    assert profile(KNOWN, UNITS[2], medians).strengths == ()


def test_the_file_has_one_row_per_indicator(tmp_path: Path) -> None:
    """`indicators.csv` has every indicator of every group in the order of the set."""
    merged = Merged(
        str(tmp_path),
        CsvStyle(),
        by_verified=False,
        units=UNITS,
        sets={("thu", "1"): KNOWN},
        missing=(),
        conflicts=(),
        counts={},
    )
    write_indicators(merged, str(tmp_path / "indicators.csv"))
    head, *rows = (tmp_path / "indicators.csv").read_text("utf-8-sig").splitlines()
    assert head.startswith("set_id;set_version;period;indicator;title;max;units;scored;mean;spread;reached;")
    assert [row.split(";")[3] for row in rows] == ["1.1", "1.2", "1.3", "1.4"]
    assert rows[0].split(";")[6:] == ["4", "4", "5", "3", "50", "25", "0", "0", "0", "2"]
