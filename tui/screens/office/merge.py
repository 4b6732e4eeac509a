"""Merging at the desk: what, where to and how is filled in; then the run itself, which Escape stops."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.worker import Worker, get_current_worker

from criteria.clean import clean_line
from criteria.faults import Fault, FaultError
from scoring.folding import fold
from scoring.merge import Merged, MergePlan, Progress, merge_records
from scoring.merge.folder import MANIFEST
from scoring.merge.plan import Stopped
from scoring.merge.reopening import RANKING_FILE, reopen
from tui.commands import keys_of
from tui.desk import Desk
from tui.screens.ask_text import AskText
from tui.screens.base import DeskScreen
from tui.screens.finder import Finder, Found
from tui.screens.office.faults import told
from tui.screens.office.form import Form, blank, looking_plan, out_in, plan_of, remember
from tui.screens.office.form_rows import INPUT, form_rows
from tui.screens.office.outcome import Outcome, outcome_from, outcome_of
from tui.screens.office.pick import PickOf
from tui.screens.office.processes import ready_for_processes
from tui.screens.office.summary import SummaryScreen
from tui.screens.office.watching import Standing, Watch, progress
from tui.screens.office.wish import Wish
from tui.screens.period_choice import find_periods
from tui.screens.pick_folder import PickFolder
from tui.screens.rows import RowList
from tui.widgets.bar import Hint

_ALL = "*"
_MOST_TOLD = 6
_TICK = 1.0
_SWITCHES = ("verified", "drafts", "report")


class MergeScreen(DeskScreen[None]):
    """Asks what to merge, merges, and shows what came of it.

    Args:
        desk: What the screens work with.
        form: What is filled in already.
        merge: Merges, as `merge_records` does; called beside the screen.
    """

    CSS_PATH = "merge.tcss"
    USES: ClassVar[tuple[str, ...]] = ("back", "open", "start", "take_out")
    HELP = "help_screen.merge"

    def __init__(
        self,
        desk: Desk,
        form: Form | None = None,
        *,
        merge: Callable[[MergePlan, Progress], Merged] = merge_records,
    ) -> None:
        super().__init__(desk)
        self._merge_records = merge
        self.form = blank(desk) if form is None else form
        self._rows = RowList(id="merge_rows")
        self._said = Static("", id="merge_said", markup=False)
        self._job: Worker[None] | None = None
        self._standing = Standing()
        self._begun = 0.0
        self._stopped = False
        self._faults: tuple[Fault, ...] = ()
        self._folder = Path.home()
        self._opening = False
        self._looked_at: Path | None = None
        self._looked = False

    def compose_body(self) -> ComposeResult:
        """Yield what is asked for, above what is to be said."""
        with Vertical(id="merge"):
            yield Static("", id="merge_about", markup=False)
            yield self._rows
            yield self._said

    def on_mount(self) -> None:
        """Let the keys move in the rows; while a merge runs, show every second that it does."""
        self._rows.focus()
        self.set_interval(_TICK, self._tick)

    def say(self) -> None:
        """Put every word."""
        super().say()
        self.title_text(self.speech("office.title"), "xaso")
        self.query_one("#merge_about", Static).update(self.speech("office.about"))
        self._show()

    def hints(self) -> Iterator[Hint]:
        """Yield what the bar shows: while a merge runs, how to stop it."""
        if self._job is not None:
            yield Hint("Esc", self.speech("office.stop"))
        else:
            yield from super().hints()

    # --- what is shown

    def _show(self) -> None:
        running = self._job is not None
        self._rows.show([*form_rows(self.form, self.speech, self._key("start"))])
        self._rows.display = not running
        self._rows.styles.max_height = self._rows.option_count
        self.query_one("#merge_about").display = not self._faults or running
        self._said.update(self._said_now())
        self._said.set_class(bool(self._faults) and not running, "wrong")

    def _key(self, command: str) -> str:
        return keys_of(command, self.desk.settings.keys)

    def _said_now(self) -> Content:
        speech = self.speech
        if self._job is not None:
            return self._progress()
        if self._faults:
            lines = [speech("office.not_opened" if self._opening else "office.failed"), *self._fault_lines()]
            return Content("\n").join(Content(clean_line(line)) for line in lines)
        if self._stopped:
            return Content(speech("office.stopped"))
        if self._looked and self.form.inputs:
            return Content(speech("office.look_first", press=self._key("start")))
        return Content("" if self.form.inputs else speech("office.no_input"))

    def _fault_lines(self) -> Iterator[str]:
        for fault in self._faults[:_MOST_TOLD]:
            yield f"– {told(fault, self.speech.lang)}"

    def _tick(self) -> None:
        if self._job is not None:
            self._said.update(self._progress())

    def _progress(self) -> Content:
        stopping = self._job is not None and self._job.is_cancelled
        doing = "stopping" if stopping else "opening" if self._opening else self._standing.stage
        if self._opening:
            return Content.assemble((self.speech(f"office.{doing}"), "bold"))
        spent = round(self.desk.clock() - self._begun)
        return progress(self._standing, self.speech(f"office.{doing}"), spent, self.speech)

    # --- filling in

    @on(OptionList.OptionSelected, "#merge_rows")
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self._ask(event.option.id or "")

    def action_open(self) -> None:
        """Change the row under the cursor."""
        self._rows.action_select()

    def _ask(self, row: str) -> None:
        match row:
            case "add_folder":
                self.app.push_screen(PickFolder(self.desk, self._folder, "office.pick_folder"), self._add)
            case "add_file":
                picker = PickOf(self.desk, self._folder, "office.pick_file", (".zip", ".toml"))
                self.app.push_screen(picker, self._add)
            case "add_typed":
                asked = AskText(self.desk, "office.typed", "office.typed_about", wrong=self._wrong)
                self.app.push_screen(asked, self._add_typed)
            case "roster":
                picker = PickOf(self.desk, self._folder, "office.pick_roster", (".csv",))
                self.app.push_screen(picker, self._take_roster)
            case "against":
                start = self.form.against or self.form.out
                self.app.push_screen(PickFolder(self.desk, start, "office.pick_against"), self._take_against)
            case "results":
                self.app.push_screen(PickFolder(self.desk, self.form.out, "office.pick_results"), self._open)
            case "period":
                self.app.push_screen(
                    Finder(self.desk, "office.pick_period", self._periods, self.form.period or _ALL),
                    self._take_period,
                )
            case "out":
                self.app.push_screen(PickFolder(self.desk, self.form.out, "office.pick_out"), self._take_out)
            case "start":
                self.action_start()
            case _ if row in _SWITCHES:
                self._fill(**{row: not getattr(self.form, row)})
            case _:
                self.tell(self.speech("office.how_to_take_out", press=self._key("take_out")))

    def _fill(self, **changes: object) -> None:
        self._faults, self._stopped, self._looked = (), False, False
        self.form = self.form._replace(**changes)  # type: ignore[arg-type]  # names and kinds are the form's
        self._show()

    def _add(self, path: Path | None) -> None:
        if path is not None:
            self._folder = path.parent
            first = not self.form.inputs
            self._fill(inputs=self.form.with_input(path).inputs)
            self._rows.go("start" if first else "add_folder")

    def _wrong(self, typed: str) -> str:
        return "" if typed and Path(typed).expanduser().exists() else self.speech("office.not_there")

    def _add_typed(self, typed: str | None) -> None:
        self._add(None if typed is None else Path(typed).expanduser())

    def _take_roster(self, path: Path | None) -> None:
        if path is not None:
            self._folder = path.parent
            self._fill(roster=path)

    def _take_against(self, folder: Path | None) -> None:
        if folder is None:
            return
        if (folder / MANIFEST).is_file() and (folder / RANKING_FILE).is_file():
            self._fill(against=folder)
        else:
            self.tell_fault(Fault("M018", file=str(folder)))

    def _take_period(self, label: str | None) -> None:
        if label is not None:
            self._fill(period="" if label == _ALL else label)

    def _periods(self, text: str) -> Sequence[Found]:
        everything = Found(_ALL, self.speech("office.all_periods"))
        first = [everything] if fold(text) in fold(everything.text) else []
        return [*first, *find_periods(text, self.desk)]

    def _take_out(self, folder: Path | None) -> None:
        if folder is None:
            return
        try:
            self._fill(out=out_in(folder))
        except OSError:
            self.tell(self.speech("input.unreadable"), bad=True)

    def action_take_out(self) -> None:
        """Take what the row under the cursor names out again."""
        row = self._rows.highlighted_row
        if row == "roster":
            self._fill(roster=None)
        elif row == "against":
            self._fill(against=None)
        elif row == "period":
            self._fill(period="")
        elif row.startswith(INPUT):
            path = self.form.inputs[int(row.removeprefix(INPUT))]
            self._fill(inputs=self.form.without_input(path).inputs)
        else:
            self.tell(self.speech("office.nothing_to_take_out"))

    # --- merging

    def action_start(self) -> None:
        """Merge."""
        if self._job is not None:
            return
        if not self.form.inputs:
            self.tell(self.speech("office.no_input"), bad=True)
            return
        remember(self.form, self.desk)
        self._faults, self._stopped, self._opening, self._looked = (), False, False, False
        self._standing = Standing()
        self._begun = self.desk.clock()
        self._job = self._merge(plan_of(self.form, self.desk))
        self.say()

    @work(thread=True, exclusive=True, group="merge")
    def _merge(self, plan: MergePlan) -> None:
        worker = get_current_worker()

        def tell(standing: Standing) -> None:
            if not worker.is_cancelled:
                self.app.call_from_thread(self._take_standing, standing)

        try:
            ready_for_processes()
            merged = self._merge_records(plan, Watch(tell, lambda: worker.is_cancelled))
            outcome = None if merged.cancelled else outcome_of(plan, merged)
        except FaultError as error:
            self.app.call_from_thread(self._end, None, error.faults)
        else:
            self.app.call_from_thread(self._end, outcome)

    def _open(self, folder: Path | None) -> None:
        """Read the results in a folder, to be looked at."""
        if folder is None or self._job is not None:
            return
        self._faults, self._stopped, self._opening = (), False, True
        self._looked_at = folder
        self._job = self._read(folder)
        self.say()

    @work(thread=True, exclusive=True, group="merge")
    def _read(self, folder: Path) -> None:
        worker = get_current_worker()
        watch = Watch(lambda _: None, lambda: worker.is_cancelled)
        try:
            found = reopen(str(folder), self.desk.sets, watch)
            plan = looking_plan(folder, self.desk)
            outcome = outcome_from(plan, found.merged, found.ranked, has_roster=found.roster)
        except FaultError as error:
            self.app.call_from_thread(self._end, None, error.faults)
        except Stopped:
            self.app.call_from_thread(self._end, None)
        except ModuleNotFoundError as error:
            self.app.call_from_thread(self._end, None, (Fault("M017", (), {"names": error.name or ""}),))
        else:
            self.app.call_from_thread(
                self._end, None if worker.is_cancelled else outcome, (), found.other_sets
            )

    def _take_standing(self, standing: Standing) -> None:
        self._standing = standing
        if self._job is not None:
            self._show()

    def _end(
        self,
        outcome: Outcome | None,
        faults: tuple[Fault, ...] = (),
        other_sets: tuple[str, ...] = (),
    ) -> None:
        self._job = None
        self._faults = faults
        self._stopped = outcome is None and not faults
        if not self.is_attached:
            return
        self.say()
        self._rows.focus()
        self.call_after_refresh(self._rows.scroll_to_highlight)
        if outcome is not None:
            self.app.push_screen(
                SummaryScreen(self.desk, outcome), self._after_looking if self._opening else self._after
            )
            if other_sets:
                self.tell(self.speech("office.other_sets", sets=", ".join(other_sets)), bad=True)

    def _after_looking(self, wish: Wish | None) -> None:
        """Fill in what is known of a merge into the folder looked at.

        Where its records came from is not; so it begins only when a person has looked at what would be merged into it.
        """
        folder = self._looked_at
        if wish is None or folder is None:
            return
        if folder != self.form.out:
            self._fill(inputs=(), out=folder, roster=None)
        if wish == "reports":
            self._fill(report=True)
        self._looked = True
        self._rows.go("start" if self.form.inputs else "add_folder")
        self._show()

    def _after(self, wish: Wish | None) -> None:
        if wish == "reports":
            self._fill(report=True)
        if wish is not None:
            self.action_start()

    def action_back(self) -> None:
        """Stop the merge; or leave."""
        if self._job is not None:
            self._job.cancel()
            self._tick()
        else:
            remember(self.form, self.desk)
            self.dismiss(None)
