"""A file that is not TOML: what people write by habit is named, and the words say what to write instead."""

from time import perf_counter

import pytest
import rtoml
from hypothesis import given
from hypothesis import strategies as st

from criteria.clean import clean_line
from criteria.faults import Fault, FaultError, catalogue
from criteria.toml import parse
from criteria.toml_diagnosis import diagnose
from criteria.toml_parser import loads
from criteria.words import Lang

MOST = 4 * 1024 * 1024
LANGS: tuple[Lang, ...] = ("vi", "en")
HABITS = {f"F{number:03}" for number in range(30, 44)}
SHOWN = 60
SLOWEST = 0.05

Case = tuple[str, str, int, tuple[str, ...]]

VALUES: list[tuple[str, str, str, str]] = [
    ("percent = 48,5", "F030", "48,5", "48.5"),
    ("a = -0,25  # ghi chú", "F030", "-0,25", "-0.25"),
    ("rule = { target = 0,8 }", "F030", "0,8", "0.8"),
    ('rule = { target = 0,8, kind = "proportional" }', "F030", "0,8", "0.8"),
    ("x = { value = 18,5, of = 20 }", "F030", "18,5", "18.5"),
    ("value = 1 642", "F031", "1 642", "1642"),
    ("value = 1.642.000", "F031", "1.642.000", "1642000"),
    ("value = 1,642,000", "F031", "1,642,000", "1642000"),
    ("value = 1.642,5", "F031", "1.642,5", "1642.5"),
    ("x = { value = 1 642, of = 2000 }", "F031", "1 642", "1642"),
    ("x = [1 642, 2]", "F031", "1 642", "1642"),
    ("percent = 48%", "F032", "48%", "48"),
    ("percent = 48,5 %", "F032", "48,5 %", "48.5"),
    ("target = 80%", "F032", "80%", "0.8"),
    ("name = “Xã Ví Dụ”", "F033", "“Xã Ví Dụ”", '"Xã Ví Dụ"'),
    ('name = "Xã Ví Dụ”', "F033", '"Xã Ví Dụ”', '"Xã Ví Dụ"'),
    ("name = ‘Xã’", "F033", "‘Xã’", "'Xã'"),
    ("x = { level = “all” }", "F033", "“all”", '"all"'),
    ("[“1.4”]", "F033", "[“1.4”]", '["1.4"]'),
    ("“1.4” = 3", "F033", "“1.4” = 3", '"1.4" = 3'),
    ("value = all_rooms", "F034", "all_rooms", '"all_rooms"'),
    ("name = Xã Ví Dụ", "F034", "Xã Ví Dụ", '"Xã Ví Dụ"'),
    ('name = Xã Ví Dụ"', "F034", 'Xã Ví Dụ"', '"Xã Ví Dụ"'),
    ("name = Xã D'Ran", "F034", "Xã D'Ran", '"Xã D\'Ran"'),
    ("x = { level = all, of = 3 }", "F034", "all", '"all"'),
    ('x = ["a", b]', "F034", "b", '"b"'),
    ("value = True", "F035", "True", "true"),
    ("value = False", "F035", "False", "false"),
    ("value = Có", "F035", "Có", "true"),
    ("value = co\u0301", "F035", "co\u0301", "true"),
    ("x = { value = không }", "F035", "không", "false"),
    ("x = {a = 1,\n value = KHÔNG}", "F035", "KHÔNG", "false"),
    ("date = 15/06/2024", "F036", "15/06/2024", "2024-06-15"),
    ("date = 15-06-2024", "F036", "15-06-2024", "2024-06-15"),
    ("date = 5.6.2024", "F036", "5.6.2024", "2024-06-05"),
    ("date = 2024/06/15", "F036", "2024/06/15", "2024-06-15"),
    ("date = 2024-6-5", "F036", "2024-6-5", "2024-06-05"),
    ("date = ngày 5 tháng 6 năm 2024", "F036", "ngày 5 tháng 6 năm 2024", "2024-06-05"),
    ("code = 08740", "F037", "08740", '"08740"'),
    ("x = { value = 08.5 }", "F037", "08.5", "8.5"),
    (r'path = "C:\Users"', "F038", r'"C:\Users"', '"C:/Users"'),
    (r'path = "C:\data\a.pdf"', "F038", r'"C:\data\a.pdf"', '"C:/data/a.pdf"'),
    ('path = "C:\\new\\"', "F038", '"C:\\new\\"', '"C:/new/"'),
    ("value: 18", "F039", "value: 18", "value = 18"),
    ("percent: 48,5  # ghi chú", "F039", "percent: 48,5", "percent = 48.5"),
    ("name: Xã Ví Dụ", "F039", "name: Xã Ví Dụ", 'name = "Xã Ví Dụ"'),
    ('"1.4": { value = 3 }', "F039", '"1.4": { value = 3 }', '"1.4" = { value = 3 }'),
    ("x = { value: 3 }", "F039", "value: 3", "value = 3"),
    ("value 18", "F039", "value 18", "value = 18"),
    ('state "draft"', "F039", 'state "draft"', 'state = "draft"'),
]
"""A line, its fault, what is wrong in it, and what is certain to be meant."""

