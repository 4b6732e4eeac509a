"""What stands beside an answer: evidence, "not applicable", a plan, sources, a note."""

from __future__ import annotations

from pathlib import Path

from criteria.faults import FaultError
from scoring.drafts.paths import ANSWERING
from scoring.drafts.questions import Question, Slot, document_slots
from scoring.store.copying import sha256_of
from scoring.store.evidence import copy_evidence
from tui.plain.choosing import chosen
from tui.plain.replies import Command, Said, line_in
from tui.plain.slots import ask_slot, shown
from tui.plain.talk import Talk
from tui.plain.wording import number_prompt

_TYPED = ("number", "date", "title")
_OWN_NAMES = ("not_applicable", "percent")
"""What is called otherwise in a list than beside its field on the screen."""


def ask_beside(talk: Talk, question: Question, record_path: Path) -> None:
    """Offer everything that may be said beside the answer, until the user goes back.

    Args:
        talk: What to talk with.
        question: The question.
        record_path: Where the record lies, or will lie: documents are copied beside it.
    """
    told = False
    while True:
        beside = slots_beside(question)
        options = [talk.speech("plain.evidence", n=len(talk.sheet.evidence(question)))]
        options += [_named(talk, slot) for slot in beside]
        talk.say()
        if told:
            prompt = talk.speech("plain.number_again", n=len(options))
        else:
            talk.offer(options)
            prompt = number_prompt(talk.speech, len(options), back=True)
        told = True
        match talk.hear(prompt):
            case Said(text="") | Command(name="back" | "menu" | "skip"):
                return
            case Said(text=text) if (at := chosen(text, options)) is not None:
                if at == 0:
                    _ask_evidence(talk, question, record_path)
                else:
                    _ask_aside(talk, question, beside[at - 1])
            case Command(name="repeat" | "explain"):
                told = False
            case _:
                talk.told("no_number", n=len(options))


def slots_beside(question: Question) -> tuple[Slot, ...]:
    """Return what may be said beside the answer, a rate beside its numerator and denominator included."""
    return (*question.aside, *(slot for slot in question.slots if slot.role == "percent"))


def _named(talk: Talk, slot: Slot) -> str:
    role = talk.speech(f"plain.beside_{slot.role}" if slot.role in _OWN_NAMES else f"slot.{slot.role}")
    name = (
        role if slot.title is None else f"{slot.title.text(talk.speech.lang)}: {role[:1].lower()}{role[1:]}"
    )
    now = shown(talk, slot)
    return f"{name}: {now}" if now else name


def _ask_aside(talk: Talk, question: Question, slot: Slot) -> None:
    """Ask for one thing beside the answer; "not applicable" takes the place of what was answered."""
    ask_slot(talk, slot)
    if slot.role != "not_applicable" or not talk.sheet.text(slot.path):
        return
    at = len(question.key)
    gone = [path for path in talk.sheet.draft.entries if path[:at] == question.key and path[at] in ANSWERING]
    gone.remove(slot.path)
    if gone:
        talk.sheet.put(dict.fromkeys(gone, ""))
        talk.told("answer_gone")


def _ask_evidence(talk: Talk, question: Question, record_path: Path) -> None:
    """Offer the documents there are, and a new one."""
    while True:
        rows = talk.sheet.evidence(question)
        options = [*(_document(talk, question, row) for row in rows), talk.speech("plain.new_document")]
        talk.say()
        talk.offer(options)
        match talk.hear(number_prompt(talk.speech, len(options), back=True)):
            case Said(text="") | Command(name="back" | "menu" | "skip"):
                return
            case Said(text=text) if (at := chosen(text, options)) is not None:
                row = rows[at] if at < len(rows) else talk.sheet.next_row(question)
                _ask_document(talk, question, row, record_path)
            case Command(name="repeat" | "explain"):
                continue
            case _:
                talk.told("no_number", n=len(options))


def _document(talk: Talk, question: Question, row: int) -> str:
    texts = [talk.sheet.text(slot.path) for slot in document_slots(question.key, row)[:4]]
    return ", ".join(text for text in texts if text) or "–"


def _ask_document(talk: Talk, question: Question, row: int, record_path: Path) -> None:
    """Ask for number, day, title and file of one document; `~` at its first input takes it out."""
    slots = {slot.role: slot for slot in document_slots(question.key, row)}
    if row in talk.sheet.evidence(question):
        talk.offer([talk.speech("plain.document_change"), talk.speech("plain.document_drop")])
        match talk.hear(number_prompt(talk.speech, 2, back=True)):
            case Said(text="1"):
                pass
            case Said(text="2"):
                talk.sheet.drop_evidence(question, row)
                talk.told("document_dropped")
                return
            case _:
                return
    for role in _TYPED:
        if ask_slot(talk, slots[role], label=talk.speech(f"plain.document_{role}")) is not None:
            return
    _ask_file(talk, slots["file"], slots["sha256"], record_path)


def _ask_file(talk: Talk, file: Slot, digest: Slot, record_path: Path) -> None:
    """Ask for the path of a file, and note it with its SHA-256; copied beside the record where that is wanted."""
    now = talk.sheet.text(file.path)
    if now:
        talk.told("now", now=now)
    while True:
        match line_in(talk.voice.ask(talk.speech("plain.prompt_file"))):
            case Said(text=""):
                return
            case Command(name="clear"):
                talk.sheet.put({file.path: "", digest.path: ""})
                talk.told("cleared")
                return
            case Said(text=text):
                if _attach(talk, file, digest, Path(text.strip("\"'")).expanduser(), record_path):
                    return
            case Command(name="explain" | "repeat"):
                talk.told("file_help")
            case _:
                return


def _attach(talk: Talk, file: Slot, digest: Slot, path: Path, record_path: Path) -> bool:
    """Attach a file; False where it cannot be read or copied."""
    if talk.sheet.read_only:
        talk.told("read_only")
        return True
    try:
        sha256 = sha256_of(path)
        talk.offer([talk.speech("plain.file_copy"), talk.speech("plain.file_stay")])
        label = path.name
        if talk.hear(number_prompt(talk.speech, 2, usual=1)) != Said("2"):
            copied = copy_evidence(record_path, path)
            label, sha256 = copied.file or path.name, copied.sha256 or sha256
    except FaultError as error:
        for fault in error.faults:
            talk.fault(fault)
        return False
    talk.sheet.put({file.path: label, digest.path: sha256})
    talk.told("attached", file=label)
    return True
