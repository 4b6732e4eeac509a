"""Broken record files, each from a seed."""

from collections.abc import Mapping
from pathlib import Path
from random import Random
from typing import NamedTuple

from broken.ways import EVERY_FILE, RECORD_LIMIT, Way, filled, filler, plain

ROOM = RECORD_LIMIT - 2000
SAMPLES = sorted((Path(__file__).parents[2] / "scoring" / "samples").glob("*/*.toml"))

SMALL = """schema = "xaso-record/1"
id = "7d0c1c1e-37f5-4b08-92de-5f6b8a301990"
revision = 1
state = "draft"
set = { id = "xa-ict", version = "2024.1" }
unit = { code = "00001", name = "Xã Ví Dụ" }
period = { label = "2024" }
"""
"""A sound record without an answer."""


def alone(entry: str, *, before: str = "", after: str = "") -> Way:
    """Return the way that fills a record without answers up to the limit with entries of one shape."""
    return lambda *_: plain(f"{SMALL}{before}{filled(entry, ROOM)}{after}\n")


OF_RECORDS: Mapping[str, Way] = {
    "no set": lambda text, _: plain(text.replace("[set]", "[sett]")),
    "no unit": lambda text, _: plain(text.replace("[unit]", "[units]")),
    "no period": lambda text, _: plain(text.replace("[period]", "[perio]")),
    "no schema": lambda text, _: plain(text.replace("schema =", "scheme =")),
    "a schema to come": lambda text, random: plain(text.replace("xaso-record/1", random.choice(["xaso-record/2", "xaso-record/99999999999999999999", "xaso-record/", "xaso-set/1", "xaso-record/1.0", "xaso-record/١"]))),
    "a code that is a number": lambda text, _: plain(text.replace('code = "', 'code = 0 # "')),
    "no such period": lambda text, random: plain(text.replace('label = "', f'label = "{random.choice(["2024-H3", "0000", "9999-13", "2024-Q0", "-1", "x"])}')),
    "all answers wrong": lambda text, random: plain(text.replace("value =", f"value = {random.choice(['nan', '-1', '9e17', '{}', '[1]', '[[]]'])} # ")),
    "all percentages wrong": lambda text, random: plain(text.replace("percent =", f"percent = {random.choice(['1e308', '-5', '100.0001', 'true'])} # ")),
    "headers without quotes": lambda text, _: plain(text.replace('[answers."', "[answers.").replace('"]', "]")),
    "answers are a list": lambda text, _: plain(text.replace('[answers."', '[[answers."').replace('"]', '"]]')),
    "review of everything": lambda text, _: plain(text + '\n[review]\n"1.1" = { decision = "changed", value = 1e18 }\n"1.2" = { decision = "changed" }\n"2.1" = { decision = "x" }\n"2.2" = { decision = "agreed", answer = "sha256:" }\n"1.5" = { decision = "changed", points = -1 }\n"3.13" = { decision = "changed", points = 1e9 }\nx = 1\n'),
    "a result of its own": lambda text, _: plain(f"result = {{ points = 1e17, max = -1, percent = nan, band = 1, coverage = [] }}\n{text}"),
    "a history without end": filler('[[history]]\nrevision = #\nat = 2024-01-01T00:00:00\ndigest = "x"\n'),
    "a history of nothing": filler("[[history]]\n"),
    "many unknown answers": alone('answers."1.#".value = 1\n'),
    "many strange answers": alone('[answers."9.#"]\nvalue = 1\n'),
    "many answers in one line": alone("a# = {}, ", before="answers = { ", after="z = {} }"),
    "many strange facts": alone("fact# = 1\n", before="[facts]\n"),
    "many facts in one line": alone("a# = 1, ", before="facts = { ", after="z = 1 }"),
    "many wrong facts": alone("[facts.staff#]\nvalue = nan\n"),
    "many reviews": alone('[review."1.#"]\ndecision = "agreed"\n'),
    "many broken reviews": alone('[review."1.#"]\ndecision = "x"\n'),
    "evidence without end": alone('[[answers."1.1".evidence]]\nnunber = "#"\n'),
    "evidence of numbers": alone("1,", before='[answers."1.1"]\nevidence = [', after="]"),
    "a list without end": alone('"a#",', before='[answers."2.10"]\nvalue = [', after="]"),
    "parts without end": alone('"a#",', before='[answers."1.9"]\nvalue = [', after="]"),
    "inputs without end": alone("a# = 1,", before='[answers."1.4"]\ninputs = {', after=" z = 1 }"),
    "unknown keys of an answer": alone("valu# = 1\n", before='[answers."1.1"]\n'),
    "keys of one line, keys of many": lambda *_: plain(f"{SMALL}facts = {{ {', '.join(f'a{n} = [1]' for n in range(9000))} }}\n[x]\n" + "".join(f"k{n} = 1\n" for n in range(11_000))),
}  # fmt: skip
"""What may befall a record."""
WAYS: Mapping[str, Way] = {**EVERY_FILE, **OF_RECORDS}


class BrokenRecord(NamedTuple):
    """A record file that somebody or something broke.

    Attributes:
        how: The way it was broken.
        data: What the file holds.
    """

    how: str
    data: bytes


def broken_record(seed: int) -> BrokenRecord:
    """Return the broken record of a seed; as many seeds in a row as there are ways meet every way."""
    random = Random(seed)  # noqa: S311 - the same files each time
    how = [*WAYS][seed % len(WAYS)]
    text = random.choice(SAMPLES).read_text("utf-8")
    if random.random() < 0.15 and how in EVERY_FILE:  # broken twice
        again = random.choice(["another value", "a misspelt key", "lines gone", "a hostile name"])
        text = EVERY_FILE[again](text, random).decode("utf-8", "replace")
    return BrokenRecord(how, WAYS[how](text, random))
