"""Folders of records made of a seed: complete ones, and among them copies, revisions, conflicts, broken and hostile ones.

Run as a program it writes one: `districts.py FOLDER COUNT [plain]`.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from decimal import ROUND_FLOOR, Decimal
from pathlib import Path
from random import Random
from typing import NamedTuple
from uuid import UUID

from criteria.library import SHIPPED, find
from criteria.model import Fact, IndicatorSet
from criteria.reading import load_set
from criteria.rules import (
    AllOrNothing,
    Composite,
    Given,
    Info,
    Levels,
    Parts,
    PerItem,
    Proportional,
    Ratio,
    Relative,
    Rule,
    Steps,
)
from scoring.answers import Answer, Evidence
from scoring.periods import parse_period
from scoring.record import ReceivingOffice, Record, ReportingUnit, Revision, SetName, record_digest
from scoring.store.fresh import fresh
from scoring.store.loading import load_record

EVERY = 100
"""Of so many units one is copied, one is in conflict, one has two revisions; of twice as many one is broken, one hostile."""
COPIED, TWOFOLD, REVISED, BROKEN, HOSTILE = 11, 23, 37, 59, 71

COMPLETE = Path(__file__).parents[1] / "data" / "records" / "complete.toml"
"""Its facts say how large a commune's usually are: two dozen staff, two thousand households."""

_USUAL = 40
_FEW = 60
"""What a commune has fewer of than this grows with the root of its people: staff, rooms, hamlets."""
_SPREAD = 0.55
"""Of the logarithm of a commune's people: two thousand in one, thirty thousand in another."""
_AT = datetime(2024, 7, 3, 8, 12, tzinfo=UTC)
_SYLLABLES = "An Bình Cẩm Đồng Hòa Kỳ Lộc Mỹ Nghĩa Phú Quế Sơn Thụy Vĩnh Xuân Yên".split()  # noqa: SIM905 - a list of words
_SOURCES = (
    "Văn phòng UBND xã",
    "Phần mềm một cửa",
    "Thống kê xã",
    "Công an xã",
    "Rà soát của các thôn",
    "Sổ tài sản",
)
_PAPERS = (
    "Quyết định phê duyệt kế hoạch chuyển đổi số năm {year}",
    "Báo cáo kết quả thực hiện 6 tháng đầu năm {year}",
    "Biên bản nghiệm thu, bàn giao thiết bị",
    "Thông báo phân công nhiệm vụ công nghệ thông tin",
    "Danh sách cán bộ, công chức được cấp chữ ký số cá nhân",
)


class District(NamedTuple):
    """A folder of records, and what a merge of it has to find.

    Attributes:
        units: How many units there are.
        classes: How many files have each class.
    """

    folder: Path
    units: int
    classes: Mapping[str, int]


class Writer:
    """Makes complete records of one set; the same seed makes the same ones."""

    def __init__(self, known: IndicatorSet, seed: int, period: str = "2024-H1") -> None:
        self.set = known
        self.seed = seed
        found = parse_period(period)
        assert found is not None
        self.period = found
        self.order = [indicator.id for indicator in known.indicators()]
        complete = load_record(COMPLETE).record
        assert complete is not None
        self.usual = {
            name: int(fact.value) for name, fact in complete.facts.items() if isinstance(fact.value, Decimal)
        }

    def record(self, place: int, version: int = 0) -> Record:
        """Return the record of the unit at a place; another version has other answers and another id."""
        random = Random(f"{self.seed} {place} {version}")  # noqa: S311 - made-up figures
        skill = random.uniform(0.3, 0.98)
        size = min(6.0, max(0.2, random.lognormvariate(0, _SPREAD)))
        facts = {
            name: _fact(fact, self.usual.get(name, _USUAL), size, random)
            for name, fact in self.set.facts.items()
        }
        answers = {}
        for indicator in self.set.indicators():
            rule = indicator.rule_for("plain")
            if isinstance(rule, Given) and rule.by == "upper":
                continue
            answer = _answer(rule, indicator.points, facts, random, skill)
            answers[indicator.id] = _backed(answer, random)
        made = Record(
            SetName(self.set.id, self.set.version, self.set.digest),
            _unit(place, "plain" if self.set.classes else None),
            self.period,
            id=str(UUID(int=random.getrandbits(128))),
            state="submitted",
            facts=facts,
            answers=answers,
        )
        return self.saved(made, 1)

    def saved(self, record: Record, revision: int) -> Record:
        """Return a record with the next entry of its history."""
        entry = Revision(revision, _AT + timedelta(days=revision), record_digest(record), "Công chức xã")
        return record._replace(revision=revision, history=(*record.history, entry))

    def revised(self, record: Record) -> Record:
        """Return the next revision of a record: one answer has another source."""
        name = next(iter(record.answers))
        changed = record.answers[name]._replace(source="Đã rà soát lại")
        newer = record._replace(answers={**record.answers, name: changed})
        return self.saved(newer, record.revision + 1)

    def text(self, record: Record) -> str:
        """Return the file of a record."""
        return fresh(record, self.order)


