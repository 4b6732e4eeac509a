"""The files of the invented district, as they lie in its folder."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from io import StringIO

from criteria.faults import FaultError
from criteria.model import IndicatorSet
from criteria.typed import NamedTuple
from scoring.district.records import Maker
from scoring.district.tables import Commune, communes, stranger, table
from scoring.record import Record, SetName
from scoring.samples import sample_records
from scoring.store.loading import load_record
from scoring.units.roster import COLUMNS

RECORDS = "phieu"
"""The folder of the records that came in."""
BEFORE = "ky-truoc"
"""The folder of the period before; its records are in a folder of the same name in there."""
ROSTER = "don-vi.csv"
"""Who must report."""
READ_FIRST = "doc-truoc.txt"
"""What is what, for whoever comes upon the folder."""

_BOM = "\ufeff"
_FIGURE = re.compile(r"^(value = \d+)\.(\d)", re.MULTILINE)
"""A figure with decimals, of an answer."""


class DistrictFile(NamedTuple):
    """One file.

    Attributes:
        name: Where it lies in the folder of the district, with `/`.
        data: Its bytes.
    """

    name: str
    data: bytes


def set_name() -> SetName:
    """Return the set the records are answered under."""
    named = table("communes")["set"]
    return SetName(named["id"], named["version"])


def district_files(known: IndicatorSet) -> Iterator[DistrictFile]:
    """Yield every file of the district but the results of its merges.

    Args:
        known: The set of `set_name`.
    """
    maker = Maker(known)
    for name, data in _sent(maker):
        yield DistrictFile(f"{RECORDS}/{name}", data)
    for commune in communes():
        record = maker.record(maker.standing(commune, "before"))
        yield DistrictFile(f"{BEFORE}/{RECORDS}/{_name(commune, known)}", maker.text(record))
    yield DistrictFile(ROSTER, _roster())
    yield DistrictFile(READ_FIRST, table("communes")["said"]["read_first"].lstrip("\n").encode())


def _sent(maker: Maker) -> Iterator[tuple[str, bytes]]:
    """Yield what came in: records, and everything else an office finds among them."""
    cases = maker.told["cases"]
    for commune in communes():
        name, code = _name(commune, maker.set), commune.code
        if code == cases["absent"]["code"]:
            continue
        record = _record(commune, maker)
        data = maker.text(record)
        if code == cases["broken"]["code"]:
            data = _FIGURE.sub(r"\1,\2", data.decode(), count=1).encode()
        elif code == cases["revised"]["code"]:
            case = cases["revised"]
            answers = {
                id_: answer._replace(note=case["note"]) if id_ in case["without"] else answer
                for id_, answer in record.answers.items()
            }
            at = record.history[-1].at
            first = record._replace(revision=0, history=(), answers=maker.without(record, case["without"]))
            first = maker.saved(first, at)
            data = maker.text(first)
            yield f"{case['folder']}/{name}", maker.text(maker.revised(first, answers))
        yield name, data
        if code == cases["copied"]["code"]:
            case = cases["copied"]
            yield f"{case['folder']}/{case['name'].format(code=code)}", data
        elif code == cases["twofold"]["code"]:
            yield f"{cases['twofold']['folder']}/{name}", maker.text(_other(commune, record, maker))
        elif code == cases["reviewed"]["code"]:
            reviewed = maker.reviewed(record, maker.standing(commune))
            yield f"{cases['reviewed']['folder']}/{name}", maker.text(reviewed)
    yield _name(stranger(), maker.set), maker.text(maker.record(maker.standing(stranger())))


def _record(commune: Commune, maker: Maker) -> Record:
    """Return the record a commune hands in: one of them is the sample of the program, another claims a class."""
    if commune.code == maker.told["sample"]:
        return _sample(commune, maker)
    record = maker.record(maker.standing(commune))
    claims = maker.told["cases"]["claims"]
    if commune.code != claims["code"]:
        return record
    unit = record.unit._replace(unit_class=claims["class"])
    return maker.saved(record._replace(unit=unit, revision=0, history=()), record.history[-1].at)


def _sample(commune: Commune, maker: Maker) -> Record:
    """Return the invented one of the sample records, as a unit of this district."""
    for path in sample_records():
        reading = load_record(path)
        record = reading.record
        if record is None:
            raise FaultError(reading.faults)
        if record.unit.code == commune.code:
            unit = record.unit._replace(parent=commune.office)
            moved = record._replace(unit=unit, revision=0, history=())
            return maker.saved(moved, record.history[-1].at)
    raise LookupError(commune.code)


def _other(commune: Commune, record: Record, maker: Maker) -> Record:
    """Return what somebody else of the same commune made of the same questions."""
    case = maker.told["cases"]["twofold"]
    standing = maker.standing(commune, variant="other")
    theirs = maker.answers(standing, record.facts)
    answers = dict(record.answers)
    for id_ in case["again"]:
        if id_ in theirs:
            answers[id_] = theirs[id_]._replace(note=case["note"])
    other = record._replace(
        id=maker.chance.id(commune.code, "other"), revision=0, history=(), answers=answers
    )
    return maker.saved(other, record.history[-1].at)


def _name(commune: Commune, known: IndicatorSet) -> str:
    return f"{commune.code}_{known.id}.toml"


def _roster() -> bytes:
    """Return the roster as Excel opens it."""
    text = StringIO(newline="")
    rows = csv.writer(text, delimiter=";", lineterminator="\r\n")
    rows.writerow(COLUMNS)
    for one in communes():
        rows.writerow((one.code, one.name, one.kind, one.office.code, one.office.name, one.unit_class))
    return f"{_BOM}{text.getvalue()}".encode()
