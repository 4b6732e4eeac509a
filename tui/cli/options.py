"""What was typed behind `xaso`, understood."""

from __future__ import annotations

from collections.abc import Sequence

from criteria.faults import nearest
from criteria.typed import NamedTuple
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
    sets: tuple[str, ...] = ()
    home: str | None = None


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


_FLAGS = frozenset(("-h", "--help", "--version", "--json"))
_VALUED = frozenset(("--lang", "--home", "--set"))


def parse(arguments: Sequence[str]) -> Options:
    """Return what the words typed mean.

    Raises:
        UsageError: They mean nothing, or not enough.
    """
    lang = lang_of(arguments)
    words: list[str] = []
    flags: set[str] = set()
    values: dict[str, list[str]] = {option: [] for option in _VALUED}
    unknown: list[str] = []
    ahead = iter(arguments)
    for word in ahead:
        option, equals, value = word.partition("=")
        if word == "--":
            words += ahead
        elif option in _VALUED:
            taken = value if equals else next(ahead, "")
            if not taken:
                raise UsageError("usage.bad_value", "", lang, option=option)
            values[option].append(taken)
        elif word in _FLAGS:
            flags.add(word)
        elif word.startswith("-") and word != "-":
            unknown.append(word)
        else:
            words.append(word)
    if any(value not in LANGS for value in values["--lang"]):
        raise UsageError("usage.bad_value", "", lang, option="--lang")
    command, paths = _command(words, lang)
    if unknown:
        raise UsageError("usage.unknown_option", command or "", lang, word=unknown[0])
    options = Options(
        command=command,
        paths=tuple(paths),
        lang=lang,
        help=not flags.isdisjoint(("-h", "--help")),
        version="--version" in flags,
        json="--json" in flags,
        sets=tuple(values["--set"]),
        home=values["--home"][-1] if values["--home"] else None,
    )
    if not (options.help or options.version):
        _check(options)
    return options


def lang_of(arguments: Sequence[str]) -> Lang:
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
