"""Questions found by words typed without marks, or by code."""

from __future__ import annotations

from collections.abc import Sequence

from criteria.typed import NamedTuple
from criteria.words import Words
from scoring.drafts.questions import Question
from scoring.folding import fold, fold_words

_FIRST_WORD = 3
"""The first rank that is no code's."""


class _Known(NamedTuple):
    """A question and its folded words: of the titles, of what is asked, of the help; one list per wording."""

    question: Question
    titles: list[list[str]]
    asked: list[list[str]]
    help: list[list[str]]


class Finder:
    """Finds among questions; their words are folded once."""

    def __init__(self, questions: Sequence[Question]) -> None:
        self._known = [
            _Known(one, _folded(one.title), _folded(one.question), _folded(one.help)) for one in questions
        ]

    def find(self, text: str) -> list[Question]:
        """Return the questions a text names, the best first.

        By code; by words that stand together in the title; by words anywhere in the title; by words of the question;
        by words that stand together in the help. The last word may be half typed.
        """
        typed, words = fold(text), fold_words(text)
        if not typed:
            return []
        ranked = [(_rank(typed, words, known), known.question) for known in self._known]
        found = [(rank, question) for rank, question in ranked if rank is not None]
        coded = [item for item in found if item[0] < _FIRST_WORD] if "." in typed else []
        return [question for _, question in sorted(coded or found, key=lambda item: item[0])]


def _rank(typed: str, words: list[str], known: _Known) -> int | None:
    by_code = _by_code(typed, known.question.code)
    if by_code is not None or not words:
        return by_code
    ways = (
        any(_together(words, title) for title in known.titles),
        any(_anywhere(words, title) for title in known.titles),
        any(_together(words, asked) for asked in known.asked),
        any(_anywhere(words, asked) for asked in known.asked),
        any(_together(words, told) for told in known.help),
    )
    return _FIRST_WORD + ways.index(True) if True in ways else None


def _by_code(typed: str, code: str) -> int | None:
    code = code.casefold()
    if not code or not code.startswith(typed):
        return None
    return 0 if code == typed else 1 if code[len(typed)] == "." else 2


def _folded(wording: Words | None) -> list[list[str]]:
    return [] if wording is None else [fold_words(text) for text in (wording.vi, wording.en) if text]


def _together(typed: list[str], words: list[str]) -> bool:
    *whole, begun = typed
    return any(
        words[at : at + len(whole)] == whole and words[at + len(whole)].startswith(begun)
        for at in range(len(words) - len(whole))
    )


def _anywhere(typed: list[str], words: list[str]) -> bool:
    *whole, begun = typed
    return all(word in words for word in whole) and any(word.startswith(begun) for word in words)
