"""A merge from its beginning to its end: files in, one folder of results out."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta, timezone
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path

from criteria.faults import Fault, FaultError
from criteria.model import IndicatorSet
from criteria.reading import natural
from criteria.typed import NamedTuple
from scoring.merge.classing import Classed, class_files
from scoring.merge.clerk import Again, Setup
from scoring.merge.crew import Crew, again, jobs_for, work_on
from scoring.merge.decisions import DECISIONS, ConflictKey, Decision, decisions_text, read_decisions
from scoring.merge.entry import Entry, unit_result
from scoring.merge.folder import MANIFEST, Aside, check_ours, mend
from scoring.merge.inputs import InputFile, find_files
from scoring.merge.known_units import KnownUnits, read_known_units
from scoring.merge.manifest import Contents, manifest_text
from scoring.merge.merged import ANSWERS_FILE, FILE_CLASSES, FINDINGS, PROBLEMS_FILE, Merged, MissingUnit
from scoring.merge.outputs import Ranked
from scoring.merge.parts import make_parts, remove_parts
from scoring.merge.plan import MergePlan, Progress, Silence, Stopped
from scoring.merge.problem_rows import finding_at
from scoring.merge.settling import Settling, to_settle
from scoring.merge.writing import keep_records, why_not_kept, write_answers, write_problems
from scoring.periods import parse_period
from scoring.store.atomic import faults_of, write_through

RANKING_FILE = "ranking.csv"
INDICATORS_FILE = "indicators.csv"
CHANGES_FILE = "changes.csv"
WORKBOOK_FILE = "report.xlsx"
PAGE_FILE = "report.html"

_OFFICE = ("numpy",)
_OFFICE_REPORT = ("numpy", "pandas", "xlsxwriter", "jinja2")
_HERE = timezone(timedelta(hours=7))
"""The zone of a time that names none."""


def merge_records(plan: MergePlan, progress: Progress | None = None) -> Merged:
    """Merge what a plan names, and write its folder.

    Returns:
        What was found. Where the progress was cancelled, everything is as it was, and `cancelled` says so.

    Raises:
        FaultError: Nothing was written: an input, the roster, the decisions or the folder is not what it should be,
            or the disk refused.
    """
    listener: Progress = Silence() if progress is None else progress
    _check(plan)
    with faults_of(plan.out):
        mend(plan.out)
        check_ours(plan.out)
    roster = read_known_units(plan.roster) if plan.roster else None
    decisions = read_decisions(os.path.join(plan.out, DECISIONS))
    if plan.decisions:
        decisions |= read_decisions(plan.decisions)
    listener.stage("reading")
    files = find_files(plan.inputs, plan.out)
    if not files:
        raise FaultError([Fault("M007")])
    aside = Aside(plan.out)
    try:
        merged = _merged(plan, files, roster, decisions, aside.path, listener)
        aside.swap()
    except Stopped:
        aside.discard()
        return Merged(plan.out, plan.style, plan.verified, (), {}, (), (), {}, cancelled=True)
    except BaseException:
        aside.discard()
        raise
    return merged._replace(folder=plan.out)


def _check(plan: MergePlan) -> None:
    """Make sure that the merge will not fail at its end for what can be known at its beginning."""
    if plan.period and parse_period(plan.period) is None:
        raise FaultError([Fault("R008", (), {"word": plan.period})])
    absent = [name for name in (_OFFICE_REPORT if plan.report else _OFFICE) if find_spec(name) is None]
    if absent:
        raise FaultError([Fault("M017", (), {"names": ", ".join(absent)})])
    if plan.decisions and not os.path.exists(plan.decisions):
        raise FaultError([Fault("F001", file=plan.decisions)])
    if plan.against and not os.path.isdir(plan.against):
        raise FaultError([Fault("F001", file=plan.against)])


def _merged(
    plan: MergePlan,
    files: Sequence[InputFile],
    roster: KnownUnits | None,
    decisions: Mapping[ConflictKey, Decision],
    folder: str,
    progress: Progress,
) -> Merged:
    """Read, class, settle and score everything, and write all files into `folder`."""
    names = [file.name for file in files]
    units = None if roster is None else roster.units
    make_parts(folder)
    jobs = jobs_for(len(files), plan.jobs)
    crew = Crew(Setup(folder, plan.style, plan.sets, units, plan.period, plan.drafts), jobs)
    try:
        entries = _read(crew, files, jobs, progress)
        progress.stage("settling")
        classed = class_files(entries, names, decisions)
        settling = to_settle(entries, classed.kept, files)
        _settle(crew, entries, settling, jobs, progress)
    finally:
        crew.dismiss()
    progress.stage("writing")
    _stop_if_asked(progress)
    with faults_of(plan.out):
        return _written(plan, _Found(files, entries, classed, settling), roster, folder, progress)


def _read(crew: Crew, files: Sequence[InputFile], jobs: int, progress: Progress) -> list[Entry]:
    entries: list[Entry | None] = [None] * len(files)
    done = found = 0
    for result in crew.run(work_on(files, jobs), progress):
        for entry in result:
            entries[entry.place] = entry
            found += len(entry.found)
        done += len(result)
        progress.files(done, len(files))
        progress.findings(found)
    return [entry for entry in entries if entry is not None]


def _settle(crew: Crew, entries: list[Entry], settling: Settling, jobs: int, progress: Progress) -> None:
    """Score again what has to be, and put it in the place of what was there."""
    tasks: tuple[Again, ...] = settling.tasks
    total = len(entries) + len(tasks)
    done = len(entries)
    for result in crew.run(again(tasks, jobs), progress):
        for new in result:
            old = entries[new.place]
            if new.kind == "broken":
                raise FaultError([Fault("M016")])
            entries[new.place] = old._replace(problems=new.problems, found=new.found, scores=new.scores)
        done += len(result)
        progress.files(done, total)


class _Found(NamedTuple):
    """Every file with what it is: what the folder is written from."""

    files: Sequence[InputFile]
    entries: Sequence[Entry]
    classed: Classed
    settling: Settling


def _written(
    plan: MergePlan, found: _Found, roster: KnownUnits | None, folder: str, progress: Progress
) -> Merged:
    """Write every file of the folder."""
    files, entries, classed, settling = found
    names = [file.name for file in files]
    kinds = [classed.kinds.get(entry.place, entry.kind) for entry in entries]
    kept = sorted((entries[place] for place in classed.kept), key=_order)
    missing = _missing(plan, entries, kinds, roster)
    conflicts = tuple(conflict for conflict, _ in classed.conflicts)
    reasons = why_not_kept(entries, kinds, classed.beside, names) | _conflict_reasons(classed, names, entries)
    waiting = [place for conflict, places in classed.conflicts if conflict.is_open for place in places]
    records = keep_records(folder, entries, [*classed.kept, *waiting], settling.donors, files)
    sets = _sets(plan, kept)
    write_answers(folder, kept, plan.style)
    write_problems(folder, entries, kinds, reasons, names, missing, plan.style)
    decided = decisions_text((*conflicts, *classed.decided_elsewhere), plan.style.lang)
    write_through(Path(folder, DECISIONS), decided.encode())
    results = tuple(
        unit_result(entry, sets[entry.set_id, entry.set_version], names[entry.place]) for entry in kept
    )
    counts = _counts(entries, kinds, missing, conflicts, len(results))
    merged = Merged(
        folder, plan.style, plan.verified, results, sets, missing, conflicts, counts, _latest(kept)
    )
    _stop_if_asked(progress)
    written = [ANSWERS_FILE, DECISIONS, PROBLEMS_FILE, *_tables(plan, merged, progress)]
    remove_parts(folder)
    hashed = sha256(_bytes(plan.roster)).hexdigest() if plan.roster else ""
    contents = Contents(sorted(written), entries, names, kinds, records, hashed, sets.values(), counts)
    write_through(Path(folder, MANIFEST), manifest_text(plan, contents).encode())
    return merged


def _tables(plan: MergePlan, merged: Merged, progress: Progress) -> list[str]:
    """Write tables and reports, and return the names of their files. Both need packages that an officer's PC lacks."""
    from scoring import tables  # noqa: PLC0415 - brings in NumPy

    ranked: tuple[Ranked, ...] = tables.rank_units(merged)
    tables.write_ranking(merged, ranked, _below(merged.folder, RANKING_FILE))
    tables.write_indicators(merged, _below(merged.folder, INDICATORS_FILE))
    written = [RANKING_FILE, INDICATORS_FILE]
    if plan.against:
        tables.write_changes(merged, ranked, plan.against, _below(merged.folder, CHANGES_FILE))
        written.append(CHANGES_FILE)
    if plan.report:
        from scoring import reports  # noqa: PLC0415 - brings in XlsxWriter and Jinja2

        _stop_if_asked(progress)
        reports.write_workbook(merged, ranked, _below(merged.folder, WORKBOOK_FILE))
        _stop_if_asked(progress)
        reports.write_page(merged, ranked, _below(merged.folder, PAGE_FILE))
        written += [WORKBOOK_FILE, PAGE_FILE]
    return written


