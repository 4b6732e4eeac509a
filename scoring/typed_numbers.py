"""Numbers read as Vietnamese offices type them.

A dot groups thousands and a comma starts the decimals: ``29.839`` people, ``95,24 %``. Officers type both marks in
both roles, so reading accepts both and says when one figure could mean two things.
"""

from __future__ import annotations

import re
from decimal import Decimal

from criteria.typed import Literal, NamedTuple

Reason = Literal["empty", "characters", "sign", "separators", "too_long", "fraction"]
"""Why a text is no number.

``empty``: nothing was typed. ``characters``: something other than digits, separators, a sign and a percent sign
(``1e5``, ``NaN``). ``sign``: more than one sign, or one in the wrong place. ``separators``: dots, commas and spaces
that group no number (``1.23.4``). ``too_long``: more than 18 digits. ``fraction``: decimals where a whole number is
wanted.
"""


class Number(NamedTuple):
    """A text that can be read in one way only.

    Attributes:
        value: What it says; the figure before the percent sign, not divided by 100.
        percent: Whether a percent sign was typed.
    """

    value: Decimal
    percent: bool = False


class Ambiguous(NamedTuple):
    """A text such as ``1.234``: one separator with three digits after it. Ask, or echo what was taken.

    Attributes:
        values: The two readings, the likelier first: thousands after a dot, decimals after a comma.
        percent: Whether a percent sign was typed.
    """

    values: tuple[Decimal, Decimal]
    percent: bool = False


class Unreadable(NamedTuple):
    """A text that is no number.

    Attributes:
        reason: What is wrong with it.
    """

    reason: Reason


Reading = Number | Ambiguous | Unreadable
"""What a typed text says, as a closed union."""

MOST_DIGITS = 18
"""Longer numbers do not fit the 64 bits that a record keeps."""


# Spaces of every width, the typographic minus, and the full-width forms of U+FF01 to U+FF5E.
_PLAIN = str.maketrans(
    {0x00A0: " ", 0x2007: " ", 0x2009: " ", 0x202F: " ", 0x3000: " ", 0x2212: "-"}
    | {full: chr(full - 0xFEE0) for full in range(0xFF01, 0xFF5F)}
)
_ALLOWED = re.compile(r"[0-9.,+\- ]+")
_WHOLE = re.compile(r"[0-9]+|[1-9][0-9]{0,2}(?:(?:\.[0-9]{3})+|(?:,[0-9]{3})+|(?: [0-9]{3})+)")
_EITHER = re.compile(r"[1-9][0-9]{0,2}[.,][0-9]{3}")
_NOT_DIGIT = re.compile(r"[^0-9]")


def read_number(text: str, *, whole: bool = False) -> Reading:
    """Read a number as it was typed.

    Accepted: ``97,4``, ``97.4``, ``29 839`` (any width of space), ``29.839,5``, ``29,839.5``, ``1.234.567``, ``-3``,
    full-width forms, and a percent sign at the end.

    Args:
        text: What was typed.
        whole: Whether a count is wanted. A count has no decimals, so ``1.234`` and ``1,234`` are 1234 without asking.

    Returns:
        A `Number`, the two readings of an `Ambiguous` text, or why it is `Unreadable`.
    """
    if text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS:
        return Number(Decimal(text))
    body = text.translate(_PLAIN).strip()
    percent = body.endswith("%")
    body = body.removesuffix("%").rstrip()
    sign, digits = _split_sign(body)
    reason = _refused(body, digits)
    if reason is not None:
        return Unreadable(reason)
    if _EITHER.fullmatch(digits):
        return _either(sign, digits, percent=percent, whole=whole)
    value = _value(digits)
    if value is None:
        return Unreadable("separators")
    if whole and value != value.to_integral_value():
        return Unreadable("fraction")
    return Number(value.copy_negate() if sign == "-" and value else value, percent)


def _split_sign(body: str) -> tuple[str, str]:
    if body[:1] in {"-", "+"}:
        return body[0], body[1:].lstrip()
    return "", body


def _refused(body: str, digits: str) -> Reason | None:
    if not body:
        return "empty"
    if not _ALLOWED.fullmatch(body):
        return "characters"
    if "-" in digits or "+" in digits or not digits:
        return "sign"
    return "too_long" if len(_NOT_DIGIT.sub("", digits)) > MOST_DIGITS else None


def _either(sign: str, digits: str, *, percent: bool, whole: bool) -> Number | Ambiguous:
    thousands = Decimal(sign + digits.replace(".", "").replace(",", ""))
    if whole:
        return Number(thousands, percent)
    decimals = Decimal(sign + digits.replace(",", "."))
    return Ambiguous((thousands, decimals) if "." in digits else (decimals, thousands), percent)


def _value(digits: str) -> Decimal | None:
    """Return what unsigned digits with separators say, or None where the separators make no number."""
    ending = max(digits.rfind("."), digits.rfind(","))
    if ending < 0 or _WHOLE.fullmatch(digits):
        return _whole(digits)
    mark, decimals = digits[ending], digits[ending + 1 :]
    before = _whole(digits[:ending]) if mark not in digits[:ending] else None
    return Decimal(f"{before}.{decimals}") if before is not None and decimals.isdigit() else None


def _whole(digits: str) -> Decimal | None:
    return Decimal(_NOT_DIGIT.sub("", digits)) if _WHOLE.fullmatch(digits) else None
