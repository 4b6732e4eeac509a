"""The rows of `answers.csv` for one record, and the same in short for statistics."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from criteria.rules import Composite, Ratio
from criteria.typed import NamedTuple
from scoring.answers import BLANK, Answer, Value
from scoring.memory import Memory, Row
from scoring.merge.csv_text import END, CsvStyle, plain_number
from scoring.merge.merged import LETTERS
from scoring.outcome import Scored
from scoring.reasons import say, standing_of
from scoring.scorecard import Line, ScoreCard


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


def answer_rows(card: ScoreCard, style: CsvStyle, memory: Memory | None = None) -> AnswerRows:
    """Return the row of every line of a card, in the order of its set.

    Args:
        card: The card.
        style: How to write.
        memory: The one it was judged with: rows of outcomes it holds are written once.
    """
    record, known, text = card.record, card.set, style.text
    start = style.delimiter.join(
        (text(record.unit.code), text(record.period.label), text(known.id), text(known.version), "")
    )
    rows: list[str] = []
    short: list[str] = []
    for line in card.lines:
        _, _, outcome, answer, verified, _ = line
        kept = None if memory is None or verified is not None else memory.of(outcome)
        row = None if kept is None else kept.row
        if row is None:
            row = _row(line, card, style)
            if kept is not None:
                kept.row = row
        cells, without, backed = row
        rows.append(cells)
        short.append(backed if answer is not None and answer.evidence else without)
    between = END + start
    return AnswerRows(f"{start}{between.join(rows)}{END}", " ".join(short))


def _row(line: Line, card: ScoreCard, style: CsvStyle) -> Row:
    """Return the cells of a line behind the unit and the set, and its state and points in short."""
    indicator, _, outcome, answer, verified, _ = line
    number = style.number
    if type(outcome) is Scored and verified is None and indicator.in_maximum:  # as most are
        state, points, most = "scored", outcome.points, indicator.points
        status = "not_done" if not points else "done" if points == most else "in_progress"
        letter, brief = "s", f"s{plain_number(points)}"
        figures = f"{number(points)}{style.delimiter}{number(most)}"
        checked = style.delimiter
    else:
        state, status = line.state, line.status
        own = line.points
        letter = LETTERS[line.state]
        brief = letter if own is None else letter + plain_number(own)
        figures = f"{number(own)}{style.delimiter}{number(line.max if indicator.in_maximum else 0)}"
        checked = f"{number(line.verified_points)}{style.delimiter}{number(line.difference)}"
    answered = _figures(BLANK if answer is None else answer, line, card, style)
    reason = style.cell(say(outcome.reason, style.lang, standing_of(indicator)))
    cells = style.delimiter.join((indicator.id, state, figures, checked, status, answered, reason))
    return cells, brief, letter.upper() + brief[1:]


def _figures(answer: Answer, line: Line, card: ScoreCard, style: CsvStyle) -> str:
    """Return what was answered: value, denominator (the fact's, where the answer has none), percentage."""
    value, of, percent, _, _, _, _, _, _, _, inputs = answer
    between = style.delimiter
    if inputs and isinstance(line.rule, Composite):
        parts = [f"{name} {_short(part, style)}" for name, part in inputs.items()]
        return f"{style.text('; '.join(parts))}{between}{between}"
    if type(value) is not Decimal:
        told = "" if value is None else style.text(_plain(value, style))
        if of is None and percent is None and value is not None:
            return f"{told}{between}{between}"
    else:
        told = style.number(value)
    if of is None:
        ratio: Ratio | None = getattr(line.rule, "ratio", None)
        if ratio is not None and ratio.of is not None:
            fact = card.record.facts.get(ratio.of)
            of = fact.value if fact is not None and isinstance(fact.value, Decimal) else None
    return f"{told}{between}{style.number(of)}{between}{style.number(percent)}"


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
