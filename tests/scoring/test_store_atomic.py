"""A file is replaced whole or not at all: after every failure the old one is as it was, and nothing is left beside it."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from criteria.faults import FaultError
from scoring.store.atomic import confirm, faults_of, put_in_place, write_atomic, write_out, write_through

OLD = "phiếu cũ\n".encode()
NEW = "phiếu mới\n".encode() * 1000
NOBODY = 4_194_305
"""A process number no system gives out."""

unix = pytest.mark.parametrize("unix", ["unix"] if os.name != "nt" else [])
"""For what only Unix has: links, permissions, limits."""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return a file with something in it, in a folder with a Vietnamese name."""
    folder = tmp_path / "Xã Điềm Thụy – kỳ 2024"
    folder.mkdir()
    file = folder / "phiếu 6 tháng.toml"
    file.write_bytes(OLD)
    return file


def refused(path: Path, data: bytes = NEW) -> str:
    """Return the code of the fault with which a write is refused."""
    with pytest.raises(FaultError) as caught:
        write_atomic(path, data)
    (fault,) = caught.value.faults
    assert fault.file == path.name
    assert fault.details["why"]
    return fault.code


def test_a_file_is_replaced(path: Path) -> None:
    """After a write the file holds the new bytes, and nothing else lies in the folder."""
    write_atomic(path, NEW)
    assert path.read_bytes() == NEW
    assert [*path.parent.iterdir()] == [path]


@pytest.mark.parametrize("data", [b"", b"\r\n\x00\x1a\xff"])
def test_bytes_are_bytes(path: Path, data: bytes) -> None:
    """Nothing is translated on the way to the disk."""
    write_atomic(path, data)
    assert path.read_bytes() == data


def test_a_new_file_appears(path: Path) -> None:
    """A file that is not there yet is made, whatever its name."""
    new = path.with_name("Ủ" * 80 + ".toml")
    write_atomic(new, NEW)
    assert new.read_bytes() == NEW


@unix
def test_permissions_stay(path: Path, unix: str) -> None:
    """Who may read the old file may read the new one."""
    assert unix
    path.chmod(0o640)
    write_atomic(path, NEW)
    assert path.stat().st_mode & 0o777 == 0o640


@unix
def test_a_link_stays_a_link(path: Path, unix: str) -> None:
    """Where the name is a link, the file it points at is replaced, also where that one does not exist yet."""
    assert unix
    link = path.parent.parent / "lối tắt.toml"
    link.symlink_to(path)
    write_atomic(link, NEW)
    assert link.is_symlink()
    assert path.read_bytes() == NEW
    path.unlink()
    write_atomic(link, OLD)
    assert path.read_bytes() == OLD


def limited(path: Path, size: int) -> str:
    """Return what a child says that may write no file larger than `size` bytes and writes `NEW`."""
    child = (
        "import resource, sys; from pathlib import Path\n"
        "from criteria.faults import FaultError\n"
        "from scoring.store.atomic import write_atomic\n"
        f"resource.setrlimit(resource.RLIMIT_FSIZE, ({size}, {size}))\n"
        "try: write_atomic(Path(sys.argv[1]), sys.stdin.buffer.read())\n"
        "except FaultError as error: print(error.faults[0].code)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", child, str(path)], input=NEW, capture_output=True, check=True
    )
    return done.stdout.decode().strip()


@unix
@pytest.mark.parametrize("size", [0, 1, 4096, len(NEW) - 1])
def test_a_write_that_stops_half_way_leaves_the_old_file(path: Path, unix: str, size: int) -> None:
    """A disk that takes only some of the bytes is full: F020, the old file whole, no remains."""
    assert unix
    assert limited(path, size) == "F020"
    assert path.read_bytes() == OLD
    assert [*path.parent.iterdir()] == [path]
    assert limited(path, len(NEW)) == ""
    assert path.read_bytes() == NEW


@unix
def test_a_full_device_is_a_full_disk(unix: str) -> None:
    """A device that says it has no space left is F020."""
    assert unix
    device = os.open("/dev/full", os.O_WRONLY)
    try:
        with pytest.raises(FaultError) as caught, faults_of("a.toml"):
            write_out(device, NEW)
    finally:
        os.close(device)
    assert caught.value.faults[0].code == "F020"


def test_a_folder_that_has_gone_is_a_stick_pulled_out(path: Path) -> None:
    """A folder that is no longer there is F022."""
    path.unlink()
    path.parent.rmdir()
    assert refused(path) == "F022"


