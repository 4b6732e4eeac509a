"""The colours: two themes of our own, the sixteen of the terminal, and none at all.

No meaning rests on a colour alone: every state has its word or its mark.
"""

from __future__ import annotations

from collections.abc import Mapping

from textual.theme import Theme

from tui.settings import Theme as ThemeName

DARK = Theme(
    name="xaso-dark",
    primary="#5aa9e6",
    secondary="#7fc8a9",
    accent="#f2b134",
    success="#7cc47f",
    warning="#f2b134",
    error="#f0736a",
    foreground="#e8eaed",
    background="#0f1419",
    surface="#161c23",
    panel="#222b35",
    dark=True,
)
LIGHT = Theme(
    name="xaso-light",
    primary="#0b5394",
    secondary="#1d6b4f",
    accent="#8a5a00",
    success="#1d6b2f",
    warning="#8a5a00",
    error="#a61b1b",
    foreground="#1b1f23",
    background="#ffffff",
    surface="#f4f6f8",
    panel="#dfe5eb",
    dark=False,
)
_DEFAULT = "ansi_default"
MONO = Theme(
    name="xaso-mono",
    ansi=True,
    primary=_DEFAULT,
    secondary=_DEFAULT,
    accent=_DEFAULT,
    success=_DEFAULT,
    warning=_DEFAULT,
    error=_DEFAULT,
    foreground=_DEFAULT,
    background=_DEFAULT,
    surface=_DEFAULT,
    panel=_DEFAULT,
    boost=_DEFAULT,
    variables={
        **dict.fromkeys(
            (
                "ansi-background",
                "ansi-foreground",
                "border",
                "border-blurred",
                "block-cursor-background",
                "block-cursor-foreground",
                "block-hover-background",
                "input-cursor-background",
                "input-cursor-foreground",
                "input-selection-background",
                "input-selection-foreground",
                "screen-selection-background",
                "screen-selection-foreground",
                "scrollbar",
                "scrollbar-hover",
                "scrollbar-active",
                "scrollbar-background",
                "scrollbar-background-hover",
                "scrollbar-background-active",
                "scrollbar-corner-color",
            ),
            _DEFAULT,
        ),
        "block-cursor-text-style": "bold underline",
        "block-cursor-blurred-text-style": "none",
        "input-cursor-text-style": "reverse",
    },
)
OWN = (DARK, LIGHT, MONO)

NAMES: Mapping[ThemeName, str] = {
    "dark": DARK.name,
    "light": LIGHT.name,
    "ansi": "ansi-dark",
    "mono": MONO.name,
}
"""Textual's name of the theme a setting names."""
