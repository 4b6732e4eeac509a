"""What came in at a receiving office, made up: sound records, a conflict, a broken file, hostile names, who is missing."""

from __future__ import annotations

from pathlib import Path
from typing import Any, TypeVar

from strategies.districts import Writer
from strategies.merging import Shelf
from strategies.stage import HOSTILE, Stage
from textual.pilot import Pilot
from textual.screen import Screen

from scoring.merge import MergePlan, merge_records
from scoring.merge.csv_text import CsvStyle
from scoring.record import Record
from tui.screens.office.outcome import Outcome, outcome_of

S = TypeVar("S", bound=Screen[Any])
KNOWN = Shelf().load("vi-du", "2024.1")
WRITER = Writer(KNOWN, seed=7)
UNITS = 24
TWOFOLD = 3
"""Place of the unit with two different records."""
ALIKE = (10, 11)
"""Places of two units with the same answers, and so the same rank."""
BROKEN = "[b hỏng.toml"
MISSING = ("00091", "00092")


def _record(place: int) -> Record:
    record = WRITER.record(place)
    if place == ALIKE[1]:
        same = WRITER.record(ALIKE[0])
        record = record._replace(facts=same.facts, answers=same.answers, history=())
    if place < len(HOSTILE):
        record = record._replace(unit=record.unit._replace(name=f"Xã {HOSTILE[place]}"), history=())
    return record if record.history else WRITER.saved(record, 1)


def come_in(folder: Path, units: int = UNITS) -> Path:
    """Write what came in into `folder`, and return the roster beside it; units with hostile names are not on it."""
    (folder / "zalo").mkdir(parents=True)
    for place in range(units):
        (folder / f"{place + 1:05}.toml").write_text(WRITER.text(_record(place)), "utf-8")
    other = WRITER.record(TWOFOLD, 1)
    (folder / "zalo" / "khác.toml").write_text(WRITER.text(other), "utf-8")
    (folder / BROKEN).write_text("a = [\n", "utf-8")
    roster = folder.with_name("don-vi.csv")
    listed = [(_record(place).unit.code, f"Xã Số {place + 1}") for place in range(len(HOSTILE), units)]
    listed += [(code, f"Xã {HOSTILE[0]} {code}") for code in MISSING]
    roster.write_text("code,name\n" + "".join(f"{code},{name}\n" for code, name in listed), "utf-8")
    return roster


def plan(folder: Path, out: Path, roster: Path | None = None, *, report: bool = False) -> MergePlan:
    """Return the plan of a merge of what came in."""
    return MergePlan(
        (str(folder),),
        str(out),
        Shelf(),
        roster="" if roster is None else str(roster),
        report=report,
        jobs=1,
        style=CsvStyle("vi"),
        version="0",
    )


def merged_outcome(asked: MergePlan) -> Outcome:
    """Merge, and return what came of it."""
    return outcome_of(asked, merge_records(asked))


async def settle(app: Stage, pilot: Pilot[object]) -> None:
    """Wait until the workers are done and what they told is shown."""
    await pilot.pause()
    for _ in range(3):
        await app.workers.wait_for_complete()
        await pilot.pause()


def at(app: Stage, kind: type[S]) -> S:
    """Return the screen that is shown, which has to be of a kind."""
    screen = app.screen
    assert isinstance(screen, kind), screen
    return screen
