"""An input for a figure: what was typed is kept as it was typed, and the caller says how it is understood."""

from __future__ import annotations

from tui.widgets.line_input import LineInput


class FigureInput(LineInput):
    """One line for a figure. It refuses nothing; no figure is composed into letters."""

    DEFAULT_CSS = """
    FigureInput { width: 32; max-width: 100%; }
    """

    def insert_text_at_cursor(self, text: str) -> None:
        """Type `text` at the cursor, just as it is."""
        composing, self.composing = self.composing, "off"
        super().insert_text_at_cursor(text)
        self.composing = composing
