"""The out folder: old or new, never a mixture, never anybody else's."""

import shutil
from pathlib import Path

import pytest
from strategies.districts import Writer
from strategies.merge_kills import killed_merges
from strategies.merging import Shelf, codes, contents, merged

from criteria.faults import FaultError
from scoring.merge.folder import mend

WRITER = Writer(Shelf().load("vi-du", "2024.1"), seed=7)


@pytest.fixture
def records(tmp_path: Path) -> Path:
    """Return a folder of three records."""
    folder = tmp_path / "in"
    folder.mkdir()
    for place in range(3):
        (folder / f"{place}.toml").write_text(WRITER.text(WRITER.record(place)), "utf-8")
    return folder


def test_a_folder_that_is_not_ours_is_refused(tmp_path: Path, records: Path) -> None:
    """A folder without merge.toml, or with a file it does not list, is left alone."""
    out = tmp_path / "out"
    out.mkdir()
    (out / "luận văn.docx").write_text("x", "utf-8")
    with pytest.raises(FaultError) as raised:
        merged(out, records)
    assert codes(raised.value) == ["M001"]
    (out / "luận văn.docx").unlink()
    merged(out, records)
    for strange in (out / "ghi chú.txt", out / "records" / "ghi chú.txt"):
        before = contents(out)
        strange.write_text("x", "utf-8")
        with pytest.raises(FaultError) as raised:
            merged(out, records)
        assert codes(raised.value) == ["M002"]
        strange.unlink()
        assert contents(out) == before
    (out / "Thumbs.db").write_text("x", "utf-8")
    merged(out, records)
    assert not (out / "Thumbs.db").exists()


def test_a_file_in_place_of_the_folder_is_refused(tmp_path: Path, records: Path) -> None:
    """A file or a link of that name is not replaced."""
    (tmp_path / "out").write_text("x", "utf-8")
    with pytest.raises(FaultError) as raised:
        merged(tmp_path / "out", records)
    assert codes(raised.value) == ["M001"]
    assert (tmp_path / "out").read_text("utf-8") == "x"


@pytest.mark.parametrize("name", ["a" * 245, "a" * 300, "/".join(["b" * 200] * 30)])
def test_a_name_that_is_too_long_is_told_as_that(tmp_path: Path, records: Path, name: str) -> None:
    """Not as a stick that was pulled out; the folder built aside has the longer name."""
    with pytest.raises(FaultError) as caught:
        merged(tmp_path / name, records)
    assert codes(caught.value) == ["M026"]


def test_out_inside_an_input_is_not_read(tmp_path: Path, records: Path) -> None:
    """The out folder may lie among the records; an input may not lie in the out folder."""
    first = merged(records / "out", records)
    second = merged(records / "out", records)
    assert second == first
    with pytest.raises(FaultError) as raised:
        merged(records / "out", records / "out" / "records")
    assert codes(raised.value) == ["M005"]
    assert sorted(path.name for path in records.iterdir()) == ["0.toml", "1.toml", "2.toml", "out"]
    assert tmp_path.is_dir()


def test_nothing_to_merge(tmp_path: Path) -> None:
    """An empty folder, or one that is not there, makes no merge and no folder."""
    (tmp_path / "in").mkdir()
    for inputs, code in ((tmp_path / "in", "M007"), (tmp_path / "none", "F001")):
        with pytest.raises(FaultError) as raised:
            merged(tmp_path / "out", inputs)
        assert codes(raised.value) == [code]
    assert [path.name for path in tmp_path.iterdir()] == ["in"]


class Stop:
    """A progress that is cancelled after so many reports."""

    def __init__(self, after: int) -> None:
        self._left = after

    @property
    def cancelled(self) -> bool:
        """Whether the reports are used up."""
        self._left -= 1
        return self._left < 0

    def stage(self, stage: str) -> None:
        """Do nothing."""

    def files(self, done: int, total: int) -> None:
        """Do nothing."""

    def findings(self, found: int) -> None:
        """Do nothing."""


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_cancelled_merge_leaves_everything_as_it_was(tmp_path: Path, records: Path, jobs: int) -> None:
    """Whenever it is cancelled: the old folder is there, and nothing beside it."""
    out = tmp_path / "out"
    merged(out, records)
    before = contents(tmp_path)
    (records / "3.toml").write_text(WRITER.text(WRITER.record(3)), "utf-8")
    before = contents(tmp_path)
    ends = []
    for after in range(40):
        ended = merged(out, records, progress=Stop(after), jobs=jobs)
        ends.append(ended.cancelled)
        if not ended.cancelled:
            break
        assert contents(tmp_path) == before
    assert ends[0]
    assert not ends[-1]


@pytest.mark.parametrize("where", ["moved", "swapped", "half_removed"])
def test_a_swap_that_was_cut_off_is_finished(tmp_path: Path, records: Path, where: str) -> None:
    """Between any two steps of a swap the next command goes on, to the new folder where it is whole."""
    out = tmp_path / "out"
    merged(out, records)
    old = contents(out)
    (records / "3.toml").write_text(WRITER.text(WRITER.record(3)), "utf-8")
    merged(tmp_path / "new", records)
    new = contents(tmp_path / "new")
    aside = tmp_path / "out.moi.0123456789ab"
    (tmp_path / "new").rename(aside)
    out.rename(tmp_path / "out.cu")
    if where != "moved":
        aside.rename(out)
    if where == "half_removed":
        shutil.rmtree(tmp_path / "out.cu" / "records")
    mend(str(out))
    assert contents(out) == new != old
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in", "out"]


def test_what_a_killed_merge_was_building_is_removed(tmp_path: Path, records: Path) -> None:
    """A folder that was not built to its end goes, and the old one stays or comes back."""
    out = tmp_path / "out"
    merged(out, records)
    old = contents(out)
    aside = tmp_path / "out.moi.0123456789ab"
    aside.mkdir()
    (aside / "dang-tong-hop").touch()
    (aside / "answers.csv").touch()
    out.rename(tmp_path / "out.cu")
    mend(str(out))
    assert contents(out) == old
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in", "out"]


def test_killed_merges_leave_the_old_or_the_new_folder(tmp_path: Path) -> None:
    """Ten kills at any moment leave one whole folder, and the next run mends what they left."""
    killed_merges(tmp_path, seed=2024, times=10)
