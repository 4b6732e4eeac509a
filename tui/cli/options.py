"""What was typed behind `xaso`, understood."""

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple, NoReturn

from criteria.faults import nearest
from criteria.words import Lang
from tui.speech import LANGS


class Options(NamedTuple):
    """A command and its options.

    Attributes:
        command: `score`, `sets check` and so on; None where none was typed.
        paths: Files and folders, or the id of a set.
        sets: Folders of sets to use before the installed ones.
        home: Folder to keep everything in, in place of the system's own.
    """

    command: str | None = None
    paths: tuple[str, ...] = ()
    lang: Lang = "vi"
    help: bool = False
    version: bool = False
    json: bool = False
    sets: tuple[Path, ...] = ()
    home: Path | None = None


class UsageError(Exception):
    """Raised where the words typed make no command.

    Attributes:
        key: The wording that says what is wrong.
        command: The command whose help to read, or an empty text.
        lang: The language asked for, where that much was understood.
        details: What the wording names.
    """

    def __init__(self, key: str, command: str = "", lang: Lang | None = None, **details: str) -> None:
        self.key = key
        self.command = f" {command}" if command else ""
        self.lang = lang
        self.details = details
        super().__init__(key)


_TAKES = {
    # command: (at least, at most) paths, and its own options
    "demo": ((0, 1), ()),
    "sets": ((0, 0), ()),
    "sets show": ((1, 1), ("--set",)),
    "sets check": ((1, None), ()),
    "sets new": ((1, 1), ()),
    "sets add": ((1, 1), ()),
    "score": ((1, None), ("--json", "--set")),
    "check": ((1, None), ("--set",)),
}
COMMAND_NAMES = tuple(_TAKES)


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise argparse.ArgumentError(None, message)


def parse(arguments: Sequence[str]) -> Options:
    """Return what the words typed mean.

    Raises:
        UsageError: They mean nothing, or not enough.
    """
    lang = _lang_of(arguments)
    parser = _Parser(prog="xaso", add_help=False, allow_abbrev=False, exit_on_error=False)
    parser.add_argument("-h", "--help", action="store_true")
    parser.add_argument("--version", action="store_true")
    parser.add_argument("--lang", choices=LANGS, default="vi")
    parser.add_argument("--home", type=Path)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--set", action="append", type=Path, default=[], dest="sets")
    parser.add_argument("words", nargs="*")
    try:
        found, extra = parser.parse_known_intermixed_args(arguments)
    except argparse.ArgumentError as error:
        raise UsageError("usage.bad_value", "", lang, option=error.argument_name or error.message) from error
    words: list[str] = [*found.words, *(word for word in extra if not word.startswith("-"))]
    command, paths = _command(words, lang)
    for word in extra:
        if word.startswith("-"):
            raise UsageError("usage.unknown_option", command or "", lang, word=word)
    options = Options(
        command, tuple(paths), lang, found.help, found.version, found.json, tuple(found.sets), found.home
    )
    if not (options.help or options.version):
        _check(options)
    return options


def _lang_of(arguments: Sequence[str]) -> Lang:
    """Return the language asked for, however wrong the rest is."""
    for position, word in enumerate(arguments):
        value = word.removeprefix("--lang=")
        if word == "--lang" and position + 1 < len(arguments):
            value = arguments[position + 1]
        if word.startswith("--lang") and value in LANGS:
            return "en" if value == "en" else "vi"
    return "vi"


def _command(words: list[str], lang: Lang) -> tuple[str | None, list[str]]:
    """Return the command that the words begin with, and the words behind it."""
    if not words:
        return None, []
    first = words[0]
    if first == "sets" and len(words) > 1:
        command = f"sets {words[1]}"
        if command not in _TAKES:
            known = [name.removeprefix("sets ") for name in _TAKES if " " in name]
            near = nearest(words[1], known) or ", ".join(known)
            raise UsageError("usage.unknown_command", "sets", lang, word=command, near=near)
        return command, words[2:]
    if first not in _TAKES:
        known = [name for name in _TAKES if " " not in name]
        near = nearest(first, known) or ", ".join(known)
        raise UsageError("usage.unknown_command", "", lang, word=first, near=near)
    return first, words[1:]


def _check(options: Options) -> None:
    """Check that the command has the paths it needs and no option that is not its own."""
    if options.command is None:
        return
    (least, most), own = _TAKES[options.command]
    if len(options.paths) < least:
        raise UsageError("usage.needs_path", options.command, options.lang)
    if most is not None and len(options.paths) > most:
        word = options.paths[most]
        raise UsageError("usage.too_many", options.command, options.lang, word=word)
    for option, given in (("--json", options.json), ("--set", bool(options.sets))):
        if given and option not in own:
            raise UsageError("usage.not_its_option", options.command, options.lang, word=option)
