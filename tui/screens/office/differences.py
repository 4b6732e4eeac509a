"""What records of one unit differ in, question by question, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from criteria.clean import clean_line
from criteria.model import IndicatorSet
from criteria.typed import NamedTuple
from scoring.drafts.entries import entries_of
from scoring.drafts.paths import DOCUMENT, Path, changes_answer, question_key
from scoring.drafts.questions import Question, Slot, questionnaire
from scoring.judge import judge
from scoring.numbers import print_points
from scoring.record import Record
from scoring.scorecard import ScoreCard
from tui.screens.office.figures import NONE
from tui.speech import Speech

_EVIDENCE = "evidence"
_BLANK = ""


class Candidate(NamedTuple):
    """A record that may be kept: with the set it names, and its entries."""

    record: Record
    set: IndicatorSet
    entries: Mapping[Path, str]
    card: ScoreCard


class Difference(NamedTuple):
    """One thing in which the records differ.

    Attributes:
        question: What it is about: "1.4 Máy tính".
        what: Which part of the answer.
        texts: What each record says; empty where it says nothing.
        counts: Whether it is part of an answer, or of what comes of it; else it only stands beside.
    """

    question: str
    what: str
    texts: tuple[str, ...]
    counts: bool = True


def candidate(record: Record, known: IndicatorSet) -> Candidate:
    """Return a record ready to be compared."""
    return Candidate(record, known, entries_of(known, record), judge(known, record))


def differences(candidates: Sequence[Candidate], speech: Speech) -> list[Difference]:
    """Return what the records differ in: the totals, the front page, then facts and answers in the order asked."""
    return [*_totals(candidates, speech), *_answers(candidates, speech)]


def _totals(candidates: Sequence[Candidate], speech: Speech) -> Iterator[Difference]:
    lang = speech.lang
    cards = [one.card for one in candidates]
    told = {
        "version": [one.set.version for one in candidates],
        "state": [speech(f"shelf.{one.record.state}") for one in candidates],
        "points": [print_points(card.totals.points, lang) for card in cards],
        "coverage": [f"{card.coverage.answered}/{card.coverage.asked}" for card in cards],
        "unit": [_unit(one.record) for one in candidates],
    }
    for name, texts in told.items():
        if len(set(texts)) > 1:
            yield Difference(speech("conflicts.whole"), speech(f"conflicts.{name}"), tuple(texts))


def _unit(record: Record) -> str:
    unit = record.unit
    return clean_line(" · ".join(filter(None, (unit.name, unit.kind, unit.parent.name))))


def _answers(candidates: Sequence[Candidate], speech: Speech) -> Iterator[Difference]:
    for question in _questions(candidates):
        titled = clean_line(f"{question.code} {question.title.text(speech.lang)}")
        if question.indicator is not None:
            points = tuple(_points(one.card, question.code, speech) for one in candidates)
            if len(set(points)) > 1:
                yield Difference(titled, speech("conflicts.points_here"), points)
        paths = dict.fromkeys(
            path for one in candidates for path in one.entries if question_key(path) == question.key
        )
        slots = {slot.path: slot for slot in question.all_slots}
        for path in _without_evidence(paths):
            texts = tuple(
                _shown(one.entries.get(path, _BLANK), slots.get(path), speech) for one in candidates
            )
            if len(set(texts)) > 1:
                counts = changes_answer(path)
                yield Difference(titled, _role(path, slots.get(path), speech), texts, counts)
        documents = tuple(_documents(one.entries, question.key) for one in candidates)
        if len(set(documents)) > 1:
            yield Difference(titled, speech("command.evidence"), documents, counts=False)


def _questions(candidates: Sequence[Candidate]) -> Iterator[Question]:
    """Yield every question of the sets, each once, in the order asked."""
    seen: set[Path] = set()
    for one in candidates:
        for question in questionnaire(one.set, one.record.unit.unit_class):
            if question.key not in seen:
                seen.add(question.key)
                yield question


def _points(card: ScoreCard, indicator: str, speech: Speech) -> str:
    line = card.line(indicator)
    return NONE if line is None or line.points is None else print_points(line.points, speech.lang)


def _without_evidence(paths: Mapping[Path, None]) -> Iterator[Path]:
    yield from (path for path in paths if _EVIDENCE not in path[2:])


def _documents(entries: Mapping[Path, str], key: Path) -> str:
    """Return the documents behind an answer on one line."""
    at = len(key)
    rows: dict[str, dict[str, str]] = {}
    for path, text in entries.items():
        if path[:at] == key and len(path) == at + 3 and path[at] == _EVIDENCE:
            rows.setdefault(path[at + 1], {})[path[at + 2]] = clean_line(text)
    return "; ".join(", ".join(row[name] for name in DOCUMENT if name in row) for row in rows.values())


def _shown(text: str, slot: Slot | None, speech: Speech) -> str:
    """Return a text as its slot shows it: choices by their titles."""
    if slot is None or not text:
        return clean_line(text)
    if slot.kind == "yes_no":
        return speech(f"slot.{text}") if text in {"yes", "no"} else clean_line(text)
    titles = {choice.id: choice.title.text(speech.lang) for choice in slot.choices}
    if titles:
        return clean_line(", ".join(titles.get(part, part) for part in text.split(",")))
    return clean_line(text.replace("\n", "; "))


def _role(path: Path, slot: Slot | None, speech: Speech) -> str:
    """Return what a text is: the role, before it the title of the part of a composite rule."""
    role = path[-1]
    said = speech("conflicts.value" if role == "value" else f"slot.{role}")
    title = None if slot is None else slot.title
    return said if title is None else clean_line(f"{title.text(speech.lang)}: {said}")
