"""Numbered choices."""

from __future__ import annotations

from collections.abc import Sequence

from scoring.folding import fold
from tui.plain.replies import Command, Said, line_in, reply_in
from tui.plain.voice import Voice
from tui.plain.wording import number_prompt
from tui.speech import Speech


def offer(voice: Voice, options: Sequence[str]) -> None:
    """Say options with their numbers."""
    for number, option in enumerate(options, 1):
        voice.say(f"{number}. {option}", 0)


def chosen(text: str, options: Sequence[str]) -> int | None:
    """Return which option a text names: by its number, or by the beginning of its words where only one begins so."""
    if text.isascii() and text.isdecimal():
        return int(text) - 1 if 0 < int(text[:6]) <= len(options) else None
    wanted = fold(text)
    if not wanted:
        return None
    folded = [fold(option) for option in options]
    found = [at for at, option in enumerate(folded) if option == wanted]
    found = found or [at for at, option in enumerate(folded) if option.startswith(wanted)]
    return found[0] if len(found) == 1 else None


def several(text: str, options: Sequence[str]) -> tuple[int, ...] | None:
    """Return which options a line of numbers names, in their order; None where it names one that is not there."""
    picked: set[int] = set()
    for word in text.replace(",", " ").replace(";", " ").split():
        at = chosen(word, options) if word.isdecimal() else None
        if at is None:
            return None
        picked.add(at)
    return tuple(sorted(picked))


def choose(
    voice: Voice, speech: Speech, title: str, options: Sequence[str], *, usual: int | None = None
) -> int | None:
    """Offer options until one is chosen; return its place, or None where the user wants back.

    Args:
        voice: Speaks and listens.
        speech: The words.
        title: What is to be chosen.
        options: What can be chosen.
        usual: What Enter alone chooses.
    """
    while True:
        voice.say()
        voice.say(title)
        offer(voice, options)
        prompt = number_prompt(speech, len(options), usual=None if usual is None else usual + 1)
        while True:
            match reply_in(voice.ask(prompt)):
                case Said(text="") if usual is not None:
                    return usual
                case Said(text=text) if (at := chosen(text, options)) is not None:
                    return at
                case Command(name="back" | "menu"):
                    return None
                case Command(name="explain" | "repeat"):
                    break
                case _:
                    voice.say(speech("plain.no_number", n=len(options)))


def ask_line(voice: Voice, speech: Speech, prompt: str, now: str = "") -> str | None:
    """Ask for a text; Enter keeps what it is now, `~` empties it, None where the user wants back."""
    if now:
        voice.say(speech("plain.now", now=now))
    while True:
        match line_in(voice.ask(prompt)):
            case Said(text=text):
                return text or now
            case Command(name="clear"):
                return ""
            case Command(name="back" | "menu"):
                return None
            case Command(name="explain"):
                voice.say(speech("plain.line_help"))
            case Command(name="skip"):
                return now
            case _:
                voice.say(speech("plain.no_command"))
