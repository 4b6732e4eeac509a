"""The sets that come with the program: sound, in two languages, and worked through in their own cases."""

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
import rtoml

from criteria.kinds import read_fields
from criteria.library import SHIPPED, SetPlace, places
from criteria.model import Indicator, IndicatorSet
from criteria.place import Place
from criteria.reading import CASES_FILE, load_set, read_set
from criteria.rule_grammar import SHAPES
from criteria.rules import (
    AllOrNothing,
    Composite,
    Given,
    Info,
    Levels,
    Parts,
    PerItem,
    Proportional,
    Relative,
    Rule,
    Steps,
)
from criteria.words import Words
from scoring.cases import CASES, WorkedCase, run_cases

SETS = [*places([SHIPPED])]
NAMES = [f"{place.id} {place.version}" for place in SETS]
each_set = pytest.mark.parametrize("place", SETS, ids=NAMES)


def loaded(set_id: str) -> IndicatorSet:
    """Return a shipped set by its id."""
    return load_set(next(place.folder for place in SETS if place.id == set_id))


def kind(rule: Rule) -> str:
    """Return the kind of a rule as its file says it."""
    names = {
        AllOrNothing: "all_or_nothing",
        Levels: "levels",
        Parts: "parts",
        Steps: "steps",
        Proportional: "proportional",
        PerItem: "per_item",
        Relative: "relative",
        Given: "given",
        Info: "info",
    }
    return rule.kind if isinstance(rule, Composite) else names[type(rule)]


def variant(rule: Rule) -> str:
    """Return the kind of a rule with what makes a shape of its own of it."""
    match rule:
        case Parts(require=how) | Given(by=how) | Relative(to=how) | Steps(answer=how) | PerItem(answer=how):
            return f"{kind(rule)} {how}"
        case Levels(whole=whole):
            return f"levels by {'points' if whole is None else 'share'}"
        case Proportional(answer=answer, best=best, floor=floor, ratio=ratio):
            traits = (
                ["floor"] * (floor is not None) + ["per"] * (ratio.per != 1) + ["exceed"] * ratio.may_exceed
            )
            return " ".join(["proportional", answer, best, *traits])
        case _:
            return kind(rule)


def wordings(value: object, path: str = "") -> Iterator[tuple[str, Words]]:
    """Yield everything written for people in a set, with the place it stands in."""
    if isinstance(value, Words):
        yield path, value
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from wordings(item, f"{path}.{key}")
    elif isinstance(value, tuple):
        for key, item in zip(getattr(value, "_fields", range(len(value))), value, strict=True):
            yield from wordings(item, f"{path}.{key}")


def test_three_sets_are_shipped() -> None:
    """The commune's readiness, criterion 8 of the new countryside, and an example to learn from."""
    assert {place.id for place in SETS} == {"xa-ict", "ntm-tc8", "vi-du"}


@each_set
def test_a_shipped_set_is_sound(place: SetPlace) -> None:
    """Neither a fault nor a warning, and the folder is named as the set is."""
    reading = read_set(place.folder)
    assert [(fault.code, fault.where()) for fault in reading.faults] == []
    assert reading.set is not None
    assert (reading.set.id, reading.set.version) == (place.id, place.version)


@each_set
def test_the_cases_of_a_shipped_set_come_out(place: SetPlace) -> None:
    """Every worked case of the set has the points it says."""
    done = run_cases(load_set(place.folder), Path(place.folder))
    assert [fault.message("vi") for fault in done.faults] == []
    assert done.run > 0


@each_set
def test_a_shipped_set_speaks_both_languages(place: SetPlace) -> None:
    """Whatever a person reads stands in Vietnamese and in English."""
    for path, words in wordings(load_set(place.folder)):
        assert words.vi.strip(), path
        assert words.en, path
        assert words.en.strip(), path


@each_set
def test_every_indicator_says_what_an_officer_needs(place: SetPlace) -> None:
    """A question and what counts; what should back the answer; what to do for the points; where the law says so."""
    for indicator in load_set(place.folder).indicators():
        assert indicator.question, indicator.id
        assert indicator.help, indicator.id
        assert indicator.reference, indicator.id
        if indicator.in_maximum:
            assert indicator.remedy, indicator.id
        if indicator.evidence.required:
            assert indicator.evidence.hint, indicator.id


@each_set
def test_a_fact_says_what_is_counted(place: SetPlace) -> None:
    """A line of thông tin chung that is a number has a unit, and says what counts."""
    for name, fact in load_set(place.folder).facts.items():
        assert fact.help, name
        assert fact.unit or fact.answer not in {"count", "amount"}, name


