"""A draft moved to a newer version of its set: worked cases of what is kept, renamed, new and orphaned."""

from decimal import Decimal

from strategies.sets import indicator_set, line, pillar
from strategies.sheets import BEGUN, SETS, complete, draft_of, head

from criteria.model import Fact, Indicator, IndicatorSet
from criteria.rules import AllOrNothing, Choice, Composite, Parts, PerItem, Ratio, Rule, Step, Steps, SubRule
from criteria.words import Words
from scoring.answers import Answer
from scoring.drafts.amending import amend, compare
from scoring.drafts.draft import Draft, head_of
from scoring.drafts.entries import entries_of
from scoring.drafts.filling import fill
from scoring.judge import judge

YES = AllOrNothing()
COUNT = PerItem(Decimal(1))
PARTS = Parts((Choice("a", Words("A"), Decimal(1)), Choice("b", Words("B"), Decimal(1))))
RATE = Steps("ratio", (Step(Decimal("0.5"), Decimal(1)),), Ratio())
BOTH = Composite("sum_of", (SubRule("wan", Decimal(1), RATE), SubRule("lan", Decimal(1), YES)))


def asked(name: str, title: str, rule: Rule) -> Indicator:
    """Return an indicator of one point."""
    return line(name, "2", rule)._replace(title=Words(title))


def version(number: str, *lines: Indicator, facts: tuple[str, ...] = ("staff",)) -> IndicatorSet:
    """Return a version of a set."""
    made = indicator_set(pillar("1", *lines), facts={name: Fact(Words(name), "count") for name in facts})
    return made._replace(version=number, classes=())


OLD = version(
    "1",
    asked("1.1", "Mạng LAN", YES),
    asked("1.2", "Máy tính", COUNT),
    asked("1.3", "Máy in", COUNT),
    asked("1.4", "Đường truyền", BOTH),
    asked("1.5", "Tổ công nghệ số", PARTS),
    asked("1.6", "Trang thông tin", YES),
    facts=("staff", "hamlets"),
)
NEW = version(
    "2",
    asked("1.1", "Mạng nội bộ", YES),  # kept, in other words
    asked("1.2", "Chữ ký số", COUNT),  # new, under an id that was another's
    asked("1.3", "MÁY TÍNH", COUNT),  # was 1.2
    asked("1.4", "Máy in", COUNT),  # was 1.3; 1.4 was a question of another kind
    asked("1.7", "Hội nghị", YES),  # new
    facts=("staff", "markets"),
)
BASE = {
    ("answers", "1.1", "value"): "yes",
    ("answers", "1.2", "value"): "22",
    ("carried", "answers", "1.2"): "2023",
    ("answers", "1.3", "value"): "4",
    ("answers", "1.3", "note"): "cũ",
    ("answers", "1.4", "inputs", "wan", "value"): "9",
    ("answers", "1.4", "inputs", "wan", "of"): "12",
    ("answers", "1.4", "inputs", "lan", "value"): "yes",
    ("answers", "1.5", "value"): "a,b",
    ("answers", "1.6", "value"): "no",
    ("facts", "staff", "value"): "22",
    ("facts", "hamlets", "value"): "9",
}


def test_versions_are_compared_by_title_and_kind_and_then_by_id() -> None:
    """A code given to another question is no sameness; a title kept under another code is."""
    found = compare(OLD, NEW)
    assert found.kept == ("1.1",)
    assert found.renamed == {"1.2": "1.3", "1.3": "1.4"}
    assert found.new == ("1.2", "1.7")
    assert found.orphaned == ("1.5", "1.6")
    assert found.changed == ("1.4",)
    assert found.facts_new == ("markets",)
    assert found.facts_orphaned == ("hamlets",)


def test_a_set_compared_with_itself_is_kept_whole() -> None:
    """Nothing is renamed, new or orphaned between a version and itself."""
    for known in SETS.values():
        found = compare(known, known)
        assert found.kept == tuple(indicator.id for indicator in known.indicators())
        assert (found.renamed, found.new, found.orphaned, found.changed) == ({}, (), (), ())


