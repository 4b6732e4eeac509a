"""A merge from its beginning to its end: files in, one folder of results out."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime, timedelta, timezone
from functools import partial
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path

from criteria.faults import Fault, FaultError
from criteria.model import IndicatorSet
from criteria.reading import natural
from criteria.typed import NamedTuple
from scoring.merge.changed import CHANGES_FILE, Change, Earlier
from scoring.merge.classing import Classed, class_files, told_as_copies
from scoring.merge.clerk import Again, Setup
from scoring.merge.crew import Crew, again, jobs_for, work_on
from scoring.merge.decisions import (
    DECISIONS,
    Decisions,
    content_of,
    decisions_text,
    overruled,
    read_decisions,
)
from scoring.merge.entry import Entry, unit_result
from scoring.merge.folder import MANIFEST, Aside, check_ours, mend
from scoring.merge.inputs import InputFile, find_files
from scoring.merge.known_units import KnownUnits, read_known_units
from scoring.merge.manifest import Contents, manifest_text
from scoring.merge.merged import (
    ANSWERS_FILE,
    FILE_CLASSES,
    FINDINGS,
    PROBLEMS_FILE,
    Conflict,
    Merged,
    MissingUnit,
)
from scoring.merge.outputs import Ranked
from scoring.merge.parts import make_parts, remove_parts
from scoring.merge.plan import MergePlan, Progress, Silence, Stopped, is_first_of_its_folder
from scoring.merge.problem_rows import finding_at
from scoring.merge.settling import Settling, contested, reviews_decided_elsewhere, to_settle, with_copies
from scoring.merge.writing import OfRoster, keep_records, why_not_kept, write_answers, write_problems
from scoring.periods import parse_period
from scoring.store.atomic import faults_of, write_through

RANKING_FILE = "ranking.csv"
INDICATORS_FILE = "indicators.csv"
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
    if is_first_of_its_folder(plan):
        plan = plan._replace(against="")
    if plan.against:
        _read_earlier(plan.against)
    roster = read_known_units(plan.roster) if plan.roster else None
    carried = os.path.join(plan.out, DECISIONS)
    before = content_of(carried)
    decisions = read_decisions(carried)
    if plan.decisions:
        decisions = overruled(decisions, read_decisions(plan.decisions))
    listener.stage("reading")
    files = find_files(plan.inputs, plan.out)
    if not files:
        raise FaultError([Fault("M007")])
    aside = Aside(plan.out)
    try:
        merged = _merged(plan, files, roster, decisions, aside.path, listener)
        _check_unchanged(carried, before)
        aside.swap()
    except Stopped:
        aside.discard()
        return Merged(plan.out, plan.style, plan.verified, (), {}, (), (), {}, cancelled=True)
    except FaultError as error:
        aside.discard()
        named = [fault if fault.file else fault._replace(file=plan.out) for fault in error.faults]
        raise FaultError(named) from error
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


def _check_unchanged(decisions: str, before: bytes | None) -> None:
    """Make sure that nobody has decided anything since the merge began: it would be lost."""
    if content_of(decisions) != before:
        raise FaultError([Fault("M016", file=decisions)])


def _read_earlier(folder: str) -> Earlier:
    """Read what an earlier merge found: it may be the folder that this one is about to replace."""
    from scoring.tables import read_earlier  # noqa: PLC0415 - brings in NumPy

    return read_earlier(folder)


def _merged(
    plan: MergePlan,
    files: Sequence[InputFile],
    roster: KnownUnits | None,
    decisions: Decisions,
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
        settling = to_settle(entries, classed, files, decisions)
        _settle(crew, entries, settling, jobs, progress)
        progress.stage("writing")
        _stop_if_asked(progress)
        with faults_of(plan.out):
            disputed = contested(settling, entries, names, decisions)
            found = _Found(
                files, entries, classed, settling, disputed, reviews_decided_elsewhere(decisions, disputed)
            )
            return _written(plan, found, roster, folder, crew, progress)
    finally:
        crew.dismiss()


def _read(crew: Crew, files: Sequence[InputFile], jobs: int, progress: Progress) -> list[Entry]:
    entries: list[Entry | None] = [None] * len(files)
    done = found = 0
    for result in crew.run(work_on(files, jobs), progress):
        if not done:
            from scoring import tables  # noqa: F401, PLC0415 - brings in NumPy, while the workers read on
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
            entries[new.place] = old._replace(
                problems=new.problems, found=new.found, scores=new.scores, contested=new.contested
            )
        done += len(result)
        progress.files(done, total)


class _Found(NamedTuple):
    """Every file with what it is: what the folder is written from."""

    files: Sequence[InputFile]
    entries: Sequence[Entry]
    classed: Classed
    settling: Settling
    disputed: tuple[Conflict, ...]
    decided_elsewhere: tuple[Conflict, ...]


def _written(
    plan: MergePlan,
    found: _Found,
    roster: KnownUnits | None,
    folder: str,
    crew: Crew,
    progress: Progress,
) -> Merged:
    """Write every file of the folder; the workers write the answers and ask how sure the ranks are meanwhile."""
    files, entries, classed, settling, disputed, elsewhere = found
    names = [file.name for file in files]
    kinds = [classed.kinds.get(entry.place, entry.kind) for entry in entries]
    kept = sorted((entries[place] for place in classed.kept), key=_order)
    answers = [entry.scores.answers for entry in kept if entry.scores is not None]
    answered = crew.beside(partial(write_answers, folder, answers, plan.style))
    missing = _missing(plan, entries, kinds, roster)
    conflicts = tuple(conflict for conflict, _ in classed.conflicts)
    reasons = why_not_kept(entries, kinds, classed.beside, names) | _conflict_reasons(classed, names, entries)
    waiting = [place for conflict, places in classed.conflicts if conflict.is_open for place in places]
    records = keep_records(folder, entries, [*classed.kept, *waiting], settling.beside, files)
    sets = _sets(plan, kept)
    doubts = () if roster is None else roster.doubts
    copied = told_as_copies(classed, entries, names)
    disputed = with_copies(disputed, names, records)
    results = tuple(
        unit_result(entry, sets[entry.set_id, entry.set_version], names[entry.place]) for entry in kept
    )
    counts = _counts(entries, kinds, missing, conflicts, len(results))
    counts["warning"] += len(doubts) + len(copied)
    merged = Merged(
        folder, plan.style, plan.verified, results, sets, missing, conflicts, counts, _latest(kept),
        contested=disputed,
    )  # fmt: skip
    ranking = _begin_ranking(merged, crew)
    told = {place: [*filter(None, (reasons.get(place), copied.get(place)))] for place in {*reasons, *copied}}
    write_problems(folder, entries, kinds, told, names, OfRoster(doubts, missing), plan.style)
    decided = decisions_text((*conflicts, *classed.decided_elsewhere, *disputed, *elsewhere), plan.style.lang)
    write_through(Path(folder, DECISIONS), decided.encode())
    _stop_if_asked(progress)
    ranked, changes = _tables(plan, merged, ranking)
    answered()
    written = [ANSWERS_FILE, DECISIONS, PROBLEMS_FILE, RANKING_FILE, INDICATORS_FILE]
    if changes is not None:
        written.append(CHANGES_FILE)
    if plan.report:
        written += _reports(merged, ranked, changes, progress)
    remove_parts(folder)
    hashed = sha256(_bytes(plan.roster)).hexdigest() if plan.roster else ""
    contents = Contents(sorted(written), entries, names, kinds, records, hashed, sets.values(), counts)
    write_through(Path(folder, MANIFEST), manifest_text(plan, contents).encode())
    return merged


def _begin_ranking(merged: Merged, crew: Crew) -> Callable[[], tuple[Ranked, ...]]:
    from scoring.tables import begin_ranking  # noqa: PLC0415 - brings in NumPy

    ranking: Callable[[], tuple[Ranked, ...]] = begin_ranking(merged, crew.beside)
    return ranking


def _tables(
    plan: MergePlan, merged: Merged, ranking: Callable[[], tuple[Ranked, ...]]
) -> tuple[tuple[Ranked, ...], Sequence[Change] | None]:
    """Write the tables, and return the ranking, and the changes where they were asked for."""
    from scoring import tables  # noqa: PLC0415 - brings in NumPy

    tables.write_indicators(merged, _below(merged.folder, INDICATORS_FILE))
    ranked = ranking()
    tables.write_ranking(merged, ranked, _below(merged.folder, RANKING_FILE))
    changes: Sequence[Change] | None = None
    if plan.against:
        changes = tables.changes_since(merged, ranked, _read_earlier(plan.against))
        tables.write_changes(merged, changes, _below(merged.folder, CHANGES_FILE))
    return ranked, changes


def _reports(
    merged: Merged, ranked: tuple[Ranked, ...], changes: Sequence[Change] | None, progress: Progress
) -> list[str]:
    """Write workbook and page, and return the names of their files."""
    from scoring import reports  # noqa: PLC0415 - brings in XlsxWriter and Jinja2

    _stop_if_asked(progress)
    reports.write_workbook(merged, ranked, _below(merged.folder, WORKBOOK_FILE), changes)
    _stop_if_asked(progress)
    reports.write_page(merged, ranked, _below(merged.folder, PAGE_FILE), changes)
    return [WORKBOOK_FILE, PAGE_FILE]


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
    """Return the units of the roster of which nothing came in, for each period and set that something came in for.

    A record of a set nobody knows here makes no other unit late with one.
    """
    if roster is None:
        return ()
    there: dict[tuple[str, str], set[str]] = {}
    asked: set[tuple[str, str]] = set()
    anywhere: set[str] = set()
    for entry, kind in zip(entries, kinds, strict=True):
        if kind in {"kept", "conflict", "draft", "set_unknown"}:
            there.setdefault((entry.period, entry.set_id), set()).add(entry.unit_code)
        if kind in {"kept", "conflict", "draft"}:
            asked.add((entry.period, entry.set_id))
        elif kind == "broken":
            anywhere.add(entry.unit_code)
    groups = sorted(asked or there) or [(plan.period, "")]
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
