"""A small merge gives, in both languages, the very bytes that are kept; `python tests/scoring/reports/golden.py` renews them."""

from __future__ import annotations

import runpy
from pathlib import Path

import pytest

GOLDEN = runpy.run_path(str(Path(__file__).with_name("golden.py")))


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_small_merge_gives_the_bytes_that_are_kept(lang: str, tmp_path: Path) -> None:
    """CSV files, the page, and the sheets, texts and charts of the workbook: byte for byte."""
    found, kept = GOLDEN["outputs"](tmp_path, lang), GOLDEN["kept"](lang)
    assert found.keys() == kept.keys()
    assert [name for name in kept if found[name] != kept[name]] == []
