"""Which face a terminal gets, and why."""

from collections.abc import Mapping

import pytest

from criteria.words import Lang
from tui.preflight import Plain, Rich, Surroundings, charset, colours_of, here, look, obeys
from tui.speech import Speech

GOOD = Surroundings({"TERM": "xterm-256color", "LANG": "vi_VN.UTF-8"})
LANGS: tuple[Lang, ...] = ("vi", "en")


class FakeConsole:
    """A Windows console with modes, of which it takes only some."""

    def __init__(self, modes: Mapping[int, int], takes: int) -> None:
        self.modes = dict(modes)
        self._takes = takes

    def mode(self, handle: int) -> int | None:
        """Return the mode of a handle."""
        return self.modes.get(handle)

    def set_mode(self, handle: int, mode: int) -> bool:
        """Set the mode, where it has no other bits than this console knows."""
        if mode & ~self._takes:
            return False
        self.modes[handle] = mode
        return True


def test_a_usual_terminal_gets_the_full_screen() -> None:
    """Nothing hinders, and nothing is put into the environment but fewer animations."""
    assert look(GOOD) == Rich("256", {"TEXTUAL_ANIMATIONS": "none"})


@pytest.mark.parametrize(
    ("changed", "environ", "why"),
    [
        ({"input": False}, {}, "input"),
        ({"output": False}, {}, "output"),
        ({"errors": False}, {}, "errors"),
        ({}, {"TERM": "dumb"}, "dumb"),
        ({}, {"TERM": "unknown"}, "dumb"),
        ({}, {"TERM": ""}, "dumb"),
        ({}, {"ACCESSIBLE": "1"}, "accessible"),
        ({}, {"LANG": "en_US.ISO-8859-1"}, "encoding"),
        ({}, {"LC_ALL": "vi_VN.TCVN@x"}, "encoding"),
        ({"columns": 39}, {}, "small"),
        ({"lines": 9}, {}, "small"),
        ({"platform": "win32", "console": False}, {"TERM": ""}, "console"),
    ],
)
def test_what_cannot_show_it_gets_plain_lines(
    changed: dict[str, object], environ: dict[str, str], why: str
) -> None:
    """Every hindrance is named, in a sentence of both languages."""
    around = GOOD._replace(environ={**GOOD.environ, **environ})._replace(**changed)  # type: ignore[arg-type]
    found = look(around)
    assert isinstance(found, Plain)
    assert found.why == why
    sentences = {found.sentence(Speech(lang)) for lang in LANGS}
    assert len(sentences) == 2
    assert all(sentence.endswith(".") for sentence in sentences)


@pytest.mark.parametrize(
    ("changed", "environ"),
    [
        ({"columns": 0, "lines": 0}, {}),
        ({"columns": 60, "lines": 20}, {}),
        ({"platform": "win32", "errors": False}, {"TERM": ""}),
        ({}, {"LANG": "C"}),
        ({}, {"LANG": "vi_VN.utf8"}),
        ({}, {"ACCESSIBLE": "0"}),
        ({}, {"ACCESSIBLE": "no"}),
    ],
)
def test_what_can_show_it_gets_the_full_screen(changed: dict[str, object], environ: dict[str, str]) -> None:
    """A terminal that does not know its size, names no encoding or is but small is not refused."""
    around = GOOD._replace(environ={**GOOD.environ, **environ})._replace(**changed)  # type: ignore[arg-type]
    assert isinstance(look(around), Rich)


@pytest.mark.parametrize(
    ("environ", "platform", "colours"),
    [
        ({"TERM": "xterm", "COLORTERM": "truecolor"}, "linux", "truecolor"),
        ({"TERM": "xterm-kitty"}, "linux", "truecolor"),
        ({"TERM": "xterm-256color"}, "linux", "256"),
        ({"TERM": "screen-256color"}, "linux", "256"),
        ({"TERM": "linux"}, "linux", "16"),
        ({"TERM": "xterm"}, "linux", "16"),
        ({"TERM": "vt220"}, "linux", "none"),
        ({"TERM": "xterm-256color", "NO_COLOR": "1"}, "linux", "none"),
        ({"TERM": "xterm-256color", "NO_COLOR": ""}, "linux", "256"),
        ({}, "win32", "truecolor"),
        ({"NO_COLOR": "1"}, "win32", "none"),
    ],
)
def test_colours_are_what_the_terminal_says(environ: dict[str, str], platform: str, colours: str) -> None:
    """NO_COLOR counts before everything else; a terminal that says nothing has sixteen."""
    assert colours_of(environ, platform) == colours


def test_a_slow_link_gets_fewer_frames_unless_the_user_has_chosen() -> None:
    """Over ssh and on few cores Textual draws less; what stands in the environment stays."""
    far = look(GOOD._replace(environ={**GOOD.environ, "SSH_CONNECTION": "a b", "TEXTUAL_FPS": "30"}))
    assert isinstance(far, Rich)
    assert far.environ == {"TEXTUAL_ANIMATIONS": "none", "TEXTUAL_SMOOTH_SCROLL": "0", "ESCDELAY": "250"}
    old = look(GOOD._replace(cores=2))
    assert isinstance(old, Rich)
    assert old.environ["TEXTUAL_SMOOTH_SCROLL"] == "0"
    assert "TEXTUAL_FPS" not in old.environ


@pytest.mark.parametrize(
    ("modes", "takes", "obeyed"),
    [
        ({-11: 0x3, -10: 0x1F7}, 0x3FF, True),
        ({-11: 0x3, -10: 0x1F7}, 0x1FB, False),
        ({-11: 0x7, -10: 0x3F7}, 0x0, True),
        ({}, 0x0, True),
    ],
)
def test_a_windows_console_is_asked_and_left_as_it_was(
    modes: dict[int, int], takes: int, *, obeyed: bool
) -> None:
    """A console of before 2016 refuses the mode; any other is set back."""
    console = FakeConsole(modes, takes)
    assert obeys(console) is obeyed
    assert console.modes == modes


def test_an_encoding_is_only_what_the_locale_names() -> None:
    """LC_ALL counts before LC_CTYPE and LANG; Windows is written to in Unicode."""
    assert charset({"LC_ALL": "vi_VN.TCVN", "LANG": "vi_VN.UTF-8"}, "linux") == "tcvn"
    assert charset({"LC_ALL": "", "LANG": "vi_VN.UTF-8"}, "linux") == "utf-8"
    assert charset({"LANG": "C"}, "linux") is None
    assert charset({"LC_CTYPE": "C.UTF-8", "LANG": "vi_VN.TCVN"}, "linux") == "tcvn"
    assert charset({"LC_CTYPE": "C.UTF-8", "LANG": "C"}, "linux") == "utf-8"
    assert charset({"LANG": "vi_VN.TCVN"}, "win32") is None


def test_this_process_can_be_looked_at() -> None:
    """Looking around works wherever the tests run."""
    assert look(here({})) is not None
