"""Saving into a file that is there keeps everything nobody asked to change: files belong to their owners."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path

import pytest
import rtoml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from strategies.owners import OWN_KEY, changed, owned
from strategies.records import histories, records, results

from criteria.faults import FaultError
from criteria.toml import parse
from scoring.answers import Answer, Evidence
from scoring.record import Record, StatedResult
from scoring.record_reading import read_record
from scoring.store.editing import edited
from scoring.store.fresh import fresh
from scoring.store.inline import revised_list
from scoring.store.loading import load_record
from scoring.store.pieces import comments, cut
from scoring.store.records import save_record
from scoring.store.texts import literal
from scoring.store.tree import same, tree

DATA = Path(__file__).parents[1] / "data" / "store"
AT = datetime(2024, 7, 3, 8, 12, tzinfo=timezone(timedelta(hours=7)))
LARGE = 1 << 22

complete = st.builds(
    lambda record, history, result, revision: record._replace(
        history=history, result=result, revision=revision
    ),
    records,
    histories,
    st.none() | results,
    st.integers(1, 1000),
)


def read(text: str) -> Record:
    """Return the record a text says."""
    record = read_record(parse(text.encode(), "phieu.toml", most=LARGE)).record
    assert record is not None
    return record


def own_keys(table: object, path: tuple[object, ...] = ()) -> Iterator[tuple[tuple[object, ...], object]]:
    """Yield the paths and values of the keys that mean nothing to the program; a key among the facts is a fact."""
    if isinstance(table, dict):
        for name, item in table.items():
            if name.startswith(OWN_KEY) and path != ("facts",) and path[-1:] != ("inputs",):
                yield (*path, name), item
            else:
                yield from own_keys(item, (*path, name))


def without(table: Mapping[str, Answer], *ids: str) -> dict[str, Answer]:
    """Return answers without some of them."""
    return {id_: answer for id_, answer in table.items() if id_ not in ids}


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data(), old=complete, other=complete)
def test_only_what_differs_changes(data: st.DataObject, old: Record, other: Record) -> None:
    """Saving keeps an owner's comments and what it does not understand, in every way TOML can be written."""
    text = data.draw(owned(old))
    before = read(text)
    new = data.draw(changed(before, other))
    after = edited(text, before, new)
    again = read(after)
    assert same(tree(again), tree(new))
    assert not [comment for comment in comments(text) if comment not in after]
    kept = dict(own_keys(rtoml.loads(after)))
    assert all(path in kept and kept[path] == value for path, value in own_keys(rtoml.loads(text)))
    assert edited(after, again, new) == after


@settings(deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data(), record=complete)
def test_a_file_is_its_pieces(data: st.DataObject, record: Record) -> None:
    """The pieces of a file join to the same text, and every value stands where its piece says."""
    text = data.draw(owned(record))
    pieces = cut(text)
    assert "".join(piece.text for piece in pieces) == text
    for piece in pieces:
        if piece.kind == "entry":
            said: object = rtoml.loads(text)
            for key in piece.path:
                assert isinstance(said, dict | list)
                said = said[key]  # type: ignore[index]  # a key of the one, a place of the other
            assert rtoml.loads(f"said = {piece.value}")["said"] == said


def test_a_save_touches_what_changed_and_nothing_else(tmp_path: Path) -> None:
    """One save that changes, adds and removes answers, facts and evidence leaves every other byte in place."""
    path = tmp_path / "phiếu của xã.toml"
    path.write_bytes((DATA / "before.toml").read_bytes())
    record = load_record(path).record
    assert record is not None
    first = record.answers["1.4"]
    inputs = record.answers["1.6"].inputs
    record = record._replace(
        state="submitted",
        facts={
            "staff": Answer(value=Decimal(23)),
            "households": record.facts["households"]._replace(
                value=Decimal(1912), source=None, as_of=date(2024, 6, 30)
            ),
            "markets": Answer(value=Decimal(1)),
        },
        answers={
            **without(record.answers, "1.5", "2.1"),
            "1.4": first._replace(
                value=Decimal("20.5"),
                note="Một dòng.",
                evidence=(
                    first.evidence[0]._replace(title="Quyết định giao máy"),
                    Evidence("7/BB-UBND", date(2024, 6, 1)),
                ),
            ),
            "1.6": Answer(inputs={"wan": inputs["wan"]._replace(of=Decimal(13)), "lan": Answer(value=True)}),
            "1.10": Answer(not_applicable="Xã không có chợ"),
        },
    )
    result = StatedResult(Decimal("78.40"), Decimal(120), Decimal("65.33"), "Khá", "38/41")
    save_record(path, record, at=AT, by="Nguyễn Thị Hoa", result=result)
    assert path.read_bytes() == (DATA / "after.toml").read_bytes()


