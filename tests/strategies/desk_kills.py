"""The real desk killed while somebody types: what was on the screen half a second before is there again.

Vietnamese is typed as UniKey sends it: the bare letter, then erased and written anew with its marks.
"""

import math
import os
import random
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path as FilePath
from tempfile import TemporaryDirectory
from time import monotonic
from typing import NamedTuple

from strategies.answering import ENVIRON, UNIT_CODE, UNIT_NAME, Officer, files_below, start
from strategies.terminal import Terminal

from criteria.model import IndicatorSet
from scoring.drafts.draft import Draft, DraftHead, Place
from scoring.drafts.paths import Path
from scoring.drafts.questions import Question, Slot
from scoring.drafts.sheet import Sheet
from scoring.folding import fold
from scoring.periods import parse_period
from scoring.record import ReportingUnit, SetName
from scoring.store.loading import load_record
from scoring.store.opening import open_draft, start_journal
from tui.installed import InstalledSets

BEHIND = 0.5
"""Seconds before a kill from which something may be lost."""
ID = "7d0c1c1e-6f5a-4f0e-9d34-0b8a52c1f002"
WORDS = [
    "Uỷ",
    "ban",
    "nhân",
    "dân",
    "xã",
    "đã",
    "cấp",
    "máy",
    "tính",
    "cho",
    "cán",
    "bộ,",
    "công",
    "chức;",
    "thôn",
    "Đồng",
    "Ẩm",
    "còn",
    "thiếu",
    "“bảy",
    "chiếc”",
]
FIRST = "Ghi chú"
LONG = 700
"""Letters after which one goes on to the next question."""
KEY = 0.02
"""Seconds between two keys; the quickest officer needs three times as long."""
_QUIET = 0.1
"""Seconds without anything drawn after which a screen is taken to be there."""
_ERASE = ("\x7f", "\x08")
_TAIL = 12
"""Letters at the end of a line by which it is known again; every word is numbered."""
_LABEL = 15
_SAVES = 0.25
"""How often the record is saved while one types on."""
_SAVE_AT = 5
_KEPT = f"drafts/{ID}.nhap"
_SAVED = f"phieu/2024-H1/{UNIT_CODE}_xa-ict.toml"
_MEMORY = "/dev/shm"  # noqa: S108 - a new folder of a name of its own is made in it
_UNFINISHED = re.compile(r"phieu/2024-H1/\..*\.tmp")


class Typed(NamedTuple):
    """A key, and what the line holds after it."""

    key: str
    text: str


class Seen(NamedTuple):
    """What the line held after a key, and when that was seen on the screen."""

    text: str
    at: float


def typing(text: str, chance: random.Random) -> Iterator[Typed]:
    """Yield keys that go on with a text for ever: words, numbered so that each place is known again."""
    number = len(text.split())
    while True:
        for letter in f"{' ' if text else ''}{chance.choice(WORDS)}{number}":
            bare = fold(letter)
            if bare != letter and letter.islower():
                yield Typed(bare, text + bare)
                yield Typed(chance.choice(_ERASE), text)
            text += letter
            yield Typed(letter, text)
        number += 1


@contextmanager
def quiet_folder() -> Iterator[FilePath]:
    """Make a folder in memory where the system has one: a disk that others keep waiting is no fault of the program's."""
    with TemporaryDirectory(dir=_MEMORY if os.access(_MEMORY, os.W_OK) else None) as folder:
        yield FilePath(folder)


def head_in(known: IndicatorSet) -> DraftHead:
    """Return the head of a draft."""
    period = parse_period("2024-H1")
    assert period is not None
    name = SetName(known.id, known.version, known.digest)
    at = datetime(2024, 7, 3, 8, 12, tzinfo=UTC)
    return DraftHead(ID, name, ReportingUnit(UNIT_CODE, UNIT_NAME, "xã"), period, at)


def note_of(question: Question) -> Slot:
    """Return where a note is typed."""
    return next(slot for slot in question.aside if slot.role == "note")


