"""One input of a question: what is asked, where it is typed, and what was understood."""

from __future__ import annotations

from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.content import Content
from textual.geometry import Size, Spacing
from textual.message import Message
from textual.style import Style
from textual.widgets import Input

from criteria.clean import clean_line
from criteria.typed import NamedTuple
from scoring.drafts.paths import NONE_TICKED, Path
from scoring.drafts.questions import SlotKind
from tui.speech import Speech
from tui.widgets.choices import Choices
from tui.widgets.line_input import LineInput
from tui.widgets.messages import Chosen, Ticked, Typed
from tui.widgets.note_input import NoteInput
from tui.widgets.steady import Steady
from tui.widgets.ticks import Ticks

LINES: frozenset[SlotKind] = frozenset(("count", "amount", "percent", "points", "text", "date"))
"""Kinds that are typed on one line."""
_SHORT: frozenset[SlotKind] = frozenset(("count", "amount", "percent", "points", "date"))
_SHORT_WIDTH = 22
_DATE_WIDTH = 12
_INLINE = 20
"""Columns of a label that stands before its line."""
_NOTE_ROWS = 4
_USUAL_WIDTH = 46
_REMEMBERED = 8
_ANY = Size(0, 0)


class Shown(NamedTuple):
    """What a field shows.

    Attributes:
        path: What it is an input of.
        label: What is asked.
        text: What was typed, as the draft has it.
        prompt: What is shown while nothing was.
        options: Of choices and ticks: id and title.
    """

    path: Path
    label: str
    text: str
    prompt: str = ""
    options: tuple[tuple[str, str], ...] = ()


