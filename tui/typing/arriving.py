"""The word at the cursor as it arrives from the keyboard, key by key.

Programs that type Vietnamese for a person (UniKey, EVKey, OpenKey) take back what they sent with Backspaces, and count
them by code points of *their* text: a letter they sent in two pieces (base and combining tone) costs two. An input
that shows NFC holds that letter in one. So the word is kept as it arrived, and what is shown is made of it.
OpenKey also sends an invisible character before its Backspaces, and one Backspace more to take it back.
"""

from __future__ import annotations

from unicodedata import normalize

from criteria.clean import clean_text, is_plain
from tui.typing.composing import Composing, compose, is_foreign, part_word
from tui.typing.graphemes import letter_before

FILLERS = ("\u202f", "\u200c")
"""Invisible characters that OpenKey sends, to be taken back by its own Backspace."""


class Arriving:
    """The word at the cursor, as it arrived and as it is shown.

    It holds on to a word only while the text before the cursor is what it showed last: whatever else changes that
    text (a move, a paste, another program) makes it begin anew.

    Attributes:
        composing: The composer between the keys and the text.
    """

    __slots__ = ("_before", "_keys", "_shown", "composing")

    def __init__(self, composing: Composing = "off") -> None:
        self.composing: Composing = composing
        self._before = ""
        self._keys = ""
        self._shown: str | None = None

    def key(self, before: str, char: str) -> str:
        """Return the text before the cursor after one printable key.

        Args:
            before: The text before the cursor, in NFC.
            char: What the key stands for; one code point, a combining one too.
        """
        if before != self._shown or before[-1:].isspace():
            self._before, self._keys = before, ""
        if self.composing != "off":
            return self._compose(before, char)
        self._keys += char
        return self._show()

    def backspace(self, before: str) -> str:
        """Return the text before the cursor after Backspace."""
        if before == self._shown and self._keys and self.composing == "off":
            self._keys = self._keys[:-1]
            return self._show()
        self._shown = None
        return before[: letter_before(before, len(before))]

    def _compose(self, before: str, char: str) -> str:
        self._keys += char
        after = compose(before, char, self.composing)
        head, word = part_word(after)
        # A word that turns out to be no Vietnamese one stands as its keys were, where all of them are known.
        if head == self._before and is_foreign(word):
            after = head + self._keys
        self._shown = after
        return after

    def _show(self) -> str:
        keys = self._keys
        for filler in FILLERS:
            keys = keys.replace(filler, "")
        if not is_plain(keys):
            keys = clean_text(keys)
        self._shown = normalize("NFC", self._before + keys)
        return self._shown


def kept(before: str, after: str) -> int:
    """Return how many characters two texts share at their start; quick where they differ near the end of one."""
    length = min(len(before), len(after))
    while not before.startswith(after[:length]):
        length -= 1
    return length
