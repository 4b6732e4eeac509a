"""An officer at the real desk in a pseudo-terminal: keys only, each one after what the one before it did is seen."""

import os
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from time import monotonic

from strategies.terminal import PATIENCE, Screen, Terminal

from criteria.clean import clean_line
from criteria.words import Lang
from scoring.drafts.paths import DOCUMENT, FRONT
from scoring.drafts.questions import Question, Slot, document_slots
from scoring.drafts.sheet import Sheet
from tui.asking import label_of, options_of
from tui.settings import Settings, write_settings
from tui.speech import Speech

ENVIRON = {
    name: value
    for name, value in os.environ.items()
    if name not in {"LC_ALL", "LC_CTYPE", "LANG", "TERM", "ACCESSIBLE", "NO_COLOR", "COLUMNS", "LINES"}
    and not name.startswith(("PYTHON", "TEXTUAL"))
} | {"TERM": "xterm-256color", "LANG": "C.UTF-8"}
"""A terminal as most are: 256 colours, UTF-8."""

UNIT_CODE = "05941"
UNIT_NAME = "Xã Điềm Thụy"
STARTED = Settings(
    unit_code=UNIT_CODE,
    unit_name=UNIT_NAME,
    unit_kind="xã",
    unit_class="plain",
    parent_code="19",
    parent_name="Tỉnh Thái Nguyên",
    started=True,
)
"""Settings after the first start."""

_BESIDE = ("not_applicable", "plan", "source", "as_of", "note")
"""The order in which Tab goes through what stands beside an answer; estimates come last."""
_TAIL = 14
"""Letters at the end of a text by which it is known again in its field."""
_BAR = 2
"""Columns at the right that may hold a bar to scroll by."""
_FIELDS = 4
"""Fields of a document that are typed; its digest is not."""
_INLINE = 20
"""Letters of a label that stands before its field."""


