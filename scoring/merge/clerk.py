"""One file after another, read, scored and set down: what every worker of a merge does."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Mapping, Sequence
from hashlib import sha256

from criteria.canonical import PREFIX, canonical_table, digest
from criteria.faults import Fault, FaultError
from criteria.model import IndicatorSet
from criteria.toml import RECORD_BYTES, Source, parse
from criteria.typed import NamedTuple
from scoring.answers import said
from scoring.assessment import assess
from scoring.index import Totals
from scoring.judge import judge
from scoring.merge.answer_rows import answer_rows
from scoring.merge.csv_text import CsvStyle
from scoring.merge.disk import UnwritableError, read_bytes, unwritable, write_new
from scoring.merge.entry import NOWHERE, Entry, Part, Scores
from scoring.merge.folder import RECORDS
from scoring.merge.inputs import InputFile
from scoring.merge.known_units import UnitChecked, check_unit, of_the_roster, unit_code_of
from scoring.merge.parts import PartFile, part_path
from scoring.merge.plan import SetShelf
from scoring.merge.problem_rows import finding_of, letters, problem_row
from scoring.merge.reckoners import reckoners
from scoring.merge.record_name import record_name
from scoring.merge.reviews import Choice, joined
from scoring.merge.zips import OpenZip
from scoring.outcome import Awaiting
from scoring.quick import Quick, Reckoner, Row
from scoring.record import Record, record_digest
from scoring.record_reading import RecordReading, read_record
from scoring.rules_applied import Span
from scoring.scorecard import ScoreCard
from scoring.units.roster import RosterUnit

_RECORD_MARK = b"xaso-record/"
_HEAD = 4096
_PACKED = (b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b\x08")
"""How archives begin that are not opened here: rar, 7z, gzip. What lies in them would be lost without a word."""
_OF_A_MAC = b"\x00\x05\x16\x07"
"""How the `._` file begins that a Mac leaves beside every file of a stick or a zip."""
_ABREAST = 16
"""Files that are worked on together."""
_RANKS = {"verified": 0, "submitted": 1, "draft": 2}


_Steps = Generator[None, None, Entry]
"""The work on one file: it stops after every step, and comes to the file's entry."""


class Setup(NamedTuple):
    """What a worker needs to know of the merge.

    Attributes:
        folder: The folder aside.
        roster: The units that must report, by code; None without a roster.
        period: The only period merged; empty for all.
    """

    folder: str
    style: CsvStyle
    sets: SetShelf
    roster: Mapping[str, RosterUnit] | None
    period: str
    drafts: bool


class Work(NamedTuple):
    """A piece of work: files to read, by their places."""

    files: tuple[tuple[int, InputFile], ...]


class Again(NamedTuple):
    """A record to be scored again, with what only all files together tell.

    Attributes:
        donors: Files whose reviews may belong to it.
        spans: All units' figures, by indicator.
        choices: What people decided about reviews that differ, by indicator.
    """

    place: int
    file: InputFile
    donors: tuple[InputFile, ...]
    spans: Mapping[str, Span]
    choices: Mapping[str, Choice] = {}


