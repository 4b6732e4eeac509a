"""The score rules at their edges: bounds, qualifiers, denominators, what is no answer."""

from decimal import Decimal

import pytest
import rtoml

from criteria.place import Place
from criteria.rule_grammar import RULE
from scoring.answers import Answer
from scoring.outcome import AnswerError, Awaiting, Recorded, Scored, Unscored
from scoring.record_grammar import ANSWERS
from scoring.rules_applied import Case, Span, apply_rule

FACTS = {"staff": Decimal(20), "households": Decimal(400), "nobody": Decimal(0)}

YES_NO = 'kind = "all_or_nothing"'
LEVELS = """kind = "levels", levels = [
  { id = "head", title.vi = "Trưởng", share = "1" }, { id = "deputy", title.vi = "Phó", share = "1/2" },
  { id = "third", title.vi = "Khác", share = "1/3" }, { id = "none", title.vi = "Chưa", share = "0" }]"""
LEVEL_POINTS = 'kind = "levels", levels = [{ id = "a", title.vi = "A", points = 2.5 }, { id = "b", title.vi = "B", points = 0 }]'
PARTS = 'kind = "parts", parts = [{ id = "a", title.vi = "A", share = "1/3" }, { id = "b", title.vi = "B", share = "1/3" }, { id = "c", title.vi = "C", share = "1/3" }]'
EVERY_PART = f'{PARTS}, require = "all"'
RICH_PARTS = 'kind = "parts", parts = [{ id = "a", title.vi = "A", points = 4 }, { id = "b", title.vi = "B", points = 4 }]'
MEETINGS = 'kind = "steps", answer = "count", steps = [{ from = 4, points = 6 }, { from = 1, points = 2 }, { from = 2, points = 4 }]'
SPENT = 'kind = "steps", answer = "amount", steps = [{ from = 49.5, points = 3 }, { from = 100, points = 6 }]'
ONLINE = 'kind = "steps", answer = "ratio", steps = [{ from = 0.5, points = 3 }, { from = 0.9, points = 6 }]'
THRESHOLD = 'kind = "steps", answer = "ratio", of = "staff", steps = [{ from = 0.95, points = 6 }]'
SHARE = 'kind = "proportional"'
OF_STAFF = 'kind = "proportional", of = "staff"'
TARGET = 'kind = "proportional", of = "staff", target = 0.8'
FLOOR = 'kind = "proportional", target = 0.8, floor = 0.5'
PER_1000 = 'kind = "proportional", of = "households", per = 1000, target = 5'
MAILBOXES = 'kind = "proportional", of = "staff", may_exceed = true, target = 1.2'
LATE = 'kind = "proportional", best = "low", worst = 0.1'
LATE_TOO = 'kind = "proportional", best = "low", target = 0.02, worst = 0.1'
COMPLAINTS = 'kind = "proportional", answer = "count", best = "low", target = 2, worst = 10'
EACH = 'kind = "per_item", each = 2, cap = 5'
LISTED = 'kind = "per_item", answer = "list", each = 2'
GIVEN = 'kind = "given"'
BEST = """kind = "best_of", rules = [
  { id = "zalo", points = 6, kind = "proportional", of = "households", target = 0.5 },
  { id = "page", points = 2, kind = "all_or_nothing" }]"""
SUM = """kind = "sum_of", rules = [
  { id = "wan", points = 4, kind = "proportional" }, { id = "apps", points = 3, kind = "per_item", each = 1 }]"""
ALL = """kind = "all_of", rules = [
  { id = "post", points = 1, kind = "all_or_nothing" },
  { id = "lines", points = 1, kind = "proportional", target = 0.8 },
  { id = "people", points = 1, kind = "steps", answer = "count", steps = [{ from = 2, points = 1 }] }]"""
BEST_OF_ALL = 'kind = "relative", answer = "amount", to = "best"'
BETWEEN = 'kind = "relative", answer = "amount", to = "min_max"'
BANDWIDTH = 'kind = "relative", answer = "ratio", of = "households", may_exceed = true'

