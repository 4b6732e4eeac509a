"""The journal on the disk: written behind the typing, never in its way, by one window only, and mended when it failed."""

import os
import subprocess
import sys
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from queue import Empty, Queue

import pytest
from strategies.typing_kills import head

from criteria.faults import FaultError
from scoring.drafts.draft import Base, Draft, Place, Step
from scoring.drafts.paths import Entries
from scoring.drafts.paths import Path as Slot
from scoring.store.journal import Journal
from scoring.store.journal_file import JournalFile, locked
from scoring.store.journal_lines import encode
from scoring.store.opening import (
    OpenedDraft,
    discard_draft,
    journal_path,
    open_draft,
    remove_unbegun,
    start_journal,
)

NOTE: Slot = ("answers", "1.4", "note")
NAME: Slot = ("assessor", "name")
BEGAN: Entries = {NAME: "Nguyễn Văn Ửng"}
AT_ONCE = 0.001
NEVER = 3600.0

unix = pytest.mark.parametrize("unix", ["unix"] if os.name != "nt" else [])
"""For what only Unix has: open files that can be removed, limits, a disk that is full on request."""


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    """Return the journal of a draft just begun, in a folder that was not there, with a Vietnamese name."""
    journal = start_journal(tmp_path / "Người dùng" / "bản nháp", head(), BEGAN, wait=AT_ONCE, retry=AT_ONCE)
    yield journal
    journal.close()


@pytest.fixture
def draft() -> Draft:
    """Return the same draft."""
    return Draft(head(), BEGAN)


def put(draft: Draft, text: str, at: float = 0.0) -> Step:
    """Type a text and return the step."""
    step = draft.put({NOTE: text}, at, typing=True)
    assert step is not None
    return step


def code(error: pytest.ExceptionInfo[FaultError]) -> str:
    """Return the code of the one fault raised; it can be put into words."""
    (fault,) = error.value.faults
    assert fault.message("vi")
    assert fault.message("en")
    return fault.code


def reopened(path: Path) -> OpenedDraft:
    """Return the draft as the next start of the program finds it."""
    opened = open_draft(path)
    if opened.journal is not None:
        opened.journal.close()
    return opened


def test_a_draft_is_opened_where_it_was_left(journal: Journal, draft: Draft) -> None:
    """Texts, place, base and what can be undone are there again."""
    journal.note(put(draft, "máy tí"))
    journal.go(Place(NOTE[:2], NOTE, 6))
    journal.saved(Base("2024-H1/00001_vi-du.toml", "sha256:1"), "x = 1")
    assert journal.close()
    opened = reopened(journal.path)
    assert (opened.lock, opened.spoilt, opened.told, opened.base) == ("ours", 0, (), None)
    assert opened.draft.entries == {**BEGAN, NOTE: "máy tí"}
    assert opened.draft.place == Place(NOTE[:2], NOTE, 6)
    assert opened.draft.head == head()._replace(base=Base("2024-H1/00001_vi-du.toml", "sha256:1"))
    assert opened.draft.undo_stack == draft.undo_stack


def test_typing_goes_on_after_opening(journal: Journal, draft: Draft) -> None:
    """A draft opened again is written on, and undone further back than its opening."""
    journal.note(put(draft, "một"))
    journal.close()
    first = open_draft(journal.path)
    assert first.journal is not None
    first.journal.note(put(first.draft, "một hai", 100.0))
    first.journal.close()
    second = reopened(journal.path)
    second.draft.undo(200.0)
    assert second.draft.text(NOTE) == "một"
    second.draft.undo(201.0)
    assert second.draft.text(NOTE) == ""


def test_it_is_written_without_being_asked(journal: Journal, draft: Draft) -> None:
    """A moment after a key it is on the disk, while the draft is open."""
    journal.note(put(draft, "máy"))
    assert journal.flush()
    assert journal.flush()
    opened = open_draft(journal.path)
    assert opened.draft.text(NOTE) == "máy"
    assert (opened.lock, opened.journal) == ("held", None)


def test_typing_in_one_slot_is_one_line(tmp_path: Path, draft: Draft) -> None:
    """A text typed letter by letter is written once for every time the disk is asked."""
    journal = start_journal(tmp_path, head(), BEGAN, wait=NEVER)
    size = journal.path.stat().st_size
    for length in range(1, 400):
        journal.note(put(draft, "ă" * length, length / 10))
        journal.go(Place(NOTE[:2], NOTE, length))
    assert journal.flush()
    added = journal.path.read_bytes()[size:]
    assert added.count(b"\n") == 2
    journal.close()
    assert reopened(journal.path).draft.undo_stack == draft.undo_stack


