"""The files of a merge put together from the parts its workers left: answers, problems, records."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from hashlib import sha256

from criteria.faults import Fault, FaultError
from criteria.typed import NamedTuple
from scoring.merge.classing import COPIED
from scoring.merge.csv_text import END, CsvStyle
from scoring.merge.disk import read_bytes, write_new
from scoring.merge.entry import Entry, Part
from scoring.merge.folder import RECORDS
from scoring.merge.inputs import InputFile
from scoring.merge.merged import ANSWERS_FILE, PROBLEMS_FILE, ROSTER, MissingUnit
from scoring.merge.outputs import ANSWERS, PROBLEMS
from scoring.merge.parts import Parts
from scoring.merge.problem_rows import finding_of, problem_row
from scoring.merge.record_name import record_name
from scoring.merge.zips import OpenZip

_FINDINGS = frozenset((COPIED,))
"""What is told of a file besides its class."""
_BUFFER = 1024 * 1024
_ABOUT_CLASS = {
    "not_a_record": "M507",
    "draft": "M505",
    "superseded": "M503",
    "identical": "M504",
    "other_period": "M508",
}


class OfRoster(NamedTuple):
    """What a merge has to say of the roster: what is doubtful in it, and the units of which no record came in."""

    doubts: tuple[Fault, ...]
    missing: tuple[MissingUnit, ...]


def write_answers(folder: str, answers: Sequence[Part], style: CsvStyle) -> None:
    """Write `answers.csv`: the rows that lie in these parts, one after another.

    Raises:
        OSError: As the system says it.
    """
    parts = Parts(folder, "answers")
    with open(os.path.join(folder, ANSWERS_FILE), "xb", buffering=_BUFFER) as file:
        file.write(style.head(ANSWERS).encode())
        file.writelines(parts.runs(answers))
    parts.close()


def write_problems(
    folder: str,
    entries: Sequence[Entry],
    kinds: Sequence[str],
    reasons: Mapping[int, Sequence[Fault]],
    names: Sequence[str],
    roster: OfRoster,
    style: CsvStyle,
) -> None:
    """Write `problems.csv`: what is doubtful in the roster, then by file, then the units of which none came in.

    Args:
        folder: The folder aside.
        entries: Every file, by place.
        kinds: Their classes.
        reasons: Why a file is not simply kept, and what only all files together tell of it.
        names: Their names.
        roster: What is to be said of the roster.
        style: How to write.

    Raises:
        OSError: As the system says it.
    """
    parts = Parts(folder, "problems")
    with open(os.path.join(folder, PROBLEMS_FILE), "xb", buffering=_BUFFER) as file:
        file.write(style.head(PROBLEMS).encode())
        for doubt in roster.doubts:
            row = problem_row(doubt, os.path.basename(doubt.file), "", style, "warning")
            file.write(f"{ROSTER}{style.delimiter}{row}".encode())
        for entry in entries:
            kind = f"{kinds[entry.place]}{style.delimiter}"
            for reason in reasons.get(entry.place, ()):
                finding = finding_of(reason) if reason.code in _FINDINGS else None
                row = problem_row(reason, names[entry.place], entry.unit_code, style, finding)
                file.write(f"{kind}{row}".encode())
            if entry.problems[2]:
                file.writelines(_headed(parts.read(entry.problems), kind.encode()))
        for unit in roster.missing:
            details = {"name": unit.name, "period": unit.period or "–", "set": unit.set_id or "–"}
            row = problem_row(Fault("M506", (), details), "", unit.code, style)
            file.write(f"missing{style.delimiter}{row}".encode())
    parts.close()


def _headed(rows: bytes, head: bytes) -> Iterator[bytes]:
    """Yield the rows with the class of their file in front. No cell has a line end."""
    end = END.encode()
    for row in rows.split(end)[:-1]:
        yield head + row + end


def why_not_kept(
    entries: Sequence[Entry], kinds: Sequence[str], beside: Mapping[int, int], names: Sequence[str]
) -> dict[int, Fault]:
    """Return what is to be said of files whose class other files decide, or of which there is no more to say."""
    reasons: dict[int, Fault] = {}
    for entry in entries:
        code = _ABOUT_CLASS.get(kinds[entry.place])
        if code is None:
            continue
        other = beside.get(entry.place)
        if other is not None:
            reasons[entry.place] = Fault(code, (), {"other": names[other]})
        elif entry.period:
            reasons[entry.place] = Fault(code, (), {"period": entry.period})
        else:
            reasons[entry.place] = Fault(code)
    return reasons


def keep_records(
    folder: str,
    entries: Sequence[Entry],
    wanted: Iterable[int],
    donors: Iterable[int],
    files: Sequence[InputFile],
) -> dict[int, str]:
    """Leave below `records/` the copies of the files at the places wanted, and of donors of reviews; return their names.

    Raises:
        OSError: As the system says it.
        FaultError: A file that was read before cannot be read again.
    """
    names = {place: entries[place].record for place in wanted}
    shared: dict[str, set[str]] = {}
    for entry in entries:
        if entry.record:
            shared.setdefault(entry.record, set()).add(entry.sha256)
    opened = OpenZip()
    for place, name in names.items():
        if len(shared[name]) > 1:
            path = os.path.join(folder, RECORDS, name)
            with suppress(FileNotFoundError):
                os.unlink(path)
            write_new(path, _again(files[place], opened, entries[place].sha256))
    for place in sorted(donors):
        if place in names:
            continue
        entry = entries[place]
        name = record_name(entry.unit_code, entry.period, entry.set_id, entry.digest, entry.sha256)
        with suppress(FileExistsError):
            write_new(os.path.join(folder, RECORDS, name), _again(files[place], opened, entry.sha256))
        names[place] = name
    opened.close()
    left = {*names.values()}
    for name in shared.keys() - left:
        os.unlink(os.path.join(folder, RECORDS, name))
    return names


def _again(file: InputFile, opened: OpenZip, hashed: str) -> bytes:
    """Read a file once more; should somebody have changed it meanwhile, what was scored cannot be kept."""
    data = read_bytes(file.path, file.name) if file.member is None else opened.read(file.path, file.member)
    if sha256(data).hexdigest() != hashed:
        raise FaultError([Fault("M016", file=file.name)])
    return data
