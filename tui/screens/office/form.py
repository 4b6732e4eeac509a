"""What a merge is asked to do, as it is filled in on the screen."""

from __future__ import annotations

from pathlib import Path

from criteria.typed import NamedTuple
from scoring.merge import MergePlan
from scoring.merge.csv_text import CsvStyle
from scoring.merge.folder import MANIFEST
from tui.desk import Desk

OUT_FOLDER = "tong-hop"
"""Name of the folder of results where nobody names one."""


class Form(NamedTuple):
    """What is filled in.

    Attributes:
        inputs: Folders, zips and single files of records.
        out: The folder of results.
        roster: The CSV of the units that must report; None for none.
        period: Label of the only period to merge; empty for all.
        verified: Whether ranks come from verified points.
        drafts: Whether drafts are ranked too.
        report: Whether to write the workbook and the page.
        against: The folder of results of an earlier merge to compare with; None for none.
    """

    inputs: tuple[Path, ...]
    out: Path
    roster: Path | None = None
    period: str = ""
    verified: bool = False
    drafts: bool = False
    report: bool = True
    against: Path | None = None

    def with_input(self, path: Path) -> Form:
        """Return the form with one more input; one that is there already stays where it is."""
        return self._replace(inputs=tuple(dict.fromkeys((*self.inputs, path))))

    def without_input(self, path: Path) -> Form:
        """Return the form with one input less."""
        return self._replace(inputs=tuple(one for one in self.inputs if one != path))


def blank(desk: Desk) -> Form:
    """Return the form to begin with: what was merged last, as far as it is known."""
    last = desk.settings
    out = Path(last.merge_out) if last.merge_out else desk.folders.data / OUT_FOLDER
    return Form(
        tuple(map(Path, last.merge_inputs)), out, Path(last.merge_roster) if last.merge_roster else None
    )


def remember(form: Form, desk: Desk) -> None:
    """Keep what is merged for the next time; names that no settings file can hold are left out."""

    def name(path: Path | None) -> str:
        shown = "" if path is None else str(path.absolute())
        return shown if shown.isprintable() else ""

    inputs = tuple(filter(None, map(name, form.inputs)))
    kept = {"merge_inputs": inputs, "merge_out": name(form.out), "merge_roster": name(form.roster)}
    if any(getattr(desk.settings, field) != value for field, value in kept.items()):
        desk.change(**kept)


def looking_plan(folder: Path, desk: Desk) -> MergePlan:
    """Return the plan that stands for results that are only looked at: what came in is not known any more."""
    return plan_of(Form((), folder), desk)


def plan_of(form: Form, desk: Desk) -> MergePlan:
    """Return what the form asks for."""
    from importlib.metadata import version  # noqa: PLC0415 - only a merge writes it down

    return MergePlan(
        inputs=tuple(map(str, form.inputs)),
        out=str(form.out),
        sets=desk.sets,
        roster="" if form.roster is None else str(form.roster),
        period=form.period,
        against="" if form.against is None else str(form.against),
        verified=form.verified,
        drafts=form.drafts,
        report=form.report,
        style=CsvStyle(desk.speech.lang),
        version=version("xaso"),
    )


def out_in(folder: Path) -> Path:
    """Return where results go when a folder was picked: itself where it is empty or holds results, else one below it.

    Raises:
        OSError: The folder cannot be read.
    """
    if (folder / MANIFEST).is_file() or not any(folder.iterdir()):
        return folder
    return folder / OUT_FOLDER
