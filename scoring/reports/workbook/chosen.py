"""What was chosen, in words: `answers.csv` names levels and parts by their ids, people know them by their titles."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from criteria.model import IndicatorSet
from criteria.rules import Composite, Info, Levels, Parts, Rule
from criteria.typed import NamedTuple
from scoring.reports.wording import Wording


class _Names(NamedTuple):
    """Titles of what an answer can name: levels and parts by id, and what each input of a composite can name."""

    options: Mapping[str, str]
    inputs: Mapping[str, tuple[str, Mapping[str, str]]]


def chosen(known: IndicatorSet, say: Wording) -> Callable[[str, str], str]:
    """Return what puts a cell of `value` into words, asked with the indicator; what it does not know stays as it is."""
    names = {
        one.id: _names([one.rule, *(other.rule for other in one.when)], say) for one in known.indicators()
    }

    def told(indicator: str, value: str) -> str:
        own = names.get(indicator)
        if own is None or not value:
            return value
        if not own.inputs:
            return _titles(value, own.options)
        return "; ".join(_input(part, own.inputs) for part in value.split("; "))

    return told


def _input(part: str, inputs: Mapping[str, tuple[str, Mapping[str, str]]]) -> str:
    name, _, value = part.partition(" ")
    if name not in inputs:
        return part
    title, options = inputs[name]
    return f"{title}: {_titles(value, options)}" if value else title


def _titles(value: str, options: Mapping[str, str]) -> str:
    """Return the titles of ids parted by commas, if all of them are ids."""
    ids = value.split(", ")
    return "; ".join(options[own] for own in ids) if all(own in options for own in ids) else value


def _names(rules: list[Rule], say: Wording) -> _Names:
    inputs = {
        sub.id: (sub.id if sub.title is None else say.words(sub.title), _options(sub.rule, say))
        for rule in rules
        if isinstance(rule, Composite)
        for sub in rule.rules
    }
    return _Names({own: title for rule in rules for own, title in _options(rule, say).items()}, inputs)


def _options(rule: Rule, say: Wording) -> dict[str, str]:
    match rule:
        case Levels(levels=options) | Parts(parts=options) | Info(levels=options):
            return {option.id: say.words(option.title) for option in options}
        case _:
            return {}
