"""The judge: conditions, classes, facts, coverage, reviews, the status column."""

from collections.abc import Mapping
from decimal import Decimal

import pytest
from strategies.answers import record
from strategies.sets import ZERO, indicator_set, line, pillar

from criteria.model import Condition, Indicator, When
from criteria.rules import (
    AllOrNothing,
    Choice,
    Given,
    Info,
    Levels,
    PerItem,
    Proportional,
    Ratio,
    Relative,
)
from criteria.words import Words
from scoring.answers import Answer, Review
from scoring.judge import judge
from scoring.outcome import NotApplicable
from scoring.record import Record, answer_digest
from scoring.rules_applied import Span
from scoring.scorecard import Coverage, Line, ScoreCard

D = Decimal
NONE = Answer(not_applicable="Không có")
YES = AllOrNothing()
NETWORK = Levels((Choice("fibre", Words("Cáp quang"), D(2)), Choice("none", Words("Chưa"), ZERO)))
STAFF = Proportional(ratio=Ratio("staff"))
AGREED = Review("agreed")
YES_SAID = Answer(value=True)
NO_SAID = Answer(value=False)
Said = Answer | Decimal | bool | str


def card_of(*lines: Indicator, record_: Record) -> ScoreCard:
    """Judge a record by a set of one pillar."""
    return judge(indicator_set(pillar("1", *lines)), record_)


def states(card: ScoreCard) -> dict[str, str]:
    """Return the state of every line."""
    return {one.indicator.id: one.state for one in card.lines}


def codes(card: ScoreCard) -> list[str]:
    """Return the codes of the findings."""
    return [fault.code for fault in card.findings]


def asked_if(*conditions: Condition, rule: object = YES, most: str = "2") -> Indicator:
    """Return the child of a condition."""
    return line("c", most, rule, asked_when=conditions)  # type: ignore[arg-type]  # any rule


