"""What is wrong: every file that is not simply kept and every finding, narrowed by kind, with the way to the file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import ClassVar

from textual import work
from textual.content import Content

from criteria.clean import clean_line
from scoring.folding import fold
from scoring.merge.inputs import InputFile
from scoring.merge.merged import Problem
from tui.desk import Desk
from tui.screens.finder import Finder, Found
from tui.screens.office.listed import ListScreen
from tui.screens.office.looking import copy_of, files_of
from tui.screens.office.outcome import Outcome
from tui.screens.office.show_record import show_record
from tui.screens.office.summary_rows import NEEDS_A_PERSON
from tui.screens.office.wish import Wish
from tui.widgets.long_table import Cell, Column

_ALL = "*"
_ORDER = ("broken", "set_unknown", "conflict", *NEEDS_A_PERSON[NEEDS_A_PERSON.index("missing") :], "warning")
_BAD = frozenset(("broken", "conflict", "set_unknown", "fault"))
_OF_REVIEWS = frozenset(("M022", "M513"))
"""Codes of reviews that differ: they are settled where conflicts are."""
_QUIET = frozenset(("identical", "superseded", "not_a_record", "other_period"))


class ProblemsScreen(ListScreen[Wish]):
    """Lists the problems of a merge; answers what is to be done next, or None.

    Args:
        desk: What the screens work with.
        outcome: What came of the merge.
        kind: The only class or finding listed at first; all where it is empty.
    """

    USES: ClassVar[tuple[str, ...]] = ("back", "open", "narrow", "search")
    HELP = "help_screen.problems"

    def __init__(self, desk: Desk, outcome: Outcome, kind: str = "") -> None:
        super().__init__(desk)
        self.outcome = outcome
        self.kind = kind
        self._problems: Sequence[Problem] = ()
        self._files: Mapping[str, InputFile] = {}
        self._read = False

    def on_mount(self) -> None:
        """Read the problems beside the screen."""
        self._load()

    @work(thread=True, exclusive=True, group="problems")
    def _load(self) -> None:
        merged, plan = self.outcome.merged, self.outcome.plan
        try:
            problems = [one for one in merged.problems() if one.kind != "missing"]
        except OSError as error:
            self.app.call_from_thread(self.tell, str(error), bad=True)
            problems = []
        self.app.call_from_thread(self._loaded, problems)
        self.app.call_from_thread(self._found_files, files_of(plan))

    def _loaded(self, problems: Sequence[Problem]) -> None:
        self._problems, self._read = sorted(problems, key=_pressing), True
        if self.is_attached:
            self.list_again()

    def _found_files(self, files: Mapping[str, InputFile]) -> None:
        self._files = files
        if self.is_attached:
            self.list_again()

    def say(self) -> None:
        """Put every word."""
        super().say()
        self.title_text(self.speech("problems.title"), "xaso")

    def head(self) -> str:
        """Return what is listed, and how much of it."""
        if not self._read:
            return ""
        kind = self._kind_name(self.kind) if self.kind else self.speech("problems.all")
        return self.speech("problems.head", kind=kind, n=len(self.rows), of=len(self._problems))

    def empty(self) -> str:
        """Return that nothing is wrong, once that is known."""
        return self.speech("problems.none" if self._read else "problems.reading")

    def columns(self) -> Sequence[Column]:
        """Return the columns."""
        speech = self.speech
        return (
            Column("kind", speech("problems.col_kind"), 22),
            Column("file", speech("problems.col_file"), 24, grows=True),
            Column("unit", speech("problems.col_unit"), 6),
            Column("indicator", speech("problems.col_indicator"), 6),
            Column("code", speech("problems.col_code"), 5),
            Column("detail", speech("problems.col_detail"), 30, grows=True),
        )

    def places(self) -> Sequence[int]:
        """Return the problems of the kind chosen."""
        if not self.kind:
            return range(len(self._problems))
        return [place for place, one in enumerate(self._problems) if kind_of(one) == self.kind]

    def cells(self, place: int) -> Sequence[Cell]:
        """Return the row of a problem."""
        one = self._problems[place]
        kind = kind_of(one)
        tone = "bad" if kind in _BAD else "off" if kind in _QUIET else "doubtful"
        return (
            Cell(self._kind_name(kind), tone),
            Cell(one.file),
            Cell(one.unit_code),
            Cell(one.indicator),
            Cell(one.code),
            Cell(one.detail),
        )

    def text_of(self, place: int) -> str:
        """Return file, unit, code and what is wrong."""
        one = self._problems[place]
        return f"{one.file} {one.unit_code} {one.indicator} {one.code} {one.detail}"

    def note(self, place: int) -> Iterator[Content]:
        """Yield kind, place of the file, and all that is said."""
        one = self._problems[place]
        code = f"{one.code} · " if one.code else ""
        yield Content.assemble((f"{code}{self._kind_name(kind_of(one))}", "bold"))
        file = self._files.get(one.file)
        yield Content(clean_line(str(file.path) if file is not None else one.file))
        if file is not None and file.member is not None:
            yield Content(clean_line(self.speech("problems.in_zip", file=one.file)))
        yield Content(clean_line(one.detail))

    def _kind_name(self, kind: str) -> str:
        return self.speech(f"problems.kind_{kind}")

    def chosen(self, place: int) -> None:
        """Open the file; a conflict leads to where it is settled."""
        one = self._problems[place]
        if (one.kind == "conflict" and not one.finding) or one.code in _OF_REVIEWS:
            from tui.screens.office.conflicts import ConflictsScreen  # noqa: PLC0415 - opened when asked for

            indicator = one.indicator if one.code in _OF_REVIEWS else ""
            screen = ConflictsScreen(self.desk, self.outcome, one.unit_code, indicator)
            self.app.push_screen(screen, self._after)
            return
        path = self._path(one)
        if path is None:
            self.tell(self.speech("problems.not_at_hand"), bad=True)
        else:
            show_record(self, path)

    def _path(self, one: Problem) -> Path | None:
        """Return where the file of a problem can be opened: where it came in, or its copy in the folder of results."""
        file = self._files.get(one.file)
        if file is not None and file.member is None:
            return Path(file.path)
        merged = self.outcome.merged
        copies = {unit.file: unit.record for unit in merged.units}
        every = (*merged.conflicts, *merged.contested)
        copies |= {each.file: each.record for conflict in every for each in conflict.candidates}
        name = copies.get(one.file)
        return copy_of(merged.folder, name) if name else None

    def _after(self, wish: Wish | None) -> None:
        if wish is not None:
            self.dismiss(wish)

    def action_narrow(self) -> None:
        """Choose the kind that is listed."""
        counts = Counter(map(kind_of, self._problems))

        def search(text: str) -> Sequence[Found]:
            part = fold(text)
            everything = Found(_ALL, self.speech("problems.all"), str(len(self._problems)))
            named = [Found(kind, self._kind_name(kind), str(count)) for kind, count in counts.most_common()]
            return [one for one in (everything, *named) if part in fold(one.text)]

        self.app.push_screen(Finder(self.desk, "problems.narrow", search, self.kind or _ALL), self._take_kind)

    def _take_kind(self, kind: str | None) -> None:
        if kind is not None:
            self.kind = "" if kind == _ALL else kind
            self.list_again(next(iter(self.places()), None))


def _pressing(problem: Problem) -> int:
    """Return where a problem is listed: what needs a person first, what is only for the record last."""
    kind = kind_of(problem)
    return _ORDER.index(kind) if kind in _ORDER else len(_ORDER)


def kind_of(problem: Problem) -> str:
    """Return what a problem is listed as: its finding, or else the class of its file."""
    return problem.finding or problem.kind
