"""Every command that works on the screen one is on, found by typing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from textual.app import App
from textual.screen import Screen

from scoring.folding import fold_words
from tui.commands import COMMANDS, EVERYWHERE, keys_of, label
from tui.desk import Desk
from tui.screens.finder import Finder, Found
from tui.screens.help import commands_of

T = TypeVar("T")
_SELF = "palette"


def open_palette(app: App[T], desk: Desk) -> None:
    """Show the commands of the screen of now; the one chosen is given as if its key had been pressed."""
    screen = app.screen
    if isinstance(screen, Finder):
        return

    def give(command: str | None) -> None:
        if command is not None:
            app.call_later(screen.run_action, action_of(command))

    app.push_screen(Finder(desk, "finder.commands", commands(screen, desk)), give)


def action_of(command: str) -> str:
    """Return the action of a command, as Textual names it from a screen."""
    return f"app.{command}" if command in EVERYWHERE else f"screen.{command}"


def commands(screen: Screen[Any], desk: Desk) -> Callable[[str], Sequence[Found]]:
    """Return what finds the commands of a screen by name, by what they do, or by key; marks need not be typed."""
    usable = [command for command in commands_of(screen) if command != _SELF]

    def search(text: str) -> Sequence[Found]:
        speech, keymap = desk.speech, desk.settings.keys
        words = fold_words(text)
        found: list[tuple[int, Found]] = []
        for command in usable:
            name, about = label(command, speech), speech(f"command_help.{command}")
            key = keys_of(command, keymap)
            named = [*fold_words(name), *fold_words(key), *fold_words(COMMANDS[command].keys)]
            told = fold_words(about)
            if all(_begins(word, named) for word in words):
                found.append((0, Found(command, f"{name} ({key})", about)))
            elif all(_begins(word, [*named, *told]) for word in words):
                found.append((1, Found(command, f"{name} ({key})", about)))
        return [entry for _, entry in sorted(found, key=lambda ranked: ranked[0])]

    return search


def _begins(word: str, among: Sequence[str]) -> bool:
    return any(other.startswith(word) for other in among)
