"""Tables over many units: rankings, how sure a rank is, statistics of indicators, changes against an earlier merge.

`ranking` places the units, `standing` makes numbers of a group of them and `firmness` bounds their ranks with NumPy;
`indicators` and `changes` are what their names say, each with its CSV file. `overview` (pandas) holds what only reports
need, and is not imported from here.
"""

from scoring.tables.changes import changes_since, read_earlier, write_changes
from scoring.tables.indicators import write_indicators
from scoring.tables.ranking import begin_ranking, rank_units, write_ranking

__all__ = [
    "begin_ranking",
    "changes_since",
    "rank_units",
    "read_earlier",
    "write_changes",
    "write_indicators",
    "write_ranking",
]
