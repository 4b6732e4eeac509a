"""The sheet: states, what is open, what is remarked on, and what a change does."""

from collections.abc import Mapping
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies.records import unsettled
from strategies.sheets import SETS, complete, draft_of, sheet, ticks

from criteria.rules import Ratio, Steps
from criteria.rules import Step as Reached
from criteria.words import Lang
from scoring.answers import Answer
from scoring.drafts.doubts import far_rates
from scoring.drafts.draft import Draft, Place, Step
from scoring.drafts.paths import FRONT, Path
from scoring.drafts.questions import Question
from scoring.drafts.sheet import Sheet
from scoring.drafts.states import QuestionState
from scoring.judge import judge
from scoring.periods import parse_period
from scoring.record import Record

LANGS: tuple[Lang, ...] = ("vi", "en")
XA, VI_DU = SETS["xa-ict"], SETS["vi-du"]
A23: Path = ("answers", "2.3")
STAFF: Path = ("facts", "staff")


def found(typed: Sheet, key: Path) -> list[str]:
    """Return the codes of everything said of a question."""
    question = typed.question(key)
    return [fault.code for fault in (*typed.faults(question), *typed.warnings(question))]


def codes(typed: Sheet, key: Path) -> list[str]:
    """Return the codes of the remarks on a question."""
    return [remark.fault.code for remark in typed.remarks() if remark.question == key]


def last_period(answers: Mapping[str, Answer], facts: Mapping[str, Answer] | None = None) -> Record:
    """Return a record of the half-year before."""
    period = parse_period("2023-H1")
    assert period is not None
    return complete()._replace(period=period, answers=answers, facts=facts or {})


STATES: tuple[tuple[str, Path, dict[str, str], QuestionState], ...] = (
    ("nothing said", A23, {}, "blank"),
    ("a note alone", A23, {"note": "đang xin số liệu"}, "blank"),
    ("a plan alone", A23, {"plan": "Quý I"}, "planned"),
    ("answered", A23, {"value": "16", "evidence|0|title": "QĐ"}, "answered"),
    ("without the evidence it needs", A23, {"value": "16"}, "answered"),
    ("no number", A23, {"value": "x"}, "faulty"),
    ("over the fact", A23, {"value": "23"}, "faulty"),
    ("a percentage alone", A23, {"percent": "90"}, "doubtful"),
    ("not applicable", A23, {"not_applicable": "Xã chưa được cấp"}, "not_applicable"),
    ("an input missing", ("answers", "2.11"), {"inputs|paperless|value": "2"}, "doubtful"),
    ("by the upper level", ("answers", "3.13"), {}, "upper"),
    ("a fact", STAFF, {}, "answered"),
    ("a faulty fact", STAFF, {"value": "2,5"}, "faulty"),
    ("a fact that does not apply", STAFF, {"value": "", "not_applicable": "Không có"}, "not_applicable"),
)


@pytest.mark.parametrize(("key", "texts", "state"), [case[1:] for case in STATES], ids=[s[0] for s in STATES])
def test_a_question_has_the_state_of_what_is_said(key: Path, texts: dict[str, str], state: str) -> None:
    """Each way of answering, or not, has its state."""
    typed = sheet(XA, {(*STAFF, "value"): "22", ("facts", "meetings", "value"): "12"})
    typed.put({(*key, *path.split("|")): text for path, text in texts.items()})
    assert typed.state(typed.question(key)) == state


def test_what_is_not_asked_is_no_open_question() -> None:
    """A question whose condition does not hold is passed over, and nothing about it is remarked."""
    typed = sheet(VI_DU)
    conditional = next(q for q in typed.questions if q.indicator is not None and q.indicator.asked_when)
    assert conditional.indicator is not None
    (condition,) = conditional.indicator.asked_when
    parent = ("answers", condition.indicator) if condition.indicator else ("facts", str(condition.fact))
    slot = typed.question(parent).slots[0]
    typed.type(slot.path, "no" if slot.kind == "yes_no" else "0")
    assert typed.state(conditional) == "not_asked"
    assert not typed.is_open(conditional)
    assert codes(typed, conditional.key) == []


def test_an_info_question_answered_is_recorded() -> None:
    """What is never scored is recorded, not answered."""
    typed = sheet(XA, base=complete())
    states = {typed.state(question) for question in typed.questions}
    assert "recorded" in states
    assert "blank" not in states


