"""How long the officer's path takes, against what it cannot go below. The limits stand in each docstring.

Run with `python -m pytest tests/benchmarks --benchmark-enable`; nothing is asserted about time.
"""

import gc
import os
import subprocess
import sys
import tomllib
from pathlib import Path

from measures import Compare

from criteria.library import SHIPPED
from criteria.reading import load_set
from scoring.judge import judge
from scoring.store.loading import load_record

COMPLETE = "tests/data/records/complete.toml"
XA_ICT = Path(SHIPPED, "xa-ict", "2024.1")


def test_a_complete_record_is_judged(root: Path, compare: Compare) -> None:
    """A complete xa-ict record is judged in at most 0.5 x `tomllib.loads` of the same record."""
    known = load_set(XA_ICT)
    record = load_record(root / COMPLETE).record
    assert record is not None
    text = (root / COMPLETE).read_text("utf-8")
    assert judge(known, record).coverage == (54, 54)
    compare(lambda: judge(known, record), lambda: tomllib.loads(text), 200)


def test_a_set_is_loaded(compare: Compare) -> None:
    """A set is loaded in at most 2 x `tomllib.loads` of its files."""
    texts = [path.read_text("utf-8") for path in XA_ICT.glob("*.toml") if path.name != "cases.toml"]
    gc.collect()
    compare(lambda: load_set(XA_ICT), lambda: [tomllib.loads(text) for text in texts], 40)


def test_scoring_as_a_process(root: Path, xaso: list[str], compare: Compare) -> None:
    """`xaso score` as a process takes at most 4 x bare `python -c pass`, bytecode compiled as an installer does."""
    env = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}

    def run(command: list[str]) -> None:
        subprocess.run(command, cwd=root, env=env, check=True, stdout=subprocess.DEVNULL)

    score = [*xaso, "score", COMPLETE]
    run(score)
    compare(lambda: run(score), lambda: run([sys.executable, "-c", "pass"]), 40)
