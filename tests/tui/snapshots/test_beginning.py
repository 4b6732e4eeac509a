"""Pictures of what comes before the checklist: the shelf, the first start, a new record."""

import os
from collections.abc import Callable
from shutil import copy

import pytest
from strategies.jobs import FULL, PART
from strategies.pictures import ME, NOW, Scene, Walk, begun, earlier_record
from textual.widgets import OptionList

from scoring.drafts.paths import Entries
from tui.desk import Desk
from tui.screens.new_record import NewRecordScreen

Taken = Callable[..., bool]


async def nothing(_: Walk) -> None:
    """Do nothing: the shelf is what the program opens with."""


def filled(desk: Desk) -> None:
    """Put two records, two drafts and a file that is none on the shelf."""
    records = desk.folders.records(desk.settings)
    this = records / "2024-H1"
    this.mkdir(parents=True)
    copy(FULL, this / FULL.name)
    copy(PART, this / PART.name)
    (this / "hong.toml").write_text("schema = [", encoding="utf-8")
    earlier_record(desk)
    facts: Entries = {("facts", "staff", "value"): "22", ("answers", "1.1", "value"): "yes"}
    begun(desk, "vi-du", facts).close()
    begun(desk, "ntm-tc8", {}, "2023").close()
    files = [*sorted(records.glob("*/*.toml")), *sorted(desk.folders.drafts.iterdir())]
    for hours, file in enumerate(files):
        os.utime(file, times=(NOW.timestamp() + 3600 * hours,) * 2)


@pytest.mark.parametrize("look", ["vi-dark-80x24", "en-ansi-120x40"])
def test_an_empty_shelf_says_how_to_begin(taken: Taken, look: str) -> None:
    """Nothing there yet: one key begins."""
    assert taken(look, nothing, **ME)


@pytest.mark.parametrize("look", ["vi-dark-80x24", "vi-mono-80x24", "en-ansi-120x40", "vi-light-120x40"])
def test_the_shelf_lists_records_and_drafts(taken: Taken, look: str) -> None:
    """Unit, period, set, coverage, points and state of each, the newest first; a file that is none is among them."""
    assert taken(look, nothing, filled, **ME)


def test_what_is_wrong_with_a_file_is_told_under_the_list(taken: Taken) -> None:
    """The cursor on the file that is no record: where it lies, and what is wrong with it."""

    async def scene(walk: Walk) -> None:
        listed = walk.app.screen.query_one(OptionList)
        rows = [str(option.prompt) for option in listed.options]
        listed.highlighted = next(at for at, row in enumerate(rows) if "hong.toml" in row)

    assert taken("vi-ansi-80x24", scene, filled, **ME)


@pytest.mark.parametrize("look", ["vi-dark-80x24", "en-ansi-120x40"])
def test_what_keeps_a_record_from_being_opened_is_asked_about(taken: Taken, look: str) -> None:
    """The dialog for a file that is no record: what is wrong with it, and whether to try again."""

    async def scene(walk: Walk) -> None:
        listed = walk.app.screen.query_one(OptionList)
        rows = [str(option.prompt) for option in listed.options]
        listed.highlighted = next(at for at, row in enumerate(rows) if "hong.toml" in row)
        await walk.press("enter")

    assert taken(look, scene, filled, **ME)


def step(number: int, *typed: str) -> Scene:
    """Return a scene: a step of the first start, and keys pressed on it."""

    async def scene(walk: Walk) -> None:
        await walk.press(*["enter"] * (number - 1 + (number > 3)))
        await walk.ready()
        for keys in typed:
            await walk.press(*([keys] if keys in {"f1", "tab", "escape", "enter"} else keys))

    return scene


@pytest.mark.parametrize(
    ("look", "number", "typed"),
    [
        pytest.param("vi-dark-80x24", 1, (), id="vi-dark-80x24-language"),
        pytest.param("vi-ansi-80x24", 2, ("diem thuy",), id="vi-ansi-80x24-commune"),
        pytest.param("en-dark-120x40", 2, ("truc bach",), id="en-dark-120x40-commune"),
        pytest.param("vi-mono-80x24", 3, (), id="vi-mono-80x24-name"),
        pytest.param("en-ansi-120x40", 4, (), id="en-ansi-120x40-folder"),
        pytest.param("vi-dark-80x24", 5, ("f1", "escape", "tieengs Vieetj"), id="vi-dark-80x24-keys"),
        pytest.param("en-ansi-120x40", 5, ("f1", "escape", "tiếng Việt"), id="en-ansi-120x40-keys"),
    ],
)
def test_the_first_start_takes_five_steps(
    taken: Taken, look: str, number: int, typed: tuple[str, ...]
) -> None:
    """Language, commune, name, folder, keys: each step fits, and says what it is for."""
    assert taken(look, step(number, *typed), started=False)


def new_record(row: str | None = None, *keys: str) -> Scene:
    """Return a scene: a new record, one of its rows opened, and keys pressed there."""

    async def scene(walk: Walk) -> None:
        await walk.open(NewRecordScreen(walk.desk, (), new_id=lambda: "id"))
        if row is not None:
            await walk.choose("#new_rows", row, *keys)

    return scene


@pytest.mark.parametrize("look", ["vi-dark-80x24", "en-ansi-120x40"])
def test_a_new_record_is_proposed(taken: Taken, look: str) -> None:
    """Set, period, unit and class as they are likely to be."""
    unit = {"unit_code": "05941", "unit_name": "Xã Điềm Thụy", "parent_name": "Huyện Phú Bình"}
    assert taken(look, new_record(), **{**ME, **unit})


@pytest.mark.parametrize("look", ["vi-ansi-80x24", "en-dark-80x24"])
def test_a_commune_is_found_by_a_part_of_its_name(taken: Taken, look: str) -> None:
    """What is found by three syllables without marks."""
    assert taken(look, new_record("unit", *"phu binh"))


@pytest.mark.parametrize("look", ["vi-dark-80x24", "en-ansi-120x40"])
def test_a_period_is_found_by_words(taken: Taken, look: str) -> None:
    """What is found by `2023`."""
    assert taken(look, new_record("period", *"2023"))