def test_the_next_open_question_goes_round() -> None:
    """One key goes to the next question that needs somebody, past the end to the beginning."""
    typed = sheet(XA, base=complete())
    assert typed.next_open() is None
    first, last = typed.question(A23), typed.questions[-1]
    typed.clear(first)
    typed.clear(last)
    assert typed.next_open() == first
    assert typed.next_open(first.key) == last
    assert typed.next_open((*last.key, "value")) == first
    assert typed.next_open(("answers", "không có")) == first


def test_the_front_page_is_open_until_somebody_signs() -> None:
    """The first question of a new draft is who fills it in."""
    typed = sheet(XA)
    front = typed.question(FRONT)
    assert typed.next_open() == front
    assert codes(typed, FRONT) == ["R525", "R522"]
    typed.type(("assessor", "name"), "Nguyễn Thị Ví Dụ")
    assert typed.state(front) == "doubtful"
    typed.type(("unit", "class"), XA.classes[0].id)
    assert typed.state(front) == "answered"
    typed.type(("submission", "date"), "31/6/2024")
    assert typed.state(front) == "faulty"
    assert codes(typed, FRONT) == ["T004"]


def test_the_sheet_judges_what_is_typed() -> None:
    """The card follows every key, and the line says why."""
    typed = sheet(XA, {(*STAFF, "value"): "20"})
    question = typed.question(A23)
    typed.type((*A23, "value"), "1")
    few = typed.card.totals.points
    typed.type((*A23, "value"), "18")
    assert typed.card.totals.points > few
    assert typed.card == judge(XA, typed.record)
    line = typed.line(question)
    assert line is not None
    assert line.answer == Answer(Decimal(18))
    assert typed.line(typed.question(STAFF)) is None


def test_a_change_confirms_what_was_carried() -> None:
    """An answer brought from the last period is confirmed by a key, or by changing it; a note does not confirm it."""
    entries = {("carried", *A23): "2023-H2", (*A23, "value"): "16", (*STAFF, "value"): "22"}
    entries[*A23, "evidence", "0", "title"] = "QĐ"
    typed = sheet(XA, {**entries, ("carried", *STAFF): "2023-H2"})
    question, staff = typed.question(A23), typed.question(STAFF)
    assert typed.state(question) == "carried"
    assert typed.carried_from(question) == "2023-H2"
    assert codes(typed, A23)[0] == "R520"
    typed.type((*A23, "note"), "x")
    typed.type((*A23, "value"), "16")
    assert typed.state(question) == "carried"
    typed.type((*A23, "value"), "17")
    assert typed.state(question) == "answered"
    typed.undo()
    assert typed.state(question) == "carried"
    assert typed.text((*A23, "value")) == "16"
    assert typed.confirm(staff)
    assert not typed.confirm(staff)
    assert typed.state(staff) == "answered"


def test_clearing_an_answer_leaves_what_stands_beside_it() -> None:
    """The value, the plan and the mark go; the note, the source and the evidence stay; one undo brings all back."""
    texts = {"value": "16", "approx": "over", "plan": "Quý I", "note": "x", "evidence|0|title": "QĐ"}
    entries = {(*A23, *path.split("|")): text for path, text in texts.items()}
    typed = sheet(XA, {**entries, ("carried", *A23): "2023"})
    assert typed.clear(typed.question(A23))
    assert {path[2] for path in typed.draft.entries} == {"note", "evidence"}
    assert not typed.clear(typed.question(A23))
    assert typed.undo() is not None
    assert dict(typed.draft.entries) == {**entries, ("carried", *A23): "2023"}


def test_rows_of_evidence_keep_their_numbers_while_one_edits() -> None:
    """A row taken out leaves a gap; the record has none."""
    typed = sheet(XA, {(*A23, "value"): "16"})
    question = typed.question(A23)
    for title in ("A", "B", "C"):
        typed.type((*A23, "evidence", str(typed.next_row(question)), "title"), title)
    assert typed.drop_evidence(question, 1)
    assert not typed.drop_evidence(question, 1)
    assert typed.evidence(question) == (0, 2)
    assert typed.next_row(question) == 3
    assert [document.title for document in typed.answer(question).evidence] == ["A", "C"]


def test_undo_says_where_to_look() -> None:
    """Undo and redo return the path of what changed, and nothing where there is nothing."""
    typed = sheet(XA)
    assert typed.undo() is None
    typed.type((*A23, "note"), "x")
    assert typed.undo() == (*A23, "note")
    assert typed.redo() == (*A23, "note")
    assert typed.redo() is None