def test_closing_writes_the_rest_and_is_final(tmp_path: Path, draft: Draft) -> None:
    """However long it would still have waited, closing writes; closing again does nothing, noting does not raise."""
    journal = start_journal(tmp_path, head(), BEGAN, wait=NEVER)
    journal.note(put(draft, "máy"))
    assert journal.close()
    assert journal.close()
    journal.note(put(draft, "máy tính"))
    assert journal.flush()
    assert reopened(journal.path).draft.text(NOTE) == "máy"


def test_a_program_that_ends_without_closing_writes_the_rest(tmp_path: Path) -> None:
    """What was typed just before the program ended is there."""
    child = (
        "import sys; from pathlib import Path\n"
        "from scoring.store.opening import open_draft\n"
        "opened = open_draft(Path(sys.argv[1]), wait=3600)\n"
        "opened.journal.note(opened.draft.put({('answers', '1.4', 'note'): 'máy'}, 0.0))\n"
    )
    path = started(tmp_path)
    subprocess.run([sys.executable, "-c", child, str(path)], check=True)
    assert reopened(path).draft.text(NOTE) == "máy"


def started(folder: Path) -> Path:
    """Begin a draft, close it, and return its journal."""
    journal = start_journal(folder, head(), BEGAN)
    journal.close()
    return journal.path


HOLDING = (
    "import sys; from pathlib import Path\n"
    "from scoring.store.opening import open_draft\n"
    "opened = open_draft(Path(sys.argv[1]))\n"
    "print(opened.lock, flush=True)\n"
    "input()\n"
)


