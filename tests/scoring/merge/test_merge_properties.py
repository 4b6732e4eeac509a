"""What holds of every merge: no order, no repetition, nothing lost, parts and whole alike."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from hypothesis import given, settings
from hypothesis import strategies as st
from strategies.districts import Writer
from strategies.merging import Shelf, classes, contents, merged

WRITER = Writer(Shelf().load("vi-du", "2024.1"), seed=11)
UNITS = 3
RECORDS = {}
for _place in range(UNITS):
    for _version in range(2):
        _first = WRITER.record(_place, _version)
        _second = WRITER.revised(_first)
        RECORDS[_place, _version] = (_first, _second, WRITER.revised(_second))


class Sent(NamedTuple):
    """A file that came in: whose, which of two records, which revision, in which state, how often."""

    unit: int
    version: int
    revision: int
    state: str
    copies: int
    broken: bool

    def write(self, folder: Path, name: str) -> None:
        """Write its copies."""
        record = RECORDS[self.unit, self.version][self.revision]._replace(state=self.state)  # type: ignore[arg-type]
        text = WRITER.text(record)
        for copy in range(self.copies):
            (folder / f"{name}-{copy}.toml").write_text(text[:200] if self.broken else text, "utf-8")


sent = st.builds(
    Sent,
    st.integers(0, UNITS - 1),
    st.sampled_from([0, 0, 0, 1]),
    st.integers(0, 2),
    st.sampled_from(["submitted", "submitted", "verified", "draft"]),
    st.integers(1, 2),
    st.sampled_from([False, False, False, True]),
)
districts = st.lists(sent, min_size=1, max_size=6)


def write(folder: Path, files: list[Sent], names: list[str]) -> Path:
    """Write files into a new folder."""
    folder.mkdir()
    for name, file in zip(names, files, strict=True):
        file.write(folder, name)
    return folder


def named(files: list[Sent], start: str = "") -> list[str]:
    """Return a name for each file."""
    return [f"{start}{number:02}" for number in range(len(files))]


@settings(max_examples=25)
@given(districts, st.randoms(use_true_random=False), st.integers(1, 2))
def test_the_order_of_files_does_not_matter(files: list[Sent], chance: object, jobs: int) -> None:
    """Other names in another order give the same ranking, answers and number of files of every class."""
    names = named(files)
    chance.shuffle(names)  # type: ignore[attr-defined]  # a Random
    with TemporaryDirectory() as home:
        folder = Path(home)
        one = merged(folder / "a", write(folder / "in", files, named(files)))
        other = merged(folder / "b", write(folder / "shuffled", files, names), jobs=jobs)
        assert one.counts == other.counts
        for file in ("ranking.csv", "answers.csv"):
            assert contents(folder / "a")[file] == contents(folder / "b")[file]


@settings(max_examples=25)
@given(districts)
def test_nothing_is_lost_and_again_is_the_same(files: list[Sent]) -> None:
    """Every file is ranked or told; a second merge into the same folder changes no byte."""
    with TemporaryDirectory() as home:
        folder = Path(home)
        found = merged(folder / "a", write(folder / "in", files, named(files)))
        every = {path.name for path in (folder / "in").iterdir()}
        ranked = {unit.file for unit in found.units}
        assert every == ranked | classes(folder / "a").keys()
        assert sum(
            found.counts[kind] for kind in ("kept", "broken", "identical", "superseded", "draft", "conflict")
        ) == len(every)
        first = contents(folder / "a")
        assert merged(folder / "a", folder / "in") == found
        assert contents(folder / "a") == first


@settings(max_examples=25)
@given(districts, districts)
def test_the_records_of_parts_give_the_whole(one: list[Sent], other: list[Sent]) -> None:
    """Merging A and B together equals merging what the merges of A and of B have kept."""
    with TemporaryDirectory() as home:
        folder = Path(home)
        write(folder / "A", one, named(one, "a"))
        write(folder / "B", other, named(other, "b"))
        merged(folder / "both", folder / "A", folder / "B")
        for name in ("A", "B"):
            merged(folder / f"out {name}", folder / name)
        merged(folder / "parts", folder / "out A" / "records", folder / "out B" / "records") if any(
            [*(folder / "out A" / "records").iterdir(), *(folder / "out B" / "records").iterdir()]
        ) else merged(folder / "parts", folder / "A", folder / "B")
        for file in ("ranking.csv", "answers.csv"):
            assert contents(folder / "parts")[file] == contents(folder / "both")[file]
