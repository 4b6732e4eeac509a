"""Records as officers might leave them: every form of answer, Vietnamese text, and text that tries a writer's nerves.

What is generated is clean and in NFC: a file gives it back as it is. `unsettled` texts are not.
"""

from datetime import UTC, date, timedelta, timezone
from decimal import Decimal
from typing import Literal
from unicodedata import normalize

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from criteria.clean import clean_text
from scoring.answers import Answer, Evidence, Review, Value
from scoring.periods import Period, parse_period
from scoring.record import (
    Assessor,
    ReceivingOffice,
    Record,
    ReportingUnit,
    Revision,
    SetName,
    StatedResult,
    Submission,
)
from scoring.units.unit import UNIT_KINDS

SUFFIXES = ("", "-H1", "-H2", "-Q1", "-Q3", "-09M", "-06", "-12")
VIETNAMESE = (
    "Xã Điềm Thụy",
    "Bảo đảm 100 % cán bộ, công chức có máy tính",
    "Ủy ban nhân dân xã\nNghĩa Trung",
    "đường truyền “tốc độ cao” – ổn định",
    "12/BC-UBND",
)
NASTY = (
    "\n",
    "\nđầu dòng",
    "cuối dòng\n",
    "  hai đầu  ",
    '"',
    '"""',
    'nói "có"',
    'cuối """',
    'a\n""""\nb"',
    "'",
    "'''",
    "\\",
    "C:\\users\\xã\\u0041",
    "\\\nnối dòng",
    "# không phải ghi chú",
    "[không phải tiêu đề]",
    "[[history]]",
    "a = 1 # b",
    "{ a = 1 }",
    "tab\tvà\tcột",
    "=\u0338",
    "\u0301dấu đứng đầu",
    "😀 ✓",
    "true",
    "2024-06-30",
    "1_000",
    "[",
    "]]",
    "{",
    ",",
    "=",
)
LARGEST = 2**63 - 1


def settled(text: str) -> str:
    """Return a text as a file gives it back."""
    return clean_text(normalize("NFC", text))


free = st.text(st.characters(codec="utf-8"), max_size=20)
unsettled: SearchStrategy[str] = st.one_of(st.sampled_from(VIETNAMESE + NASTY), free)
"""Texts as somebody may type or paste them."""
texts = unsettled.map(settled).filter(lambda text: bool(text.strip()))
"""Texts that a file gives back as they are."""
lines = texts.map(lambda text: " ".join(text.split())).filter(bool)
codes = st.from_regex(r"[A-Za-z0-9]([A-Za-z0-9._-]{0,8}[A-Za-z0-9])?", fullmatch=True)
ids = st.one_of(
    st.builds(lambda a, b: f"{a}.{b}", st.integers(1, 9), st.integers(1, 12)),
    st.sampled_from(["staff", "households", "wan", "value", "date", "inputs"]),
    texts,
)
days = st.dates(date(1900, 1, 1), date(2999, 12, 31))
zones = st.sampled_from([None, UTC, timezone(timedelta(hours=7)), timezone(timedelta(hours=-3, minutes=-30))])
moments = st.builds(lambda moment, zone: moment.replace(tzinfo=zone), st.datetimes(), zones)
wholes = st.integers(-LARGEST - 1, LARGEST).map(Decimal)
figures = st.builds(
    lambda digits, places: Decimal(digits).scaleb(-places),
    st.integers(-(10**15) + 1, 10**15 - 1),
    st.integers(0, 6),
)
numbers = st.one_of(
    figures,
    wholes,
    st.sampled_from(["1E+1", "22.0", "-0", "0.1", "1E-15", "123456789012345E-15", "9E+18", "97.40"]).map(
        Decimal
    ),
)
"""Figures a file gives back digit by digit."""
values: SearchStrategy[Value] = st.one_of(
    numbers, st.booleans(), texts, days, st.lists(texts, max_size=4).map(tuple)
)
digests = st.integers(0, 2**64).map(lambda number: f"sha256:{number:064x}")


