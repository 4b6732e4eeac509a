"""Bytes through a real pseudo-terminal, Textual's own driver and parser, into a real input."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
import threading
from pathlib import Path
from unicodedata import normalize

import pytest

STREAMS = [
    ("vie\x7fêt\x7f\x7fệt", "việt"),
    ("vie\x08êt\x08\x08ệt", "việt"),
    ("U\x7fỦy ban nha\x7fân da\x7fân xa\x7fã", "Ủy ban nhân dân xã"),
    ("vie\u0302\u0323t nam", "việt nam"),
    ("viê\u0323t\x7f\x7f\x7fê\u0301t", "viết"),
    ("tie\u202f\x7f\x7fêng\u202f\x7f\x7f\x7f\x7fếng", "tiếng"),
    ("\x1b[200~một\rhai\rba\x1b[201~ bô\u0301n", "một hai ba bốn"),
]


@pytest.mark.parametrize(("stream", "text"), STREAMS)
def test_stream(stream: str, text: str, tmp_path: Path) -> None:
    """What a keyboard program sends in one burst is what is meant, in NFC."""
    target = tmp_path / "typed"
    master, slave = pty.openpty()
    program = [sys.executable, str(Path(__file__).with_name("terminal_stage.py")), str(target)]
    environment = os.environ | {"TERM": "xterm-256color", "COLUMNS": "80", "LINES": "24"}
    with subprocess.Popen(program, stdin=slave, stdout=slave, stderr=slave, env=environment) as child:
        os.close(slave)
        watchdog = threading.Timer(30, child.kill)
        watchdog.start()
        seen = b""
        # The cursor stands on the prompt's first letter, in a style of its own.
        while b"EADY" not in seen:
            seen += os.read(master, 65536)
        os.write(master, stream.encode() + b"\r")
        drain(master)
        assert child.wait() == 0
        watchdog.cancel()
    assert target.read_text(encoding="utf-8") == text == normalize("NFC", text)


def drain(master: int) -> None:
    """Read until the other side has closed."""
    try:
        while os.read(master, 65536):
            pass
    except OSError:
        pass
    os.close(master)
