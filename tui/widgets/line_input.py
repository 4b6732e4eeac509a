"""An input of one line that knows how Vietnamese arrives."""

from __future__ import annotations

from unicodedata import normalize

from textual import events
from textual.geometry import Region, Size
from textual.reactive import Reactive, var
from textual.strip import Strip
from textual.widgets import Input
from textual.widgets.input import Selection

from criteria.clean import clean_text
from tui.speech import Speech
from tui.typing.arriving import FILLERS, Arriving, kept
from tui.typing.composing import Composing
from tui.typing.graphemes import is_mark, letter_after, letter_before
from tui.widgets.keys_in_order import done_here
from tui.widgets.messages import PastedLines, TooLong, Typed
from tui.widgets.pasting import pasted_line

MOST_LETTERS = 4000
"""Characters an input holds unless told otherwise."""


class LineInput(Input):
    """One line of text, always in NFC.

    Differs from `Input`: the first key never wipes what stands there, a paste comes in whole, letters that arrive in
    pieces are put together, moves and deletions are by letter, and only what a *person* changes is told (`Typed` in
    place of `Input.Changed`). Undo and redo are the screen's. Enter posts `Input.Submitted`.

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
    LineInput { background: $surface; overflow: hidden hidden; }
    LineInput:ansi { text-style: underline; }
    LineInput:focus { background-tint: $foreground 8%; }
    """

    read_only = var(default=False)
    """Whether keys and pastes change nothing."""
    virtual_size: Reactive[Size] = Reactive(Size(0, 0), layout=False)
    """As of every widget; a line never grows with its text, so that a key lays no screen out anew."""

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
            placeholder=prompt,
            select_on_focus=False,
            id=id,
            classes=classes,
            compact=True,
        )
        self._most = most
        self._arriving = Arriving(composing)
        self.set_reactive(Input.value, pasted_line(text).text)
        self.set_reactive(LineInput.read_only, read_only)

    @property
    def composing(self) -> Composing:
        """Whether plain keys become Vietnamese letters, and how."""
        return self._arriving.composing

    @composing.setter
    def composing(self, how: Composing) -> None:
        self._arriving.composing = how

    def show(self, text: str, cursor: int | None = None) -> None:
        """Show a text, with the cursor at its end or where it is put; nothing is told of it."""
        text = pasted_line(text).text
        self._put(text, len(text) if cursor is None else cursor)

    def reveal_cursor(self) -> None:
        """Scroll a text longer than its line to the cursor."""
        self.scroll_to_region(Region(self._cursor_offset, 0, 1, 1), force=True, animate=False)

    def on_resize(self) -> None:
        """Keep the cursor in sight."""
        self.reveal_cursor()

    def render_line(self, y: int) -> Strip:
        """Draw the line to its end: an empty one has to be seen, too, where there are no colours."""
        return super().render_line(y).extend_cell_length(self.size.width, self.rich_style)

    def ask(self, prompt: str) -> None:
        """Show a prompt while nothing stands there."""
        self.placeholder = prompt

    def say(self, speech: Speech) -> None:
        """Take its own words from `speech`; a plain line has none."""

    def on_mount(self) -> None:
        """Come up with the cursor at the end."""
        text = self.value
        self.set_reactive(Input.value, "")
        self._put(text, len(text))

    async def on_key(self, event: events.Key) -> None:
        """Do its own keys at once; take the invisible character that OpenKey sends before its Backspaces."""
        if await done_here(self, event):
            return
        if event.character in FILLERS:
            event.stop()
            event.prevent_default()
            self.insert_text_at_cursor(event.character or "")

    def on_paste(self, event: events.Paste) -> None:
        """Take a paste whole."""
        event.stop()
        event.prevent_default()
        self._paste(event.text)

    def action_paste(self) -> None:
        """Take what was cut or copied in this program."""
        self._paste(self.app.clipboard)

    def insert_text_at_cursor(self, text: str) -> None:
        """Type `text` at the cursor, as keys do."""
        if self.read_only:
            return
        cursor = self.cursor_position
        before = self.value[:cursor]
        after = before
        for char in text:
            after = self._arriving.key(after, char)
        self._change(before, after)

    def replace(self, text: str, start: int, end: int) -> None:
        """Put `text` in place of what stands from `start` to `end`, as a person does."""
        if self.read_only:
            return
        value = self.value
        start, end = sorted((max(0, start), min(len(value), end)))
        head, tail = value[:start] + clean_text(text), value[end:]
        if len(head) + len(tail) > max(self._most, len(value)):
            self.post_message(TooLong(self, self._most))
            return
        # The seams: a mark that now stands beside another base joins it.
        while tail and is_mark(tail[0]):
            head, tail = head + tail[0], tail[1:]
        head = normalize("NFC", head)
        whole = normalize("NFC", head + tail)
        self._put(whole, len(head))
        if whole != value:
            self.post_message(Typed(self, whole))

    def action_delete_left(self) -> None:
        """Delete what is selected or the letter before the cursor."""
        if not self.selection.is_empty:
            self.delete_selection()
            return
        if self.read_only:
            return
        before = self.value[: self.cursor_position]
        self._change(before, self._arriving.backspace(before))

    def action_delete_right(self) -> None:
        """Delete what is selected or the letter after the cursor."""
        if self.selection.is_empty:
            self.delete(self.cursor_position, letter_after(self.value, self.cursor_position))
        else:
            self.delete_selection()

    def action_cursor_left(self, select: bool = False) -> None:  # noqa: FBT001, FBT002 - as Textual calls it
        """Move one letter to the left."""
        start, end = self.selection
        if select or start == end:
            target = letter_before(self.value, end)
            self.selection = Selection(start if select else target, target)
        else:
            self.cursor_position = min(start, end)

    def action_cursor_right(self, select: bool = False) -> None:  # noqa: FBT001, FBT002 - likewise
        """Move one letter to the right."""
        start, end = self.selection
        if select or start == end:
            target = letter_after(self.value, end)
            self.selection = Selection(start if select else target, target)
        else:
            self.cursor_position = max(start, end)

    def _change(self, before: str, after: str) -> None:
        if before != after:
            same = kept(before, after)
            self.replace(after[same:], same, len(before))

    def _paste(self, text: str) -> None:
        if self.read_only:
            return
        pasted = pasted_line(text)
        start, end = sorted(self.selection)
        room = max(0, self._most - len(self.value) + end - start)
        if len(pasted.text) > room:
            self.post_message(TooLong(self, self._most))
        self.replace(pasted.text[:room], start, end)
        if pasted.lines > 1:
            self.post_message(PastedLines(self, pasted.lines))

    def _put(self, text: str, cursor: int) -> None:
        with self.prevent(Input.Changed):
            self.value = text
            self.cursor_position = cursor
