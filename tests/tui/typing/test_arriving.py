"""The word at the cursor as programs that type Vietnamese send it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.typing.arriving import Arriving, kept

BACK = "\x7f"


def arrived(stream: str, before: str = "") -> str:
    """Return what stands before the cursor after a stream of letters and Backspaces."""
    arriving = Arriving()
    for char in stream:
        before = arriving.backspace(before) if char == BACK else arriving.key(before, char)
    return before


@pytest.mark.parametrize(
    ("stream", "text"),
    [
        ("vie\x7fêt\x7f\x7fệt", "việt"),
        # "Unicode tổ hợp": the marks are sent by themselves, and a Backspace is counted for each
        ("vie\u0302\u0323t", "việt"),
        ("viê\u0323t\x7f\x7f\x7fê\u0301t", "viết"),
        ("ho\u0300a\x7f\x7f\x7foa\u0300n", "hoàn"),
        # OpenKey: an invisible character first, and one Backspace more
        ("vie\u202f\x7f\x7fê", "viê"),
        ("tie\u200c\x7f\x7fêng\u200c\x7f\x7f\x7f\x7fếng", "tiếng"),
        ("xa\u202fx", "xax"),
        ("a\u200b\u2066b", "ab"),
        ("a \u0301", "a ́"),
    ],
)
def test_streams(stream: str, text: str) -> None:
    """A stream of letters and Backspaces leaves the word that was meant, in NFC."""
    assert arrived(stream) == text


def test_a_mark_joins_what_stood_there() -> None:
    """A mark typed behind a text that was there before joins its last letter."""
    assert arrived("\u0323", "xa") == "xạ"


def test_backspace_takes_a_whole_letter_of_what_stood_there() -> None:
    """What did not just arrive is deleted by letters, marks and all."""
    assert arrived(BACK, "xq\u0301\u0323") == "x"
    assert arrived(BACK, "việ") == "vi"
    assert arrived(BACK) == ""


@given(st.text(), st.text())
def test_kept_is_the_common_start(before: str, after: str) -> None:
    """`kept` counts the characters that two texts share at their start."""
    same = kept(before, after)
    assert before[:same] == after[:same]
    assert same == min(len(before), len(after)) or before[same] != after[same]