class Clerk:
    """Reads and scores files. It keeps the sets it has loaded and the zip it has open.

    Args:
        setup: What is asked for.
        number: Its own, for the names of its part files.
    """

    def __init__(self, setup: Setup, number: int) -> None:
        self._setup = setup
        self._number = number
        self._zip = OpenZip()
        self._sets: dict[tuple[str, str], IndicatorSet | FaultError] = {}
        self._reckoners: dict[tuple[str, str, str | None], Mapping[str, Reckoner]] = {}
        self._answers = PartFile(part_path(setup.folder, "answers", number), number)
        self._problems = PartFile(part_path(setup.folder, "problems", number), number)

    def do(self, task: Work | Sequence[Again]) -> list[Entry]:
        """Do a piece of work.

        Raises:
            FaultError: What was found cannot be written.
        """
        if isinstance(task, Work):
            steps = [(place, file, self._read(place, file)) for place, file in task.files]
        else:
            steps = [(one.place, one.file, self._settle(one)) for one in task]
        entries: list[Entry] = []
        for start in range(0, len(steps), _ABREAST):
            entries += self._abreast(steps[start : start + _ABREAST])
        try:
            self._answers.flush()
            self._problems.flush()
        except OSError as error:
            raise unwritable(error) from error
        return entries

    def close(self) -> None:
        """Close what is open."""
        self._zip.close()
        self._answers.close()
        self._problems.close()

    def _abreast(self, steps: Sequence[tuple[int, InputFile, _Steps]]) -> Iterator[Entry]:
        """Yield what comes of several files, each step done for all of them: code is quickest while it is warm.

        Whatever is wrong with one is said of it and stops nothing else.
        """
        going = [*steps]
        while going:
            left = []
            for place, file, step in going:
                try:
                    next(step)
                except StopIteration as end:
                    entry: Entry = end.value
                    yield entry
                except UnwritableError:
                    raise
                except FaultError as error:
                    yield self._broken(place, file, error.faults)
                except Exception as error:  # noqa: BLE001 - one file of thousands must not stop the others
                    yield self._broken(place, file, [Fault("M009", (), {"why": type(error).__name__})])
                else:
                    left.append((place, file, step))
            going = left

    def _read(self, place: int, file: InputFile) -> _Steps:
        """Read a file, step by step, into its entry."""
        if file.fault is not None:
            return self._broken(place, file, [file.fault])
        data = self._bytes(file)
        hashed = sha256(data).hexdigest() if len(data) <= RECORD_BYTES else ""
        if data.startswith(_PACKED):
            return self._broken(place, file, [Fault("M025")], hashed)
        if not _may_be_record(file, data):
            return Entry(place, hashed, "not_a_record")
        try:
            source = parse(data, file.name, most=RECORD_BYTES)
        except FaultError as error:
            return self._broken(place, file, error.faults, hashed)
        yield
        reading = read_record(Unplaced(source))
        record = reading.record
        if record is None:
            schema = source.table.get("schema")
            if isinstance(schema, str) and not schema.startswith(_RECORD_MARK.decode()):
                return Entry(place, hashed, "not_a_record")
            return self._broken(place, file, reading.faults, hashed, source.table)
        yield
        unit = check_unit(record.unit, self._setup.roster)
        entry = _entry(place, hashed, reading, record, unit)
        if self._setup.period not in {"", entry.period}:
            return entry._replace(kind="other_period")
        known = self._set(entry.set_id, entry.set_version)
        if isinstance(known, FaultError):
            why = [fault._replace(file=file.name) for fault in known.faults[:1]]
            part = self._problem_rows(file, entry.unit_code, why, about_class=True)
            return entry._replace(kind="set_unknown", problems=part)
        if record.state == "draft" and not self._setup.drafts:
            return entry._replace(kind="draft")
        quick = Quick(self._reckoners_for(known, unit.unit_class), {})
        card = _card(known, _seen(reading, record, unit.unit_class), quick)
        yield
        faults = (*unit.faults, *of_the_roster(card.findings, record.unit, unit))
        problems, scores = (
            self._problem_rows(file, entry.unit_code, faults),
            self._scores(card, unit, quick.rows),
        )
        yield
        name = record_name(entry.unit_code, entry.period, entry.set_id, entry.digest)
        self._copy(name, data)
        return entry._replace(record=name, problems=problems, found=letters(faults), scores=scores)

    def _settle(self, again: Again) -> _Steps:
        """Score a record again, with the reviews of its other files and all units' figures."""
        place, file = again.place, again.file
        reading = self._reading(file)
        record = _record_of(reading)
        known = self._set(record.set.id, record.set.version)
        if isinstance(known, FaultError):
            raise known
        yield
        unit = check_unit(record.unit, self._setup.roster)
        own = _card(known, _seen(reading, record, unit.unit_class))
        seen = _in_class(record, unit.unit_class)
        others = [_record_of(self._reading(donor)) for donor in again.donors]
        together = joined(
            known,
            seen,
            [_in_class(other, unit.unit_class) for other in others],
            again.choices,
            [one.name for one in (file, *again.donors)],
        )
        card = judge(
            known,
            seen._replace(review=together.review),
            spoilt=reading.spoilt,
            spoilt_facts=reading.spoilt_facts,
            spans=again.spans,
        )
        faults = (
            *unit.faults,
            *(
                fault
                for fault in of_the_roster(own.findings, record.unit, unit)
                if finding_of(fault) != "review_stale"
            ),
            *(fault for fault in card.findings if finding_of(fault) == "review_stale"),
            *together.faults,
        )
        return Entry(
            place,
            "",
            "kept",
            problems=self._problem_rows(file, record.unit.code, faults),
            found=letters(faults),
            scores=self._scores(card, unit),
            contested=together.contested,
        )

    def _reading(self, file: InputFile) -> RecordReading:
        return read_record(Unplaced(parse(self._bytes(file), file.name, most=RECORD_BYTES)))

    def _bytes(self, file: InputFile) -> bytes:
        if file.member is not None:
            return self._zip.read(file.path, file.member)
        return read_bytes(file.path, file.name)

    def _set(self, set_id: str, version: str) -> IndicatorSet | FaultError:
        key = set_id, version
        if key not in self._sets:
            try:
                self._sets[key] = self._setup.sets.load(set_id, version)
            except FaultError as error:
                self._sets[key] = error
        return self._sets[key]

    def _reckoners_for(self, known: IndicatorSet, unit_class: str | None) -> Mapping[str, Reckoner]:
        named = unit_class if any(unit_class == one.id for one in known.classes) else None
        key = known.id, known.version, named
        made = self._reckoners.get(key)
        if made is None:
            made = self._reckoners[key] = reckoners(known, named, self._setup.style)
        return made

    def _scores(self, card: ScoreCard, unit: UnitChecked, ready: Mapping[str, Row] | None = None) -> Scores:
        rows = answer_rows(card, self._setup.style, ready)
        totals, verified = card.totals, card.verified
        waiting = (
            f"{line.indicator.id}={line.outcome.figure:f}"
            for line in card.lines
            if isinstance(line.outcome, Awaiting)
        )
        return Scores(
            unit.shown,
            str(totals.points),
            str(totals.max),
            -1 if card.band is None else card.set.bands.index(card.band),
            card.coverage.answered,
            card.coverage.asked,
            verified.coverage.answered,
            _pillars(totals),
            "" if verified.totals is None else f"{verified.totals.points}/{verified.totals.max}",
            "" if verified.totals is None else _pillars(verified.totals),
            rows.short,
            " ".join(waiting),
            self._answers.add(rows.text),
        )

    def _problem_rows(
        self, file: InputFile, unit_code: str, faults: Sequence[Fault], *, about_class: bool = False
    ) -> Part:
        if not faults:
            return NOWHERE
        rows = [
            problem_row(
                fault, file.name, unit_code, self._setup.style, None if about_class else finding_of(fault)
            )
            for fault in faults
        ]
        return self._problems.add("".join(rows))

    def _broken(
        self,
        place: int,
        file: InputFile,
        faults: Sequence[Fault],
        hashed: str = "",
        table: Mapping[str, object] | None = None,
    ) -> Entry:
        code = unit_code_of(table or {}, file.name, self._setup.roster)
        part = self._problem_rows(file, code, faults, about_class=True)
        return Entry(place, hashed, "broken", code, problems=part)

    def _copy(self, name: str, data: bytes) -> None:
        """Set a record down below `records/`; of those with one name the merge puts the right one there in the end."""
        path = f"{self._setup.folder}/{RECORDS}/{name}"
        try:
            write_new(path, data)
        except FileExistsError:
            pass
        except OSError as error:
            raise unwritable(error) from error