WORKED: list[tuple[str, str, str, str]] = [
    # why, rule, answer, points of 6
    ("yes is the maximum", YES_NO, "value = true", "6"),
    ("no is 0", YES_NO, "value = false", "0"),
    ("evidence and notes change nothing", YES_NO, 'value = true, note = "x", plan = "y"', "6"),
    ("a level's share", LEVELS, 'value = "deputy"', "3"),
    ("a third of 6 is 2 exactly", LEVELS, 'value = "third"', "2"),
    ("the highest level", LEVELS, 'value = "head"', "6"),
    ("the lowest level", LEVELS, 'value = "none"', "0"),
    ("a level's own points", LEVEL_POINTS, 'value = "a"', "2.5"),
    ("no part", PARTS, "value = []", "0"),
    ("two thirds", PARTS, 'value = ["c", "a"]', "4"),
    ("three thirds are the whole, exactly", PARTS, 'value = ["a", "b", "c"]', "6"),
    ("a part ticked twice counts once", PARTS, 'value = ["a", "a"]', "2"),
    ("parts worth more than the maximum stop there", RICH_PARTS, 'value = ["a", "b"]', "6"),
    ("all but one is not all", EVERY_PART, 'value = ["a", "b"]', "0"),
    ("all is all", EVERY_PART, 'value = ["b", "c", "a"]', "6"),
    ("below every step", MEETINGS, "value = 0", "0"),
    ("just on the first step", MEETINGS, "value = 1", "2"),
    ("between two steps the lower counts, however the file orders them", MEETINGS, "value = 3", "4"),
    ("just on the last step", MEETINGS, "value = 4", "6"),
    ("far above", MEETINGS, "value = 4000000000", "6"),
    ("22.0 meetings are 22", MEETINGS, "value = 4.0", "6"),
    ("an amount just below a step", SPENT, "value = 49.499", "0"),
    ("an amount on a step with decimals", SPENT, "value = 49.5", "3"),
    ("`under` does not reach the step it equals", SPENT, 'value = 100, approx = "under"', "3"),
    ("`under` reaches the steps below it", SPENT, 'value = 101, approx = "under"', "6"),
    ("`over` scores as the figure", SPENT, 'value = 99, approx = "over"', "3"),
    ("`over` reaches the step it equals", SPENT, 'value = 100, approx = "over"', "6"),
    ("`about` scores as the figure", SPENT, 'value = 100, approx = "about"', "6"),
    ("nearly the lowest step", SPENT, 'value = 49.5, approx = "under"', "0"),
    ("a rate on the step", ONLINE, "value = 9, of = 10", "6"),
    ("a rate a hair below, where a rounded percentage would lie", ONLINE, "value = 89999, of = 100000", "3"),
    ("1/3 of 3 is compared as a fraction", ONLINE, "value = 1, of = 3", "0"),
    ("a percentage alone on the step", ONLINE, "percent = 90", "6"),
    ("a percentage alone below it", ONLINE, "percent = 89.99", "3"),
    ("nearly 90 %", ONLINE, 'percent = 90, approx = "under"', "3"),
    ("over 90 %", ONLINE, 'percent = 90, approx = "over"', "6"),
    ("one step is a threshold: 19 of 20", THRESHOLD, "value = 19", "6"),
    ("one step is a threshold: 18 of 20", THRESHOLD, "value = 18", "0"),
    ("a percentage beside its fraction changes nothing", THRESHOLD, "value = 18, percent = 90", "0"),
    ("none of some", SHARE, "value = 0, of = 7", "0"),
    ("a rate × max", SHARE, "value = 1, of = 4", "1.5"),
    ("all of some", SHARE, "value = 7, of = 7", "6"),
    ("`of` names a fact", OF_STAFF, "value = 5", "1.5"),
    ("the fact's denominator said again is no fault", OF_STAFF, "value = 5, of = 20", "1.5"),
    ("half the target", TARGET, "value = 8", "3"),
    ("one below the target", TARGET, "value = 15", "5.625"),
    ("the target", TARGET, "value = 16", "6"),
    ("above the target", TARGET, "value = 20", "6"),
    ("a percentage alone against the target", TARGET, "percent = 40", "3"),
    ("a percentage alone without the fact", TARGET.replace("staff", "unknown"), "percent = 40", "3"),
    ("nearly the target scores as the figure", TARGET, 'percent = 79, approx = "under"', "5.925"),
    ("below the floor 0", FLOOR, "value = 49, of = 100", "0"),
    ("on the floor in proportion", FLOOR, "value = 50, of = 100", "3.75"),
    ("nearly the floor is below it", FLOOR, 'value = 50, of = 100, approx = "under"', "0"),
    ("per 1,000: 1 of 400 is 2.5", PER_1000, "value = 1", "3"),
    ("per 1,000: the target", PER_1000, "value = 2", "6"),
    ("may exceed: 22 of 20", MAILBOXES, "value = 22", "5.5"),
    ("may exceed: the target lies above 1", MAILBOXES, "value = 24", "6"),
    ("may exceed: 110 %", MAILBOXES, "percent = 110", "5.5"),
    ("may exceed stays within the maximum", MAILBOXES, "value = 90", "6"),
    ("less is better: none", LATE, "value = 0, of = 100", "6"),
    ("less is better: between", LATE, "value = 5, of = 100", "3"),
    ("less is better: the worst", LATE, "value = 10, of = 100", "0"),
    ("less is better: beyond the worst", LATE, "value = 100, of = 100", "0"),
    ("less is better: at the target", LATE_TOO, "value = 2, of = 100", "6"),
    ("less is better: below the target", LATE_TOO, "value = 1, of = 100", "6"),
    ("less is better: past the target", LATE_TOO, "value = 4, of = 100", "4.5"),
    ("less is better: a percentage alone", LATE_TOO, "percent = 4", "4.5"),
    ("a count: none", COMPLAINTS, "value = 0", "6"),
    ("a count: the target", COMPLAINTS, "value = 2", "6"),
    ("a count: between", COMPLAINTS, "value = 6", "3"),
    ("a count: the worst", COMPLAINTS, "value = 10", "0"),
    ("per item: none", EACH, "value = 0", "0"),
    ("per item: two", EACH, "value = 2", "4"),
    ("per item: the cap", EACH, "value = 3", "5"),
    ("per item: entries of a list are counted", LISTED, 'value = ["Chè", "Mật ong"]', "4"),
    ("per item: an entry written twice is one", LISTED, 'value = ["Chè", "Chè"]', "2"),
    ("per item: a list may be counted beforehand", LISTED, "value = 2", "4"),
    ("per item: without a cap the maximum", LISTED, 'value = ["a", "b", "c", "d"]', "6"),
    ("per item: an empty list is 0, and an answer", LISTED, "value = []", "0"),
    ("given: 0", GIVEN, "value = 0", "0"),
    ("given: a fraction", GIVEN, "value = 5.99", "5.99"),
    ("given: the maximum", GIVEN, "value = 6", "6"),
    ("best of: the higher", BEST, "inputs = { zalo = 100, page = true }", "3"),
    ("best of: the other one", BEST, "inputs = { zalo = 10, page = true }", "2"),
    ("best of: one is enough", BEST, "inputs = { zalo = { value = 200 } }", "6"),
    ("sum of: within the maximum", SUM, "inputs = { wan = { value = 12, of = 12 }, apps = 3 }", "6"),
    ("sum of: both", SUM, "inputs = { wan = { value = 9, of = 12 }, apps = 1 }", "4"),
    ("sum of: what is known so far", SUM, "inputs = { apps = 1 }", "1"),
    ("all of: every one at its own maximum", ALL, "inputs = { post = true, lines = { value = 4, of = 5 }, people = 2 }", "6"),
    ("all of: one is not", ALL, "inputs = { post = true, lines = { value = 3, of = 5 }, people = 2 }", "0"),
    ("all of: one is not, the others unknown", ALL, "inputs = { post = false }", "0"),
    ("all of: `under` does not reach the target it equals", ALL, 'inputs = { post = true, lines = { percent = 80, approx = "under" }, people = 2 }', "0"),
    ("all of: `over` reaches it", ALL, 'inputs = { post = true, lines = { percent = 80, approx = "over" }, people = 2 }', "6"),
    ("relative: the best of all", BEST_OF_ALL, "value = 40", "6"),
    ("relative: x/best", BEST_OF_ALL, "value = 10", "1.5"),
    ("relative: (x − min)/(max − min)", BETWEEN, "value = 25", "3"),
    ("relative: the lowest", BETWEEN, "value = 10", "0"),
    ("relative: below the lowest of all others", BETWEEN, "value = 4", "0"),
    ("relative: a rate", BANDWIDTH, "value = 8000", "3"),
]  # fmt: skip

