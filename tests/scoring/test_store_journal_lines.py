"""The lines of a journal: what is written is read; what is torn or spoilt is told, and takes nothing else with it."""

from collections.abc import Sequence

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from strategies.drafts import Press, begun, heads, places, played, presses
from strategies.records import digests, texts, unsettled

from criteria.faults import FaultError
from scoring.drafts.draft import Base, Draft, DraftHead, Place
from scoring.drafts.paths import Entries
from scoring.store.journal import Noted, shortened
from scoring.store.journal_lines import Begun, Continued, Entry, Newer, decode, encode, rescued
from scoring.store.journal_reading import Journalled, first_lines, is_beginning, read_journal, skim

NAME = "phieu.nhap"
continued = st.builds(Continued, st.builds(Base, texts, digests), unsettled)


def same(one: Draft, other: Draft) -> bool:
    """Tell whether two drafts are the same, with all that can be undone and done again."""
    states = [
        (draft.head, dict(draft.entries), draft.place, draft.undo_stack, draft.redo_stack)
        for draft in (one, other)
    ]
    return states[0] == states[1]


def written(head: DraftHead, entries: Entries, noted: Sequence[Noted]) -> bytes:
    """Return a whole journal."""
    return first_lines(head, entries.items(), "") + b"".join(encode(line) for line in noted)


def read(data: bytes) -> Journalled | str:
    """Return what a journal says, or the code of the fault."""
    try:
        return read_journal(data, NAME)
    except FaultError as error:
        (fault,) = error.faults
    return fault.code if fault.message("vi") and fault.message("en") else ""


@given(
    st.one_of(
        heads, continued, places, st.builds(Entry, st.lists(texts, min_size=1, max_size=8).map(tuple), texts)
    )
)
def test_a_line_is_read_as_it_was_written(line: DraftHead | Continued | Place | Entry) -> None:
    """Whatever stands in a line comes back, and the line has one end, at its end."""
    raw = encode(line)
    assert raw.index(b"\n") == len(raw) - 1
    assert decode(raw[:-1]) == line


@given(heads, begun, presses, places, continued)
def test_a_journal_gives_the_draft_back(
    head: DraftHead, entries: Entries, done: list[Press], place: Place, base: Continued
) -> None:
    """The steps of a journal, shortened or not, make the same draft, with the same things to undo."""
    draft = Draft(head, entries)
    steps = played(draft, done)
    draft.place, draft.head = place, head._replace(base=base.base)
    whole: list[Noted] = [*steps, place, base]
    for noted in (whole, shortened([place, *whole])):
        reading = read(written(head, entries, noted))
        assert isinstance(reading, Journalled)
        assert same(reading.draft, draft)
        assert (reading.base, reading.spoilt) == (base.text, 0)
    assert skim(written(head, entries, [*steps, place, base]), NAME) == draft.head


@given(heads, begun, presses, st.data())
def test_a_torn_end_costs_nothing_else(
    head: DraftHead, entries: Entries, done: list[Press], data: st.DataObject
) -> None:
    """Cut off anywhere, a journal says all its whole lines; cut off before it began it says so."""
    whole = written(head, entries, played(Draft(head, entries), done))
    cut = whole[: data.draw(st.integers(0, len(whole)))]
    lines = cut.split(b"\n")
    kept = cut if decode(lines[-1]) is None else cut + b"\n"
    kept = kept[: kept.rfind(b"\n") + 1]
    reading = read(cut)
    if b'["begun"]' not in kept:
        assert reading == "D003"
        assert is_beginning(cut)
    else:
        assert isinstance(reading, Journalled)
        assert (reading.kept, reading.spoilt) == (kept, 0)
        expected = read(kept)
        assert isinstance(expected, Journalled)
        assert same(reading.draft, expected.draft)


@given(heads, begun, presses, st.data())
def test_a_spoilt_byte_costs_one_line(
    head: DraftHead, entries: Entries, done: list[Press], data: st.DataObject
) -> None:
    """One byte changed anywhere takes at most its line away, and is told."""
    lines = written(head, entries, played(Draft(head, entries), done)).splitlines(keepends=True)
    number = data.draw(st.integers(0, len(lines) - 1))
    at = data.draw(st.integers(0, len(lines[number]) - 1))
    byte = data.draw(st.integers(0, 255).filter(lambda byte: byte != lines[number][at]))
    spoilt = bytearray(lines[number])
    spoilt[at] = byte
    reading = read(b"".join([*lines[:number], bytes(spoilt), *lines[number + 1 :]]))
    end_alone = at == len(lines[number]) - 1
    expected = read(b"".join(lines if end_alone else [*lines[:number], *lines[number + 1 :]]))
    if isinstance(expected, str):  # the one line that says that the draft had begun
        assert isinstance(reading, Journalled)
        return
    assert isinstance(reading, Journalled)
    assert reading.spoilt >= (not (end_alone and number == len(lines) - 1))
    assert same(reading.draft, expected.draft)


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    """Whatever lies there, nothing but a fault is raised."""
    assert read(data) in {"D001", "D003"}


@given(heads, st.binary(max_size=100), st.binary(max_size=100))
def test_strange_bytes_between_lines_are_passed_over(head: DraftHead, before: bytes, after: bytes) -> None:
    """A block that the disk has spoilt hides no line behind it."""
    assume(not set(b"\n") & {*before, *after})
    step = encode(Place(("front",)))
    reading = read(first_lines(head, [], "") + before + step + after)
    assert isinstance(reading, Journalled)
    assert reading.draft.place == Place(("front",))


@pytest.mark.parametrize(
    "listed",
    [
        b"[]",
        b"{}",
        b'["do",1]',
        b'["do",1,2,[["a"],"b"]]',
        b'["do",1,0,[[],"b"]]',
        b'["do",1,0,[["a"]]]',
        b'["do",1,0,["a","b"]]',
        b'["do",1,0,7]',
        b'["do",true,0,[[1],"b"]]',
        b'["undo",1,[["a"],"b"]]',
        b'["has",["a"],1]',
        b'["has",[],"a"]',
        b'["has",["a","a","a","a","a","a","a","a","a"],"a"]',
        b'["at",[],null,0]',
        b'["at",["a"],[],0]',
        b'["head",{"schema":"xaso-draft/1"}]',
        b'["head",[]]',
        b'["saved","a"]',
        b"[" * 100_000,
        b'["has",["a"],"\xff"]',
    ],
)
def test_a_sum_that_is_right_makes_no_line_of_ours(listed: bytes) -> None:
    """A line whose sum is right and which says nothing we know is spoilt, and nothing worse."""
    from zlib import crc32  # noqa: PLC0415 - only here

    assert decode(b"%08x %s" % (crc32(listed), listed)) is None


def test_a_newer_program_is_told() -> None:
    """A journal of a newer schema is not read as ours."""
    assert read(encode(Newer("xaso-draft/2"))) == "D002"
    with pytest.raises(FaultError) as raised:
        skim(encode(Newer("xaso-draft/2")) + encode(Begun()), NAME)
    assert raised.value.faults[0].code == "D002"


def test_what_is_typed_is_never_a_line() -> None:
    """A line of a journal pasted as text is text, also where its own line is spoilt."""
    pasted = encode(Continued(Base("giả", "sha256:0"))).decode()
    line = encode(Entry(("assessor", "name"), pasted))
    assert [*rescued(b"x" + line)] == [line[:-1]]
    assert [*rescued(line[:-3])] == []
