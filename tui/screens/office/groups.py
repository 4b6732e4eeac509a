"""Another group of a merge: which set, version and period a screen shows, chosen from a list."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from scoring.folding import fold
from tui.commands import keys_of
from tui.screens.finder import Finder, Found
from tui.screens.office.figures import group_title
from tui.screens.office.listed import ListScreen
from tui.screens.office.outcome import Outcome


def choose_group(
    screen: ListScreen[None], outcome: Outcome, chosen: int, take: Callable[[int], None]
) -> None:
    """Ask for a group of a merge; where there is but one, say so."""
    titles = [group_title(one.group, one.set, screen.speech) for one in outcome.groups]
    if len(titles) == 1:
        screen.tell(screen.speech("ranking.one_group"))
        return

    def search(text: str) -> Sequence[Found]:
        part = fold(text)
        return [Found(str(at), name) for at, name in enumerate(titles) if part in fold(name)]

    def after(answer: str | None) -> None:
        if answer is not None:
            take(int(answer))

    screen.app.push_screen(Finder(screen.desk, "ranking.groups", search, str(chosen)), after)


def one_of(screen: ListScreen[None], outcome: Outcome, chosen: int) -> str:
    """Return which of several groups is shown, and what changes it; nothing where there is but one."""
    if len(outcome.groups) == 1:
        return ""
    press = keys_of("group", screen.desk.settings.keys)
    return screen.speech("ranking.one_of", n=chosen + 1, of=len(outcome.groups), press=press)
