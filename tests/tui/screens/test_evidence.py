"""The documents behind an answer, by keys: added, changed, taken out, their files read, copied and watched."""

import asyncio
from collections.abc import Callable, Mapping
from hashlib import sha256
from pathlib import Path as File
from threading import Event

import pytest
from strategies.jobs import FULL, opened
from strategies.stage import HOSTILE, NOTHING, SIZE, Stage, desk_at, shown, type_text
from textual.pilot import Pilot
from textual.widgets import OptionList

from criteria.clean import clean_line
from criteria.words import Lang
from scoring.answers import Evidence
from scoring.drafts.paths import Path
from scoring.store.copying import Stopped
from scoring.store.evidence import evidence_folder
from tui.desk import Desk
from tui.screens.confirm import Ask
from tui.screens.evidence import EvidenceScreen
from tui.screens.evidence_files import Document, look_at_files
from tui.screens.pick_file import PickFile
from tui.widgets.line_input import LineInput
from tui.widgets.messages import Picked
from tui.widgets.path_tree import PathTree
from tui.widgets.told_list import ToldList
from tui.work import Work

Texts = Mapping[Path, str]
KEY: Path = ("answers", "1.1")
EVIDENCE: Path = (*KEY, "evidence")


class Desktop(Stage):
    """A stage with the draft whose evidence it shows.

    Attributes:
        job: The draft.
    """

    job: Work

    @property
    def told(self) -> list[str]:
        """Every row of the list, on one line."""
        listed = self.screen.query_one(ToldList).told
        return [" ".join([row.text.plain, *(more.plain for more in row.more)]) for row in listed]

    @property
    def documents(self) -> tuple[Evidence, ...]:
        """What the record holds."""
        return self.job.sheet.record.answers["1.1"].evidence

    def count(self) -> int:
        """Return how many documents the record holds."""
        return len(self.documents)

    def text(self, row: int, name: str) -> str:
        """Return what the draft says of a document."""
        return self.job.sheet.text((*EVIDENCE, str(row), name))


def staged(tmp_path: File, entries: Texts | None = None, lang: Lang = "vi", key: Path = KEY) -> Desktop:
    """Return a stage with the evidence of one answer of the invented commune, or of one fact."""

    def make(desk: Desk) -> EvidenceScreen:
        app.job = opened(desk, FULL, entries)
        return EvidenceScreen(desk, app.job, app.job.sheet.question(key))

    app = Desktop(desk_at(tmp_path, lang), make)
    return app


def on_top(app: Stage) -> type[object]:
    """Return the kind of the screen that is shown."""
    return type(app.screen)


async def settle(app: Stage, pilot: Pilot[object]) -> None:
    """Wait until the workers are done and what they told is shown."""
    await pilot.pause()
    await app.workers.wait_for_complete()
    await pilot.pause()


async def pick(app: Desktop, pilot: Pilot[object], file: File, way: str) -> None:
    """Pick a file with F4, and choose what is done with it."""
    await pilot.press("f4")
    await pilot.pause()
    assert on_top(app) is PickFile
    tree = app.screen.query_one(PathTree)
    tree.post_message(Picked(tree, file))
    await pilot.pause()
    assert on_top(app) is Ask
    place = app.screen.query_one(OptionList).get_option_index(way)
    await pilot.press(*["down"] * place, "enter")
    await settle(app, pilot)


@pytest.mark.parametrize(
    ("lang", "required", "wanted"),
    [
        ("vi", "Chỉ số này phải có minh chứng.", "Nên dùng: "),
        ("en", "This indicator must have evidence.", "Wanted: "),
    ],
)
async def test_what_is_wanted_stands_above_what_there_is(
    tmp_path: File, lang: Lang, required: str, wanted: str
) -> None:
    """Whether evidence is required, what would do, and each document with the state of its file."""
    app = staged(tmp_path, lang=lang)
    async with app.run_test(size=SIZE) as pilot:
        await settle(app, pilot)
        assert required in shown(app.screen)
        indicator = app.job.sheet.question(KEY).indicator
        assert indicator is not None
        hint = indicator.evidence.hint
        assert hint is not None
        assert f"{wanted}{hint.text(lang)}" in shown(app.screen)
        assert app.told == [
            " 1. 02/BB-UBND · 5/1/2024 · Biên bản kiểm kê tài sản cuối năm 2023 "
            + ("chưa kèm tệp" if lang == "vi" else "no file yet")
        ]
    app.job.close()


