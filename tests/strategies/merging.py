"""What tests of a merge share: a merge in one call, and its files as bytes."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from criteria.faults import FaultError
from criteria.library import SHIPPED, find
from criteria.model import IndicatorSet
from criteria.reading import load_set
from scoring.merge import Merged, MergePlan, merge_records
from scoring.merge.csv_text import CsvStyle
from scoring.merge.plan import Progress


class Shelf:
    """The shipped sets, as a merge asks for them. It can be pickled."""

    def load(self, set_id: str, version: str) -> IndicatorSet:
        """Return a set.

        Raises:
            FaultError: It is not shipped.
        """
        return load_set(find(set_id, version, [SHIPPED]).folder)


RAW = CsvStyle("vi", raw=True)


def merged(
    out: Path,
    *inputs: Path,
    progress: Progress | None = None,
    jobs: int = 1,
    **asked: Any,  # noqa: ANN401 - any field of the plan
) -> Merged:
    """Merge `inputs` into `out` without a report."""
    plan = MergePlan(tuple(map(str, inputs)), str(out), Shelf(), report=False, jobs=jobs, style=RAW)
    return merge_records(plan._replace(**asked), progress)


def codes(error: FaultError) -> list[str]:
    """Return the codes of an error's faults."""
    return [fault.code for fault in error.faults]


def contents(folder: Path) -> Mapping[str, bytes]:
    """Return every file below a folder, by its name there."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def rows(folder: Path, name: str) -> list[dict[str, str]]:
    """Return the rows of a raw CSV file of a merge."""
    with (folder / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def classes(folder: Path) -> dict[str, str]:
    """Return the class of every file that is not simply kept without findings, by name."""
    return {row["file"]: row["class"] for row in rows(folder, "problems.csv") if row["file"]}
