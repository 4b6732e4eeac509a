"""Every wording that Python asks for stands in the words."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from criteria.words import Lang
from tui.speech import LANGS, wordings


def calls(root: Path) -> Iterator[tuple[str, list[ast.expr]]]:
    """Yield the name and the arguments of every call below `tui`."""
    for path in (root / "tui").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call):
                name = node.func
                yield name.attr if isinstance(name, ast.Attribute) else getattr(name, "id", ""), node.args


def texts(node: ast.expr) -> list[str]:
    """Return the texts that are written out in an expression."""
    return [
        part.value
        for part in ast.walk(node)
        if isinstance(part, ast.Constant) and isinstance(part.value, str)
    ]


@pytest.mark.parametrize("lang", LANGS)
def test_every_wording_asked_for_is_there(root: Path, lang: Lang) -> None:
    """A key that is written out in a module stands in the words of both languages."""
    known = wordings(lang)
    asked = {
        arguments[0].value
        for name, arguments in calls(root)
        if name == "speech" and arguments and isinstance(arguments[0], ast.Constant)
    }
    assert len(asked) > 300
    assert sorted(str(key) for key in asked - known.keys()) == []


@pytest.mark.parametrize("lang", LANGS)
def test_every_answer_to_a_question_is_there(root: Path, lang: Lang) -> None:
    """An answer that a question offers stands under `[ask]`."""
    known = wordings(lang)
    asked = {
        text
        for name, arguments in calls(root)
        if name == "Ask" and len(arguments) > 2
        for text in texts(arguments[2])
    }
    assert {"continue", "cancel", "drop", "as_draft"} <= asked
    assert sorted(name for name in asked if f"ask.{name}" not in known) == []
