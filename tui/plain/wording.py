"""Wordings for the ear: sentences begin with a capital, signs that are not read out give way to words."""

from __future__ import annotations

from tui.speech import Speech

_ARROW = " → "


def capital(text: str) -> str:
    """Return a text that begins a line: the names of periods begin in small letters."""
    return text[:1].upper() + text[1:]


def spoken(reason: str) -> str:
    """Return a reason as a sentence to be read out: "Có: đủ 1/1 điểm" for "Có → đủ 1/1 điểm"."""
    return capital(reason.replace(_ARROW, ": "))


def number_prompt(speech: Speech, n: int, *, usual: int | None = None, back: bool = False) -> str:
    """Return what asks for a number from 1 to `n`.

    Args:
        speech: The words.
        n: How many there are.
        usual: What Enter alone chooses.
        back: Whether Enter alone goes back.
    """
    number = speech("plain.number", n=n) if n > 1 else speech("plain.number_one")
    if usual is not None:
        return speech("plain.number_usual", number=number, usual=usual)
    return speech("plain.number_back" if back else "plain.number_alone", number=number)
