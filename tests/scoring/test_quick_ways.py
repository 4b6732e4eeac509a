"""The quick ways of a merge give what the plain ones do: answers read, digested, judged; sources looked through."""

from datetime import date
from unicodedata import is_normalized

from hypothesis import given
from hypothesis import strategies as st
from strategies.answers import records
from strategies.records import answers
from strategies.sets import sets

from criteria.canonical import canonical_table
from criteria.clean import is_everyday, is_plain
from criteria.kinds import read_fields
from criteria.model import IndicatorSet
from criteria.place import Place, Unreadable
from scoring.answer_form import answer_form
from scoring.answers import Answer, said
from scoring.judge import judge
from scoring.memory import Memory
from scoring.plain_answers import plain_answer
from scoring.record_grammar import ANSWER

words = st.one_of(st.sampled_from(["", " ", "Sổ tài sản", "\n", "a"]), st.text(max_size=5))
scalars = st.one_of(
    words,
    st.integers(-(2**64), 2**64),
    st.floats(),
    st.booleans(),
    st.dates(date(1900, 1, 1)),
    st.datetimes(),
)
documents = st.lists(
    st.one_of(
        scalars,
        st.dictionaries(
            st.sampled_from(["number", "date", "title", "file", "sha256", "x"]), scalars, max_size=3
        ),
    ),
    max_size=3,
)
tables = st.dictionaries(
    st.sampled_from(
        ["value", "of", "percent", "source", "as_of", "note", "evidence", "approx", "plan", "valu"]
    ),
    st.one_of(scalars, documents, st.lists(words, max_size=3)),
    max_size=5,
)


@given(tables)
def test_an_answer_read_the_quick_way(table: dict[str, object]) -> None:
    """Where the quick way reads an answer, the way with care reads the same and finds no fault."""
    quick = plain_answer(table)
    place = Place()
    try:
        careful = Answer(**read_fields(ANSWER, table, place))
    except Unreadable:
        careful = None
    assert quick is None or (quick == careful and not place.faults)
    plain = {"value", "of", "percent", "source", "as_of", "note", "evidence"}
    if quick is None and careful is not None and not place.faults and table.keys() <= plain:
        blank = [text for text in table.values() if isinstance(text, str) and not text.strip()]
        dated = isinstance(table.get("value"), date)
        within = [
            text
            for document in table.get("evidence", [])  # type: ignore[attr-defined]  # sound, so a list
            for text in document.values()
            if isinstance(text, str) and not text.strip()
        ]
        assert blank or within or dated


@given(answers())
def test_the_form_of_an_answer(answer: Answer) -> None:
    """The form written out is the canonical form of the table an answer makes."""
    assert answer_form(answer) == canonical_table(said(answer))


@given(st.text() | st.text("aàếỹĐ–“”°\u00a0\u00ad\u0301\u200b\n\t\r\\ẛ→≥"))
def test_an_everyday_source(text: str) -> None:
    """What passes as everyday text is in NFC and holds nothing that would have to be cleaned away."""
    if is_everyday(text.encode("utf-8", "surrogatepass")):
        assert is_plain(text)
        assert is_normalized("NFC", text)
        assert "\\" not in text


@given(st.data())
def test_judging_with_a_memory(data: st.DataObject) -> None:
    """A memory of other records changes nothing that is said of a record."""
    known: IndicatorSet = data.draw(sets())
    memory = Memory()
    for record in data.draw(st.lists(records(known), min_size=1, max_size=4)):
        for _ in range(2):
            assert judge(known, record, memory=memory) == judge(known, record)
