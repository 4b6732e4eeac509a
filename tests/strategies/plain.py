"""What a person types in plain mode to make a record, line by line."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from io import StringIO
from itertools import count
from pathlib import Path

from criteria.model import IndicatorSet
from scoring.answers import Answer
from scoring.drafts.draft import Draft, head_of
from scoring.drafts.entries import entries_of
from scoring.drafts.paths import NONE_TICKED
from scoring.drafts.questions import Question, Slot, document_slots
from scoring.drafts.sheet import Sheet
from scoring.record import Record
from tui.asking import options_of
from tui.desk import Desk
from tui.folders import Folders
from tui.installed import InstalledSets
from tui.plain.beside import slots_beside
from tui.plain.session import run
from tui.plain.voice import Voice
from tui.settings import Settings
from tui.speech import Speech

SPEECH = Speech("vi")


def sheet_of(known: IndicatorSet, record: Record) -> Sheet:
    """Return the sheet of a record."""
    at = record.history[-1].at
    return Sheet(known, Draft(head_of(record, at, None), entries_of(known, record)), clock=lambda: 0.0)


def first_start(record: Record, lang: str) -> Iterator[str]:
    """Yield the answers to the first start; the unit is written down by hand, the folder is the usual one."""
    yield {"vi": "1", "en": "2"}[lang]
    yield "không có đơn vị nào tên như thế này"
    yield "2"
    parent = record.unit.parent
    yield from (record.unit.name, record.unit.code, parent.name or "", parent.code or "")
    yield from (record.assessor.name or "", record.assessor.post or "", "")


def new_record(record: Record, place_of_set: int) -> Iterator[str]:
    """Yield what begins a record of the unit of the settings."""
    yield from ("3", str(place_of_set), record.period.label, "")
    if record.unit.unit_class is not None:
        yield {"plain": "1", "mountain": "2", "island": "3"}[record.unit.unit_class]


def walk(sheet: Sheet) -> Iterator[str]:
    """Yield the answers to every question, to the menu at the end."""
    for question in sheet.questions:
        if sheet.state(question) == "not_asked" or not question.slots:
            continue
        yield from beside(sheet, question)
        for slot in question.slots:
            yield from answer(sheet, question, slot)


def answer(sheet: Sheet, question: Question, slot: Slot) -> Iterator[str]:
    """Yield what is typed in one input; nothing where it is not asked."""
    text = sheet.text(slot.path)
    value, percent = (sheet.text((*slot.path[:-1], role)) for role in ("value", "percent"))
    has_rate = question.slot(*slot.path[len(question.key) : -1], "percent") is not None
    if slot.role == "percent" or (slot.role == "of" and not value):
        return
    if slot.role == "value" and has_rate and not value and percent:
        yield f"{percent.rstrip('%')}%"
        return
    yield from typed(slot, text)


def typed(slot: Slot, text: str) -> Iterator[str]:
    """Yield a text as it is typed in its slot."""
    options = [name for name, _ in options_of(slot, SPEECH)]
    if slot.kind in {"yes_no", "level", "choice"}:
        yield str(options.index(text) + 1) if text else ""
    elif slot.kind == "parts":
        yield ", ".join(str(options.index(part) + 1) for part in text.split(",")) if text else ""
    elif slot.kind == "list" and text and text != NONE_TICKED:
        yield from (*text.split("\n"), "")
    else:
        yield text


def beside(sheet: Sheet, question: Question) -> Iterator[str]:
    """Yield what is typed beside an answer: evidence, source, note and the like."""
    slots = slots_beside(question)
    said = [slot for slot in slots if sheet.text(slot.path) and not _is_rate_alone(sheet, slot)]
    rows = sheet.evidence(question)
    if not said and not rows:
        return
    yield "+"
    for number, row in enumerate(rows, 1):
        yield from ("1", str(number))
        for slot in document_slots(question.key, row)[:3]:
            yield sheet.text(slot.path)
        yield from ("", "")  # no file; back to the menu
    for slot in said:
        yield str(slots.index(slot) + 2)
        yield from typed(slot, sheet.text(slot.path))
    yield ""


def _is_rate_alone(sheet: Sheet, slot: Slot) -> bool:
    return slot.role == "percent" and not sheet.text((*slot.path[:-1], "value"))


def stripped(record: Record) -> Record:
    """Return a record without what only a picked file or a text editor puts in: files, and notes within inputs."""
    facts = {name: _bare(answer) for name, answer in record.facts.items()}
    return record._replace(
        facts=facts, answers={name: _bare(answer) for name, answer in record.answers.items()}
    )


def _bare(answer: Answer) -> Answer:
    documents = tuple(document._replace(file=None, sha256=None) for document in answer.evidence)
    inputs = {
        name: Answer(part.value, part.of, part.percent, part.approx) for name, part in answer.inputs.items()
    }
    return answer._replace(evidence=documents, inputs=inputs)


def desk_of(home: Path, **settings: object) -> Desk:
    """Return a desk that keeps everything in a folder; its first start is over."""
    usual = Settings(
        unit_code="05941",
        unit_name="Xã Điềm Thụy",
        unit_kind="xã",
        unit_class="plain",
        parent_code="19",
        parent_name="Tỉnh Thái Nguyên",
        assessor="Nguyễn Văn A",
        post="Công chức",
        started=True,
    )
    kept = usual._replace(**settings)  # type: ignore[arg-type]  # names and kinds are Settings'
    now = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
    clock = count()
    return Desk(
        kept,
        Folders(str(home)),
        InstalledSets(home=str(home)),
        clock=lambda: 10.0 * next(clock),
        now=lambda: now,
    )


def converse(desk: Desk, lines: Iterable[str], file: Path | None = None) -> str:
    """Run a session in plain lines, and return everything that was said, answers included."""
    says = StringIO()
    run(desk, Voice(StringIO("".join(f"{line}\n" for line in lines)), says, echoes=True), file)
    return says.getvalue()
