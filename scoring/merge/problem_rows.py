"""The rows of `problems.csv`: findings of a file, and why it is not simply kept."""

from __future__ import annotations

from collections.abc import Iterable

from criteria.faults import Fault, show_path
from scoring.merge.csv_text import CsvStyle
from scoring.merge.merged import FINDINGS, Finding
from scoring.merge.places import place_in_words
from scoring.merge.words import words

_OF_CODES: dict[str, Finding] = {
    "R508": "set_changed",
    "R509": "edited_by_hand",
    "R510": "result_mismatch",
    "R511": "review_stale",
    "M501": "stranger",
    "M502": "roster_differs",
}
_BY_INDICATOR = frozenset(("answers", "review"))
_LETTERS = "abcdefghijklmnop"


def finding_of(fault: Fault) -> Finding:
    """Return the kind of finding a fault is."""
    return _OF_CODES.get(fault.code) or ("warning" if fault.is_warning else "fault")


def letters(faults: Iterable[Fault]) -> str:
    """Return the kinds of findings, a letter each in the order of `FINDINGS`."""
    return "".join(_LETTERS[FINDINGS.index(finding_of(fault))] for fault in faults)


def finding_at(letter: str) -> Finding:
    """Return the kind of finding behind a letter of `letters`."""
    return FINDINGS[_LETTERS.index(letter)]


def problem_row(
    fault: Fault, file: str, unit_code: str, style: CsvStyle, finding: Finding | None = None
) -> str:
    """Return a row but for its first cell, the class of the file.

    Args:
        fault: What is to be said.
        file: The file's name.
        unit_code: The unit it is about, or empty.
        style: How to write it.
        finding: The kind of finding; its place in the file is said in words. None where the row says why the file has
            its class: who mends a file that cannot be read looks for the key.
    """
    path = fault.path
    indicator = str(path[1]) if len(path) > 1 and path[0] in _BY_INDICATOR else ""
    within = fault.line is not None
    place = show_path(path) if finding is None else place_in_words(path, style.lang, within=within)
    if within:
        line = words("line", style.lang).format(line=fault.line)
        place = f"{line}, {place}" if place else line
    said = fault.message(style.lang)
    text = style.text
    return style.row(
        (
            finding or "",
            fault.code,
            text(file),
            text(unit_code),
            text(indicator),
            text(f"{place}: {said}" if place else said),
        )
    )
