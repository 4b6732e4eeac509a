"""An input for a date, typed as day/month/year."""

from __future__ import annotations

from tui.speech import Speech
from tui.widgets.figure_input import FigureInput


class DateInput(FigureInput):
    """One line for a date; the caller says how it is understood."""

    DEFAULT_CSS = """
    DateInput { width: 24; max-width: 100%; }
    """

    def say(self, speech: Speech) -> None:
        """Show how a date is typed while nothing stands there."""
        self.ask(speech("input.date"))
