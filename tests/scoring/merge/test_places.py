"""Places in a record are told as people call them."""

import tomllib
from pathlib import Path

import pytest

from criteria.faults import KeyPath
from scoring.merge import places
from scoring.merge.places import place_in_words
from scoring.store.tree import KEYS, TABLES

WORDS = tomllib.loads(Path(places.__file__).with_suffix(".toml").read_text("utf-8"))


@pytest.mark.parametrize(
    ("path", "vi", "en"),
    [
        (("answers", "1.4", "value"), "Chỉ số 1.4, số liệu", "Indicator 1.4, answer"),
        (("answers", "1.4", "of"), "Chỉ số 1.4, mẫu số", "Indicator 1.4, denominator"),
        (
            ("answers", "1.6", "inputs", "wan", "percent"),
            "Chỉ số 1.6, phần “wan”, tỷ lệ (%)",
            "Indicator 1.6, part “wan”, rate (%)",
        ),
        (
            ("answers", "1.4", "evidence", 1, "file"),
            "Chỉ số 1.4, minh chứng thứ 2, tệp",
            "Indicator 1.4, evidence no. 2, file",
        ),
        (("facts", "staff"), "Thông tin chung “staff”", "General fact “staff”"),
        (("review", "2.1"), "Thẩm định chỉ số 2.1", "Review of indicator 2.1"),
        (("unit", "parent", "name"), "Đơn vị, cơ quan nhận, tên", "Unit, receiving office, name"),
        (("history", 0), "Mục lịch sử thứ 1", "History entry no. 1"),
        (("parent_code",), "Cột parent_code", "Column parent_code"),
        ((), "", ""),
    ],
)
def test_a_place_has_a_name(path: KeyPath, vi: str, en: str) -> None:
    """Indicators and facts by their codes, keys by what is asked, lists counted from 1."""
    assert place_in_words(path, "vi") == vi
    assert place_in_words(path, "en") == en
    assert place_in_words(path, "vi", within=True) == vi[:1].lower() + vi[1:]


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        (("answers", "1.4", "vaule"), 'answers."1.4".vaule'),
        (("perod",), "perod"),
        (("answers",), "answers"),
        (("answers", "1.4", "inputs"), 'answers."1.4".inputs'),
    ],
)
def test_a_place_no_record_has_is_told_as_it_stands_in_the_file(path: KeyPath, shown: str) -> None:
    """So that whoever mends the file finds it."""
    assert place_in_words(path, "vi") == shown


def test_a_code_from_a_record_is_cleaned() -> None:
    """An id made to do harm is shown safely, and not at any length."""
    told = place_in_words(("answers", "\x1b[31m\u202e" + "x" * 500, "value"), "vi")
    assert "\x1b" not in told
    assert "\u202e" not in told
    assert len(told) < 100


def test_every_key_of_a_record_has_words_in_both_languages() -> None:
    """No table and no key of a record is told in the letters of the file."""
    assert set(TABLES) <= set(WORDS["tables"])
    assert set(KEYS) - {"inputs"} <= set(WORDS["keys"]) | set(WORDS["tables"])
    for table in WORDS.values():
        assert all(set(said) == {"vi", "en"} for said in table.values())
