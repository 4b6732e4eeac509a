"""Handing in, in plain lines: everything missing or doubtful, a second question, and where the file is."""

from __future__ import annotations

from collections.abc import Sequence

from criteria.faults import FaultError
from criteria.typed import Literal
from scoring.drafts.paths import Path
from scoring.drafts.remarks import Remark
from scoring.store.evidence import missing
from tui.plain.card import total_sentence
from tui.plain.choosing import choose
from tui.plain.replies import Command, Said
from tui.plain.talk import Talk
from tui.work import Work


def submit(talk: Talk, task: Work) -> Path | Literal["handed_in"] | None:
    """Go over the record and hand it in.

    Returns:
        The key of a question to go to, `handed_in`, or None to stay in the menu.
    """
    if talk.sheet.read_only:
        talk.told("read_only")
        return None
    gone = {file.label for file in missing(task.path, talk.sheet.record)}
    remarks = talk.sheet.remarks(gone)
    blocking = [remark for remark in remarks if remark.blocking]
    talk.say()
    talk.say(total_sentence(talk.sheet.card, talk.speech))
    if not remarks:
        talk.told("no_remarks")
    else:
        talk.told("remarks", n=len(remarks))
        talk.offer([_said(talk, remark) for remark in remarks])
        key = _chosen(talk, remarks, may_submit=not blocking)
        if key is None or key:
            return key
    return _confirmed(talk, task)


def _said(talk: Talk, remark: Remark) -> str:
    """Return a remark in a sentence; what must be mended says so in front."""
    said = remark.fault.what(talk.speech.lang)
    return f"{talk.speech('fault.fault')}: {said}" if remark.blocking else said


def _chosen(talk: Talk, remarks: Sequence[Remark], *, may_submit: bool) -> Path | None:
    """Ask which remark to look at; an empty key is "hand it in all the same", None is back."""
    prompt = talk.speech("plain.remark_or_submit" if may_submit else "plain.remark", n=len(remarks))
    if not may_submit:
        talk.told("must_mend")
    while True:
        match talk.hear(prompt):
            case Said(text="0") if may_submit:
                return ()
            case Said(text="") | Command(name="back" | "menu"):
                return None
            case Said(text=text) if text.isascii() and text.isdecimal() and 0 < int(text[:6]) <= len(remarks):
                return remarks[int(text) - 1].question
            case _:
                talk.told("no_number", n=len(remarks))


def _confirmed(talk: Talk, task: Work) -> Literal["handed_in"] | None:
    """Ask once more, write the record, and say where it is and what to do with it."""
    options = [talk.speech("plain.submit_now"), talk.speech("plain.not_now")]
    title = talk.speech("plain.submit_sure", file=str(task.path))
    if choose(talk.voice, talk.speech, title, options) != 0:
        return None
    try:
        saved = task.submit()
    except FaultError as error:
        for fault in error.faults:
            talk.fault(fault)
        talk.told("not_submitted")
        return None
    talk.say()
    talk.told("submitted", file=str(saved.path), revision=saved.record.revision)
    talk.say(total_sentence(talk.sheet.card, talk.speech))
    for fault in saved.left:
        talk.fault(fault)
    talk.told("what_next")
    return "handed_in"
