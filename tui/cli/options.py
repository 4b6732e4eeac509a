"""What was typed behind `xaso`, understood."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from criteria.faults import nearest
from criteria.typed import NamedTuple
from criteria.words import Lang
from tui.speech import LANGS


class Options(NamedTuple):
    """A command and its options.

    Attributes:
        command: `score`, `sets check` and so on; None where none was typed, which opens the desk.
        paths: Files and folders, or the id of a set.
        lang: The language asked for, or the usual one.
        sets: Folders of sets to use before the installed ones.
        home: Folder to keep everything in, in place of the system's own.
        plain: Whether the desk is to ask in plain lines.
        out: Folder a merge writes.
        roster: File that says who must report.
        period: Label of the only period to merge.
        decisions: File that settles conflicts.
        against: Folder of an earlier merge to compare with.
        verified: Whether verified scores are ranked.
        drafts: Whether drafts are ranked too.
        raw: Whether tables are written for programs rather than people.
        no_report: Whether the workbook and the page are left out.
        jobs: Processes to score with; None for as many as the computer has.
    """

    command: str | None = None
    paths: tuple[str, ...] = ()
    lang: Lang = "vi"
    help: bool = False
    version: bool = False
    json: bool = False
    sets: tuple[str, ...] = ()
    home: str | None = None
    plain: bool = False
    out: str | None = None
    roster: str | None = None
    period: str | None = None
    decisions: str | None = None
    against: str | None = None
    verified: bool = False
    drafts: bool = False
    raw: bool = False
    no_report: bool = False
    jobs: int | None = None


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
    "open": ((1, 1), ("--plain", "--set")),
    "demo": ((0, 1), ()),
    "sets": ((0, 0), ()),
    "sets show": ((1, 1), ("--set",)),
    "sets check": ((1, None), ()),
    "sets new": ((1, 1), ()),
    "sets add": ((1, 1), ()),
    "score": ((1, None), ("--json", "--set")),
    "check": ((1, None), ("--set",)),
    "merge": (
        (1, None),
        (
            "--out",
            "--roster",
            "--period",
            "--set",
            "--decisions",
            "--against",
            "--verified",
            "--drafts",
            "--raw",
            "--no-report",
            "--jobs",
        ),
    ),
    "doctor": ((0, 0), ()),
}
COMMAND_NAMES = tuple(_TAKES)

_OF_THE_DESK = ("--plain", "--set")
"""The options of `xaso` without a command."""
_OF_ALL = frozenset(("-h", "--help", "--version", "--lang", "--home"))
_FLAGS = frozenset(
    ("-h", "--help", "--version", "--json", "--plain", "--verified", "--drafts", "--raw", "--no-report")
)
_VALUED = frozenset(
    ("--lang", "--home", "--set", "--out", "--roster", "--period", "--decisions", "--against", "--jobs")
)
_MOST_JOBS = 256


def parse(arguments: Sequence[str], usual: Lang = "vi") -> Options:
    """Return what the words typed mean.

    Args:
        arguments: The words behind `xaso`.
        usual: The language where none is asked for.

    Raises:
        UsageError: They mean nothing, or not enough.
    """
    lang = lang_in(arguments) or usual
    words: list[str] = []
    flags: set[str] = set()
    values: dict[str, list[str]] = {}
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
            values.setdefault(option, []).append(taken)
        elif word in _FLAGS:
            flags.add(word)
        elif word.startswith("-") and word != "-":
            unknown.append(word)
        else:
            words.append(word)
    if any(value not in LANGS for value in values.get("--lang", ())):
        raise UsageError("usage.bad_value", "", lang, option="--lang")
    command, paths = _command(words, lang)
    if unknown:
        raise UsageError("usage.unknown_option", command or "", lang, word=unknown[0])
    last = {option.removeprefix("--"): taken[-1] for option, taken in values.items()}
    options = Options(
        command=command,
        paths=tuple(paths),
        lang=lang,
        help=not flags.isdisjoint(("-h", "--help")),
        version="--version" in flags,
        json="--json" in flags,
        sets=tuple(values.get("--set", ())),
        home=last.get("home"),
        plain="--plain" in flags,
        out=last.get("out"),
        roster=last.get("roster"),
        period=last.get("period"),
        decisions=last.get("decisions"),
        against=last.get("against"),
        verified="--verified" in flags,
        drafts="--drafts" in flags,
        raw="--raw" in flags,
        no_report="--no-report" in flags,
        jobs=_jobs(last.get("jobs"), command, lang),
    )
    if not (options.help or options.version):
        _check(options, flags | values.keys())
    return options


def lang_of(arguments: Sequence[str]) -> Lang:
    """Return the language to speak in, however wrong the rest is: the one asked for, or that of the settings."""
    asked = lang_in(arguments)
    if asked is not None:
        return asked
    from tui.settings import usual_lang  # noqa: PLC0415 - not where a language is asked for

    return usual_lang(_value_of("--home", arguments))


def lang_in(arguments: Sequence[str]) -> Lang | None:
    """Return the language asked for, however wrong the rest is; None where none is."""
    match _value_of("--lang", arguments):
        case "en":
            return "en"
        case "vi":
            return "vi"
        case _:
            return None


def _value_of(option: str, arguments: Sequence[str]) -> str | None:
    """Return what stands behind an option that takes a value; None where it is not there."""
    for position, word in enumerate(arguments):
        if word == "--":
            break
        if word == option and position + 1 < len(arguments):
            return arguments[position + 1]
        if word.startswith(f"{option}="):
            return word.partition("=")[2] or None
    return None


def _jobs(typed: str | None, command: str | None, lang: Lang) -> int | None:
    if typed is None:
        return None
    if typed.isascii() and typed.isdecimal() and 0 < int(typed[:9]) <= _MOST_JOBS:
        return int(typed)
    raise UsageError("usage.bad_value", command or "", lang, option="--jobs")


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


def _check(options: Options, typed: Collection[str]) -> None:
    """Check that the command has the paths and options it needs and no option that is not its own."""
    command, lang = options.command, options.lang
    own: tuple[str, ...] = _OF_THE_DESK
    if command is not None:
        (least, most), own = _TAKES[command]
        if len(options.paths) < least:
            raise UsageError("usage.needs_path", command, lang)
        if most is not None and len(options.paths) > most:
            raise UsageError("usage.too_many", command, lang, word=options.paths[most])
    for option in sorted(typed):
        if option not in own and option not in _OF_ALL:
            raise UsageError("usage.not_its_option", command or "", lang, word=option)
    if command == "merge" and options.out is None:
        raise UsageError("usage.needs_option", command, lang, option="--out")