@each_set
def test_every_case_has_a_name_of_its_own(place: SetPlace) -> None:
    """A case is known by its sentence."""
    cases = rtoml.loads((Path(place.folder) / CASES_FILE).read_text("utf-8"))["cases"]
    names = [case["name"] for case in cases]
    assert len(set(names)) == len(names)


def test_the_readiness_of_a_commune() -> None:
    """xa-ict has 45 to 60 indicators in six pillars."""
    known = loaded("xa-ict")
    assert len(known.pillars) == 6
    assert 45 <= len([*known.indicators()]) <= 60


def every_rule(indicator: Indicator) -> Iterator[Rule]:
    """Yield the rules of an indicator, those within rules too."""
    for rule in (indicator.rule, *(other.rule for other in indicator.when)):
        yield rule
        if isinstance(rule, Composite):
            yield from (sub.rule for sub in rule.rules)


def test_the_example_uses_every_kind_of_rule() -> None:
    """vi-du shows every kind of rule there is."""
    used = {kind(rule) for indicator in loaded("vi-du").indicators() for rule in every_rule(indicator)}
    assert used == set(SHAPES)


def test_the_example_uses_every_policy_and_standing() -> None:
    """vi-du shows every way not to apply, bonus and penalty, conditions, classes and bands."""
    known = loaded("vi-du")
    indicators = [*known.indicators()]
    policies = {indicator.not_applicable for indicator in indicators} | {known.not_applicable}
    assert policies - {None} == {"rescale", "exclude", "full_marks", "zero", "refuse"}
    assert any(indicator.bonus for indicator in indicators)
    assert any(indicator.penalty for indicator in indicators)
    assert any(indicator.when for indicator in indicators)
    conditions = [condition for indicator in indicators for condition in indicator.asked_when]
    assert any(condition.fact for condition in conditions)
    assert any(condition.above is not None for condition in conditions)
    assert any(condition.equals is not None for condition in conditions)
    assert {fact.answer for fact in known.facts.values()} == {
        "count", "amount", "yes_no", "level", "text", "date", "list",
    }  # fmt: skip


def vi_du_cases() -> tuple[WorkedCase, ...]:
    """Return the cases of the example set."""
    folder = next(Path(place.folder) for place in SETS if place.id == "vi-du")
    read = read_fields(CASES, rtoml.loads((folder / CASES_FILE).read_text("utf-8")), Place())
    cases: tuple[WorkedCase, ...] = read["cases"]
    return cases


ALL = {"0", "between", "max"}
ENDS = {"0", "max"}
EXERCISED = {
    "all_or_nothing": ENDS,
    "levels by share": ALL,
    "levels by points": ALL,
    "parts sum": ALL,
    "parts all": ENDS,
    "steps count": ALL,
    "steps amount": ALL,
    "steps ratio": ALL,
    "proportional ratio high": ALL,
    "proportional ratio high floor": ALL,
    "proportional ratio high per": ALL,
    "proportional ratio high exceed": ALL,
    "proportional ratio low": ALL,
    "proportional count low": ALL,
    "per_item count": ALL,
    "per_item list": ALL,
    "best_of": ALL,
    "sum_of": ALL,
    "all_of": ENDS,
    "relative best": {"awaiting"},
    "relative min_max": {"awaiting"},
    "given officer": ALL,
    "given upper": {"unscored"},
    "info": set(),
}
"""Where the cases of vi-du must have a line of each shape; a shape without a middle has two ends."""


@pytest.mark.parametrize("shape", EXERCISED)
def test_every_shape_is_exercised_at_its_bounds(shape: str) -> None:
    """The cases of vi-du hold each shape at 0, in between and at the maximum."""
    known = loaded("vi-du")
    met: defaultdict[str, set[str]] = defaultdict(set)
    for case in vi_du_cases():
        for name, expected in case.points.items():
            indicator = known.indicator(name)
            if indicator is None or indicator.bonus or indicator.penalty:
                continue
            of = variant(indicator.rule_for(case.unit_class))
            figure = expected.figure
            if isinstance(figure, Decimal):
                met[of].add("0" if figure == 0 else "max" if figure == indicator.points else "between")
            else:
                met[of].add(figure)
    assert EXERCISED[shape] <= met[shape]
    assert shape in {variant(rule) for indicator in known.indicators() for rule in every_rule(indicator)}


def test_every_shape_of_the_example_is_listed() -> None:
    """No shape of vi-du is left out above."""
    shapes = {variant(indicator.rule) for indicator in loaded("vi-du").indicators()}
    assert shapes <= set(EXERCISED)
