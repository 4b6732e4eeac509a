"""Evidence is copied beside its record, found again, and never looked for anywhere else."""

import os
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies.kills import record_of

from criteria.faults import FaultError
from scoring.answers import Answer, Evidence
from scoring.record import Record
from scoring.store.copying import PIECE, Stopped, copy_file, sha256_of
from scoring.store.evidence import copy_evidence, evidence_folder, missing, resolve

SCAN = "Quyết định 123 về tổ công nghệ số\n".encode() * 20_000
DIGEST = f"sha256:{sha256(SCAN).hexdigest()}"

unix = pytest.mark.parametrize("unix", ["unix"] if os.name != "nt" else [])
"""For what only Unix has: links, pipes, limits."""


@pytest.fixture
def record_path(tmp_path: Path) -> Path:
    """Return where a record lies, or will."""
    folder = tmp_path / "phiếu" / "2024-H1"
    folder.mkdir(parents=True)
    return folder / "00001_vi-du.toml"


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    """Return a document, as an officer names one."""
    path = tmp_path / "QĐ 123 – Tổ công nghệ số (bản ký).PDF"
    path.write_bytes(SCAN)
    return path


def with_documents(*documents: Evidence) -> Record:
    """Return a record with these documents behind one answer and one fact."""
    entry = Answer(value=True, evidence=documents)
    return record_of(1)._replace(answers={"1.4": entry}, facts={"staff": entry})


def code(error: pytest.ExceptionInfo[FaultError]) -> str:
    """Return the code of the one fault raised; it can be put into words."""
    (fault,) = error.value.faults
    assert fault.message("vi")
    assert fault.message("en")
    return fault.code


