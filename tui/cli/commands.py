"""Every command by name. A command's module is imported when the command is asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module

from tui.cli.options import Options
from tui.speech import Speech

Command = Callable[[Options, Speech], int]


def _late(module: str, function: str) -> Command:
    def command(options: Options, speech: Speech) -> int:
        run: Command = getattr(import_module(f"tui.cli.{module}"), function)
        return run(options, speech)

    return command


DESK = _late("desk", "desk")
"""What `xaso` does without a command."""
PLAIN = _late("plain", "plain")
"""What it does with `--plain`."""
COMMANDS: Mapping[str, Command] = {
    "open": DESK,
    "demo": _late("demo", "demo"),
    "sets": _late("sets", "list_sets"),
    "sets show": _late("sets", "show_set"),
    "sets check": _late("sets", "check_sets"),
    "sets new": _late("sets", "new_set"),
    "sets add": _late("sets", "add_set"),
    "score": _late("score", "score"),
    "check": _late("score", "check"),
    "merge": _late("merge", "merge"),
    "doctor": _late("doctor", "doctor"),
}
"""The function behind each command: takes options and words, returns the exit code."""
