"""`merge.toml`: what was read, what came of it, and which files the folder holds. It knows no clock."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from criteria.model import IndicatorSet
from criteria.typed import NamedTuple
from scoring.merge.entry import Entry
from scoring.merge.folder import MANIFEST_SCHEMA
from scoring.merge.plan import MergePlan
from scoring.merge.words import words
from scoring.store.texts import text


class Contents(NamedTuple):
    """What `merge.toml` tells.

    Attributes:
        files: Names of the files in the folder, `merge.toml` and those below `records/` left out.
        kinds: Class of every input, by place.
        records: Name of its copy, by place, of those that have one.
        roster: SHA-256 of the roster, or empty.
    """

    files: Sequence[str]
    entries: Sequence[Entry]
    names: Sequence[str]
    kinds: Sequence[str]
    records: Mapping[int, str]
    roster: str
    sets: Iterable[IndicatorSet]
    counts: Mapping[str, int]


def manifest_text(plan: MergePlan, contents: Contents) -> str:
    """Return the content of `merge.toml`."""
    lines = [f"# {line}" for line in words("manifest", plan.style.lang).split("\n")]
    lines += [
        f'schema = "{MANIFEST_SCHEMA}"',
        f"xaso = {text(plan.version)}",
        f"period = {text(plan.period)}",
        f"verified = {_flag(plan.verified)}",
        f"drafts = {_flag(plan.drafts)}",
        f"lang = {text(plan.style.lang)}",
        f"raw = {_flag(plan.style.raw)}",
        f"roster = {text(contents.roster)}",
        f"files = [{', '.join(map(text, contents.files))}]",
        "",
        "[counts]",
        *(f"{name} = {count}" for name, count in contents.counts.items()),
    ]
    for known in sorted(contents.sets, key=lambda one: (one.id, one.version)):
        lines += ["", "[[sets]]", f"id = {text(known.id)}", f"version = {text(known.version)}"]
        lines.append(f"digest = {text(known.digest)}")
    lines.append("")
    for entry in contents.entries:
        lines.append("[[inputs]]")
        lines.append(f"file = {text(contents.names[entry.place])}")
        if entry.sha256:
            lines.append(f'sha256 = "{entry.sha256}"')
        lines.append(f'class = "{contents.kinds[entry.place]}"')
        if entry.place in contents.records:
            lines.append(f"record = {text(contents.records[entry.place])}")
    return "\n".join(lines) + "\n"


def _flag(value: bool) -> str:  # noqa: FBT001 - it is what is written
    return "true" if value else "false"
