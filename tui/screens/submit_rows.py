"""What is still open before a record is handed in, row by row: the front page, then what is wrong or missing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from textual.content import Content

from criteria.clean import clean_line
from criteria.faults import Fault
from criteria.typed import Literal
from scoring.drafts.paths import FRONT
from scoring.drafts.questions import Question
from scoring.drafts.sheet import EVIDENCE_CODES, Remark, Sheet
from tui.speech import Speech
from tui.widgets.told_list import Told

Kind = Literal["blocking", "unanswered", "unconfirmed", "doubtful", "evidence"]
"""How much a remark weighs, the heaviest first."""
KINDS: Sequence[Kind] = ("blocking", "unanswered", "unconfirmed", "doubtful", "evidence")


_BY_CODE: Mapping[str, Kind] = {
    "R524": "unanswered",
    "R520": "unconfirmed",
    **dict.fromkeys(EVIDENCE_CODES, "evidence"),
}
_TOLD_BY_HEADING: frozenset[Kind] = frozenset(("unanswered", "evidence"))


def by_kind(sheet: Sheet, more: Sequence[Remark] = ()) -> Mapping[Kind, list[Remark]]:
    """Return the remarks of a sheet by their kind, in the order of the questions.

    Args:
        sheet: The sheet.
        more: Remarks it cannot make itself, about files on the disk.
    """
    places = {question.key: place for place, question in enumerate(sheet.questions)}
    remarks = [*sheet.remarks(), *more]
    remarks.sort(key=lambda remark: places.get(remark.question, len(places)))
    found: dict[Kind, list[Remark]] = {kind: [] for kind in KINDS}
    for remark in remarks:
        found["blocking" if remark.blocking else _BY_CODE.get(remark.fault.code, "doubtful")].append(remark)
    return found


def submit_rows(sheet: Sheet, remarks: Mapping[Kind, Sequence[Remark]], speech: Speech) -> Iterator[Told]:
    """Yield the front page, then every remark below the heading of its kind."""
    yield from _front(sheet, speech)
    titles = {question.key: _titled(question, speech) for question in sheet.questions}
    for kind in KINDS:
        found = remarks[kind]
        if not found:
            continue
        yield Told(Content(""), heading=True)
        counted = f" – {_parted(sheet, found, speech)}" if kind == "unanswered" else ""
        yield Told(Content(f"{speech(f'submit.{kind}', n=len(found))}{counted}"), heading=True)
        for remark in found:
            said = () if kind in _TOLD_BY_HEADING else (_message(remark.fault, speech),)
            yield Told(Content(titles.get(remark.question, "–")), more=said, goal=remark.question)


def _parted(sheet: Sheet, found: Sequence[Remark], speech: Speech) -> str:
    """Return how many of some questions are scored indicators, other indicators and facts: a card counts the first alone."""
    counted = {"scored": 0, "unscored": 0, "facts": 0}
    for remark in found:
        indicator = sheet.question(remark.question).indicator
        counted["facts" if indicator is None else "scored" if indicator.in_maximum else "unscored"] += 1
    return ", ".join(speech(f"submit.of_{name}", n=n) for name, n in counted.items() if n)


def front_texts(sheet: Sheet, speech: Speech) -> Iterator[tuple[str, str]]:
    """Yield label and text of every line of the front page that belongs to handing in."""
    for path in (
        ("submission", "number"),
        ("submission", "date"),
        ("submission", "approved_by"),
        ("assessor", "name"),
    ):
        label = speech(f"submit.{path[1]}")
        yield label, clean_line(sheet.text(path)) or speech("submit.nothing")


def _front(sheet: Sheet, speech: Speech) -> Iterator[Told]:
    yield Told(Content(speech("submit.front")), heading=True)
    shown = [*front_texts(sheet, speech)]
    width = max(len(label) for label, _ in shown) + 2
    for label, text in shown:
        yield Told(Content.assemble(f"{label:<{width}}", (text, "bold")), goal=FRONT)


def counts_line(remarks: Mapping[Kind, Sequence[Remark]], speech: Speech) -> str:
    """Return how many of each kind there are; empty where there are none at all."""
    said = [speech(f"submit.count_{kind}", n=len(remarks[kind])) for kind in KINDS if remarks[kind]]
    return " · ".join(said)


def _titled(question: Question, speech: Speech) -> str:
    title = clean_line(question.title.text(speech.lang))
    if question.fact is not None:
        return speech("submit.fact", title=title)
    return f"{question.code} {title}".strip()


def _message(fault: Fault, speech: Speech) -> Content:
    return Content(clean_line(fault.message(speech.lang)))
