"""How the functions made for rules tell their reasons: wordings filled in beforehand as far as they can be."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from criteria.typed import NamedTuple
from criteria.words import Lang
from scoring.answers import Answer
from scoring.numbers import print_points
from scoring.outcome import Reason
from scoring.quick import Facts
from scoring.reasons import Standing, say
from scoring.rules_applied import result_reason

MOST = 1000
"""What is remembered of one rule, at the most."""

Told = tuple[Decimal, bool, str]
"""Points; whether the rule's own maximum is reached; the reason."""
Teller = Callable[[Answer, Facts], Told | None]
"""Judges an answer, and says why; None of an answer that takes more care."""
Rounding = Callable[[Decimal], Decimal]


class Tongue(NamedTuple):
    """The language reasons are told in, and where the indicator's points go."""

    lang: Lang
    standing: Standing = "scored"

    def say(self, reason: Reason) -> str:
        """Put a reason into words."""
        return say(reason, self.lang, self.standing)

    def pattern(self, reason: Reason) -> Callable[..., str]:
        """Return what fills in a reason whose arguments are figures, and places: "{0}", "{1}"."""
        return self.say(reason).format


def results(most: Decimal, tongue: Tongue) -> Callable[[Decimal], str]:
    """Return what tells how many points of `most`."""
    full = tongue.say(result_reason(most, most))
    part = tongue.pattern(Reason("points", {"points": "{0}", "max": most}))
    lang = tongue.lang
    known = {most: full}

    def result(points: Decimal) -> str:
        told = known.get(points)
        if told is None:
            told = part(print_points(points, lang))
            if len(known) < MOST:
                known[points] = told
        return told

    return result
