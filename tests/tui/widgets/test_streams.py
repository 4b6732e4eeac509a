"""Bytes as keyboards and programs send them, through the terminal parser into real inputs."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from stage import Stage, send

from tui.widgets.line_input import LineInput
from tui.widgets.note_input import NoteInput

STREAMS: dict[str, str] = tomllib.loads(
    Path(__file__).with_name("streams.toml").read_text(encoding="utf-8"),
)["streams"]
PASTES = {"⟨": "\x1b[200~", "⟩": "\x1b[201~", "↵": "\r", "⇤": "\x1b[1;2D"}


def stream_bytes(stream: str, backspace: str) -> bytes:
    """Return a stream of the data as a terminal sends it."""
    return "".join((PASTES | {"⌫": backspace}).get(char, char) for char in stream).encode()


@pytest.mark.parametrize("backspace", ["\x7f", "\x08"])
@pytest.mark.parametrize(("stream", "text"), STREAMS.items())
async def test_line_shows_the_text_that_was_meant(stream: str, text: str, backspace: str) -> None:
    """A line holds the NFC text, whichever Backspace is sent and however fast the keys follow each other."""
    line = LineInput()
    app = Stage(line)
    async with app.run_test() as pilot:
        await send(pilot, stream_bytes(stream, backspace))
        assert line.value == text
        assert app.typed[-1] == text


@pytest.mark.parametrize("backspace", ["\x7f", "\x08"])
@pytest.mark.parametrize(("stream", "text"), STREAMS.items())
async def test_note_shows_the_text_that_was_meant(stream: str, text: str, backspace: str) -> None:
    """A note holds the NFC text; a paste keeps its lines there."""
    note = NoteInput()
    app = Stage(note)
    async with app.run_test() as pilot:
        await send(pilot, stream_bytes(stream, backspace))
        expected = text.replace("ban xã", "ban\nxã") if "↵" in stream else text
        assert note.text == expected
        assert app.typed[-1] == expected


@pytest.mark.parametrize(
    ("how", "keys"),
    [("telex", "Uyr ban nhaan daan xax"), ("vni", "Uy3 ban nha6n da6n xa4")],
)
async def test_composer_within(how: str, keys: str) -> None:
    """Plain keys become Vietnamese where the composer is switched on."""
    for widget in (LineInput(), NoteInput()):
        widget.composing = "telex" if how == "telex" else "vni"
        app = Stage(widget)
        async with app.run_test() as pilot:
            await send(pilot, keys.encode())
            assert app.typed[-1] == "Ủy ban nhân dân xã"