PLACES: list[Case] = [
    ("value = 48%", "F032", 1, ("percent = 48",)),
    ("value = 1,642", "F030", 1, ("1.642 / 1642",)),
    ("value = 05", "F037", 1, ('"05" / 5',)),
    ("value = 18 máy", "F034", 1, ('18 / "18 máy"',)),
    ("value = 5.000 đồng", "F034", 1, ("5000 /",)),
    ("date = 31/13/2024", "F036", 1, ("2024-…-…",)),
    ("date = 2024-13-01", "F036", 1, ("2024-…-…",)),
    ("giá_trị = 23", "F040", 1, ("giá_trị", "value")),
    ("x = { giá_trị = 23 }", "F040", 1, (": giá_trị.",)),
    ("so ho = 23", "F040", 1, ("so ho",)),
    ("[trả lời]\nvalue = 3", "F040", 1, ("trả lời",)),
    ("a = 1\n\na = 2", "F041", 3, ("1",)),
    ('[unit]\ncode = "1"\nname = "x"\ncode = "1"', "F041", 4, ("unit.code", "2")),
    ('[answers."1.4"]\nvalue = 1\n[answers."1.5"]\n[answers."1.4"]', "F041", 4, ('answers."1.4"', "1")),
    ('[answers]\n"1.4" = { value = 1 }\n[answers."1.4"]', "F041", 3, ('answers."1.4"', "2")),
    ("[[a]]\nx = 1\n[[a]]\nx = 1\nx = 2", "F041", 5, ("a[2].x", "4")),
    ("a = { value = 1, value = 2 }", "F041", 1, ("value",)),
    ("unit = { a = 1 }\n[unit.b]\nc = 1\n[unit]", "F041", 2, ("1",)),
    ('name = "Xã Ví Dụ\nb = 1', "F042", 1, ('"',)),
    ("a = 1\nname = 'Xã", "F042", 2, ("'",)),
    ('x = { note = "abc }', "F042", 1, ('"',)),
    ('"a = 3', "F042", 1, ('"',)),
    ('[answers."1.4]\nvalue = 3', "F042", 1, ('"',)),
    ('a = 1\nnote = """dài\nhai dòng\n\n', "F042", 2, ('"""',)),
    ("note = '''dài\nhai dòng", "F042", 1, ("'''",)),
    ("levels = [1, 2\nb = 2", "F042", 1, ("]",)),
    ("levels = [1, 2,\nname = 3", "F042", 1, ("]",)),
    ("levels = [\n1,\n2\n\n[unit]\nb = 1", "F042", 1, ("]",)),
    ("a = [\n{ b = 1,\n{ b = 2 },\n]", "F042", 2, ("}",)),
    ("a = { b = 1\nc = 2", "F042", 1, ("}",)),
    ("a = { b = 1,\nc = 2\n[x]\n", "F042", 1, ("}",)),
    ("a = { b = 1", "F042", 1, ("}",)),
    ("a = [1,\n\n\n", "F042", 1, ("]",)),
    ('[answers."1.4"\nvalue = 3', "F042", 1, ("]",)),
    ("[[indicators]\nid = 3", "F042", 1, ("]",)),
    ("unit]\na = 1", "F042", 1, ("[",)),
    ("a = 1\nSố liệu do văn phòng tổng hợp\nb = 1", "F043", 2, ("#", "Số liệu do văn phòng")),
    ("Ghi chú: xem “công văn”\nb = 1", "F043", 1, ("#",)),
    ("// ghi chú\nb = 1", "F043", 1, ("#",)),
    ("- xong\nb = 1", "F043", 1, ("#",)),
    ("value\nb = 1", "F043", 1, ("=",)),
    ("value =", "F007", 1, ("=",)),
    ('a = "x" b', "F007", 1, ()),
    ("a = 1;", "F007", 1, ()),
    ("a == 3", "F007", 1, ()),
    ("a = [ 1 2 ]", "F007", 1, ()),
    ("a = .5", "F007", 1, ()),
    ("a =\u00a03", "F007", 1, ()),
    ("[x]]", "F007", 1, ()),
    ("".join(f"k{n} = 1\n" for n in range(3000)) + "k1 = 2", "F007", 3001, ()),
    ("a = [\n" + '"x",\n' * 3000 + "b = 1", "F007", 3002, ()),
    ("[answers.1,4]", "F007", 1, ()),
    ("x = { value 3 }", "F007", 1, ()),
    ("Đây không phải\nlà một phiếu\nmà là một bức thư", "F007", 1, ()),
]
"""A text, its fault, the line, and words that both languages say."""