def test_the_second_window_is_told_and_only_looks(tmp_path: Path) -> None:
    """While another process has the draft it is read-only here, not removed, not begun again; then it is ours."""
    path = started(tmp_path)
    with subprocess.Popen(
        [sys.executable, "-c", HOLDING, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "ours\n"
        opened = reopened(path)
        assert (opened.lock, opened.journal) == ("held", None)
        assert opened.draft.entries == BEGAN
        assert [fault.code for fault in opened.told] == ["D501"]
        with pytest.raises(FaultError) as raised:
            discard_draft(path)
        assert code(raised) == "D501"
        with pytest.raises(FaultError) as raised:
            start_journal(tmp_path, head(), BEGAN)
        assert code(raised) == "D004"
        child.kill()
    assert reopened(path).lock == "ours"
    assert [*tmp_path.iterdir()] == [path]


def test_a_draft_is_begun_once(journal: Journal) -> None:
    """A record that has a draft does not get another, open or closed."""
    journal.close()
    with pytest.raises(FaultError) as raised:
        start_journal(journal.path.parent, head(), {})
    assert code(raised) == "D004"
    assert reopened(journal.path).draft.entries == BEGAN


def test_a_draft_is_let_go(journal: Journal) -> None:
    """A draft that is done with leaves nothing; letting go of what is gone is no fault."""
    journal.discard()
    assert [*journal.path.parent.iterdir()] == []
    discard_draft(journal.path)
    path = started(journal.path.parent)
    discard_draft(path)
    assert not path.exists()


@pytest.mark.parametrize("size", [0, 5, 12, 300, -2])
def test_a_draft_that_was_cut_off_before_it_began_is_removed(tmp_path: Path, size: int) -> None:
    """What a power cut leaves of a draft's beginning is nobody's work: it is told, swept, and begun anew."""
    path = started(tmp_path)
    path.write_bytes(path.read_bytes()[:size])
    with pytest.raises(FaultError) as raised:
        open_draft(path)
    assert code(raised) == "D003"
    assert reopened(started(tmp_path)).draft.entries == BEGAN
    path.write_bytes(path.read_bytes()[:size])
    assert remove_unbegun(path)
    assert not path.exists()


def test_what_is_no_beginning_stays(tmp_path: Path) -> None:
    """A draft with something in it, a spoilt one, or a file that is none is never swept away."""
    path = started(tmp_path)
    whole = path.read_bytes()
    for data in (whole, whole[:-1], bytes(200), whole.replace(b"\n", b"x"), whole[::-1]):
        path.write_bytes(data)
        assert not remove_unbegun(path)
        assert path.read_bytes() == data
    assert not remove_unbegun(path.with_name("none"))
    assert not remove_unbegun(tmp_path)


def test_a_torn_end_is_cut_off(journal: Journal, draft: Draft) -> None:
    """Half a line at the end goes; a whole one without its end stays; what is written then is read."""
    journal.note(put(draft, "máy"))
    journal.close()
    whole = journal.path.read_bytes()
    half = encode(put(draft, "máy tính", 9.0))
    for torn, text in ((whole + half[:20], "máy"), (whole[:-1], "máy"), (whole + half[:-1], "máy tính")):
        journal.path.write_bytes(torn)
        opened = open_draft(journal.path)
        assert opened.journal is not None
        assert (opened.draft.text(NOTE), opened.spoilt) == (text, 0)
        opened.journal.note(put(opened.draft, "mới", 50.0))
        opened.journal.close()
        again = reopened(journal.path)
        assert (again.draft.text(NOTE), again.spoilt) == ("mới", 0)


def test_spoilt_lines_are_told(journal: Journal, draft: Draft) -> None:
    """A line that cannot be read is passed over, and the officer is told."""
    journal.note(put(draft, "máy"))
    journal.flush()
    journal.note(put(draft, "tính", 9.0))
    journal.close()
    journal.path.write_bytes(journal.path.read_bytes().replace("máy".encode(), "mây".encode()))
    opened = reopened(journal.path)
    assert (opened.draft.text(NOTE), opened.spoilt) == ("tính", 1)
    assert [fault.code for fault in opened.told] == ["D502"]
    assert "1" in opened.told[0].what("vi")


def test_what_cannot_be_opened_is_told(tmp_path: Path) -> None:
    """A draft that is gone, a folder, or without a head is a fault each."""
    path = tmp_path / "a.nhap"
    with pytest.raises(FaultError) as raised:
        open_draft(path)
    assert code(raised) == "F001"
    path.mkdir()
    with pytest.raises(FaultError) as raised:
        open_draft(path)
    assert code(raised) in {"F002", "F003"}
    other = tmp_path / "b.nhap"
    other.write_bytes(b"spoilt\n" * 3)
    with pytest.raises(FaultError) as raised:
        open_draft(other)
    assert code(raised) == "D001"


def test_an_id_is_no_path(tmp_path: Path) -> None:
    """An id that somebody has made up names a file in the folder of drafts, and two ids never the same one."""
    ids = ["../../x", "/etc/passwd", "CON", "con", "", "a" * 300, "a" * 301, "Ủ", "\ud800"]
    paths = {journal_path(tmp_path, id_) for id_ in ids}
    assert len(paths) == len(ids)
    assert {path.parent for path in paths} == {tmp_path}
    assert all(path.name.isascii() and len(path.name) < 80 for path in paths)


@unix
def test_a_draft_in_a_folder_without_permission_is_looked_at(tmp_path: Path, unix: str) -> None:
    """A draft that may not be written is opened to look at; the administrator asks as nobody."""
    assert unix
    path = started(tmp_path)
    path.chmod(0o444)
    for folder in [tmp_path, *tmp_path.parents][:4]:
        folder.chmod(folder.stat().st_mode | 0o555)
    child = (
        "import os, sys; from pathlib import Path\n"
        "from scoring.store.opening import open_draft\n"
        "os.geteuid() or (os.setgid(65534), os.setuid(65534))\n"
        "opened = open_draft(Path(sys.argv[1]))\n"
        "print(opened.lock, opened.journal, opened.told[0].code)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", child, str(path)], capture_output=True, check=True, text=True
    )
    assert done.stdout.split() == ["read_only", "None", "F003"]


FILLING = (
    "import resource, sys; from pathlib import Path; from queue import Queue\n"
    "from scoring.store.opening import open_draft\n"
    "path, told = Path(sys.argv[1]), Queue()\n"
    "opened = open_draft(path, on_trouble=told.put, wait=0.001, retry=3600)\n"
    "note = ('answers', '1.4', 'note')\n"
    "size = path.stat().st_size\n"
    "resource.setrlimit(resource.RLIMIT_FSIZE, (size + int(sys.argv[2]), resource.RLIM_INFINITY))\n"
    "opened.journal.note(opened.draft.put({note: 'máy tính của xã'}, 0.0))\n"
    "print(told.get(timeout=60).faults[0].code)\n"
    "opened.journal.note(opened.draft.put({note: 'máy tính của xã Điềm Thụy'}, 9.0))\n"
    "print(opened.journal.flush())\n"
    "resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))\n"
    "print(opened.journal.flush(), told.get(timeout=60), opened.journal.trouble)\n"
)


@unix
@pytest.mark.parametrize("room", [0, 1, 10, 30])
def test_a_full_disk_is_told_and_made_good(tmp_path: Path, unix: str, room: int) -> None:
    """A disk that is full is told; when there is room again all is written, and no line is broken."""
    assert unix
    path = started(tmp_path)
    done = subprocess.run(
        [sys.executable, "-c", FILLING, str(path), str(room)], capture_output=True, check=True, text=True
    )
    assert done.stdout.split() == ["F020", "False", "True", "None", "None"]
    opened = reopened(path)
    assert (opened.draft.text(NOTE), opened.spoilt) == ("máy tính của xã Điềm Thụy", 0)
    assert len(opened.draft.undo_stack) == 2


@unix
def test_a_disk_that_stays_full_is_told_when_closing(unix: str, draft: Draft) -> None:
    """Closing does not wait for ever, and says that not all is on the disk."""
    assert unix
    told: Queue[FaultError | None] = Queue()
    file = JournalFile(Path("/dev/full"), os.open("/dev/full", os.O_WRONLY), b"")
    journal = Journal(file, on_trouble=told.put, wait=AT_ONCE, retry=NEVER)
    journal.note(put(draft, "máy"))
    error = told.get(timeout=60)
    assert error is not None
    assert error.faults[0].code == "F020"
    assert not journal.close()
    assert journal.trouble is not None


@unix
def test_a_journal_that_somebody_removes_is_put_back(journal: Journal, draft: Draft, unix: str) -> None:
    """Removed with its folder, or replaced by an older copy of itself, it is whole again with the next key."""
    assert unix
    journal.note(put(draft, "một"))
    assert journal.flush()
    older = journal.path.read_bytes()
    journal.path.unlink()
    journal.path.parent.rmdir()
    journal.note(put(draft, "hai", 9.0))
    assert journal.flush()
    copy = journal.path.with_name("older")
    copy.write_bytes(older)
    copy.replace(journal.path)
    journal.note(put(draft, "ba", 18.0))
    assert journal.flush()
    assert reopened(journal.path).lock == "held"
    journal.close()
    assert reopened(journal.path).draft.undo_stack == draft.undo_stack


@unix
def test_a_journal_that_was_replaced_is_let_go(journal: Journal, draft: Draft, unix: str) -> None:
    """Discarding removes an older copy of the draft too: the record is safe elsewhere."""
    assert unix
    copy = journal.path.with_name("older")
    copy.write_bytes(journal.path.read_bytes())
    journal.note(put(draft, "một"))
    assert journal.flush()
    copy.replace(journal.path)
    journal.discard()
    assert not journal.path.exists()


@unix
def test_a_journal_that_became_another_is_not_touched(journal: Journal, draft: Draft, unix: str) -> None:
    """A file that somebody has put in its place stays as it is, and that is told."""
    assert unix
    other = journal.path.with_name("other")
    other.write_bytes(b"khac")
    other.replace(journal.path)
    journal.note(put(draft, "một"))
    assert not journal.flush()
    assert journal.trouble is not None
    assert journal.trouble.faults[0].code == "D005"
    journal.discard()
    assert journal.path.read_bytes() == b"khac"


def test_a_listener_that_fails_does_not_stop_the_journal(journal: Journal, draft: Draft) -> None:
    """Whatever the window does with what it is told, the next key is written."""

    def closed(_: FaultError | None) -> None:
        raise RuntimeError

    journal.on_trouble = closed
    journal.close()
    gone = Journal(JournalFile(journal.path / "x", -1, b""), on_trouble=closed, wait=AT_ONCE, retry=AT_ONCE)
    gone.note(put(draft, "một"))
    assert not gone.flush()
    assert not gone.flush()
    assert not gone.close()


class ToldFile(JournalFile):
    """A journal's file that tells what has been written to it."""

    def __init__(self, path: Path) -> None:
        path.write_bytes(b"")
        descriptor, _ = locked(path)
        super().__init__(path, descriptor, b"")
        self.told: Queue[bytes] = Queue()

    def append(self, data: bytes) -> None:
        """Write, and tell."""
        super().append(data)
        self.told.put(data)


def test_what_came_in_while_a_slow_disk_wrote_is_not_gathered_again(tmp_path: Path, draft: Draft) -> None:
    """After a write that took longer than one gathers, the next follows at once."""
    file = ToldFile(tmp_path / "0.nhap")
    hour = count(step=2 * NEVER)
    slow = Journal(file, wait=NEVER, clock=lambda: next(hour))
    slow.note(put(draft, "một"))
    assert slow.flush()
    assert "một".encode() in file.told.get(timeout=60)
    slow.note(put(draft, "một hai", 100.0))
    assert b"hai" in file.told.get(timeout=60)
    slow.close()


def test_what_comes_in_after_a_quick_write_is_gathered(tmp_path: Path, draft: Draft) -> None:
    """A quick disk writes no more often than one gathers."""
    file = ToldFile(tmp_path / "0.nhap")
    quick = Journal(file, wait=NEVER, clock=lambda: 0.0)
    quick.note(put(draft, "một"))
    assert quick.flush()
    file.told.get(timeout=60)
    quick.note(put(draft, "một hai", 100.0))
    with pytest.raises(Empty):
        file.told.get(timeout=0.1)
    assert quick.close()
    assert b"hai" in file.told.get(timeout=60)