def _stop_if_asked(progress: Progress) -> None:
    if progress.cancelled:
        raise Stopped


def _below(folder: str, name: str) -> str:
    return os.path.join(folder, name)


def _bytes(path: str) -> bytes:
    with open(path, "rb") as file:
        return file.read()


def _order(entry: Entry) -> tuple[object, ...]:
    return entry.set_id, entry.set_version, entry.period, natural(entry.unit_code)


def _sets(plan: MergePlan, kept: Iterable[Entry]) -> dict[tuple[str, str], IndicatorSet]:
    named = sorted({(entry.set_id, entry.set_version) for entry in kept})
    return {(set_id, version): plan.sets.load(set_id, version) for set_id, version in named}


def _missing(
    plan: MergePlan, entries: Sequence[Entry], kinds: Sequence[str], roster: KnownUnits | None
) -> tuple[MissingUnit, ...]:
    """Return the units of the roster of which nothing came in, for each period and set that something came in for."""
    if roster is None:
        return ()
    there: dict[tuple[str, str], set[str]] = {}
    anywhere: set[str] = set()
    for entry, kind in zip(entries, kinds, strict=True):
        if kind in {"kept", "conflict", "draft", "set_unknown"}:
            there.setdefault((entry.period, entry.set_id), set()).add(entry.unit_code)
        elif kind == "broken":
            anywhere.add(entry.unit_code)
    groups = sorted(there) or [(plan.period, "")]
    return tuple(
        MissingUnit(unit.code, unit.name, unit.parent_name, period, set_id)
        for period, set_id in groups
        for code, unit in sorted(roster.units.items())
        if code not in anywhere and code not in there.get((period, set_id), ())
    )