REFUSED: list[tuple[str, str, str, str, str]] = [
    # why, rule, answer, code, key
    ("yes or no, not a number", YES_NO, "value = 1", "R020", "value"),
    ("yes or no, not a text", YES_NO, 'value = "true"', "R020", "value"),
    ("yes or no, not a percentage", YES_NO, "percent = 100", "R020", "value"),
    ("a level that is none", LEVELS, 'value = "chu_tich"', "R030", "value"),
    ("a level by its number", LEVELS, "value = 1", "R031", "value"),
    ("a part that is none", PARTS, 'value = ["a", "z"]', "R030", "value"),
    ("a part without a list", PARTS, 'value = "a"', "R032", "value"),
    ("a count with a fraction", MEETINGS, "value = 1.5", "R022", "value"),
    ("a count below 0", MEETINGS, "value = -1", "R021", "value"),
    ("a count in words", MEETINGS, 'value = "bốn"', "R020", "value"),
    ("a percentage of a count", MEETINGS, "percent = 50", "R020", "value"),
    ("an amount below 0", SPENT, "value = -0.1", "R021", "value"),
    ("no denominator", SHARE, "value = 3", "R023", "of"),
    ("a fact that is not known", TARGET.replace("staff", "unknown"), "value = 3", "R024", ""),
    ("denominator 0", SHARE, "value = 0, of = 0", "R025", "of"),
    ("a fact that is 0", TARGET.replace("staff", "nobody"), "value = 0", "R025", "of"),
    ("denominator below 0", SHARE, "value = 0, of = -5", "R025", "of"),
    ("numerator above denominator", SHARE, "value = 8, of = 7", "R026", "value"),
    ("numerator above the fact", OF_STAFF, "value = 21", "R026", "value"),
    ("numerator below 0", SHARE, "value = -1, of = 7", "R021", "value"),
    ("percent alone with `per`", PER_1000, "percent = 0.5", "R027", "percent"),
    ("more than 100 %", SHARE, "percent = 100.1", "R028", "percent"),
    ("less than 0 %", SHARE, "percent = -1", "R021", "percent"),
    ("a percentage that is off", SHARE, "value = 1, of = 4, percent = 30", "R042", "percent"),
    ("a percentage off by two of its last digit", SHARE, "value = 2, of = 3, percent = 66.9", "R042", "percent"),
    ("a percentage beside a rate per 1,000", PER_1000, "value = 1, percent = 0.25", "R027", "percent"),
    ("a denominator that is not the fact", OF_STAFF, "value = 5, of = 21", "R029", "of"),
    ("a rate in words", SHARE, 'value = "7/7"', "R020", "value"),
    ("too many late files", LATE, "value = 11, of = 10", "R026", "value"),
    ("a list that is a text", LISTED, 'value = "Chè"', "R033", "value"),
    ("points above the maximum", GIVEN, "value = 6.01", "R037", "value"),
    ("points below 0", GIVEN, "value = -0.01", "R037", "value"),
    ("points in words", GIVEN, 'value = "6"', "R020", "value"),
    ("an input nobody asked for", SUM, "inputs = { lan = 1 }", "R034", "inputs"),
    ("a value where inputs are asked", SUM, "value = 3, inputs = { apps = 1 }", "R035", "value"),
    ("a value and no inputs", SUM, "value = 3", "R035", "value"),
    ("an input that does not apply", SUM, 'inputs = { apps = { not_applicable = "x" } }', "R036", "inputs.apps.not_applicable"),
    ("an input with a fault of its own", SUM, "inputs = { apps = 1.5 }", "R022", "inputs.apps.value"),
    ("an input without a denominator", SUM, "inputs = { wan = 3 }", "R023", "inputs.wan.of"),
    ("a figure against all units in words", BEST_OF_ALL, 'value = "40"', "R020", "value"),
]  # fmt: skip
DOUBTFUL: list[tuple[str, str, str, list[tuple[str, str]]]] = [
    ("only the percentage is known", SHARE, "percent = 40", [("R502", "percent")]),
    ("the percentage is rounded", SHARE, "value = 2, of = 3, percent = 66.7", []),
    ("an input is missing in a sum", SUM, "inputs = { apps = 1 }", [("R513", "inputs")]),
    ("an input is missing of the best", BEST, "inputs = { page = true }", []),
    ("an input is known by percentage", SUM, "inputs = { wan = { percent = 40 }, apps = 1 }", [("R502", "percent")]),
]  # fmt: skip
SIX = Decimal(6)
SPAN = Span(Decimal(10), Decimal(40))


