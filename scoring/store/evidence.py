"""Evidence beside a record: copied into its folder, found again, and never opened anywhere else.

The documents of `<period>/<unit>_<set>.toml` lie in `<period>/minh-chung/<unit>_<set>/`. What a record says of a file
is a label, written by whoever wrote the record; it is followed only within `minh-chung`.
"""

import os
import re
from collections.abc import Iterator
from itertools import count
from pathlib import Path, PurePosixPath

from criteria.canonical import PREFIX
from criteria.clean import clean_line
from criteria.faults import Fault, FaultError, KeyPath
from criteria.toml import unopened
from criteria.typed import NamedTuple
from scoring.answers import Evidence
from scoring.folding import fold
from scoring.record import Record
from scoring.store.atomic import faults_of
from scoring.store.copying import Cancelled, Progress, copy_file, is_link, sha256_of

EVIDENCE_FOLDER = "minh-chung"
"""The folder beside a record in which all evidence lies."""

_OTHER = re.compile(r"[^a-z0-9]+")
_LABEL = re.compile(r'[^\x00-\x1f\ud800-\udfff\\:*?"<>|/]+')
_RESERVED = re.compile(r"con|prn|aux|nul|com[0-9]|lpt[0-9]")
_NAME = 60
_SUFFIX = 8
_DEEPEST = 8
_UNNAMED = "tep"


def copy_evidence(
    record_path: Path, file: Path, *, progress: Progress | None = None, cancelled: Cancelled | None = None
) -> Evidence:
    """Copy a document beside a record, and return its label and SHA-256 (`file` and `sha256`).

    A document that lies there already, with the same content, is not copied again; one of the same name and other
    content stays, and the new one gets a number.

    Args:
        record_path: The record's file, whether it is there yet or not.
        file: The document.
        progress: Told how far it is.
        cancelled: Asked whether to stop.

    Raises:
        FaultError: F001 to F004, D007: the document cannot be read. F020 to F024: the copy cannot be written.
            D008: the evidence folder is a link to somewhere else.
        Stopped: `cancelled` said so; nothing is left half done.
    """
    folder = evidence_folder(record_path)
    digest = sha256_of(file, cancelled=cancelled)
    with faults_of(folder.name):
        folder.mkdir(parents=True, exist_ok=True)
        if is_link(folder) or is_link(folder.parent):
            raise FaultError([Fault("D008", details={"file": folder.name})])
    name = next(name for name in _names(file.name) if _is_free(folder / name, digest))
    target = folder / name
    if not os.path.lexists(target):
        digest = copy_file(file, target, progress=progress, cancelled=cancelled)
    return Evidence(file=f"{EVIDENCE_FOLDER}/{folder.name}/{name}", sha256=digest)


def evidence_folder(record_path: Path) -> Path:
    """Return the folder of a record's own evidence."""
    return record_path.parent / EVIDENCE_FOLDER / record_path.stem


def resolve(record_path: Path, label: str) -> Path:
    """Return the file that a label of a record names. It lies in the evidence folder beside the record, or nowhere.

    Raises:
        FaultError: D008: the label leads elsewhere: it is absolute, has `..` or a drive in it, names another folder,
            or goes through a link. F001: there is nothing. F003, F004: it cannot be looked at.
    """
    parts = PurePosixPath(label.replace("\\", "/")).parts
    if not 1 < len(parts) <= _DEEPEST or parts[0] != EVIDENCE_FOLDER or not all(map(_is_name, parts)):
        raise _elsewhere(label)
    path = record_path.parent
    try:
        for part in parts:
            path /= part
            if is_link(path):
                raise _elsewhere(label)
    except OSError as error:
        raise FaultError([unopened(label, error)]) from error
    return path


class Missing(NamedTuple):
    """A file of evidence that is not what the record says.

    Attributes:
        label: As the record has it.
        fault: What is wrong, at the key path of the label.
    """

    label: str
    fault: Fault


def missing(record_path: Path, record: Record, *, cancelled: Cancelled | None = None) -> tuple[Missing, ...]:
    """Return what is wrong with the files a record names as evidence.

    D503: one is gone. D504: it is not what it was when it was attached. D505: its label leads elsewhere, and it was
    not looked for. F002 to F004, D007: it cannot be read.

    Raises:
        Stopped: `cancelled` said so.
    """
    found: list[Missing] = []
    for path, document in documents(record):
        label = document.file or ""
        try:
            file = resolve(record_path, label)
            digest = sha256_of(file, cancelled=cancelled) if document.sha256 else None
            if digest is not None and not _tells(document.sha256 or "", digest):
                found.append(Missing(label, Fault("D504", path, {"file": clean_line(label)})))
            elif not file.is_file():
                found.append(Missing(label, Fault("F002", path, file=file.name)))
        except FaultError as error:
            found += [Missing(label, _of_evidence(fault, path, label)) for fault in error.faults]
    return tuple(found)


def documents(record: Record) -> Iterator[tuple[KeyPath, Evidence]]:
    """Yield every document of a record that names a file, with the key path of the name."""
    for table, entries in (("facts", record.facts), ("answers", record.answers)):
        for id_, entry in entries.items():
            for position, document in enumerate(entry.evidence):
                if document.file:
                    yield (table, id_, "evidence", position, "file"), document


def _of_evidence(fault: Fault, path: KeyPath, label: str) -> Fault:
    known = {"F001": "D503", "D008": "D505"}
    if fault.code in known:
        return Fault(known[fault.code], path, {"file": clean_line(label)})
    return fault._replace(path=path)


def _elsewhere(label: str) -> FaultError:
    return FaultError([Fault("D008", (), {"file": clean_line(label)})])


def _is_name(part: str) -> bool:
    """Tell whether a part of a label is the name of a file on every system, and neither hidden nor a device."""
    plain = _LABEL.fullmatch(part) is not None and part == part.strip(". ")
    return plain and not _RESERVED.fullmatch(part.partition(".")[0].rstrip().lower())


def _names(name: str) -> Iterator[str]:
    """Yield names for a copy: the document's own in plain letters, then the same with numbers."""
    stem, dot, ending = name.rpartition(".")
    if not stem:
        stem, dot, ending = name, "", ""
    plain = _OTHER.sub("-", fold(stem)).strip("-")[:_NAME].strip("-")
    ending = _OTHER.sub("", fold(ending))[:_SUFFIX]
    plain = f"{_UNNAMED}-{plain}".strip("-") if not plain or _RESERVED.fullmatch(plain) else plain
    behind = f"{dot}{ending}" if ending else ""
    yield f"{plain}{behind}"
    yield from (f"{plain}-{number}{behind}" for number in count(2))


def _is_free(path: Path, digest: str) -> bool:
    """Tell whether a document may have this name: nothing has it, or the same content."""
    if not os.path.lexists(path):
        return True
    try:
        return not is_link(path) and sha256_of(path) == digest
    except (FaultError, OSError):
        return False


def _tells(written: str, digest: str) -> bool:
    """Tell whether a digest as somebody wrote it is this one."""
    return written.strip().lower().removeprefix(PREFIX) == digest.removeprefix(PREFIX)
