"""Drafts opened in the real way, from a record's file, for the screens that go over them."""

import shutil
from collections.abc import Mapping
from pathlib import Path as File

from scoring.drafts.paths import Path
from tui.desk import Desk
from tui.work import Work

ROOT = File(__file__).parents[2]
FULL = ROOT / "scoring" / "samples" / "2024-H1" / "99001_xa-ict.toml"
"""The invented commune: everything answered, some of it reviewed."""
PART = ROOT / "scoring" / "samples" / "2024-H1" / "05941_xa-ict.toml"
"""A commune as the press described it: five answers."""


def opened(desk: Desk, sample: File = FULL, entries: Mapping[Path, str] | None = None) -> Work:
    """Open a copy of a record among the desk's own, and put texts into its draft."""
    folder = desk.folders.records(desk.settings) / sample.parent.name
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / sample.name
    shutil.copy(sample, path)
    job = Work.open_record(desk, path)
    if entries:
        job.sheet.put(entries)
    return job
