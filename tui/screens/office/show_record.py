"""A record shown on the checklist, read only, from any screen of the office."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from criteria.faults import FaultError
from tui.screens.base import DeskScreen
from tui.screens.office.looking import look_at
from tui.screens.refused import ask_again
from tui.work import Work

_MOST_TOLD = 3
"""Faults that are told in passing; the problems list all of them."""


def show_record(screen: DeskScreen[Any], path: Path) -> None:
    """Open a record's file to be looked at; it is read beside the screen."""
    screen.desk.busy = True
    screen.run_worker(partial(_read, screen, path), thread=True, exclusive=True, group="look")


def _read(screen: DeskScreen[Any], path: Path) -> None:
    try:
        seen = look_at(screen.desk, path)
    except FaultError as error:
        screen.app.call_from_thread(_refused, screen, path, error)
    else:
        screen.app.call_from_thread(_opened, screen, seen)


def _refused(screen: DeskScreen[Any], path: Path, error: FaultError) -> None:
    screen.desk.busy = False
    if screen.is_attached:
        ask_again(screen, "office.not_shown", error, partial(show_record, screen, path))


def _opened(screen: DeskScreen[Any], seen: Work) -> None:
    from tui.screens.checklist import ChecklistScreen  # noqa: PLC0415 - opened when asked for

    screen.desk.busy = False
    seen.faults = seen.faults[:_MOST_TOLD]
    if screen.is_attached:
        screen.tell(screen.speech("office.only_looking"))
        screen.app.push_screen(ChecklistScreen(screen.desk, seen))
