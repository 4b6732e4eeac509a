"""Where one letter as a person sees it ends and the next begins, where NFC leaves it in several code points."""

from __future__ import annotations

from unicodedata import category


def letter_before(text: str, at: int) -> int:
    """Return where the letter that ends at `at` begins (0 at the start of the text)."""
    at = max(0, min(at, len(text)) - 1)
    while at and is_mark(text[at]):
        at -= 1
    return at


def letter_after(text: str, at: int) -> int:
    """Return where the letter that begins at `at` ends (the length of the text at its end)."""
    at = min(len(text), at + 1)
    while at < len(text) and is_mark(text[at]):
        at += 1
    return at


def is_mark(char: str) -> bool:
    """Tell whether a character stands upon the one before it."""
    return char >= "\u0300" and category(char)[0] == "M"
