"""The quick ways of a merge give what the plain ones do: answers read, digested, judged; sources looked through."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from unicodedata import is_normalized

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies.answers import records
from strategies.districts import Writer
from strategies.records import answers
from strategies.sets import sets

from criteria.canonical import canonical_table
from criteria.clean import is_everyday, is_plain
from criteria.kinds import named, read_fields
from criteria.library import SHIPPED, find
from criteria.model import IndicatorSet
from criteria.place import Place, Unreadable
from criteria.reading import load_set
from criteria.words import Lang
from scoring.answer_form import answer_form
from scoring.answers import Answer, said
from scoring.judge import judge
from scoring.merge.answer_rows import answer_rows, figures_told, inputs_told
from scoring.merge.csv_text import CsvStyle
from scoring.merge.parts import PartFile, Parts, make_parts, part_path
from scoring.merge.reckoners import reckoners
from scoring.numbers import print_number, print_percent, print_rate, print_whole
from scoring.plain_answers import plain_answer
from scoring.quick import Quick, Reckoner
from scoring.record import Record
from scoring.record_grammar import ANSWER, ANSWERS, FACTS, ONE_ANSWER, ONE_FACT

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


entries = st.one_of(
    scalars, documents, tables, st.fixed_dictionaries({"inputs": st.dictionaries(words, tables)})
)


@given(st.dictionaries(words, entries, max_size=3))
def test_tables_of_answers_read_the_quick_way(table: dict[str, object]) -> None:
    """A table of answers or of facts, some of them plain, is read as one of which each is read with care."""
    for quick, careful in ((ANSWERS, ONE_ANSWER), (FACTS, ONE_FACT)):
        places = Place(), Place()
        assert quick.read(table, places[0]) == named(careful, words=False).read(table, places[1])
        assert places[0].faults == places[1].faults


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


@given(st.data(), st.sampled_from(["vi", "en"]), st.booleans())
def test_lines_judged_the_quick_way(data: st.DataObject, lang: Lang, raw: bool) -> None:  # noqa: FBT001 - drawn
    """A record judged the quick way has the points, findings and rows of one judged with care, time and again."""
    known: IndicatorSet = data.draw(sets())
    style = CsvStyle(lang, raw=raw)
    made = {each: reckoners(known, each, style) for each in (None, *(one.id for one in known.classes))}
    for record in data.draw(st.lists(records(known), min_size=1, max_size=4)):
        for _ in range(2):
            check_quick_way(known, record, made[record.unit.unit_class], style)


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_lines_of_a_district_judged_the_quick_way(lang: Lang) -> None:
    """In a district all but a few lines are judged the quick way, and as with care."""
    writer = Writer(load_set(find("xa-ict", None, [SHIPPED]).folder), 3)
    style = CsvStyle(lang)
    made = reckoners(writer.set, "plain", style)
    for place in range(40):
        record = writer.record(place)
        quick = check_quick_way(writer.set, record, made, style)
        assert len(quick.rows) >= len(record.answers) - 4


def check_quick_way(
    known: IndicatorSet, record: Record, made: Mapping[str, Reckoner], style: CsvStyle
) -> Quick:
    """Judge a record both ways."""
    quick = Quick(made, {})
    card, careful = judge(known, record, quick=quick), judge(known, record)
    assert answer_rows(card, style, quick.rows) == answer_rows(careful, style)
    assert card._replace(lines=()) == careful._replace(lines=())
    for line, other in zip(card.lines, careful.lines, strict=True):
        assert (line.state, line.points, line.status, line.is_answered) == (
            other.state, other.points, other.status, other.is_answered,
        )  # fmt: skip
    return quick


@given(st.integers(0, 10**6), st.integers(1, 10**6), st.sampled_from(["vi", "en"]))
def test_whole_numbers_and_their_rates_in_print(part: int, whole: int, lang: Lang) -> None:
    """Whole numbers and what percentage one is of the other are printed as any number is."""
    assert print_whole(part, lang) == print_number(Decimal(part), lang=lang)
    assert print_rate(part, whole, lang) == print_percent(Decimal(part) * 100 / whole, lang=lang)


@given(
    st.decimals(-(10**9), 10**9, allow_nan=False)
    | st.fractions(-1000, 1000).map(lambda part: Decimal(part.numerator) / part.denominator),
    st.booleans(),
)
def test_quotients_as_cells(figure: Decimal, raw: bool) -> None:  # noqa: FBT001 - drawn
    """A figure that is not remembered is written as one that is."""
    style = CsvStyle("vi", raw=raw)
    assert style.quotient(figure) == style.number(figure)


@given(st.data(), st.sampled_from(["vi", "en"]), st.booleans())
def test_figures_of_inputs_as_cells(data: st.DataObject, lang: Lang, raw: bool) -> None:  # noqa: FBT001 - drawn
    """Inputs are written the quick way as with care."""
    inputs = data.draw(
        st.dictionaries(st.from_regex(r"[a-z][a-z0-9_-]{0,5}", fullmatch=True), answers(), max_size=3)
    )
    answer = Answer(inputs=inputs)
    assert figures_told(answer, CsvStyle(lang, raw=raw)) == inputs_told(answer, CsvStyle(lang, raw=raw))


@given(data=st.data())
def test_bytes_of_parts_read_at_once(data: st.DataObject, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Parts read in runs are the parts one after another, in whatever order they lie."""
    folder = str(tmp_path_factory.mktemp("parts"))
    make_parts(folder)
    files = [PartFile(part_path(folder, "answers", number), number) for number in range(2)]
    texts = data.draw(st.lists(st.tuples(st.integers(0, 1), st.text("aàế", max_size=4)), max_size=12))
    parts = [(files[number].add(text), text) for number, text in texts]
    for file in files:
        file.flush()
        file.close()
    wanted = data.draw(st.permutations(parts)) if data.draw(st.booleans()) else parts
    read = Parts(folder, "answers")
    assert b"".join(read.runs(part for part, _ in wanted)) == "".join(text for _, text in wanted).encode()
    read.close()
