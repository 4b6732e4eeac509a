"""How a Vietnamese word is built: initial consonant, vowels, final consonant and tone, and where its tone is written.

Words are handled toneless, in NFC, with the tone beside them as a combining mark. The tone stands where the usual
programs put it unless told otherwise: ``hòa``, ``thúy``, not ``hoà``, ``thuý``.
"""

from __future__ import annotations

import re
from functools import cache
from unicodedata import normalize

from criteria.typed import NamedTuple

TONES = "\u0301\u0300\u0309\u0303\u0323"
"""Acute, grave, hook, tilde, dot below."""
_STOPS = {"c", "ch", "p", "t"}
_STOPPED_TONES = "\u0301\u0323"

_VOWELS = "aăâeêioôơuưy"
_CLOSED = frozenset(re.findall(r"\w+", "a ă â e ê i o ô ơ u ư y iê oa oă oe oo uâ uê uô uơ uy uyê ươ yê"))
"""Vowels that a final consonant may follow."""
_OPEN = frozenset(
    re.findall(
        r"\w+",
        "ai ao au ay âu ây eo êu ia iêu iu oai oao oay oeo oi ôi ơi ua uây ui uôi uya uyu ưa ưi ươi ươu ưu yêu",
    )
)
"""Vowels that end a word."""
_BARE = str.maketrans("ăâêôơư", "aaeoou")
_WORD = re.compile(
    "(ngh|ng|nh|gh|gi(?=[VOWELS])|kh|ch|th|tr|ph|qu(?=[VOWELS])|[bcdđghklmnpqrstvx])?"
    "([VOWELS]*)(ch|ng|nh|[cmnpt])?".replace("VOWELS", _VOWELS)
)


class Syllable(NamedTuple):
    """A word in its parts, toneless, as it is written.

    Attributes:
        initial: What stands before its vowels.
        vowels: Its vowels.
        final: What stands after them.
    """

    initial: str
    vowels: str
    final: str

    @property
    def word(self) -> str:
        """The word, toneless."""
        return self.initial + self.vowels + self.final


def part_tone(word: str) -> tuple[str, str]:
    """Return a word without its tone, and the tone."""
    if word.isascii():
        return word, ""
    apart = normalize("NFD", word)
    tones = [char for char in apart if char in TONES]
    if not tones:
        return word, ""
    return normalize("NFC", "".join(char for char in apart if char not in TONES)), tones[-1]


def with_tone(word: str, tone: str) -> str:
    """Return a toneless word with a tone, where it is written."""
    parts = syllable(word)
    if not tone or parts is None or not parts.vowels:
        return word
    at = len(parts.initial) + _tone_place(parts) + 1
    return normalize("NFC", word[:at] + tone + word[at:])


def syllable(word: str) -> Syllable | None:
    """Return the parts of a toneless word; None where no Vietnamese word is built like it."""
    found = _WORD.fullmatch(word.lower())
    if found is None:
        return None
    vowels = found.start(2)
    final = found.end(2)
    return Syllable(word[:vowels], word[vowels:final], word[final:])


def may_be_word(word: str, tone: str) -> bool:
    """Tell whether a toneless word with a tone is a Vietnamese one, or may become one as it is typed on."""
    parts = syllable(word)
    if parts is None:
        return False
    if tone in set(TONES) - set(_STOPPED_TONES) and parts.final.lower() in _STOPS:
        return False
    return may_be_vowels(parts.vowels.lower(), closed=bool(parts.final))


@cache
def may_be_vowels(vowels: str, *, closed: bool) -> bool:
    """Tell whether vowels, some of them perhaps still without their hats and horns, stand in some word."""
    return not vowels or any(
        len(known) == len(vowels) and all(map(_may_become, vowels, known))
        for known in (_CLOSED if closed else _CLOSED | _OPEN)
    )


def are_vowels(vowels: str, *, closed: bool) -> bool:
    """Tell whether vowels stand in some word just as they are."""
    vowels = vowels.lower()
    return vowels in _CLOSED or (not closed and vowels in _OPEN)


def bare(text: str) -> str:
    """Return vowels without hats and horns (đ and tones stay)."""
    return "".join(
        char.lower().translate(_BARE).upper() if char.isupper() else char.translate(_BARE) for char in text
    )


def _may_become(char: str, known: str) -> bool:
    return char in (known, known.translate(_BARE))


def _tone_place(parts: Syllable) -> int:
    """Return which of its vowels bears a syllable's tone."""
    vowels = parts.vowels.lower()
    shaped = [place for place, char in enumerate(vowels) if char.translate(_BARE) != char]
    if shaped:
        return shaped[-1]
    return 1 if len(vowels) > 2 or (len(vowels) == 2 and parts.final) else 0
