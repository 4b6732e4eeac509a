"""How long a merge takes, against reading the same files with `rtoml.loads`. The limits stand in each docstring.

Run with `python -m pytest tests/benchmarks --benchmark-enable`; nothing is asserted about time. Without
`--benchmark-enable` a small district is merged once, so that none of this can rot.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from measures import StateRatio
from pytest_benchmark.fixture import BenchmarkFixture
from strategies.districts import district
from strategies.merge_speed import START, Spent, floor, merge, quickest, spent

SIZES = (1000, 3321, 10_000)
FEW = 30
ROUNDS = 3

PLAIN_SCRIPT = """
import os, sys, tomllib
import pandas
from scoring.store.loading import load_record
from scoring.assessment import assess
from criteria.library import SHIPPED, find
from criteria.reading import load_set
folder, out = sys.argv[1:]
known = load_set(find("xa-ict", None, [SHIPPED]).folder)
rows, answers = [], []
for name in sorted(os.listdir(folder)):
    path = os.path.join(folder, name)
    with open(path, "rb") as file:
        unit = tomllib.load(file)["unit"]
    card = assess(known, load_record(path))
    rows.append({"code": unit["code"], "name": unit["name"], "points": float(card.totals.points)})
    answers += [
        {"code": unit["code"], "indicator": line.indicator.id, "state": line.state, "points": line.points}
        for line in card.lines
    ]
table = pandas.DataFrame(rows)
table["rank"] = table["points"].rank(method="min", ascending=False)
table.sort_values("rank").to_csv(os.path.join(out, "ranking.csv"), index=False)
pandas.DataFrame(answers).to_csv(os.path.join(out, "answers.csv"), index=False)
"""
"""What somebody would write in an afternoon: tomllib, a loop, pandas; no classes, no reasons, one process."""

Districts = Callable[[int], Path]
Compared = Callable[[Callable[[], Spent], Path], Spent]


@pytest.fixture(scope="module")
def districts(tmp_path_factory: pytest.TempPathFactory) -> Districts:
    """Return what makes folders of complete records, each size once."""
    home = tmp_path_factory.mktemp("huyện")
    made: dict[int, Path] = {}

    def folder(units: int) -> Path:
        if units not in made:
            made[units] = district(home / str(units), units, mixed=False).folder
        return made[units]

    return folder


@pytest.fixture(scope="module")
def merges() -> dict[int, Spent]:
    """Return where every size leaves what it took, for the next larger one."""
    return {}


@pytest.fixture
def compared(benchmark: BenchmarkFixture, state_ratio: StateRatio) -> Compared:
    """Return what runs a piece of work and its floor in turn, states the ratio, and returns the quickest run."""

    def go(work: Callable[[], Spent], folder: Path) -> Spent:
        runs: list[Spent] = []
        floors: list[Spent] = []

        def pair() -> None:
            runs.append(work())

        benchmark.pedantic(  # type: ignore[no-untyped-call]  # pytest-benchmark has no types
            pair, setup=lambda: floors.append(floor(folder)), rounds=1 if benchmark.disabled else ROUNDS
        )
        mine, least = quickest(runs), quickest(floors)
        benchmark.extra_info |= {"seconds": mine.seconds, "cpu_seconds": mine.cpu, "peak_kb": mine.peak}
        benchmark.extra_info |= {"floor_seconds": least.seconds, "floor_cpu_seconds": least.cpu}
        benchmark.extra_info["ratio"] = (mine.seconds - START) / least.seconds
        if not benchmark.disabled:
            state_ratio((mine.seconds - START) * 1000, least.seconds * 1000, f"ms but for {START} s")
        return mine

    return go


@pytest.mark.parametrize("units", SIZES)
def test_a_merge_as_a_process(
    units: int,
    districts: Districts,
    merges: dict[int, Spent],
    xaso: list[str],
    tmp_path: Path,
    compared: Compared,
    benchmark: BenchmarkFixture,
) -> None:
    """`xaso merge --no-report` takes at most 3 x the floor + 1.5 s on two cores; its growth exponent is at most 1.05."""
    folder = districts(FEW if benchmark.disabled else units)
    merges[units] = compared(lambda: merge(xaso, folder, tmp_path, "--no-report"), folder)
    smaller = max((size for size in merges if size < units), default=units)
    if smaller < units:
        growth = merges[units].growth(merges[smaller], units / smaller)
        benchmark.extra_info |= {"growth": growth, "growth_from": smaller}


def test_a_merge_with_its_reports(
    districts: Districts, xaso: list[str], tmp_path: Path, compared: Compared, benchmark: BenchmarkFixture
) -> None:
    """Workbook and page of 3,321 units, and the merge itself, take at most 30 x the floor."""
    folder = districts(FEW if benchmark.disabled else SIZES[1])
    compared(lambda: merge(xaso, folder, tmp_path), folder)


@pytest.mark.parametrize("units", SIZES[:2])
def test_a_plain_script(
    units: int,
    districts: Districts,
    root: Path,
    tmp_path: Path,
    compared: Compared,
    benchmark: BenchmarkFixture,
) -> None:
    """What a straightforward script takes, against the same floor: to be read beside the merge."""
    folder = districts(FEW if benchmark.disabled else units)
    script = tmp_path / "script.py"
    script.write_text(f"import sys\nsys.path.insert(0, {str(root)!r})\n{PLAIN_SCRIPT}", "utf-8")
    compared(lambda: spent(sys.executable, script, folder, tmp_path), folder)


def test_memory_of_a_merge(
    districts: Districts, xaso: list[str], tmp_path: Path, benchmark: BenchmarkFixture
) -> None:
    """Peak memory grows by at most 6 KB a record from 3,321 to 10,000 records, over the largest process."""
    few, many = (FEW, 2 * FEW) if benchmark.disabled else SIZES[1:]
    peaks = [merge(xaso, districts(size), tmp_path, "--no-report").peak for size in (few, many)]
    benchmark.extra_info["kilobytes_a_record"] = (peaks[1] - peaks[0]) / (many - few)
    benchmark.pedantic(int, rounds=1)  # type: ignore[no-untyped-call]  # pytest-benchmark has no types
    if not benchmark.disabled:
        assert benchmark.extra_info["kilobytes_a_record"] <= 6
