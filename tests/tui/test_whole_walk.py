"""The whole walk at the real desk, by keys alone: first start, new record, every question, handing in, the saved file."""

import json
import re
import subprocess
from decimal import Decimal
from pathlib import Path as FilePath

import pytest
from strategies.answering import ENVIRON, UNIT_CODE, UNIT_NAME, Officer, files_below
from strategies.plain import sheet_of
from strategies.terminal import Terminal

from criteria.words import Lang
from scoring.drafts.draft import Draft
from scoring.drafts.paths import Path
from scoring.drafts.sheet import Sheet
from scoring.numbers import print_points
from scoring.record import Record
from scoring.store.loading import load_record
from tui.installed import InstalledSets

PERIOD = "2024-H1"
WITH_DOCUMENTS = ("1",)
"""Sections whose documents are typed: some stand for all, each takes as long as an answer."""
WITH_SOURCES = ("1", "5")
"""Sections where source, date and note are typed too."""
BESIDE = ("source", "as_of", "note")
DONE = 0


def wanted(root: FilePath) -> Sheet:
    """Return what is to be typed: the complete record, less what the desk has no input for."""
    record = load_record(root / "tests/data/records/complete.toml").record
    assert record is not None
    sheet = sheet_of(InstalledSets(()).named("xa-ict", None), record)
    sections = {question.key: question.section for question in sheet.questions}
    entries = {
        path: text
        for path, text in sheet.draft.entries.items()
        if is_wanted(path, sections.get(path[:2], ""))
    }
    return Sheet(sheet.known, Draft(sheet.draft.head, entries), clock=lambda: 0.0)


def is_wanted(path: Path, section: str) -> bool:
    """Tell whether an entry is to be typed."""
    if "evidence" in path:
        return section in WITH_DOCUMENTS
    return path[-1] not in BESIDE or ("inputs" not in path and section in WITH_SOURCES)


def start_for_the_first_time(officer: Officer, record: Record) -> None:
    """Take the five steps of the first start."""
    terminal, lang = officer.terminal, officer.speech.lang
    terminal.wait_for("Tiếng Việt", "English")
    terminal.settle()
    terminal.send(*(["down"] if lang == "en" else []), "enter")
    officer.wait_for("first.unit", "unit.prompt")
    terminal.settle()
    officer.search("diem thuy", UNIT_CODE)
    officer.wait_for("first.person")
    terminal.settle()
    assert record.assessor.name is not None
    assert record.assessor.post is not None
    officer.line(record.assessor.name)
    officer.line(record.assessor.post)
    officer.wait_for("first.folder")
    terminal.settle()
    terminal.send("enter")
    officer.wait_for("first.keys")
    terminal.settle()
    terminal.send("f1")
    officer.wait_for("help_screen.keys")
    terminal.send("escape")
    terminal.wait_for("[x] F1")
    terminal.send("ctrl+f")
    terminal.wait_for("[x] Ctrl+F")
    terminal.send("pagedown")
    terminal.wait_for("[x] PgDn")
    officer.line("tiếng Việt")
    officer.wait_for("shelf.title")
    terminal.settle()


def begin(officer: Officer) -> None:
    """Begin a record of xa-ict; the unit is found by typing part of its name without marks."""
    terminal, speech = officer.terminal, officer.speech
    terminal.send("n")
    terminal.wait_for("xa-ict 2024.1", UNIT_NAME, speech("new.begin"))
    terminal.send("down")
    officer.wait_for("new.period_about")
    terminal.send("enter")
    officer.wait_for("new.choose_period", "finder.keys")
    terminal.settle()
    officer.search(PERIOD.lower(), PERIOD)
    terminal.wait_for(f"1/1 – 30/6/2024 · {PERIOD}", speech("new.begin"))
    terminal.send("down")
    officer.wait_for("new.unit_about")
    terminal.send("enter")
    officer.wait_for("finder.keys", "unit.prompt")
    terminal.settle()
    officer.search("diem thuy thai", UNIT_CODE)
    officer.wait_for("new.unit_about", "new.begin")
    terminal.send("end")
    officer.wait_for("new.begin_about")
    terminal.send("enter")
    officer.wait_for("checklist.section_front", "checklist.kept")
    terminal.settle()


def hand_in(officer: Officer) -> None:
    """Go over what is doubtful, hand the record in, and come back to the shelf."""
    terminal, speech = officer.terminal, officer.speech
    terminal.send("f9")
    terminal.wait_for(speech("submit.doubtful", n="")[:8])
    terminal.send("f9")
    officer.wait_for("ask.hand_in", "ask.cancel")
    terminal.settle()
    terminal.send("down", "enter")
    officer.wait_for("saved.done")
    terminal.settle()


@pytest.mark.parametrize(("size", "lang"), [((80, 24), "vi"), ((120, 40), "en")])
def test_from_first_start_to_the_score(
    root: FilePath, xaso: list[str], tmp_path: FilePath, size: tuple[int, int], lang: Lang
) -> None:
    """`xaso score` on the file that was handed in gives the total that the desk showed, and the file says what was typed."""
    sheet = wanted(root)
    home = tmp_path / "nhà"
    home.mkdir()
    shown = print_points(sheet.card.totals.points, lang)
    with Terminal([*xaso, "--home", str(home)], ENVIRON, size) as terminal:
        officer = Officer(terminal, lang)
        start_for_the_first_time(officer, sheet.record)
        begin(officer)
        officer.walk(sheet)
        officer.wait_for("checklist.points", points=shown, max="100")
        hand_in(officer)
        assert re.search(rf"(?<![\d.,]){re.escape(shown)}(?![\d])", terminal.text)
        terminal.send("escape")
        officer.wait_for("shelf.title", "shelf.submitted")
        terminal.wait_for(shown)
        terminal.settle()
        terminal.send("q")
        assert terminal.ended() == DONE
    path = home / "phieu" / PERIOD / f"{UNIT_CODE}_xa-ict.toml"
    check(path, sheet)
    out = subprocess.run(
        [*xaso, "score", str(path), "--json"], capture_output=True, check=False, timeout=60, encoding="utf-8"
    )
    (scored,) = json.loads(out.stdout, parse_float=Decimal)
    assert scored["points"] == sheet.card.totals.points
    assert print_points(scored["points"], lang) == shown


def check(path: FilePath, sheet: Sheet) -> None:
    """Check that a file says what a sheet says, and that nothing lies beside it."""
    record, meant = load_record(path).record, sheet.record
    assert record is not None
    assert record.state == "submitted"
    assert (record.unit.code, record.unit.name, record.unit.unit_class) == (UNIT_CODE, UNIT_NAME, "plain")
    assert record.period.label == PERIOD
    assert (record.assessor, record.submission) == (meant.assessor, meant.submission)
    assert record.facts == meant.facts
    for code in {*record.answers, *meant.answers}:
        assert record.answers.get(code) == meant.answers.get(code), code
    assert record.result is not None
    assert record.result.points == sheet.card.totals.points
    home = path.parents[2]
    assert files_below(home) == [f"phieu/{PERIOD}/{path.name}", "settings.toml"]
