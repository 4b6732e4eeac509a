"""Text from outside, made safe to show: what a terminal or a reader's eye would obey is taken out.

A record or a set comes from another office, so every text in it passes here when it is loaded, and once more
where it is shown or exported.
"""

from __future__ import annotations

from functools import cache
from unicodedata import combining, is_normalized, normalize

from criteria.typed import TYPE_CHECKING

if TYPE_CHECKING:
    import re

Table = dict[str, object]
"""A TOML table as a parser returns it."""

_HIDDEN = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
_USUAL = bytes(range(0x80)) + bytes(range(0x80, 0xC0)) + b"\xc2\xc3\xc4\xc5\xc6\xe1\xe2"
"""The bytes of Vietnamese and Western text in UTF-8; among those that begin with E1 and E2 there are others too."""
_VIETNAMESE = (b"\xe1\xba", b"\xe1\xbb")
_COMBINING_SYMBOLS = b"\xe2\x83"
_LETTERS = bytes(range(0x20, 0x7F)) + b"\n\t" + bytes(range(0x80, 0xC0)) + b"\xc3\xc4\xc5\xc6\xe1"
"""The bytes of printable text in Vietnamese letters, punctuation beyond ASCII left out."""
_SIGNS = frozenset(sign.encode() for sign in "–—‘’“”…→≥≤«»°·²")
"""Punctuation that is written every day, and that NFC leaves alone."""
_SIGN_STARTS = b"\xe2\xc2"
_MOST_MARKS = 8
_WHITE = ("\n", "\t", "\u00a0")
_FIRST_PICTURE = 0x2400
_DELETE = 0x7F
_DELETE_PICTURE = "\u2421"
_REPLACEMENT = "\ufffd"
_ESCAPES = ("\\u", "\\U", "\\x", "\\e", "\\b", "\\f", "\\r")


def clean_text(text: str) -> str:
    r"""Return `text` in NFC without control, bidi and zero-width characters, and without heaps of marks.

    A control character becomes its picture (ESC becomes ``␛``), so that tampering is seen; characters that only
    hide or turn text round are dropped. ``\n`` and ``\t`` stay, ``\r\n`` becomes ``\n``.
    """
    if is_plain(text):
        return text if is_normalized("NFC", text) else normalize("NFC", text)
    text = normalize("NFC", _lightened(text))
    return normalize("NFC", _unsafe().sub(_picture, text.replace("\r\n", "\n")))


def clean_line(text: str) -> str:
    """Return `text` cleaned and on one line, for a table cell, a file name or a message."""
    return " ".join(clean_text(text).split())


def is_plain(text: str) -> bool:
    """Tell whether `text` is certain to hold nothing unsafe; quick, and now and then too careful."""
    shown = text
    for white in _WHITE:
        if white in shown:
            shown = shown.replace(white, "")
    if not shown.isprintable():
        return False
    if shown.isascii():
        return True
    data = shown.encode()
    if data.translate(None, _USUAL) or _COMBINING_SYMBOLS in data:
        return False
    return data.count(b"\xe1") == sum(data.count(start) for start in _VIETNAMESE)


def may_be_unsafe(source: str) -> bool:
    r"""Tell whether a TOML source could yield text that `clean_text` would change.

    False is certain: nothing unsafe stands in it and no escape such as ``\u001b`` could make it.
    """
    return not is_plain(source) or ("\\" in source and any(escape in source for escape in _ESCAPES))


def is_everyday(source: bytes) -> bool:
    """Tell whether a UTF-8 source is certain to be in NFC and to hold nothing but letters and everyday signs.

    It is several times quicker than `may_be_unsafe`; False says nothing.
    """
    others = source.translate(None, _LETTERS)
    if others:
        if others.translate(None, _SIGN_STARTS):
            return False
        for start, length in ((b"\xe2", 2), (b"\xc2", 1)):
            if start in others:
                found = {start + rest[:length] for rest in source.split(start)[1:]}
                if not found <= _SIGNS:
                    return False
    if b"\\" in source:
        return False
    return source.count(b"\xe1") == source.count(b"\xe1\xba") + source.count(b"\xe1\xbb")


def clean_table(table: Table) -> Table:
    """Return a parsed TOML table with every key and text in it cleaned, at any depth."""
    return {clean_text(key): _cleaned(value) for key, value in table.items()}


def is_unsafe(value: object) -> bool:
    """Tell whether any text at any depth of `value` holds an unsafe character."""
    match value:
        case str():
            return not is_plain(value) and _unsafe().search(value.replace("\r\n", "\n")) is not None
        case dict():
            return any(is_unsafe(key) or is_unsafe(item) for key, item in value.items())
        case list():
            return any(map(is_unsafe, value))
        case _:
            return False


def _cleaned(value: object) -> object:
    match value:
        case str():
            return clean_text(value)
        case dict():
            return clean_table(value)
        case list():
            return [_cleaned(item) for item in value]
        case _:
            return value


@cache
def _unsafe() -> re.Pattern[str]:
    import re  # noqa: PLC0415 - hardly any text needs it, and it costs as much as reading a record

    return re.compile(f"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff{_HIDDEN}]")


def _lightened(text: str) -> str:
    """Return `text` with no more than a few marks upon one letter: sorting thousands would take minutes."""
    kept: list[str] = []
    marks = 0
    for char in text:
        marks = marks + 1 if combining(char) else 0
        if marks <= _MOST_MARKS:
            kept.append(char)
    return "".join(kept)


def _picture(found: re.Match[str]) -> str:
    code = ord(found.group())
    if code < ord(" "):
        return chr(_FIRST_PICTURE + code)
    if code == _DELETE:
        return _DELETE_PICTURE
    return _REPLACEMENT if code < 0xA0 or 0xD800 <= code <= 0xDFFF else ""