def judged(rule: str, answer: str, span: Span | None = SPAN) -> tuple[object, list[tuple[str, str]]]:
    """Judge an answer by a rule, both as a file has them, for 6 points; return the outcome and the doubts."""
    place = Place()
    read = RULE.read(rtoml.loads(f"x = {{ {rule} }}")["x"], place)
    given: Answer = ANSWERS.read(rtoml.loads(f"x = {{ {answer} }}"), place)["x"]
    assert place.faults == []
    doubts: list[tuple[str, str]] = []
    return apply_rule(read, SIX, given, Case(FACTS, doubts, span)), doubts


@pytest.mark.parametrize(
    ("rule", "answer", "points"), [row[1:] for row in WORKED], ids=[row[0] for row in WORKED]
)
def test_an_answer_has_its_points(rule: str, answer: str, points: str) -> None:
    """Every rule gives, at and around its bounds, exactly what its row in the table of rules says."""
    outcome, _ = judged(rule, answer, Span(Decimal(10), Decimal(40)))
    assert isinstance(outcome, Scored)
    assert outcome.points == Decimal(points)


@pytest.mark.parametrize(
    ("rule", "answer", "code", "key"), [r[1:] for r in REFUSED], ids=[r[0] for r in REFUSED]
)
def test_what_is_no_answer_is_a_fault(rule: str, answer: str, code: str, key: str) -> None:
    """An answer that does not fit its rule is a fault at the key that is wrong."""
    with pytest.raises(AnswerError) as caught:
        judged(rule, answer)
    assert (caught.value.code, caught.value.key) == (code, key)


