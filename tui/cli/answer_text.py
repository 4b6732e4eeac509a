"""What to write in a record, in the words of its TOML: ``value = "full" | "partial"``."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from criteria.model import Fact
from criteria.rules import (
    AllOrNothing,
    Choice,
    Composite,
    Given,
    Info,
    Levels,
    Parts,
    PerItem,
    Proportional,
    Ratio,
    Relative,
    Rule,
    Steps,
)
from criteria.typed import assert_never
from scoring.numbers import print_points
from tui.speech import Speech


def answer_text(rule: Rule, most: Decimal, speech: Speech) -> list[str]:
    """Say how to answer a question with this rule: one sentence, and one more for each input of a composite rule."""
    match rule:
        case AllOrNothing():
            return [speech("answer.yes_no")]
        case Levels(levels=options):
            return [speech("answer.level", ids=_either(options))]
        case Parts(parts=options):
            return [speech("answer.parts", ids=_listed(options))]
        case Composite(rules=subs):
            inputs = "{ " + ", ".join(f"{sub.id} = {{ … }}" for sub in subs) + " }"
            said = [speech("answer.inputs", inputs=inputs)]
            for sub in subs:
                form = " ".join(answer_text(sub.rule, sub.points, speech))
                said.append(speech("answer.input", id=sub.id, form=form))
            return said
        case Given(by="upper"):
            return [speech("answer.upper")]
        case Given():
            return [speech("answer.given", most=print_points(most, speech.lang))]
        case Info(answer="level", levels=options):
            return [speech("answer.level", ids=_either(options))]
        case Info(answer="parts", levels=options):
            return [speech("answer.parts", ids=_listed(options))]
        case PerItem(answer=kind):
            return [speech(f"answer.{kind}")]
        case Steps(ratio=ratio) | Proportional(ratio=ratio) | Relative(ratio=ratio) | Info(ratio=ratio):
            return [_ratio(ratio, speech) if rule.answer == "ratio" else speech(f"answer.{rule.answer}")]
        case _:
            assert_never(rule)


def fact_text(fact: Fact, speech: Speech) -> str:
    """Say how to write a fact, behind its id and the equals sign."""
    if fact.answer == "level":
        return speech("answer.fact_level", ids=_either(fact.levels))
    if fact.answer == "parts":
        return speech("answer.fact_parts", ids=_listed(fact.levels))
    return speech(f"answer.fact_{fact.answer}")


def _ratio(ratio: Ratio, speech: Speech) -> str:
    own = ratio.of is None
    form = speech("answer.ratio_own") if own else speech("answer.ratio_of", of=ratio.of)
    if ratio.per == 1:
        form = speech("answer.percent_more" if ratio.may_exceed else "answer.percent", form=form)
    return speech("answer.may_exceed", form=form) if ratio.may_exceed else form


def _either(options: Iterable[Choice]) -> str:
    return " | ".join(f'"{option.id}"' for option in options)


def _listed(options: Iterable[Choice]) -> str:
    return ", ".join(f'"{option.id}"' for option in options)
