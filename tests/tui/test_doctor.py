"""`xaso doctor`: what is wrong with a computer is found, said in both languages, and told by the exit code."""

import os
import subprocess
from collections.abc import Callable, Iterator
from datetime import date
from importlib.metadata import PackageNotFoundError
from pathlib import Path

import pytest

from criteria.words import Lang
from tui.cli.doctor import lines_of
from tui.folders import Folders
from tui.health.finding import Finding
from tui.health.places import places
from tui.health.shelf import shelf
from tui.health.terminal import terminal
from tui.health.versions import versions
from tui.installed import InstalledSets
from tui.preflight import Surroundings
from tui.settings import Settings, read_settings
from tui.speech import Speech, wordings

LANGS: tuple[Lang, ...] = ("vi", "en")
TODAY = date(2026, 3, 1)
NEEDS = ("textual>=8.2.8", "rtoml>=0.12", 'pandas>=2.2; extra == "office"', 'ruff>=0.8; extra == "dev"')
ROOM = 10**10


def keys(findings: Iterator[Finding], weight: str | None = None) -> list[str]:
    """Return what was found; every finding can be put into words."""
    found = [*findings]
    for lang in LANGS:
        assert all(line.strip() for line in lines_of(found, Speech(lang), 80))
        assert all(len(line) <= 80 for line in lines_of(found, Speech(lang), 80))
    return [finding.key for finding in found if weight in (None, finding.weight)]


def versions_of(**there: str) -> Callable[[str], str]:
    """Return what tells the versions of some packages."""

    def installed(name: str) -> str:
        if name not in there:
            raise PackageNotFoundError(name)
        return there[name]

    return installed


@pytest.mark.parametrize("lang", LANGS)
def test_a_sound_computer_ends_with_0(xaso: list[str], root: Path, tmp_path: Path, lang: Lang) -> None:
    """In a pipe it prints plain lines, and leaves nothing behind."""
    home = tmp_path / "nhà"
    ended = subprocess.run(
        [*xaso, "doctor", "--home", str(home), "--lang", lang],
        cwd=root,
        capture_output=True,
        check=False,
        encoding="utf-8",
    )
    assert (ended.returncode, ended.stderr) == (0, "")
    assert {"vi": "ổn", "en": "fine"}[lang] in ended.stdout
    assert "xa-ict 2024.1" in ended.stdout
    assert "\x1b" not in ended.stdout
    assert [*tmp_path.iterdir()] == []


def test_what_is_broken_ends_with_1(xaso: list[str], root: Path, tmp_path: Path) -> None:
    """Wrong settings and a broken set need a person; no traceback is shown."""
    (tmp_path / "settings.toml").write_text('lang = "fr"\nx = "\\u001b[2J"\n', "utf-8")
    (tmp_path / "sets" / "hong" / "1").mkdir(parents=True)
    (tmp_path / "sets" / "hong" / "1" / "set.toml").write_text("schema = ", "utf-8")
    (tmp_path / "drafts").mkdir()
    (tmp_path / "drafts" / "a.nhap").write_bytes(b"")
    ended = subprocess.run(
        [*xaso, "doctor", "--home", str(tmp_path)],
        cwd=root,
        capture_output=True,
        check=False,
        encoding="utf-8",
    )
    assert ended.returncode == 1
    for told in ("C504", "C503", "hong 1", "HỎNG", "1 bản nháp"):
        assert told in ended.stdout
    assert "\x1b" not in ended.stdout


@pytest.mark.parametrize(
    ("around", "found"),
    [
        (Surroundings({"TERM": "xterm-256color", "LANG": "vi_VN.UTF-8"}), "full_screen"),
        (Surroundings({"TERM": "dumb"}), "plain"),
        (Surroundings({"TERM": "xterm"}, output=False, columns=0, lines=0), "piped"),
        (Surroundings({"TERM": "xterm"}, columns=79), "too_small"),
        (Surroundings({"TERM": "xterm", "LANG": "C"}), "no_encoding"),
        (Surroundings({"TERM": "linux"}), "bare_console"),
        (Surroundings({"TERM": "xterm", "NO_COLOR": "1"}), "colours_none"),
        (Surroundings({}, platform="win32", console=False), "plain"),
    ],
)
def test_a_terminal_is_described(around: Surroundings, found: str) -> None:
    """What the terminal is and lacks is said."""
    assert found in keys(terminal(around, "utf-8", Speech("vi")))


