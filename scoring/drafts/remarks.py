"""What is missing or doubtful before a record is handed in, in the order of the questions."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from criteria.faults import Fault
from criteria.typed import TYPE_CHECKING, NamedTuple
from criteria.words import Words
from scoring.drafts.doubts import all_full, period_words
from scoring.drafts.paths import FRONT, Path
from scoring.drafts.questions import Question
from scoring.periods import parse_period

if TYPE_CHECKING:
    from scoring.drafts.sheet import Sheet


class Remark(NamedTuple):
    """One thing to look at.

    Attributes:
        question: Key of the question it is on.
        blocking: Whether the record cannot be handed in before it is mended.
    """

    question: Path
    fault: Fault
    blocking: bool = False


def remarks_of(sheet: Sheet, missing_files: Collection[str]) -> Iterator[Remark]:
    """Yield everything missing or doubtful on a sheet.

    Args:
        sheet: The sheet.
        missing_files: Files of evidence, as they are named in the record, that are not there or have changed.
    """
    for question in sheet.questions:
        if sheet.state(question) == "not_asked":
            continue
        for fault in sheet.faults(question):
            yield Remark(question.key, fault, blocking=True)
        if question.key == FRONT:
            yield from _of_front(sheet)
        else:
            yield from _of_answer(sheet, question)
        for fault in sheet.warnings(question):
            yield Remark(question.key, fault)
        yield from _of_files(sheet, question, missing_files)


def _of_front(sheet: Sheet) -> Iterator[Remark]:
    if sheet.record.assessor.name is None:
        yield Remark(FRONT, Fault("R525", ("assessor", "name")))
    if all_full(sheet.card):
        yield Remark(FRONT, Fault("R519"))


def _of_answer(sheet: Sheet, question: Question) -> Iterator[Remark]:
    match sheet.state(question):
        case "blank":
            if question.indicator is None or not question.indicator.penalty:
                yield Remark(question.key, Fault("R524", question.key, _named(question)))
        case "planned":
            yield Remark(question.key, Fault("R526", (*question.key, "plan"), _named(question)))
        case "carried":
            label = sheet.carried_from(question)
            period = parse_period(label)
            named = Words(label) if period is None else period_words(period)
            details = _named(question) | {"period": named}
            yield Remark(question.key, Fault("R520", question.key, details))
        case _:
            return


def _of_files(sheet: Sheet, question: Question, missing: Collection[str]) -> Iterator[Remark]:
    if not missing:
        return
    for row in sheet.evidence(question):
        path = (*question.key, "evidence", str(row), "file")
        file = sheet.text(path)
        if file and file in missing:
            yield Remark(question.key, Fault("R527", path, {"name": file}))


def _named(question: Question) -> dict[str, Words]:
    """Return what a question is called in a message: its code and title."""
    code, title = question.code, question.title
    if not code:
        return {"title": title}
    return {"title": Words(f"{code} {title.vi}", f"{code} {title.text('en')}")}