def test_a_folder_that_is_a_file_takes_nothing(path: Path) -> None:
    """A file in the place of the folder is F022, and stays."""
    assert refused(path / "a.toml") == "F022"
    assert path.read_bytes() == OLD


@unix
def test_a_system_folder_takes_nothing(unix: str) -> None:
    """A folder in which not even the administrator can make a file is refused."""
    assert unix
    assert refused(Path("/proc/self/phiếu.toml")) in {"F021", "F022"}


def test_a_folder_in_the_place_of_the_file_stays(path: Path) -> None:
    """A folder with the name of the file is F002 (Windows says F021), and keeps what it holds."""
    assert refused(path.parent) in {"F002", "F021", "F023"}
    assert path.read_bytes() == OLD
    assert [*path.parent.parent.iterdir()] == [path.parent]


@unix
def test_a_file_its_owner_has_locked_is_not_replaced(unix: str) -> None:
    """A read-only file is F021, though its folder would let it be replaced; the administrator asks as nobody."""
    assert unix
    child = (
        "import os, sys; from pathlib import Path\n"
        "from criteria.faults import FaultError\n"
        "from scoring.store.atomic import write_atomic\n"
        "os.geteuid() or (os.setgid(65534), os.setuid(65534))\n"
        "try: write_atomic(Path(sys.argv[1]), b'x')\n"
        "except FaultError as error: print(error.faults[0].code)\n"
    )
    with TemporaryDirectory() as folder:
        path = Path(folder) / "phiếu.toml"
        path.write_bytes(OLD)
        path.chmod(0o444)
        path.parent.chmod(0o777)
        done = subprocess.run([sys.executable, "-c", child, str(path)], capture_output=True, check=True)
        assert done.stdout.decode().strip() == "F021"
        assert path.read_bytes() == OLD


def test_an_unsound_copy_is_noticed(path: Path) -> None:
    """Bytes that do not read back as they were written are F024: too few, too many, or others."""
    confirm(path, OLD)
    for data in (OLD[:-1], OLD + b"\n", OLD.upper(), b""):
        with pytest.raises(FaultError) as caught:
            confirm(path, data)
        assert caught.value.faults[0].code == "F024"


def test_a_file_held_by_another_program_is_tried_again(path: Path) -> None:
    """An antivirus lets go of a file after a moment: the last try counts."""
    held = iter([True, True, False])

    def replace() -> None:
        if next(held):
            raise PermissionError(13, "Access is denied")
        path.write_bytes(NEW)

    put_in_place(replace, waits=(0, 0, 0))
    assert path.read_bytes() == NEW


def test_a_file_that_stays_held_is_a_fault() -> None:
    """Excel does not let go: after the last try it is F023. Where no wait can help it is a matter of permission."""

    def replace() -> None:
        raise PermissionError(13, "Access is denied")

    for waits, code in (((0, 0), "F023"), ((), "F021")):
        with pytest.raises(FaultError) as caught, faults_of("a.toml"):
            put_in_place(replace, waits=waits)
        assert [(fault.code, fault.file) for fault in caught.value.faults] == [(code, "a.toml")]


def test_an_existing_temporary_file_is_never_written_over(path: Path) -> None:
    """A temporary file is made, never taken over."""
    with pytest.raises(FileExistsError):
        write_through(path, NEW)
    assert path.read_bytes() == OLD


def remains(path: Path, number: int) -> Path:
    """Leave what a writer with this process number leaves when it dies."""
    left = path.with_name(f".{path.name}.{number}.0123456789ab.tmp")
    left.write_bytes(OLD)
    return left


@pytest.fixture
def running() -> Iterator[int]:
    """Return the number of another process that runs."""
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as child:
        yield child.pid


@unix
def test_what_dead_writers_left_is_cleaned_up(path: Path, unix: str, running: int) -> None:
    """The next write removes the remains of the dead for the same file, and no other file."""
    assert unix
    dead = remains(path, NOBODY)
    alive = remains(path, running)
    other = remains(path.with_name("khác.toml"), NOBODY)
    similar = path.with_name(f".{path.name}.bak.tmp")
    similar.write_bytes(OLD)
    write_atomic(path, NEW)
    assert sorted(path.parent.iterdir()) == sorted([path, alive, other, similar])
    assert not dead.exists()


def test_old_remains_are_nobodys(path: Path, running: int) -> None:
    """After an hour a temporary file is abandoned, even if another program now has its writer's number."""
    old = remains(path, running)
    os.utime(old, (0, 0))
    write_atomic(path, NEW)
    assert [*path.parent.iterdir()] == [path]
