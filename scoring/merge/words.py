"""The few words a merge writes into its files itself."""

from __future__ import annotations

from functools import cache

from criteria.toml_parser import loads, read_beside
from criteria.words import Lang


def words(name: str, lang: Lang) -> str:
    """Return a wording of `words.toml`."""
    wording: str = _words()[name][lang]
    return wording.strip("\n")


@cache
def _words() -> dict[str, dict[str, str]]:
    return loads(read_beside(__file__, "words.toml"))
