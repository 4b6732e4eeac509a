"""Pictures of what comes after the answers: evidence, card, handing in, taking along, another set."""

from collections.abc import Callable
from pathlib import Path as File

import pytest
from strategies.jobs import FULL, PART, opened
from strategies.pictures import Scene, Walk, earlier_record
from strategies.sheets import SETS, record_at, sheet

from criteria.faults import Fault, FaultError
from criteria.model import IndicatorSet
from criteria.words import Words
from scoring.drafts.amending import compare
from scoring.drafts.paths import Entries
from scoring.store.copies import Copied, copy_to
from scoring.store.evidence import evidence_folder
from scoring.store.shelf import look_at, on_shelf
from tui.screens.card import CardScreen
from tui.screens.copy import CopyScreen
from tui.screens.drives import Drive
from tui.screens.evidence import EvidenceScreen
from tui.screens.set_change import SetChangeScreen
from tui.screens.submit import SubmitScreen

Taken = Callable[..., bool]
STICK = File("KINGSTON")
DOCUMENTS: Entries = {
    ("answers", "1.1", "evidence", "0", "number"): "02/BB-UBND",
    ("answers", "1.1", "evidence", "0", "date"): "5/1/2024",
    ("answers", "1.1", "evidence", "0", "title"): "Biên bản kiểm kê tài sản cuối năm 2023",
    ("answers", "1.1", "evidence", "1", "number"): "15/QĐ-UBND",
    ("answers", "1.1", "evidence", "1", "title"): "Quyết định giao máy tính cho cán bộ, công chức xã",
    ("answers", "1.1", "evidence", "1", "file"): "minh-chung/99001_xa-ict/15-qd-ubnd.pdf",
    ("answers", "1.1", "evidence", "1", "sha256"): "sha256:00",
}


def documents(*keys: str, there: bool = False) -> Scene:
    """Return a scene: the documents behind an answer, the file of one of them there or not, and keys pressed."""

    async def scene(walk: Walk) -> None:
        job = opened(walk.desk, FULL, DOCUMENTS)
        if there:
            folder = evidence_folder(job.path)
            folder.mkdir(parents=True)
            (folder / "15-qd-ubnd.pdf").write_bytes(b"x")
        await walk.open(EvidenceScreen(walk.desk, job, job.sheet.question(("answers", "1.1"))))
        await walk.press(*keys)
        job.close()

    return scene


@pytest.mark.parametrize(
    ("look", "keys", "there"),
    [
        pytest.param("vi-dark-80x24", (), False, id="vi-dark-80x24-a-file-is-gone"),
        pytest.param("en-ansi-120x40", ("down",), True, id="en-ansi-120x40-a-file-was-changed"),
        pytest.param(
            "vi-mono-80x24",
            ("down", "enter", "enter", *"31/2/2024"),
            False,
            id="vi-mono-80x24-a-day-that-is-none",
        ),
    ],
)
def test_evidence_is_listed_above_its_fields(
    taken: Taken, look: str, keys: tuple[str, ...], *, there: bool
) -> None:
    """Documents with the state of their files; a missing, a changed one; a day that is none."""
    assert taken(look, documents(*keys, there=there))


def card(sample: File, *keys: str, before: bool = False) -> Scene:
    """Return a scene: the card of a record, with the period before or without."""

    async def scene(walk: Walk) -> None:
        previous = record_at(earlier_record(walk.desk)) if before else None
        if previous is not None:
            answers = dict(previous.answers)
            answers["1.1"] = answers["1.1"]._replace(value=SETTLED)
            answers["4.1"] = answers["4.1"]._replace(value=None)
            previous = previous._replace(answers=answers)
        await walk.open(
            CardScreen(walk.desk, sheet(SETS["xa-ict"], base=record_at(sample), previous=previous))
        )
        await walk.press(*keys)

    return scene


SETTLED = record_at(FULL).facts["leaders"].value


@pytest.mark.parametrize(
    ("look", "sample", "keys", "before"),
    [
        pytest.param("vi-dark-80x24", FULL, (), False, id="vi-dark-80x24"),
        pytest.param("vi-ansi-80x24", FULL, ("end",), False, id="vi-ansi-80x24-its-end"),
        pytest.param("en-ansi-120x40", FULL, (), True, id="en-ansi-120x40-with-the-period-before"),
        pytest.param("vi-light-120x40", FULL, (), True, id="vi-light-120x40-with-the-period-before"),
        pytest.param("vi-mono-80x24", FULL, (), True, id="vi-mono-80x24-with-the-period-before"),
        pytest.param("vi-dark-80x24", PART, (), False, id="vi-dark-80x24-few-answers"),
    ],
)
def test_the_card_says_the_total_and_what_to_do_next(
    taken: Taken, look: str, sample: File, keys: tuple[str, ...], *, before: bool
) -> None:
    """Total, band, pillars, strengths, gaps, what can still be earned; with the period before, and with few answers."""
    assert taken(look, card(sample, *keys, before=before))


