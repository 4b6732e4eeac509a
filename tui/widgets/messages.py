"""What the inputs say when a person has done something; never when a program has put a value in."""

from __future__ import annotations

from pathlib import Path

from textual.message import Message
from textual.widget import Widget


class InputMessage(Message):
    """Base of what an input says.

    Attributes:
        widget: The input.
    """

    def __init__(self, widget: Widget) -> None:
        super().__init__()
        self.widget = widget

    @property
    def control(self) -> Widget:
        """The input, for `@on(Message, "#id")`."""
        return self.widget


class Typed(InputMessage):
    """The text of a line or a note was changed.

    Attributes:
        text: All of the text, in NFC, lines parted by a newline.
    """

    def __init__(self, widget: Widget, text: str) -> None:
        super().__init__(widget)
        self.text = text


class PastedLines(InputMessage):
    """Several lines were pasted into an input of one line; they stand there with spaces between them.

    Attributes:
        lines: How many there were.
    """

    def __init__(self, widget: Widget, lines: int) -> None:
        super().__init__(widget)
        self.lines = lines


class TooLong(InputMessage):
    """A key or a paste did not fit; what fits of a paste stands there.

    Attributes:
        most: The characters the input holds.
    """

    def __init__(self, widget: Widget, most: int) -> None:
        super().__init__(widget)
        self.most = most


class Chosen(InputMessage):
    """One of several was chosen.

    Attributes:
        id: Which; empty where the choice was taken back.
    """

    def __init__(self, widget: Widget, id: str) -> None:  # noqa: A002 - it is the choice's id
        super().__init__(widget)
        self.id = id


class Ticked(InputMessage):
    """Some of several were ticked or unticked.

    Attributes:
        ids: All that are ticked now, in the order they are shown.
    """

    def __init__(self, widget: Widget, ids: tuple[str, ...]) -> None:
        super().__init__(widget)
        self.ids = ids


class Picked(InputMessage):
    """A file was picked.

    Attributes:
        path: The file, as the system names it (not cleaned for showing).
    """

    def __init__(self, widget: Widget, path: Path) -> None:
        super().__init__(widget)
        self.path = path
