"""What is wrong with a file: where, what, and the way out.

A fault carries a stable code; its words stand in `faults.toml`, the one catalogue, in both languages and with an
example each, and are looked up only when somebody reads them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import cache
from itertools import islice

from criteria.clean import clean_line
from criteria.toml_parser import loads, read_beside
from criteria.typed import NamedTuple
from criteria.words import Lang, Words

KeyPath = tuple[str | int, ...]
"""Keys from the top of a file down to a value; a whole number is a place in a list, from 0."""

_SHOWN = 200
_LONGEST_WORD = 60
_MOST_KNOWN = 300


class Fault(NamedTuple):
    """One thing that is wrong, or doubtful, in a file.

    Attributes:
        code: Stable code. The letter is the kind of file: S a set, R a record, U a roster, F any file.
            A first digit 5 makes it a warning: doubtful, and accepted.
        path: Where in the file.
        details: What the words of the catalogue name. `wanted` is the id of a kind of value there.
        file: Name of the file as the user knows it; empty when it was not read from one.
        line: Line in the file, from 1, where it is known.
    """

    code: str
    path: KeyPath = ()
    details: Mapping[str, str | Words | Decimal] = {}
    file: str = ""
    line: int | None = None

    @property
    def is_warning(self) -> bool:
        """Whether the file is accepted all the same."""
        return self.code[1] == "5"

    def what(self, lang: Lang) -> str:
        """Say what is wrong."""
        return self._say("what", lang)

    def way_out(self, lang: Lang) -> str:
        """Say what to do about it."""
        return self._say("do", lang)

    def message(self, lang: Lang) -> str:
        """Say what is wrong and what to do."""
        return f"{self.what(lang)} {self.way_out(lang)}"

    def where(self) -> str:
        """Name the place: file, line and key path, as far as they are known."""
        path = show_path(self.path)
        file = clean_line(self.file)
        place = f"{file}:{self.line}" if file and self.line else file
        return f"{place} {path}".strip()

    def _say(self, part: str, lang: Lang) -> str:
        known = catalogue()
        shown = {key: _shown(detail, lang) for key, detail in self.details.items()}
        if "wanted" in shown:
            shown["wanted"] = known["wanted"][shown["wanted"]][lang]
        return known[self.code][lang][part].format(**shown)


class FaultError(Exception):
    """Raised where faults leave nothing to go on with."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("; ".join(f"{fault.code} {fault.where()}" for fault in self.faults))


@cache
def catalogue() -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    """Read the catalogue: code, then language, then `what` and `do`; beside the languages stands `example`."""
    return loads(read_beside(__file__, "faults.toml"))


def _shown(detail: str | Words | Decimal, lang: Lang) -> str:
    if isinstance(detail, Decimal):
        plain = f"{detail:f}"
        plain = plain.rstrip("0").rstrip(".") if "." in plain else plain
        return plain.replace(".", ",") if lang == "vi" else plain
    return clean_line(detail.text(lang) if isinstance(detail, Words) else detail)[:_SHOWN]


def show_path(path: KeyPath) -> str:
    """Write a key path as TOML does: `answers."1.4".value`, with places in lists counted from 1."""
    shown = ""
    for key in path:
        if isinstance(key, int):
            shown += f"[{key + 1}]"
        else:
            plain = key.isascii() and key.replace("_", "").replace("-", "").isalnum()
            shown += ("." if shown else "") + (key if plain else f'"{clean_line(key)}"')
    return shown


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Return the known word that `word` was probably meant to be, or None when nothing comes near."""
    from difflib import get_close_matches  # noqa: PLC0415 - only a misspelt word needs it

    if len(word) > _LONGEST_WORD:
        return None
    found = get_close_matches(word.lower(), islice(known, _MOST_KNOWN), n=1, cutoff=0.6)
    return found[0] if found else None
