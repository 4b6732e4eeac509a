"""Taking a record along by keys: where to, how far, what came of it."""

import asyncio
import shutil
import threading
from collections.abc import Sequence
from pathlib import Path

import pytest
from strategies.jobs import PART
from strategies.stage import HOSTILE, NOTHING, SIZE, Stage, desk_at, options_of, shown, text_of, type_text
from textual.pilot import Pilot

from criteria.clean import clean_line
from criteria.words import Lang
from scoring.store.copies import Copied
from scoring.store.copying import Cancelled, Progress, Stopped
from scoring.store.shelf import ShelfItem, look_at, on_shelf
from tui.desk import Desk
from tui.screens.confirm import Ask
from tui.screens.copy import CopyScreen
from tui.screens.drives import Drive, mounted
from tui.widgets.path_tree import PathTree


def record(desk: Desk, source: bytes | None = None) -> ShelfItem:
    """Return a record on the shelf."""
    folder = desk.folders.records(desk.settings) / "2024-H1"
    folder.mkdir(parents=True)
    (folder / PART.name).write_bytes(PART.read_bytes() if source is None else source)
    found = on_shelf(desk.folders.records(desk.settings), desk.folders.drafts)
    return look_at(found[0])


def staged(desk: Desk, item: ShelfItem, sticks: Sequence[Drive] = ()) -> Stage:
    """Return a stage with the screen on it."""
    return Stage(desk, lambda desk: CopyScreen(desk, item, sticks=lambda: sticks))


async def settle(app: Stage, pilot: Pilot[object]) -> None:
    """Wait until the workers are done and what they told is shown."""
    await pilot.pause()
    await app.workers.wait_for_complete()
    await pilot.pause()


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    """Return the folder of a stick."""
    folder = tmp_path / "KINGSTON"
    folder.mkdir()
    return folder


def said(app: Stage) -> str:
    """Return what the screen says came of it."""
    return text_of(app.screen, "#copy_said")


@pytest.mark.parametrize(("lang", "done"), [("vi", "ĐÃ CHÉP XONG"), ("en", "COPIED")])
async def test_a_record_goes_to_the_stick_by_one_key(
    tmp_path: Path, stick: Path, lang: Lang, done: str
) -> None:
    """The stick is under the cursor; Enter copies, and the screen says that it is done and where it lies."""
    desk = desk_at(tmp_path, lang)
    app = staged(desk, record(desk), [Drive(stick, 5 << 20)])
    async with app.run_test(size=SIZE) as pilot:
        await settle(app, pilot)
        assert "5 MB" in options_of(app.screen, "#copy_rows")["drive_0"]
        await pilot.press("enter")
        await settle(app, pilot)
        assert done in said(app)
        assert "05941_xa-ict.toml" in said(app)
    assert (stick / "2024-H1" / PART.name).read_bytes() == PART.read_bytes()


async def test_what_is_there_already_is_not_written_again(tmp_path: Path, stick: Path) -> None:
    """The same content twice is no fault, and says so."""
    desk = desk_at(tmp_path)
    app = staged(desk, record(desk), [Drive(stick, None)])
    async with app.run_test(size=SIZE) as pilot:
        await settle(app, pilot)
        await pilot.press("enter")
        await settle(app, pilot)
        await pilot.press("enter")
        await settle(app, pilot)
        assert "Không phải chép" in said(app)


@pytest.mark.parametrize(
    ("answer", "kept"),
    [("enter", "khác"), ("escape", "khác"), ("down,enter", PART.read_text(encoding="utf-8"))],
)
async def test_other_content_is_replaced_only_when_asked(
    tmp_path: Path, stick: Path, answer: str, kept: str
) -> None:
    """Where another content lies the program asks; by any other answer than the second it stays."""
    desk = desk_at(tmp_path)
    there = stick / "2024-H1" / PART.name
    there.parent.mkdir()
    there.write_text("khác")
    app = staged(desk, record(desk), [Drive(stick, None)])
    async with app.run_test(size=SIZE) as pilot:
        await settle(app, pilot)
        await pilot.press("enter")
        await settle(app, pilot)
        assert isinstance(app.screen, Ask)
        assert PART.name in shown(app.screen)
        await pilot.press(*answer.split(","))
        await settle(app, pilot)
        assert ("CHƯA CHÉP ĐƯỢC" in said(app)) == (kept == "khác")
    assert there.read_text(encoding="utf-8") == kept


async def test_evidence_goes_along_and_what_is_missing_is_named(tmp_path: Path, stick: Path) -> None:
    """Documents beside the record are copied with it; one that is gone is told."""
    documents = '[{ file = "minh-chung/a.pdf", title = "A" }, { file = "minh-chung/b.pdf" }]'
    source = PART.read_text(encoding="utf-8") + f'\n[answers."1.1"]\nevidence = {documents}\n'
    desk = desk_at(tmp_path)
    item = record(desk, source.encode())
    folder = desk.folders.records(desk.settings) / "2024-H1" / "minh-chung"
    folder.mkdir()
    (folder / "a.pdf").write_bytes(b"%PDF")
    app = staged(desk, item, [Drive(stick, None)])
    async with app.run_test(size=SIZE) as pilot:
        await settle(app, pilot)
        await pilot.press("enter")
        await settle(app, pilot)
        assert "Đã chép 2 tệp" in said(app)
        assert "LƯU Ý: 1 tệp" in said(app)
        assert "b.pdf" in said(app)
    assert (stick / "2024-H1" / "minh-chung" / "a.pdf").read_bytes() == b"%PDF"


