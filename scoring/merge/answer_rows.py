"""The rows of `answers.csv` for one record, and the same in short for statistics."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from criteria.model import Indicator
from criteria.rules import Composite, Ratio
from criteria.typed import NamedTuple
from scoring.answers import BLANK, Answer, Value
from scoring.merge.csv_text import END, CsvStyle, plain_number
from scoring.merge.merged import LETTERS
from scoring.outcome import Scored
from scoring.quick import Row
from scoring.reasons import say, standing_of
from scoring.scorecard import Line, ScoreCard

Cells = tuple[str, str, str]
"""The cells of a line up to its status; its state and points in short, without and with evidence."""


class AnswerRows(NamedTuple):
    """What a card says line by line.

    Attributes:
        text: The rows of `answers.csv`.
        short: As `UnitResult.lines`.
    """

    text: str
    short: str


_YES_NO = {"vi": ("không", "có"), "en": ("no", "yes")}
_RAW_YES_NO = ("false", "true")


def answer_rows(card: ScoreCard, style: CsvStyle, rows: Mapping[str, Row] | None = None) -> AnswerRows:
    """Return the row of every line of a card, in the order of its set.

    Args:
        card: The card.
        style: How to write.
        rows: Those of lines judged the quick way, by indicator id.
    """
    record, known, text = card.record, card.set, style.text
    start = style.delimiter.join(
        (text(record.unit.code), text(record.period.label), text(known.id), text(known.version), "")
    )
    between = style.delimiter
    ready = {} if rows is None else rows
    written: list[str] = []
    short: list[str] = []
    for line in card.lines:
        row = ready.get(line.indicator.id) or answer_row(line, record.facts, style)
        head, rest, without, backed = row
        if line.verified is not None:
            head = head_cells(line, style)[0]
        written.append(f"{head}{between}{rest}")
        short.append(backed if line.answer is not None and line.answer.evidence else without)
    return AnswerRows(f"{start}{f'{END}{start}'.join(written)}{END}", " ".join(short))


def answer_row(line: Line, facts: Mapping[str, Answer], style: CsvStyle) -> Row:
    """Return the cells of a line behind the unit and the set, and its state and points in short.

    Args:
        line: The line.
        facts: The facts of the record, by id.
        style: How to write.
    """
    head, brief, backed = head_cells(line, style)
    answered = _figures(BLANK if line.answer is None else line.answer, line, facts, style)
    reason = style.cell(say(line.reason, style.lang, standing_of(line.indicator)))
    return head, f"{answered}{style.delimiter}{reason}", brief, backed


def head_cells(line: Line, style: CsvStyle) -> Cells:
    """Return the cells of a line up to its status, and its state and points in short."""
    indicator, _, outcome, _, verified, _ = line
    if type(outcome) is Scored and verified is None and indicator.in_maximum:  # as most are
        return scored_cells(indicator, outcome.points, style)
    number, own = style.number, line.points
    cells = (
        indicator.id,
        line.state,
        number(own),
        number(line.max if indicator.in_maximum else 0),
        number(line.verified_points),
        number(line.difference),
        line.status,
    )
    brief = LETTERS[line.state] if own is None else LETTERS[line.state] + plain_number(own)
    return style.delimiter.join(cells), brief, brief[0].upper() + brief[1:]


def scored_cells(indicator: Indicator, points: Decimal, style: CsvStyle) -> Cells:
    """Return the cells of a scored line up to its status; it is part of the maximum, and nobody has reviewed it."""
    most = indicator.points
    status = "not_done" if not points else "done" if points == most else "in_progress"
    brief = plain_number(points)
    cells = (indicator.id, "scored", style.number(points), style.number(most), "", "", status)
    return style.delimiter.join(cells), f"s{brief}", f"S{brief}"


def _figures(answer: Answer, line: Line, facts: Mapping[str, Answer], style: CsvStyle) -> str:
    """Return what was answered: value, denominator (the fact's, where the answer has none), percentage."""
    value, of, percent, _, _, _, _, _, _, _, inputs = answer
    between = style.delimiter
    if inputs and isinstance(line.rule, Composite):
        return inputs_told(answer, style)
    is_figure = value is None or percent is not None or type(value) is Decimal
    if of is None and is_figure:
        ratio: Ratio | None = getattr(line.rule, "ratio", None)
        if ratio is not None and ratio.of is not None:
            fact = facts.get(ratio.of)
            of = fact.value if fact is not None and isinstance(fact.value, Decimal) else None
    return f"{value_told(value, style)}{between}{style.number(of)}{between}{style.number(percent)}"


def inputs_told(answer: Answer, style: CsvStyle) -> str:
    """Return the cells of value, denominator and percentage of an answer with inputs."""
    inputs = answer.inputs
    parts = "; ".join([f"{name} {_short(part, style)}" for name, part in inputs.items()])
    return f"{style.text(parts)}{style.delimiter}{style.delimiter}"


def figures_told(answer: Answer, style: CsvStyle) -> str:
    """Return what `inputs_told` does, of an answer of which the names of the inputs are known to be clean."""
    pieces = []
    for name, part in answer.inputs.items():
        value, of, percent, _, _, _, _, _, _, _, _ = part
        if percent is not None or not isinstance(value, Decimal | bool):
            return inputs_told(answer, style)
        told = style.number(value) if type(value) is Decimal else _plain(value, style)
        pieces.append(f"{name} {told}" if of is None else f"{name} {told}/{style.number(of)}")
    return f"{style.cell('; '.join(pieces))}{style.delimiter}{style.delimiter}"


def value_told(value: Value | None, style: CsvStyle) -> str:
    """Return a value as a cell."""
    if type(value) is Decimal:
        return style.number(value)
    return "" if value is None else style.text(_plain(value, style))


def _short(part: Answer, style: CsvStyle) -> str:
    """Return one input of a composite answer: "9/12", "3", "có"."""
    value, of, percent = part.value, part.of, part.percent
    told = style.number(value) if isinstance(value, Decimal) else _plain(value, style)
    if of is not None:
        told = f"{told}/{style.number(of)}"
    if percent is not None:
        told = f"{told} ({style.number(percent)} %)".lstrip()
    return told


def _plain(value: Value | None, style: CsvStyle) -> str:
    match value:
        case None:
            return ""
        case bool():
            words = _RAW_YES_NO if style.raw else _YES_NO[style.lang]
            return words[value]
        case tuple():
            return ", ".join(value)
        case date():
            return value.isoformat() if style.raw else f"{value:%d/%m/%Y}"
        case _:
            return str(value)
