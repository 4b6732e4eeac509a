"""Conflicts and what people decided about them: `decisions.toml`, carried from run to run."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal

from criteria.clean import clean_line
from criteria.faults import Fault, FaultError
from criteria.toml import Source, read_source
from criteria.typed import NamedTuple
from criteria.words import Lang
from scoring.merge.merged import Candidate, Conflict
from scoring.merge.words import words
from scoring.store.texts import text

DECISIONS = "decisions.toml"
SCHEMA = "xaso-decisions/1"
DECISIONS_BYTES = 16 * 1024**2
_PREFIX = "sha256:"
_SHORTEST = 12

ConflictKey = tuple[str, str, str]
"""Unit code, period, set id."""


class Decision(NamedTuple):
    """What a person decided.

    Attributes:
        candidates: The digests that were there to choose from.
        keep: The digest chosen.
        by, at, reason: As the person wrote them; `at` in the form it has in the file.
        conflict: The whole entry, to be written again where its files are not there this time.
    """

    candidates: frozenset[str]
    keep: str
    by: str
    at: str
    reason: str
    conflict: Conflict


def read_decisions(path: str) -> dict[ConflictKey, Decision]:
    """Read the conflicts that were decided in the file at `path`; none where there is no file.

    Raises:
        FaultError: It cannot be read, or an entry makes no sense: decisions are never lost silently.
    """
    try:
        source = read_source(path, most=DECISIONS_BYTES, name=path)
    except FaultError as error:
        if all(fault.code == "F001" for fault in error.faults):
            return {}
        raise
    listed = source.table.get("conflicts", [])
    if source.table.get("schema") != SCHEMA or not isinstance(listed, list):
        raise FaultError([source.placed(Fault("M004", ("schema",)))])
    found: dict[ConflictKey, Decision] = {}
    faults: list[Fault] = []
    for place, entry in enumerate(listed):
        decision = _decision(entry, place, source, faults)
        if decision is not None:
            conflict = decision.conflict
            found[conflict.unit_code, conflict.period, conflict.set_id] = decision
    if faults:
        raise FaultError(faults)
    return found


def _decision(entry: object, place: int, source: Source, faults: list[Fault]) -> Decision | None:
    """Return the decision of one entry; None where it is still open, or makes no sense."""
    path = ("conflicts", place)
    if not isinstance(entry, dict):
        faults.append(source.placed(Fault("M004", path)))
        return None
    keys = [entry.get(key) for key in ("unit", "period", "set")]
    rows = entry.get("candidates")
    keep, by, at, reason = (_said(entry.get(key)) for key in ("keep", "by", "at", "reason"))
    if None in (keep, by, at, reason) or not all(isinstance(key, str) for key in keys):
        faults.append(source.placed(Fault("M004", path)))
        return None
    candidates = [_candidate(row) for row in rows] if isinstance(rows, list) else [None]
    if None in candidates:
        faults.append(source.placed(Fault("M004", (*path, "candidates"))))
        return None
    sound = tuple(candidate for candidate in candidates if candidate is not None)
    if not keep:
        return None
    chosen = {candidate.digest for candidate in sound if _is_meant(candidate.digest, keep or "")}
    if len(chosen) != 1:
        faults.append(source.placed(Fault("M006", (*path, "keep"), {"word": keep or ""})))
        return None
    unit, period, set_id = map(str, keys)
    digest = chosen.pop()
    name = _said(entry.get("name")) or ""
    conflict = Conflict(unit, name, period, set_id, sound, digest, by or "", at or "", reason or "")
    return Decision(
        frozenset(one.digest for one in sound), digest, by or "", at or "", reason or "", conflict
    )


def _is_meant(digest: str, keep: str) -> bool:
    """Tell whether a digest is the one somebody typed, perhaps only its beginning."""
    typed = keep.strip().lower().removeprefix(_PREFIX)
    return len(typed) >= _SHORTEST and digest.removeprefix(_PREFIX).startswith(typed)


def _said(value: object) -> str | None:
    """Return a text or a day as text; nothing for a missing one, None for anything else."""
    match value:
        case None:
            return ""
        case str():
            return clean_line(value)
        case date():
            return value.isoformat()
        case _:
            return None


def _candidate(row: object) -> Candidate | None:
    if not isinstance(row, dict):
        return None
    file, digest, revision = row.get("file"), row.get("digest"), row.get("revision", 0)
    points, at = row.get("points"), row.get("at")
    if not isinstance(file, str) or not isinstance(digest, str) or not isinstance(revision, int):
        return None
    return Candidate(
        clean_line(file),
        digest.strip().lower(),
        revision,
        at if isinstance(at, datetime) else None,
        Decimal(repr(points)) if isinstance(points, int | float) else None,
        "",
    )


def decided(conflict: Conflict, decisions: Mapping[ConflictKey, Decision]) -> Conflict:
    """Return a conflict with what was decided about it; open where nothing was, or another candidate has come in."""
    decision = decisions.get((conflict.unit_code, conflict.period, conflict.set_id))
    present = {candidate.digest for candidate in conflict.candidates}
    if decision is None or decision.keep not in present or not present <= decision.candidates:
        return conflict
    return conflict._replace(keep=decision.keep, by=decision.by, at=decision.at, reason=decision.reason)


def decisions_text(conflicts: Iterable[Conflict], lang: Lang) -> str:
    """Return the content of `decisions.toml`: open conflicts first, then settled ones, each by unit, period, set."""
    head = "".join(f"# {line}\n" for line in words("decisions", lang).split("\n"))
    ordered = sorted(conflicts, key=lambda one: (not one.is_open, one.unit_code, one.period, one.set_id))
    return f'{head}schema = "{SCHEMA}"\n' + "".join(map(_entry, ordered))


def _entry(conflict: Conflict) -> str:
    told = "".join(f"  {_row(candidate)},\n" for candidate in conflict.candidates)
    return (
        f"\n[[conflicts]]\nunit = {_text(conflict.unit_code)}\nname = {_text(conflict.unit_name)}\n"
        f"period = {_text(conflict.period)}\nset = {_text(conflict.set_id)}\n"
        f"keep = {_text(conflict.keep)}\nby = {_text(conflict.by)}\nat = {_text(conflict.at)}\n"
        f"reason = {_text(conflict.reason)}\ncandidates = [\n{told}]\n"
    )


def _row(candidate: Candidate) -> str:
    pairs = [f"file = {_text(candidate.file)}", f"digest = {_text(candidate.digest)}"]
    pairs.append(f"revision = {candidate.revision}")
    if candidate.at is not None:
        pairs.append(f"at = {candidate.at.isoformat()}")
    if candidate.points is not None:
        pairs.append(f"points = {candidate.points:f}")
    return f"{{ {', '.join(pairs)} }}"


def _text(words_: str) -> str:
    return text(clean_line(words_))
