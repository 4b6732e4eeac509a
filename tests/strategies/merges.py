"""Merges made of a seed, for tables and reports: units of a set, judged, with the CSV files that are read beside them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from random import Random

from criteria.model import Fact, IndicatorSet
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
from criteria.words import Lang
from scoring.answers import Answer, Evidence
from scoring.judge import judge
from scoring.merge.changed import Change
from scoring.merge.csv_text import CsvStyle
from scoring.merge.merged import (
    ANSWERS_FILE,
    LETTERS,
    PROBLEMS_FILE,
    Candidate,
    Conflict,
    Merged,
    MissingUnit,
    PillarResult,
    Problem,
    UnitResult,
)
from scoring.merge.outputs import ANSWERS, PROBLEMS
from scoring.periods import parse_period
from scoring.reasons import say, standing_of
from scoring.record import ReceivingOffice, Record, ReportingUnit, SetName
from scoring.scorecard import Line, ScoreCard

LATEST = datetime(2024, 7, 12, 8, 30, tzinfo=UTC)
PARENTS = ("Huyện Ví Dụ", "Thành phố Mẫu", "Thị xã Giả Định")
_SYLLABLES = (
    "An",
    "Bình",
    "Cẩm",
    "Đồng",
    "Hòa",
    "Kỳ",
    "Lộc",
    "Mỹ",
    "Nghĩa",
    "Phú",
    "Quế",
    "Sơn",
    "Thụy",
    "Vĩnh",
)
_KINDS = ("xã", "phường", "thị trấn")
_REASON = "Không có chợ trên địa bàn"


class Maker:
    """Makes records of one set; the same seed makes the same ones."""

    def __init__(self, known: IndicatorSet, seed: int = 1) -> None:
        self.set = known
        self.random = Random(seed)  # noqa: S311 - made-up figures
        self.classes = [other.id for other in known.classes]

    def card(self, place: int, period: str = "2024-H1") -> ScoreCard:
        """Return the score card of the unit at a place."""
        draw = self.random.random
        skill = 0.35 + 0.6 * draw()
        facts = {key: self._fact(fact) for key, fact in self.set.facts.items()}
        answers = {
            one.id: self._answer(one.rule, one.points, facts, skill)
            for one in self.set.indicators()
            if draw() < 0.9 + 0.1 * skill
        }
        span = parse_period(period)
        assert span is not None
        record = Record(
            SetName(self.set.id, self.set.version, self.set.digest),
            self._unit(place),
            span,
            facts=facts,
            answers=answers,
        )
        return judge(self.set, record)

    def _unit(self, place: int) -> ReportingUnit:
        size = len(_SYLLABLES)
        first, second = _SYLLABLES[place % size], _SYLLABLES[(place // size * 3 + place) % size]
        number = f" {place // size**2 + 1}" if place >= size**2 else ""
        kind = _KINDS[0 if place % 5 else place // 5 % 3]
        parent = PARENTS[place % len(PARENTS)]
        return ReportingUnit(
            f"{99001 + place:05}",
            f"{kind.capitalize()} {first} {second}{number}",
            kind,  # type: ignore[arg-type]  # one of the kinds
            ReceivingOffice(f"9{place % len(PARENTS):02}", parent),
            self.classes[0] if self.classes else None,
        )

    def _fact(self, fact: Fact) -> Answer:
        draw = self.random.random()
        match fact.answer:
            case "count" | "amount":
                return Answer(Decimal(20 + int(draw * 2000)))
            case "yes_no":
                return Answer(draw < 0.7)
            case "level":
                return Answer(fact.levels[int(draw * len(fact.levels))].id)
            case "list":
                return Answer(("MISA", "VNPT iOffice"))
            case "date":
                return Answer()
            case _:
                return Answer("Theo thống kê của xã")

    def _answer(self, rule: Rule, most: Decimal, facts: Mapping[str, Answer], skill: float) -> Answer:
        draw = self.random.random
        if draw() < 0.02:
            return Answer(not_applicable=_REASON)
        papers = (Evidence(f"{int(draw() * 300)}/BC-UBND", None, "Báo cáo"),) if draw() < skill else ()
        return self._value(rule, most, facts, skill)._replace(evidence=papers)

    def _value(self, rule: Rule, most: Decimal, facts: Mapping[str, Answer], skill: float) -> Answer:  # noqa: C901, PLR0911, PLR0912 - one per rule
        draw = self.random.random
        luck = min(1.0, max(0.0, skill + (draw() - 0.5) * 0.7))
        match rule:
            case AllOrNothing():
                return Answer(draw() < skill)
            case Levels(levels=levels):
                return Answer(levels[min(len(levels) - 1, int((1 - luck) * len(levels)))].id)
            case Parts(parts=parts):
                return Answer(tuple(part.id for part in parts if draw() < skill))
            case Proportional(answer="count"):
                return Answer(Decimal(int((1 - luck) * 10)))
            case Proportional(ratio=ratio) | Steps("ratio", ratio=ratio) | Relative("ratio", ratio=ratio):
                return self._ratio(ratio, facts, luck)
            case Steps(steps=steps):
                return Answer(Decimal(int(luck * 1.2 * float(steps[-1].reached))))
            case PerItem(answer="list"):
                return Answer(tuple(f"Ứng dụng {n}" for n in range(int(luck * 5))))
            case PerItem():
                return Answer(Decimal(int(luck * 6)))
            case Composite(rules=subs):
                return Answer(
                    inputs={sub.id: self._value(sub.rule, sub.points, facts, skill) for sub in subs}
                )
            case Given():
                return Answer(Decimal(int(luck * 20)) * most / 20)
            case Relative():
                return Answer(Decimal(int(luck * 1000)))
            case Info(answer="ratio", ratio=ratio):
                return self._ratio(ratio, facts, luck)
            case Info(answer="count" | "amount"):
                return Answer(Decimal(int(luck * 50)))
            case Info(answer="yes_no"):
                return Answer(draw() < skill)
            case _:
                return Answer("VNPT iOffice") if rule.answer == "text" else Answer()

    def _ratio(self, ratio: Ratio, facts: Mapping[str, Answer], luck: float) -> Answer:
        whole = facts[ratio.of].value if ratio.of is not None else Decimal(40)
        assert isinstance(whole, Decimal)
        own = whole if ratio.of is None else None
        return Answer((whole * Decimal(str(round(luck, 3)))).to_integral_value("ROUND_FLOOR"), of=own)


def unit_result(card: ScoreCard) -> UnitResult:
    """Return a score card as a merge keeps it."""
    unit, verified = card.record.unit, card.verified
    return UnitResult(
        unit.code,
        unit.name,
        unit.kind or "",
        unit.parent.code or "",
        unit.parent.name or "",
        unit.unit_class or "",
        card.set.id,
        card.set.version,
        card.record.period.label,
        card.totals.points,
        card.totals.max,
        None if card.band is None else card.band.title,
        card.coverage.answered,
        card.coverage.asked,
        verified.coverage.answered,
        tuple(PillarResult(one.points, one.max) for one in card.totals.pillars),
        None if verified.totals is None else verified.totals.points,
        None if verified.totals is None else verified.totals.max,
        ()
        if verified.totals is None
        else tuple(PillarResult(p.points, p.max) for p in verified.totals.pillars),
        f"phieu/{unit.code}.toml",
        f"{unit.code}.toml",
        "sha256:" + unit.code * 8,
        " ".join(_cell(line) for line in card.lines),
    )


def _cell(line: Line) -> str:
    letter = LETTERS[line.state]
    if line.answer is not None and line.answer.evidence:
        letter = letter.upper()
    points = line.points
    return letter if points is None else f"{letter}{format(points, 'f')}"


def write_answers(cards: Iterable[ScoreCard], style: CsvStyle, path: Path) -> None:
    """Write `answers.csv` as a merge does."""
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(style.head(ANSWERS))
        for card in cards:
            record = card.record
            for line in card.lines:
                value = line.answer.value if line.answer is not None else None
                cells = [
                    *map(style.text, (record.unit.code, record.period.label, card.set.id, card.set.version)),
                    style.text(line.indicator.id),
                    style.text(line.state),
                    style.number(line.points),
                    style.number(line.max),
                    style.number(line.verified_points),
                    style.number(line.difference),
                    style.text(line.status),
                    style.number(value) if isinstance(value, Decimal) else style.text(str(value or "")),
                    "",
                    "",
                    style.text(say(line.reason, style.lang, standing_of(line.indicator))),
                ]
                file.write(style.row(cells))


def write_problems(problems: Iterable[Problem], style: CsvStyle, path: Path) -> None:
    """Write `problems.csv` as a merge does."""
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(style.head(PROBLEMS))
        file.writelines(style.row(map(style.text, problem)) for problem in problems)


def merged(
    folder: Path,
    cards: Sequence[ScoreCard],
    *,
    style: CsvStyle | None = None,
    missing: Sequence[MissingUnit] = (),
    conflicts: Sequence[Conflict] = (),
    problems: Sequence[Problem] = (),
) -> Merged:
    """Return a merge of these cards, with `answers.csv` and `problems.csv` in `folder`."""
    style = CsvStyle() if style is None else style
    folder.mkdir(parents=True, exist_ok=True)
    write_answers(cards, style, folder / ANSWERS_FILE)
    write_problems(problems, style, folder / PROBLEMS_FILE)
    units = sorted(map(unit_result, cards), key=lambda unit: (*unit.group, unit.unit_code))
    return Merged(
        str(folder),
        style,
        by_verified=False,
        units=tuple(units),
        sets={(card.set.id, card.set.version): card.set for card in cards},
        missing=tuple(missing),
        conflicts=tuple(conflicts),
        counts={
            "files": len(units) + len(problems),
            "kept": len(units),
            "units": len(units),
            "missing": len(missing),
        },
        latest=LATEST,
    )


def small(folder: Path, known: IndicatorSet, lang: Lang = "vi", count: int = 20) -> Merged:
    """Return a merge of a small district with one of everything that a report shows."""
    maker = Maker(known)
    cards = [maker.card(place) for place in range(count)]
    candidates = tuple(
        Candidate(f"usb/{name}.toml", f"sha256:{name}", revision, LATEST, Decimal(points), f"{name}.toml")
        for name, revision, points in (("ban-1", 2, "61.5"), ("ban-2", 3, "64.25"))
    )
    problems = (
        Problem(
            "broken",
            "",
            "F005",
            "phieu/hong.toml",
            "",
            "",
            "Tệp không phải là TOML. Hãy mở bằng trình soạn thảo.",
        ),
        Problem(
            "conflict", "", "", "usb/ban-1.toml", "99101", "", "Hai phiếu khác nhau của cùng một đơn vị."
        ),
        Problem(
            "kept",
            "warning",
            "R503",
            "phieu/99003.toml",
            "99003",
            "1.2",
            "Chỉ có tỷ lệ, chưa có tử số, mẫu số.",
        ),
        Problem(
            "kept",
            "stranger",
            "",
            "phieu/99004.toml",
            "99004",
            "",
            '=HYPERLINK("http://x") <script>alert(1)</script>',
        ),
        Problem("missing", "", "", "", "99201", "", "Chưa có phiếu."),
    )
    return merged(
        folder,
        cards,
        style=CsvStyle(lang),
        missing=(MissingUnit("99201", "Xã Chưa Nộp", PARENTS[0], "2024-H1", known.id),),
        conflicts=(Conflict("99101", "Xã Trùng Lặp", "2024-H1", known.id, candidates),),
        problems=problems,
    )


def earlier(now: Merged, folder: Path, period: str = "2023") -> Path:
    """Write what an earlier merge of the same units left in `folder`: other points, one unit less, one that is gone."""
    from scoring.tables import rank_units, write_ranking  # noqa: PLC0415 - a script has to find it first

    folder.mkdir(parents=True)
    units = [_as_it_was(unit, place)._replace(period=period) for place, unit in enumerate(now.units)]
    units[1] = units[1]._replace(unit_code="98999", unit_name="Xã Đã Sáp Nhập")
    then = now._replace(folder=str(folder), units=tuple(units))
    write_ranking(then, rank_units(then), str(folder / "ranking.csv"))
    (folder / "merge.toml").write_text('schema = "xaso-merge/1"\n', "utf-8")
    return folder


def _as_it_was(unit: UnitResult, place: int) -> UnitResult:
    """Return a unit with other points: the third has the same, others more or less in every pillar."""
    pillars = tuple(
        pillar._replace(points=_within(pillar, 0 if place == 2 else (place * 5 + at * 3) % 13 - 7))
        for at, pillar in enumerate(unit.pillars)
    )
    return unit._replace(pillars=pillars, points=sum((pillar.points for pillar in pillars), Decimal(0)))


def _within(pillar: PillarResult, percent: int) -> Decimal:
    moved = (pillar.points + pillar.max * percent / 50).quantize(Decimal("0.01"))
    return min(max(moved, Decimal(0)), pillar.max)


def since(now: Merged, folder: Path) -> list[Change]:
    """Return what changed since `earlier`."""
    from scoring.tables import changes_since, rank_units, read_earlier  # noqa: PLC0415 - likewise

    return changes_since(now, rank_units(now), read_earlier(str(earlier(now, folder))))


def of_points(known: IndicatorSet, code: str, points: Sequence[Decimal], most: Decimal) -> UnitResult:
    """Return a unit of which only its pillars' points and its maximum matter."""
    pillars = tuple(PillarResult(got, own.points) for got, own in zip(points, known.pillars, strict=True))
    return UnitResult(
        code,
        f"Xã {code}",
        "xã",
        "",
        "",
        "",
        known.id,
        known.version,
        "2024-H1",
        sum(points, Decimal(0)),
        most,
        None,
        len(points),
        len(points),
        0,
        pillars,
        None,
        None,
        (),
        f"{code}.toml",
        f"{code}.toml",
        "",
        " ".join("u" for _ in known.indicators()),
    )
