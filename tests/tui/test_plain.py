"""Plain mode as a user meets it: real processes, answers piped in, the record that comes out."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from strategies.plain import first_start, new_record, sheet_of, stripped, walk

from criteria.library import SHIPPED
from criteria.reading import load_set
from criteria.words import Lang
from scoring.drafts.sheet import Sheet
from scoring.record import Record, record_digest
from scoring.store.loading import load_record

PLACE_OF_XA_ICT = 3
SUBMIT = ("6", "1", "7")
"""From the menu of the record: hand it in, yes; then leave the desk."""
Ended = subprocess.CompletedProcess[str]
Talk = Callable[..., Ended]


@pytest.fixture(scope="module")
def wanted(root: Path) -> Record:
    """Return a complete record, as far as it can be typed."""
    record = load_record(root / "tests/data/records/complete.toml").record
    assert record is not None
    return stripped(record)


@pytest.fixture(scope="module")
def sheet(wanted: Record) -> Sheet:
    """Return the sheet of the complete record."""
    return sheet_of(load_set(Path(SHIPPED, "xa-ict", "2024.1")), wanted)


@pytest.fixture
def talk(xaso: list[str], tmp_path: Path) -> Talk:
    """Return what runs a session with a home of its own."""

    def go(lines: Iterable[str], *words: str, **environ: str) -> Ended:
        return subprocess.run(
            [*xaso, *words, "--home", str(tmp_path / "nhà")],
            input="".join(f"{line}\n" for line in lines),
            env={**os.environ, **environ},
            cwd=tmp_path,
            capture_output=True,
            check=False,
            encoding="utf-8",
        )

    return go


def record_in(home: Path) -> Record:
    """Return the only record in a home."""
    (path,) = (home / "phieu").rglob("*.toml")
    record = load_record(path).record
    assert record is not None
    return record


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_whole_record_is_answered_and_handed_in(
    talk: Talk, xaso: list[str], tmp_path: Path, wanted: Record, sheet: Sheet, lang: Lang
) -> None:
    """From first start to submission: the record is the one that was meant, and scores what plain mode said."""
    lines = [*first_start(wanted, lang), *new_record(wanted, PLACE_OF_XA_ICT), *walk(sheet), *SUBMIT]
    ended = talk(lines, "--plain")
    assert (ended.returncode, ended.stderr) == (0, "")
    saved = record_in(tmp_path / "nhà")
    assert record_digest(saved) == record_digest(wanted)
    assert (saved.state, saved.assessor, saved.submission) == (
        "submitted",
        wanted.assessor,
        wanted.submission,
    )
    path = next((tmp_path / "nhà" / "phieu").rglob("*.toml"))
    scored = subprocess.run([*xaso, "score", "--json", str(path)], capture_output=True, check=True)
    points = json.loads(scored.stdout)[0]["points"]
    shown = f"{points:g}".replace(".", "," if lang == "vi" else ".")
    told = ended.stdout.splitlines()
    assert sum(f" {shown}/100 " in line for line in told[-20:]) == 1
    assert max(map(len, told)) <= 100
    assert not {"\x1b", "\u2500", "\u2502"} & set(ended.stdout)
    assert [*(tmp_path / "nhà" / "drafts").iterdir()] == []


def test_a_pipe_that_ends_keeps_the_draft(talk: Talk, tmp_path: Path, wanted: Record, sheet: Sheet) -> None:
    """Whatever was answered is there again, at the question where the pipe ended, and can be handed in."""
    answers = [*walk(sheet)]
    begun = [*first_start(wanted, "vi"), *new_record(wanted, PLACE_OF_XA_ICT)]
    first = talk([*begun, *answers[:57]], "--plain")
    assert first.returncode == 0
    (draft,) = (tmp_path / "nhà" / "drafts").iterdir()
    told = "".join(first.stdout.split())
    assert str(draft).replace(" ", "") in told
    place = [line for line in first.stdout.splitlines() if line.startswith("Câu ")][-1]
    second = talk(["1"], "--plain")
    assert [line for line in second.stdout.splitlines() if line.startswith("Câu ")] == [place]
    third = talk(["1", "#", "5", "7", "7"], "--plain")
    assert third.returncode == 0
    assert record_in(tmp_path / "nhà").state == "draft"
    assert record_in(tmp_path / "nhà").facts["staff"] == wanted.facts["staff"]


def test_without_a_terminal_the_desk_is_plain_and_says_why(talk: Talk) -> None:
    """`xaso` in a pipe asks in plain lines; the reason goes to the stream of errors."""
    ended = talk([])
    assert ended.returncode == 0
    assert "đường ống" in ended.stderr
    assert "Ngôn ngữ / Language" in ended.stdout
    assert "xaso – " in ended.stdout


def test_accessible_asks_in_plain_lines(talk: Talk) -> None:
    """ACCESSIBLE=1 does what `--plain` does."""
    ended = talk([], ACCESSIBLE="1")
    assert ended.returncode == 0
    assert "ACCESSIBLE" in ended.stderr
    assert "Ngôn ngữ / Language" in ended.stdout


def test_a_record_is_opened_by_name(talk: Talk, root: Path, tmp_path: Path) -> None:
    """`xaso open FILE --plain` goes straight to its questions; a file that is none is told and no more."""
    (tmp_path / "nhà").mkdir()
    (tmp_path / "nhà" / "settings.toml").write_text('lang = "en"\n', "utf-8")
    opened = talk([], "open", str(root / "tests/data/records/complete.toml"), "--plain")
    assert "Question 1 of 89" in opened.stdout
    refused = talk([], "open", str(root / "README.md"), "--plain")
    assert refused.returncode == 0
    assert "FAULT README.md" in refused.stdout
    assert "Traceback" not in refused.stdout + refused.stderr


def test_plain_mode_imports_no_screen(root: Path, tmp_path: Path) -> None:
    """Neither Textual nor Rich nor tables are imported for plain lines."""
    code = (
        "import sys; sys.argv = ['xaso', '--plain', '--home', sys.argv[1]]\n"
        "from tui.__main__ import main\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "heavy = {'textual', 'rich', 'pandas', 'numpy', 'xlsxwriter', 'jinja2'} & set(sys.modules)\n"
        "print('heavy:', sorted(heavy))"
    )
    home = tmp_path / "h"
    lines = "1\ndiem thuy\n1\nA\nB\n\n3\n3\n2024-H1\n\n1\n"
    ended = subprocess.run(
        [sys.executable, "-c", code, str(home)],
        input=lines,
        cwd=root,
        capture_output=True,
        check=True,
        encoding="utf-8",
    )
    assert ended.stdout.splitlines()[-1] == "heavy: []"
    assert "Câu 1 trong" in ended.stdout