def perhaps(strategy: SearchStrategy[str]) -> SearchStrategy[str | None]:
    """Return the same, or nothing."""
    return st.none() | strategy


evidence = st.builds(
    Evidence,
    number=perhaps(texts),
    date=st.none() | days,
    title=perhaps(texts),
    file=perhaps(texts),
    sha256=perhaps(digests),
)


@st.composite
def answers(draw: DrawFn, *, inputs: bool = True) -> Answer:
    """Return an answer that says something, in any of its forms."""
    answer = Answer(
        value=draw(st.none() | values),
        of=draw(st.none() | numbers),
        percent=draw(st.none() | numbers),
        approx=draw(st.sampled_from([None, "over", "under", "about"])),
        not_applicable=draw(perhaps(texts)),
        plan=draw(perhaps(texts)),
        source=draw(perhaps(texts)),
        as_of=draw(st.none() | days),
        note=draw(perhaps(texts)),
        evidence=tuple(draw(st.lists(evidence, max_size=3))),
        inputs=draw(st.dictionaries(ids, answers(inputs=False), max_size=2)) if inputs else {},
    )
    return answer if answer != Answer() else answer._replace(value=draw(values))


@st.composite
def plain_answers(draw: DrawFn) -> Answer:
    """Return an answer of the kind most are: a value and perhaps where it comes from."""
    return Answer(value=draw(values), source=draw(perhaps(texts)))


@st.composite
def reviews(draw: DrawFn) -> Review:
    """Return a review; a changed one has either a value or points."""
    decisions: SearchStrategy[Literal["agreed", "changed", "rejected"]]
    decisions = st.sampled_from(["agreed", "changed", "rejected"])
    decision = draw(decisions)
    by_points = draw(st.booleans())
    return Review(
        decision=decision,
        answer=draw(perhaps(digests)),
        value=draw(values) if decision == "changed" and not by_points else None,
        of=draw(st.none() | numbers),
        points=draw(numbers) if decision == "changed" and by_points else None,
        reason=draw(perhaps(texts)),
        by=draw(perhaps(texts)),
        at=draw(st.none() | days | moments),
    )


@st.composite
def periods(draw: DrawFn) -> Period:
    """Return a period."""
    found = parse_period(f"{draw(st.integers(1990, 2100))}{draw(st.sampled_from(SUFFIXES))}")
    assert found is not None
    return found


units = st.builds(
    ReportingUnit,
    code=codes,
    name=texts,
    kind=st.sampled_from([None, *UNIT_KINDS]),
    parent=st.builds(ReceivingOffice, code=perhaps(codes), name=perhaps(texts)),
    unit_class=perhaps(texts),
)
results = st.builds(
    StatedResult,
    points=st.none() | numbers,
    max=st.none() | numbers,
    percent=st.none() | numbers,
    band=perhaps(texts),
    coverage=perhaps(texts),
)
some_answers = st.one_of(answers(), plain_answers())
some_facts = st.one_of(answers(inputs=False), plain_answers())
records: SearchStrategy[Record] = st.builds(
    Record,
    set=st.builds(SetName, id=codes, version=texts, digest=perhaps(digests)),
    unit=units,
    period=periods(),
    id=st.uuids().map(str),
    state=st.sampled_from(["draft", "submitted", "verified"]),
    assessor=st.builds(Assessor, name=perhaps(texts), post=perhaps(texts)),
    submission=st.builds(
        Submission, number=perhaps(texts), date=st.none() | days, approved_by=perhaps(texts)
    ),
    facts=st.dictionaries(ids, some_facts, max_size=4),
    answers=st.dictionaries(ids, some_answers, max_size=4),
    review=st.dictionaries(ids, reviews(), max_size=2),
    revision=st.just(0),
    result=st.none(),
    history=st.just(()),
)
"""Records that were never saved: without a revision, a result or a history."""
histories = st.lists(
    st.builds(Revision, revision=st.integers(1, 100_000), at=moments, digest=digests, by=perhaps(texts)),
    max_size=3,
).map(tuple)
"""Histories as earlier saves may have left them."""
