"""Text made ready for a search: without marks, with đ as d, in small letters.

Officers search as they type fastest, and ``diem thuy`` is to find "Xã Điềm Thụy". Who does type the marks wants the
names with those marks first; `mark_words` keeps them in a form that can be compared.
"""

from __future__ import annotations

from unicodedata import normalize

_TONES = "\u0300\u0301\u0303\u0309\u0323"
_NO_MARKS = str.maketrans({"đ": "d"} | dict.fromkeys(range(0x0300, 0x0370)))
_NO_TONES = str.maketrans("", "", _TONES)
_BREAKS = str.maketrans(dict.fromkeys("'’‘ʼ`´") | dict.fromkeys('-–—.,;:/\\()[]"“”&+_', " "))


def fold(text: str) -> str:
    """Return `text` without marks, with đ as d, in small letters, its white space collapsed."""
    if not text.isascii():
        text = normalize("NFD", text.lower()).translate(_NO_MARKS)
    return " ".join(text.lower().split())


def split_words(text: str) -> list[str]:
    """Return the words of `text` as they are; an apostrophe joins ("M'Drắk"), other punctuation parts."""
    return text.translate(_BREAKS).split()


def fold_words(text: str) -> list[str]:
    """Return the folded words of `text`.

    A number loses its leading zeros: "Phường 01" and "Phường 1" are one name.
    """
    return [_unpadded(word) for word in fold(text.translate(_BREAKS)).split()]


def mark_words(text: str) -> list[str]:
    """Return the words of `text` with their marks, each with its tone in front.

    So a word compares equal however its tone is placed ("hoà" and "hòa"), and a word half typed ("điề") is still the
    beginning of the whole one ("điềm").
    """
    return [
        _unpadded(_tone_first(word)) for word in normalize("NFD", text.lower()).translate(_BREAKS).split()
    ]


def without_tone(marked: str) -> str:
    """Return words of `mark_words` without their tones, other marks kept."""
    return marked.translate(_NO_TONES)


def _unpadded(word: str) -> str:
    return word.lstrip("0") or word if word[0] == "0" and word.isdigit() else word


def _tone_first(word: str) -> str:
    if word.isascii():
        return word
    tone = "".join(letter for letter in word if letter in _TONES)
    return tone + normalize("NFC", word.translate(_NO_TONES))