def test_answers_move_with_their_questions_and_orphans_stay() -> None:
    """Every text is still there; renamed answers stand under their new ids, orphans under one no question has."""
    draft = amend(Draft(head(OLD), BASE), OLD, NEW)
    assert draft.head.set.version == "2"
    texts = [text for path, text in draft.entries.items() if path[0] not in {"kinds", "renamed"}]
    assert sorted(texts) == sorted(BASE.values())
    record = fill(NEW, draft).record
    assert record.answers == {
        "1.1": Answer(value=True),
        "1.3": Answer(Decimal(22)),
        "1.4": Answer(Decimal(4), note="cũ"),
        "1.4-1": Answer(inputs={"wan": Answer(Decimal(9), of=Decimal(12)), "lan": Answer(value=True)}),
        "1.5": Answer(("a", "b")),
        "1.6": Answer(value=False),
    }
    assert record.facts == {"staff": Answer(Decimal(22)), "hamlets": Answer(Decimal(9))}
    assert draft.text(("carried", "answers", "1.3")) == "2023"


def test_an_answer_of_the_base_record_is_not_there_twice() -> None:
    """The base record still has the old ids: what moved is not carried over once more."""
    base = fill(OLD, Draft(head(OLD), BASE)).record
    base = base._replace(answers={**base.answers, "9.9": Answer("lạ")})
    draft = amend(Draft(head_of(base, BEGUN, None), entries_of(OLD, base)), OLD, NEW)
    record = fill(NEW, draft, base).record
    alone = fill(NEW, amend(Draft(head(OLD), BASE), OLD, NEW)).record
    assert record.answers == {**alone.answers, "9.9": Answer("lạ")}
    assert record.facts == alone.facts


def test_an_amended_draft_can_be_amended_again() -> None:
    """Moves add up: the base record's ids are those of the first version."""
    third = version("3", asked("2.1", "Máy tính", COUNT), asked("1.2", "Chữ ký số", COUNT))
    base = fill(OLD, Draft(head(OLD), BASE)).record
    draft = amend(Draft(head_of(base, BEGUN, None), entries_of(OLD, base)), OLD, NEW)
    again = amend(draft, NEW, third)
    record = fill(third, again, base).record
    assert record.answers["2.1"] == Answer(Decimal(22))
    assert record.answers.keys() == {"2.1", "1.1", "1.4", "1.4-1", "1.5", "1.6"}


def test_a_version_that_moved_nothing_is_passed_through() -> None:
    """What moves in a later version has moved since every earlier one."""
    same = version("1b", *OLD.pillars[0].indicators, facts=("staff", "hamlets"))
    base = fill(OLD, Draft(head(OLD), BASE)).record
    draft = Draft(head_of(base, BEGUN, None), entries_of(OLD, base))
    through = fill(NEW, amend(amend(draft, OLD, same), same, NEW), base).record
    at_once = fill(NEW, amend(draft, OLD, NEW), base).record
    assert through.answers["1.4"] == at_once.answers["1.4"]
    assert through.answers.keys() - at_once.answers.keys() == {"1.4-1b"}
    assert at_once.answers.keys() - through.answers.keys() == {"1.4-1"}


def test_a_record_saved_after_the_amendment_is_not_moved_again() -> None:
    """Once the amended record is the base, its ids are those of the new version; also when it is amended once more."""
    third = version("3", asked("2.1", "Máy tính", COUNT), asked("1.2", "Chữ ký số", COUNT))
    base = fill(OLD, Draft(head(OLD), BASE)).record
    draft = amend(Draft(head_of(base, BEGUN, None), entries_of(OLD, base)), OLD, NEW)
    saved = fill(NEW, draft, base).record
    assert fill(NEW, draft, saved).record == saved
    again = fill(third, amend(draft, NEW, third), saved).record
    assert again.answers == fill(third, amend(draft, NEW, third), base).record.answers


def test_amending_to_the_same_version_changes_nothing() -> None:
    """A draft amended to its own version fills the same record with the same total."""
    known, record = SETS["xa-ict"], complete()
    draft = draft_of(known, record)
    after = amend(draft, known, known)
    assert dict(after.entries) == {**draft.entries, ("renamed", known.version): known.version}
    assert judge(known, fill(known, after, record).record).totals == judge(known, record).totals
