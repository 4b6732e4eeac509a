"""Finding a unit by what an officer types: parts of its name and of the names above it, with or without marks."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from criteria.typed import NamedTuple
from scoring.folding import fold, fold_words, mark_words, split_words, without_tone
from scoring.units.unit import UNIT_KINDS, Unit

_DIGITS = re.compile(r"[0-9]+")
_CODE_DIGITS = 5
_FEWEST_CODE_DIGITS = 4


class Entry(NamedTuple):
    """A unit with its names as a search compares them; every word has a space in front.

    Attributes:
        unit: The unit.
        bare: The folded name without its kind.
        own: The folded name, kind and all.
        everything: `own` and the folded names above the unit.
        marked: The same names with their marks, the tone in front of each word.
        lettered: The same without tones.
    """

    unit: Unit
    bare: str
    own: str
    everything: str
    marked: str
    lettered: str


Index = tuple[Entry, ...]
"""Entries in the order in which equally good finds are shown."""


def build_index(units: Iterable[Unit]) -> Index:
    """Return the index of `units`: by name in natural order ("Phường 2" before "Phường 10"), then by place."""
    above: dict[tuple[str, str], tuple[str, str, str]] = {}
    kinds = {kind: f" {fold(kind)}" for kind in UNIT_KINDS}
    entries = []
    for unit in units:
        place = (unit.parent_name, unit.province_name)
        if place not in above:
            above[place] = _forms(" ".join(dict.fromkeys(place)))
        folded, marked, lettered = _forms(unit.name)
        kind = kinds[unit.kind]
        bare = folded[len(kind) :] if folded.startswith(f"{kind} ") else folded
        higher = above[place]
        entries.append(
            Entry(unit, bare, folded, folded + higher[0], marked + higher[1], lettered + higher[2])
        )
    entries.sort(key=_natural)
    return tuple(entries)


def search_index(index: Index, text: str, limit: int = 20) -> list[Unit]:
    """Return the units that `text` finds, the best first.

    Every word typed must begin a word of the unit's name or of a name above it. Where marks were typed, names with
    the same marks come first; then names that are, or begin with, what was typed; then names that hold it; then units
    found by a name above them. Four or five digits find a code too.

    Args:
        index: Where to search.
        text: What was typed; nothing finds nothing.
        limit: How many to return at the most.
    """
    words = fold_words(text)
    if not words:
        return []
    needles = [f" {word}" for word in words]
    toned = [word for word in mark_words(text) if not word.isascii()]
    typed = [(f" {word}", f" {without_tone(word)}") for word in toned]
    whole = "".join(needles)
    first, *others = sorted(needles, key=len, reverse=True)
    hits: dict[tuple[int, int], list[Unit]] = {}
    for entry in index:
        if first in entry.everything and all(word in entry.everything for word in others):
            rank = (_strangeness(entry, typed), _distance(entry, needles, whole))
            hits.setdefault(rank, []).append(entry.unit)
    found = _by_code(index, text)
    for rank in sorted(hits):
        found += hits[rank]
        if len(found) >= limit:
            break
    return found[:limit]


def _strangeness(entry: Entry, typed: list[tuple[str, str]]) -> int:
    """Return how far the marks are from those typed: 0 for each word alike, 1 for another tone, 2 for other letters."""
    return sum(
        0 if marked in entry.marked else 1 if letters in entry.lettered else 2 for marked, letters in typed
    )


def _distance(entry: Entry, needles: list[str], whole: str) -> int:
    """Return how far from the start of the name the find is: 0 is the name itself, 5 a name above it."""
    own, bare = f"{entry.own} ", f"{entry.bare} "
    if f"{whole} " in {own, bare}:
        return 0
    if bare.startswith(whole) or own.startswith(whole):
        return 1
    if whole.startswith((bare, own)):
        return 2
    if all(word in own for word in needles):
        return 3 if bare.startswith(needles[0]) else 4
    return 5


def _by_code(index: Index, text: str) -> list[Unit]:
    digits = text.strip()
    if not (_DIGITS.fullmatch(digits) and _FEWEST_CODE_DIGITS <= len(digits) <= _CODE_DIGITS):
        return []
    code = digits.zfill(_CODE_DIGITS)
    return [entry.unit for entry in index if entry.unit.code == code]


def _forms(name: str) -> tuple[str, str, str]:
    """Return a name's words folded, marked and without tones, each with a space in front."""
    forms = [_word_forms(word) for word in split_words(name)]
    return (
        "".join(form[0] for form in forms),
        "".join(form[1] for form in forms),
        "".join(form[2] for form in forms),
    )


@cache
def _word_forms(word: str) -> tuple[str, str, str]:
    """Return the forms of one word; the names of all units share some thousands of syllables."""
    marked = "".join(mark_words(word))
    return f" {''.join(fold_words(word))}", f" {marked}", f" {without_tone(marked)}"


def _natural(entry: Entry) -> tuple[str, str, str]:
    bare = entry.bare
    key = _DIGITS.sub(_padded, bare) if any(map(str.isdigit, bare)) else bare
    return key, entry.everything, entry.unit.code


def _padded(found: re.Match[str]) -> str:
    return found.group().zfill(_CODE_DIGITS)
