"""What is said of a record once it has been handed in."""

from pathlib import Path

import pytest
from strategies.jobs import FULL, opened
from strategies.sheets import record_at
from strategies.stage import HOSTILE, SIZE, Stage, desk_at, shown
from textual.containers import VerticalScroll
from textual.pilot import Pilot

from criteria.clean import clean_line
from criteria.faults import Fault
from criteria.words import Lang
from scoring.judge import judge
from scoring.record import Record, record_digest
from scoring.scorecard import ScoreCard
from scoring.store.evidence import evidence_folder
from tui.desk import Desk
from tui.screens.copy import CopyScreen
from tui.screens.saved import SavedScreen


def staged(
    tmp_path: Path, lang: Lang = "vi", record: Record | None = None, left: tuple[Fault, ...] = ()
) -> tuple[Stage, Path]:
    """Return a stage with what is said of a record, and the record's file."""
    desk = desk_at(tmp_path, lang)
    job = opened(desk, FULL)
    job.close()
    path = job.path

    def make(desk: Desk) -> SavedScreen:
        return SavedScreen(desk, path, card_of(record or record_at(FULL), desk), left)

    return Stage(desk, make), path


def card_of(record: Record, desk: Desk) -> ScoreCard:
    """Return the card of a record."""
    return judge(desk.sets.named(record.set.id, record.set.version), record)


async def told(app: Stage, pilot: Pilot[object]) -> str:
    """Return what is shown, on one line, with plain spaces."""
    await pilot.pause()
    await app.workers.wait_for_complete()
    await pilot.pause()
    return " ".join(shown(app.screen).split())


@pytest.mark.parametrize(
    ("lang", "wanted"),
    [
        (
            "vi",
            [
                "82,6/100 điểm (82,6 %) · Tốt · đã trả lời 54/54",
                "số 45/BC-UBND ngày 3/7/2024",
                "Gửi tệp phiếu cho Huyện Ví Dụ bằng USB, Zalo hoặc thư điện tử.",
                "Giữ số báo cáo 45/BC-UBND",
                "nó không chứng minh ai là người lập phiếu",
            ],
        ),
        (
            "en",
            [
                "82.6/100 points (82.6%) · Good · 54/54 indicators",
                "number 45/BC-UBND of 2024-07-03",
                "Send the file to Huyện Ví Dụ by USB stick, Zalo or e-mail.",
                "Keep the report number 45/BC-UBND",
                "it does not prove who made the record",
            ],
        ),
    ],
)
async def test_it_says_where_the_file_is_and_what_to_do(
    tmp_path: Path, lang: Lang, wanted: list[str]
) -> None:
    """Where the file is, its total, its digest with a note, and what to do with it, on one screenful."""
    app, path = staged(tmp_path, lang)
    async with app.run_test(size=(100, 24)) as pilot:
        text = await told(app, pilot)
        for part in wanted:
            assert part in text
        for part in (str(path), record_digest(record_at(FULL))):
            assert part in text.replace(" ", "")


async def test_without_a_number_it_says_how_to_add_one(tmp_path: Path) -> None:
    """A record without a report number says so; nobody is told to keep one."""
    record = record_at(FULL)
    app, _ = staged(tmp_path, record=record._replace(submission=record.submission._replace(number=None)))
    async with app.run_test(size=SIZE) as pilot:
        text = await told(app, pilot)
        assert "Phiếu chưa ghi số báo cáo." in text
        assert "Giữ số báo cáo" not in text


async def test_evidence_beside_the_record_is_counted_and_to_be_sent(tmp_path: Path) -> None:
    """The folder of evidence is named with how many files lie in it, and is to be sent along."""
    app, path = staged(tmp_path)
    folder = evidence_folder(path)
    folder.mkdir(parents=True)
    for name in ("a.pdf", "b.pdf"):
        (folder / name).write_bytes(b"x")
    async with app.run_test(size=(100, 30)) as pilot:
        text = await told(app, pilot)
        assert "(2 tệp)" in text
        assert "Gửi kèm cả thư mục minh chứng" in text


async def test_c_copies_it_to_a_stick(tmp_path: Path) -> None:
    """The key for copying opens the screen that copies this record."""
    app, _ = staged(tmp_path)
    async with app.run_test(size=SIZE) as pilot:
        await told(app, pilot)
        await pilot.press("c")
        await pilot.pause()
        assert isinstance(app.screen, CopyScreen)


async def test_what_could_not_be_tidied_up_is_told(tmp_path: Path) -> None:
    """A draft that could not be removed is told in words; the record is safe all the same."""
    app, _ = staged(tmp_path, left=(Fault("F023", file="x.nhap"),))
    async with app.run_test(size=(100, 34)) as pilot:
        text = await told(app, pilot)
        assert "x.nhap: Chương trình khác đang giữ tệp này" in text


async def test_text_of_a_record_is_shown_as_text(tmp_path: Path) -> None:
    """A number and an office's name that a markup parser would obey stand there letter by letter, and keys scroll."""
    hostile = " ".join(HOSTILE)
    record = record_at(FULL)
    unit = record.unit._replace(name=hostile, parent=record.unit.parent._replace(name=hostile))
    worse = record._replace(unit=unit, submission=record.submission._replace(number=hostile))
    app, _ = staged(tmp_path, record=worse)
    async with app.run_test(size=(80, 40)) as pilot:
        text = await told(app, pilot)
        assert text.count(clean_line(HOSTILE[2])) >= 3
        assert "\x1b" not in text
        await pilot.press("end", "ctrl+l")
        await pilot.pause()
        assert app.screen.query_one(VerticalScroll).has_focus
