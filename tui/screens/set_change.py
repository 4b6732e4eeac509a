"""What a newer version of the indicator set would change in a draft; made only when it is asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import ClassVar

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from criteria.clean import clean_line
from criteria.model import IndicatorSet
from scoring.drafts.amending import Amendment
from tui.commands import keys_of
from tui.desk import Desk
from tui.screens.base import DeskScreen
from tui.screens.confirm import Ask
from tui.widgets.told_list import Told, ToldList


class SetChangeScreen(DeskScreen[bool]):
    """Lists what would be kept, renamed, new and asked no more; answers True where the change is to be made.

    Args:
        desk: What the screens work with.
        amendment: What the newer version changes.
        old: The version the draft was made with; with it the titles of what it asks are shown.
        new: The newer version; likewise.
    """

    CSS_PATH = "set_change.tcss"
    USES: ClassVar[tuple[str, ...]] = ("change_set", "back")
    HELP = "help_screen.set_change"

    def __init__(
        self,
        desk: Desk,
        amendment: Amendment,
        old: IndicatorSet | None = None,
        new: IndicatorSet | None = None,
    ) -> None:
        super().__init__(desk)
        self._amendment = amendment
        self._old = old
        self._new = new

    def compose_body(self) -> ComposeResult:
        """Yield what the change means above what it changes."""
        yield Static("", id="change_head", markup=False)
        yield ToldList(id="change_list")

    def on_mount(self) -> None:
        """Let the keys move in the list."""
        self.query_one(ToldList).focus()

    def say(self) -> None:
        """Put the words."""
        super().say()
        speech, old, new = self.speech, self._old, self._new
        versions = "" if old is None or new is None else f"{old.id} {old.version} → {new.version}"
        self.title_text(speech("set_change.title"), versions)
        press = keys_of("change_set", self.desk.settings.keys)
        self.query_one("#change_head", Static).update(Content(speech("set_change.about", press=press)))
        self.query_one(ToldList).tell([*self._rows()])

    def _rows(self) -> Iterator[Told]:
        change, speech = self._amendment, self.speech
        yield from self._part("orphaned", (self._asked(name, self._old) for name in change.orphaned))
        yield from self._part("changed", (self._asked(name, self._old) for name in change.changed))
        yield from self._part("renamed", (self._moved(*pair) for pair in change.renamed.items()))
        yield from self._part("new", (self._asked(name, self._new) for name in change.new))
        yield from self._part(
            "facts_orphaned", (self._fact(name, self._old) for name in change.facts_orphaned)
        )
        yield from self._part("facts_new", (self._fact(name, self._new) for name in change.facts_new))
        if len(change.kept):
            yield from self._part("kept", (self._asked(name, self._new) for name in change.kept))
        else:
            yield Told(Content(speech("set_change.nothing_kept")))

    def _part(self, name: str, texts: Iterable[str]) -> Iterator[Told]:
        listed = [*texts]
        if not listed:
            return
        yield Told(Content(self.speech(f"set_change.{name}", n=len(listed))), heading=True)
        for text in listed:
            yield Told(Content(text))
        yield Told(Content(""), heading=True)

    def _asked(self, name: str, known: IndicatorSet | None) -> str:
        indicator = None if known is None else known.indicator(name)
        return clean_line(f"{name}  {'' if indicator is None else indicator.title.text(self.speech.lang)}")

    def _fact(self, name: str, known: IndicatorSet | None) -> str:
        fact = None if known is None else known.facts.get(name)
        return clean_line(name if fact is None else fact.title.text(self.speech.lang))

    def _moved(self, old: str, new: str) -> str:
        return f"{clean_line(old)} → {self._asked(new, self._new)}"

    def action_change_set(self) -> None:
        """Ask once more whether to change."""
        question = self.speech("set_change.ask")
        self.app.push_screen(Ask(self.desk, question, ("cancel", "change_set")), self._answered)

    def _answered(self, answer: str | None) -> None:
        if answer == "change_set":
            self.dismiss(True)  # noqa: FBT003 - what the screen answers
