"""Every command of the desk, declared once: its key, its place in the bar, the palette, the help and the keymap.

What it is called and what it does stand under `[command]` and `[command_help]` of the words. A user's settings may give
it another key. The keys are those that every terminal hands on: no Ctrl+Shift, none a console or a line discipline
keeps for itself.
"""

from __future__ import annotations

from collections.abc import Mapping

from textual.binding import Binding

from criteria.typed import NamedTuple
from tui.speech import Speech


class Command(NamedTuple):
    """One command.

    Attributes:
        id: Its name in settings and words; its action is `action_<id>`.
        keys: The keys that call it, the first of them shown.
        bar: Whether it is shown in the bar at the foot of a screen.
        first: Whether its key counts before the focused widget sees it.
    """

    id: str
    keys: str
    bar: bool = True
    first: bool = False

    @property
    def shown(self) -> str:
        """The key as the bar and the help write it."""
        return key_name(self.keys)


_DECLARED = (
    Command("help", "f1", first=True),
    Command("palette", "ctrl+p", bar=False, first=True),
    Command("language", "ctrl+l", bar=False, first=True),
    Command("theme", "ctrl+t", bar=False, first=True),
    Command("leave", "ctrl+q", bar=False, first=True),
    Command("back", "escape"),
    # the shelf
    Command("open", "enter"),
    Command("new", "n"),
    Command("open_file", "o"),
    Command("copy", "c"),
    Command("drop_draft", "x", bar=False),
    Command("settings", "s"),
    Command("leave_here", "q"),
    # the checklist
    Command("save", "f2,ctrl+s", first=True),
    Command("next_open", "f3", first=True),
    Command("evidence", "f4", first=True),
    Command("card", "f5", first=True),
    Command("other_side", "f6", first=True),
    Command("confirm", "f7", first=True),
    Command("not_applicable", "f8", bar=False, first=True),
    Command("submit", "f9", first=True),
    Command("next", "pagedown", bar=False, first=True),
    Command("previous", "pageup", bar=False, first=True),
    Command("undo", "ctrl+z", bar=False, first=True),
    Command("redo", "ctrl+y", bar=False, first=True),
    Command("find", "ctrl+f", first=True),
    Command("find_here", "slash", bar=False),
    Command("clear", "ctrl+r", bar=False, first=True),
    Command("denominator", "ctrl+g", bar=False, first=True),
    Command("change_set", "ctrl+n", bar=False, first=True),
    # lists of documents
    Command("add", "n"),
    Command("remove", "x"),
    Command("pick_file", "f4"),
    Command("copy_beside", "c"),
    # the first start
    Command("later", "f8", first=True),
    # the office
    Command("merge", "t"),
    Command("start", "f9", first=True),
    Command("take_out", "x"),
    Command("again", "t"),
    Command("ranking", "r"),
    Command("changes", "v"),
    Command("heat", "h"),
    Command("conflicts", "c"),
    Command("problems", "p"),
    Command("absent", "m"),
    Command("export", "e"),
    Command("search", "slash,ctrl+f"),
    Command("sort", "s"),
    Command("reverse", "d"),
    Command("narrow", "f"),
    Command("narrow_here", "f"),
    Command("group", "g"),
    Command("look_at", "l"),
    Command("next_unit", "pagedown", first=True),
    Command("previous_unit", "pageup", first=True),
    Command("decide", "k"),
    Command("reopen", "x"),
)

COMMANDS: Mapping[str, Command] = {command.id: command for command in _DECLARED}
"""Every command by its id."""

EVERYWHERE = ("help", "palette", "language", "theme", "leave")
"""Commands of every screen."""


def bindings(*ids: str) -> list[Binding | tuple[str, str] | tuple[str, str, str]]:
    """Return the bindings of some commands, for the `BINDINGS` of a screen."""
    return [
        Binding(command.keys, command.id, show=False, priority=command.first, id=command.id)
        for command in (COMMANDS[name] for name in ids)
    ]


def label(command: str, speech: Speech) -> str:
    """Return what a command is called."""
    return speech(f"command.{command}")


def keys_of(command: str, keymap: Mapping[str, str]) -> str:
    """Return the key that calls a command, as it is shown: the user's, where the settings name one."""
    return key_name(keymap.get(command, COMMANDS[command].keys))


_NAMES = {
    "escape": "Esc",
    "enter": "Enter",
    "pagedown": "PgDn",
    "pageup": "PgUp",
    "slash": "/",
    "space": "Space",
}


def key_name(keys: str) -> str:
    """Return the first of some keys as people write it: `ctrl+s` is ``Ctrl+S``."""
    first = keys.split(",", maxsplit=1)[0]
    *modifiers, key = first.split("+")
    shown = _NAMES.get(key, key.upper() if len(key) == 1 or key[1:].isdigit() else key.capitalize())
    return "+".join([*(modifier.capitalize() for modifier in modifiers), shown])