@pytest.mark.parametrize(
    ("rule", "answer", "doubts"), [r[1:] for r in DOUBTFUL], ids=[r[0] for r in DOUBTFUL]
)
def test_a_doubtful_answer_is_warned_of(rule: str, answer: str, doubts: list[tuple[str, str]]) -> None:
    """`percent` alone is enough, is marked and warned of; what is missing in a sum is too."""
    outcome, found = judged(rule, answer)
    assert isinstance(outcome, Scored)
    assert found == doubts


@pytest.mark.parametrize(
    ("rule", "inputs", "state"),
    [
        (SUM, "", Unscored),
        (SUM, 'apps = { note = "sẽ hỏi" }', Unscored),
        (ALL, "post = true, people = 2", Unscored),
        (ALL, 'post = true, people = 2, lines = { plan = "quý I" }', Unscored),
    ],
)
def test_missing_inputs_are_neither_zero_nor_full(rule: str, inputs: str, state: type) -> None:
    """Missing is neither zero nor full: inputs that could still make all of it keep the line unscored."""
    outcome, _ = judged(rule, f"inputs = {{ {inputs} }}")
    assert isinstance(outcome, state)


def test_a_sum_with_a_missing_input_is_no_complete_answer() -> None:
    """A sum counts what is known so far, and is not answered for the coverage."""
    outcome, _ = judged(SUM, "inputs = { apps = 3 }")
    assert isinstance(outcome, Scored)
    assert not outcome.complete
    assert not outcome.reached