def district(
    folder: Path,
    units: int,
    *,
    seed: int = 1,
    mixed: bool = True,
    known: IndicatorSet | None = None,
    period: str = "2024-H1",
) -> District:
    """Write the records of a district into `folder`.

    Args:
        folder: Where to; it is made.
        units: How many units report.
        seed: Of the figures.
        mixed: Whether to put copies, conflicts, revisions, broken and hostile files among them.
        known: The set; the shipped xa-ict when None.
        period: Label of the period they report for.
    """
    writer = Writer(
        load_set(find("xa-ict", None, [SHIPPED]).folder) if known is None else known, seed, period
    )
    folder.mkdir(parents=True, exist_ok=True)
    classes: Counter[str] = Counter()
    for place in range(units):
        for name, data, kind in _files(writer, place) if mixed else _plain(writer, place):
            (folder / name).parent.mkdir(exist_ok=True)
            (folder / name).write_bytes(data)
            classes[kind] += 1
    return District(folder, units, classes)


_File = tuple[str, bytes, str]


def _plain(writer: Writer, place: int) -> Iterator[_File]:
    record = writer.record(place)
    yield f"{record.unit.code}_{writer.set.id}.toml", writer.text(record).encode(), "kept"


def _files(writer: Writer, place: int) -> Iterator[_File]:
    """Yield the files of one unit, with the class each has to get."""
    record = writer.record(place)
    name = f"{record.unit.code}_{writer.set.id}.toml"
    data = writer.text(record).encode()
    turn = place % EVERY
    if turn == REVISED:
        newer = writer.revised(record)
        yield name, data, "superseded"
        yield f"lần 2/{name}", writer.text(newer).encode(), "kept"
    elif turn == TWOFOLD:
        yield name, data, "conflict"
        yield f"zalo/{name}", writer.text(writer.record(place, 1)).encode(), "conflict"
    elif place % (2 * EVERY) == BROKEN:
        yield name, broken(data, place // (2 * EVERY)), "broken"
    elif place % (2 * EVERY) == HOSTILE:
        made, kind = hostile(writer, record, place // (2 * EVERY))
        yield name, made, kind
    else:
        yield name, data, "kept"
        if turn == COPIED:
            yield f"zalo/bản sao {name}", data, "identical"


def broken(data: bytes, how: int) -> bytes:
    """Return a record that cannot be read, in one of several ways."""
    match how % 5:
        case 0:
            return data[: len(data) // 2] + b'\nnote = "'
        case 1:
            return data.replace(b"[period]", b"[perod]", 1)
        case 2:
            return data.decode().encode("utf-16")
        case 3:
            return data.replace(b'schema = "xaso-record/1"\n', b"", 1)
        case _:
            return b""


def hostile(writer: Writer, record: Record, how: int) -> tuple[bytes, str]:
    """Return a record made to do harm, in one of several ways, and the class it has to get."""
    text = writer.text(record)
    first = f'[answers."{writer.order[0]}"]'
    match how % 8:
        case 0:
            bad = record.unit._replace(name='=HYPERLINK("http://x.example";"Xã")')
            return writer.text(writer.saved(record._replace(unit=bad, history=()), 1)).encode(), "kept"
        case 1:
            return text.replace(first, f'{first}\nnote = "\\u001b]0;x\\u0007\\u202eabc"', 1).encode(), "kept"
        case 2:
            return ("a = " + "[" * 100_000).encode(), "broken"
        case 3:
            return (text + "# " + "x" * 300_000).encode(), "broken"
        case 4:
            return text.replace("[facts]", "[facts]\nstaff_x = nan", 1).encode(), "kept"
        case 5:
            return (text + 'x = "' + "\u0301" * 60_000 + '"\n').encode(), "kept"
        case 6:
            keys = "".join(f'[answers."=cmd|{n}"]\nvalue = 1\n' for n in range(2000))
            return (text + keys).encode(), "kept"
        case _:
            bad = record.unit._replace(name="<script>alert(1)</script>[/][@click=app.quit]x[/]")
            return writer.text(writer.saved(record._replace(unit=bad, history=()), 1)).encode(), "kept"


def _unit(place: int, unit_class: str | None) -> ReportingUnit:
    size = len(_SYLLABLES)
    name = f"{_SYLLABLES[place % size]} {_SYLLABLES[place // size % size]} {place}"
    parent = place % 10
    office = ReceivingOffice(f"9{parent:02}", f"Huyện Ví Dụ {parent}")
    return ReportingUnit(f"{place + 1:05}", f"Xã {name}", "xã", office, unit_class)


def _fact(fact: Fact, usual: int, size: float, random: Random) -> Answer:
    """Return a fact of a commune `size` times as large as the usual one."""
    day = datetime(2024, 6, random.randint(1, 30), tzinfo=UTC).date()
    match fact.answer:
        case "count":
            grown = usual * (size if usual >= _FEW else size**0.5) * random.uniform(0.7, 1.4)
            number = Decimal(max(round(grown), min(usual, 3)))
            return Answer(number, source=random.choice(_SOURCES), as_of=day)
        case "amount":
            return Answer(Decimal(random.randint(100, 90_000)) / 10)
        case "yes_no":
            return Answer(random.random() < 0.8)
        case "level":
            return Answer(random.choice(fact.levels).id)
        case "list":
            return Answer(("MISA", "VNPT iOffice"))
        case "date":
            return Answer(day)
        case _:
            return Answer(random.choice(("Vinaphone-ioffice", "VNPT PAY", "Hệ thống của tỉnh")))


def _answer(  # noqa: C901, PLR0911, PLR0912 - one case per rule
    rule: Rule, most: Decimal, facts: Mapping[str, Answer], random: Random, skill: float
) -> Answer:
    luck = min(1.0, max(0.0, skill + random.uniform(-0.35, 0.35)))
    match rule:
        case AllOrNothing() | Info(answer="yes_no"):
            return Answer(random.random() < skill)
        case Levels(levels=levels):
            return Answer(levels[min(len(levels) - 1, int((1 - luck) * len(levels)))].id)
        case Parts(parts=parts):
            return Answer(tuple(part.id for part in parts if random.random() < skill))
        case Proportional(answer="count"):
            return Answer(Decimal(int((1 - luck) * 10)))
        case (
            Proportional(ratio=ratio)
            | Steps("ratio", ratio=ratio)
            | Relative("ratio", ratio=ratio)
            | Info("ratio", ratio=ratio)
        ):
            return _rate(ratio, facts, random, luck)
        case Steps(steps=steps):
            return Answer(Decimal(int(luck * 1.3 * float(steps[-1].reached))))
        case PerItem(answer="list") | Info(answer="list"):
            return Answer(tuple(f"Ứng dụng {number}" for number in range(1, 2 + int(luck * 5))))
        case PerItem():
            return Answer(Decimal(int(luck * 6)))
        case Composite(rules=subs):
            return Answer(
                inputs={sub.id: _answer(sub.rule, sub.points, facts, random, skill) for sub in subs}
            )
        case Given():
            return Answer((most * Decimal(random.randint(0, 20)) / 20).quantize(Decimal("0.01")))
        case Relative():
            return Answer(Decimal(random.randint(1, 90_000)) / 100)
        case Info(answer="count" | "amount"):
            return Answer(Decimal(random.randint(0, 500)))
        case Info(answer="level", levels=levels):
            return Answer(random.choice(levels).id)
        case Info(answer="date"):
            return Answer(datetime(2024, 5, random.randint(1, 30), tzinfo=UTC).date())
        case _:
            return Answer("VNPT iOffice")


def _rate(ratio: Ratio, facts: Mapping[str, Answer], random: Random, luck: float) -> Answer:
    whole = Decimal(random.randint(10, 900)) if ratio.of is None else facts[ratio.of].value
    assert isinstance(whole, Decimal)
    value = (whole * Decimal(str(round(luck, 4)))).to_integral_value(ROUND_FLOOR)
    return Answer(value, of=whole if ratio.of is None else None)


def _backed(answer: Answer, random: Random) -> Answer:
    """Return an answer with source, day and evidence, as complete records have them."""
    month, day = random.randint(1, 6), random.randint(1, 28)
    paper = Evidence(
        f"{random.randint(1, 400)}/{random.choice(('QĐ', 'BC', 'KH', 'TB'))}-UBND",
        datetime(2024, month, day, tzinfo=UTC).date(),
        random.choice(_PAPERS).format(year=2024),
        f"minh-chung/{random.randint(1, 400):03}.pdf" if random.random() < 0.5 else None,
    )
    backed = answer._replace(evidence=(paper,))
    if random.random() < 0.6:
        backed = backed._replace(
            source=random.choice(_SOURCES), as_of=datetime(2024, 6, random.randint(1, 30), tzinfo=UTC).date()
        )
    if random.random() < 0.1:
        backed = backed._replace(
            note=f"Số liệu chốt đến ngày {day:02}/{month:02}/2024, đã đối chiếu với các thôn."
        )
    return backed


if __name__ == "__main__":
    print(district(Path(sys.argv[1]), int(sys.argv[2]), mixed="plain" not in sys.argv))  # noqa: T201 - a program
