"""The catalogue of faults: every code has its words, and a file that is broken in that way yields that code."""

import ast
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from shutil import copytree
from string import Formatter
from unicodedata import is_normalized

import pytest
import rtoml

from criteria.faults import Fault, FaultError, catalogue, show_path
from criteria.library import find
from criteria.reading import load_set, read_set
from criteria.toml import RECORD_BYTES, parse, read_source, unopened
from criteria.words import Lang, Words
from scoring.assessment import assess
from scoring.cases import run_cases
from scoring.record_reading import read_record
from scoring.units.roster import read_roster

ROOT = Path(__file__).parents[2]
DATA = Path(__file__).parents[1] / "data" / "faults"
LANGS: tuple[Lang, ...] = ("vi", "en")
PARTS = ("what", "do")

OF_SAVING = frozenset(("F020", "F021", "F022", "F023", "F024", "F025", "F026", "F027"))
"""Codes of writing a file: reading one never yields them."""
OF_THE_DESK = frozenset(f"R{number}" for number in range(518, 531))
"""Codes of what is asked before a record is handed in; tests/scoring/drafts shows each."""
CODE = re.compile(r"[CDFMRSTU][0-9]{3}")
Row = Mapping[str, str]


def sources() -> Iterator[ast.Module]:
    """Yield every module of the program."""
    for package in ("criteria", "scoring", "tui"):
        for path in sorted((ROOT / package).rglob("*.py")):
            yield ast.parse(path.read_text("utf-8"), str(path))