@pytest.mark.parametrize(
    ("rule", "answer", "figure"),
    [(BEST_OF_ALL, "value = 40.5", "40.5"), (BETWEEN, "value = 0", "0"), (BANDWIDTH, "value = 600", "1.5")],
)
def test_one_record_waits_for_all_units(rule: str, answer: str, figure: str) -> None:
    """On one record a relative line waits for other units; the merge settles it."""
    outcome, _ = judged(rule, answer, None)
    assert isinstance(outcome, Awaiting)
    assert outcome.figure == Decimal(figure)


@pytest.mark.parametrize(
    ("rule", "value", "span", "points"),
    [
        (BEST_OF_ALL, "0", ("0", "0"), "0"),
        (BETWEEN, "7", ("7", "7"), "6"),
        (BETWEEN, "3", ("7", "7"), "0"),
        (BETWEEN, "0", ("0", "0"), "6"),
        (BETWEEN, "9", ("7", "7"), "6"),
    ],
)
def test_units_that_are_all_alike(rule: str, value: str, span: tuple[str, str], points: str) -> None:
    """x/best over all units, or (x − min)/(max − min): where all are alike nothing is divided by 0.

    A value beyond the others is the reviewer's: figures of all units come from the self scores.
    """
    outcome, _ = judged(rule, f"value = {value}", Span(*map(Decimal, span)))
    assert isinstance(outcome, Scored)
    assert outcome.points == Decimal(points)


@pytest.mark.parametrize(
    ("answer", "value"),
    [
        ('"count"', "3"),
        ('"amount"', "2.5"),
        ('"yes_no"', "true"),
        ('"text"', '"x"'),
        ('"date"', "2024-01-01"),
        ('"list"', '["a"]'),
        ('"list"', "[]"),
        ('"level", levels = [{ id = "a", title.vi = "A" }]', '"a"'),
        ('"parts", levels = [{ id = "a", title.vi = "A" }]', '["a"]'),
    ],
)
def test_what_is_only_recorded_has_no_points(answer: str, value: str) -> None:
    """`info`: any answer, none of it scored."""
    outcome, _ = judged(f'kind = "info", answer = {answer}', f"value = {value}")
    assert isinstance(outcome, Recorded)


@pytest.mark.parametrize(
    ("answer", "value", "code"),
    [
        ('"count"', "2.5", "R022"),
        ('"amount"', "true", "R020"),
        ('"yes_no"', "1", "R020"),
        ('"text"', "1", "R020"),
        ('"date"', '"2024-01-01"', "R020"),
        ('"list"', '"a"', "R020"),
        ('"ratio"', "3", "R023"),
        ('"level", levels = [{ id = "a", title.vi = "A" }]', '"b"', "R030"),
        ('"parts", levels = [{ id = "a", title.vi = "A" }]', '"a"', "R032"),
    ],
)
def test_what_is_recorded_is_checked_all_the_same(answer: str, value: str, code: str) -> None:
    """What is only recorded still has to be of its kind."""
    with pytest.raises(AnswerError) as caught:
        judged(f'kind = "info", answer = {answer}', f"value = {value}")
    assert caught.value.code == code


@pytest.mark.parametrize("numerator", ["999999999999999998", "999999999999999999"])
@pytest.mark.parametrize("most", ["123456789012345.6", "0.000000000000001", "99999999999999.9"])
def test_large_figures_stay_within_the_maximum(numerator: str, most: str) -> None:
    """min(1, r/target) × max: also where a product has more digits than are kept."""
    place = Place()
    rule = RULE.read({"kind": "proportional", "target": 0.7}, place)
    outcome = apply_rule(
        rule, Decimal(most), Answer(Decimal(numerator), of=Decimal(10**18 - 1)), Case({}, [])
    )
    assert isinstance(outcome, Scored)
    assert 0 <= outcome.points <= Decimal(most)
