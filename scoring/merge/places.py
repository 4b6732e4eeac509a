"""Places in a record as people call them: "Chỉ số 1.4, mẫu số" for `answers."1.4".of`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache, lru_cache

from criteria.clean import clean_line
from criteria.faults import KeyPath, show_path
from criteria.toml_parser import loads, read_beside
from criteria.words import Lang

_NAMED = frozenset(("answers", "review", "facts"))
"""Tables of which the second key is an id."""
_PARTS = "inputs"
_LONGEST = 60


@lru_cache(4096)
def place_in_words(path: KeyPath, lang: Lang, *, within: bool = False) -> str:
    """Return how a place is called; one that no record has, as TOML writes it: so it is found in the file.

    Args:
        path: The place.
        lang: The language.
        within: Whether it stands within a sentence: then it begins with a small letter.
    """
    try:
        said = ", ".join(_words_of(path, lang))
    except LookupError:
        return show_path(path)
    return said[:1].lower() + said[1:] if within else said


def _words_of(path: KeyPath, lang: Lang) -> Iterator[str]:
    """Yield the words of a path, table first.

    Raises:
        LookupError: A key has none.
    """
    if not path:
        return
    known = _known()
    first, *rest = path
    if len(path) == 1 and first in known["columns"]:
        yield known["columns"][str(first)][lang]
        return
    name = ""
    if first in _NAMED and rest:
        name = clean_line(str(rest.pop(0)))[:_LONGEST]
    elif first in _NAMED:
        raise LookupError
    said = known["tables"][str(first)][lang].format(id=name)
    waiting = iter(rest)
    for key in waiting:
        if isinstance(key, int):
            said = f"{said} {known['within']['nth'][lang].format(n=key + 1)}"
            continue
        yield said
        if key == _PARTS:
            part = next(waiting, None)
            if part is None:
                raise LookupError
            said = known["within"]["part"][lang].format(id=clean_line(str(part))[:_LONGEST])
        else:
            said = known["keys"][key][lang]
    yield said


@cache
def _known() -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    return loads(read_beside(__file__, "places.toml"))
