"""The workbook: `report.xlsx`, for people who work on in a spreadsheet.

`book` holds formats and writes cells, `streamed` writes a sheet of a million cells, `paging` says where printed pages
end, `chosen` puts ids into words; every other module is one sheet.
"""

from __future__ import annotations

from collections.abc import Sequence

from scoring.merge.changed import Change, by_group
from scoring.merge.merged import Merged
from scoring.merge.outputs import Ranked
from scoring.reports.workbook.answers import add_answers
from scoring.reports.workbook.book import MOST_ROWS, Book
from scoring.reports.workbook.changes import add_changes
from scoring.reports.workbook.explained import add_explained
from scoring.reports.workbook.indicators import add_indicators
from scoring.reports.workbook.pillars import add_pillars
from scoring.reports.workbook.problems import add_missing, add_problems
from scoring.reports.workbook.ranking import add_ranking
from scoring.reports.workbook.summary import add_summary
from scoring.tables.overview import overviews


def write_workbook(
    merged: Merged,
    ranked: tuple[Ranked, ...],
    path: str,
    changes: Sequence[Change] | None = None,
    *,
    most_rows: int = MOST_ROWS,
) -> None:
    """Write `report.xlsx`.

    Args:
        merged: The merge; its `answers.csv` and `problems.csv` are read.
        ranked: Its ranking.
        path: A file that is not there yet.
        changes: Against an earlier merge; None where there was none to compare with.
        most_rows: How many rows a sheet can hold.

    Raises:
        OSError: A file cannot be read or written.
    """
    with Book(path, merged) as book:
        groups = overviews(merged, ranked)
        changed = None if changes is None else by_group(changes, [one.group for one in groups])
        add_summary(book, merged, groups, changed)
        for overview in groups:
            add_ranking(book, overview)
            if changed is not None:
                add_changes(book, overview, changed[overview.group])
            add_pillars(book, overview)
            add_indicators(book, overview)
        add_problems(book, merged)
        add_missing(book, merged)
        for known in merged.sets.values():
            add_explained(book, known)
        add_answers(book, merged, groups, most_rows)
