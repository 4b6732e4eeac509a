"""Faults in one line, with their place in words: what a person of the office reads has no key paths in it."""

from __future__ import annotations

from criteria.clean import clean_line
from criteria.faults import Fault
from criteria.words import Lang
from scoring.merge.places import place_in_words


def told(fault: Fault, lang: Lang) -> str:
    """Return file and line, place, what is wrong and what to do."""
    where = fault._replace(path=()).where()
    place = place_in_words(fault.path, lang) if fault.path else ""
    return clean_line(": ".join(filter(None, (where, place, fault.message(lang)))))
