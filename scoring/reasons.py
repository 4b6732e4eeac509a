"""Reasons put into words: "20/22 = 90,91 %; mục tiêu 80 % → đủ 5/5 điểm".

The wordings stand in `words/reasons.toml` and are read when the first reason is. Only they are filled in; text from
a set or a record is what fills them, and stays text.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import lru_cache, partial

from criteria.clean import clean_line
from criteria.model import Indicator
from criteria.toml_parser import loads, read_beside
from criteria.typed import Any, Literal, NamedTuple
from criteria.words import Lang, Words
from scoring.numbers import print_number, print_percent, print_points
from scoring.outcome import Reason

Standing = Literal["scored", "bonus", "penalty"]
"""Where an indicator's points go: into the maximum, on top of it, or off the total."""

_Printer = Callable[[Decimal], str]

_OUTSIDE = frozenset(("bonus", "penalty"))
_SHORT = frozenset(("points", "max", "lowest", "highest"))
_NUMBERS = frozenset(("points", "full", "percent", "number"))
_REMEMBERED = 4096
_LONG = 200


class _Wording(NamedTuple):
    """One wording, ready to fill in: a pattern of `%s`, and what fills each, with how a number is printed there."""

    pattern: str
    names: tuple[tuple[str, _Printer], ...]


class _Tongue(NamedTuple):
    """Every wording in one language, for indicators of one standing.

    Attributes:
        ends: What was said of reasons that are numbers only: ends of reasons, targets.
    """

    lang: Lang
    wordings: Mapping[str, _Wording]
    ends: dict[tuple[object, ...], str]


def say(reason: Reason, lang: Lang, standing: Standing = "scored") -> str:
    """Put a reason into words, on one line.

    Args:
        reason: The reason.
        lang: The language.
        standing: Of the indicator the reason is about (`standing_of`): points of a penalty are taken off.
    """
    return _say(reason, _tongue(lang, standing))


def standing_of(indicator: Indicator) -> Standing:
    """Return where the indicator's points go."""
    if indicator.penalty:
        return "penalty"
    return "bonus" if indicator.bonus else "scored"


def _say(reason: Reason, tongue: _Tongue) -> str:
    name, arguments = reason
    if name in _NUMBERS:
        key = (name, *arguments.values())
        said = tongue.ends.get(key)
        if said is None:
            said = _filled(reason, tongue)
            if len(tongue.ends) >= _REMEMBERED:
                tongue.ends.clear()
            tongue.ends[key] = said
        return said
    return _filled(reason, tongue)


def _filled(reason: Reason, tongue: _Tongue) -> str:
    pattern, names = tongue.wordings[reason.id]
    if not names:
        return pattern
    arguments = reason.arguments
    filled = []
    for name, printed in names:
        argument = arguments[name]
        kind = type(argument)
        if kind is Decimal:
            filled.append(printed(argument))  # type: ignore[arg-type]  # it is one
        elif kind is Reason:
            filled.append(_say(argument, tongue))  # type: ignore[arg-type]  # it is one
        else:
            filled.append(_text(argument, tongue))  # type: ignore[arg-type]  # one of the others
    return pattern % (*filled,)


def _text(argument: str | Words | tuple[Words, ...] | tuple[Reason, ...], tongue: _Tongue) -> str:
    if isinstance(argument, str):
        return _line(argument)
    if isinstance(argument, Words):
        return _line(argument.text(tongue.lang))
    reasons = [_say(part, tongue) for part in argument if isinstance(part, Reason)]
    if reasons:
        return "; ".join(reasons)
    return ", ".join([_line(part.text(tongue.lang)) for part in argument if isinstance(part, Words)])


def _line(text: str) -> str:
    return _short_line(text) if len(text) <= _LONG else clean_line(text)


_short_line = lru_cache(_REMEMBERED)(clean_line)
"""Titles of levels and inputs come again and again; a record's long texts are not kept."""


@lru_cache
def _tongue(lang: Lang, standing: Standing) -> _Tongue:
    words = _words()
    printers = _printers(lang)
    if standing == "scored":
        own = {name: wording for name, wording in words.items() if name not in _OUTSIDE}
        return _Tongue(lang, {name: _compiled(wording[lang], printers) for name, wording in own.items()}, {})
    others = {name: _compiled(wording[lang], printers) for name, wording in words[standing].items()}
    return _Tongue(lang, {**_tongue(lang, "scored").wordings, **others}, {})


@lru_cache
def _words() -> dict[str, Any]:
    return loads(read_beside(__file__, "words/reasons.toml"))


def _compiled(template: str, printers: tuple[_Printer, _Printer, _Printer]) -> _Wording:
    number, points, percent = printers
    first, *others = template.replace("%", "%%").split("{")
    pattern = first
    names: list[tuple[str, _Printer]] = []
    for piece in others:
        name, _, literal = piece.partition("}")
        pattern += f"%s{literal}"
        names.append((name, percent if name.endswith("_pct") else points if name in _SHORT else number))
    return _Wording(pattern if names else template, tuple(names))


def _printers(lang: Lang) -> tuple[_Printer, _Printer, _Printer]:
    """Return how numbers, points and percentages are printed. Few differ in a merge, so they are remembered."""
    number, points, percent = (
        lru_cache(_REMEMBERED)(partial(printer, lang=lang))
        for printer in (print_number, print_points, print_percent)
    )
    return number, points, percent
