"""The seeds of the project: what newspapers named is answerable, and the samples say no more than they did."""

import csv
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import rtoml

from criteria.library import SHIPPED, find
from criteria.reading import load_set
from criteria.toml import RECORD_BYTES, read_source
from scoring.answers import Answer
from scoring.assessment import assess
from scoring.record import Record
from scoring.record_reading import read_record

ROOT = Path(__file__).parents[2]
DATA = ROOT / "tests" / "data"
SAMPLES = ROOT / "scoring" / "samples"
REAL = ("2023/08740_xa-ict.toml", "2023/08824_xa-ict.toml", "2024-H1/05941_xa-ict.toml")
XA_ICT = load_set(find("xa-ict", "2024.1", [SHIPPED]).folder)

with (DATA / "seed_indicators.csv").open(encoding="utf-8", newline="") as file:
    ROWS = {row["id"]: row for row in csv.DictReader(file)}
MAPPING: Mapping[str, Any] = rtoml.loads((DATA / "seed_mapping.toml").read_text("utf-8"))
MAPPED: Mapping[str, Mapping[str, Any]] = MAPPING["rows"]


def targets(row_id: str) -> list[str]:
    """Return the indicators and facts a row is answered by."""
    entry = MAPPED[row_id]
    single = [entry[key] for key in ("indicator", "fact") if key in entry]
    return [*single, *entry.get("indicators", []), *entry.get("facts", [])]


def test_every_row_is_mapped_once() -> None:
    """Each of the 132 figures and systems stands in the mapping, once, in order."""
    assert len(ROWS) == 132
    assert [*MAPPED] == [*ROWS]
    assert MAPPING["set"] == {"id": XA_ICT.id, "version": XA_ICT.version}


@pytest.mark.parametrize("row_id", ROWS)
def test_a_row_is_answered_or_left_out_with_a_reason(row_id: str) -> None:
    """A row names indicators or facts of xa-ict, or says in both languages why it has none."""
    entry = MAPPED[row_id]
    indicators = {indicator.id for indicator in XA_ICT.indicators()}
    assert set(entry) <= {"indicator", "indicators", "fact", "facts", "left_out", "note"}
    for text in ("left_out", "note"):
        if text in entry:
            assert set(entry[text]) == {"vi", "en"}
            assert all(said.strip() for said in entry[text].values())
    assert bool(targets(row_id)) != ("left_out" in entry)
    named = [entry["indicator"]] if "indicator" in entry else entry.get("indicators", [])
    assert set(named) <= indicators
    facts = [entry["fact"]] if "fact" in entry else entry.get("facts", [])
    assert set(facts) <= XA_ICT.facts.keys()


@pytest.mark.parametrize("row_id", [key for key, row in ROWS.items() if "xã" in row["level"]])
def test_what_a_commune_can_answer_is_answerable(row_id: str) -> None:
    """Every row whose `level` a commune can answer for must be answerable in the shipped set `xa-ict`."""
    assert targets(row_id)


def sample(name: str) -> Record:
    """Return a sample record."""
    record = read_record(read_source(SAMPLES / name, most=RECORD_BYTES)).record
    assert record is not None
    return record


def rows_of(record: Record) -> dict[str, Mapping[str, str]]:
    """Return the rows about the unit of a record."""
    return {key: row for key, row in ROWS.items() if row["place"].startswith(f"{record.unit.name},")}


def stated(row: Mapping[str, str]) -> set[Decimal]:
    """Return the figures a row states; what it only infers, doubts or recalls is none."""
    found: set[Decimal] = set()
    for column in ("value", "numerator", "denominator"):
        text = row[column]
        if not any(doubt in text for doubt in ("suy ra", "?", "RECALL")):
            found |= {Decimal(number.replace(",", ".")) for number in re.findall(r"\d+(?:,\d+)?", text)}
    return found


def entries(answer: Answer) -> Iterator[Answer]:
    """Yield an answer and the answers within it."""
    yield answer
    for part in answer.inputs.values():
        yield from entries(part)


def figures(answer: Answer) -> list[Decimal]:
    """Return the figures in an answer."""
    return [
        figure
        for entry in entries(answer)
        for figure in (entry.value, entry.of, entry.percent)
        if isinstance(figure, Decimal)
    ]


@pytest.mark.parametrize("name", REAL)
def test_a_real_sample_says_no_more_than_its_source(name: str) -> None:
    """The three real sample records hold nothing but what the rows of that commune say."""
    record = sample(name)
    rows = rows_of(record)
    assert rows
    for table, answers in (("indicator", record.answers), ("fact", record.facts)):
        for key, answer in answers.items():
            told = [row for row_id, row in rows.items() if key in targets(row_id)]
            if table == "fact":  # the denominator of a row that is answered elsewhere
                told = told or [row for row in rows.values() if {*figures(answer)} & stated(row)]
            assert told, f"{table} {key}"
            known = set().union(*map(stated, told))
            assert set(figures(answer)) <= known, f"{table} {key}"
            seen = any(row["value"].startswith("có") for row in told)
            for entry in entries(answer):
                assert entry.value is None or isinstance(entry.value, Decimal) or seen, f"{table} {key}"
                assert entry.not_applicable is None
            qualified = {"over" for row in told if row["qualifier"] in {"trên", "hơn"}}
            qualified |= {"under" for row in told if row["qualifier"] == "gần"}
            assert {entry.approx for entry in entries(answer)} - {None} == qualified
            assert answer.source
            assert told[0]["seed"] in answer.source


@pytest.mark.parametrize("name", REAL)
def test_a_real_sample_leaves_nothing_out(name: str) -> None:
    """Every row about the commune stands in its record: with its figure where it has one, with a note where not."""
    record = sample(name)
    for row_id, row in rows_of(record).items():
        answered = [
            entry[key] for key in targets(row_id) for entry in (record.answers, record.facts) if key in entry
        ]
        assert answered, row_id
        value = row["value"]
        if row["unit"] == "%" or value.isdecimal():
            wanted = {Decimal(number.replace(",", ".")) for number in re.findall(r"\d+(?:,\d+)?", value)}
            assert wanted <= {figure for answer in answered for figure in figures(answer)}, row_id


@pytest.mark.parametrize("name", sorted(str(path.relative_to(SAMPLES)) for path in SAMPLES.glob("*/*.toml")))
def test_a_sample_is_sound(name: str) -> None:
    """A sample has no fault, names the set as it is, and its last history entry is its content."""
    card = assess(XA_ICT, read_record(read_source(SAMPLES / name, most=RECORD_BYTES)))
    assert card is not None
    found = [fault.code for fault in card.findings]
    assert [code for code in found if code[1] != "5"] == []
    assert not {"R508", "R509", "R510", "R511"} & set(found)