def texts(tree: ast.AST) -> Iterator[str]:
    """Yield every text that stands in a piece of source."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def codes(tree: ast.AST) -> set[str]:
    """Return the codes of faults in a piece of source."""
    return {text for text in texts(tree) if CODE.fullmatch(text)}


RAISED = frozenset(code for module in sources() for code in codes(module))
ENTRIES = {code: entry for code, entry in catalogue().items() if code != "wanted"}


def fields(template: str) -> set[str]:
    """Return the names a template has places for."""
    return {name for _, name, _, _ in Formatter().parse(template) if name is not None}


def wording(code: str, lang: Lang, part: str) -> str:
    """Return one template of the catalogue."""
    return catalogue()[code][lang][part]


def details_given() -> Iterator[tuple[str, frozenset[str]]]:
    """Yield every code with the details it is raised with, where these are spelt out at the place."""
    for module in sources():
        for node in ast.walk(module):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            named = {keyword.arg: keyword.value for keyword in node.keywords if keyword.arg}
            spelt = [item for item in (*node.args, *named.values()) if isinstance(item, ast.Dict)]
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            found = [
                code for code in codes(node.args[0]) if isinstance(node.args[0], ast.Constant | ast.IfExp)
            ]
            if called in {"wrong", "note", "AnswerError"}:
                yield from ((code, frozenset(named)) for code in found)
            elif called == "Fault" and (spelt or (len(node.args) < 3 and "details" not in named)):
                keys = frozenset(text for table in spelt for key in table.keys if key for text in texts(key))
                yield from ((code, keys) for code in found)


def rows(name: str) -> list[Row]:
    """Return the broken files of a kind."""
    listed: list[Row] = rtoml.loads((DATA / name).read_text("utf-8"))["faults"]
    return listed


SETS = rows("sets.toml")
RECORDS = rows("records.toml")


def names(listed: list[Row]) -> list[str]:
    """Return what to call each row in a report."""
    return [f"{row['code']} {row['path']}" for row in listed]


def broken(text: str, row: Row) -> str:
    """Return a sound text with the fault of `row` put in."""
    assert row["find"] in text
    put_in = row["by"] if "by" in row else catalogue()[row["code"]]["example"]
    return text.replace(row["find"], str(put_in), 1)


def holds(row: Row, text: str, faults: tuple[Fault, ...]) -> bool:
    """Tell whether `faults` has the fault of `row` at its place, and can be put into words in both languages."""
    shown = [fault.message(lang) for fault in faults for lang in LANGS]
    assert all(shown)
    for fault in faults:
        if fault.code == row["code"] and show_path(fault.path) == row["path"]:
            line = "" if fault.line is None else text.split("\n")[fault.line - 1]
            if row.get("on", "") in line:
                return True
    return False


def test_every_code_has_words() -> None:
    """What the program raises can be put into words."""
    assert sorted(RAISED - ENTRIES.keys()) == []


def test_every_entry_is_a_code() -> None:
    """The catalogue says nothing of faults that cannot be."""
    assert sorted(ENTRIES.keys() - RAISED) == []


@pytest.mark.parametrize("code", ENTRIES)
def test_an_entry_is_complete(code: str) -> None:
    """An entry says what is wrong and what to do in both languages, one sentence each, and shows an example."""
    entry = ENTRIES[code]
    assert set(entry) == {*LANGS, "example"}
    assert str(entry["example"]).strip()
    for lang in LANGS:
        assert set(entry[lang]) == set(PARTS)
        for part in PARTS:
            said = wording(code, lang, part)
            assert said.endswith(".")
            assert is_normalized("NFC", said)
    assert wording(code, "vi", "do").startswith("Hãy ")


@pytest.mark.parametrize("code", ENTRIES)
@pytest.mark.parametrize("part", PARTS)
def test_both_languages_name_the_same_details(code: str, part: str) -> None:
    """Nothing is named in one language only."""
    assert fields(wording(code, "vi", part)) == fields(wording(code, "en", part))


GIVEN = sorted({(code, tuple(sorted(given))) for code, given in details_given()})


@pytest.mark.parametrize(("code", "given"), GIVEN)
def test_words_name_only_what_they_are_given(code: str, given: tuple[str, ...]) -> None:
    """Every detail an entry names is there wherever its code is raised."""
    named = {name for lang in LANGS for part in PARTS for name in fields(wording(code, lang, part))}
    assert named <= set(given)


def test_every_kind_of_value_has_words() -> None:
    """What a fault can want has words, and nothing else has."""
    wanted = set(catalogue()["wanted"])
    asked = {
        text
        for module in sources()
        for node in ast.walk(module)
        if isinstance(node, ast.keyword) and node.arg == "wanted"
        for text in texts(node.value)
    }
    said = {text for module in sources() for text in texts(module)}
    assert asked - wanted <= {"list"}
    assert wanted <= said
    assert all(set(words) == set(LANGS) for words in catalogue()["wanted"].values())


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("text", ["{0}", "{x.__class__}", "{", "%s", "{{}}"])
def test_braces_in_a_file_stay_text(text: str, lang: Lang) -> None:
    """A detail comes from a file of another office and is never read as a template."""
    detail: dict[str, str | Words] = {"word": text, "near": Words(text, text), "set": text}
    assert text in Fault("R011", details=detail).what(lang)
    assert text in Fault("R011", details=detail).way_out(lang)


def test_the_small_set_is_sound() -> None:
    """The set that is broken below has no fault of its own."""
    assert read_set(DATA / "set").faults == ()


def test_the_small_record_is_sound() -> None:
    """The record that is broken below has no fault of its own."""
    assert record_faults((DATA / "record.toml").read_text("utf-8")) == ()


def record_faults(text: str) -> tuple[Fault, ...]:
    """Return everything found in a record and in judging it."""
    try:
        reading = read_record(parse(text.encode(), "record.toml", most=RECORD_BYTES))
    except FaultError as error:
        return error.faults
    card = assess(load_set(DATA / "set"), reading)
    return reading.faults if card is None else card.findings


@pytest.mark.parametrize("row", SETS, ids=names(SETS))
def test_a_broken_set_yields_the_fault(row: Row, tmp_path: Path) -> None:
    """Every fault of a set is found, at its key path and line."""
    copytree(DATA / "set", tmp_path, dirs_exist_ok=True)
    path = tmp_path / row["file"]
    text = broken(path.read_text("utf-8"), row)
    path.write_text(text, "utf-8")
    found = tuple(fault for fault in read_set(tmp_path).faults if fault.file == row["file"])
    assert holds(row, text, found), [(fault.code, fault.where()) for fault in found]


@pytest.mark.parametrize("row", RECORDS, ids=names(RECORDS))
def test_a_broken_record_yields_the_fault(row: Row) -> None:
    """Every fault of a record is found, at its key path and line."""
    text = broken((DATA / "record.toml").read_text("utf-8"), row)
    found = record_faults(text)
    assert holds(row, text, found), [(fault.code, fault.where()) for fault in found]


def test_a_set_whose_weights_are_all_zero(tmp_path: Path) -> None:
    """A mean over nothing is a fault of the set."""
    copytree(DATA / "set", tmp_path, dirs_exist_ok=True)
    for name, old, new in (
        ("set.toml", 'aggregation = "sum"', 'aggregation = "weighted_mean"'),
        ("1-mot.toml", "points = 34", "points = 34\nweight = 0"),
        ("2-hai.toml", "points = 28", "points = 28\nweight = 0"),
    ):
        path = tmp_path / name
        path.write_text(path.read_text("utf-8").replace(old, new, 1), "utf-8")
    assert [(fault.code, fault.where()) for fault in read_set(tmp_path).faults] == [
        ("S114", "set.toml:8 aggregation")
    ]


def test_a_folder_that_is_no_set(tmp_path: Path) -> None:
    """A folder without `set.toml`, without a pillar, or that is none at all says so."""
    (tmp_path / "head").mkdir()
    head = (DATA / "set" / "set.toml").read_text("utf-8")
    (tmp_path / "head" / "set.toml").write_text(head, "utf-8")
    (tmp_path / "empty").mkdir()
    for name, code in (("none", "F001"), ("empty", "S117"), ("head", "S118"), ("head/set.toml", "F008")):
        faults = read_set(tmp_path / name).faults
        assert code in [fault.code for fault in faults]
        assert all(fault.message(lang) for fault in faults for lang in LANGS)


@pytest.mark.parametrize(
    ("data", "code"),
    [(b"a" * (RECORD_BYTES + 1), "F005"), ("a = 1".encode("utf-16"), "F006"), (b"a = '\xe0'", "F006")],
)
def test_a_file_that_is_not_toml_in_utf_8(data: bytes, code: str) -> None:
    """Size and encoding are told apart from the rest."""
    with pytest.raises(FaultError) as raised:
        parse(data, "record.toml", most=RECORD_BYTES)
    assert [fault.code for fault in raised.value.faults] == [code]
    assert all(fault.message(lang) for fault in raised.value.faults for lang in LANGS)


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (FileNotFoundError(2, "no such file"), "F001"),
        (IsADirectoryError(21, "is a directory"), "F002"),
        (PermissionError(13, "permission denied"), "F003"),
        (OSError(5, "input/output error"), "F004"),
        (OSError(), "F004"),
    ],
)
def test_a_file_the_system_does_not_open(error: OSError, code: str) -> None:
    """Why a file cannot be opened is said in words, whatever the system says."""
    fault = unopened("record.toml", error)
    assert fault.code == code
    assert all(fault.message(lang) for lang in LANGS)


def test_a_folder_in_place_of_a_file(tmp_path: Path) -> None:
    """A folder is not read as a record."""
    with pytest.raises(FaultError) as raised:
        read_source(tmp_path, most=RECORD_BYTES)
    assert raised.value.faults[0].code in {"F002", "F003"}


ROSTERS = {
    "U001": b"code,name\n05914,X\xe3\n",
    "U002": b"name,kind\n",
    "U003": 'code,name,kind,parent_code,parent_name,class\n05914,"Xã Điềm Thụy"x\n'.encode(),
    "U004": b"code,name\n",
    "U005": "code,name\n5914A,Xã Điềm Thụy\n".encode(),
    "U006": b"code,name\n05914,\n",
    "U007": "code,name\n05914,Xã Điềm Thụy\n05914,Xã Nga My\n".encode(),
    "U008": "code,name\n05914,Xã Điềm Thụy, huyện Phú Bình\n".encode(),
    "U501": "code,name\n05914,Xã Điềm Thụy\n".encode(),
    "U502": "code,name,kin\n05914,Xã Điềm Thụy,xã\n".encode(),
    "U503": "code,name,ghi chú\n05914,Xã Điềm Thụy,\n".encode(),
    "U504": "code,name,name\n05914,Xã Điềm Thụy,\n".encode(),
    "U505": "code,name\n5914,Xã Điềm Thụy\n".encode(),
    "U506": "code,name,kind\n05914,Xã Điềm Thụy,xã miền núi\n".encode(),
}


@pytest.mark.parametrize("code", ROSTERS)
def test_a_broken_roster_yields_the_fault(code: str) -> None:
    """Every fault of a roster is found and can be put into words."""
    _, faults = read_roster(ROSTERS[code], "roster.csv")
    assert code in [fault.code for fault in faults]
    assert all(fault.message(lang) for fault in faults for lang in LANGS)


@pytest.mark.parametrize(
    ("points", "code"), [('points = { "1.1" = 3 }', "C003"), ('points = { "9.9" = 4 }', "C004")]
)
def test_a_case_that_does_not_come_out(points: str, code: str, tmp_path: Path) -> None:
    """A worked case that the judge does not meet, or that names what is not there, is a fault on its line."""
    case = f'[[cases]]\nname = "Có"\nclass = "plain"\nanswers = {{ "1.1" = {{ value = true }} }}\n{points}\n'
    (tmp_path / "cases.toml").write_text(case, "utf-8")
    faults = run_cases(load_set(DATA / "set"), tmp_path).faults
    assert [(fault.code, fault.line) for fault in faults] == [(code, 5)]
    assert all("Có" in fault.message(lang) for fault in faults for lang in LANGS)


def test_a_set_without_cases(tmp_path: Path) -> None:
    """A set that comes without worked cases is accepted, and told so."""
    faults = run_cases(load_set(DATA / "set"), tmp_path).faults
    assert [(fault.code, fault.is_warning) for fault in faults] == [("C501", True)]
    assert all(fault.message(lang) for fault in faults for lang in LANGS)


@pytest.mark.parametrize(
    ("set_id", "version", "code"), [("nhoo", None, "C001"), ("nho", "2", "C001"), ("zzzz", None, "C002")]
)
def test_a_set_that_is_not_at_hand(set_id: str, version: str | None, code: str, tmp_path: Path) -> None:
    """A set asked for by a wrong name or version is named, with the one that was probably meant."""
    copytree(DATA / "set", tmp_path / "nho" / "1")
    with pytest.raises(FaultError) as raised:
        find(set_id, version, [tmp_path])
    assert [fault.code for fault in raised.value.faults] == [code]
    assert all(set_id in fault.message(lang) for fault in raised.value.faults for lang in LANGS)


def test_more_faults_than_anyone_mends_are_counted_not_listed() -> None:
    """After 200 faults of a record the last says that there are more; an answer beyond them still does not count."""
    sound = (DATA / "record.toml").read_text("utf-8")
    strange = "".join(f'[answers."x{n}"]\nvalu = 1\n' for n in range(300))
    text = sound + strange.replace('"x299"]\n', '"x299"]\nvalue = 3\n')
    reading = read_record(parse(text.encode(), "record.toml", most=RECORD_BYTES))
    assert [fault.code for fault in reading.faults].count("F028") == 1
    assert len(reading.faults) == 201
    assert "x299" in reading.spoilt


def test_a_list_without_end_is_refused(tmp_path: Path) -> None:
    """A rule with more levels than anyone reads is one fault, not thousands."""
    copytree(DATA / "set", tmp_path / "set")
    level = '{ id = "m", title = { vi = "Mức" }, share = "1" }, '
    pillar = tmp_path / "set" / "2-hai.toml"
    rule = f'rule = {{ kind = "levels", levels = [{level * 5000}] }}'
    pillar.write_text(pillar.read_text("utf-8").replace('rule = { kind = "proportional" }', rule, 1), "utf-8")
    assert "F029" in [fault.code for fault in read_set(tmp_path / "set").faults]


def test_every_fault_of_a_file_is_shown() -> None:
    """Each code that a set, a record, a roster or any file can have when it is read is shown in this test."""
    shown = {row["code"] for row in (*SETS, *RECORDS)} | ROSTERS.keys()
    beside = {
        "F001",
        "F002",
        "F003",
        "F004",
        "F005",
        "F006",
        "F008",
        "F028",
        "F029",
        "F044",
        "S114",
        "S117",
        "S118",
    }
    habits = {f"F{number:03}" for number in range(30, 44)}  # in test_toml_diagnosis.py
    told = shown | beside | habits | OF_SAVING | OF_THE_DESK
    assert sorted(code for code in ENTRIES if code[0] in "FRSU" and code not in told) == []
