"""VNI: digits after a letter bear the tones and the marks."""

from __future__ import annotations

from tui.typing.composing import Layout

VNI = Layout(
    tones={"1": "\u0301", "2": "\u0300", "3": "\u0309", "4": "\u0303", "5": "\u0323", "0": ""},
    shapes={
        "6": {"a": "â", "e": "ê", "o": "ô"},
        "7": {"u": "ư", "o": "ơ"},
        "8": {"a": "ă"},
    },
    crossed="9",
    lone={},
)
"""The keys of VNI."""
