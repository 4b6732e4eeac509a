"""The composer inside an input: for PCs where no program types Vietnamese, or where it does not reach the terminal.

One key at a time, from the text before the cursor alone: tones and shapes may be typed anywhere after their vowel, a
key typed twice takes its effect back, and what no Vietnamese word is built like is left as it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from criteria.typed import Literal, NamedTuple
from tui.typing.syllable import (
    Syllable,
    are_vowels,
    bare,
    may_be_word,
    part_tone,
    syllable,
    with_tone,
)

Composing = Literal["off", "telex", "vni"]
"""Whether an input makes Vietnamese letters of plain keys, and in which of the two usual ways."""


class Layout(NamedTuple):
    """What the keys of one way of typing do.

    Attributes:
        tones: Keys of the five tones, and of taking a tone away, which has none.
        shapes: Keys of hats and horns, each with what it makes of which vowel.
        crossed: The key that crosses a d.
        lone: Keys that make a letter where there is no vowel to shape.
    """

    tones: Mapping[str, str]
    shapes: Mapping[str, Mapping[str, str]]
    crossed: str
    lone: Mapping[str, str]


def compose(before: str, key: str, how: Composing) -> str:
    """Return the text before the cursor after a key.

    Args:
        before: The text before the cursor, in NFC.
        key: One printable character.
        how: The way of typing.
    """
    layout = _layout(how)
    small = key.lower()
    if layout is None or not (
        key.isalpha() or small in layout.tones or small in layout.shapes or small == layout.crossed
    ):
        return before + key
    rest, word = part_word(before)
    toneless, tone = part_tone(word)
    made: str | None = None
    if small in layout.tones:
        made = _toned(toneless, tone, layout.tones[small], key)
    elif small in layout.shapes:
        made = _shaped(toneless, tone, layout.shapes[small], key)
        if made is None and small in layout.lone:
            made = _lone(toneless, layout.lone[small], key)
    elif small == layout.crossed:
        made = _crossed(toneless, tone, key)
    return rest + (_joined(toneless, tone, key, word) if made is None else made)


def part_word(text: str) -> tuple[str, str]:
    """Return a text parted before the letters at its end."""
    start = len(text)
    while start and text[start - 1].isalpha():
        start -= 1
    return text[:start], text[start:]


def is_foreign(word: str) -> bool:
    """Tell whether a word bears marks as no Vietnamese word does, so that its keys were meant as they are."""
    toneless, tone = part_tone(word)
    return (bool(tone) or bare(toneless) != toneless) and not may_be_word(toneless, tone)


def _layout(how: Composing) -> Layout | None:
    match how:
        case "telex":
            from tui.typing.telex import TELEX  # noqa: PLC0415 - most inputs compose nothing

            return TELEX
        case "vni":
            from tui.typing.vni import VNI  # noqa: PLC0415 - likewise

            return VNI
        case "off":
            return None


def _toned(word: str, tone: str, wanted: str, key: str) -> str | None:
    if wanted == tone:
        return word + key if tone else None
    parts = syllable(word)
    if parts is None or not parts.vowels or not may_be_word(word, wanted):
        return None
    return with_tone(word, wanted)


def _shaped(word: str, tone: str, shapes: Mapping[str, str], key: str) -> str | None:
    parts = syllable(word)
    if parts is None or not parts.vowels:
        return None
    closed = bool(parts.final)
    for vowels in (parts.vowels, bare(parts.vowels)):
        for candidate in _candidates(parts, vowels, shapes):
            made = parts._replace(vowels=candidate).word
            if candidate != parts.vowels and are_vowels(candidate, closed=closed) and may_be_word(made, tone):
                return with_tone(made, tone)
    plain = {shaped: base for base, shaped in shapes.items()}
    taken_back = _reshaped(parts.vowels, plain)
    if taken_back == parts.vowels:
        return None
    if key.lower() == "w" and parts.word.lower() == "ư":
        return key
    return with_tone(parts._replace(vowels=taken_back).word, tone) + key


def _candidates(parts: Syllable, vowels: str, shapes: Mapping[str, str]) -> list[str]:
    """Return what a key may make of some vowels, the likeliest first."""
    places = [place for place, char in enumerate(vowels) if bare(char).lower() in shapes]
    single = [
        vowels[:place] + _reshaped(bare(vowels[place]), shapes) + vowels[place + 1 :] for place in places
    ]
    if "u" not in shapes or "uo" not in bare(vowels).lower():
        return single
    at = bare(vowels).lower().index("uo")
    both = bare(vowels[:at]) + _reshaped(bare(vowels[at : at + 2]), shapes) + bare(vowels[at + 2 :])
    # thuở, huơ: nothing follows and these stand before
    alone = len(vowels) == 2 and not parts.final and parts.initial.lower() in ("h", "kh", "th")
    return [single[-1], both] if alone else [both, *single]


def _reshaped(text: str, shapes: Mapping[str, str]) -> str:
    return "".join(map(partial(_like, shapes=shapes), text))


def _like(char: str, *, shapes: Mapping[str, str]) -> str:
    made = shapes.get(char.lower(), char.lower())
    return made.upper() if char.isupper() else made


def _lone(word: str, letter: str, key: str) -> str | None:
    made = word + (letter.upper() if key.isupper() else letter)
    parts = syllable(made)
    return made if parts is not None and parts.vowels.lower() == letter else None


def _crossed(word: str, tone: str, key: str) -> str | None:
    last = word[-1:].lower()
    if last == "đ":
        return word[:-1] + ("D" if word[-1].isupper() else "d") + key
    crossed = {"d": "đ"}
    # HĐND, QĐ: not a word, yet what offices write; but never after a vowel ("add").
    if last == "d" and (len(word) == 1 or word[-2].lower() not in "aăâeêioôơuưyd"):
        return word[:-1] + _reshaped(word[-1], crossed)
    if word[:1].lower() == "d" and may_be_word(word, tone) and len(word) > 1:
        return with_tone(_reshaped(word[0], crossed) + word[1:], tone)
    if word[:1].lower() == "đ" and len(word) > 1 and may_be_word(word, tone):
        return with_tone(_reshaped(word[0], {"đ": "d"}) + word[1:], tone) + key
    return None


def _joined(toneless: str, tone: str, key: str, word: str) -> str:
    """Return a word with one more letter, its tone and its horns moved to where they belong now."""
    parts = syllable(toneless + key)
    if parts is None:
        return word + key
    vowels = parts.vowels
    if vowels[:2].lower() in ("ưo", "uơ") and (len(vowels) > 2 or parts.final):
        vowels = _reshaped(bare(vowels[:2]), {"u": "ư", "o": "ơ"}) + vowels[2:]
    return with_tone(parts._replace(vowels=vowels).word, tone)