async def test_a_document_is_added_by_keys(tmp_path: File) -> None:
    """N begins a document; Enter goes from field to field; what is typed is in the record."""
    app = staged(tmp_path)
    async with app.run_test(size=SIZE) as pilot:
        await settle(app, pilot)
        await pilot.press("n")
        for text in ("123/Q", "1/2/2024", "nxc"):
            await type_text(pilot, text)
            await pilot.press("enter")
        await pilot.press("enter")
        await pilot.pause()
        documents = app.documents
        assert len(documents) == 2
        assert (documents[1].number, str(documents[1].date), documents[1].title) == (
            "123/Q",
            "2024-02-01",
            "nxc",
        )
        assert app.screen.query_one(ToldList).has_focus
        assert app.told[1].startswith(" 2. 123/Q · 1/2/2024 · nxc")
    app.job.close()


async def test_a_day_that_is_none_is_told_and_kept_as_typed(tmp_path: File) -> None:
    """A date that is none is explained; it is kept in the draft and left out of the record."""
    app = staged(tmp_path)
    async with app.run_test(size=SIZE) as pilot:
        await settle(app, pilot)
        await pilot.press("enter", "enter", "end", *["backspace"] * 8)
        await type_text(pilot, "31/2/2024")
        await pilot.pause()
        assert "“31/2/2024” không phải là một ngày có thật." in " ".join(shown(app.screen).split())
        assert app.text(0, "date") == "31/2/2024"
        assert app.documents[0].date is None
    app.job.close()


async def test_taking_out_and_undo(tmp_path: File) -> None:
    """X takes a document off the list; undo brings it back, redo takes it out again; no other question is undone."""
    entries: Texts = {("answers", "1.3", "note"): "việc khác"}
    app = staged(tmp_path, entries)
    async with app.run_test(size=SIZE) as pilot:
        await settle(app, pilot)
        await pilot.press("ctrl+z")
        await pilot.pause()
        assert app.job.sheet.text(("answers", "1.3", "note")) == "việc khác"
        await pilot.press("x")
        await pilot.pause()
        assert app.told == ["Chưa có minh chứng nào. Nhấn N để thêm, hoặc F4 để chọn tệp."]
        assert app.count() == 0
        await pilot.press("ctrl+z")
        await pilot.pause()
        assert app.count() == 1
        await pilot.press("ctrl+y")
        await pilot.pause()
        assert app.count() == 0
    app.job.close()


async def test_a_file_is_copied_beside_the_record(tmp_path: File) -> None:
    """A picked file is copied on request, with its digest, as one thing to undo; then it is unchanged, later changed."""
    scan = tmp_path / "Quyết định.pdf"
    scan.write_bytes(b"%PDF" * 1000)
    app = staged(tmp_path)
    async with app.run_test(size=SIZE) as pilot:
        await settle(app, pilot)
        await pick(app, pilot, scan, "copy_beside")
        copy = evidence_folder(app.job.path) / "quyet-dinh.pdf"
        assert copy.read_bytes() == scan.read_bytes()
        document = app.documents[0]
        assert document.file == f"minh-chung/{app.job.path.stem}/quyet-dinh.pdf"
        assert document.sha256 == f"sha256:{sha256(scan.read_bytes()).hexdigest()}"
        assert app.told[0].endswith("tệp còn nguyên")
        await pilot.press("ctrl+z")
        await pilot.pause()
        assert (app.text(0, "file"), app.text(0, "sha256")) == ("", "")
    app.job.close()


async def test_a_file_can_be_noted_now_and_copied_later(tmp_path: File) -> None:
    """Without a copy only the name and the digest are noted, which is told; C copies it after all."""
    scan = tmp_path / "ke hoach.pdf"
    scan.write_bytes(b"x")
    app = staged(tmp_path)
    async with app.run_test(size=SIZE) as pilot:
        await settle(app, pilot)
        await pick(app, pilot, scan, "note_only")
        assert app.text(0, "file") == "ke hoach.pdf"
        assert app.text(0, "sha256").startswith("sha256:")
        assert "tệp chưa nằm cạnh phiếu" in app.told[0]
        await pilot.press("c")
        await settle(app, pilot)
        assert app.text(0, "file").endswith("/ke-hoach.pdf")
        assert app.told[0].endswith("tệp còn nguyên")
    app.job.close()


async def test_a_file_without_a_document_begins_one(tmp_path: File) -> None:
    """F4 on an empty list begins a document with the file."""
    scan = tmp_path / "a.pdf"
    scan.write_bytes(b"x")
    app = staged(tmp_path, key=("facts", "rooms"))
    async with app.run_test(size=SIZE) as pilot:
        await settle(app, pilot)
        assert "Không bắt buộc có minh chứng" in shown(app.screen)
        await pick(app, pilot, scan, "copy_beside")
        assert app.job.sheet.record.facts["rooms"].evidence[0].file is not None
    app.job.close()