class Unplaced(Source):
    """A file of which faults are placed by line, and doubts are not: thousands of records have some."""

    __slots__ = ()

    def __init__(self, source: Source) -> None:
        super().__init__(source.name, source.text, source.table, unsafe=source.unsafe)

    def placed(self, fault: Fault) -> Fault:
        """Return `fault` with this file's name, and its line where it is more than a doubt."""
        return fault._replace(file=self.name) if fault.is_warning else super().placed(fault)


def _may_be_record(file: InputFile, data: bytes) -> bool:
    """Tell by its name whether a file is a record; one of another name is when it says so at its head."""
    if data.startswith(_OF_A_MAC):
        return False
    return file.name[-5:].lower() == ".toml" or _RECORD_MARK in data[:_HEAD]


def _entry(place: int, hashed: str, reading: RecordReading, record: Record, unit: UnitChecked) -> Entry:
    """Return what is to be kept in mind of a record, as if it were kept."""
    content = reading.digest or record_digest(record)
    last = record.history[-1] if record.history else None
    earlier = "".join(f"{one.revision}:{one.digest.removeprefix(PREFIX)} " for one in record.history[:-1])
    return Entry(
        place,
        hashed,
        "kept",
        record.unit.code,
        unit.shown[1],
        record.period.label,
        record.set.id,
        record.set.version,
        content.removeprefix(PREFIX),
        record.id,
        record.revision,
        f" {earlier}" if earlier else "",
        _RANKS[record.state],
        last.at.isoformat() if last is not None else "",
        _reviews_digest(record),
    )


def _card(known: IndicatorSet, reading: RecordReading, quick: Quick | None = None) -> ScoreCard:
    """Judge a reading that holds a record.

    Raises:
        FaultError: It holds none.
    """
    card = assess(known, reading, quick=quick)
    if card is None:
        raise FaultError(reading.faults)
    return card


def _record_of(reading: RecordReading) -> Record:
    """Return the record of a file that had one when it was read before.

    Raises:
        FaultError: It has none now.
    """
    if reading.record is None:
        raise FaultError(reading.faults)
    return reading.record


def _seen(reading: RecordReading, record: Record, unit_class: str | None) -> RecordReading:
    """Return the reading with the class of unit that counts."""
    if record.unit.unit_class == unit_class:
        return reading
    return reading._replace(record=_in_class(record, unit_class))


def _in_class(record: Record, unit_class: str | None) -> Record:
    return record._replace(unit=record.unit._replace(unit_class=unit_class))


def _reviews_digest(record: Record) -> str:
    if not record.review:
        return ""
    table = {indicator: said(review) for indicator, review in record.review.items()}
    return digest(canonical_table(table)).removeprefix(PREFIX)


def _pillars(totals: Totals) -> str:
    return " ".join([f"{score.points}/{score.max}" for score in totals.pillars])
