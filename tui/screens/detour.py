"""The way from a figure to the fact it is set against, and back."""

from __future__ import annotations

from scoring.drafts.paths import Path
from scoring.drafts.questions import Question
from scoring.drafts.sheet import Sheet
from tui.speech import Speech


class Detour:
    """Remembers which question one left to see to a denominator."""

    def __init__(self) -> None:
        self._left: Path | None = None

    def goal(self, question: Question, sheet: Sheet) -> Path | None:
        """Return where one goes from a question: to its denominator, or from a fact back; None where to nowhere."""
        facts = sheet.denominators(question)
        if facts:
            return facts[0]
        return self._left if question.fact is not None else None

    def take(self, question: Question, sheet: Sheet) -> Path | None:
        """Return where one goes from a question, and remember where one came from."""
        goal = self.goal(question, sheet)
        self._left = question.key if sheet.denominators(question) else None
        return goal

    def hint(self, question: Question, sheet: Sheet, speech: Speech) -> str:
        """Return what the bar calls the way: to a denominator that is missing, or back; else nothing."""
        goal = self.goal(question, sheet)
        if goal is None:
            return ""
        if question.fact is not None:
            return speech("checklist.back_to", code=sheet.question(goal).code)
        return "" if sheet.has_figure(goal) else speech("checklist.to_denominator")
