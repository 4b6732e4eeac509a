"""The questions of the shipped sets: every indicator can be answered in full with the slots it is given."""

from collections.abc import Iterator
from decimal import ROUND_CEILING, Decimal

import pytest
from strategies.sheets import SETS, complete, draft_of, record_at, sheet

from criteria.model import IndicatorSet
from criteria.rules import (
    AllOrNothing,
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
from scoring.drafts.draft import Draft
from scoring.drafts.entries import entries_of
from scoring.drafts.paths import Path
from scoring.drafts.questions import Question, questionnaire
from scoring.drafts.sheet import Sheet
from scoring.drafts.understanding import written_number
from scoring.judge import judge
from scoring.outcome import Scored
from scoring.samples import sample_records

DENOMINATOR = Decimal(1000)
CLASSES = [
    (name, unit_class)
    for name, known in SETS.items()
    for unit_class in (None, *(other.id for other in known.classes))
]


def full_marks(  # noqa: C901, PLR0912 - one case per kind
    rule: Rule, most: Decimal, at: Path
) -> Iterator[tuple[Path, str]]:
    """Yield texts that earn all the points of a rule."""
    value = (*at, "value")
    match rule:
        case AllOrNothing():
            yield value, "yes"
        case Levels(levels=levels):
            yield value, max(levels, key=lambda level: level.weight).id
        case Parts(parts=parts):
            yield value, ",".join(part.id for part in parts)
        case Steps(answer=kind, steps=steps, ratio=ratio):
            yield from figure(kind, steps[-1].reached, ratio, at)
        case Proportional(answer=kind, target=target, ratio=ratio):
            yield from figure(kind, target, ratio, at)
        case PerItem(each=each, cap=cap, answer=kind):
            wanted = int(((cap or most) / each).to_integral_value(ROUND_CEILING))
            yield value, str(wanted) if kind == "count" else "\n".join(f"Mục {n}" for n in range(wanted))
        case Composite(rules=rules):
            for sub in rules:
                yield from full_marks(sub.rule, sub.points, (*at, "inputs", sub.id))
        case Given(by="officer"):
            yield value, written_number(most)
        case Relative(answer=kind, ratio=ratio):
            yield from figure(kind, Decimal(1), ratio, at)
        case Info(answer="ratio", ratio=ratio):
            yield from figure("ratio", Decimal(1), ratio, at)
        case Info(answer=kind, levels=levels):
            yield value, recorded(kind, levels[0].id if levels else "")
        case Given():
            return


def recorded(kind: str, first: str) -> str:
    """Return a text for what is only recorded, or a fact."""
    texts = {
        "yes_no": "yes",
        "level": first,
        "parts": first,
        "date": "30/6/2024",
        "text": "MISA",
        "list": "A\nB",
    }
    return texts.get(kind, "1000")


def figure(kind: str, wanted: Decimal, ratio: Ratio, at: Path) -> Iterator[tuple[Path, str]]:
    """Yield a figure that reaches `wanted`, or a rate out of a thousand that does."""
    if kind != "ratio":
        yield (*at, "value"), written_number(wanted)
        return
    needed = (wanted * DENOMINATOR / ratio.per).to_integral_value(ROUND_CEILING)
    yield (*at, "value"), written_number(needed)
    if ratio.of is None:
        yield (*at, "of"), written_number(DENOMINATOR)


def type_facts(known: IndicatorSet, typed: Sheet) -> None:
    """Type every fact."""
    for name, fact in known.facts.items():
        slot = typed.question(("facts", name)).slots[0]
        assert typed.type(slot.path, recorded(fact.answer, fact.levels[0].id if fact.levels else ""))


@pytest.mark.parametrize(("name", "unit_class"), CLASSES)
def test_every_indicator_can_be_answered_in_full(name: str, unit_class: str | None) -> None:
    """For each class of unit every indicator has the slots a full answer needs, and it earns the maximum."""
    known = SETS[name]
    typed = sheet(known)
    typed.put({("unit", "class"): unit_class or ""})
    type_facts(known, typed)
    for question in typed.questions:
        if question.indicator is None or question.rule is None:
            continue
        paths = {slot.path for slot in question.slots}
        for path, text in full_marks(question.rule, question.indicator.points, question.key):
            assert path in paths
            assert typed.type(path, text)
        assert typed.faults(question) == ()
    for question in typed.questions:
        line = typed.line(question)
        if line is not None and isinstance(line.outcome, Scored):
            assert line.outcome.points == line.indicator.points, question.code
        elif line is not None and line.state not in {"recorded", "awaiting", "not_asked"}:
            assert question.by_upper, question.code


@pytest.mark.parametrize("path", ["complete", *sample_records()])
def test_the_answers_of_a_record_typed_anew_give_its_total(path: str) -> None:
    """Typed key by key into an empty sheet, the answers of the sample records earn the same points."""
    record = complete() if path == "complete" else record_at(path)
    known = SETS["xa-ict"]
    typed = sheet(known)
    for where, text in entries_of(known, record).items():
        for end in range(1, len(text) + 1):
            typed.type(where, text[:end])
    own = judge(known, record._replace(review={}))
    assert typed.card.totals == own.totals
    assert typed.card.coverage == own.coverage
    assert typed.record.answers == record.answers
    assert typed.record.facts == record.facts
    while typed.undo():
        pass
    assert dict(typed.draft.entries) == {}


@pytest.mark.parametrize("name", SETS)
def test_questions_have_keys_and_slots_of_their_own(name: str) -> None:
    """Keys and paths are unique, every slot stands below its question's key, and choices have words."""
    known = SETS[name]
    asked = questionnaire(known, None)
    keys = [question.key for question in asked]
    paths = [slot.path for question in asked for slot in question.all_slots]
    assert len({*keys}) == len(keys)
    assert len({*paths}) == len(paths)
    assert [question.code for question in asked if question.code] == [i.id for i in known.indicators()]
    for question in asked[1:]:
        assert all(slot.path[:2] == question.key for slot in question.all_slots)
        assert bool(question.slots) != question.by_upper
    for slot in (slot for question in asked for slot in question.all_slots):
        assert bool(slot.choices) == (slot.kind in {"level", "parts", "choice"})
        assert slot.of is None or slot.of in known.facts


def aside(question: Question) -> list[str]:
    """Return the roles of what may be said beside an answer."""
    return [slot.role for slot in question.aside]


def test_what_makes_no_sense_is_not_offered() -> None:
    """Approximate stands by figures, a plan by what is scored, "not applicable" where the set allows it."""
    sources = ["source", "as_of", "note"]
    typed = sheet(SETS["xa-ict"])
    assert aside(typed.question(("facts", "staff"))) == ["approx", "not_applicable", *sources]
    assert aside(typed.question(("answers", "2.3"))) == ["approx", "not_applicable", "plan", *sources]
    assert aside(typed.question(("answers", "2.8"))) == ["not_applicable", "plan", *sources]
    assert aside(typed.question(("answers", "3.13"))) == sources
    assert aside(typed.question(("answers", "2.11"))) == [
        "approx",
        "approx",
        "not_applicable",
        "plan",
        *sources,
    ]
    assert [slot.role for slot in typed.question(("answers", "2.5")).slots] == ["value", "of", "percent"]
    assert [slot.role for slot in typed.question(("answers", "2.3")).slots] == ["value", "percent"]


def test_a_draft_asks_as_its_record_did() -> None:
    """The class of unit decides the rules, whether it was typed or came with the record."""
    known = SETS["vi-du"]
    record = draft_of(known, complete())
    assert isinstance(record, Draft)
    typed = sheet(known)
    plain = {question.key: question.rule for question in typed.questions}
    typed.put({("unit", "class"): "island"})
    island = {question.key: question.rule for question in typed.questions}
    assert plain.keys() == island.keys()
    assert plain != island
