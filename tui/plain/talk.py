"""What every part of a walk in plain lines talks with."""

from __future__ import annotations

from criteria.faults import Fault
from criteria.typed import NamedTuple
from scoring.drafts.sheet import Sheet
from tui.plain.choosing import offer
from tui.plain.replies import Reply, reply_in
from tui.plain.voice import Voice
from tui.speech import Speech


class Talk(NamedTuple):
    """A voice, the words, and the sheet talked about."""

    voice: Voice
    speech: Speech
    sheet: Sheet

    def say(self, text: str = "", indent: int = 0) -> None:
        """Say something; it may come from a record."""
        self.voice.say(text, indent)

    def told(self, key: str, **details: object) -> None:
        """Say words of the program."""
        self.voice.say(self.speech(f"plain.{key}", **details))

    def fault(self, fault: Fault) -> None:
        """Say what is wrong, or doubtful, and what to do."""
        kind = self.speech("fault.warning" if fault.is_warning else "fault.fault")
        self.voice.say(f"{kind}: {fault.message(self.speech.lang)}")

    def offer(self, options: list[str]) -> None:
        """Say numbered options."""
        offer(self.voice, options)

    def hear(self, prompt: str) -> Reply:
        """Ask, and return the answer or the command."""
        return reply_in(self.voice.ask(prompt))
