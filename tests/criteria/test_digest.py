"""Digests change with what they cover and with nothing else: of a set what decides points, of a record its content."""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from unicodedata import normalize

import pytest
import rtoml
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from hypothesis.strategies import DataObject
from strategies.answers import records as answered
from strategies.records import records
from strategies.sets import indicator_set, line, pillar, sets

from criteria.canonical import canonical, digest
from criteria.digest import set_digest
from criteria.library import SHIPPED, find
from criteria.model import Band, Condition, Fact, IndicatorSet, Reference, Rounding, When
from criteria.reading import load_set
from criteria.rules import AllOrNothing, Choice, Given, Levels, PerItem, Proportional, Ratio, Step, Steps
from criteria.toml import RECORD_BYTES, parse
from criteria.words import Words
from scoring.answers import Answer, Evidence, Review
from scoring.judge import judge
from scoring.record import (
    Assessor,
    ReceivingOffice,
    Record,
    Revision,
    StatedResult,
    Submission,
    answer_digest,
    record_digest,
)
from scoring.record_reading import read_record

D = Decimal
usual = settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)

TOML = """schema = "xaso-record/1"
id = "7d0c1c1e-37f5-4b08-92de-5f6b8a301990"
revision = 3
state = "submitted"
set = { id = "vi-du", version = "2024.1" }
unit = { code = "00001", name = "Xã Ví Dụ", kind = "xã", class = "plain", parent = { code = "001", name = "Huyện" } }
period = { label = "2024-H1", from = 2024-01-01, to = 2024-06-30 }
assessor = { name = "A", post = "B" }
submission = { number = "1/BC" }
[facts]
staff = 22
households = { value = 1890, source = "Thống kê xã" }
[answers]
"1.1" = { value = true, note = "đã có", evidence = [{ number = "1/QĐ", date = 2024-02-01 }] }
"1.4" = { value = 20, of = 22, percent = 90.9, approx = "over" }
"1.6" = { inputs = { wan = { value = 9, of = 12 }, apps = 3 } }
"2.1" = { plan = "quý I" }
"2.2" = { value = ["a", "b"] }
"2.8" = { not_applicable = "không có" }
[review]
"1.1" = { decision = "agreed", by = "C" }
[result]
points = 3.2
[[history]]
revision = 1
at = 2024-07-01T00:00:00
digest = "sha256:0"
"""
"""A record with something under every key."""

