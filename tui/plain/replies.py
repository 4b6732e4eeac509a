"""What a typed line is: an answer, or a command; no answer begins as a command does."""

from __future__ import annotations

from collections.abc import Mapping

from criteria.typed import Literal, NamedTuple

Name = Literal[
    "explain", "back", "skip", "find", "undo", "redo", "card", "menu", "more", "clear", "repeat", "unknown"
]

SIGNS: Mapping[str, Name] = {
    "?": "explain",
    "<": "back",
    ">": "skip",
    "!": "undo",
    "!!": "redo",
    "=": "card",
    "+": "more",
    "~": "clear",
    "#": "menu",
    ".": "repeat",
}
"""Commands that stand alone on their line."""
FIND = "/"
_NEVER_BEGIN = ("?", "<", ">", "!", "=", "~", "#")


class Said(NamedTuple):
    """An answer; empty where only Enter was pressed."""

    text: str


class Command(NamedTuple):
    """A command, and the words behind it."""

    name: Name
    words: str = ""


Reply = Said | Command


def reply_in(line: str) -> Reply:
    """Return what a line is. With a space in front it is an answer, whatever follows."""
    text = line.strip()
    if line[:1] == " " and text:
        return Said(text)
    if text in SIGNS:
        return Command(SIGNS[text])
    if text.startswith(FIND):
        return Command("find", text[1:].strip())
    return Command("unknown", text) if text.startswith(_NEVER_BEGIN) else Said(text)


def line_in(line: str) -> Reply:
    """Return what a line is where nothing can be found: a path may begin with a slash, or with `~`."""
    text = line.strip()
    return Command(SIGNS[text]) if text in SIGNS and line[:1] != " " else Said(text)