def test_a_document_is_copied_beside_the_record(record_path: Path, scan: Path) -> None:
    """The copy has a plain name in the record's own folder; label and SHA-256 lead back to it."""
    told: list[tuple[int, int]] = []
    document = copy_evidence(record_path, scan, progress=lambda done, whole: told.append((done, whole)))
    assert document.file == "minh-chung/00001_vi-du/qd-123-to-cong-nghe-so-ban-ky.pdf"
    assert document.sha256 == DIGEST
    assert resolve(record_path, document.file).read_bytes() == SCAN
    assert told[-1] == (len(SCAN), len(SCAN))
    assert len(told) == -(-len(SCAN) // PIECE)
    assert missing(record_path, with_documents(document)) == ()


def test_a_document_is_copied_once(record_path: Path, scan: Path) -> None:
    """The same content has one copy; other content of the same name gets a number."""
    first = copy_evidence(record_path, scan)
    assert copy_evidence(record_path, scan) == first
    assert copy_evidence(record_path, resolve(record_path, first.file or "")) == first
    scan.write_bytes(SCAN[:-1])
    second = copy_evidence(record_path, scan)
    assert second.file == "minh-chung/00001_vi-du/qd-123-to-cong-nghe-so-ban-ky-2.pdf"
    assert copy_evidence(record_path, scan) == second
    assert len([*evidence_folder(record_path).iterdir()]) == 2


@pytest.mark.parametrize(
    ("name", "copied"),
    [
        ("con.pdf", "tep-con.pdf"),
        ("...", "tep"),
        ("..pdf", "tep.pdf"),
        (".bashrc", "bashrc"),
        ("😀.jpg", "tep.jpg"),
        ("=cmd|' \\C calc'!A0.xlsx", "cmd-c-calc-a0.xlsx"),
        ("a" * 200 + ".pdf", "a" * 60 + ".pdf"),
        ("\u202efdp.exe", "fdp.exe"),
        ("a b\tc", "a-b-c"),
    ],
)
def test_a_copy_has_a_plain_name(record_path: Path, tmp_path: Path, name: str, copied: str) -> None:
    """Whatever a document is called, its copy has a name that every system and every archive takes."""
    path = tmp_path / name
    path.write_bytes(SCAN)
    assert copy_evidence(record_path, path).file == f"minh-chung/00001_vi-du/{copied}"


@pytest.mark.parametrize(
    "label",
    [
        *("", "/", "minh-chung", "minh-chung/", "scan.pdf", "/etc/passwd", "//may-chu/a/b", "C:\\a\\b.pdf"),
        *("minh-chung/../a.toml", "minh-chung/..\\..\\a", "../minh-chung/a", "minh-chung/a/../../../b"),
        *("minh-chung/C:/a", "minh-chung/a:b", "minh-chung/con", "minh-chung/NUL.txt", "minh-chung/a./b"),
        *(
            "minh-chung/\x00",
            "minh-chung/a\nb",
            "minh-chung/\ud800",
            "minh-chung/ a",
            "/minh-chung/a",
            "Minh-chung/a",
        ),
        *("minh-chung" + "/a" * 20, "minh-chung/*", "file:///minh-chung/a", "~/minh-chung/a"),
    ],
)
def test_a_label_leads_nowhere_else(record_path: Path, label: str) -> None:
    """A label that does not stay in the evidence folder is refused, wherever it leads."""
    with pytest.raises(FaultError) as raised:
        resolve(record_path, label)
    assert code(raised) == "D008"
    document = Evidence(file=label or "/", sha256=DIGEST)
    found = missing(record_path, with_documents(document))
    assert {one.label for one in found} == {document.file}
    faults = [one.fault for one in found]
    assert [fault.code for fault in faults] == ["D505", "D505"]
    assert faults[0].path == ("facts", "staff", "evidence", 0, "file")
    assert faults[1].message("vi")


@given(st.text(max_size=40))
def test_any_label_stays_inside_or_is_refused(label: str) -> None:
    """Whatever another office has written, what is found lies in the evidence folder."""
    record = Path("2024-H1/00001_vi-du.toml")
    for whole in (label, f"minh-chung/{label}", f"minh-chung/00001_vi-du/{label}"):
        with pytest.raises(FaultError) as raised:
            resolve(record, whole)
        assert code(raised) in {"D008", "F001", "F004"}


@unix
def test_a_link_is_not_followed(record_path: Path, tmp_path: Path, scan: Path, unix: str) -> None:
    """Links in the place of the file, of its folder or of the evidence folder are refused, to read and to write."""
    assert unix
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "a.pdf").write_bytes(SCAN)
    own = evidence_folder(record_path)
    own.mkdir(parents=True)
    (own / "a.pdf").symlink_to(outside / "a.pdf")
    label = "minh-chung/00001_vi-du/a.pdf"
    for _ in range(3):
        with pytest.raises(FaultError) as raised:
            resolve(record_path, label)
        assert code(raised) == "D008"
        if own.is_symlink():
            with pytest.raises(FaultError) as raised:
                copy_evidence(record_path, scan)
            assert code(raised) == "D008"
            own.unlink()
            own.parent.rmdir()
            own.parent.symlink_to(outside)
            label = "minh-chung/a.pdf"
        elif not own.parent.is_symlink():
            (own / "a.pdf").unlink()
            own.rmdir()
            own.symlink_to(outside)
    assert [*outside.iterdir()] == [outside / "a.pdf"]


def test_what_is_missing_is_told(record_path: Path, scan: Path) -> None:
    """A document that is gone, or is another now, is told with its place; one without a file is not looked for."""
    document = copy_evidence(record_path, scan)
    path = resolve(record_path, document.file or "")
    record = with_documents(Evidence(number="12/BC"), document)
    assert missing(record_path, record) == ()
    assert missing(record_path, with_documents(document._replace(sha256=DIGEST[7:].upper()))) == ()
    assert missing(record_path, with_documents(document._replace(sha256=None))) == ()
    path.write_bytes(SCAN[1:])
    changed = [found.fault for found in missing(record_path, record)]
    assert [(fault.code, fault.path[2:]) for fault in changed] == [("D504", ("evidence", 1, "file"))] * 2
    path.unlink()
    assert [found.fault.code for found in missing(record_path, record)] == ["D503", "D503"]
    path.mkdir()
    for document_ in (document, document._replace(sha256=None)):
        assert {found.fault.code for found in missing(record_path, with_documents(document_))} <= {
            "F002",
            "F003",
        }
    assert all(fault.message(lang) for fault in changed for lang in ("vi", "en"))


