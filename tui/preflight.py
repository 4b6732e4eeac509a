"""What the terminal can do, found out before Textual is imported: the full screen, or plain lines and why."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from typing import Protocol

from criteria.typed import Literal, NamedTuple
from tui.speech import Speech

Colours = Literal["truecolor", "256", "16", "none"]
Why = Literal["asked", "accessible", "input", "output", "errors", "dumb", "console", "encoding", "small"]
"""Why plain lines are used; `preflight.<why>` has the words."""

LEAST_COLUMNS, LEAST_LINES = 40, 10
"""Below this not even the sentence fits that asks for a larger window."""
_FEW_CORES = 2
_NO = ("", "0", "false", "no", "off")
_DUMB = ("", "dumb", "unknown", "emacs", "cons25")
_COLOURLESS = ("vt52", "vt100", "vt102", "vt220", "vt320", "hp", "ibm", "sun")
_RICH_PROGRAMS = ("iTerm.app", "WezTerm", "vscode", "ghostty", "Hyper")
_RICH_TERMS = ("alacritty", "foot", "wezterm", "xterm-ghostty", "xterm-kitty", "contour")
_UTF_8 = ("utf8", "utf-8", "65001", "cp65001")
_COERCED = ("C.UTF-8", "C.utf8", "UTF-8")
"""What Python itself sets LC_CTYPE to where the system has no such locale as the user names."""
_VT_OUT = 0x0004
_VT_IN = 0x0200
_SLOW = {
    "TEXTUAL_ANIMATIONS": "none",
    "TEXTUAL_SMOOTH_SCROLL": "0",
}


class Surroundings(NamedTuple):
    """What the decision rests on.

    Attributes:
        environ: The environment variables.
        platform: As `sys.platform` names it.
        input: Whether standard input is a terminal; likewise `output` and `errors`.
        columns: Of the terminal; 0 where it does not say.
        lines: Likewise.
        console: Whether the Windows console obeys escape sequences; True on other systems.
        cores: Of the processor.
    """

    environ: Mapping[str, str]
    platform: str = "linux"
    input: bool = True
    output: bool = True
    errors: bool = True
    columns: int = 80
    lines: int = 24
    console: bool = True
    cores: int = 4


class Rich(NamedTuple):
    """The terminal can show the desk.

    Attributes:
        colours: How many it has.
        environ: What to put into the environment before Textual is imported; nothing the user has set.
    """

    colours: Colours
    environ: Mapping[str, str]


class Plain(NamedTuple):
    """Plain lines are used.

    Attributes:
        details: What the words name.
    """

    why: Why
    details: Mapping[str, str] = {}

    def sentence(self, speech: Speech) -> str:
        """Say why."""
        return speech(f"preflight.{self.why}", **self.details)


class Kernel(Protocol):
    """The two functions of a Windows console that are asked."""

    def mode(self, handle: int) -> int | None:
        """Return the mode of a standard handle, None where it is no console."""

    def set_mode(self, handle: int, mode: int) -> bool:
        """Set the mode, and tell whether the console took it."""


def look(around: Surroundings) -> Rich | Plain:
    """Decide between the full screen and plain lines."""
    why = _hindrance(around)
    if why is not None:
        return why
    return Rich(colours_of(around.environ, around.platform), _hints(around))


def here(environ: Mapping[str, str] = os.environ) -> Surroundings:
    """Return what this process runs in."""
    columns, lines = _size()
    return Surroundings(
        environ=environ,
        platform=sys.platform,
        input=_is_terminal(0),
        output=_is_terminal(1),
        errors=_is_terminal(2),
        columns=columns,
        lines=lines,
        console=_console(),
        cores=os.cpu_count() or 1,
    )


def charset(environ: Mapping[str, str], platform: str) -> str | None:
    """Return the encoding that the locale names, in small letters; None where it names none.

    A Windows console is written to in Unicode whatever its code page, and a locale without an encoding (`C`, as on
    many servers) says nothing about the terminal.
    """
    if platform == "win32":
        return None
    names = ["LC_ALL", "LC_CTYPE", "LANG"]
    if environ.get("LC_CTYPE") in _COERCED and "." in environ.get("LANG", ""):
        names.remove("LC_CTYPE")
    locale = next((environ[name] for name in names if environ.get(name)), "")
    named = locale.partition(".")[2].partition("@")[0].lower()
    return named or None


def colours_of(environ: Mapping[str, str], platform: str) -> Colours:
    """Return how many colours the terminal has, by what it says of itself."""
    if environ.get("NO_COLOR"):
        return "none"
    term = environ.get("TERM", "").lower()
    if (
        platform == "win32"
        or environ.get("COLORTERM", "").lower() in ("truecolor", "24bit")
        or environ.get("TERM_PROGRAM") in _RICH_PROGRAMS
        or term.startswith(_RICH_TERMS)
        or "direct" in term
    ):
        return "truecolor"
    if "256" in term or environ.get("TERM_PROGRAM") == "Apple_Terminal":
        return "256"
    return "none" if term.startswith(_COLOURLESS) or term.endswith("-m") else "16"


def obeys(kernel: Kernel) -> bool:
    """Tell whether a Windows console obeys escape sequences; its modes are left as they were.

    What is no console, such as the pipe of another terminal program, is not for us to judge.
    """
    for handle, flag in ((-11, _VT_OUT), (-10, _VT_IN)):
        mode = kernel.mode(handle)
        if mode is None or mode & flag:
            continue
        if not kernel.set_mode(handle, mode | flag):
            return False
        kernel.set_mode(handle, mode)
    return True


def _hindrance(around: Surroundings) -> Plain | None:
    environ = around.environ
    if environ.get("ACCESSIBLE", "").lower() not in _NO:
        return Plain("accessible")
    if not around.input:
        return Plain("input")
    if not around.output:
        return Plain("output")
    windows = around.platform == "win32"
    if not windows and not around.errors:
        return Plain("errors")  # elsewhere Textual draws on the stream of errors
    if not windows and environ.get("TERM", "").lower() in _DUMB:
        return Plain("dumb", {"term": environ.get("TERM", "") or "–"})
    if not around.console:
        return Plain("console")
    encoding = charset(environ, around.platform)
    if encoding is not None and encoding not in _UTF_8:
        return Plain("encoding", {"encoding": encoding})
    if 0 < around.columns < LEAST_COLUMNS or 0 < around.lines < LEAST_LINES:
        return Plain("small", {"size": f"{around.columns}×{around.lines}"})
    return None


def _hints(around: Surroundings) -> dict[str, str]:
    """Return what makes Textual draw less where every frame costs: over a network, on few cores, on a bare console.

    Frames are made fewer over a network alone: elsewhere a key would wait for its frame.
    """
    environ = around.environ
    far = any(environ.get(name) for name in ("SSH_CONNECTION", "SSH_TTY", "MOSH_CONNECTION"))
    hints = {"TEXTUAL_ANIMATIONS": "none"}
    if far or around.cores <= _FEW_CORES or environ.get("TERM", "") in ("linux", "cygwin"):
        hints |= _SLOW
    if far:
        hints["TEXTUAL_FPS"] = "15"
        hints["ESCDELAY"] = "250"  # the rest of a key's sequence may come in another packet
    return {name: value for name, value in hints.items() if name not in environ}


def _is_terminal(descriptor: int) -> bool:
    try:
        return os.isatty(descriptor)
    except OSError:
        return False


def _size() -> tuple[int, int]:
    try:
        size = os.get_terminal_size(1)
    except OSError:
        return 0, 0
    return size.columns, size.lines


def _console() -> bool:
    """Tell whether the console obeys escape sequences; always so outside Windows."""
    if sys.platform == "win32":
        from tui.windows_console import WindowsKernel  # noqa: PLC0415 - there is none elsewhere

        try:
            return obeys(WindowsKernel())
        except (AttributeError, OSError):
            return True
    return True