async def test_reading_a_file_can_be_stopped(tmp_path: File) -> None:
    """Escape stops what is being done to a file, says so, and changes nothing; the screen stays."""
    app = staged(tmp_path)
    async with app.run_test(size=SIZE) as pilot:
        await settle(app, pilot)
        screen = app.screen
        assert isinstance(screen, EvidenceScreen)
        begun = asyncio.Event()
        loop = asyncio.get_running_loop()

        def endless(progress: Callable[[int, int], object], cancelled: Callable[[], bool]) -> Evidence:
            progress(1, 2)
            loop.call_soon_threadsafe(begun.set)
            while not cancelled():
                Event().wait(0.005)
            raise Stopped

        screen.transfer(0, endless)
        await begun.wait()
        await pilot.pause()
        assert "50" in shown(screen)
        await pilot.press("escape")
        await settle(app, pilot)
        assert "Đã dừng." in shown(screen)
        assert app.text(0, "file") == ""
        assert app.answer is NOTHING
    app.job.close()


async def test_a_file_that_cannot_be_read_is_told_in_words(tmp_path: File) -> None:
    """A file that is gone when it is to be read is a fault in words; nothing changes."""
    app = staged(tmp_path)
    async with app.run_test(size=SIZE) as pilot:
        await settle(app, pilot)
        await pick(app, pilot, tmp_path / "mất rồi.pdf", "copy_beside")
        assert "Không tìm thấy tệp" in shown(app.screen)
        assert app.text(0, "file") == ""
    app.job.close()


async def test_a_name_typed_by_hand_has_no_digest(tmp_path: File) -> None:
    """Typing another file's name takes the old digest away, in one step."""
    entries = {(*EVIDENCE, "0", "file"): "minh-chung/a.pdf", (*EVIDENCE, "0", "sha256"): "sha256:00"}
    app = staged(tmp_path, entries)
    async with app.run_test(size=SIZE) as pilot:
        await settle(app, pilot)
        assert "KHÔNG THẤY TỆP" in app.told[0]
        app.screen.query_one("#evidence_file", LineInput).focus()
        await pilot.press("backspace", "x")
        await settle(app, pilot)
        assert (app.text(0, "file"), app.text(0, "sha256")) == ("minh-chung/a.pdx", "")
    app.job.close()


def test_how_files_stand(tmp_path: File) -> None:
    """A file is unchanged, without a digest, changed, gone, elsewhere; asking stops when it is told to."""
    record = tmp_path / "2024-H1" / "r.toml"
    folder = tmp_path / "2024-H1" / "minh-chung"
    folder.mkdir(parents=True)
    (folder / "a.pdf").write_bytes(b"x")
    digest = f"sha256:{sha256(b'x').hexdigest()}"
    documents = {
        Document("minh-chung/a.pdf", digest): "sound",
        Document("minh-chung/a.pdf"): "unmarked",
        Document("minh-chung/a.pdf", "sha256:00"): "changed",
        Document("minh-chung/b.pdf"): "gone",
        Document("a.pdf"): "elsewhere",
        Document("minh-chung/../../x"): "elsewhere",
        Document("/etc/passwd"): "elsewhere",
    }
    assert dict(look_at_files(record, documents, lambda: False)) == documents
    assert dict(look_at_files(record, documents, lambda: True)) == {}


async def test_in_a_second_window_nothing_changes(tmp_path: File) -> None:
    """A draft that another window has is only looked at."""
    app = staged(tmp_path)
    async with app.run_test(size=SIZE) as pilot:
        await settle(app, pilot)
        app.job.sheet.read_only = True
        before = dict(app.job.sheet.draft.entries)
        await pilot.press("n", "x", "f4", "c")
        await pilot.pause()
        assert on_top(app) is EvidenceScreen
        assert dict(app.job.sheet.draft.entries) == before
    app.job.close()


async def test_escape_leaves_the_field_and_then_the_screen(tmp_path: File) -> None:
    """Escape goes from a field to the list, and from there back."""
    app = staged(tmp_path)
    async with app.run_test(size=SIZE) as pilot:
        await settle(app, pilot)
        await pilot.press("enter", "escape")
        await pilot.pause()
        assert app.screen.query_one(ToldList).has_focus
        await pilot.press("escape")
        await pilot.pause()
        assert app.answer is None
    app.job.close()


async def test_text_of_a_record_is_shown_as_text(tmp_path: File) -> None:
    """Titles and names of files that a terminal or a markup parser would obey stand there letter by letter."""
    hostile = " ".join(HOSTILE)
    entries = {(*EVIDENCE, "0", name): hostile for name in ("number", "title", "file")}
    app = staged(tmp_path, entries)
    async with app.run_test(size=(200, 40)) as pilot:
        await settle(app, pilot)
        assert shown(app.screen).count(clean_line(hostile)) >= 2
        assert "\x1b" not in shown(app.screen)
        await pilot.press("ctrl+l", "enter")
        await settle(app, pilot)
        assert "This indicator must have evidence." in shown(app.screen)
    app.job.close()
