"""The terminal: which face of the desk it gets, its type, size, colours and encoding."""

from __future__ import annotations

from collections.abc import Iterator

from tui.health.finding import Finding
from tui.preflight import Plain, Rich, Surroundings, charset, colours_of, look
from tui.speech import Speech

USUAL_COLUMNS, USUAL_LINES = 80, 24


def terminal(around: Surroundings, files: str, speech: Speech) -> Iterator[Finding]:
    """Yield what there is to say of the terminal.

    Args:
        around: What this process runs in.
        files: The encoding of file names.
        speech: The words for why the full screen is not used.
    """
    face = look(around)
    match face:
        case Rich():
            yield Finding("full_screen")
        case Plain(why="input" | "output" | "errors"):
            yield Finding("piped")
        case Plain():
            yield Finding("plain", {"why": face.sentence(speech)}, "note")
    environ = around.environ
    named = [environ[name] for name in ("TERM", "TERM_PROGRAM", "WT_SESSION") if environ.get(name)]
    yield Finding("terminal", {"name": ", ".join(named) or "–", "platform": around.platform})
    if around.columns and around.lines:
        small = around.columns < USUAL_COLUMNS or around.lines < USUAL_LINES
        size = {"columns": around.columns, "lines": around.lines}
        yield Finding("too_small", size, "note") if small else Finding("size", size)
    colours = colours_of(environ, around.platform)
    yield Finding(f"colours_{colours}")
    encoding = charset(environ, around.platform)
    if encoding is None and around.platform != "win32":
        yield Finding("no_encoding", {}, "note")
    else:
        yield Finding("encoding", {"encoding": encoding or "Unicode"})
    if files.lower().replace("-", "") != "utf8":
        yield Finding("file_names", {"encoding": files}, "ill")
    if environ.get("TERM") == "linux":
        yield Finding("bare_console", {}, "note")
