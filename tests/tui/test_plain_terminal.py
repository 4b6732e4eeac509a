"""Plain mode in a real terminal: simple ones, ones without Vietnamese letters, and Ctrl+C."""

import os
from pathlib import Path

import pytest
from strategies.terminal import Terminal

ENVIRON = {
    name: value
    for name, value in os.environ.items()
    if name not in {"LC_ALL", "LC_CTYPE", "LANG", "TERM", "ACCESSIBLE"} and not name.startswith("PYTHON")
}


def started(home: Path) -> list[str]:
    """Write settings, so that the first start is over; return the words that name the home."""
    home.mkdir(exist_ok=True)
    (home / "settings.toml").write_text('lang = "vi"\n[assessor]\nname = "Lê Thị Bưởi"\n', "utf-8")
    return ["--home", str(home)]


def begin(terminal: Terminal) -> None:
    """Begin a record of xa-ict."""
    terminal.wait_for("Gõ số từ 1 đến 7:")
    terminal.send(
        "3", "enter", "3", "enter", "2024-H1", "enter", "diem thuy", "enter", "1", "enter", "1", "enter"
    )
    terminal.wait_for("Đang có: Lê Thị Bưởi")


def test_ctrl_c_leaves_with_the_draft_kept(xaso: list[str], tmp_path: Path) -> None:
    """It ends the session in order: where the draft is, no traceback, and what was answered is there again."""
    home = tmp_path / "nhà"
    words = [*xaso, "--plain", *started(home)]
    environ = {**ENVIRON, "TERM": "xterm", "LANG": "C.UTF-8"}
    with Terminal(words, environ, (80, 50)) as terminal:
        begin(terminal)
        terminal.send("/ho dan", "enter", "1", "enter", "1890", "enter")
        terminal.wait_for("= 1 890", "Câu 7 trong 89")
        terminal.send("ctrl+c")
        terminal.wait_for("Bản nháp được giữ ở", "Đã dừng.")
        assert terminal.ended() == 0
        assert "Traceback" not in terminal.text
    with Terminal(words, environ, (80, 50)) as terminal:
        terminal.wait_for("Gõ số từ 1 đến 7:")
        terminal.send("1", "enter")
        terminal.wait_for("Câu 7 trong 89")
        terminal.send("<", "enter")
        terminal.wait_for("Đang có: 1890")


@pytest.mark.parametrize("erased", ["\x7f", "\x08"])
def test_letters_as_unikey_sends_them(xaso: list[str], tmp_path: Path, erased: str) -> None:
    """A letter with marks comes as one or more erasures and the composed letter; both keys for erasing are read."""
    home = tmp_path / "nhà"
    environ = {**ENVIRON, "TERM": "xterm", "LANG": "C.UTF-8"}
    with Terminal([*xaso, "--plain", *started(home)], environ, (80, 50)) as terminal:
        begin(terminal)
        terminal.send(
            "Nguye",
            erased,
            "ên",
            erased,
            erased,
            "ễn Thi",
            erased,
            "ị Hoa",
            "enter",
            "<",
            "enter",
            "<",
            "enter",
        )
        terminal.wait_for("Đang có: Nguyễn Thị Hoa")


def test_a_dumb_terminal_gets_plain_lines_and_why(xaso: list[str], tmp_path: Path) -> None:
    """TERM=dumb: the reason, then the menu; not a single escape sequence."""
    with Terminal([*xaso, *started(tmp_path)], {**ENVIRON, "TERM": "dumb", "LANG": "C.UTF-8"}) as terminal:
        terminal.wait_for("TERM=dumb", "Gõ số từ 1 đến 7:")
        terminal.send("7", "enter")
        assert terminal.ended() == 0
        assert b"\x1b" not in terminal.seen


def test_a_terminal_without_vietnamese_letters_gets_none(xaso: list[str], tmp_path: Path) -> None:
    """Where the locale names another encoding than UTF-8 letters lose their marks, and nothing else is lost."""
    environ = {**ENVIRON, "TERM": "xterm", "LANG": "en_US.ISO-8859-1"}
    with Terminal([*xaso, *started(tmp_path)], environ) as terminal:
        terminal.wait_for("1. Lam tiep phieu gan nhat", "Go so tu 1 den 7:")
        terminal.send("7", "enter")
        assert terminal.ended() == 0
