"""The composer: what Telex and VNI keys make, as people who type Vietnamese expect it."""

from __future__ import annotations

import tomllib
from pathlib import Path
from unicodedata import is_normalized

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.typing.arriving import Arriving
from tui.typing.composing import Composing, compose

CASES: dict[str, dict[str, str]] = tomllib.loads(
    Path(__file__).with_name("cases.toml").read_text(encoding="utf-8"),
)


def typed(keys: str, how: Composing) -> str:
    """Return what stands in an input after some keys."""
    arriving = Arriving(how)
    text = ""
    for key in keys:
        text = arriving.key(text, key)
    return text


@pytest.mark.parametrize(("keys", "text"), (CASES["telex"] | CASES["telex_sentences"]).items())
def test_telex(keys: str, text: str) -> None:
    """Telex keys make the letters they are known for."""
    assert typed(keys, "telex") == text


@pytest.mark.parametrize(("keys", "text"), (CASES["vni"] | CASES["vni_sentences"]).items())
def test_vni(keys: str, text: str) -> None:
    """VNI keys make the letters they are known for."""
    assert typed(keys, "vni") == text


@given(st.text(max_size=30), st.sampled_from(["telex", "vni"]))
def test_any_keys_do(keys: str, how: Composing) -> None:
    """Whatever is typed, there is a text, and what was composed of plain letters is in NFC."""
    text = typed(keys, how)
    assert is_normalized("NFC", text) or not is_normalized("NFC", keys)


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz ", max_size=20), st.sampled_from(["telex", "vni"]))
def test_only_the_word_at_the_cursor_changes(keys: str, how: Composing) -> None:
    """What stands before the word at the cursor is left alone."""
    assert compose("Hoà bình, " + keys, "s", how).startswith("Hoà bình, ")


def test_off_composes_nothing() -> None:
    """Without the composer keys are letters."""
    assert typed("tieengs", "off") == "tieengs"