SAME: list[tuple[str, str]] = [
    ('id = "7d0c1c1e-37f5-4b08-92de-5f6b8a301990"', 'id = "00000000-37f5-4b08-92de-5f6b8a301990"'),
    ("revision = 3", "revision = 4"),
    ('state = "submitted"', 'state = "draft"'),
    ('assessor = { name = "A", post = "B" }', 'assessor = { name = "Z" }'),
    ('submission = { number = "1/BC" }', 'submission = { number = "2/BC", date = 2024-07-01 }'),
    ('decision = "agreed"', 'decision = "rejected"'),
    ("points = 3.2", "points = 99"),
    ("[result]\npoints = 3.2\n", ""),
    ('digest = "sha256:0"', 'digest = "sha256:1"'),
    ("staff = 22", "staff = 22.0"),
    ("staff = 22", "staff = 2.2e1"),
    ("staff = 22", "staff = { value = 22 }"),
    ("staff = 22", "staff.value = 22"),
    ("apps = 3", "apps = { value = 3.0 }"),
    ("value = 20, of = 22", "of = 22.00, value = 20"),
    ("staff = 22\n", "# ghi chú\n\n  staff   =   22   # 22 người\n"),
    ("staff = 22\n", "\r\nstaff = 22\r\n"),
    ("22\nhouseholds = { value = 1890", "22\nhouseholds = {value=1_890"),
    ("Thống kê xã", normalize("NFD", "Thống kê xã")),
    ('period = { label = "2024-H1", from = 2024-01-01, to = 2024-06-30 }', 'period.label = "2024-H1"'),
    ('"1.1" = {', '"9.9" = {}\n"1.1" = {'),
    ('"1.1" = {', '"9.9" = { note = "" }\n"1.1" = {'),
]  # fmt: skip
OTHER: list[tuple[str, str]] = [
    ('id = "vi-du"', 'id = "vi-dv"'),
    ('version = "2024.1"', 'version = "2024.2"'),
    ('version = "2024.1" }', 'version = "2024.1", digest = "sha256:0" }'),
    ('code = "00001"', 'code = "1"'),
    ('name = "Xã Ví Dụ"', 'name = "Xã Ví Du"'),
    ('kind = "xã"', 'kind = "phường"'),
    ('class = "plain"', 'class = "island"'),
    ('name = "Huyện"', 'name = "Tỉnh"'),
    ('period = { label = "2024-H1", from = 2024-01-01, to = 2024-06-30 }', 'period.label = "2024"'),
    ("staff = 22", "staff = 23"),
    ("staff = 22", 'staff = "22"'),
    ("staff = 22", "staff = 22.000001"),
    ("staff = 22\n", ""),
    ("staff = 22", "stafg = 22"),
    ("staff = 22", "staff = 22\nmarkets = 0"),
    ('source = "Thống kê xã"', 'source = "Thống kê huyện"'),
    ("value = true", "value = false"),
    ('note = "đã có"', 'note = "đã có."'),
    ('number = "1/QĐ"', 'number = "2/QĐ"'),
    ("date = 2024-02-01", "date = 2024-02-02"),
    (', evidence = [{ number = "1/QĐ", date = 2024-02-01 }]', ""),
    ("value = 20, of = 22", "value = 22, of = 20"),
    ("percent = 90.9", "percent = 90.91"),
    ('approx = "over"', 'approx = "under"'),
    ("apps = 3", "apps = 4"),
    ("apps = 3", "app = 3"),
    ('plan = "quý I"', 'plan = "quý II"'),
    ('plan = "quý I"', 'note = "quý I"'),
    ('["a", "b"]', '["a"]'),
    ('["a", "b"]', '["ab"]'),
    ('["a", "b"]', '["a, b"]'),
    ('not_applicable = "không có"', 'not_applicable = "có"'),
    ('"1.4" =', '"1.5" ='),
]  # fmt: skip


def backwards(entries: Mapping[str, Answer]) -> dict[str, Answer]:
    """Return the same entries, the last first."""
    return dict(reversed([*entries.items()]))


def digest_of(text: str) -> str:
    """Return the digest of a record file."""
    reading = read_record(parse(text.encode(), "x.toml", most=RECORD_BYTES))
    assert reading.record is not None
    return record_digest(reading.record)


@pytest.mark.parametrize(("find_", "by"), SAME)
def test_the_digest_of_a_record_does_not_see_how_it_is_written(find_: str, by: str) -> None:
    """NFC, sorted keys, 22 = 22.0; comments, spacing, order, result, review, id, revision, state, assessor, history."""
    assert find_ in TOML
    assert digest_of(TOML.replace(find_, by, 1)) == digest_of(TOML)


@pytest.mark.parametrize(("find_", "by"), OTHER)
def test_the_digest_of_a_record_sees_what_it_says(find_: str, by: str) -> None:
    """SHA-256 of set, unit, period, facts and answers."""
    assert find_ in TOML
    assert digest_of(TOML.replace(find_, by, 1)) != digest_of(TOML)


def test_the_order_of_tables_is_not_seen() -> None:
    """Order left out: the same tables the other way round, and the file in another shape."""
    table = rtoml.loads(TOML)
    table["answers"] = dict(reversed(table["answers"].items()))
    turned = dict(reversed(table.items()))
    assert digest_of(rtoml.dumps(turned)) == digest_of(TOML)


@usual
@given(st.data())
def test_the_digest_of_a_record_covers_no_more(data: DataObject) -> None:
    """Comments, spacing, order, result, review, id, revision, state, assessor and history left out."""
    record = data.draw(records)
    other = data.draw(records)
    turned = record._replace(
        id=other.id,
        revision=7,
        state=other.state,
        assessor=Assessor("X", "Y"),
        submission=Submission("1", date(2024, 1, 1), "Z"),
        review={"1": Review("rejected")},
        result=StatedResult(D(1)),
        history=(Revision(1, datetime(2024, 1, 1, tzinfo=UTC), "sha256:0"),),
        facts=backwards(record.facts),
        answers=backwards(record.answers),
    )
    assert record_digest(turned) == record_digest(record)


