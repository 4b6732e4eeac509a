"""What a conflict is between, in words: records with their revision and points, reviews with what they decide."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from criteria.clean import clean_line
from criteria.rules import Info, Levels, Parts, Rule
from scoring.answers import Review, Value
from scoring.merge.merged import Candidate, Conflict
from scoring.numbers import print_points
from tui.screens.office.figures import NONE, moment_text
from tui.speech import Speech


def candidate_text(one: Candidate, speech: Speech) -> str:
    """Return a candidate on one line."""
    if one.says is not None:
        says = one.says
        return speech(
            "conflicts.candidate_review",
            file=one.file,
            says=says_text(says, speech),
            by=says.by or NONE,
            at=day_text(says.at, speech),
        )
    if one.points is None:
        return speech("conflicts.candidate_waits", file=one.file, revision=one.revision)
    points = print_points(one.points, speech.lang)
    return speech("conflicts.candidate", file=one.file, revision=one.revision, points=points)


def short_text(one: Candidate, speech: Speech) -> str:
    """Return what tells a candidate from the others in a few letters: its points, or what it decides."""
    if one.says is not None:
        return says_text(one.says, speech)
    return NONE if one.points is None else print_points(one.points, speech.lang)


def says_text(says: Review, speech: Speech) -> str:
    """Return what a review decides: "điều chỉnh: 19"."""
    decision = speech(f"review.{says.decision}")
    if says.points is not None:
        points = print_points(says.points, speech.lang)
        return speech("conflicts.says_points", decision=decision, points=points)
    if says.value is not None:
        value = value_text(says.value, speech)
        over = "" if says.of is None else f"/{print_points(says.of, speech.lang)}"
        return speech("conflicts.says_value", decision=decision, value=f"{value}{over}")
    return decision


def value_text(value: Value, speech: Speech, rule: Rule | None = None) -> str:
    """Return a value as people write it; levels and parts by their titles, where the rule is known."""
    match value:
        case bool():
            return speech("slot.yes" if value else "slot.no")
        case Decimal():
            return print_points(value, speech.lang)
        case date():
            return day_text(value, speech)
        case str() | tuple():
            titles = _titles(rule, speech)
            chosen = (value,) if isinstance(value, str) else value
            return clean_line(", ".join(titles.get(one, one) for one in chosen))


def _titles(rule: Rule | None, speech: Speech) -> dict[str, str]:
    match rule:
        case Levels(levels=choices) | Info(levels=choices) | Parts(parts=choices):
            return {one.id: one.title.text(speech.lang) for one in choices}
        case _:
            return {}


def day_text(day: date | None, speech: Speech) -> str:
    """Return a day as people write it."""
    return NONE if day is None else moment_text(day.isoformat(), speech)


def about_text(one: Conflict, speech: Speech) -> str:
    """Return what a conflict is about."""
    if one.indicator:
        return speech("conflicts.about_review", id=one.indicator)
    return speech("conflicts.about_record")


def former_text(one: Conflict, speech: Speech) -> str:
    """Return what was decided before the conflict was opened again; nothing where nothing was."""
    former = one.former
    if former is None or not one.is_open:
        return ""
    return speech(
        "conflicts.former_review" if one.indicator else "conflicts.former",
        by=former.by or NONE,
        file=former.file or NONE,
        at=moment_text(former.at, speech) or NONE,
        reason=former.reason or NONE,
    )