def fault_of(text: str) -> Fault:
    """Return the fault of a text that is not TOML."""
    with pytest.raises(FaultError) as raised:
        parse(text.encode(), "phieu.toml", most=MOST)
    (fault,) = raised.value.faults
    assert fault.file == "phieu.toml"
    return fault


@pytest.mark.parametrize(("text", "code", "wrong", "better"), VALUES)
def test_a_habit_is_named_with_what_to_write(text: str, code: str, wrong: str, better: str) -> None:
    """The corrected value is said in both languages, and the line is TOML once it stands there."""
    fault = fault_of(text)
    assert (fault.code, fault.line) == (code, text.count("\n") + 1)
    for lang in LANGS:
        assert better in fault.message(lang)
    assert fault.details["better"] == better
    assert wrong in text
    rtoml.loads(text.replace(wrong, better))


@pytest.mark.parametrize(("text", "code", "line", "words"), PLACES)
def test_a_fault_of_writing_stands_on_its_line(
    text: str, code: str, line: int, words: tuple[str, ...]
) -> None:
    """The line is the one to be mended, even where the parser gave up further down."""
    fault = fault_of(text)
    assert (fault.code, fault.line) == (code, line)
    for lang in LANGS:
        assert all(word in fault.message(lang) for word in words)


@pytest.mark.parametrize(
    ("text", "line"), [(row[0], 0) for row in VALUES] + [(row[0], row[2]) for row in PLACES]
)
def test_the_place_in_a_longer_file_does_not_matter(text: str, line: int) -> None:
    """A sound beginning changes neither the fault nor its words, and its line is counted from the top."""
    before = 'schema = "xaso-record/1"\n# ghi chú "mở\n\n'
    alone, within = fault_of(text), fault_of(before + text)
    if alone.code in {"F007", "F041"}:
        return
    assert (within.code, within.line) == (alone.code, (alone.line or line) + 3)
    assert within.message("vi") == alone.message("vi")