@usual
@given(st.data())
def test_the_digest_of_a_record_covers_no_less(data: DataObject) -> None:
    """SHA-256 of set, unit, period, facts and answers: a change in one of them is seen."""
    record = data.draw(records)
    other = data.draw(records)
    part = data.draw(st.sampled_from(["set", "unit", "period", "facts", "answers"]))
    mixed = record._replace(**{part: getattr(other, part)})
    assume(getattr(mixed, part) != getattr(record, part))
    assert record_digest(mixed) != record_digest(record)


@usual
@given(st.data())
def test_one_more_answer_is_seen(data: DataObject) -> None:
    """An answer that says something is content, a plan and a note too; one that says nothing is not there."""
    record = data.draw(records)
    more = data.draw(
        st.sampled_from([Answer(D(0)), Answer(value=False), Answer(()), Answer(plan="x"), Answer(note="x")])
    )
    key = "chưa từng có"
    assert record_digest(record._replace(answers={**record.answers, key: more})) != record_digest(record)
    assert record_digest(record._replace(answers={**record.answers, key: Answer()})) == record_digest(record)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (["ab", "c"], ["a", "bc"]),
        (["s1:a"], ["s1", "a"]),
        ({"a": "b"}, ["a", "b"]),
        ({"a": {"b": True}}, {"a": True, "b": True}),
        ([], [[]]),
        ([], {}),
        ("1", 1),
        (True, 1),
        ("true", True),
        (date(2024, 1, 1), "2024-01-01"),
        (D("0.1"), D("0.10000000000000001")),
        (D(10), D(1)),
    ],
)
def test_different_values_are_spelt_differently(one: object, other: object) -> None:
    """One spelling for equal values, and another for every other value."""
    assert canonical(one) != canonical(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (D("22.0"), 22),
        (D("2.2E+1"), 22),
        (D("-0.00"), 0),
        (D("0E+3"), 0),
        ("e\u0301", "é"),
        ({"b": 1, "a": 2}, {"a": 2, "b": 1}),
        ({"a": 2, "b": None}, {"a": 2}),
        (("a", "b"), ["a", "b"]),
    ],
)
def test_equal_values_are_spelt_alike(one: object, other: object) -> None:
    """Canonical form: NFC, sorted keys, 22 = 22.0."""
    assert canonical(one) == canonical(other)
    assert digest(canonical(one)) == digest(canonical(other))


@usual
@given(st.data())
def test_a_review_names_the_answer_and_facts_it_judged(data: DataObject) -> None:
    """Of the answer and facts that were judged: another note is another answer, another line is not."""
    record: Record = data.draw(records)
    assume(record.answers)
    chosen = data.draw(st.sampled_from([*record.answers]))
    facts = frozenset(data.draw(st.sets(st.sampled_from([*record.facts])))) if record.facts else frozenset()
    before = answer_digest(record, chosen, facts)
    elsewhere = record._replace(
        answers={**record.answers, f"{chosen}x": Answer(D(1))}, facts={**record.facts, "lạ": Answer(D(1))}
    )
    assert answer_digest(elsewhere, chosen, facts) == before
    noted = record.answers[chosen]._replace(note="khác hẳn")
    assert answer_digest(record._replace(answers={**record.answers, chosen: noted}), chosen, facts) != before
    for fact in facts:
        told = {**record.facts, fact: Answer(note="khác hẳn")}
        assert answer_digest(record._replace(facts=told), chosen, facts) != before


NEW = Words("Lời khác", "Other words")
LEVELS = Levels((Choice("a", NEW, D(2)), Choice("b", NEW, D(0))), D(2))
STEPS = Steps("count", (Step(D(1), D(1)), Step(D(2), D(4))))
BASE = indicator_set(
    pillar(
        "1",
        line("1.1", "4", AllOrNothing()),
        line("1.2", "4", LEVELS, asked_when=(Condition("1.1", equals=True),)),
        line("1.3", "4", Proportional(ratio=Ratio("staff"), target=D("0.8"))),
        line("1.4", "4", STEPS),
        line("1.5", "2", PerItem(D(1)), bonus=True),
        weight="2",
    ),
    pillar("2", line("2.1", "4", Given()), stated="5"),
    bands=(Band(D(0), NEW), Band(D(80), NEW)),
    references={"a": Reference("A")},
)
Change = Callable[[IndicatorSet], IndicatorSet]


