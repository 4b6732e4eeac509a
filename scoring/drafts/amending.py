"""A draft moved to a newer version of its set: what is kept, what has another code, what is new, what is asked no more.

Nothing is lost: an answer that is asked no more stays in the draft and in its record, under its own id, or under one with
the old version behind it where the new version uses that id for another question.
"""

from __future__ import annotations

from collections.abc import Mapping

from criteria.kinds import is_id
from criteria.model import Indicator, IndicatorSet
from criteria.rules import AnswerKind, answer_kind
from criteria.typed import NamedTuple
from scoring.drafts.draft import Draft
from scoring.drafts.entries import slots_below
from scoring.drafts.paths import Entries, Path, kind_mark, moves_since, renamed_mark
from scoring.drafts.questions import Slot, questionnaire
from scoring.folding import fold
from scoring.record import SetName


class Amendment(NamedTuple):
    """What a newer version of a set changes.

    Attributes:
        kept: Ids of indicators that are asked as before, perhaps in other words.
        renamed: Indicators with the same title and kind of answer under another id: new ids by old.
        new: Ids asked for the first time.
        orphaned: Ids asked no more.
        changed: Ids that are used again, for another question or another kind of answer; the old answer is orphaned.
        facts_new: Ids of facts asked for the first time.
        facts_orphaned: Ids of facts asked no more.
    """

    kept: tuple[str, ...]
    renamed: Mapping[str, str]
    new: tuple[str, ...]
    orphaned: tuple[str, ...]
    changed: tuple[str, ...]
    facts_new: tuple[str, ...] = ()
    facts_orphaned: tuple[str, ...] = ()


def compare(old_set: IndicatorSet, new_set: IndicatorSet) -> Amendment:
    """Compare two versions of a set.

    An indicator is first sought by its title and its kind of answer, because codes are given anew more often than titles;
    what has no twin by title is the same if its id and its kind of answer are.
    """
    old = {indicator.id: indicator for indicator in old_set.indicators()}
    new = {indicator.id: indicator for indicator in new_set.indicators()}
    pairs = _by_title(old, new)
    taken = set(pairs.values())
    for name, indicator in old.items():
        if name not in pairs and name in new and name not in taken and _kind(indicator) == _kind(new[name]):
            pairs[name] = name
    taken = set(pairs.values())
    left = [name for name in old if name not in pairs]
    return Amendment(
        kept=tuple(name for name in old if pairs.get(name) == name),
        renamed={name: now for name, now in pairs.items() if name != now},
        new=tuple(name for name in new if name not in taken),
        orphaned=tuple(name for name in left if name not in new),
        changed=tuple(name for name in left if name in new),
        facts_new=tuple(name for name in new_set.facts if name not in old_set.facts),
        facts_orphaned=tuple(name for name in old_set.facts if name not in new_set.facts),
    )


def amend(
    draft: Draft, old_set: IndicatorSet, new_set: IndicatorSet, amendment: Amendment | None = None
) -> Draft:
    """Return a draft made with the old version as a draft of the new one; it has nothing to undo.

    Args:
        draft: The draft; it stays as it is.
        old_set: The version that made it.
        new_set: The newer version.
        amendment: What `compare` found; compared here when None.
    """
    found = compare(old_set, new_set) if amendment is None else amendment
    head = draft.head._replace(set=SetName(new_set.id, new_set.version, new_set.digest))
    entries = amended_entries(draft.entries, found, old_set, _unit_class(draft))
    return Draft(head, entries)


def amended_entries(
    entries: Entries, amendment: Amendment, old_set: IndicatorSet, unit_class: str | None = None
) -> dict[Path, str]:
    """Return a draft's entries with the ids of the new version.

    Args:
        entries: The entries as the old version has them.
        amendment: What changes.
        old_set: The old version: it knows how the answers that are asked no more were typed.
        unit_class: The unit's class.
    """
    gone = {name: _aside(name, old_set.version) for name in amendment.changed}
    moves = {**amendment.renamed, **gone}
    orphans: set[Path] = {("answers", name) for name in (*amendment.orphaned, *amendment.changed)}
    orphans |= {("facts", name) for name in amendment.facts_orphaned}
    slots: dict[Path, dict[Path, Slot]] = {
        question.key: slots_below(question)
        for question in questionnaire(old_set, unit_class)
        if question.key in orphans
    }
    found: dict[Path, str] = {}
    for path, text in entries.items():
        if path[0] == "renamed":
            continue
        found[_moved(path, moves)] = text
        key = path[:2]
        slot = slots[key].get(path[2:]) if key in slots else None
        if slot is not None and _is_value(slot):
            found[kind_mark(_moved(path, moves))] = slot.kind
    return found | _marks(entries, moves, old_set.version)


def _marks(entries: Entries, moves: Mapping[str, str], version: str) -> dict[Path, str]:
    """Return which id each answer has now that had another in this version or an earlier one.

    A base record says which version it is of, so what moved before it was saved is not moved again.
    """
    marks: dict[Path, str] = {}
    for earlier in {version} | {path[1] for path in entries if path[0] == "renamed"}:
        before = moves_since(entries, earlier)
        marks["renamed", earlier] = version
        marks |= {renamed_mark(earlier, key): moves.get(now, now) for key, now in before.items()}
        for name, now in moves.items():  # what first moves now had its id in the earlier version too
            if ("answers", name) not in before and name not in before.values():
                marks[renamed_mark(earlier, ("answers", name))] = now
    return marks


def _moved(path: Path, moves: Mapping[str, str]) -> Path:
    """Return a path with the new id of its answer; the marks of an answer move with it."""
    at = 1 if path[0] in {"carried", "kinds"} else 0
    if len(path) <= at + 1 or path[at] != "answers":
        return path
    return (*path[: at + 1], moves.get(path[at + 1], path[at + 1]), *path[at + 2 :])


def _aside(name: str, version: str) -> str:
    """Return the id under which an answer stays whose own id is another question's now."""
    aside = f"{name}-{version}"
    return aside if is_id(aside) else f"{name}-old"


def _is_value(slot: Slot) -> bool:
    return slot.role == "value"


def _by_title(old: Mapping[str, Indicator], new: Mapping[str, Indicator]) -> dict[str, str]:
    """Pair the indicators whose title and kind of answer only one of each version has."""
    olds, news = _unique(old), _unique(new)
    return {name: news[told] for told, name in olds.items() if told in news}


def _unique(known: Mapping[str, Indicator]) -> dict[tuple[str, AnswerKind], str]:
    found: dict[tuple[str, AnswerKind], list[str]] = {}
    for name, indicator in known.items():
        found.setdefault((fold(indicator.title.vi), _kind(indicator)), []).append(name)
    return {told: names[0] for told, names in found.items() if len(names) == 1}


def _kind(indicator: Indicator) -> AnswerKind:
    return answer_kind(indicator.rule)


def _unit_class(draft: Draft) -> str | None:
    return draft.text(("unit", "class")) or draft.head.unit.unit_class