class Officer:
    """Types what a sheet says into the desk.

    Args:
        terminal: Where the desk runs.
        lang: Its language.
    """

    def __init__(self, terminal: Terminal, lang: Lang = "vi") -> None:
        self.terminal = terminal
        self.speech = Speech(lang)
        self._lines: list[str] = []
        self._read = -1

    # --- looking

    @property
    def lines(self) -> list[str]:
        """The screen, line by line; it is read anew once something was drawn."""
        if self._read != len(self.terminal.seen):
            self._read = len(self.terminal.seen)
            self._lines = list(self._screen.rows)
        return self._lines

    @property
    def rows(self) -> list[str]:
        """The question's side of the screen, row by row."""
        return [line.rpartition("│")[2][:-_BAR].rstrip() for line in self.lines]

    @property
    def _screen(self) -> Screen:
        return self.terminal._screen  # noqa: SLF001 - how a letter is drawn is not in its text

    @property
    def here(self) -> int | None:
        """The first row drawn in another colour, as the input is where one types or chooses; None where there is none."""
        screen = self._screen
        for number, line in enumerate(self.lines):
            row, edge = screen.buffer[number], line.rfind("│") + 1
            if edge and any(
                row[at].reverse or row[at].bg != row[edge].bg for at in range(edge, len(line) - _BAR)
            ):
                return number
        return None

    @property
    def row(self) -> str:
        """The row one types or chooses in."""
        return "" if self.here is None else self.rows[self.here]

    def until(self, seen: Callable[[], bool], what: str, patience: float = PATIENCE) -> None:
        """Wait until something is seen.

        Raises:
            AssertionError: It is not, however long one waits.
        """
        end = monotonic() + patience
        while not seen():
            left = end - monotonic()
            if left <= 0 or not self.terminal.read(left):
                message = f"not seen: {what}\n{self.terminal.text}\nin row {self.here}"
                raise AssertionError(message)

    def wait_for(self, *keys: str, **arguments: object) -> None:
        """Wait for words of the program, by their keys; they may go on in the next row."""
        words = [" ".join(self.speech(key, **arguments).split()) for key in keys]
        self.until(lambda: all(part in " ".join(" ".join(self.lines).split()) for part in words), f"{words}")

    # --- walking

    def open_question(self, question: Question, key: str) -> None:
        """Press a key, and wait for a question to be open with the cursor in its first input."""
        self.terminal.send(key)
        self.until(
            lambda: _title(question, self.speech.lang) in " ".join(" ".join(self.rows).split()), question.code
        )

    def at(self, slot: Slot, sheet: Sheet) -> None:
        """Wait for the cursor to be in an input: its label stands before it or right above."""
        label = " ".join(clean_line(label_of(slot, sheet, self.speech)).split())

        def here() -> bool:
            rows, row = self.rows, self.here
            if row is None:
                return False
            if slot.role in _BESIDE:
                return rows[row].strip().startswith(label[:_INLINE].strip())
            return " ".join(" ".join(rows[:row]).split()).endswith(label)

        self.until(here, f"cursor at {label}")

    def line(self, text: str) -> None:
        """Type a text into the only line there is to type in, see it, and press Enter."""
        self.terminal.send(text)
        self.terminal.wait_for(text)
        self.terminal.send("enter")

    def search(self, text: str, found: str) -> None:
        """Type a text into a list that is searched, and take the first it finds once that is `found`."""
        self.terminal.send(text)

        def listed() -> bool:
            typed = next((number for number, row in enumerate(self.lines) if text in row), len(self.lines))
            return any(found in row for row in self.lines[typed + 1 : typed + 3])

        self.until(listed, f"{text}: {found}")
        self.terminal.send("enter")

    def walk(self, sheet: Sheet) -> None:
        """Answer every question as a sheet does, beginning in the list of questions, on the front page."""
        for question in sheet.questions:
            self.open_question(question, "enter" if question.key == FRONT else "pagedown")
            self.answer(question, sheet)
            if sheet.evidence(question):
                self.add_documents(question, sheet)

    def answer(self, question: Question, sheet: Sheet) -> None:
        """Type the answer to the question that is open, going from input to input with Tab."""
        stops = [*tab_stops(question)]
        said = [place for place, slot in enumerate(stops) if sheet.text(slot.path)]
        for slot in stops[: max(said, default=-1) + 1]:
            self.at(slot, sheet)
            self.fill(slot, sheet.text(slot.path))
            if slot is not stops[max(said)]:
                self.terminal.send("tab")

    def go_to(self, wanted: Slot, question: Question, sheet: Sheet) -> None:
        """Go from the first input of a question to another with Tab."""
        for slot in tab_stops(question):
            self.at(slot, sheet)
            if slot.path == wanted.path:
                return
            self.terminal.send("tab")

    def fill(self, slot: Slot, text: str) -> None:
        """Type or choose what the input one is in is to hold."""
        names = [name for name, _ in options_of(slot, self.speech)]
        if not text:
            return
        if slot.kind == "list":
            self.terminal.send(*("enter" if part == "\n" else part for part in re.split("(\n)", text)))
            self.until(lambda: text.rpartition("\n")[2] in "\n".join(self.rows), text)
        elif slot.kind == "parts":
            for name in text.split(","):
                self.choose(names.index(name) + 1, "[x]")
        elif names:
            self.choose(names.index(text) + 1, "(•)")
        elif not re.search(rf"\[{re.escape(text)} *\]", self.row):
            self.type_in(text)

    def choose(self, number: int, mark: str) -> None:
        """Choose by number in the list one is in, unless it is chosen, and wait for its mark."""
        chosen = f" {number} {mark} "
        if not self.row.startswith(chosen):
            self.terminal.send(str(number))
        self.until(lambda: self.row.startswith(chosen), chosen)

    def type_in(self, text: str, keys: str = "") -> None:
        """Type a text into the line one is in, by other keys where they are named, and wait for its end to be seen."""
        self.terminal.send(keys or text)
        end = re.compile(rf"{re.escape(text[-_TAIL:])} *\]")
        self.until(lambda: end.search(self.row) is not None, text)

    def add_documents(self, question: Question, sheet: Sheet) -> None:
        """Write down the documents of the question that is open, in the list that F4 opens."""
        send = self.terminal.send
        send("f4")
        self.wait_for("evidence.none")
        for number, row in enumerate(sheet.evidence(question), 1):
            send("n")
            self.terminal.wait_for(f"{number:>2}. {self.speech('evidence.unnamed')}")
            for slot in document_slots(question.key, row)[:_FIELDS]:
                text = sheet.text(slot.path)
                label = self.speech(f"evidence.field_{slot.role}")
                self.until(lambda label=label: self._in_field(label) is not None, label)  # type: ignore[misc]
                send(text)
                tail = text[-_TAIL:]
                self.until(lambda label=label, tail=tail: tail in (self._in_field(label) or ""), text)  # type: ignore[misc]
                send("enter")
        labels = [self.speech(f"evidence.field_{name}") for name in DOCUMENT[:_FIELDS]]
        self.until(lambda: not any(map(self._in_field, labels)), "the list of documents")
        send("escape")
        self.until(
            lambda: _title(question, self.speech.lang) in " ".join(" ".join(self.rows).split()),
            "the question",
        )

    def _in_field(self, label: str) -> str | None:
        """Return the row of a document's field where its label is bold: one types there."""
        for number, line in enumerate(self.lines):
            if line[2:].startswith(label) and self._screen.buffer[number][2].bold:
                return str(line)
        return None


def _title(question: Question, lang: Lang) -> str:
    return " ".join(f"{question.code} {question.title.text(lang)}".split())


def tab_stops(question: Question) -> Iterator[Slot]:
    """Yield the inputs of a question in the order Tab goes through them."""
    yield from question.slots
    beside = {slot.role: slot for slot in question.aside if slot.role in _BESIDE}
    yield from (beside[role] for role in _BESIDE if role in beside)
    yield from (slot for slot in question.aside if slot.role not in _BESIDE)


def start(home: Path, settings: Settings = STARTED) -> list[str]:
    """Write settings, and return the words that name the home."""
    home.mkdir(exist_ok=True)
    write_settings(home / "settings.toml", settings)
    return ["--home", str(home)]


def files_below(folder: Path) -> list[str]:
    """Return the names of all files below a folder."""
    return sorted(str(path.relative_to(folder)) for path in _files(folder.iterdir()))


def _files(paths: Iterable[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            yield from _files(path.iterdir())
        else:
            yield path
