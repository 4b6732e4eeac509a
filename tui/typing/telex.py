"""Telex: letters that Vietnamese words have no use for bear the tones and the marks."""

from __future__ import annotations

from tui.typing.composing import Layout

TELEX = Layout(
    tones={"s": "\u0301", "f": "\u0300", "r": "\u0309", "x": "\u0303", "j": "\u0323", "z": ""},
    shapes={"a": {"a": "â"}, "e": {"e": "ê"}, "o": {"o": "ô"}, "w": {"u": "ư", "o": "ơ", "a": "ă"}},
    crossed="d",
    lone={"w": "ư"},
)
"""The keys of Telex."""