def on(place: int, **changed: object) -> Change:
    """Return the change of one indicator of the first pillar."""

    def change(known: IndicatorSet) -> IndicatorSet:
        first = known.pillars[0]
        lines = [*first.indicators]
        lines[place] = lines[place]._replace(**changed)  # type: ignore[arg-type]  # attributes by their names
        return known._replace(pillars=(first._replace(indicators=tuple(lines)), *known.pillars[1:]))

    return change


def to(**changed: object) -> Change:
    """Return a change of the set itself."""
    return lambda known: known._replace(**changed)  # type: ignore[arg-type]  # attributes by their names


def of_pillar(**changed: object) -> Change:
    """Return a change of the first pillar."""
    return lambda known: known._replace(pillars=(known.pillars[0]._replace(**changed), *known.pillars[1:]))  # type: ignore[arg-type]  # attributes by their names


DECIDING: dict[str, Change] = {
    "points": on(0, points=D(5)),
    "id": on(0, id="1.9"),
    "another kind of rule": on(0, rule=Given()),
    "a level's weight": on(1, rule=LEVELS._replace(levels=(LEVELS.levels[0], Choice("b", NEW, D(1))))),
    "a level's id": on(1, rule=LEVELS._replace(levels=(LEVELS.levels[0], Choice("c", NEW, D(0))))),
    "shares or points": on(1, rule=LEVELS._replace(whole=None)),
    "a condition": on(1, asked_when=(Condition("1.1", equals=False),)),
    "no condition": on(1, asked_when=()),
    "above": on(1, asked_when=(Condition("1.1", above=D(0)),)),
    "target": on(2, rule=Proportional(ratio=Ratio("staff"), target=D("0.81"))),
    "the target at its default": on(2, rule=Proportional(ratio=Ratio("staff"))),
    "floor": on(2, rule=Proportional(ratio=Ratio("staff"), target=D("0.8"), floor=D("0.1"))),
    "denominator": on(2, rule=Proportional(ratio=Ratio("area"), target=D("0.8"))),
    "may exceed": on(2, rule=Proportional(ratio=Ratio("staff", may_exceed=True), target=D("0.8"))),
    "per": on(2, rule=Proportional(ratio=Ratio("staff", D(1000)), target=D("0.8"))),
    "a step": on(3, rule=STEPS._replace(steps=(Step(D(1), D(2)), Step(D(2), D(4))))),
    "a step's bound": on(3, rule=STEPS._replace(steps=(Step(D(1), D(1)), Step(D(3), D(4))))),
    "count or amount": on(3, rule=STEPS._replace(answer="amount")),
    "each": on(4, rule=PerItem(D(2))),
    "cap": on(4, rule=PerItem(D(1), D(1))),
    "no bonus": on(4, bonus=False),
    "penalty": on(4, bonus=False, penalty=True),
    "policy of an indicator": on(0, not_applicable="zero"),
    "when": on(0, when=(When("island", Given()),)),
    "weight": of_pillar(weight=D(3)),
    "points of a pillar": of_pillar(points=D(17)),
    "a line less": of_pillar(indicators=BASE.pillars[0].indicators[:-1]),
    "a pillar less": to(pillars=BASE.pillars[:1]),
    "maximum": to(max_points=D(99)),
    "aggregation": to(aggregation="weighted_mean"),
    "rounding digits": to(rounding=Rounding(3)),
    "rounding where": to(rounding=Rounding(2, frozenset(("total",)))),
    "policy": to(not_applicable="exclude"),
    "bonus cap": to(bonus_cap=D(1)),
    "a cap of 0": to(bonus_cap=D(0)),
    "penalty cap": to(penalty_cap=D(1)),
    "coverage for a band": to(band_from_coverage=D("0.5")),
    "a band": to(bands=(Band(D(0), NEW), Band(D(81), NEW))),
    "a fact's kind": to(facts={**BASE.facts, "staff": Fact(NEW, "amount")}),
    "classes": to(classes=()),
}
WORDS_ONLY: dict[str, Change] = {
    "title": to(title=NEW),
    "summary": to(summary=NEW),
    "validity": to(valid_from=date(2024, 1, 1), valid_to=date(2024, 12, 31)),
    "references": to(references={"b": Reference("B", date(2024, 1, 1), NEW)}),
    "a pillar's title": of_pillar(title=NEW),
    "an indicator's words": on(0, title=NEW, question=NEW, help=NEW, exclude=NEW, remedy=NEW),
    "a level's title": on(1, rule=LEVELS._replace(levels=(Choice("a", Words("X"), D(2)), Choice("b", Words("Y"), D(0))))),
    "a band's title": to(bands=(Band(D(0), Words("Yếu")), Band(D(80), Words("Tốt")))),
    "a fact's words": to(facts={**BASE.facts, "staff": Fact(NEW, "count", NEW, NEW)}),
    "a class's title": to(classes=tuple(known._replace(title=NEW) for known in BASE.classes)),
    "4 or 4.0": on(0, points=D("4.00")),
    "the default said": on(2, rule=Proportional(ratio=Ratio("staff", D("1.0")), target=D("0.80"))),
}  # fmt: skip


