"""The words of the reports, from `words/vi.toml` and `words/en.toml`, and figures as their readers write them."""

from __future__ import annotations

from decimal import Decimal
from functools import cache

from criteria.clean import clean_line, is_plain
from criteria.model import IndicatorSet
from criteria.toml_parser import loads, read_beside
from criteria.words import Lang, Words
from scoring.numbers import print_number, print_percent, print_points, print_share

_DIGITS = 6


class Wording:
    """What a report says in one language.

    Attributes:
        lang: The language.
    """

    __slots__ = ("_wordings", "lang")

    def __init__(self, lang: Lang) -> None:
        self.lang = lang
        self._wordings = wordings(lang)

    def __call__(self, key: str, **arguments: object) -> str:
        """Return the wording of `key` (`table.key`) with its placeholders filled; texts are cleaned."""
        wording = self._wordings[key]
        if not arguments:
            return wording
        return wording.format(**{name: _safe(item) for name, item in arguments.items()})

    def words(self, words: Words) -> str:
        """Return words of a set on one line."""
        return clean_line(words.text(self.lang))

    def points(self, points: Decimal | None) -> str:
        """Print points; a dash where there are none."""
        return self("report.none") if points is None else print_points(points, self.lang)

    def total(self, points: Decimal | None, known: IndicatorSet) -> str:
        """Print a total for a column: with the decimals its set rounds totals to."""
        if points is None or "total" not in known.rounding.at:
            return self.points(points)
        return print_number(points, known.rounding.digits, self.lang)

    def number(self, figure: Decimal | float | None, digits: int | None = None) -> str:
        """Print a number with its thousands grouped; a dash for None."""
        return self("report.none") if figure is None else print_number(exact(figure), digits, self.lang)

    def percent(self, percent: Decimal | float | None, digits: int = 2) -> str:
        """Print a percentage of a hundred; a dash for None."""
        return self("report.none") if percent is None else print_percent(exact(percent), digits, self.lang)

    def even(self, percent: Decimal | float | None, digits: int = 2) -> str:
        """Print a percentage for a column: always as many decimals."""
        if percent is None:
            return self("report.none")
        shown = print_number(exact(percent), digits, self.lang)
        return f"{shown}%" if self.lang == "en" else f"{shown}\u00a0%"

    def share(self, share: Decimal, digits: int = 2) -> str:
        """Print a share of one as a percentage."""
        return print_share(share, digits, self.lang)

    def count(self, count: int) -> str:
        """Print a whole number with its thousands grouped."""
        return print_number(Decimal(count), None, self.lang)


def _safe(item: object) -> object:
    """Return a text cleaned; spaces that do not break stay in what needs no cleaning."""
    return clean_line(item) if isinstance(item, str) and ("\n" in item or not is_plain(item)) else item


def exact(figure: Decimal | float) -> Decimal:
    """Return a figure as `Decimal`; a float is read to six decimals, so that no binary dust is shown."""
    return figure if isinstance(figure, Decimal) else Decimal(f"{figure:.{_DIGITS}f}")


@cache
def wordings(lang: Lang) -> dict[str, str]:
    """Return every wording of a language, by `table.key`."""
    tables: dict[str, dict[str, str]] = loads(read_beside(__file__, f"words/{lang}.toml"))
    return {f"{table}.{key}": text for table, entries in tables.items() for key, text in entries.items()}
