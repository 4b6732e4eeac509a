"""Conflicts and what people decided about them: `decisions.toml`, carried from run to run.

    schema = "xaso-decisions/1"

    [[conflicts]]                  # different records of one unit, period and set
    unit = "00001"
    name = "Xã Ví Dụ"
    period = "2024-H1"
    set = "vi-du"
    keep = ""                      # for a person: the digest of the candidate to keep, at least 12 of its digits
    by = ""                        # who decided
    at = ""                        # when
    reason = ""                    # why
    candidates = [                 # a record each
      { file = "…", digest = "sha256:…", revision = 2, at = 2024-07-03T08:12:00+07:00, points = 61.5 },
    ]
    former = { keep = "sha256:…", file = "…", by = "…", at = "…", reason = "…", candidates = ["sha256:…"] }

    [[reviews]]                    # different reviews of one answer: as above, and
    indicator = "1.4"
    candidates = [                 # a decision each: whose it is and what it says, in the keys of a record's [review]
      { file = "…", digest = "sha256:…", decision = "changed", value = 19, reason = "…", by = "…", at = 2024-07-12 },
    ]

An entry is settled if `keep` is there and lists every candidate that is present. Another candidate opens it again:
what was decided then stands in `former`, and counts once more when the newcomer is gone. The digest of a review covers
its decision, its figures and the answer it judged, not its words: a decision about reviews ends with that answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal

from criteria.clean import clean_line
from criteria.faults import Fault, FaultError, KeyPath
from criteria.kinds import to_decimal
from criteria.toml import read_source
from criteria.words import Lang
from scoring.answers import Review, Value, said
from scoring.merge.merged import Candidate, Conflict, ConflictKey, Former
from scoring.merge.words import words
from scoring.store.texts import literal, text

DECISIONS = "decisions.toml"
SCHEMA = "xaso-decisions/1"
DECISIONS_BYTES = 16 * 1024**2
RECORDS_TABLE = "conflicts"
REVIEWS_TABLE = "reviews"
_PREFIX = "sha256:"
_SHORTEST = 12
_WRITTEN = ("keep", "by", "at", "reason")

Decisions = Mapping[ConflictKey, Conflict]
"""Conflicts as the file has them: settled, or open and once settled."""


def content_of(path: str) -> bytes | None:
    """Return what is in the file at `path`, to see whether it changes; None where it cannot be read."""
    try:
        with open(path, "rb") as file:
            return file.read(DECISIONS_BYTES + 1)
    except OSError:
        return None


def read_decisions(path: str, *, undecided: bool = False) -> dict[ConflictKey, Conflict]:
    """Read what was decided in the file at `path`; nothing where there is no file.

    Args:
        path: The file.
        undecided: Whether to return too what nobody has decided yet.

    Raises:
        FaultError: It cannot be read, or an entry makes no sense: decisions are never lost silently.
    """
    try:
        source = read_source(path, most=DECISIONS_BYTES, name=path)
    except FaultError as error:
        if all(fault.code == "F001" for fault in error.faults):
            return {}
        raise
    tables = {name: source.table.get(name, []) for name in (RECORDS_TABLE, REVIEWS_TABLE)}
    found: dict[ConflictKey, Conflict] = {}
    faults: list[Fault] = []
    for name, rows in tables.items():
        if source.table.get("schema") != SCHEMA or not isinstance(rows, list):
            raise FaultError([source.placed(Fault("M004", ("schema",)))])
        for place, entry in enumerate(rows):
            try:
                conflict = _read_entry(entry, (name, place))
            except FaultError as error:
                faults += map(source.placed, error.faults)
            else:
                known = found.get(conflict.key)
                if known is not None and known.keep and conflict.keep not in {"", known.keep}:
                    faults.append(
                        source.placed(Fault("M023", (name, place, "keep"), {"unit": conflict.unit_code}))
                    )
                elif known is not None and known.keep:
                    continue
                elif undecided or conflict.keep or conflict.former is not None:
                    found[conflict.key] = conflict
    if faults:
        raise FaultError(faults)
    return found


def overruled(carried: Decisions, given: Decisions) -> dict[ConflictKey, Conflict]:
    """Return the decisions carried on with those that were given besides; where both decide, these win."""
    return {**carried, **{key: one for key, one in given.items() if one.keep or key not in carried}}


def _read_entry(entry: object, path: KeyPath) -> Conflict:
    """Return a conflict as an entry has it.

    Raises:
        FaultError: The entry makes no sense.
    """
    if not isinstance(entry, dict):
        raise FaultError([Fault("M004", path)])
    of_reviews = path[0] == REVIEWS_TABLE
    unit, period, set_id = (entry.get(key) for key in ("unit", "period", "set"))
    indicator = entry.get("indicator", "") if of_reviews else ""
    keep, by, at, reason = (_said(entry.get(key)) for key in _WRITTEN)
    if (
        not isinstance(unit, str) or not isinstance(period, str) or not isinstance(set_id, str)
        or not isinstance(indicator, str) or bool(indicator) != of_reviews
        or keep is None or by is None or at is None or reason is None
    ):  # fmt: skip
        raise FaultError([Fault("M004", path)])
    rows = entry.get("candidates")
    read = _reviewed if of_reviews else _candidate
    candidates = [read(row) for row in rows] if isinstance(rows, list) else [None]
    sound = tuple(candidate for candidate in candidates if candidate is not None)
    if len(sound) != len(candidates):
        raise FaultError([Fault("M004", (*path, "candidates"))])
    if keep:
        chosen = {candidate.digest for candidate in sound if _is_meant(candidate.digest, keep)}
        if len(chosen) != 1:
            raise FaultError([Fault("M006", (*path, "keep"), {"word": keep})])
        keep = chosen.pop()
    former = _former(entry.get("former"), (*path, "former"))
    name = _said(entry.get("name")) or ""
    return Conflict(unit, name, period, set_id, sound, keep, by, at, reason, indicator, former)


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
    """Return the record of a row; None of one that makes no sense."""
    if not isinstance(row, dict):
        return None
    file, digest, revision = row.get("file"), row.get("digest"), row.get("revision", 0)
    at = row.get("at")
    if not isinstance(file, str) or not isinstance(digest, str) or not isinstance(revision, int):
        return None
    moment = at if isinstance(at, datetime) else None
    return Candidate(
        clean_line(file), digest.strip().lower(), revision, moment, _figure(row.get("points")), ""
    )


def _reviewed(row: object) -> Candidate | None:
    """Return the review of a row; None of one that makes no sense."""
    if not isinstance(row, dict):
        return None
    file, digest, decision, at = (row.get(key) for key in ("file", "digest", "decision", "at"))
    if (
        not isinstance(file, str)
        or not isinstance(digest, str)
        or decision not in {"agreed", "changed", "rejected"}
    ):
        return None
    says = Review(
        decision,
        value=_value(row.get("value")),
        of=_figure(row.get("of")),
        points=_figure(row.get("points")),
        reason=_said(row.get("reason")) or None,
        by=_said(row.get("by")) or None,
        at=at if isinstance(at, date) else None,
    )
    return Candidate(clean_line(file), digest.strip().lower(), 0, None, None, "", says)


def _figure(value: object) -> Decimal | None:
    return None if value is None or isinstance(value, bool) else to_decimal(value)


def _value(value: object) -> Value | None:
    match value:
        case bool() | date():
            return value
        case str():
            return clean_line(value)
        case list():
            return tuple(clean_line(item) for item in value if isinstance(item, str))
        case _:
            return _figure(value)


def _former(row: object, path: KeyPath) -> Former | None:
    if row is None:
        return None
    if isinstance(row, dict):
        keep, file, by, at, reason = (_said(row.get(key)) for key in ("keep", "file", "by", "at", "reason"))
        digests = row.get("candidates")
        if (
            keep and isinstance(digests, list) and all(isinstance(one, str) for one in digests)
            and file is not None and by is not None and at is not None and reason is not None
        ):  # fmt: skip
            return Former(keep, file, by, at, reason, frozenset(digests))
    raise FaultError([Fault("M004", path)])


def decided(conflict: Conflict, decisions: Decisions) -> Conflict:
    """Return a conflict with what was decided about it.

    It is open where nothing was, or another candidate has come in; then it knows what was decided before.
    """
    told = decisions.get(conflict.key)
    if told is None:
        return conflict
    present = conflict.digests
    if told.keep in present and present <= told.digests:
        return conflict._replace(
            keep=told.keep, by=told.by, at=told.at, reason=told.reason, former=told.former
        )
    former = former_of(told) if told.keep else told.former
    if former is not None and holds(former, present):
        return conflict._replace(keep=former.keep, by=former.by, at=former.at, reason=former.reason)
    return conflict._replace(former=former)


def holds(former: Former, present: frozenset[str]) -> bool:
    """Tell whether what was decided before says which of these candidates to keep."""
    return former.keep in present and present <= former.candidates


def former_of(settled: Conflict) -> Former:
    """Return what was decided about a conflict, for when it opens again."""
    file = next((one.file for one in settled.candidates if one.digest == settled.keep), "")
    return Former(settled.keep, file, settled.by, settled.at, settled.reason, settled.digests)


def decisions_text(conflicts: Iterable[Conflict], lang: Lang) -> str:
    """Return the content of `decisions.toml`: records, then reviews; open ones first, each by unit, period, set."""
    head = "".join(f"# {line}\n" for line in words("decisions", lang).split("\n"))
    ordered = sorted(conflicts, key=lambda one: (bool(one.indicator), not one.is_open, one.key))
    return f'{head}schema = "{SCHEMA}"\n' + "".join(map(_entry, ordered))


def _entry(conflict: Conflict) -> str:
    told = "".join(f"  {_row(candidate)},\n" for candidate in conflict.candidates)
    lines = [
        f"\n[[{REVIEWS_TABLE if conflict.indicator else RECORDS_TABLE}]]",
        f"unit = {_text(conflict.unit_code)}",
        f"name = {_text(conflict.unit_name)}",
        f"period = {_text(conflict.period)}",
        f"set = {_text(conflict.set_id)}",
        *([f"indicator = {_text(conflict.indicator)}"] if conflict.indicator else ()),
        f"keep = {_text(conflict.keep)}",
        f"by = {_text(conflict.by)}",
        f"at = {_text(conflict.at)}",
        f"reason = {_text(conflict.reason)}",
        f"candidates = [\n{told}]",
        *([f"former = {_former_row(conflict.former)}"] if conflict.former is not None else ()),
    ]
    return "\n".join(lines) + "\n"


def _row(candidate: Candidate) -> str:
    pairs = [f"file = {_text(candidate.file)}", f"digest = {_text(candidate.digest)}"]
    if candidate.says is not None:
        told = said(candidate.says._replace(answer=None))
        pairs += (f"{name} = {_plain(item)}" for name, item in told.items())
        return f"{{ {', '.join(pairs)} }}"
    pairs.append(f"revision = {candidate.revision}")
    if candidate.at is not None:
        pairs.append(f"at = {candidate.at.isoformat()}")
    if candidate.points is not None:
        pairs.append(f"points = {candidate.points:f}")
    return f"{{ {', '.join(pairs)} }}"


def _former_row(former: Former) -> str:
    pairs = [f"{name} = {_text(getattr(former, name))}" for name in ("keep", "file", "by", "at", "reason")]
    digests = ", ".join(map(_text, sorted(former.candidates)))
    return f"{{ {', '.join(pairs)}, candidates = [{digests}] }}"


def _plain(item: object) -> str:
    match item:
        case str():
            return _text(item)
        case tuple():
            return literal([clean_line(one) for one in item])
        case _:
            return literal(item)


def _text(words_: str) -> str:
    return text(clean_line(words_))
