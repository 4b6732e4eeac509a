"""What a merge came to: how many, who leads, who lags, what is weakest, what needs a person, and the way to each."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from tui.commands import keys_of, label
from tui.desk import Desk
from tui.screens.base import DeskScreen
from tui.screens.office.outcome import Outcome
from tui.screens.office.summary_rows import summary_rows
from tui.screens.office.wish import Wish
from tui.widgets.bar import Hint
from tui.widgets.told_list import Goal, ToldList

_LEADING = ("ranking", "changes", "heat", "conflicts", "problems", "absent", "export", "again")
_MARGINS = 2


class SummaryScreen(DeskScreen[Wish]):
    """Shows what came of a merge; answers what is to be done next, or None.

    Args:
        desk: What the screens work with.
        outcome: What came of it.
    """

    CSS_PATH = "summary.tcss"
    USES: ClassVar[tuple[str, ...]] = ("back", "open", *_LEADING)
    HELP = "help_screen.office"

    def __init__(self, desk: Desk, outcome: Outcome) -> None:
        super().__init__(desk)
        self.outcome = outcome

    def compose_body(self) -> ComposeResult:
        """Yield the list, and below it the keys that lead on."""
        yield ToldList(id="summary")
        yield Static("", id="summary_keys", markup=False)

    def hints(self) -> Iterator[Hint]:
        """Yield what the bar shows: what leads on has a line of its own."""
        for command in ("help", "back", "open"):
            yield self._hint(command)

    def _show_keys(self) -> None:
        """Show the keys that lead on, as many in a line as fit."""
        room = max(self.app.size.width - _MARGINS, _MARGINS)
        lines: list[list[Content]] = [[]]
        used = 0
        for hint in map(self._hint, _LEADING):
            piece = Content.assemble((hint.key, "reverse bold"), f" {hint.label}  ")
            if used + piece.cell_length > room and lines[-1]:
                lines.append([])
                used = 0
            lines[-1].append(piece)
            used += piece.cell_length
        told = Content("\n").join(Content("").join(line) for line in lines)
        self.query_one("#summary_keys", Static).update(told)

    def on_resize(self) -> None:
        """Fit the keys."""
        self._show_keys()

    def _hint(self, command: str) -> Hint:
        return Hint(keys_of(command, self.desk.settings.keys), label(command, self.speech))

    def on_mount(self) -> None:
        """Let the keys move in the list."""
        self.query_one(ToldList).focus()

    def say(self) -> None:
        """Put every word."""
        super().say()
        ranked = sum(one.rank is not None for group in self.outcome.groups for one in group.ranked)
        self.title_text(
            self.speech("office.result"),
            self.speech("office.counted", units=ranked, files=self.outcome.merged.counts.get("files", 0)),
        )
        self._show_keys()
        self.query_one(ToldList).tell([*summary_rows(self.outcome, self.speech)])

    @on(ToldList.Followed)
    def _follow(self, event: ToldList.Followed) -> None:
        event.stop()
        self.go(event.goal)

    def action_open(self) -> None:
        """Go where the row under the cursor leads."""
        self.query_one(ToldList).action_select()

    def go(self, goal: Goal) -> None:
        """Go where a row leads."""
        match goal:
            case ("unit", group, place):
                self._profile(int(group), int(place))
            case ("changes", group):
                self._changes(int(group))
            case ("ranking", group):
                self._ranking(int(group))
            case ("problems", kind):
                self._problems(kind)
            case ("conflicts",):
                self.action_conflicts()
            case ("absent",):
                self.action_absent()
            case ("export",):
                self.action_export()
            case _:
                pass

    def _profile(self, group: int, place: int) -> None:
        from tui.screens.office.profile import ProfileScreen  # noqa: PLC0415 - opened when asked for

        rows = range(len(self.outcome.groups[group].ranked))
        self.app.push_screen(ProfileScreen(self.desk, self.outcome, group, rows, place))

    def _problems(self, kind: str = "") -> None:
        from tui.screens.office.problems import ProblemsScreen  # noqa: PLC0415 - likewise

        self.app.push_screen(ProblemsScreen(self.desk, self.outcome, kind), self._after)

    def action_ranking(self) -> None:
        """Show the ranking of the group the cursor is in."""
        if self._has_units():
            self._ranking(self._group)

    def _ranking(self, group: int) -> None:
        from tui.screens.office.ranking import RankingScreen  # noqa: PLC0415 - likewise

        self.app.push_screen(RankingScreen(self.desk, self.outcome, group))

    @property
    def _group(self) -> int:
        """Number of the group the cursor is in, as far as its row tells; else the first."""
        match self.query_one(ToldList).goal:
            case ("unit", group, *_) | ("changes" | "ranking", group):
                return int(group)
            case _:
                return 0

    def _changes(self, group: int) -> None:
        from tui.screens.office.to_changes import show_changes  # noqa: PLC0415 - likewise

        show_changes(self, self.outcome, group)

    def action_changes(self) -> None:
        """Show every unit then and now."""
        if self._has_units():
            self._changes(self._group)

    def action_heat(self) -> None:
        """Show pillars by units."""
        from tui.screens.office.heat import HeatScreen  # noqa: PLC0415 - likewise

        if self._has_units():
            self.app.push_screen(HeatScreen(self.desk, self.outcome, self._group))

    def _has_units(self) -> bool:
        if not self.outcome.groups:
            self.tell(self.speech("office.no_units"), bad=True)
        return bool(self.outcome.groups)

    def action_conflicts(self) -> None:
        """Show the conflicts."""
        from tui.screens.office.conflicts import ConflictsScreen  # noqa: PLC0415 - likewise

        self.app.push_screen(ConflictsScreen(self.desk, self.outcome), self._after)

    def action_problems(self) -> None:
        """Show what is wrong."""
        self._problems()

    def action_absent(self) -> None:
        """Show who has not reported."""
        from tui.screens.office.absent import AbsentScreen  # noqa: PLC0415 - likewise

        self.app.push_screen(AbsentScreen(self.desk, self.outcome))

    def action_export(self) -> None:
        """Show the files that were written."""
        from tui.screens.office.export import ExportScreen  # noqa: PLC0415 - likewise

        self.app.push_screen(ExportScreen(self.desk, self.outcome), self._after)

    def action_again(self) -> None:
        """Merge again."""
        self.dismiss("again")

    def _after(self, wish: Wish | None) -> None:
        if wish is not None:
            self.dismiss(wish)
