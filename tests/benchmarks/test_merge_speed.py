"""How long a merge takes, against reading the same files with `rtoml.loads`. The limits stand in each docstring.

Run with `python -m pytest tests/benchmarks --benchmark-enable`; nothing is asserted about time. Without
`--benchmark-enable` a small district is merged once, so that none of this can rot.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from textwrap import dedent

import pytest
from measures import Compare
from pytest_benchmark.fixture import BenchmarkFixture
from strategies.districts import district

SIZES = (1000, 3321, 10_000)
FEW = 30

FLOOR = """
import os, sys, rtoml
folder = sys.argv[1]
for name in sorted(os.listdir(folder)):
    with open(os.path.join(folder, name), encoding="utf-8") as file:
        rtoml.loads(file.read())
"""
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


def run(*command: str | Path) -> None:
    """Run a command without its output, its bytecode compiled as an installer does."""
    env = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
    subprocess.run([*map(str, command)], env=env, check=True, stdout=subprocess.DEVNULL)


@pytest.mark.parametrize("units", SIZES)
def test_a_merge_as_a_process(
    units: int,
    districts: Districts,
    xaso: list[str],
    tmp_path: Path,
    compare: Compare,
    benchmark: BenchmarkFixture,
) -> None:
    """`xaso merge --no-report` takes at most 3 x the floor + 1.5 s on two cores; its growth exponent is at most 1.05."""
    folder = districts(FEW if benchmark.disabled else units)

    def merge() -> None:
        shutil.rmtree(tmp_path / "out", ignore_errors=True)
        run(*xaso, "merge", folder, "--out", tmp_path / "out", "--no-report", "--jobs", "2")

    compare(merge, lambda: run(sys.executable, "-c", dedent(FLOOR), folder), 3)


def test_a_plain_script(
    districts: Districts, root: Path, tmp_path: Path, compare: Compare, benchmark: BenchmarkFixture
) -> None:
    """What a straightforward script takes for 3,321 records, against the same floor: to be read beside the merge."""
    folder = districts(FEW if benchmark.disabled else SIZES[1])
    script = tmp_path / "script.py"
    script.write_text(f"import sys\nsys.path.insert(0, {str(root)!r})\n{PLAIN_SCRIPT}", "utf-8")
    floor = [sys.executable, "-c", dedent(FLOOR), str(folder)]
    compare(lambda: run(sys.executable, script, folder, tmp_path), lambda: run(*floor), 3)


def test_memory_of_a_merge(
    districts: Districts, xaso: list[str], tmp_path: Path, benchmark: BenchmarkFixture
) -> None:
    """Peak memory grows by at most 6 KB a record from 3,321 to 10,000 records, over the largest process."""
    resource = pytest.importorskip("resource")
    peaks = []
    sizes = (FEW, 2 * FEW) if benchmark.disabled else SIZES[1:]
    for units in sizes:
        code = (
            "import resource, subprocess, sys; subprocess.run(sys.argv[1:], check=True);"
            "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
        )
        out = tmp_path / str(units)
        merge = [*xaso, "merge", str(districts(units)), "--out", str(out), "--no-report", "--jobs", "2"]
        ended = subprocess.run(
            [sys.executable, "-c", code, *merge], check=True, capture_output=True, text=True
        )
        peaks.append(int(ended.stdout.splitlines()[-1]))
    assert resource
    benchmark.extra_info["kilobytes_a_record"] = (peaks[1] - peaks[0]) / (sizes[1] - sizes[0])
    benchmark.pedantic(int, rounds=1)  # type: ignore[no-untyped-call]  # pytest-benchmark has no types
    if not benchmark.disabled:
        assert benchmark.extra_info["kilobytes_a_record"] <= 6