class SlotField(Steady):
    """One input with its label, its echo and what is wrong. It can show one slot after another of the same kind.

    It draws everything but the input itself: an office PC lays out few widgets fast, and many slowly.

    Args:
        kind: The kind of its slots.
        inline: Whether the label of a line stands before it, and not above.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        *("slot--label", "slot--label-here", "slot--fence", "slot--fence-here", "slot--problem"),
    }
    DEFAULT_CSS = """
    SlotField { height: auto; }
    SlotField > .slot--label { color: $foreground; }
    SlotField.-inline > .slot--label { color: $foreground 70%; }
    SlotField > .slot--fence { color: $primary; }
    SlotField > .slot--label-here { color: $foreground; text-style: bold; }
    SlotField > .slot--fence-here { color: $accent; text-style: bold; }
    SlotField > .slot--problem { color: $error; }
    SlotField LineInput { width: 1fr; }
    SlotField OptionList > .option-list--option-highlighted { background: transparent; color: $foreground; text-style: none; }
    SlotField OptionList:focus > .option-list--option-highlighted { text-style: reverse; }
    SlotField > .meant { display: none; margin-left: 2; }
    SlotField > .meant.-asked { display: block; }
    """

    class Answered(Message):
        """What is typed in the field was changed.

        Attributes:
            path: What it is an input of.
            text: What the draft is to hold.
            typed: Whether letter by letter, so that more is to come.
        """

        def __init__(self, path: Path, text: str, *, typed: bool) -> None:
            super().__init__()
            self.path = path
            self.text = text
            self.typed = typed

    class Finished(Message):
        """The field is done with: go on to the next.

        Attributes:
            path: What it is an input of.
        """

        def __init__(self, path: Path) -> None:
            super().__init__()
            self.path = path

    def __init__(self, kind: SlotKind, *, inline: bool = False) -> None:
        super().__init__()
        self.set_class(inline, "-inline")
        self.kind = kind
        self.shown = Shown((), "", "")
        self.input = _input(kind)
        self._inline = inline
        self._short = _DATE_WIDTH if inline else _SHORT_WIDTH
        self._echo = ""
        self._problem = ""
        self._meant: Choices | None = None
        self._width = _USUAL_WIDTH  # asking Textual for it would lay the screen out
        self._wrapped: dict[tuple[str, int], list[str]] = {}

    def compose(self) -> ComposeResult:
        """Yield the input; all else is drawn around it."""
        yield self.input

    def show(self, shown: Shown) -> None:
        """Show a slot."""
        shown = shown._replace(label=clean_line(shown.label))
        if shown == self.shown:
            self.show_text(shown.text)
            return
        before, self.shown = self.shown, shown
        match self.input:
            case LineInput() as line:
                line.ask(shown.prompt)
            case Choices() | Ticks() as offered if shown.options != before.options:
                offered.offer(shown.options)
            case _:
                pass
        self.show_text(shown.text)
        if self.shown.label != before.label:
            self._place()
            grows = shown.options != before.options or self._label_rows(shown) != self._label_rows(before)
            self.refresh(layout=grows)

    def show_text(self, text: str) -> None:
        """Show what the draft holds, unless it stands there already."""
        self.shown = self.shown._replace(text=text)
        match self.input:
            case LineInput() as line:
                if line.value != text:
                    line.show(text)
            case NoteInput() as note:
                if note.text != text:
                    note.show(text)
            case Choices() as choices:
                choices.show(text)
            case Ticks() as ticks:
                ticks.show(tuple(part for part in text.split(",") if part))

    def say_understood(self, echo: str, problem: str, meant: tuple[tuple[str, str], ...] = ()) -> None:
        """Show what was understood, and what was not.

        Args:
            echo: Such as "= 29 839 người".
            problem: What is wrong and what to do; empty where nothing is.
            meant: What may have been meant, where that is unclear: what to type instead, and what that says.
        """
        before = (self._echo, self._problem)
        self._echo, self._problem = clean_line(echo), clean_line(problem)
        if meant and self._meant is None:
            self._meant = Choices(classes="meant")
            self.mount(self._meant)
        if self._meant is not None:
            self._meant.set_class(bool(meant), "-asked")
            if meant:
                self._meant.offer(meant)
        if before != (self._echo, self._problem):
            self.refresh(layout=before[1] != self._problem)

    def rows(self, width: int) -> list[Content]:
        """Draw label, fences, echo and problem; the input lies on its own place among them."""
        here = "-here" if self.has_focus_within else ""
        label, fence = self._visual(f"slot--label{here}"), self._visual(f"slot--fence{here}")
        rows: list[Content] = []
        if not self._inline:
            rows += [Content(row).stylize(label) for row in self._rows(self.shown.label)]
        if isinstance(self.input, LineInput):
            name = f"{self.shown.label:<{_INLINE}}"[:_INLINE] if self._inline else ""
            room = max(width - len(name) - 2, 0) if self._is_wide else self._short
            echo = f" {self._echo}" if self._echo else ""
            line = Content.assemble((name, label), ("[", fence), " " * room, ("]", fence), echo)
            rows.append(line.truncate(width, ellipsis=True))
        else:
            rows += [Content("")] * self._input_rows(width)
        if self._meant is not None and self._meant.has_class("-asked"):
            rows += [Content("")] * len(self._meant.offers)
        bad = self._visual("slot--problem")
        return rows + [Content(row).stylize(bad) for row in self._rows(self._problem)]

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return the rows it takes at a width."""
        del container, viewport
        self._width = width
        rows = len(self._rows(self._problem, width)) + self._input_rows(width)
        if not self._inline:
            rows += len(self._rows(self.shown.label, width))
        if self._meant is not None and self._meant.has_class("-asked"):
            rows += len(self._meant.offers)
        return rows

    def on_resize(self, event: events.Resize) -> None:
        """Put the input where the label ends at this width."""
        self._width = event.size.width
        self._place()

    def on_descendant_focus(self) -> None:
        """Show that it is here that one types."""
        self.refresh()

    def on_descendant_blur(self) -> None:
        """Show that one types elsewhere."""
        self.refresh()

    def _tell(self, message: Message) -> None:
        """Tell the screen, past every container in between: a key is shown the sooner."""
        self.screen.post_message(message)

    @property
    def _is_wide(self) -> bool:
        return self.kind not in _SHORT

    def _place(self) -> None:
        left = _INLINE if self._inline else 0
        top = self._label_rows(self.shown)
        if isinstance(self.input, LineInput):
            margin = Spacing(top, 1 if self._is_wide else 0, 0, left + 1)
            if not self._is_wide:
                self.input.styles.width = self._short
        else:
            margin = Spacing(top, 0, 0, 0)
        if self.input.styles.margin != margin:
            self.input.styles.margin = margin

    def _input_rows(self, width: int) -> int:
        if isinstance(self.input, LineInput):
            return 1
        if isinstance(self.input, NoteInput):
            return _NOTE_ROWS
        return self.input.get_content_height(_ANY, _ANY, max(width, 10))

    def _rows(self, text: str, width: int | None = None) -> list[str]:
        """Return a text in rows of the field's width."""
        if not text:
            return []
        key = (text, max(width or self._width, 10))
        if key not in self._wrapped:
            if len(self._wrapped) > _REMEMBERED:
                self._wrapped.clear()
            self._wrapped[key] = [line.plain for line in Content(text).wrap(key[1])]
        return self._wrapped[key]

    def _label_rows(self, shown: Shown) -> int:
        return 0 if self._inline else len(self._rows(shown.label))

    def _visual(self, name: str) -> Style:
        return self.get_visual_style(name, partial=True)

    def say(self, speech: Speech) -> None:
        """Put the words that are the input's own."""
        self.input.say(speech)

    def hold(self, *, held: bool) -> None:
        """Let the input only show, or take answers again."""
        self.input.read_only = held

    def on_key(self, event: events.Key) -> None:
        """Go on where Enter was pressed on what is chosen already."""
        if event.key == "enter" and isinstance(self.input, Choices):
            event.stop()
            self._tell(self.Finished(self.shown.path))

    @on(Typed)
    def _typed(self, event: Typed) -> None:
        event.stop()
        self.shown = self.shown._replace(text=event.text)
        self._tell(self.Answered(self.shown.path, event.text, typed=True))

    @on(Chosen)
    def _chosen(self, event: Chosen) -> None:
        event.stop()
        if event.widget is self._meant:
            if event.id:
                self.show_text(event.id)
                self._tell(self.Answered(self.shown.path, event.id, typed=False))
                self.input.focus()
            return
        self.shown = self.shown._replace(text=event.id)
        self._tell(self.Answered(self.shown.path, event.id, typed=False))

    @on(Ticked)
    def _ticked(self, event: Ticked) -> None:
        """Take what is ticked; "none of these" and the others take each other back."""
        event.stop()
        ids = event.ids
        if NONE_TICKED in ids and len(ids) > 1:
            ids = (
                tuple(i for i in ids if i != NONE_TICKED)
                if NONE_TICKED in self.shown.text
                else (NONE_TICKED,)
            )
        text = ",".join(ids)
        self.show_text(text)
        self._tell(self.Answered(self.shown.path, text, typed=False))

    @on(Input.Submitted)
    def _finished(self, event: Input.Submitted) -> None:
        event.stop()
        self._tell(self.Finished(self.shown.path))


def _input(kind: SlotKind) -> LineInput | NoteInput | Choices | Ticks:
    """Return the widget that takes answers of a kind."""
    match kind:
        case "parts":
            return Ticks()
        case "list":
            return NoteInput()
        case "yes_no" | "level" | "choice":
            return Choices()
        case _:
            return LineInput()