@pytest.mark.parametrize("change", DECIDING.values(), ids=DECIDING)
def test_the_digest_of_a_set_sees_what_decides_points(change: Change) -> None:
    """The set's digest covers what decides points."""
    assert set_digest(change(BASE)) != set_digest(BASE)


@pytest.mark.parametrize("change", WORDS_ONLY.values(), ids=WORDS_ONLY)
def test_the_digest_of_a_set_does_not_see_words(change: Change) -> None:
    """The set's digest covers what decides points, not the words."""
    assert set_digest(change(BASE)) == set_digest(BASE)


def test_every_change_gives_a_digest_of_its_own() -> None:
    """No two of the changes above are taken for one another."""
    digests = [set_digest(change(BASE)) for change in DECIDING.values()]
    assert len({*digests}) == len(digests)


@usual
@given(st.data())
def test_sets_of_one_digest_judge_alike(data: DataObject) -> None:
    """What decides points is covered: where digests are equal, so are the points of any record."""
    known = data.draw(sets())
    first = known.pillars[0]
    lines = (first.indicators[0]._replace(title=NEW, question=NEW), *first.indicators[1:])
    reworded = known._replace(
        title=NEW, pillars=(first._replace(title=NEW, indicators=lines), *known.pillars[1:])
    )
    assert set_digest(reworded) == set_digest(known)
    record = data.draw(answered(known))
    one, other = judge(known, record), judge(reworded, record)
    assert one.totals.points == other.totals.points
    assert [line.points for line in one.lines] == [line.points for line in other.lines]


def deciding(value: object) -> object:
    """Return a part of a set without its words, its digest and what backs an answer."""
    if isinstance(value, dict):
        return {key: deciding(item) for key, item in value.items()}
    if not isinstance(value, tuple):
        return value
    names = getattr(value, "_fields", range(len(value)))
    kept = {name: item for name, item in zip(names, value, strict=True) if name not in {"digest", "evidence"}}
    return type(value), {
        name: deciding(item) for name, item in kept.items() if not isinstance(item, Words)
    } | {name: None for name, item in kept.items() if isinstance(item, Words)}


@usual
@given(sets(), sets())
def test_other_sets_have_other_digests(known: IndicatorSet, other: IndicatorSet) -> None:
    """Two sets have one digest if, and only if, all that decides points is the same."""
    assert (set_digest(known) == set_digest(other)) == (deciding(known) == deciding(other))


def test_the_digest_of_a_set_is_read_with_it() -> None:
    """A set knows its digest once it is read."""
    known = load_set(find("vi-du", "2024.1", [SHIPPED]).folder)
    assert known.digest == set_digest(known)
    assert known.digest.startswith("sha256:")
    assert len(known.digest) == len("sha256:") + 64


def test_office_and_documents_are_part_of_the_record() -> None:
    """SHA-256 of unit and answers: the receiving office and the evidence belong to them."""
    reading = read_record(parse(TOML.encode(), "x.toml", most=RECORD_BYTES)).record
    assert reading is not None
    moved = reading._replace(unit=reading.unit._replace(parent=ReceivingOffice("002", "Tỉnh")))
    told = reading.answers["1.1"]._replace(evidence=(Evidence("1/QĐ"),))
    shown = reading._replace(answers={**reading.answers, "1.1": told})
    assert len({record_digest(one) for one in (reading, moved, shown)}) == 3