UNCONFIRMED: Entries = {("carried", "answers", "3.8"): "2023-H1"}
WRONG: Entries = {("answers", "1.1", "value"): "hai mươi"}


def submitting(sample: File, entries: Entries, *keys: str) -> Scene:
    """Return a scene: a record is gone over before it is handed in, and keys pressed."""

    async def scene(walk: Walk) -> None:
        job = opened(walk.desk, sample, entries)
        await walk.open(SubmitScreen(walk.desk, job))
        await walk.press(*keys)
        job.close()

    return scene


@pytest.mark.parametrize(
    ("look", "sample", "entries", "keys"),
    [
        pytest.param("vi-dark-80x24", FULL, {}, (), id="vi-dark-80x24-doubtful"),
        pytest.param("en-ansi-120x40", PART, UNCONFIRMED, (), id="en-ansi-120x40-unanswered"),
        pytest.param("vi-ansi-80x24", FULL, WRONG, ("f9",), id="vi-ansi-80x24-must-be-mended"),
        pytest.param("vi-dark-80x24", FULL, {}, ("f9",), id="vi-dark-80x24-second-step"),
    ],
)
def test_everything_open_is_listed_before_handing_in(
    taken: Taken, look: str, sample: File, entries: Entries, keys: tuple[str, ...]
) -> None:
    """What must be mended first, what is missing, what is doubtful; the second step says what is written where."""
    assert taken(look, submitting(sample, entries, *keys))


@pytest.mark.parametrize("look", ["vi-dark-80x24", "en-ansi-120x40"])
def test_the_saved_record_says_where_it_is_and_what_to_do(taken: Taken, look: str) -> None:
    """Handed in: the file, the total, the next steps, the digest to compare."""

    async def scene(walk: Walk) -> None:
        job = opened(walk.desk)
        await walk.open(SubmitScreen(walk.desk, job))
        await walk.press("f9")
        await walk.choose("#ask_answers", "hand_in")

    assert taken(look, scene)


def full(*_: object, **__: object) -> Copied:
    """Copy to a stick that has no room."""
    raise FaultError([Fault("F020", file="99001_xa-ict.toml")])


def plugged_in() -> Drive:
    """Return a stick."""
    STICK.mkdir()
    return Drive(STICK, 5 << 30)


def copying(*keys: str, fault: bool = False) -> Scene:
    """Return a scene: a record is taken along on a stick."""

    async def scene(walk: Walk) -> None:
        records, drafts = walk.desk.folders.records(walk.desk.settings), walk.desk.folders.drafts
        opened(walk.desk).close()
        for draft in drafts.iterdir():
            draft.unlink()
        item = look_at(on_shelf(records, drafts)[0])
        sticks = [plugged_in()]
        copy = full if fault else copy_to
        await walk.open(CopyScreen(walk.desk, item, sticks=lambda: sticks, copy=copy))
        await walk.press(*keys)

    return scene


@pytest.mark.parametrize(
    ("look", "keys", "fault"),
    [
        pytest.param("vi-dark-80x24", ("enter",), False, id="vi-dark-80x24-copied"),
        pytest.param("en-ansi-120x40", ("enter",), False, id="en-ansi-120x40-copied"),
        pytest.param("vi-ansi-80x24", ("enter",), True, id="vi-ansi-80x24-not-copied"),
    ],
)
def test_a_copy_says_where_it_went_or_why_not(
    taken: Taken, look: str, keys: tuple[str, ...], *, fault: bool
) -> None:
    """Copied and read back; and a stick that cannot be written."""
    assert taken(look, copying(*keys, fault=fault))


def newer(old: IndicatorSet) -> IndicatorSet:
    """Return a version with one indicator less, one under another code, and one more."""
    first, *others = old.pillars
    gone, moved, *rest = first.indicators
    added = gone._replace(
        id="1.9", title=Words("Máy chủ dùng chung của huyện", "The district's shared server")
    )
    pillar = first._replace(indicators=(moved._replace(id="1.8"), *rest, added))
    return old._replace(version="2025.1", pillars=(pillar, *others))


@pytest.mark.parametrize(
    ("look", "keys"),
    [
        pytest.param("vi-dark-80x24", (), id="vi-dark-80x24"),
        pytest.param("en-ansi-120x40", (), id="en-ansi-120x40"),
        pytest.param("vi-ansi-80x24", ("ctrl+n",), id="vi-ansi-80x24-second-step"),
    ],
)
def test_a_newer_set_shows_what_it_changes(taken: Taken, look: str, keys: tuple[str, ...]) -> None:
    """What is asked no more, under another code, new, kept; then the question whether to make the change."""

    async def scene(walk: Walk) -> None:
        old = SETS["vi-du"]
        new = newer(old)
        await walk.open(SetChangeScreen(walk.desk, compare(old, new), old, new))
        await walk.press(*keys)

    assert taken(look, scene)
