"""A small merge gives the very bytes that are kept; `python tests/scoring/merge/golden.py` renews them."""

from __future__ import annotations

import random
import runpy
import shutil
from pathlib import Path

import pytest

GOLDEN = runpy.run_path(str(Path(__file__).with_name("golden.py")))
STYLES = GOLDEN["STYLES"]


def different(found: dict[str, bytes], kept: dict[str, bytes]) -> list[str]:
    """Return the names of the files that are not as they are kept."""
    return sorted(name for name in found.keys() | kept.keys() if found.get(name) != kept.get(name))


@pytest.mark.parametrize("name", STYLES)
def test_a_small_merge_gives_the_bytes_that_are_kept(name: str, tmp_path: Path) -> None:
    """Every file of the folder, in both languages and raw, and every record below it, byte for byte."""
    assert different(GOLDEN["outputs"](tmp_path, STYLES[name]), GOLDEN["kept"](name)) == []


@pytest.mark.parametrize("jobs", [2, 3])
def test_shuffled_and_by_several_processes_it_gives_the_same(jobs: int, tmp_path: Path) -> None:
    """Files written in another order, and read by several processes, give the bytes that are kept."""
    files = [path for path in GOLDEN["INPUTS"].rglob("*") if path.is_file()]
    random.Random(jobs).shuffle(files)  # noqa: S311 - no secret
    for path in files:
        target = tmp_path / "phieu" / path.relative_to(GOLDEN["INPUTS"])
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
    found = GOLDEN["outputs"](tmp_path, STYLES["vi"], tmp_path / "phieu", jobs=jobs)
    assert different(found, GOLDEN["kept"]("vi")) == []


def test_every_class_and_finding_is_there() -> None:
    """The small merge has one of everything: each class but kept without a word, each finding, and who is missing."""
    rows = GOLDEN["kept"]("raw")["problems.csv"].decode().splitlines()[1:]
    told = {tuple(row.split(",")[:2]) for row in rows}
    classes = {
        "broken",
        "not_a_record",
        "set_unknown",
        "draft",
        "superseded",
        "identical",
        "conflict",
        "missing",
    }
    findings = {
        "result_mismatch", "review_stale", "edited_by_hand", "stranger", "roster_differs", "fault", "warning",
    }  # fmt: skip
    assert {kind for kind, finding in told if not finding} == classes
    assert {finding for _, finding in told if finding} == findings