def _conflict_reasons(classed: Classed, names: Sequence[str], entries: Sequence[Entry]) -> dict[int, Fault]:
    """Return what is to be said of the candidates of a conflict: with whom, or which one was kept instead."""
    reasons: dict[int, Fault] = {}
    for conflict, places in classed.conflicts:
        for place in places:
            others = ", ".join(names[other] for other in places if other != place)
            if conflict.is_open:
                reasons[place] = Fault("M020", (), {"others": others})
            elif conflict.keep != f"sha256:{entries[place].digest}":
                reasons[place] = Fault("M511", (), {"by": conflict.by or "–", "others": others})
    return reasons


def _counts(
    entries: Sequence[Entry],
    kinds: Sequence[str],
    missing: Sequence[MissingUnit],
    conflicts: Sequence[object],
    ranked: int,
) -> dict[str, int]:
    by_kind = Counter(kinds)
    by_letter = Counter("".join(entry.found for entry in entries))
    by_finding = {finding_at(letter): count for letter, count in by_letter.items()}
    counts = {"files": len(entries), "units": ranked, "missing": len(missing)}
    counts["open"] = sum(1 for conflict in conflicts if getattr(conflict, "is_open", False))
    counts |= {kind: by_kind[kind] for kind in FILE_CLASSES}
    if by_kind["other_period"]:
        counts["other_period"] = by_kind["other_period"]
    return counts | {finding: by_finding.get(finding, 0) for finding in FINDINGS}


def _latest(kept: Iterable[Entry]) -> datetime | None:
    """Return the latest time in the histories of the kept."""
    times = (datetime.fromisoformat(text) for text in sorted({entry.at for entry in kept if entry.at}))
    aware = [time if time.tzinfo is not None else time.replace(tzinfo=_HERE) for time in times]
    return max(aware).astimezone(UTC) if aware else None
