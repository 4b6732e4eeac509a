"""Numbers printed for people, as Vietnamese offices write them, and rounded as the law rounds.

Everything is `Decimal`; nothing rounds unless it is asked to. What is typed is read in `scoring.typed_numbers`.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache

from criteria.words import Lang

_HUNDRED = Decimal(100)
_THOUSAND = 1000
_ROUNDING = Context(prec=60, rounding=ROUND_HALF_UP)
_STEPS = tuple(Decimal(1).scaleb(-digits) for digits in range(19))
_NO_BREAK = "\u00a0"
_POINT: Mapping[Lang, str] = {"vi": ",", "en": "."}
_PERCENT: Mapping[Lang, str] = {"vi": f"{_NO_BREAK}%", "en": "%"}


def round_half_up(value: Decimal, digits: int) -> Decimal:
    """Return `value` with exactly `digits` decimals (0 to 18); a half goes away from zero, as offices round."""
    return value.quantize(_STEPS[digits], context=_ROUNDING)


def print_number(value: Decimal, digits: int | None = None, lang: Lang = "vi") -> str:
    """Print a number with its thousands grouped: ``29.839,5`` in Vietnamese, ``29,839.5`` in English.

    Args:
        value: A finite number.
        digits: How many decimals to show, 0 to 18, rounded half up, zeros kept; None shows those the value has, without
            zeros at the end.
        lang: Whose separators.
    """
    if digits is None:
        plain = str(value)
        if plain.isdigit():  # as most are
            return plain if len(plain) <= 3 else _grouped(plain, lang)
        return _grouped(_trimmed(format(value, "f")), lang)
    return _grouped(format(round_half_up(value, digits), "f"), lang)


def print_whole(number: int, lang: Lang = "vi") -> str:
    """Print a whole number from 0 up as `print_number` does."""
    if number < _THOUSAND:
        return str(number)
    grouped = f"{number:,}"
    return grouped.replace(",", ".") if lang == "vi" else grouped


def print_rate(part: int, whole: int, lang: Lang = "vi") -> str:
    """Print a part of a whole, both whole numbers from 0 up, as `print_percent` does: 20 of 22 is ``90,91 %``."""
    return _print_hundredths((part * 20_000 + whole) // (2 * whole), lang)


@lru_cache(16384)
def _print_hundredths(hundredths: int, lang: Lang) -> str:
    percent, rest = divmod(hundredths, 100)
    decimals = f"{_POINT[lang]}{rest:02}".rstrip("0") if rest else ""
    return f"{print_whole(percent, lang)}{decimals}{_PERCENT[lang]}"


def print_points(points: Decimal, lang: Lang = "vi") -> str:
    """Print points: at most four decimals, no zeros at the end."""
    return _at_most(points, 4, lang)


def print_percent(percent: Decimal, digits: int = 2, lang: Lang = "vi") -> str:
    """Print a percentage that is one already: ``90,91 %`` (the space does not break), in English ``90.91%``.

    Args:
        percent: Of a hundred: 90.91, not 0.9091.
        digits: Decimals at the most; zeros at the end are dropped.
        lang: Whose separators.
    """
    shown = _at_most(percent, digits, lang)
    return f"{shown}{_PERCENT[lang]}"


def print_share(share: Decimal, digits: int = 2, lang: Lang = "vi") -> str:
    """Print a share of one as a percentage: 0.9091 is ``90,91 %``."""
    return print_percent(share * _HUNDRED, digits, lang)


def echo_number(value: Decimal, lang: Lang = "vi") -> str:
    """Print a number with spaces (that do not break) between its thousands: ``29 839``, ``97,412``.

    It is what stands behind the equals sign when a program repeats what it understood: a space is never taken for
    the start of decimals.
    """
    return print_number(value, lang="en").replace(",", _NO_BREAK).replace(".", "," if lang == "vi" else ".")


def _at_most(value: Decimal, digits: int, lang: Lang) -> str:
    plain = format(value, "f")
    whole, _, decimals = plain.partition(".")
    if len(decimals) > digits:
        plain = format(round_half_up(value, digits), "f")
    elif not decimals and len(whole) <= 3 and plain[0] != "-":
        return plain
    return _grouped(_trimmed(plain), lang)


def _trimmed(plain: str) -> str:
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


def _grouped(plain: str, lang: Lang) -> str:
    """Put the separators of `lang` into digits with a decimal point; minus zero loses its sign."""
    if plain[0] == "-" and not plain.strip("-0."):
        plain = plain[1:]
    whole, _, decimals = plain.partition(".")
    if len(whole) > 3:
        whole = f"{int(whole):,}"
        if lang == "vi":
            whole = whole.replace(",", ".")
    if not decimals:
        return whole
    return f"{whole},{decimals}" if lang == "vi" else f"{whole}.{decimals}"
