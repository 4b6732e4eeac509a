"""The state of a question, in one word."""

from __future__ import annotations

from criteria.rules import Info
from criteria.typed import Literal
from scoring.answers import Answer
from scoring.drafts.questions import Question
from scoring.outcome import NotApplicable, NotAsked
from scoring.scorecard import Line

QuestionState = Literal[
    "blank",
    "answered",
    "faulty",
    "doubtful",
    "carried",
    "not_applicable",
    "not_asked",
    "planned",
    "upper",
    "recorded",
]
"""blank: nothing is said. faulty: a text is no answer. doubtful: accepted, with a warning, or not complete yet.

carried: brought from an earlier period, not confirmed. planned: only a plan. upper: the upper level gives the points.
recorded: answered, and never scored.
"""
OPEN: frozenset[QuestionState] = frozenset(("blank", "faulty", "carried", "planned"))
"""The states of questions that still need somebody."""


def state_of(
    question: Question,
    answer: Answer,
    line: Line | None,
    *,
    faulty: bool,
    warned: bool,
    carried: bool,
) -> QuestionState:
    """Return the state of a fact or an indicator.

    Args:
        question: The question.
        answer: The answer as it may be saved.
        line: Its line on the card; None of a fact.
        faulty: Whether a text of it is no answer.
        warned: Whether something about it is doubtful.
        carried: Whether it was brought from an earlier period and not confirmed.
    """
    if question.by_upper:
        return "upper"
    if line is not None and isinstance(line.outcome, NotAsked):
        return "not_asked"
    if faulty:
        return "faulty"
    if not answer.says_something:
        return "blank" if answer.plan is None else "planned"
    if carried:
        return "carried"
    if answer.not_applicable is not None and (line is None or isinstance(line.outcome, NotApplicable)):
        return "not_applicable"
    if line is None:
        return "doubtful" if warned else "answered"
    if warned or (line.counts and not line.is_answered):
        return "doubtful"
    return "recorded" if isinstance(question.rule, Info) else "answered"