class KilledDesk:
    """A draft whose desk is killed again and again.

    Args:
        home: The folder that keeps everything.
        xaso: The words that start the program.
        seed: What decides what is typed and when it is killed.

    Attributes:
        worst: The most seconds of typing that were lost so far.
    """

    def __init__(self, home: FilePath, xaso: list[str], seed: int) -> None:
        self._chance = random.Random(seed)  # noqa: S311 - no secret
        self._home = home
        self._command = [*xaso, *start(home)]
        known = InstalledSets(()).named("xa-ict", None)
        self._sheet = Sheet(known, Draft(head_in(known), {}), clock=monotonic)
        self._questions = (question for question in self._sheet.questions if question.section == "facts")
        self._question = next(self._questions)
        self._path = note_of(self._question).path
        self._texts = {self._path: FIRST}
        journal = start_journal(home / "drafts", head_in(known), self._texts)
        journal.go(Place(self._question.key, self._path, len(FIRST)))
        assert journal.close()
        self.worst = 0.0

    def kill(self) -> None:
        """Open the desk, go on typing, kill it, and check what is left.

        Raises:
            AssertionError: What is left is not what was typed, or something lies about.
        """
        with Terminal(self._command, ENVIRON) as terminal:
            officer = Officer(terminal)
            self._go_on(officer)
            done = self._type(officer)
            killed = monotonic()
            terminal.kill()
        texts = self._left()
        text = texts.get(self._path, "")
        reached = max((place for place, key in enumerate(done) if key.text == text), default=None)
        assert reached is not None, f"{text!r} was never typed: {done}"
        self.worst = max([self.worst, *(killed - key.at for key in done[reached + 1 :])])
        self._texts[self._path] = text
        assert texts == {path: text for path, text in self._texts.items() if text}
        self._look_about()

    def end(self) -> None:
        """Open the desk once more, undo and redo, save, and leave in order.

        Raises:
            AssertionError: It is not as it was left, or other files than settings, draft and record are there.
        """
        with Terminal(self._command, ENVIRON) as terminal:
            officer = Officer(terminal)
            self._go_on(officer)
            text = self._texts[self._path]
            terminal.send("ctrl+z")
            officer.until(lambda: not self._shows(officer, text), "the last change taken back")
            terminal.send("ctrl+y")
            officer.until(lambda: self._shows(officer, text), "the last change made again")
            terminal.send("f2")
            officer.wait_for("checklist.saved", file="")
            terminal.settle()
            terminal.send("ctrl+q")
            assert terminal.ended() == 0
        record = load_record(self._home / _SAVED).record
        assert record is not None
        notes = {path[1]: text.strip() for path, text in self._texts.items() if text}
        said = {name: answer.note for name, answer in record.facts.items()}
        assert said == notes, f"{said} is not {notes}"
        assert files_below(self._home) == [_KEPT, _SAVED, "settings.toml"]

    def _go_on(self, officer: Officer) -> None:
        """Open the draft, see that it is where it was left, and be in a note that is not too long."""
        terminal = officer.terminal
        terminal.wait_for("xa-ict 2024.1", UNIT_NAME)
        terminal.settle(_QUIET)
        terminal.send("enter")
        question = officer.speech("ask.continue")
        officer.until(lambda: question in terminal.text or self._is_open(officer), "the draft")
        if question in terminal.text:
            terminal.settle(_QUIET)
            terminal.send("enter")
        officer.until(lambda: self._is_open(officer), f"the end of {self._texts[self._path]}")
        if len(self._texts[self._path]) > LONG:
            self._question = next(self._questions)
            self._path = note_of(self._question).path
            self._texts[self._path] = ""
            officer.open_question(self._question, "pagedown")
            officer.go_to(note_of(self._question), self._question, self._sheet)

    def _is_open(self, officer: Officer) -> bool:
        """Tell whether the question is open, with the cursor in its note and the same half-typed word."""
        label = officer.speech("slot.note")[:_LABEL]
        return officer.row.strip().startswith(label) and self._shows(officer, self._texts[self._path])

    def _shows(self, officer: Officer, text: str) -> bool:
        return re.search(rf"{re.escape(text.rstrip()[-_TAIL:])} *\]", officer.row) is not None

    def _type(self, officer: Officer) -> list[Seen]:
        """Type for a while; return what the line came to, key by key."""
        terminal = officer.terminal
        saves = self._chance.random() < _SAVES
        end = monotonic() + self._chance.uniform(0.1, 1.2)
        keys = typing(self._texts[self._path], self._chance)
        done = [Seen(self._texts[self._path], monotonic())]
        seen = 0
        while monotonic() < end:
            key, text = next(keys)
            terminal.send(key)
            done.append(Seen(text, math.inf))
            if saves and len(done) == _SAVE_AT:
                terminal.send("f2")
            due = monotonic() + KEY
            while monotonic() < due:
                assert terminal.read(due - monotonic()), terminal.text
            place = next(
                (n for n in range(len(done) - 1, seen, -1) if self._shows(officer, done[n].text)), seen
            )
            while seen < place:
                seen += 1
                done[seen] = done[seen]._replace(at=monotonic())
        return done

    def _left(self) -> dict[Path, str]:
        """Return what the draft holds after a kill; nothing of its file is spoilt."""
        opened = open_draft(self._home / _KEPT)
        assert opened.journal is not None
        assert opened.journal.close()
        assert not opened.told
        return dict(opened.draft.entries)

    def _look_about(self) -> None:
        """Check that no file is broken and none is left over but what a save had just begun."""
        found = [name for name in files_below(self._home) if not _UNFINISHED.fullmatch(name)]
        assert found in ([_KEPT, "settings.toml"], [_KEPT, _SAVED, "settings.toml"])
        if _SAVED in found:
            assert load_record(self._home / _SAVED).record is not None
