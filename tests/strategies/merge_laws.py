"""Districts made of chance, and what holds of every merge of them: no order, no repetition, nothing lost, parts and whole alike."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import NamedTuple
from uuid import UUID

from hypothesis import strategies as st
from strategies.districts import Writer
from strategies.merging import Shelf, classes, contents, merged

from criteria.rules import facts_of
from scoring.answers import Review
from scoring.merge import Merged
from scoring.merge.decisions import decisions_text
from scoring.record import Record, answer_digest

WRITER = Writer(Shelf().load("vi-du", "2024.1"), seed=11)
RULES = {one.id: one.rule_for("plain") for one in WRITER.set.indicators()}
UNITS = 3
REVISIONS = 3
OWN, OTHER, TWIN, COPY = range(4)
"""Which record of a unit: its own, a different one, its own under another id, a neighbour's it copied."""
RANKED = ("ranking.csv", "answers.csv")


def _revisions(first: Record) -> tuple[Record, ...]:
    found = [first]
    while len(found) < REVISIONS:
        found.append(WRITER.revised(found[-1]))
    return tuple(found)


def _records() -> Mapping[tuple[int, int], tuple[Record, ...]]:
    """Return the revisions of every record there may be, by unit and kind."""
    found = {}
    for place in range(UNITS):
        own = WRITER.record(place)
        copied = WRITER.revised(WRITER.record((place + 1) % UNITS))._replace(unit=own.unit)
        found[place, OWN] = _revisions(own)
        found[place, OTHER] = _revisions(WRITER.record(place, 1))
        found[place, TWIN] = _revisions(own._replace(id=str(UUID(int=place + 1))))
        found[place, COPY] = _revisions(WRITER.saved(copied, 3))
    return found


RECORDS = _records()


class Said(NamedTuple):
    """A review of the first answers of a record."""

    decision: str
    day: int
    answers: int

    def of(self, record: Record) -> Record:
        """Return the record with the review."""
        review = {
            name: Review(
                self.decision,  # type: ignore[arg-type]  # one of the three
                answer_digest(record, name, facts_of(RULES[name])),
                reason="Thiếu minh chứng",
                at=date(2024, 7, self.day),
            )
            for name in [*record.answers][: self.answers]
        }
        return record._replace(review=review)


class Sent(NamedTuple):
    """A file that came in: whose, which record, which revision, in which state, reviewed how, how often."""

    unit: int
    kind: int
    revision: int
    state: str
    review: Said | None
    copies: int
    broken: bool

    def write(self, folder: Path, name: str) -> None:
        """Write its copies."""
        record = RECORDS[self.unit, self.kind][self.revision]._replace(state=self.state)  # type: ignore[arg-type]
        text = WRITER.text(record if self.review is None else self.review.of(record))
        for copy in range(self.copies):
            (folder / f"{name}-{copy}.toml").write_text(text[:200] if self.broken else text, "utf-8")


reviews = st.builds(Said, st.sampled_from(["agreed", "rejected"]), st.integers(1, 3), st.integers(1, 3))
units, revisions = st.integers(0, UNITS - 1), st.integers(0, REVISIONS - 1)
kinds = st.sampled_from([OWN, OWN, OWN, OTHER, OTHER, TWIN, COPY])
sound = st.builds(
    Sent,
    units,
    kinds,
    revisions,
    st.sampled_from(["submitted", "verified"]),
    st.none() | reviews,
    st.integers(1, 2),
    st.just(False),  # noqa: FBT003 - as the field
)
sent = st.builds(
    Sent,
    units,
    kinds,
    revisions,
    st.sampled_from(["submitted", "submitted", "verified", "draft"]),
    st.none() | reviews,
    st.integers(1, 2),
    st.sampled_from([False, False, False, True]),
)
districts = st.builds(lambda one, others: [one, *others], sound, st.lists(sent, max_size=6))
"""Files of which at least one is a record that may be ranked."""


def write(folder: Path, files: list[Sent], names: list[str]) -> Path:
    """Write files into a new folder."""
    folder.mkdir()
    for name, file in zip(names, files, strict=True):
        file.write(folder, name)
    return folder


def named(files: list[Sent], start: str = "") -> list[str]:
    """Return a name for each file."""
    return [f"{start}{number:02}" for number in range(len(files))]


def decided(path: Path, found: Merged, turn: int) -> Path:
    """Write decisions about everything that a merge left open; `turn` says which candidate is kept."""
    settled = [
        one._replace(keep=one.candidates[turn % len(one.candidates)].digest, by="Tổ", reason="Bản đã ký")
        for one in (*found.conflicts, *found.contested)
    ]
    path.write_text(decisions_text(settled, "vi"), "utf-8")
    return path


def ranked(out: Path) -> list[bytes]:
    """Return the bytes of ranking and answers."""
    return [(out / name).read_bytes() for name in RANKED]


def hold_order(files: list[Sent], chance: Random, jobs: int) -> None:
    """Other names in another order give the same ranking, answers and number of files of every class."""
    names = named(files)
    chance.shuffle(names)
    with TemporaryDirectory() as home:
        folder = Path(home)
        one = merged(folder / "a", write(folder / "in", files, named(files)))
        other = merged(folder / "b", write(folder / "shuffled", files, names), jobs=jobs)
        assert one.counts == other.counts
        assert [each.digests for each in (*one.conflicts, *one.contested)] == [
            each.digests for each in (*other.conflicts, *other.contested)
        ]
        assert ranked(folder / "a") == ranked(folder / "b")


def hold_all_and_again(files: list[Sent], turn: int) -> None:
    """Every file is ranked or told, before and after everything is decided; a second merge changes no byte."""
    with TemporaryDirectory() as home:
        folder = Path(home)
        write(folder / "in", files, named(files))
        every = {path.name for path in (folder / "in").iterdir()}
        found = merged(folder / "a", folder / "in")
        for _ in range(2):
            assert every == {unit.file for unit in found.units} | classes(folder / "a").keys()
            assert sum(
                found.counts[kind]
                for kind in ("kept", "broken", "identical", "superseded", "draft", "conflict")
            ) == len(every)
            first = contents(folder / "a")
            assert merged(folder / "a", folder / "in") == found
            assert contents(folder / "a") == first
            found = merged(
                folder / "a", folder / "in", decisions=str(decided(folder / "d.toml", found, turn))
            )
        assert found.counts["open"] == 0
        assert not any(one.is_open for one in found.contested)


def hold_parts(one: list[Sent], other: list[Sent], turn: int) -> None:
    """Merging A and B together equals merging what the merges of A and of B have kept; decided upon or not."""
    with TemporaryDirectory() as home:
        folder = Path(home)
        write(folder / "A", one, named(one, "a"))
        write(folder / "B", other, named(other, "b"))
        for name in ("A", "B"):
            merged(folder / f"out {name}", folder / name)
        records = [folder / f"out {name}" / "records" for name in ("A", "B")]
        whole = merged(folder / "both", folder / "A", folder / "B")
        merged(folder / "parts", *records)
        assert ranked(folder / "parts") == ranked(folder / "both")
        decisions = str(decided(folder / "d.toml", whole, turn))
        again = merged(folder / "both", folder / "A", folder / "B", decisions=decisions)
        merged(folder / "parts", *records, decisions=decisions)
        assert ranked(folder / "parts") == ranked(folder / "both")
        assert again.counts["open"] == 0
