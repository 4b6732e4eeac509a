"""The figure in an answer, checked against what the rule wants: a count, an amount, a rate."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from decimal import Decimal

from criteria.rules import Ratio
from criteria.typed import NamedTuple
from scoring.answers import Answer, Approx
from scoring.numbers import round_half_up
from scoring.outcome import AnswerError, Reason

_ONE = Decimal(1)
_HUNDRED = Decimal(100)


class Rate(NamedTuple):
    """A rate kept as a fraction, so that comparing it is exact.

    Attributes:
        numerator: The numerator, already times the rule's `per`; of a bare percentage, the percentage.
        denominator: The denominator, above 0; of a bare percentage, 100.
        approx: That the figure is a bound or a rough one.
        reason: The figure in words: "20/22 = 90,91 %".
        doubts: Codes of warnings: that only a percentage is known.
    """

    numerator: Decimal
    denominator: Decimal
    approx: Approx | None
    reason: Reason
    doubts: tuple[str, ...] = ()

    def reaches(self, bound: Decimal) -> bool:
        """Tell whether the rate is at `bound` or above; a figure known to lie under its bound is not."""
        ahead = self.numerator - bound * self.denominator
        return ahead > 0 or (ahead == 0 and self.approx != "under")


def plain_number(answer: Answer, *, whole: bool) -> Decimal:
    """Return the number an answer holds: a count (whole) or an amount.

    Raises:
        AnswerError: It holds none, a negative one, or a fraction where a count is wanted.
    """
    value = answer.value
    if not isinstance(value, Decimal):
        raise AnswerError("R020", "value", wanted="whole" if whole else "number")
    if value < 0:
        raise AnswerError("R021", "value", word=value)
    if whole and value % 1:
        raise AnswerError("R022", "value", word=value)
    return value


def rate(answer: Answer, ratio: Ratio, facts: Mapping[str, Decimal], counts: Collection[str] = ()) -> Rate:
    """Return the rate an answer holds, from its numerator and denominator or from a percentage alone.

    Args:
        answer: The answer.
        ratio: How the rule forms the rate.
        facts: The facts that are numbers, by id.
        counts: Ids of those that are counts: a part of a count is a whole number too.

    Raises:
        AnswerError: The denominator is missing or 0, the numerator is above it, or a figure is no usable number.
    """
    denominator = _denominator(answer, ratio, facts)
    if answer.value is None or (denominator is None and answer.percent is not None):
        return _percentage(answer, ratio)
    value = answer.value
    if not isinstance(value, Decimal):
        raise AnswerError("R020", "value", wanted="number")
    if value < 0:
        raise AnswerError("R021", "value", word=value)
    if denominator is None:
        if ratio.of is None:
            raise AnswerError("R023", "of")
        raise AnswerError("R024", "", fact=ratio.of, id=ratio.of)
    if denominator <= 0:
        raise AnswerError("R025", "of", word=denominator)
    doubts: tuple[str, ...] = ()
    if value % 1 and not denominator % 1:
        if ratio.of in counts:
            raise AnswerError("R022", "value", word=value)
        doubts = ("R515",)
    if value > denominator and not ratio.may_exceed:
        raise AnswerError("R026", "value", word=value, of=denominator)
    figure = _fraction(value, denominator, answer, ratio)
    return figure._replace(doubts=doubts) if doubts else figure


def _fraction(value: Decimal, denominator: Decimal, answer: Answer, ratio: Ratio) -> Rate:
    if ratio.per == _ONE:
        numerator = value
        shown = Reason("rate", {"n": value, "d": denominator, "rate_pct": value * _HUNDRED / denominator})
    else:
        numerator = value * ratio.per
        rounded = round_half_up(numerator / denominator, 4).normalize()
        shown = Reason("rate_per", {"n": value, "d": denominator, "per": ratio.per, "rate": rounded})
    if answer.percent is not None:
        _compare(answer.percent, value, denominator, ratio.per)
    return Rate(numerator, denominator, answer.approx, qualified(shown, answer.approx), ())


def _percentage(answer: Answer, ratio: Ratio) -> Rate:
    percent = answer.percent
    if percent is None:
        raise AnswerError("R020", "value", wanted="number")
    if ratio.per != _ONE:
        raise AnswerError("R027", "percent")
    if percent < 0:
        raise AnswerError("R021", "percent", word=percent)
    if percent > _HUNDRED and not ratio.may_exceed:
        raise AnswerError("R028", "percent", word=percent)
    shown = Reason("percent_alone", {"rate_pct": percent})
    doubts = ("R502", "R516") if 0 < percent < 1 else ("R502",)
    return Rate(percent, _HUNDRED, answer.approx, qualified(shown, answer.approx), doubts)


def _denominator(answer: Answer, ratio: Ratio, facts: Mapping[str, Decimal]) -> Decimal | None:
    if ratio.of is None:
        return answer.of
    fact = facts.get(ratio.of)
    if answer.of is not None and fact is not None and answer.of != fact:
        raise AnswerError("R029", "of", word=answer.of, fact=ratio.of, value=fact)
    return answer.of if fact is None else fact


def _compare(percent: Decimal, value: Decimal, denominator: Decimal, per: Decimal) -> None:
    """Hold a stated percentage against its fraction.

    Raises:
        AnswerError: They differ by more than one unit of the percentage's last digit, or there is none to state.
    """
    if per != _ONE:
        raise AnswerError("R027", "percent")
    exact = value * _HUNDRED / denominator
    unit = _ONE.scaleb(min(int(percent.as_tuple().exponent), 0))
    if abs(exact - percent) > unit:
        raise AnswerError("R042", "percent", word=percent, of=round_half_up(exact, 2))


def qualified(shown: Reason, approx: Approx | None) -> Reason:
    """Return a figure's wording with "trên", "gần" or "khoảng" in front."""
    return shown if approx is None else Reason(f"approx_{approx}", {"figure": shown})
