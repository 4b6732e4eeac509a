"""The folder that records are saved in: found from what was typed, made, and tried out."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryFile

from criteria.clean import clean_line
from scoring.store.atomic import faults_of
from tui.desk import Desk


def named_folder(desk: Desk, typed: str) -> Path:
    """Return the folder a typed text names, as the settings would; nothing typed names the usual one."""
    return desk.folders.records(desk.settings._replace(records=clean_line(typed)))


def setting_of(desk: Desk, folder: Path) -> str:
    """Return what the settings keep for a folder; nothing for the usual one, so that it moves with its user."""
    return "" if folder == desk.folders.usual_records else desk.folders.written(folder)


def try_folder(folder: Path) -> None:
    """Make the folder where it is missing, and write into it.

    Raises:
        FaultError: It cannot be made or written into. Codes F020 to F024.
    """
    with faults_of(str(folder)):
        folder.mkdir(parents=True, exist_ok=True)
        with TemporaryFile(dir=folder) as tried:
            tried.write(b"xaso")
            tried.flush()
