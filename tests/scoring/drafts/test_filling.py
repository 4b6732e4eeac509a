"""A draft made a record: what is sound is in it exactly, what is not is told and stays in the draft."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.strategies import DataObject
from strategies import answers as of_a_set
from strategies.records import codes, histories, records, unsettled
from strategies.sets import sets
from strategies.sheets import BEGUN, SETS, complete, draft_of, head, record_at

from criteria.clean import clean_text
from criteria.model import IndicatorSet
from criteria.words import Lang
from scoring.answers import BLANK, Answer, Evidence
from scoring.drafts.draft import Draft, head_of
from scoring.drafts.entries import entries_of
from scoring.drafts.filling import Filler, fill
from scoring.drafts.paths import Entries, Path, question_key
from scoring.drafts.questions import questionnaire
from scoring.drafts.soundness import INCOMPLETE, without_answer
from scoring.judge import judge
from scoring.record import Record
from scoring.samples import sample_records

LANGS: tuple[Lang, ...] = ("vi", "en")
XA = SETS["xa-ict"]
VI_DU = SETS["vi-du"]
FIGURES = [name for name, fact in XA.facts.items() if fact.answer in {"count", "amount"}]
FIGURE_ROLES = frozenset(("value", "of", "percent"))
kept_codes = frozenset(("T011", "T012"))  # what INCOMPLETE faults are called at the desk


def without(record: Record, faults: set[Path]) -> Record:
    """Return a record without the answers that have a fault, beside which everything stays."""
    gone = {question_key(path) for path in faults}

    def left(table: str) -> dict[str, Answer]:
        entries = record.facts if table == "facts" else record.answers
        stripped = {
            name: without_answer(answer) if (table, name) in gone else answer
            for name, answer in entries.items()
        }
        return {name: answer for name, answer in stripped.items() if answer != BLANK}

    return record._replace(facts=left("facts"), answers=left("answers"))


@given(st.sampled_from([XA, VI_DU]), records, histories)
@settings(max_examples=60)
def test_a_record_comes_back_from_its_entries(
    known: IndicatorSet, record: Record, history: tuple[()]
) -> None:
    """fill(entries_of(r)) is r, whatever r holds, but for the answers that have a hard fault."""
    record = record._replace(history=history, unit=record.unit._replace(unit_class=None))
    filled = fill(known, draft_of(known, record), record)
    faulty = {path for path, fault in filled.faults.items() if fault.code not in kept_codes}
    assert without(filled.record, faulty) == without(record, faulty)
    if not faulty:
        assert filled.record == record


@given(st.data())
@settings(max_examples=60)
def test_answers_to_any_set_come_back_from_their_entries(data: DataObject) -> None:
    """A record of any set comes back but for what the judge finds a fault in, and the judge finds none in what is left."""
    known = data.draw(sets())
    record = cleaned(data.draw(of_a_set.records(known, reviewed=False)))
    filled = fill(known, draft_of(known, record), record)
    faulty = {path for path, fault in filled.faults.items() if fault.code not in kept_codes}
    assert without(filled.record, faulty) == without(record, faulty)
    found = {fault.code for fault in judge(known, filled.record).findings if not fault.is_warning}
    assert found <= INCOMPLETE


@given(st.data())
@settings(max_examples=60)
def test_entries_alone_say_the_same(data: DataObject) -> None:
    """Without the base record the entries say the same, as far as the set asks for it."""
    known = data.draw(sets())
    record = cleaned(data.draw(of_a_set.records(known, reviewed=False)))
    draft = draft_of(known, record)
    one, other = fill(known, draft, record), fill(known, draft)
    told = {question_key(path) for path in (*one.faults, *other.faults)}
    told |= {question.key for question in questionnaire(known, record.unit.unit_class) if question.by_upper}
    for name, answer in one.record.answers.items():
        if ("answers", name) not in told and answer != BLANK:
            assert tidy(other.record.answers[name]) == tidy(answer)


def cleaned(record: Record) -> Record:
    """Return a record as a file gives it back: without control characters in its lists and texts."""

    def clean(answer: Answer) -> Answer:
        value = answer.value
        if isinstance(value, tuple):
            value = tuple(map(clean_text, value))
        inputs = {name: clean(part) for name, part in answer.inputs.items()}
        return answer._replace(value=clean_text(value) if isinstance(value, str) else value, inputs=inputs)

    facts = {name: clean(answer) for name, answer in record.facts.items()}
    return record._replace(
        facts=facts, answers={name: clean(answer) for name, answer in record.answers.items()}
    )


def tidy(answer: Answer) -> Answer:
    """Return an answer with the blanks in its lists as typing leaves them, and a lone number in a list as a number."""
    value = answer.value
    if isinstance(value, tuple):
        items = tuple(" ".join(item.split()) for item in value)
        value = (
            Decimal(items[0]) if len(items) == 1 and items[0].isascii() and items[0].isdecimal() else items
        )
    return answer._replace(value=value)


@pytest.mark.parametrize("path", sample_records())
def test_the_samples_come_back(path: str) -> None:
    """Every shipped sample comes back whole from its entries, with the base record and, as to its answers, without."""
    record = record_at(path)
    draft = draft_of(XA, record)
    assert fill(XA, draft, record) == (record, {})
    alone = fill(XA, draft).record
    assert (alone.answers, alone.facts) == (record.answers, record.facts)


@given(st.data())
@settings(max_examples=40)
def test_whatever_is_typed_a_fault_is_never_in_the_record_and_always_in_the_draft(data: DataObject) -> None:
    """Any text may be typed anywhere: the record stays one the judge can take, and the draft keeps every text."""
    known = data.draw(st.sampled_from([XA, VI_DU]))
    slots = [slot for question in questionnaire(known, "plain") for slot in question.all_slots]
    typed = st.sampled_from(["0", "1", "22", "-3", "1.234", "yes", "30/6/2024", "31/6/2024"]) | unsettled
    texts = data.draw(st.dictionaries(st.sampled_from([slot.path for slot in slots]), typed, max_size=30))
    draft = Draft(head(known), texts)
    before = dict(draft.entries)
    filled = fill(known, draft)
    assert dict(draft.entries) == before
    found = {fault.code for fault in judge(known, filled.record).findings if not fault.is_warning}
    assert found <= INCOMPLETE
    kinds = {slot.path: slot.kind for slot in slots}
    for path, fault in filled.faults.items():
        assert all(fault.message(lang) for lang in LANGS)
        assert not fault.is_warning
        if path in kinds and path[0] == "answers" and path[-1] in FIGURE_ROLES and len(path) == 3:
            answer = filled.record.answers.get(path[1], BLANK)
            assert fault.code in kept_codes or (answer.value, answer.percent) == (None, None)


@given(st.data())
@settings(max_examples=40)
def test_filling_step_by_step_is_filling_at_once(data: DataObject) -> None:
    """What is kept from one filling to the next never shows in the record."""
    known = data.draw(st.sampled_from([VI_DU, SETS["ntm-tc8"]]))
    slots = [slot for question in questionnaire(known, "plain") for slot in question.all_slots]
    slots += [slot for question in questionnaire(known, "island") for slot in question.all_slots]
    paths = st.sampled_from(
        [slot.path for slot in slots] + [("unit", "class")] * 20 + [("facts", "staff", "value")] * 20
    )
    typed = st.sampled_from(["", "1", "3", "20", "22", "yes", "plain", "island", "a", "x"])
    draft, steady = Draft(head(known)), Filler(known, None)
    for at, (path, text) in enumerate(data.draw(st.lists(st.tuples(paths, typed), max_size=15))):
        draft.put({path: text}, float(at))
        assert steady.fill(draft) == fill(known, draft)


CASES: tuple[tuple[str, dict[str, str], Answer, str | None], ...] = (
    (
        "a count",
        {"2.4|value": "431", "2.4|source": "Phần mềm "},
        Answer(Decimal(431), source="Phần mềm"),
        None,
    ),
    ("no number", {"2.4|value": "khoảng 20", "2.4|note": "chờ"}, Answer(note="chờ"), "T001"),
    ("negative", {"2.4|value": "-3", "2.4|plan": "Quý I"}, Answer(plan="Quý I"), "T002"),
    ("two readings", {"2.5|value": "1.234", "2.5|of": "2000"}, Answer(), "T006"),
    ("over its denominator", {"2.5|value": "21", "2.5|of": "20", "2.5|note": "x"}, Answer(note="x"), "R026"),
    ("no denominator yet", {"2.5|value": "21"}, Answer(Decimal(21)), "T011"),
    ("denominator 0", {"2.5|value": "0", "2.5|of": "0"}, Answer(), "R025"),
    ("a percentage alone", {"2.5|percent": "97,4 %"}, Answer(percent=Decimal("97.4")), None),
    ("over 100 %", {"2.5|percent": "974"}, Answer(), "R028"),
    ("approximate", {"2.4|value": "400", "2.4|approx": "over"}, Answer(Decimal(400), approx="over"), None),
    (
        "figure and not applicable",
        {"2.4|value": "1", "2.4|not_applicable": "Không có"},
        Answer(),
        "R039",
    ),
    ("not applicable", {"2.4|not_applicable": "Không có"}, Answer(not_applicable="Không có"), None),
    (
        "evidence with a day that is none",
        {"2.4|value": "4", "2.4|evidence|3|title": "QĐ", "2.4|evidence|3|date": "31/6/2024"},
        Answer(Decimal(4), evidence=(Evidence(title="QĐ"),)),
        "T004",
    ),
    (
        "rows with gaps",
        {"2.4|value": "4", "2.4|evidence|7|title": "B", "2.4|evidence|2|title": "A"},
        Answer(Decimal(4), evidence=(Evidence(title="A"), Evidence(title="B"))),
        None,
    ),
    (
        "a composite",
        {"2.11|inputs|paperless|value": "12", "2.11|inputs|online|value": "9", "2.11|inputs|online|of": "10"},
        Answer(
            inputs={"paperless": Answer(Decimal(12)), "online": Answer(Decimal(9), of=Decimal(10))},
        ),
        None,
    ),
    (
        "one input at fault",
        {
            "2.11|inputs|paperless|value": "12",
            "2.11|inputs|online|value": "11",
            "2.11|inputs|online|of": "10",
        },
        Answer(inputs={"paperless": Answer(Decimal(12))}),
        "R026",
    ),
    (
        "one input unread",
        {"2.11|inputs|paperless|value": "mười hai", "2.11|inputs|online|percent": "90"},
        Answer(inputs={"online": Answer(percent=Decimal(90))}),
        "T001",
    ),
    ("none ticked", {"3.1|value": "-"}, Answer(()), None),
    ("ticked", {"3.1|value": "counter,camera"}, Answer(("counter", "camera")), None),
)


@pytest.mark.parametrize(
    ("texts", "answer", "code"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_what_is_typed_becomes_the_answer(texts: dict[str, str], answer: Answer, code: str | None) -> None:
    """Each way of answering gives the answer of the case; a fault leaves what stands beside the answer."""
    entries = {("answers", *path.split("|")): text for path, text in texts.items()}
    entries |= {("facts", fact, "value"): "5000" for fact in FIGURES}
    filled = fill(XA, Draft(head(XA), entries))
    name = next(iter(texts)).split("|")[0]
    assert filled.record.answers.get(name, BLANK) == answer
    assert [fault.code for fault in filled.faults.values()] == ([] if code is None else [code])


def test_an_answer_without_its_fact_is_told_and_kept() -> None:
    """A numerator whose denominator is a blank fact stays in the record: nothing is wrong with it."""
    entries: Entries = {("answers", "2.3", "value"): "16"}
    filled = fill(XA, Draft(head(XA), entries))
    assert filled.record.answers["2.3"] == Answer(Decimal(16))
    (fault,) = filled.faults.values()
    assert fault.code == "T012"
    assert all(fault.message(lang) for lang in LANGS)


def test_a_faulty_fact_is_left_out_and_what_hangs_on_it_is_told() -> None:
    """A fact that is no number is no denominator."""
    entries: Entries = {("facts", "staff", "value"): "-22", ("answers", "2.3", "value"): "16"}
    filled = fill(XA, Draft(head(XA), entries))
    assert filled.record.facts == {}
    assert {fault.code for fault in filled.faults.values()} == {"T002", "T012"}


@given(codes, st.text())
def test_the_class_of_unit_is_one_the_set_knows(unit_class: str, text: str) -> None:
    """A class the set does not know is not in the record; without any, the unit's own counts."""
    draft = Draft(head(VI_DU, "plain"), {("unit", "class"): unit_class + text})
    assert fill(VI_DU, draft).record.unit.unit_class == "plain"
    assert fill(VI_DU, Draft(head(VI_DU, unit_class + "-"))).record.unit.unit_class is None


def test_the_front_page_is_in_the_record() -> None:
    """Assessor, class and submission are read like everything else."""
    entries: dict[Path, str] = {
        ("assessor", "name"): " Nguyễn Thị Ví Dụ ",
        ("unit", "class"): "island",
        ("submission", "number"): "12/BC-UBND",
        ("submission", "date"): "3/7/2024",
    }
    record = fill(VI_DU, Draft(head(VI_DU, "plain"), entries)).record
    assert record.assessor.name == "Nguyễn Thị Ví Dụ"
    assert record.unit.unit_class == "island"
    assert str(record.submission.date) == "2024-07-03"


def test_what_the_set_does_not_ask_is_carried_over() -> None:
    """Reviews, history and answers to unknown questions stay as the base record has them."""
    base = complete()._replace(facts={"lạ": Answer(value=True)}, answers={"99.9": Answer("x", note=" y ")})
    draft = Draft(head_of(base, BEGUN, None), entries_of(XA, base))
    draft.put({("answers", "2.4", "value"): "5"}, 0.0)
    record = fill(XA, draft, base).record
    assert record.facts == base.facts
    assert record.answers == {**base.answers, "2.4": Answer(Decimal(5))}
    assert (record.review, record.history, record.id) == (base.review, base.history, base.id)