def test_a_second_window_changes_nothing() -> None:
    """A read-only sheet shows all and takes no change."""
    typed = sheet(XA, base=complete(), read_only=True)
    before = dict(typed.draft.entries)
    question = typed.question(A23)
    assert not typed.type((*A23, "value"), "1")
    assert not typed.put({(*A23, "note"): "x"})
    assert not typed.clear(question)
    assert typed.undo() is None
    assert typed.redo() is None
    assert dict(typed.draft.entries) == before


def test_every_step_and_place_is_told() -> None:
    """A journal hears of each change once, and of each new place; its steps make the same draft."""
    typed = sheet(XA)
    steps: list[Step] = []
    places: list[Place] = []
    typed.on_step.append(steps.append)
    typed.on_place.append(places.append)
    typed.type((*A23, "value"), "1")
    typed.type((*A23, "value"), "1")
    typed.undo()
    typed.undo()
    typed.redo()
    typed.go(Place(A23, (*A23, "value"), 1))
    typed.go(Place(A23, (*A23, "value"), 1))
    assert [step.kind for step in steps] == ["do", "undo", "redo"]
    assert places == [Place(A23, (*A23, "value"), 1)]
    again = Draft.from_steps(typed.draft.head, {}, steps, places[-1])
    assert again.entries == typed.draft.entries
    assert again.place == typed.draft.place


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("1.1", "1.1"),
        ("2.", "2.1"),
        ("chu ky so", "2.2"),
        ("CHỮ KÝ SỐ", "2.2"),
        ("truc lien thong", "2.7"),
        ("không có từ này", None),
        ("  ", None),
    ],
)
def test_a_question_is_found_by_words_without_marks_or_by_code(text: str, first: str | None) -> None:
    """What is typed fastest finds the question."""
    hits = sheet(XA).find(text)
    assert (hits[0].code if hits else None) == first


def test_a_jump_since_the_last_period_is_doubtful() -> None:
    """A figure or a rate more than half away from the last period's is accepted and remarked on."""
    staff = {"staff": Answer(Decimal(20))}
    previous = last_period({"2.3": Answer(Decimal(10)), "4.7": Answer(Decimal(9))}, staff)
    typed = sheet(XA, {(*STAFF, "value"): "40", (*A23, "value"): "20"}, previous=previous)
    assert found(typed, STAFF) == ["R518"]
    assert "R518" not in found(typed, A23)  # 50 % as before
    typed.type((*A23, "value"), "31")
    assert found(typed, A23) == ["R521", "R518"]
    assert typed.state(typed.question(A23)) == "doubtful"
    assert typed.previous_answer(typed.question(A23)) == Answer(Decimal(10))
    card = typed.previous_card
    assert card is not None
    assert card.record == previous


@pytest.mark.parametrize(
    ("texts", "codes"),
    [
        ({"value": "1,5", "of": "2"}, ["R528"]),
        ({"percent": "0,48"}, ["R502", "R529"]),
        ({"percent": "48"}, ["R502"]),
        ({"value": "1", "of": "2"}, []),
    ],
)
def test_doubts_about_a_rate_are_told_in_the_words_of_the_desk(
    texts: dict[str, str], codes: list[str]
) -> None:
    """A share of a person, and a rate typed as a fraction, are accepted and remarked on."""
    key = ("answers", "2.5")
    typed = sheet(XA, {(*key, "evidence", "0", "title"): "QĐ"})
    typed.put({(*key, role): text for role, text in texts.items()})
    assert found(typed, key) == codes


def test_inputs_and_bare_percentages_are_compared_too() -> None:
    """A part of a composite answer, and a rate of which only the percentage is known, are held against the last ones."""
    part = Answer(inputs={"online": Answer(Decimal(2), of=Decimal(10))})
    previous = last_period({"2.11": part, "2.5": Answer(percent=Decimal(30))})
    typed = sheet(XA, previous=previous)
    typed.put({("answers", "2.11", "inputs", "online", "percent"): "90", ("answers", "2.5", "percent"): "44"})
    assert "R518" in found(typed, ("answers", "2.11"))
    assert "R518" not in found(typed, ("answers", "2.5"))
    typed.put(
        {("answers", "2.5", "value"): "999999999999999999", ("answers", "2.5", "of"): "0,00000000000001"}
    )
    assert typed.state(typed.question(("answers", "2.5"))) == "faulty"