def test_saving_the_same_twice_writes_the_same_bytes(tmp_path: Path) -> None:
    """A second save of the same content changes nothing in the file."""
    path = tmp_path / "a.toml"
    path.write_bytes((DATA / "before.toml").read_bytes())
    record = load_record(path).record
    assert record is not None
    saved = save_record(path, record, at=AT, by="Hoa", result=None)
    once = path.read_bytes()
    assert save_record(path, saved, at=AT + timedelta(days=1), by="Lan", result=None) == saved
    assert path.read_bytes() == once


def test_line_ends_of_notepad_stay(tmp_path: Path) -> None:
    r"""A file whose lines end in \r\n keeps them, new lines included; a byte-order mark goes."""
    path = tmp_path / "a.toml"
    before = (DATA / "before.toml").read_bytes().replace(b"\n", b"\r\n")
    path.write_bytes(b"\xef\xbb\xbf" + before)
    record = load_record(path).record
    assert record is not None
    save_record(path, record._replace(state="submitted"), at=AT, by="Hoa", result=None)
    after = path.read_bytes()
    assert after.startswith(before[:20])
    assert after.count(b"\r\n") == after.count(b"\n")


def test_the_head_of_a_new_file_follows_the_record() -> None:
    """The comment we wrote at the head is kept true; one the owner has changed is the owner's."""
    old = read((DATA / "before.toml").read_text("utf-8"))
    new = old._replace(unit=old.unit._replace(name="Phường Ví Dụ"))
    assert edited(fresh(old), old, new).startswith(fresh(new).split("schema")[0])
    mine = fresh(old).replace("# Đơn vị", "# Xã nhà")
    assert "# Xã nhà: Xã Ví Dụ (mã 00001)" in edited(mine, old, new)


@pytest.mark.parametrize(
    ("before", "answer", "after"),
    [
        ("[facts]\nstaff = 22 # người", Answer(value=Decimal(23)), "[facts]\nstaff = 23 # người"),
        (
            "[facts]\nstaff = 22 # người",
            Answer(value=Decimal(22), source="Sổ"),
            '[facts]\nstaff = { value = 22, source = "Sổ" } # người',
        ),
        (
            '[facts]\nstaff = { source = "Sổ", value = 0x16 }',
            Answer(value=Decimal(22), of=Decimal(3)),
            "[facts]\nstaff = { value = 0x16, of = 3 }",
        ),
        ("facts = {staff=22}", Answer(value=True), "facts = { staff = true }"),
        ("facts.staff = 22", Answer(value=True), "facts.staff = true"),
        ("facts.staff.value = 22", Answer(note="a"), 'facts.staff.note = "a"'),
        ("[facts.staff]\nvalue = 22", Answer(value=Decimal("22.5")), "[facts.staff]\nvalue = 22.5"),
        ("[facts.staff]\nvalue = 22.0", Answer(value=Decimal(22)), "[facts.staff]\nvalue = 22.0"),
        ("[facts]\nstaff = 22\n# hết", None, "[facts]\n# hết"),
        ("[facts]\nstaff = 22 # hết", None, "[facts]\n# hết"),
        ("[facts.staff]\nvalue = 22\nrieng = 1", None, "[facts.staff]\nrieng = 1"),
        ("[facts]\nstaff = { value = 22, rieng = 1 }", None, "[facts]\nstaff = { rieng = 1 }"),
    ],
)
def test_a_fact_changes_the_way_its_owner_wrote_it(before: str, answer: Answer | None, after: str) -> None:
    """Bare, inline, dotted and under a header of its own: a fact stays what it was, and only its content changes."""
    top = 'schema = "xaso-record/1"\nid = "a"\nrevision = 1\nstate = "draft"\n'
    rest = '[set]\nid = "a"\nversion = "1"\n[unit]\ncode = "1"\nname = "X"\n[period]\nlabel = "2024"\n'
    text = f"{top}{before}\n{rest}"
    old = read(text)
    new = old._replace(facts={} if answer is None else {"staff": answer})
    assert edited(text, old, new) == f"{top}{after}\n{rest}"


