"""The paths of a draft: where a typed text stands, in the words of the record's own keys.

("assessor", "name")                            ("unit", "class")              ("submission", "date")
("facts", "staff", "value")                     ("answers", "1.4", "of")
("answers", "1.6", "inputs", "wan", "value")    ("answers", "1.4", "evidence", "0", "title")
("carried", "answers", "1.4")                   the period an answer was brought from, until it is confirmed
("kinds", "answers", "1.4", "value")            how a value is typed that the set no longer asks for
("renamed", "answers", "1.4")                   the id an answer of the base record has in this draft
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

Path = tuple[str, ...]
Entries = Mapping[Path, str]
"""A draft's map. An empty text does not stand in it."""

FRONT: Path = ("front",)
"""Key of the first question: who fills the record in, and with which report it goes."""
NONE_TICKED = "-"
"""What stands in the map for "none of these", an empty list: an answer, unlike an empty text."""
YES = "yes"
NO = "no"
ROLES = (
    "value",
    "of",
    "percent",
    "approx",
    "not_applicable",
    "plan",
    "source",
    "as_of",
    "note",
)
"""The keys of an answer that hold one text each."""
ANSWERING = ("value", "of", "percent", "approx", "not_applicable", "inputs")
"""The keys of an answer that make it one; the others only stand beside."""
DOCUMENT = ("number", "date", "title", "file", "sha256")
"""The keys of one piece of evidence."""
FRONT_TABLES = ("assessor", "unit", "submission")
_ENTRY_TABLES = ("facts", "answers")
_SHORTEST = 2
_ROW_NAMES = frozenset(map(str, range(10_000)))
_MARKS = ("carried", "kinds", "renamed")


def question_key(path: Path) -> Path:
    """Return the key of the question a path belongs to; a mark belongs to the question it marks."""
    if path and path[0] in _MARKS:
        path = path[2:] if path[0] == "renamed" else path[1:]
    if not path or path[0] in FRONT_TABLES:
        return FRONT
    return path[:2]


def carried_mark(key: Path) -> Path:
    """Return the path that says a question's answer was brought from an earlier period."""
    return ("carried", *key)


def kind_mark(path: Path) -> Path:
    """Return the path that says how the value at `path` is typed."""
    return ("kinds", *path)


def renamed_mark(version: str, key: Path) -> Path:
    """Return the path that says which id an answer has now that had this one in a version of the set."""
    return ("renamed", version, *key)


def moves_since(entries: Entries, version: str) -> dict[Path, str]:
    """Return the ids answers have now, by the keys they had in a version of the set."""
    return {
        path[2:]: now
        for path, now in entries.items()
        if path[:2] == ("renamed", version) and len(path) > _SHORTEST
    }


def changes_answer(path: Path) -> bool:
    """Tell whether a text at `path` is part of the answer, and not of what stands beside it."""
    return len(path) > 2 and path[0] in _ENTRY_TABLES and path[2] in ANSWERING


def grouped(entries: Entries) -> dict[Path, dict[Path, str]]:
    """Return the entries of facts and answers by question key, each below its key: `("value",)`, `("evidence", "0", "title")`."""
    groups: dict[Path, dict[Path, str]] = {}
    for path, text in entries.items():
        if len(path) > _SHORTEST and path[0] in _ENTRY_TABLES:
            key = path[:2]
            if key in groups:
                groups[key][path[2:]] = text
            else:
                groups[key] = {path[2:]: text}
    return groups


def rows(entries: Entries, key: Path) -> Iterator[int]:
    """Yield the numbers of the evidence below `key`, in order; numbers may be missing between them."""
    at = len(key)
    found = {
        path[at + 1]
        for path in entries
        if path[:at] == key and len(path) == at + 3 and path[at] == "evidence"
    }
    yield from sorted(int(row) for row in found if row in _ROW_NAMES)
