"""Pictures of the checklist: every kind of answer, and every state one can be in."""

from collections.abc import Callable

import pytest
from strategies.pictures import Scene, Walk, begun, earlier_record

from scoring.drafts.paths import FRONT, Entries, Path, carried_mark
from tui.work import Work

Taken = Callable[..., bool]
FACTS: Entries = {
    ("facts", "staff", "value"): "22",
    ("facts", "households", "value"): "1.890",
    ("facts", "hamlets", "value"): "9",
}


def at(key: Path, *keys: str, entries: Entries | None = None, set_id: str = "vi-du") -> Scene:
    """Return a scene: a draft is open at a question, and keys are pressed."""

    async def scene(walk: Walk) -> None:
        await walk.open_checklist(begun(walk.desk, set_id, {**FACTS, **(entries or {})}), key)
        await walk.press(*keys)

    return scene


def answer(code: str) -> Path:
    """Return the key of an indicator's question."""
    return ("answers", code)


@pytest.mark.parametrize("look", ["vi-dark-80x24", "en-ansi-120x40"])
def test_a_blank_question_says_what_is_asked_and_what_it_earns(taken: Taken, look: str) -> None:
    """Levels to choose from, none of them chosen; what counts stands above or below them."""
    assert taken(look, at(answer("1.3"), set_id="xa-ict"))


@pytest.mark.parametrize("look", ["vi-dark-80x24", "vi-light-120x40"])
def test_an_answer_is_echoed_with_its_points_and_why(taken: Taken, look: str) -> None:
    """A numerator over a fact, with evidence and a source: echo, points, the sentence why."""
    evidence: Entries = {
        (*answer("1.4"), "evidence", "0", "number"): "02/BB-UBND",
        (*answer("1.4"), "evidence", "0", "date"): "5/1/2024",
        (*answer("1.4"), "source"): "Sổ tài sản",
    }
    assert taken(look, at(answer("1.4"), "1", "5", entries=evidence))


@pytest.mark.parametrize("look", ["vi-dark-80x24", "vi-ansi-80x24", "vi-mono-80x24"])
def test_a_hard_fault_is_explained_beside_the_field(taken: Taken, look: str) -> None:
    """A numerator over its denominator: what is wrong stands under the field, the list marks it."""
    assert taken(look, at(answer("1.4"), *"25"))


@pytest.mark.parametrize("look", ["vi-dark-80x24", "en-ansi-120x40"])
def test_a_number_that_may_be_two_is_asked_about(taken: Taken, look: str) -> None:
    """`1.234` is a thousand or a fraction: both are offered under the field."""
    assert taken(look, at(answer("2.5"), *"1.234"))


@pytest.mark.parametrize("look", ["vi-dark-80x24", "en-ansi-120x40"])
def test_an_answer_of_last_period_waits_to_be_confirmed(taken: Taken, look: str) -> None:
    """The answer brought over, what was answered then, and the words that it waits for a confirmation."""
    entries: Entries = {
        ("facts", "staff", "value"): "22",
        (*answer("1.1"), "value"): "20",
        carried_mark(answer("1.1")): "2023-H2",
        carried_mark(answer("1.3")): "2023-H2",
        (*answer("1.3"), "value"): "full",
    }
    assert taken(look, at(answer("1.1"), set_id="xa-ict", entries=entries), earlier_record)


@pytest.mark.parametrize("look", ["vi-ansi-80x24", "en-dark-120x40"])
def test_what_does_not_apply_has_its_reason(taken: Taken, look: str) -> None:
    """The reason why a question does not apply, and what that does to the maximum."""
    reason: Entries = {(*answer("3.8"), "not_applicable"): "Không có phản ánh nào trong kỳ"}
    assert taken(look, at(answer("3.8"), "f8", entries=reason))


@pytest.mark.parametrize("look", ["vi-dark-80x24", "en-ansi-120x40"])
def test_the_parts_of_a_composite_stand_below_each_other(taken: Taken, look: str) -> None:
    """Yes or no, a count and a ratio in one question."""
    entries: Entries = {
        (*answer("3.4"), "inputs", "computer", "value"): "yes",
        (*answer("3.4"), "inputs", "people", "value"): "2",
    }
    assert taken(look, at(answer("3.4"), entries=entries))


@pytest.mark.parametrize("look", ["vi-dark-80x24", "en-mono-80x24"])
def test_parts_are_ticked(taken: Taken, look: str) -> None:
    """Two of the parts are ticked, one earns."""
    assert taken(look, at(answer("2.3"), "1", "3"))


@pytest.mark.parametrize("look", ["vi-dark-80x24", "en-light-80x24"])
def test_a_list_has_one_entry_a_line(taken: Taken, look: str) -> None:
    """Three lines typed, three entries counted."""
    entries: Entries = {(*answer("3.3"), "value"): "Chè Tân Cương\nMật ong rừng\nNếp vải"}
    assert taken(look, at(answer("3.3"), entries=entries))


def test_the_front_page_comes_first(taken: Taken) -> None:
    """Who fills the record in, and the report it goes with."""
    assert taken("vi-dark-80x24", at(FRONT))


def test_a_fact_takes_a_date(taken: Taken) -> None:
    """A day that is none is explained; facts say where they come from."""
    assert taken("vi-ansi-80x24", at(("facts", "team_founded"), *"31/2/2023"))


def test_a_rate_alone_is_taken_and_marked(taken: Taken) -> None:
    """A percentage without its numerator is accepted, with a word of warning."""
    assert taken("vi-dark-80x24", at(answer("2.6"), "tab", "tab", *"97,4"))


def test_the_office_above_gives_some_points(taken: Taken) -> None:
    """Nothing is typed where the points come from above; the question says so."""
    assert taken("en-dark-80x24", at(answer("4.1")))


def test_a_second_window_only_looks(taken: Taken) -> None:
    """The title says that nothing can be changed, and a word in passing says why."""
    held: list[Work] = []

    async def scene(walk: Walk) -> None:
        held.append(begun(walk.desk, "vi-du", FACTS))
        journal = held[0].journal
        assert journal is not None
        await walk.open_checklist(Work.resume(walk.desk, journal.path), answer("1.1"))

    try:
        assert taken("vi-dark-80x24", scene)
    finally:
        held[0].close()


def test_saving_says_where_the_file_is(taken: Taken) -> None:
    """A word in passing names the file, and hides nothing one types in."""
    assert taken("vi-dark-80x24", at(answer("1.2"), "1", "f2"))
