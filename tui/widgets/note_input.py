"""An input of a few lines that knows how Vietnamese arrives."""

from __future__ import annotations

from typing import ClassVar
from unicodedata import normalize

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.document._document import EditResult, Location
from textual.document._edit import Edit
from textual.widgets import TextArea

from criteria.clean import clean_text
from tui.speech import Speech
from tui.typing.arriving import FILLERS, Arriving, kept
from tui.typing.composing import Composing
from tui.typing.graphemes import is_mark, letter_after, letter_before
from tui.widgets.keys_in_order import done_here
from tui.widgets.line_input import MOST_LETTERS
from tui.widgets.messages import TooLong, Typed
from tui.widgets.pasting import pasted_lines

_NOT_OURS = {"undo", "redo", "select_line", "select_all", "delete_line", "cursor_page_up", "cursor_page_down"}
"""What the screen does, or what sits on keys that are the screen's."""


class NoteInput(TextArea, inherit_bindings=False):
    """A few lines of text, always in NFC, for notes, and for lists with one entry a line.

    As `LineInput`, but Enter begins a line and a paste keeps its lines. Tab leaves it; undo and redo are the screen's. It
    is three rows high unless the screen's styles say otherwise.

    Args:
        text: What stands there at first.
        prompt: What is shown while nothing stands there.
        composing: Whether plain keys become Vietnamese letters.
        most: Characters it holds.
        read_only: Whether it only shows.
        id: Id of the widget.
        classes: Classes of the widget.
    """

    DEFAULT_CSS = """
    NoteInput { height: 3; background: $surface; padding: 0; }
    NoteInput:focus { background-tint: $foreground 8%; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        binding
        for binding in TextArea.BINDINGS
        if isinstance(binding, Binding) and binding.action.partition("(")[0] not in _NOT_OURS
    ]

    def __init__(
        self,
        text: str = "",
        *,
        prompt: str = "",
        composing: Composing = "off",
        most: int = MOST_LETTERS,
        read_only: bool = False,
        id: str | None = None,  # noqa: A002 - what Textual calls it
        classes: str | None = None,
    ) -> None:
        super().__init__(
            pasted_lines(text).text,
            soft_wrap=True,
            read_only=read_only,
            id=id,
            classes=classes,
            compact=True,
            highlight_cursor_line=False,
            placeholder=Content(prompt),
        )
        self.match_cursor_bracket = False
        self._most = most
        self._arriving = Arriving(composing)

    @property
    def composing(self) -> Composing:
        """Whether plain keys become Vietnamese letters, and how."""
        return self._arriving.composing

    @composing.setter
    def composing(self, how: Composing) -> None:
        self._arriving.composing = how

    def show(self, text: str, cursor: Location | None = None) -> None:
        """Show a text, with the cursor at its end or where it is put; nothing is told of it."""
        with self.prevent(TextArea.Changed, TextArea.SelectionChanged):
            self.load_text(pasted_lines(text).text)
            self.move_cursor(self.document.end if cursor is None else cursor)

    def ask(self, prompt: str) -> None:
        """Show a prompt while nothing stands there."""
        self.placeholder = Content(prompt)

    def say(self, speech: Speech) -> None:
        """Take its own words from `speech`; a note has none."""

    def on_mount(self) -> None:
        """Come up with the cursor at the end."""
        with self.prevent(TextArea.SelectionChanged):
            self.move_cursor(self.document.end)

    async def on_key(self, event: events.Key) -> None:
        """Do its own keys at once; type one letter, or begin a line."""
        if await done_here(self, event):
            return
        char = "\n" if event.key == "enter" else event.character
        if self.read_only or not char or not (event.is_printable or char in FILLERS or char == "\n"):
            return
        event.stop()
        event.prevent_default()
        self._restart_blink()
        start, end = sorted(self.selection)
        before = self.document[start[0]][: start[1]]
        self._change(before, before + char if char == "\n" else self._arriving.key(before, char), start, end)

    def on_paste(self, event: events.Paste) -> None:
        """Take a paste whole."""
        event.stop()
        event.prevent_default()
        self._paste(event.text)

    def action_paste(self) -> None:
        """Take what was cut or copied in this program."""
        self._paste(self.app.clipboard)

    def action_delete_left(self) -> None:
        """Delete what is selected, the letter before the cursor, or the end of the line before."""
        row, column = cursor = self.cursor_location
        before = self.document[row][:column]
        if self.read_only or not self.selection.is_empty or not before:
            super().action_delete_left()
        else:
            self._change(before, self._arriving.backspace(before), cursor, cursor)

    def get_cursor_left_location(self) -> Location:
        """Return the place one letter to the left."""
        row, column = self.cursor_location
        return (
            (row, letter_before(self.document[row], column)) if column else super().get_cursor_left_location()
        )

    def get_cursor_right_location(self) -> Location:
        """Return the place one letter to the right."""
        row, column = self.cursor_location
        line = self.document[row]
        return (
            (row, letter_after(line, column)) if column < len(line) else super().get_cursor_right_location()
        )

    def edit(self, edit: Edit) -> EditResult:
        """Do what a person changes, in NFC, and tell of it."""
        (row, column), (last_row, last_column) = edit.top, edit.bottom
        text, tail = clean_text(edit.text), self.document[last_row]
        # The seams: a mark that now stands beside another base joins it.
        while last_column < len(tail) and is_mark(tail[last_column]):
            text, last_column = text + tail[last_column], last_column + 1
        head = self.document[row]
        while column and text and is_mark(text[0]):
            column -= 1
            text = head[column] + text
        edit = Edit(
            normalize("NFC", text), (row, column), (last_row, last_column), edit.maintain_selection_offset
        )
        with self.prevent(TextArea.Changed, TextArea.SelectionChanged):
            result = super().edit(edit)
        if result.replaced_text != edit.text:
            self.post_message(Typed(self, self.text))
        return result

    def _change(self, before: str, after: str, start: Location, end: Location) -> None:
        """Put `after` where `before` stands in the line of `start`, and nothing where `start` to `end` is."""
        if before == after and start == end:
            return
        longer = len(after) - len(before) - len(self.selected_text)
        if longer > 0 and len(self.text) + longer > self._most:
            self.post_message(TooLong(self, self._most))
            return
        same = kept(before, after)
        self.replace(after[same:], (start[0], same), end, maintain_selection_offset=False)

    def _paste(self, text: str) -> None:
        if self.read_only:
            return
        pasted = pasted_lines(text).text
        room = max(0, self._most - len(self.text) + len(self.selected_text))
        if len(pasted) > room:
            self.post_message(TooLong(self, self._most))
        self.replace(pasted[:room], *self.selection, maintain_selection_offset=False)
