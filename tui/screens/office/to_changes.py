"""The way to the units then and now, from any screen that shows a merge."""

from __future__ import annotations

from typing import Any

from tui.screens.base import DeskScreen
from tui.screens.office.outcome import Outcome


def show_changes(screen: DeskScreen[Any], outcome: Outcome, group: int, place: int | None = None) -> None:
    """Show every unit then and now; where the merge was compared with nothing, say so.

    Args:
        screen: Where it is asked for.
        outcome: What came of the merge.
        group: Number of the group.
        place: Of its units the one under the cursor.
    """
    from tui.screens.office.changes import ChangesScreen  # noqa: PLC0415 - opened when asked for

    if not outcome.is_compared:
        screen.tell(screen.speech("moves.how"))
        return
    unit = "" if place is None else outcome.groups[group].ranked[place].unit.unit_code
    screen.app.push_screen(ChangesScreen(screen.desk, outcome, group, unit))
