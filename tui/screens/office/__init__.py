"""What the receiving office does at the desk: merge many records, and look at what came of it.

- `merge`: what to merge, and the run itself (`form`, `form_rows`, `watching`), or results that are opened again;
- `outcome`: what the other screens show; `summary` leads to them, and `wish` is what they answer it;
- `ranking`, `profile`, `heat`: the units, one unit, pillars by units; `changes`: the units then and now (`to_changes`);
  `groups`: which set, version and period of several is shown;
- `conflicts`, `conflict`, `keep`: different records of one unit, settled by a person (`differences`);
- `problems`, `absent`, `export`: what is wrong, who is missing, the files that were written.

Nothing of it is imported before somebody asks for it, and the tables of `scoring.tables` only while a merge runs.
"""
