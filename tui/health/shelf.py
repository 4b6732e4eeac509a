"""What lies on the shelf: the indicator sets, the settings, drafts, and what an earlier failure left behind."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from criteria.library import SetPlace
from criteria.reading import read_set
from tui.folders import Folders
from tui.health.finding import Finding
from tui.installed import InstalledSets
from tui.settings import SettingsReading

DRAFT_FILES = "*.nhap"


def shelf(folders: Folders, settings: SettingsReading, sets: InstalledSets) -> Iterator[Finding]:
    """Yield what there is to say of sets, settings and drafts."""
    if settings.faults:
        yield Finding("settings_faults", {"n": len(settings.faults)}, "ill", settings.faults)
    elif settings.settings.started:
        yield Finding("settings_sound")
    else:
        yield Finding("settings_none")
    for place in sets.all():
        yield _set(place)
    drafts = _files(folders.drafts)
    if drafts:
        yield Finding("drafts_found", {"n": len(drafts), "folder": str(folders.drafts)})
    else:
        yield Finding("drafts_none")
    if folders.log.is_file():
        yield Finding("log", {"file": str(folders.log)}, "note")


def _set(place: SetPlace) -> Finding:
    reading = read_set(place.folder)
    details = {"id": place.id, "version": place.version, "folder": place.folder}
    if reading.set is None or not reading.is_sound:
        faults = tuple(fault for fault in reading.faults if not fault.is_warning)
        return Finding("set_ill", details, "ill", faults)
    return Finding("set_sound", details)


def _files(folder: Path) -> list[Path]:
    try:
        return sorted(folder.glob(DRAFT_FILES))
    except OSError:
        return []
