"""A draft's texts, undo and redo, and the same again from the steps of a journal."""

from unicodedata import is_normalized

from hypothesis import given
from hypothesis import strategies as st
from strategies.records import unsettled
from strategies.sheets import SETS, head

from criteria.clean import clean_text
from scoring.drafts.draft import Draft, Step, coalesced
from scoring.drafts.paths import Path

HEAD = head(SETS["vi-du"])
A: Path = ("answers", "1.4", "value")
B: Path = ("answers", "1.4", "note")
C: Path = ("facts", "staff", "value")
paths = st.sampled_from([A, B, C])
typing = st.tuples(
    st.just("type"), paths, st.sampled_from(["", "v", "vi", "vie", "viêt", "việt"]) | unsettled
)
putting = st.tuples(st.just("put"), st.dictionaries(paths, st.sampled_from(["", "1", "2"])), st.just(""))
turning = st.tuples(st.sampled_from(["undo", "redo"]), st.just(A), st.just(""))
moves = st.lists(
    st.tuples(typing | putting | turning, st.sampled_from([0.0, 0.1, 0.5, 1.9, 2.0, 3.0, -1.0])), max_size=25
)


def moved(draft: Draft, made: list[tuple[tuple[str, object, str], float]]) -> list[Step]:
    """Make changes on a draft and return the steps."""
    steps: list[Step | None] = []
    at = 100.0
    for (what, where, text), seconds in made:
        at += seconds
        match what, where:
            case "type", tuple():
                steps.append(draft.put({where: text}, at, typing=True))
            case "put", dict():
                steps.append(draft.put(where, at))
            case "undo", _:
                steps.append(draft.undo(at))
            case _:
                steps.append(draft.redo(at))
    return [step for step in steps if step is not None]


def state(draft: Draft) -> tuple[object, ...]:
    """Return all that a draft is."""
    return dict(draft.entries), draft.undo_stack, draft.redo_stack


def test_typing_in_one_slot_is_one_thing_to_undo() -> None:
    """Keys less than two seconds apart in one slot are taken back together; a pause or another slot parts them."""
    draft = Draft(HEAD)
    for at, text in enumerate(("v", "vi", "vie", "viê", "viêt", "việt")):
        draft.put({A: text}, at * 0.3, typing=True)
    draft.put({B: "x"}, 2.0, typing=True)
    draft.put({B: "xã"}, 4.0, typing=True)
    assert [unit.changes[0].after for unit in draft.undo_stack] == ["việt", "x", "xã"]
    draft.undo(5.0)
    draft.undo(5.1)
    draft.undo(5.2)
    assert dict(draft.entries) == {}
    assert not draft.can_undo
    assert draft.can_redo


def test_typing_after_an_undo_is_a_thing_of_its_own() -> None:
    """An undo ends what was being typed."""
    draft = Draft(HEAD)
    draft.put({A: "1"}, 0.0, typing=True)
    draft.put({B: "x"}, 0.1, typing=True)
    draft.undo(0.2)
    draft.put({A: "12"}, 0.3, typing=True)
    draft.undo(0.4)
    assert draft.text(A) == "1"


def test_what_is_typed_and_taken_back_leaves_nothing_to_undo() -> None:
    """A letter typed and deleted at once is no change."""
    draft = Draft(HEAD)
    draft.put({A: "1"}, 0.0, typing=True)
    draft.put({A: ""}, 0.1, typing=True)
    assert not draft.can_undo


def test_the_same_text_again_is_no_step() -> None:
    """Nothing happens where nothing changes; texts are compared in NFC."""
    draft = Draft(HEAD, {A: "xã"})
    assert draft.put({A: "xa\u0303"}, 0.0) is None
    assert draft.put({}, 0.0) is None
    assert draft.undo(0.0) is None
    assert draft.redo(0.0) is None


@given(moves)
def test_replaying_the_steps_gives_the_same_draft(made: list[tuple[tuple[str, object, str], float]]) -> None:
    """A draft made again from its journal has the same texts and the same things to undo and redo."""
    draft = Draft(HEAD, {A: "7"})
    steps = moved(draft, made)
    assert state(Draft.from_steps(HEAD, {A: "7"}, steps)) == state(draft)


@given(moves)
def test_a_journal_may_coalesce_typing(made: list[tuple[tuple[str, object, str], float]]) -> None:
    """Steps put together where `coalesced` allows it replay to the same draft."""
    draft = Draft(HEAD, {A: "7"})
    kept: list[Step] = []
    for step in moved(draft, made):
        both = coalesced(kept[-1], step) if kept else None
        if both is None:
            kept.append(step)
        else:
            kept[-1] = both
    assert state(Draft.from_steps(HEAD, {A: "7"}, kept)) == state(draft)


@given(moves)
def test_undoing_everything_and_doing_it_again_changes_nothing(
    made: list[tuple[tuple[str, object, str], float]],
) -> None:
    """undo^n redo^n is the identity, and undo^n goes back to the beginning."""
    draft = Draft(HEAD)
    moved(draft, [move for move in made if move[0][0] != "redo"])
    before = state(draft)
    times = len(draft.undo_stack)
    for _ in range(times):
        draft.undo(1e6)
    assert not draft.can_undo
    for _ in range(times):
        draft.redo(1e6)
    assert dict(draft.entries) == before[0]
    assert draft.undo_stack == before[1]


@given(moves, st.lists(st.integers(0, 30)))
def test_a_journal_with_steps_lost_is_still_replayed(
    made: list[tuple[tuple[str, object, str], float]], lost: list[int]
) -> None:
    """Whatever lines are missing, the rest replays, and undo and redo go on without an error."""
    steps = moved(Draft(HEAD), made)
    draft = Draft.from_steps(HEAD, {}, [step for at, step in enumerate(steps) if at not in lost])
    while draft.undo(1e6):
        pass
    while draft.redo(1e6):
        pass


@given(st.lists(st.tuples(paths, st.text() | unsettled)))
def test_what_is_typed_is_kept(typed: list[tuple[Path, str]]) -> None:
    """The newest text of a path stays until it is changed: in NFC, without control characters, blanks and all."""
    draft = Draft(HEAD)
    last: dict[Path, str] = {}
    for at, (path, text) in enumerate(typed):
        draft.put({path: text}, float(at), typing=True)
        last[path] = clean_text(text)
    assert dict(draft.entries) == {path: text for path, text in last.items() if text}
    assert all(is_normalized("NFC", text) for text in draft.entries.values())
    assert Draft(HEAD, draft.entries).entries == draft.entries


def test_a_letter_taken_back_in_another_slot_parts_what_is_typed() -> None:
    """Typing that left nothing to undo ends what was typed before it: a journal coalesces slot by slot."""
    draft = Draft(HEAD)
    made = [
        draft.put({path: text}, 0.0, typing=True) for path, text in ((A, "v"), (B, "v"), (B, ""), (A, ""))
    ]
    steps = [step for step in made if step is not None]
    assert [step.joins for step in steps] == [False, False, True, False]
    assert coalesced(steps[1], steps[2]) is not None
    assert coalesced(steps[2], steps[3]) is None
