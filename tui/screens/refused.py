"""What kept something from being done, told in a dialog that stays until it is answered: try again, or leave it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from criteria.clean import clean_line
from criteria.faults import FaultError
from tui.screens.base import DeskScreen
from tui.screens.confirm import Ask

_MOST = 3
"""Faults that are told; a file that is no record may have hundreds."""


def ask_again(screen: DeskScreen[Any], said: str, error: FaultError, again: Callable[[], None]) -> None:
    """Tell what went wrong, and do it again if that is the answer.

    Args:
        screen: Where it went wrong.
        said: Key of the words for what was not done.
        error: Why.
        again: Does it again.
    """
    speech = screen.speech
    told = [": ".join([*filter(None, [fault.where()]), fault.message(speech.lang)]) for fault in error.faults]
    lines = [clean_line(text) for text in told[:_MOST]]
    if len(told) > _MOST:
        lines.append(speech("shelf.more_faults", n=len(told) - _MOST))
    question = "\n\n".join([speech(said), *lines])

    def after(answer: str | None) -> None:
        if answer == "retry":
            again()

    screen.app.push_screen(Ask(screen.desk, question, ("retry", "cancel")), after)
