"""The smallest Textual application with header, list, input and footer: what the desk is measured against."""

from textual.app import App, ComposeResult
from textual.widgets import Footer, Header, Input, OptionList


class Smallest(App[None]):
    """Three rows, one input, one key."""

    BINDINGS = [("ctrl+q", "quit", "Quit")]  # noqa: RUF012 - the smallest there is

    def compose(self) -> ComposeResult:
        """Yield header, list, input and footer."""
        yield Header()
        yield OptionList("row 1", "row 2", "row 3")
        yield Input()
        yield Footer()


if __name__ == "__main__":
    Smallest().run()
