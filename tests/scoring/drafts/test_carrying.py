"""A new draft from the last period's record."""

from strategies.sheets import SETS, complete, head

from scoring.answers import Answer
from scoring.drafts.carrying import begin, carry
from scoring.drafts.draft import Draft
from scoring.drafts.filling import fill
from scoring.drafts.paths import carried_mark
from scoring.drafts.questions import questionnaire

XA, VI_DU = SETS["xa-ict"], SETS["vi-du"]


def test_facts_answers_and_evidence_come_over_to_be_confirmed() -> None:
    """The new record answers as the old one did, without the days of its figures, and every answer is marked."""
    before = complete()
    new = head(XA, label="2024-H2")
    entries = carry(XA, before, new)
    record = fill(XA, Draft(new, entries)).record
    for name, answer in before.answers.items():
        taken = record.answers[name]
        assert taken.as_of is None
        assert (taken.value, taken.of, taken.percent, taken.inputs) == (
            answer.value,
            answer.of,
            answer.percent,
            answer.inputs,
        )
        assert taken.evidence == answer.evidence
        assert entries[carried_mark(("answers", name))] == "2024-H1"
    assert record.facts.keys() == before.facts.keys()
    assert record.period.label == "2024-H2"
    assert (record.id, record.history, record.review) == ("id-1", (), {})
    assert record.submission.number is None
    assert record.assessor.name is None


def test_what_says_nothing_is_not_marked() -> None:
    """A note or a plan comes over without anything to confirm."""
    before = complete()._replace(answers={"2.3": Answer(plan="Quý I", note="x")}, facts={})
    entries = carry(XA, before, head(XA))
    assert entries[("answers", "2.3", "plan")] == "Quý I"
    assert carried_mark(("answers", "2.3")) not in entries


def test_what_the_set_does_not_ask_stays_behind() -> None:
    """Answers of another set, and points the upper level gave, are not taken over."""
    entries = carry(VI_DU, complete(), head(VI_DU))
    keys = {question.key for question in questionnaire(VI_DU, None)}
    assert all(path[:2] in keys for path in entries if path[0] in {"facts", "answers"})


def test_a_new_draft_begins_with_who_fills_it_in() -> None:
    """Name, post and class stand on the front page from the start."""
    entries = begin(VI_DU, head(VI_DU, "island"), assessor="Nguyễn Thị Ví Dụ")
    assert entries == {("assessor", "name"): "Nguyễn Thị Ví Dụ", ("unit", "class"): "island"}
    assert begin(VI_DU, head(VI_DU, "lạ")) == {}


def test_the_class_comes_from_the_unit_and_else_from_the_last_record() -> None:
    """What the roster says of the unit goes before what it once said itself."""
    before = complete()._replace(unit=head(VI_DU, "island").unit, answers={}, facts={})
    assert begin(VI_DU, head(VI_DU), previous=before) == {("unit", "class"): "island"}
    assert begin(VI_DU, head(VI_DU, "plain"), previous=before) == {("unit", "class"): "plain"}
