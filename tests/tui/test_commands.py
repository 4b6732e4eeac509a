"""The command line as a user meets it: real processes, what they print, how they end."""

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tui.cli.options import COMMAND_NAMES

COMPLETE = "scoring/samples/2024-H1/99001_xa-ict.toml"
PRESS = "scoring/samples/2023/08824_xa-ict.toml"


Ended = subprocess.CompletedProcess[str]
Run = Callable[..., Ended]


@pytest.fixture
def run(xaso: list[str], root: Path, tmp_path: Path) -> Run:
    """Return what runs the command in the checkout, with a home of its own."""

    def go(*words: str) -> Ended:
        return subprocess.run(
            [*xaso, *words, "--home", str(tmp_path / "home")],
            cwd=root,
            capture_output=True,
            check=False,
            encoding="utf-8",
        )

    return go


def test_a_sound_record_ends_with_0(run: Run) -> None:
    """Exit code 0: done, and nothing needs a person."""
    ended = run("check", "tests/data/records/complete.toml")
    assert (ended.returncode, ended.stderr) == (0, "")
    assert "không có lỗi" in ended.stdout


def test_findings_end_with_1(run: Run) -> None:
    """Exit code 1: done, with findings that need a person."""
    ended = run("check", PRESS)
    assert ended.returncode == 1
    assert "R502" in ended.stdout


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["scor", COMPLETE], "Có phải: score?"),
        (["sets", "chek"], "Có phải: check?"),
        (["score"], "cần thêm tên tệp"),
        (["score", COMPLETE, "--jsn"], "--jsn"),
        (["demo", "a", "b"], "không nhận thêm “b”"),
        (["sets", "--json"], "không có tùy chọn --json"),
        (["score", "--lang", "fr", COMPLETE], "--lang"),
        (["score", COMPLETE, "--set"], "--set"),
    ],
)
def test_wrong_usage_ends_with_2(xaso: list[str], root: Path, words: list[str], said: str) -> None:
    """Exit code 2: wrong usage, with what was probably meant and where to read on; nothing on stdout."""
    ended = subprocess.run([*xaso, *words], cwd=root, capture_output=True, check=False, encoding="utf-8")
    assert ended.returncode == 2
    assert said in ended.stderr
    assert "--help" in ended.stderr
    assert ended.stdout == ""


@pytest.mark.parametrize(
    "words",
    [
        ["score", "no-such-file.toml"],
        ["score", "README.md"],
        ["score", "tests"],
        ["sets", "show", "xa-itc"],
        ["sets", "check", "no-such-folder"],
        ["sets", "add", "tests"],
        ["sets", "new", "README.md"],
    ],
)
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_what_cannot_be_done_ends_with_3(run: Run, words: list[str], lang: str) -> None:
    """Exit code 3: nothing could be done; one fault with a code and a way out, never a traceback."""
    ended = run(*words, "--lang", lang)
    assert ended.returncode == 3, ended.stdout
    told = ended.stdout + ended.stderr
    assert {"vi": "LỖI", "en": "FAULT"}[lang] in told
    assert "Traceback" not in told


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("command", ["", *COMMAND_NAMES])
def test_every_command_has_help_in_both_languages(run: Run, command: str, lang: str) -> None:
    """`--help` says how to use a command, whatever else is missing."""
    ended = run(*command.split(), "--help", "--lang", lang)
    assert ended.returncode == 0
    assert f"xaso {command}".strip() in ended.stdout
    assert max(map(len, ended.stdout.splitlines())) <= 110


def test_json_has_the_promised_keys(run: Run) -> None:
    """`score --json` prints a list with the keys other people's tools rely on."""
    ended = run("score", COMPLETE, PRESS, "--json")
    cards = json.loads(ended.stdout)
    assert [card["unit"]["code"] for card in cards] == ["99001", "08824"]
    promised = "unit set period points max percent band coverage verified pillars lines findings"
    assert list(cards[0]) == promised.split()
    assert cards[0]["coverage"] == {"answered": 54, "asked": 54}
    assert set(cards[0]["verified"]) == {"points", "coverage"}
    assert set(cards[0]["pillars"][0]) == {"id", "title", "points", "max", "percent"}
    of_a_line = "id title state points max reason reference verified_points difference status"
    assert list(cards[0]["lines"][0]) == of_a_line.split()
    assert set(cards[1]["findings"][0]) == {"code", "path", "message"}
    assert sum(pillar["points"] for pillar in cards[0]["pillars"]) <= cards[0]["max"]


