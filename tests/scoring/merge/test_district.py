"""A thousand records with copies, revisions, conflicts, broken and hostile ones among them."""

import random
import shutil
from pathlib import Path
from typing import NamedTuple

import pytest
from strategies.districts import TWOFOLD, District, Writer, district
from strategies.merging import classes, contents, merged, rows

from scoring.merge import Merged

UNITS = 1000


class Run(NamedTuple):
    """A district and a merge of it."""

    district: District
    out: Path
    merged: Merged


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """Merge a district of a thousand units with two processes."""
    folder = tmp_path_factory.mktemp("huyện")
    made = district(folder / "phiếu", UNITS)
    return Run(made, folder / "out", merged(folder / "out", made.folder, jobs=2))


pytestmark = pytest.mark.xdist_group("district")


def test_every_file_has_its_class(run: Run) -> None:
    """Every copy, revision, conflict, broken and hostile file is in its class, and no other is."""
    counts = run.merged.counts
    assert counts["files"] == sum(run.district.classes.values())
    assert {kind: counts[kind] for kind in run.district.classes} == run.district.classes
    assert counts["units"] == run.district.classes["kept"]
    assert counts["open"] == run.district.classes["conflict"] // 2


def test_nothing_is_lost(run: Run) -> None:
    """Every input file is ranked, or stands in problems.csv."""
    kept = {unit.file for unit in run.merged.units}
    files = {path.relative_to(run.district.folder).as_posix() for path in run.district.folder.rglob("*.toml")}
    assert files == kept | classes(run.out).keys()


def test_answers_have_a_row_for_each_unit_and_indicator(run: Run) -> None:
    """answers.csv has one row per ranked unit and indicator, by unit."""
    units = [row["unit_code"] for row in rows(run.out, "answers.csv")]
    lines = len([*run.merged.set_of(run.merged.units[0]).indicators()])
    assert units == [unit.unit_code for unit in run.merged.units for _ in range(lines)]


def test_a_shuffled_second_run_gives_the_same_bytes(run: Run, tmp_path: Path) -> None:
    """Whatever the order in which files were written, and with one process for two, the bytes are the same."""
    files = [*run.district.folder.rglob("*.toml")]
    random.Random(3).shuffle(files)  # noqa: S311 - no secret
    for path in files:
        target = tmp_path / "phiếu" / path.relative_to(run.district.folder)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
    merged(tmp_path / "out", tmp_path / "phiếu", jobs=1)
    assert contents(tmp_path / "out") == contents(run.out)


def test_a_merge_of_its_own_records_ranks_the_same(run: Run, tmp_path: Path) -> None:
    """The records a merge has kept give the same ranking and answers."""
    merged(tmp_path / "out", run.out / "records", jobs=2)
    again, first = contents(tmp_path / "out"), contents(run.out)
    assert [again[name] for name in ("ranking.csv", "answers.csv")] == [
        first[name] for name in ("ranking.csv", "answers.csv")
    ]


def test_decisions_are_asked_once_and_late_files_anew(run: Run, tmp_path: Path) -> None:
    """A run with decisions asks nothing; three late files ask about those three."""
    out = tmp_path / "out"
    shutil.copytree(run.out, out)
    text = (out / "decisions.toml").read_text("utf-8")
    for conflict in run.merged.conflicts:
        digest = conflict.candidates[0].digest
        start = text.index(f'unit = "{conflict.unit_code}"')
        text = text[:start] + text[start:].replace('keep = ""\nby = ""', f'keep = "{digest}"\nby = "Tổ"', 1)
    (out / "decisions.toml").write_text(text, "utf-8")
    second = merged(out, run.district.folder, jobs=2)
    assert second.counts["open"] == 0
    assert second.counts["units"] == run.merged.counts["units"] + len(run.merged.conflicts)
    assert all(conflict.by == "Tổ" for conflict in second.conflicts)
    writer = Writer(second.set_of(second.units[0]), seed=1)
    late = tmp_path / "muộn"
    late.mkdir()
    for place in (TWOFOLD, TWOFOLD + 100, 5):
        (late / f"{place}.toml").write_text(writer.text(writer.record(place, 2)), "utf-8")
    third = merged(out, run.district.folder, late, jobs=2)
    asked = [conflict.unit_code for conflict in third.conflicts if conflict.is_open]
    assert asked == sorted(f"{place + 1:05}" for place in (TWOFOLD, TWOFOLD + 100, 5))