def test_file_names_without_vietnamese_letters_are_ill() -> None:
    """Where a file cannot carry a Vietnamese name somebody has to do something."""
    around = Surroundings({"TERM": "xterm"})
    assert keys(terminal(around, "ascii", Speech("vi")), "ill") == ["file_names"]


def test_folders_are_written_to_and_left_as_they_were(tmp_path: Path) -> None:
    """A folder that is there is tried itself, one that is not by the nearest above it."""
    (tmp_path / "drafts").mkdir()
    folders = Folders(str(tmp_path))
    found = keys(places(folders, Settings(), free=lambda _: ROOM, windows=False))
    assert found == ["settings", "room", "drafts", "records_to_come", "sets_to_come"]
    assert [path.name for path in tmp_path.rglob("*")] == ["drafts"]


def test_a_file_in_the_place_of_a_folder_is_ill(tmp_path: Path) -> None:
    """What stands in the way is found before a record is lost."""
    (tmp_path / "phieu").write_text("", "utf-8")
    folders = Folders(str(tmp_path))
    assert keys(places(folders, Settings(), free=lambda _: ROOM, windows=False), "ill") == ["records_locked"]
    deeper = Settings(records=str(tmp_path / "phieu" / "2024"))
    assert keys(places(folders, deeper, free=lambda _: ROOM, windows=False), "ill") == ["records_locked"]


@pytest.mark.parametrize(
    ("left", "key", "weight"),
    [(10**6, "no_room", "ill"), (10**8, "few_room", "note"), (10**10, "room", "fine")],
)
def test_the_room_on_the_disk_is_told(tmp_path: Path, left: int, key: str, weight: str) -> None:
    """Little room is worth knowing; none is ill."""
    found = places(Folders(str(tmp_path)), Settings(), free=lambda _: left, windows=False)
    assert key in keys(found, weight)


def test_a_long_path_on_windows_is_told(tmp_path: Path) -> None:
    """A record below it would not fit into 260 characters."""
    long = Settings(records=str(tmp_path / ("x" * 180)))
    found = places(Folders(str(tmp_path)), long, free=lambda _: ROOM, windows=True)
    assert "long_path" in keys(found, "note")


def test_versions_are_compared_with_what_is_needed() -> None:
    """An old or missing package is ill; the office's own packages are only noted."""
    sound = versions_of(textual="8.2.10", rtoml="0.12", pandas="2.2.0")
    assert keys(versions(needs=NEEDS, installed=sound, today=TODAY), "ill") == []
    assert keys(versions(needs=NEEDS, installed=sound, today=TODAY), "note") == []
    poor = versions_of(textual="8.2.7")
    assert keys(versions(needs=NEEDS, installed=poor, today=TODAY), "ill") == [
        "package_old",
        "package_missing",
    ]
    assert keys(versions(needs=NEEDS, installed=poor, today=TODAY), "note") == ["no_office"]


def test_a_clock_that_must_be_wrong_is_ill() -> None:
    """A computer whose battery is empty starts in the past."""
    assert "clock" in keys(versions(needs=(), today=date(2009, 1, 1)), "ill")


def test_a_log_and_a_new_shelf_are_told(tmp_path: Path) -> None:
    """Before the first start nothing is wrong; a failure that was written down is told."""
    folders = Folders(str(tmp_path))
    sets = InstalledSets(home=str(tmp_path))
    found = keys(shelf(folders, read_settings(folders.settings), sets))
    assert found[0] == "settings_none"
    assert found[-1] == "drafts_none"
    folders.log.write_text("x", "utf-8")
    assert keys(shelf(folders, read_settings(folders.settings), sets), "note") == ["log"]


def test_every_finding_has_both_wordings() -> None:
    """What is not in order says what to do, and nothing is said that cannot be found."""
    for lang in LANGS:
        said = {key.partition(".")[2] for key in wordings(lang) if key.startswith("doctor.")}
        assert {key.removesuffix("_do") for key in said} <= said


@pytest.mark.parametrize("name", ["settings", "drafts", "records", "sets"])
def test_a_folder_that_cannot_be_written_is_ill(tmp_path: Path, name: str) -> None:
    """A folder on a system that keeps no files for us is told with what it costs."""
    sealed = Path("/proc/self" if os.name == "posix" else "Z:/")
    folders = Folders(str(sealed / "xaso"))
    settings = Settings(records=str(sealed / "phieu"))
    found = keys(places(folders, settings, free=lambda _: ROOM, windows=False), "ill")
    assert f"{name}_locked" in found
    assert [*tmp_path.iterdir()] == []