def test_one_bad_record_does_not_hide_the_good_one(run: Run) -> None:
    """Every record that can be scored is scored; the other is reported, and the exit code says so."""
    ended = run("score", "README.md", COMPLETE)
    assert ended.returncode == 1
    assert "Xã Ví Dụ" in ended.stdout
    assert "F007" in ended.stderr


def test_output_is_utf8_on_a_console_of_another_encoding(xaso: list[str], root: Path) -> None:
    """Vietnamese is printed where the locale says ASCII, in a pipe and in `--help`."""
    env = {"LC_ALL": "C", "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0", "PATH": ""}
    for words in (["--help"], ["score", COMPLETE], ["score", "không-có.toml"]):
        ended = subprocess.run([*xaso, *words], cwd=root, env=env, capture_output=True, check=False)
        told = (ended.stdout + ended.stderr).decode("utf-8")
        assert "Traceback" not in told
        assert any(letter in told for letter in "ạảấầếệộợụ")


def test_a_reader_that_leaves_early_is_no_error(xaso: list[str], root: Path) -> None:
    """`xaso demo | head -1` ends quietly."""
    piped = subprocess.Popen([*xaso, "demo"], cwd=root, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert piped.stdout is not None
    assert piped.stderr is not None
    piped.stdout.readline()
    piped.stdout.close()
    assert piped.stderr.read() == b""
    piped.stderr.close()
    assert piped.wait() == 0


def test_a_new_set_is_sound_and_can_be_added_and_shown(run: Run, tmp_path: Path) -> None:
    """From `sets new` over `sets check` and `sets add` to `sets show`; adding it twice is refused."""
    folder = tmp_path / "Bộ mới"
    assert run("sets", "new", str(folder)).returncode == 0
    checked = run("sets", "check", str(folder))
    assert (checked.returncode, checked.stderr) == (0, "")
    assert run("sets", "add", str(folder)).returncode == 0
    assert "bo-mau 2026.1" in run("sets").stdout
    assert "Người phụ trách công nghệ thông tin" in run("sets", "show", "bo-mau").stdout
    again = run("sets", "add", str(folder))
    assert (again.returncode, "C006" in again.stderr) == (3, True)


def test_a_failing_example_is_a_fault_of_the_set(run: Run, tmp_path: Path) -> None:
    """`sets check` runs the worked examples, and a wrong one keeps the set out."""
    folder = tmp_path / "set"
    run("sets", "new", str(folder))
    cases = folder / "cases.toml"
    cases.write_text(cases.read_text("utf-8").replace('"1.1" = 3', '"1.1" = 4'), "utf-8")
    checked = run("sets", "check", str(folder))
    assert checked.returncode == 3
    assert "C003" in checked.stdout
    assert "cases.toml:" in checked.stdout
    assert run("sets", "add", str(folder)).returncode == 3


def test_a_set_in_a_folder_scores_its_records(run: Run, tmp_path: Path, root: Path) -> None:
    """`score --set FOLDER` uses a set that is not installed."""
    folder = tmp_path / "set"
    run("sets", "new", str(folder))
    text = (
        (root / PRESS)
        .read_text("utf-8")
        .replace('id = "xa-ict"', 'id = "bo-mau"')
        .replace("2024.1", "2026.1")
    )
    record = tmp_path / "record.toml"
    record.write_text(text, "utf-8")
    assert run("score", str(record)).returncode == 3
    assert "bo-mau 2026.1" in run("score", str(record), "--set", str(folder)).stdout


def test_a_set_that_is_no_folder_below_ours_is_not_looked_for(run: Run, tmp_path: Path, root: Path) -> None:
    """A record cannot lead us out of our folders by the name of its set."""
    shutil.copytree(root / "criteria/sets/vi-du/2024.1", tmp_path / "away" / "1")
    text = (root / PRESS).read_text("utf-8").replace('version = "2024.1"', 'version = "../../away/1"')
    record = tmp_path / "record.toml"
    record.write_text(text, "utf-8")
    ended = run("score", str(record))
    assert ended.returncode == 3
    assert "F016" in ended.stderr or "C001" in ended.stderr