async def test_a_folder_can_be_typed_or_chosen(tmp_path: Path, stick: Path) -> None:
    """Without a stick a folder is typed; one that is not there is refused beside the line."""
    desk = desk_at(tmp_path)
    app = staged(desk, record(desk))
    async with app.run_test(size=SIZE) as pilot:
        await settle(app, pilot)
        assert "Không thấy USB" in said(app)
        await pilot.press("down", "enter")
        await settle(app, pilot)
        await type_text(pilot, "/khong/co")
        await pilot.press("enter")
        await pilot.pause()
        assert "Không có thư mục này" in shown(app.screen)
        await pilot.press("home", "shift+end", "delete")
        await type_text(pilot, str(stick))
        await pilot.press("enter")
        await settle(app, pilot)
        assert "ĐÃ CHÉP XONG" in said(app)
        await pilot.press("up", "enter")
        await settle(app, pilot)
        assert app.screen.query_one(PathTree).folder == stick


async def test_a_stick_that_was_pulled_out_is_told(tmp_path: Path) -> None:
    """A place that is gone is a fault in words, and no folder is made in its place."""
    desk = desk_at(tmp_path)
    gone = tmp_path / "KINGSTON"
    app = staged(desk, record(desk), [Drive(gone, None)])
    async with app.run_test(size=SIZE) as pilot:
        await settle(app, pilot)
        await pilot.press("enter")
        await settle(app, pilot)
        assert "CHƯA CHÉP ĐƯỢC" in said(app)
    assert mounted([str(tmp_path)], lambda path: path == str(gone)) == []
    assert app.answer is NOTHING


async def test_sticks_are_looked_for_again(tmp_path: Path, stick: Path) -> None:
    """A stick plugged in later is found by the last row; looking stops nobody from leaving."""
    found: list[Drive] = []
    gate = threading.Event()

    def look() -> list[Drive]:
        gate.wait(10)
        return [*found]

    desk = desk_at(tmp_path)
    item = record(desk)
    app = Stage(desk, lambda desk: CopyScreen(desk, item, sticks=look))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        assert "Đang tìm USB" in options_of(app.screen, "#copy_rows")["again"]
        gate.set()
        await settle(app, pilot)
        found.append(Drive(stick, None))
        await pilot.press("end", "enter")
        await settle(app, pilot)
        assert "KINGSTON" in options_of(app.screen, "#copy_rows")["drive_0"]
        await pilot.press("escape")
        await pilot.pause()
    assert app.answer is None


async def test_copying_shows_how_far_it_is_and_can_be_stopped(tmp_path: Path, stick: Path) -> None:
    """While it runs, the screen says how far, Escape stops it and stays, and only the next Escape leaves."""
    halfway = threading.Event()

    def copy(_: Path, __: Path, *, progress: Progress, cancelled: Cancelled, replace: bool) -> Copied:
        assert not replace
        progress(1, 2)
        halfway.set()
        while not cancelled():
            halfway.wait(0.01)
        raise Stopped

    desk = desk_at(tmp_path)
    item = record(desk)
    app = Stage(desk, lambda desk: CopyScreen(desk, item, sticks=lambda: [Drive(stick, None)], copy=copy))
    async with app.run_test(size=SIZE) as pilot:
        await settle(app, pilot)
        await pilot.press("enter")
        await asyncio.to_thread(halfway.wait, 10)
        await pilot.pause()
        assert "50 %" in said(app)
        assert "Dừng chép" in shown(app.screen)
        await pilot.press("enter", "escape")
        await settle(app, pilot)
        assert "Đã dừng" in said(app)
        assert app.answer is NOTHING
        await pilot.press("escape")
        await pilot.pause()
    assert app.answer is None


@pytest.mark.parametrize("text", HOSTILE)
async def test_a_hostile_record_is_shown_as_text(tmp_path: Path, stick: Path, text: str) -> None:
    """A unit's name and the name of a stick are shown as they stand."""
    desk = desk_at(tmp_path)
    item = record(desk)
    assert item.unit is not None
    item = item._replace(unit=item.unit._replace(name=text))
    drive = stick / text.replace("/", "_")
    drive.mkdir()
    app = staged(desk, item, [Drive(drive, None)])
    async with app.run_test(size=SIZE) as pilot:
        await settle(app, pilot)
        assert clean_line(text) in shown(app.screen)
        await pilot.press("enter")
        await settle(app, pilot)
        assert "ĐÃ CHÉP XONG" in said(app)


def test_likely_sticks_are_what_is_mounted(tmp_path: Path) -> None:
    """Mount points below the folders for sticks, or one deeper, with what is free on them; nothing else."""
    for name in ("hoa/KINGSTON", "hoa/đĩa", "cdrom", "hoa/KINGSTON/thư mục"):
        (tmp_path / name).mkdir(parents=True, exist_ok=True)
    mounts = {str(tmp_path / "hoa" / "KINGSTON"), str(tmp_path / "cdrom")}
    found = mounted([str(tmp_path), str(tmp_path / "không có")], mounts.__contains__)
    assert {str(drive.path) for drive in found} == mounts
    assert all(drive.free == shutil.disk_usage(tmp_path).free or drive.free for drive in found)