@pytest.mark.parametrize(
    ("key", "texts", "doubtful"),
    [
        (("answers", "1.1"), {"value": "25"}, False),  # more computers than officers may well be
        (("answers", "1.1"), {"value": "44"}, False),  # twice as many
        (("answers", "1.1"), {"value": "45"}, True),
        (("answers", "1.1"), {"value": "1.234"}, True),
        (("answers", "1.1"), {"percent": "560"}, True),
        (("answers", "1.2"), {"inputs|printers|value": "31", "inputs|scanners|value": "desk"}, True),
        (("answers", "1.2"), {"inputs|printers|value": "12"}, False),
        (("answers", "1.8"), {"value": "15"}, False),  # per 1,000 households
    ],
)
def test_a_rate_far_above_the_whole_is_doubtful(key: Path, texts: dict[str, str], *, doubtful: bool) -> None:
    """A rate of more than twice the whole, of a rule that asks for the whole at most, is accepted and remarked on."""
    facts = {"staff": "22", "rooms": "10", "households": "1900"}
    typed = sheet(XA, {("facts", name, "value"): text for name, text in facts.items()})
    typed.put({(*key, *path.split("|")): text for path, text in texts.items()})
    assert ("R530" in codes(typed, key)) is doubtful
    assert typed.faults(typed.question(key)) == ()
    assert not doubtful or typed.state(typed.question(key)) == "doubtful"


def test_a_step_that_lies_above_the_whole_makes_no_rate_doubtful() -> None:
    """Where points are given for more than the whole, a rate above it says nothing."""
    ratio = Ratio("staff", may_exceed=True)
    record = sheet(XA, {(*STAFF, "value"): "2", ("answers", "1.1", "value"): "9"}).record
    for bound, wanted in ((Decimal(1), ["R530"]), (Decimal(3), [])):
        question = sheet(XA).question(("answers", "1.1"))
        question = question._replace(rule=Steps("ratio", (Reached(bound, Decimal(1)),), ratio))
        assert [fault.code for fault in far_rates(question, record)] == wanted


def test_figures_of_unlike_periods_are_not_compared() -> None:
    """A year's figure is not held against a half-year's."""
    year = parse_period("2023")
    assert year is not None
    previous = last_period({}, {"staff": Answer(Decimal(200))})._replace(period=year)
    typed = sheet(XA, {(*STAFF, "value"): "40"}, previous=previous)
    assert found(typed, STAFF) == []


def test_a_record_of_another_set_has_no_card_here() -> None:
    """The last period's record is judged only by a set of its own id."""
    assert sheet(VI_DU, previous=complete()).previous_card is None
    assert sheet(VI_DU).previous_card is None


def test_all_at_full_marks_is_remarked() -> None:
    """A record with every maximum is put to the officer once more."""
    known = SETS["ntm-tc8"]
    typed = sheet(known, {("assessor", "name"): "A"})
    from_cases: dict[Path, str] = {
        ("facts", name, "value"): "10" for name, fact in known.facts.items() if fact.answer == "count"
    }
    typed.put(from_cases)
    typed.put(dict(texts for q in typed.questions if q.indicator for texts in all_yes(q)))
    assert typed.card.totals.points == known.max_points
    assert "R519" in codes(typed, FRONT)


def all_yes(question: Question) -> list[tuple[Path, str]]:
    """Return texts that say the best to every slot of criterion 8."""
    best = {"yes_no": "yes", "percent": "", "count": "10", "amount": "10"}
    return [(slot.path, best[slot.kind]) for slot in question.slots]


def test_everything_missing_or_doubtful_is_listed_in_order() -> None:
    """The list before handing in has what blocks and what is only doubtful, in the order of the questions."""
    base = complete()
    typed = sheet(XA, base=base)
    assert typed.remarks() == ()
    typed.put(
        {
            ("assessor", "name"): "",
            (*STAFF, "value"): "hai mươi",
            ("answers", "2.4", "value"): "",
            ("answers", "2.4", "plan"): "Quý I",
            ("answers", "2.8", "value"): "",
            ("answers", "2.10", "evidence", "0", "title"): "",
            ("answers", "2.10", "evidence", "0", "date"): "",
        }
    )
    listed = [(remark.question[-1], remark.fault.code, remark.blocking) for remark in typed.remarks()]
    assert listed[0] == ("front", "R525", False)
    assert listed[1] == ("staff", "T001", True)
    assert ("2.3", "T012", True) in listed
    assert ("2.4", "R526", False) in listed
    assert ("2.8", "R524", False) in listed
    order = [question.key[-1] for question in typed.questions]
    places = [order.index(key) for key, _, _ in listed]
    assert places == sorted(places)
    for remark in typed.remarks():
        assert all(remark.fault.message(lang) for lang in LANGS)