def test_every_code_of_a_habit_is_shown() -> None:
    """Each code has a case above, and its example in the catalogue yields it."""
    shown = {row[1] for row in VALUES} | {row[1] for row in PLACES}
    assert shown == HABITS | {"F007"}
    for code in sorted(HABITS):
        example = str(catalogue()[code]["example"])
        assert fault_of(f"a = 1\n{example}\nb = 2").code == code


@pytest.mark.parametrize("text", [row[0] for row in VALUES] + [row[0] for row in PLACES])
def test_the_parser_is_not_quoted_in_vietnamese(text: str) -> None:
    """A Vietnamese reader sees the line as it stands, never the words of the parser."""
    fault = fault_of(text)
    said = fault.message("vi")
    assert not any(word in said for word in ("expected", "invalid", "unclosed", "column", "duplicate"))
    shown = fault.details["text"]
    assert isinstance(shown, str)
    assert len(shown) <= SHOWN
    assert shown == clean_line(shown)


def test_the_general_fault_tells_the_parser_s_words_in_english() -> None:
    """Where nothing better is known, English says what the parser says."""
    assert "expected newline" in fault_of('a = "x" b').what("en")


def test_a_hostile_line_is_shown_clean() -> None:
    """What a terminal would obey does not pass from the line into the message."""
    said = fault_of('a = "x\u202e\u001b[2J" b').message("vi")
    assert "\u202e" not in said
    assert "\u001b" not in said


HOSTILE = {
    "digits": "a = " + "1 642" * 52_000,
    "spaces": "a" + " " * 262_000 + "b = 1",
    "quotes": "a = " + '"\\' * 131_000,
    "braces": "a = " + "{" * 262_000,
    "brackets": "a = [" + "[1]," * 65_000,
    "key": "k" * 262_000 + " x",
    "commas": "a = 1" + ",1" * 131_000,
    "4,000 signs": "a = " + "1 642 " * 600 + ",",
    "4,000 quotes": "a = " + '"\\"' * 1300 + "b",
    "4,000 spaces": "a = {b = 1" + ("," + " " * 90) * 43,
    "lines": "\n" * 100_000 + "a = 1,5",
    "keys": "".join(f"k{n} = 1\n" for n in range(20_000)) + "k1 = 2",
    "long keys": "".join(f"k{n}{'k' * 1000} = 1\n" for n in range(250)) + "k = 1\nk = 2",
    "open": "a = [\n" + '"x",\n' * 50_000 + "b = 1",
    "rows of brackets": ("[" * 1000 + "]" * 1000 + "\n") * 130 + "a = 1,5",
    "rows within": "a = [\n" + ("'" * 3990 + "\n") * 60 + "b = 1",
    "marks": "a = x" + "\u0301" * 130_000,
    "text": "chữ và chữ\n" * 20_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_judged_quickly(name: str) -> None:
    """Looking for the cause takes no longer than a reader notices, beyond what the parser takes."""
    text = HOSTILE[name]
    with pytest.raises((ValueError, RecursionError, OverflowError)) as raised:
        loads(text)
    fault = diagnose(text, raised.value)
    taken = []
    for _ in range(3):
        start = perf_counter()
        diagnose(text, raised.value)
        taken.append(perf_counter() - start)
    assert min(taken) < SLOWEST
    assert all(fault.message(lang) for lang in LANGS)


LINES = st.lists(
    st.one_of(
        st.sampled_from([row[0] for row in VALUES] + [row[0] for row in PLACES]),
        st.text(alphabet="a1=,.:[]{}\"'\\ #%“”é\n\t", max_size=30),
    ),
    max_size=6,
)


@given(LINES)
def test_any_text_has_words(rows: list[str]) -> None:
    """Whatever is written, there is one fault with words, on a line of the file."""
    text = "\n".join(rows)
    try:
        parse(text.encode(), "phieu.toml", most=MOST)
    except FaultError as error:
        (fault,) = error.faults
        assert fault.code in HABITS | {"F007"}
        assert all(fault.message(lang) for lang in LANGS)
        assert fault.line is None or 1 <= fault.line <= text.count("\n") + 1