PARENTS: list[tuple[str, Indicator, Condition, Answer | None, str]] = [
    ("yes", line("p", "2", YES), Condition("p", equals=True), YES_SAID, "scored"),
    ("no", line("p", "2", YES), Condition("p", equals=True), NO_SAID, "not_asked"),
    ("asked when no", line("p", "2", YES), Condition("p", equals=False), NO_SAID, "scored"),
    ("unanswered", line("p", "2", YES), Condition("p", equals=True), None, "unscored"),
    ("only planned", line("p", "2", YES), Condition("p", equals=True), Answer(plan="Quý I"), "unscored"),
    ("faulty", line("p", "2", YES), Condition("p", equals=True), Answer("có"), "unscored"),
    ("does not apply", line("p", "2", YES), Condition("p", equals=True), NONE, "not_asked"),
    ("a level", line("p", "2", NETWORK), Condition("p", equals="fibre"), Answer("fibre"), "scored"),
    ("another level", line("p", "2", NETWORK), Condition("p", equals="fibre"), Answer("none"), "not_asked"),
    ("above", line("p", "2", PerItem(D(1))), Condition("p", above=D(1)), Answer(D(2)), "scored"),
    ("not above: the number itself", line("p", "2", PerItem(D(1))), Condition("p", above=D(1)), Answer(D(1)), "not_asked"),
    ("recorded", line("p", "0", Info("count")), Condition("p", above=ZERO), Answer(D(1)), "scored"),
    ("recorded, blank", line("p", "0", Info("count")), Condition("p", above=ZERO), None, "unscored"),
    ("a rate that waits", line("p", "2", Relative("amount")), Condition("p", above=ZERO), Answer(D(1)), "scored"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("parent", "condition", "answer", "state"), [row[1:] for row in PARENTS], ids=[row[0] for row in PARENTS]
)
@pytest.mark.parametrize("ahead", [False, True])
def test_a_child_is_asked_when_its_condition_holds(
    parent: Indicator,
    condition: Condition,
    answer: Answer | None,
    state: str,
    ahead: bool,  # noqa: FBT001 - a column of the table
) -> None:
    """An indicator not asked is treated as `rescale`; the child of an unanswered parent is unscored."""
    child = asked_if(condition)
    lines = (child, parent) if ahead else (parent, child)
    card = card_of(*lines, record_=record({"c": True, **({"p": answer} if answer else {})}))
    assert states(card)["c"] == state


@pytest.mark.parametrize(
    ("facts", "condition", "state"),
    [
        ({}, Condition(fact="staff", above=ZERO), "unscored"),
        ({"staff": D(0)}, Condition(fact="staff", above=ZERO), "not_asked"),
        ({"staff": D(1)}, Condition(fact="staff", above=ZERO), "scored"),
        ({"staff": NONE}, Condition(fact="staff", above=ZERO), "not_asked"),
        ({"staff": D(-1)}, Condition(fact="staff", above=ZERO), "unscored"),
        ({"border": True}, Condition(fact="border", equals=True), "scored"),
        ({"border": False}, Condition(fact="border", equals=True), "not_asked"),
        ({"terrain": "high"}, Condition(fact="terrain", equals="high"), "scored"),
        ({"terrain": "low"}, Condition(fact="terrain", equals="high"), "not_asked"),
        ({"terrain": "núi"}, Condition(fact="terrain", equals="high"), "unscored"),
    ],
)
def test_a_condition_on_a_fact(facts: Mapping[str, Said], condition: Condition, state: str) -> None:
    """A condition may look at thông tin chung; a fact that is not known leaves the child unscored."""
    assert states(card_of(asked_if(condition), record_=record({"c": True}, facts=facts)))["c"] == state


def test_the_child_of_a_child() -> None:
    """What is not asked makes what depends on it not asked either."""
    grandchild = line("g", "2", YES, asked_when=(Condition("c", equals=True),))
    card = card_of(
        grandchild,
        asked_if(Condition("p", equals=True)),
        line("p", "2", YES),
        record_=record({"p": False, "c": True, "g": True}),
    )
    assert states(card) == {"g": "not_asked", "c": "not_asked", "p": "scored"}
    assert card.coverage == Coverage(1, 1)


@pytest.mark.parametrize("order", [1, -1])
def test_all_conditions_must_hold_in_whatever_order(order: int) -> None:
    """`asked_when`: all must hold; one that does not hold decides, whatever stands before it."""
    conditions = (Condition("p", equals=True), Condition("q", equals=True))[::order]
    card = card_of(
        line("p", "2", YES),
        line("q", "2", YES),
        asked_if(*conditions),
        record_=record({"q": False, "c": True}),
    )
    assert states(card)["c"] == "not_asked"


def test_a_long_chain_of_conditions() -> None:
    """A set may ask each question only after the one before; thousands of them are judged, in any order."""
    count = 3000
    chain = [line("0", "1", YES)]
    chain += [
        line(str(n), "1", YES, asked_when=(Condition(str(n - 1), equals=True),)) for n in range(1, count)
    ]
    answers = record({str(n): True for n in range(count)})
    assert card_of(*reversed(chain), record_=answers).totals.points == count


def test_a_class_has_a_rule_of_its_own() -> None:
    """`when` replaces the whole rule for a class of unit."""
    rule = Proportional(ratio=Ratio("staff"), target=D("0.8"))
    island = When("island", Proportional(ratio=Ratio("staff"), target=D("0.4")))
    lines = (line("1", "4", rule, when=(island,)),)
    facts = {"staff": D(20)}
    for unit_class, points in ((None, "2"), ("plain", "2"), ("island", "4"), ("núi", "2")):
        card = card_of(*lines, record_=record({"1": D(8)}, facts=facts, unit_class=unit_class))
        assert card.lines[0].points == D(points)
        assert codes(card) == {None: ["R507"], "núi": ["R012"]}.get(unit_class, [])


def test_a_class_whose_points_the_upper_level_gives() -> None:
    """`when` replaces the whole rule: for that class the line is the upper level's, and is not asked of the officer."""
    lines = (line("1", "4", YES, when=(When("island", Given("upper")),)), line("2", "4", YES))
    for unit_class, coverage in (("plain", Coverage(1, 2)), ("island", Coverage(1, 1))):
        card = card_of(*lines, record_=record({"2": True}, unit_class=unit_class))
        assert card.coverage == coverage


def test_a_class_that_need_not_wait_for_the_upper_level() -> None:
    """`when` replaces the whole rule: for that class the officer is asked what the upper level gives elsewhere."""
    lines = (line("1", "4", Given("upper"), when=(When("island", YES),)), line("2", "4", YES))
    for unit_class, coverage in (("plain", Coverage(1, 1)), ("island", Coverage(1, 2))):
        card = card_of(*lines, record_=record({"2": True}, unit_class=unit_class))
        assert card.coverage == coverage


def test_coverage_counts_answers() -> None:
    """Answered: a valid value, percent or not-applicable; a plan, a note or a faulty answer is none."""
    lines = [line(name, "1", STAFF) for name in "12345678"]
    lines += [line("i", "0", Info("text")), line("b", "1", bonus=True), line("u", "1", Given("upper"))]
    lines += [line("p", "1", penalty=True), line("w", "1", Relative("amount"))]
    answers: dict[str, Said] = {
        "1": D(3),
        "2": Answer(percent=D(90)),
        "3": NONE,
        "4": Answer(plan="Quý I"),
        "5": Answer(note="đang hỏi"),
        "6": D(21),
        "7": Answer(D(5), approx="under"),
        "b": D(1),
        "u": D(1),
        "w": D(7),
    }
    card = card_of(*lines, record_=record(answers, facts={"staff": D(20)}))
    assert card.coverage == Coverage(5, 10)
    assert [code for code in codes(card) if code != "R502"] == ["R026", "R505"]


def test_a_faulty_recorded_answer_is_not_asked_for() -> None:
    """Asked: scored indicators (not info): a fault in what is only recorded does not lower the coverage."""
    lines = (line("1", "1", YES), line("i", "0", Info("count")))
    card = card_of(*lines, record_=record({"1": True, "i": "nhiều"}))
    assert "R020" in codes(card)
    assert card.coverage == Coverage(1, 1)


@pytest.mark.parametrize("spoilt", [False, True])
def test_a_fault_in_the_file_spoils_one_answer(spoilt: bool) -> None:  # noqa: FBT001 - a column of the table
    """A fault in one answer makes that answer unscored, not the record unreadable."""
    known = indicator_set(pillar("1", line("1", "1", YES), line("2", "1", YES)))
    card = judge(known, record({"1": True, "2": True}), spoilt={"1"} if spoilt else ())
    assert card.totals.points == (1 if spoilt else 2)
    assert card.lines[0].reason.id == ("faulty" if spoilt else "yes")


def test_what_the_set_does_not_ask_is_named() -> None:
    """An unknown key is a fault that names the nearest known one."""
    lines = (line("1.4", "1", YES),)
    card = card_of(
        *lines, record_=record({"1.5": True, "zzzzz": True}, facts={"stafff": D(1), "xxxxx": D(2)})
    )
    found = {(fault.code, fault.path) for fault in card.findings}
    assert found == {
        ("R011", ("answers", "1.5")),
        ("R010", ("answers", "zzzzz")),
        ("R014", ("facts", "stafff")),
        ("R013", ("facts", "xxxxx")),
    }


def test_evidence_that_is_wanted_is_missed() -> None:
    """An answer that scores without the evidence it needs is doubtful, and scores."""
    wanted = line("1", "1", YES)
    wanted = wanted._replace(evidence=wanted.evidence._replace(required=True))
    card = card_of(wanted, record_=record({"1": True}))
    assert codes(card) == ["R506"]
    assert card.totals.points == 1


REVIEWED: list[tuple[str, Said, Review | None, str | None, str | None, str]] = [
    # why, self (given, of 10), review, verified, difference, status
    ("nobody has looked", D(8), None, None, None, "in_progress"),
    ("nobody has looked: none", D(0), None, None, None, "not_done"),
    ("nobody has looked: all", D(10), None, None, None, "done"),
    ("agreed", D(8), AGREED, "8", "0", "in_progress"),
    ("agreed: all", D(10), AGREED, "10", "0", "done"),
    ("agreed: none", D(0), AGREED, "0", "0", "not_done"),
    ("rejected", D(8), Review("rejected", reason="Thiếu minh chứng"), "0", "8", "needs_evidence"),
    ("rejected: there was nothing", D(0), Review("rejected"), "0", "0", "not_done"),
    ("fewer points", D(8), Review("changed", points=D("7.76")), "7.76", "0.24", "needs_evidence"),
    ("fewer by a value judged anew", D(8), Review("changed", value=D(3)), "3", "5", "needs_evidence"),
    ("more than the self score", D(8), Review("changed", points=D(9)), "9", "-1", "in_progress"),
    ("all, from the reviewer", D(8), Review("changed", points=D(10)), "10", "-2", "in_progress"),
    ("more than none", D(0), Review("changed", points=D(4)), "4", "-4", "not_done"),
    ("full, cut down", D(10), Review("changed", points=D(9)), "9", "1", "needs_evidence"),
    ("unanswered", Answer(), None, None, None, "no_figures"),
    ("unanswered and agreed", Answer(), AGREED, None, None, "no_figures"),
    ("does not apply", NONE, None, None, None, "not_applicable"),
    ("does not apply, agreed", NONE, AGREED, None, None, "not_applicable"),
    ("points above the maximum", D(8), Review("changed", points=D(11)), None, None, "in_progress"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("own", "review", "verified", "difference", "status"),
    [r[1:] for r in REVIEWED],
    ids=[r[0] for r in REVIEWED],
)
def test_the_table_every_office_knows(
    own: Said, review: Review | None, verified: str | None, difference: str | None, status: str
) -> None:
    """Difference = self − verified; verified < self → "Cần bổ sung minh chứng"; else by the self score."""
    card = card_of(line("1", "10"), record_=record({"1": own}, review={"1": review} if review else {}))
    found: Line = card.lines[0]
    assert found.verified_points == (None if verified is None else D(verified))
    assert found.difference == (None if difference is None else D(difference))
    assert found.status == status
    assert ("R037" in codes(card)) == (review is not None and review.points == 11)


def test_a_line_that_does_not_apply_and_is_rejected() -> None:
    """Not applicable "Không áp dụng": once rejected, the line is back in the maximum with 0 and needs evidence."""
    card = card_of(line("1", "10"), record_=record({"1": NONE}, review={"1": Review("rejected")}))
    assert isinstance(card.lines[0].outcome, NotApplicable)
    assert card.lines[0].verified_points == 0
    assert card.lines[0].status in {"needs_evidence", "not_applicable"}
    assert card.verified.totals is not None
    assert card.verified.totals.max == 10


def test_a_verified_total_needs_every_asked_line() -> None:
    """A verified total exists once every asked line is reviewed; before that "thẩm định 20/41"."""
    lines = [line(name, "10") for name in "123"]
    lines += [line("n", "4", YES, asked_when=(Condition("q", equals=True),)), line("q", "2", YES)]
    own: dict[str, Said] = {"1": D(8), "2": D(5), "q": False}
    most = {"1": AGREED, "2": Review("rejected"), "q": AGREED}
    half = card_of(*lines, record_=record(own, review=most))
    assert half.verified.coverage == Coverage(3, 4)
    assert half.verified.totals is None
    whole = card_of(*lines, record_=record(own, review={**most, "3": AGREED}))
    assert whole.verified.coverage == Coverage(4, 4)
    assert whole.verified.totals is not None
    assert whole.verified.totals.points == D(8) * 36 / 32


def test_a_review_of_another_answer_is_stale() -> None:
    """Where the answer judged has changed, the review is `review_stale` and the line unverified again."""
    lines = (line("1", "10", STAFF),)
    judged = record({"1": D(8)}, facts={"staff": D(10), "area": D(3)})
    seen = answer_digest(judged, "1", frozenset(("staff",)))
    review = {"1": Review("rejected", answer=seen)}
    same = {"facts": {"staff": Answer(D("10.0")), "area": Answer(D(4))}}
    for changed, stale in (
        ({}, False),
        (same, False),
        ({"answers": {"1": Answer(D(9))}}, True),
        ({"answers": {"1": Answer(D(8), note="mới")}}, True),
        ({"facts": {"staff": Answer(D(11))}}, True),
    ):
        card = card_of(*lines, record_=judged._replace(**changed, review=review))  # type: ignore[arg-type]  # by name
        assert ("R511" in codes(card)) == stale
        assert (card.lines[0].verified is None) == stale
        assert card.lines[0].verified_points == (None if stale else 0)


def test_the_upper_level_gives_points_in_its_review() -> None:
    """`given` by the upper level: from the review; before that the line has no points and nobody is asked."""
    lines = (line("1", "10", Given("upper")), line("2", "10"))
    waiting = card_of(*lines, record_=record({"1": D(10), "2": D(5)}))
    assert states(waiting)["1"] == "unscored"
    assert waiting.totals.points == 5
    assert waiting.coverage == Coverage(1, 1)
    for review, points in (
        (Review("changed", points=D("7.76")), "7.76"),
        (Review("rejected"), "0"),
        (AGREED, None),
        (Review("changed", points=D(12)), None),
    ):
        card = card_of(*lines, record_=record({"2": D(5)}, review={"1": review}))
        assert card.lines[0].points == (None if points is None else D(points))
        assert card.totals.points == 5 + D(points or 0)


def test_a_changed_value_keeps_its_denominator() -> None:
    """`changed` (value judged anew): of the same denominator, unless the reviewer gives another."""
    lines = (line("1", "10", Proportional()),)
    own = {"1": Answer(D(9), of=D(10))}
    for review, points in (
        (Review("changed", value=D(5)), "5"),
        (Review("changed", value=D(5), of=D(20)), "2.5"),
    ):
        assert card_of(*lines, record_=record(own, review={"1": review})).lines[0].verified_points == D(
            points
        )


def test_a_changed_value_against_all_units() -> None:
    """`changed` (value judged anew): also where every unit reported the same figure and the reviewer a lower one."""
    lines = (line("1", "5", Relative("amount", "min_max")),)
    known = indicator_set(pillar("1", *lines))
    reviewed = record({"1": D(5)}, review={"1": Review("changed", value=D(3))})
    card = judge(known, reviewed, spans={"1": Span(D(5), D(5))})
    assert card.lines[0].points == 5
    assert card.lines[0].verified_points == 0


def test_a_penalty_takes_points() -> None:
    """A penalty's points are taken: negative on its line; what takes nothing is done."""
    lines = (line("1", "10"), line("p", "6", PerItem(D(2)), penalty=True))
    taken = card_of(*lines, record_=record({"1": D(8), "p": D(2)}))
    assert taken.lines[1].points == -4
    assert taken.lines[1].max == 0
    assert taken.totals.points == 4
    assert card_of(*lines, record_=record({"p": D(0)})).lines[1].status == "done"
    unanswered = card_of(*lines, record_=record({"1": D(8)}))
    assert codes(unanswered) == ["R505"]
    assert unanswered.totals.points == 8
    assert unanswered.coverage == Coverage(1, 2)


def test_a_percentage_that_contradicts_its_fraction() -> None:
    """`percent` may stand beside `value`; one that says otherwise is a fault, and scores neither way.

    Without the fact there is nothing it could contradict: the percentage counts, marked and warned of.
    """
    lines = (line("1", "5", STAFF),)
    told = {"1": Answer(D(1), percent=D(100))}
    known = card_of(*lines, record_=record(told, facts={"staff": D(100)}))
    assert (states(known)["1"], codes(known)) == ("unscored", ["R042"])
    blank = card_of(*lines, record_=record(told))
    assert (blank.totals.points, codes(blank)) == (D(5), ["R502"])
    agreeing = card_of(*lines, record_=record({"1": Answer(D(1), percent=D(1))}, facts={"staff": D(100)}))
    assert (agreeing.totals.points, codes(agreeing)) == (D("0.05"), [])
