"""The rows of the merge screen: what is filled in, and what can be done."""

from __future__ import annotations

from collections.abc import Iterator

from tui.screens.office.figures import period_title
from tui.screens.office.form import Form
from tui.screens.rows import Row
from tui.speech import Speech

INPUT = "input_"
"""Begins the id of a row that names an input; its number follows."""


def form_rows(form: Form, speech: Speech, press: str) -> Iterator[Row]:
    """Yield the rows.

    Args:
        form: What is filled in.
        speech: The words.
        press: The key that starts the merge, as it is shown.
    """
    for at, path in enumerate(form.inputs):
        yield Row(f"{INPUT}{at}", speech("office.input"), str(path))
    yield Row("add_folder", speech("office.add_folder"))
    yield Row("add_file", speech("office.add_file"))
    yield Row("add_typed", speech("office.add_typed"))
    yield Row("roster", speech("office.roster"), str(form.roster or speech("office.no_roster")))
    yield Row("against", speech("office.against"), str(form.against or speech("office.no_against")))
    period = period_title(form.period, speech) if form.period else speech("office.all_periods")
    yield Row("period", speech("office.period"), period)
    by = speech("office.by_verified" if form.verified else "office.by_self")
    yield Row("verified", speech("office.by"), by)
    drafts = speech("office.drafts_too" if form.drafts else "office.no_drafts")
    yield Row("drafts", speech("office.drafts"), drafts)
    report = speech("office.with_report" if form.report else "office.no_report")
    yield Row("report", speech("office.report"), report)
    yield Row("out", speech("office.out"), str(form.out))
    yield Row("start", speech("office.start", press=press))
    yield Row("results", speech("office.open_results"))
