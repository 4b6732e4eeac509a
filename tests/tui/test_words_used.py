"""Every wording that Python asks for stands in the words."""

import re
from pathlib import Path

import pytest

from criteria.words import Lang
from tui.speech import LANGS, wordings

KEYS = re.compile(r"""speech\(\s*"([a-z_]+\.[a-z_0-9]+)\"""")
ANSWERS = re.compile(r"""Ask\((?:[^()]|\([^()]*\))*?,\s*\(((?:\s*"[a-z_]+",?)+)\s*\)""")


@pytest.mark.parametrize("lang", LANGS)
def test_every_wording_asked_for_is_there(root: Path, lang: Lang) -> None:
    """A key that is written out in a module stands in the words of both languages."""
    known = wordings(lang)
    texts = [path.read_text("utf-8") for path in (root / "tui").rglob("*.py")]
    asked = {key for text in texts for key in KEYS.findall(text)}
    assert len(asked) > 300
    assert sorted(asked - known.keys()) == []


@pytest.mark.parametrize("lang", LANGS)
def test_every_answer_to_a_question_is_there(root: Path, lang: Lang) -> None:
    """An answer that a question offers stands under `[ask]`."""
    known = wordings(lang)
    texts = [path.read_text("utf-8") for path in (root / "tui").rglob("*.py")]
    asked = {
        name
        for text in texts
        for found in ANSWERS.findall(text)
        for name in re.findall(r'"([a-z_]+)"', found)
    }
    assert {"continue", "cancel"} <= asked
    assert sorted(name for name in asked if f"ask.{name}" not in known) == []
