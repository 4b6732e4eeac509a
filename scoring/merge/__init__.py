"""Many records become one ranking: `merge_records` does what a `MergePlan` asks and returns what it `Merged`.

- `inputs`, `zips`: the files that came in, in the order of their names;
- `crew`, `clerk`: workers that read and score them; `entry` is what is kept in mind of each, `answer_rows` and
  `problem_rows` what is set down for the CSV files (`csv_text`);
- `places`: how a place in a record is told to people;
- `known_units`: the roster; `classing`, `decisions`: superseded, identical, conflict, kept; `deciding`: what a person
  decides, written down for the next merge;
- `settling`, `reviews`: what only all files together tell;
- `writing`, `manifest`, `folder`: the out folder, put together aside and swapped in;
- `outputs`: what tables and reports are asked for.
"""

from scoring.merge.merged import Merged
from scoring.merge.merging import merge_records
from scoring.merge.plan import MergePlan, Progress

__all__ = ["MergePlan", "Merged", "Progress", "merge_records"]