def test_a_comment_without_a_place_stands_alone() -> None:
    """A comment beside something that goes is kept as a line of its own."""
    text = (DATA / "before.toml").read_text("utf-8")
    old = read(text)
    after = edited(text, old, old._replace(answers=without(old.answers, "1.4", "1.5", "1.6")))
    assert comments(after) == comments(text)
    assert "\n# giấy tờ\n# bản gốc\n" in after


def test_what_cannot_be_read_stays() -> None:
    """A value with a fault is the owner's to mend: it stays until somebody answers the question anew."""
    text = (
        (DATA / "before.toml").read_text("utf-8").replace("value = 3\n", "value = nan\nas_of = 'hôm qua'\n")
    )
    old = read(text)
    assert "value = nan" in edited(text, old, old._replace(state="submitted"))
    answered = old._replace(answers={**old.answers, "2.1": Answer(value=Decimal(4))})
    after = edited(text, old, answered)
    assert "value = 4\nas_of = 'hôm qua'\n" in after
    assert read(after).answers["2.1"].value == 4


def test_a_review_that_could_not_be_read_is_replaced() -> None:
    """A new review takes the place of one with a fault; what that said does not linger."""
    text = (DATA / "before.toml").read_text(
        "utf-8"
    ) + '[review."1.4"]\ndecision = "changed"\nvalue = 3\npoints = 2\n'
    old = read(text)
    assert old.review == {}
    other = read(text.replace("value = 3\npoints", "points"))
    assert read(edited(text, old, other)).review == other.review


@pytest.mark.parametrize(
    "text",
    [
        "[\n  { n = 1 }\n# cuối\n]",
        "[ # đầu\n]",
        "[{ n = 1 }, # một\n { n = 2 } # hai\n]",
        "[{ n = 1 },]",
        "[]",
        "[\n\n# x\n  { n = 1 } ,\n\n# y\n  { n = 2 },\n]",
    ],
)
@given(new=st.lists(st.integers(0, 3), max_size=4))
def test_a_list_becomes_what_it_should(text: str, new: list[int]) -> None:
    """However a list is laid out, it says afterwards what it should."""
    old = [{"n": Decimal(item["n"])} for item in rtoml.loads(f"a = {text}")["a"]]
    wanted = [{"n": Decimal(number)} for number in new]
    said = revised_list(text, old, wanted)
    assert rtoml.loads(f"a = {said}")["a"] == [{"n": number} for number in new]


@pytest.mark.parametrize(
    "beyond",
    ["rieng = { a = 1,\n b = 2 }", "rieng = { a = 1, }", 'rieng = "\\e"', 'rieng = "\\x41"', "rieng = 10:30"],
)
def test_a_file_beyond_toml_1_0_is_not_edited(tmp_path: Path, beyond: str) -> None:
    """What only rtoml reads is refused when it is to be edited, and the file stays as it is."""
    path = tmp_path / "a.toml"
    path.write_text(f"{beyond}\n" + (DATA / "before.toml").read_text("utf-8"), "utf-8")
    before = path.read_bytes()
    record = load_record(path).record
    assert record is not None
    with pytest.raises(FaultError) as caught:
        save_record(path, record._replace(state="submitted"), at=AT, by=None, result=None)
    assert [fault.code for fault in caught.value.faults] == ["F025"]
    assert path.read_bytes() == before


def test_an_inline_list_of_evidence_that_is_none_is_replaced() -> None:
    """A value that is no list becomes one when there is something to list."""
    assert revised_list('"giấy"', [], [{"number": "1"}]) == literal([{"number": "1"}])
