"""Published tables reproduced: the figures a ministry and a province printed come out of the judge."""

import csv
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

import pytest

from criteria.model import IndicatorSet
from criteria.reading import load_set, read_set
from scoring.answers import Answer
from scoring.judge import judge
from scoring.periods import parse_period
from scoring.record import Record, ReportingUnit, SetName
from scoring.scorecard import ScoreCard

DATA = Path(__file__).parents[1] / "data"
SETS = DATA / "sets"
HUE_TOLERANCE = Decimal("0.01")
DTI_TOLERANCE = Decimal("0.0001")
NOT_APPLICABLE = "Không áp dụng tại đơn vị"


def rows(name: str) -> list[dict[str, str]]:
    """Return the rows of a published table; the line above its header says where it is from."""
    lines = (DATA / "oracles" / name).read_text("utf-8").splitlines()
    return [*csv.DictReader(line for line in lines if not line.startswith("#"))]


HUE = rows("hue_2020_not_applicable.csv")
DTI = rows("dti2022_weighted_index.csv")
PROVINCES = [row["province"] for row in DTI]


def judged(known: IndicatorSet, unit: str, year: str, answers: Mapping[str, Answer]) -> ScoreCard:
    """Judge the answers of one unit."""
    period = parse_period(year)
    assert period is not None
    return judge(
        known, Record(SetName(known.id, known.version), ReportingUnit("1", unit), period, answers=answers)
    )


def hue_card(row: Mapping[str, str]) -> ScoreCard:
    """Judge one district: its points lie in what applies to all, beyond what the part that may not apply can give."""
    known = load_set(SETS / f"tt-hue-{row['max']}" / "2020")
    everywhere, perhaps = known.pillars[0].indicators
    achieved = Decimal(row["points_achieved"])
    excluded = Decimal(row["points_excluded"])
    if excluded:
        assert perhaps.points == excluded
        answers = {everywhere.id: Answer(achieved), perhaps.id: Answer(not_applicable=NOT_APPLICABLE)}
    else:
        answers = {everywhere.id: Answer(achieved - perhaps.points), perhaps.id: Answer(perhaps.points)}
    return judged(known, row["unit"], "2020", answers)


def test_the_tables_are_complete() -> None:
    """Twelve rows of districts and five of provinces are compared, no fewer."""
    assert len(HUE) == 12
    assert len(DTI) == 5


@pytest.mark.parametrize("folder", sorted(SETS.glob("*/*")), ids=lambda folder: folder.parent.name)
def test_a_set_of_a_published_table_is_sound(folder: Path) -> None:
    """The sets behind the published tables have neither fault nor warning."""
    assert read_set(folder).faults == ()


@pytest.mark.parametrize("row", HUE, ids=[f"{row['table']} {row['unit']}" for row in HUE])
def test_hue_districts(row: Mapping[str, str]) -> None:
    """`rescale` (out of its pillar's maximum, and the pillar brought back to it: achieved/(max − excluded) × max)."""
    card = hue_card(row)
    assert [fault.code for fault in card.findings] == []
    assert card.totals.max == Decimal(row["max"])
    assert abs(card.totals.points - Decimal(row["points_converted"])) <= HUE_TOLERANCE
    printed = row["percent_printed"].removesuffix("%")
    percent = card.totals.percent
    assert percent is not None
    assert abs(percent - Decimal(printed)) <= (HUE_TOLERANCE if "." in printed else Decimal("0.5"))


@pytest.mark.parametrize("row", DTI, ids=PROVINCES)
def test_digital_transformation_index(row: Mapping[str, str]) -> None:
    """`weighted_mean`: over pillars' shares with their weights; points = index × `max_points` (DTI: max 1, 4 digits)."""
    known = load_set(SETS / "dti" / "2022")
    published = [(name, value) for name, value in row.items() if name.endswith(")")]
    assert [int(name[:-1].rpartition("(")[2]) for name, _ in published] == [p.weight for p in known.pillars]
    indicators = [pillar.indicators[0].id for pillar in known.pillars]
    answers = {
        indicator: Answer(Decimal(value)) for indicator, (_, value) in zip(indicators, published, strict=True)
    }
    card = judged(known, row["province"], "2022", answers)
    assert [fault.code for fault in card.findings] == []
    assert abs(card.totals.points - Decimal(row["PDTI"])) <= DTI_TOLERANCE
    assert card.totals.max == 1


def test_the_provinces_rank_as_published() -> None:
    """Ranks come from the total as the law prints it."""
    known = load_set(SETS / "dti" / "2022")
    points = {}
    for row in DTI:
        values = [value for name, value in row.items() if name.endswith(")")]
        answers = {f"{n}.1": Answer(Decimal(value)) for n, value in enumerate(values, 1)}
        points[row["province"]] = judged(known, row["province"], "2022", answers).totals.points
    assert sorted(points, key=lambda name: -points[name]) == PROVINCES
