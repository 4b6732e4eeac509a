"""What a person opens first: the workbook `report.xlsx` and the page `report.html`.

`workbook` (XlsxWriter) and `page` (Jinja2) show the same: ranking, pillars by units, weakest indicators, problems, and
how points are made. `wording` holds the words, `explained` tells a set's rules, `problems` what needs a person.
"""

from scoring.reports.page import write_page
from scoring.reports.workbook import write_workbook

__all__ = ["write_page", "write_workbook"]