def test_missing_evidence_is_told_in_the_words_of_the_desk() -> None:
    """Evidence that is required and not named, and a file that is not there, are remarked on."""
    typed = sheet(XA, base=complete())
    needy = next(q for q in typed.questions if q.indicator and q.indicator.evidence.required)
    for row in typed.evidence(needy):
        typed.drop_evidence(needy, row)
    assert codes(typed, needy.key) == ["R521"]
    files = {document.file for answer in complete().answers.values() for document in answer.evidence}
    named = sorted(file for file in files if file)
    remarks = typed.remarks(missing_files=named[:1])
    assert [remark.fault.code for remark in remarks if remark.question != needy.key] == ["R527"]


def test_a_penalty_unanswered_and_a_class_not_chosen_are_told() -> None:
    """Both change the score, and both are on the list."""
    typed = sheet(VI_DU)
    listed = {remark.fault.code for remark in typed.remarks()}
    assert {"R522", "R523"} <= listed


def test_texts_nobody_asks_for_can_be_seen_and_removed() -> None:
    """A denominator in the record where the fact is the denominator is shown as a stray."""
    base = complete()
    answers = {**base.answers, "2.3": base.answers["2.3"]._replace(of=Decimal(23))}
    typed = sheet(XA, base=base._replace(answers=answers))
    question = typed.question(A23)
    (stray,) = typed.strays(question)
    assert (stray.path, stray.kind) == ((*A23, "of"), "amount")
    assert found(typed, A23) == ["R029"]
    typed.type(stray.path, "")
    assert typed.strays(question) == ()
    assert found(typed, A23) == []


@given(st.data())
@settings(max_examples=25)
def test_any_text_in_any_slot_is_taken(data: st.DataObject) -> None:
    """Whatever is typed wherever, the sheet answers every question about itself, and undo takes all of it back."""
    known = data.draw(st.sampled_from([VI_DU, SETS["ntm-tc8"]]))
    typed = sheet(known)
    paths = [slot.path for question in typed.questions for slot in question.all_slots]
    paths += [("answers", "1.1", "evidence", "0", "date"), ("answers", "2.1", "evidence", "x", "title")]
    paths += [("answers", "2.1"), ("answers",), ("lạ",), ("answers", "2.1", "inputs", "x"), ("carried",)]
    texts = unsettled | st.text() | st.sampled_from(["1", "20", "yes", "no", "-1", "1.234", "a,b", "-"])
    for path, text in data.draw(st.lists(st.tuples(st.sampled_from(paths), texts), max_size=12)):
        typed.type(path, text)
    for question in typed.questions:
        typed.state(question)
        typed.strays(question)
        typed.evidence(question)
        for slot in question.all_slots:
            typed.reading(slot)
    for remark in typed.remarks():
        assert all(remark.fault.message(lang) for lang in LANGS)
    typed.find(data.draw(texts))
    while typed.undo():
        pass
    assert dict(typed.draft.entries) == {}


def test_a_sheet_goes_on_from_a_draft_with_its_place() -> None:
    """A draft opened again shows the same question with the same half-typed word."""
    draft = draft_of(XA, complete())
    draft.put({(*A23, "note"): "Đang ch"}, 0.0, typing=True)
    draft.place = Place(A23, (*A23, "note"), 7)
    clock = ticks()
    typed = Sheet(XA, draft, base=complete(), clock=lambda: next(clock))
    assert typed.draft.place == Place(A23, (*A23, "note"), 7)
    assert typed.question(typed.draft.place.question).code == "2.3"
    assert typed.record.answers["2.3"].note == "Đang ch"


def test_a_saved_record_is_what_the_next_save_continues() -> None:
    """After a save the sheet has the saved record's history, and every text as it was typed."""
    typed = sheet(XA, base=complete())
    typed.type((*A23, "note"), "Đang chờ ")
    saved = typed.record._replace(revision=7)
    before = dict(typed.draft.entries)
    typed.rebase(saved)
    assert typed.base == saved
    assert typed.record == saved
    assert typed.record.answers["2.3"].note == "Đang chờ"
    assert dict(typed.draft.entries) == before
    assert typed.undo() == (*A23, "note")


def test_the_last_record_may_come_later() -> None:
    """The last period's record is compared with from when it is there."""
    typed = sheet(XA, {(*STAFF, "value"): "40"})
    assert found(typed, STAFF) == []
    typed.previous = last_period({}, {"staff": Answer(Decimal(20))})
    assert found(typed, STAFF) == ["R518"]
    assert typed.previous_card is not None
