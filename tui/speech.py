"""The program's own words: what scoring a record says, and all else.

The first are in `locale/vi.toml`, the others in `locale/more.vi.toml`, read when they are needed; in English likewise.
"""

from __future__ import annotations

from functools import cache

from criteria.clean import clean_line, is_plain
from criteria.toml_parser import loads, read_beside
from criteria.words import Lang

LANGS: tuple[Lang, ...] = ("vi", "en")


class Speech:
    """What the program says in one language.

    Attributes:
        lang: The language.
    """

    __slots__ = ("_wordings", "lang")

    def __init__(self, lang: Lang) -> None:
        self.lang = lang
        self._wordings = _first(lang)

    def __call__(self, key: str, **arguments: object) -> str:
        """Return the wording of `key` (`table.key`) with its placeholders filled."""
        wording = self._wordings.get(key) or wordings(self.lang)[key]
        if not arguments:
            return wording
        # Names of files and words that were typed come from outside as much as a record does.
        return wording.format(**{name: _safe(item) for name, item in arguments.items()})


def _safe(item: object) -> object:
    return clean_line(item) if isinstance(item, str) and ("\n" in item or not is_plain(item)) else item


@cache
def wordings(lang: Lang) -> dict[str, str]:
    """Return every wording of a language, by `table.key`."""
    return {**_first(lang), **_read(f"locale/more.{lang}.toml")}


@cache
def _first(lang: Lang) -> dict[str, str]:
    return _read(f"locale/{lang}.toml")


def _read(file: str) -> dict[str, str]:
    tables: dict[str, dict[str, str]] = loads(read_beside(__file__, file))
    return {f"{table}.{key}": text for table, entries in tables.items() for key, text in entries.items()}