def test_what_is_no_document_is_refused(record_path: Path, tmp_path: Path, scan: Path) -> None:
    """A file that is gone, a folder, or one that is too large is a fault each, and nothing is left."""
    for path, expected in ((tmp_path / "none.pdf", {"F001"}), (tmp_path, {"F002", "F003"})):
        with pytest.raises(FaultError) as raised:
            copy_evidence(record_path, path)
        assert code(raised) in expected
    with pytest.raises(FaultError) as raised:
        sha256_of(scan, most=len(SCAN) - 1)
    assert code(raised) == "D007"
    with pytest.raises(FaultError) as raised:
        copy_file(scan, tmp_path / "a", most=len(SCAN) - 1)
    assert code(raised) == "D007"
    assert sorted(tmp_path.iterdir()) == sorted([scan, record_path.parent.parent])


@unix
def test_a_pipe_keeps_nobody_waiting(tmp_path: Path, unix: str) -> None:
    """A named pipe is no document."""
    assert unix
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(FaultError) as raised:
        sha256_of(tmp_path / "pipe")
    assert code(raised) == "F002"


def test_it_can_be_stopped(record_path: Path, scan: Path) -> None:
    """Stopped half way, a copy leaves nothing."""
    with pytest.raises(Stopped):
        sha256_of(scan, cancelled=lambda: True)
    asked = iter([False] * 4 + [True] * 9)
    with pytest.raises(Stopped):
        copy_evidence(record_path, scan, cancelled=lambda: next(asked))
    assert [*evidence_folder(record_path).iterdir()] == []


@unix
def test_a_full_disk_leaves_no_half_copy(tmp_path: Path, scan: Path, unix: str) -> None:
    """A disk that fills up while a document is copied is F020, the old copy whole, nothing beside it."""
    assert unix
    target = tmp_path / "đích" / "a.pdf"
    target.parent.mkdir()
    target.write_bytes(b"old")
    child = (
        "import resource, sys; from pathlib import Path\n"
        "from criteria.faults import FaultError\n"
        "from scoring.store.copying import copy_file\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, 300_000))\n"
        "try: copy_file(Path(sys.argv[1]), Path(sys.argv[2]))\n"
        "except FaultError as error: print(error.faults[0].code, error.faults[0].file)\n"
    )
    command = [sys.executable, "-c", child, str(scan), str(target)]
    done = subprocess.run(command, capture_output=True, check=True, text=True)
    assert done.stdout.split() == ["F020", "a.pdf"]
    assert [*target.parent.iterdir()] == [target]
    assert target.read_bytes() == b"old"


@unix
def test_what_a_killed_copy_left_is_taken_over(tmp_path: Path, scan: Path, unix: str) -> None:
    """Remains of a copy that was killed go with the next one; those of a copy under way do not; a link is not followed."""
    assert unix
    target = tmp_path / "a.pdf"
    left = tmp_path / ".a.pdf.tmp"
    left.write_bytes(b"half")
    assert copy_file(scan, target) == DIGEST
    precious = tmp_path / "precious"
    precious.write_bytes(b"old")
    left.symlink_to(precious)
    assert copy_file(scan, target) == DIGEST
    assert precious.read_bytes() == b"old"
    left.write_bytes(b"half")
    child = (
        "import os, sys; from scoring.store.lock import try_lock\n"
        "print(try_lock(os.open(sys.argv[1], os.O_RDWR)), flush=True); input()\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", child, str(left)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "True\n"
        with pytest.raises(FaultError) as raised:
            copy_file(scan, target)
        assert code(raised) == "F023"
        holder.kill()
    assert copy_file(scan, target) == DIGEST
    assert sorted(tmp_path.iterdir()) == sorted([scan, target, precious])
