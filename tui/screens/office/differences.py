"""What records of one unit differ in, question by question, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation

from criteria.clean import clean_line
from criteria.faults import Fault, FaultError
from criteria.model import Indicator, IndicatorSet
from criteria.rules import Rule
from criteria.typed import NamedTuple
from scoring.answers import BLANK, Answer
from scoring.drafts.entries import entries_of
from scoring.drafts.paths import DOCUMENT, Path, changes_answer, question_key
from scoring.drafts.questions import Question, Slot, questionnaire
from scoring.judge import judge
from scoring.merge.merged import Conflict
from scoring.numbers import print_number, print_points
from scoring.record import Record
from scoring.scorecard import Line, ScoreCard
from tui.screens.office.candidates import day_text, value_text
from tui.screens.office.figures import NONE
from tui.speech import Speech

_EVIDENCE = "evidence"
_BLANK = ""
_FIGURES = frozenset(("count", "amount", "percent", "points"))
_DECIDES = frozenset(("decision", "review_value", "review_of", "review_points"))
"""What counts in a review; the rest stands beside."""


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


class Judged(NamedTuple):
    """The answer that was reviewed: its indicator, the answer itself, and its line with each review in turn."""

    indicator: Indicator
    rule: Rule
    answer: Answer
    own: Decimal | None
    lines: tuple[Line | None, ...]


def judged_answer(record: Record, known: IndicatorSet, conflict: Conflict) -> Judged:
    """Return what the reviews of a conflict are about.

    Raises:
        FaultError: The set has no such indicator.
    """
    found = next((one for one in known.indicators() if one.id == conflict.indicator), None)
    if found is None:
        raise FaultError([Fault("M004", ("reviews",))])
    cards = [
        judge(known, record._replace(review={found.id: one.says}))
        for one in conflict.candidates
        if one.says is not None
    ]
    lines = tuple(card.line(found.id) for card in cards)
    own = next((line.points for line in lines if line is not None), None)
    rule = found.rule_for(record.unit.unit_class)
    return Judged(found, rule, record.answers.get(found.id, BLANK), own, lines)


def self_text(judged: Judged, speech: Speech) -> str:
    """Return what the unit itself answered."""
    answer = judged.answer
    value = "" if answer.value is None else value_text(answer.value, speech, judged.rule)
    over = "" if answer.of is None else f"/{print_points(answer.of, speech.lang)}"
    points = NONE if judged.own is None else print_points(judged.own, speech.lang)
    return speech("conflicts.self_score", answer=f"{value}{over}" or NONE, points=points)


def review_differences(conflict: Conflict, judged: Judged, speech: Speech) -> list[Difference]:
    """Return what reviews of one answer differ in."""
    says = [one.says for one in conflict.candidates if one.says is not None]
    indicator = judged.indicator
    titled = clean_line(f"{indicator.id} {indicator.title.text(speech.lang)}")
    texts: dict[str, list[str]] = {
        "decision": [speech(f"review.{one.decision}") for one in says],
        "review_value": [
            _BLANK if one.value is None else value_text(one.value, speech, judged.rule) for one in says
        ],
        "review_of": [_BLANK if one.of is None else print_points(one.of, speech.lang) for one in says],
        "review_points": [
            NONE
            if line is None or line.verified_points is None
            else print_points(line.verified_points, speech.lang)
            for line in judged.lines
        ],
        "review_reason": [clean_line(one.reason or _BLANK) for one in says],
        "review_by": [clean_line(one.by or _BLANK) for one in says],
        "review_at": [_BLANK if one.at is None else day_text(one.at, speech) for one in says],
        "review_file": [one.file for one in conflict.candidates],
    }
    return [
        Difference(titled, speech(f"conflicts.{name}"), tuple(told), name in _DECIDES)
        for name, told in texts.items()
        if len({*told}) > 1
    ]


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
        documents = tuple(_documents(one.entries, question.key, speech) for one in candidates)
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


def _documents(entries: Mapping[Path, str], key: Path, speech: Speech) -> str:
    """Return the documents behind an answer on one line."""
    at = len(key)
    rows: dict[str, dict[str, str]] = {}
    for path, text in entries.items():
        if path[:at] == key and len(path) == at + 3 and path[at] == _EVIDENCE:
            rows.setdefault(path[at + 1], {})[path[at + 2]] = (
                _day_text(text, speech) if path[at + 2] == "date" else clean_line(text)
            )
    return "; ".join(", ".join(row[name] for name in DOCUMENT if name in row) for row in rows.values())


def _shown(text: str, slot: Slot | None, speech: Speech) -> str:
    """Return a text as its slot shows it: choices by their titles."""
    if slot is None or not text:
        return clean_line(text)
    if slot.kind in _FIGURES:
        return _figure_text(text, speech)
    if slot.kind == "date":
        return _day_text(text, speech)
    if slot.kind == "yes_no":
        return speech(f"slot.{text}") if text in {"yes", "no"} else clean_line(text)
    titles = {choice.id: choice.title.text(speech.lang) for choice in slot.choices}
    if titles:
        return clean_line(", ".join(titles.get(part, part) for part in text.split(",")))
    return clean_line(text.replace("\n", "; "))


def _figure_text(text: str, speech: Speech) -> str:
    """Return a figure that is typed with a decimal comma, with the separators of the language."""
    try:
        return print_number(Decimal(text.replace(",", ".")), lang=speech.lang)
    except InvalidOperation:
        return clean_line(text)


def _day_text(text: str, speech: Speech) -> str:
    """Return a day that is typed 3/6/2024 as the language writes it."""
    try:
        day, month, year = map(int, text.split("/"))
        return day_text(date(year, month, day), speech)
    except ValueError:
        return clean_line(text)


def _role(path: Path, slot: Slot | None, speech: Speech) -> str:
    """Return what a text is: the role, before it the title of the part of a composite rule."""
    role = path[-1]
    said = speech("conflicts.value" if role == "value" else f"slot.{role}")
    title = None if slot is None else slot.title
    return said if title is None else clean_line(f"{title.text(speech.lang)}: {said}")
