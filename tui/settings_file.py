"""Writing `settings.toml`: a new one with a word about each setting, or the user's own with what changed in it."""

from __future__ import annotations

from collections.abc import MutableMapping
from contextlib import suppress
from pathlib import Path

import tomlkit
from tomlkit import TOMLDocument
from tomlkit.exceptions import TOMLKitError

from criteria.toml import StrPath
from scoring.store.atomic import faults_of, write_atomic
from tui.settings import Settings, entries_of, read_settings
from tui.speech import Speech

ASIDE = ".cu"
"""What is put behind the name of a file that cannot be read, when a new one takes its place."""


def write(path: StrPath, settings: Settings) -> None:
    """Write the settings to the file at `path`.

    Raises:
        FaultError: They could not be written; the old file is whole. Codes F020 to F024.
    """
    target = Path(path)
    with faults_of(target.name):
        target.parent.mkdir(parents=True, exist_ok=True)
        document = _document(target)
        if document is None and target.is_file():
            target.replace(target.with_name(target.name + ASIDE))
    told = _new(settings) if document is None else _edited(document, settings)
    write_atomic(target, told.encode())


def _document(path: Path) -> TOMLDocument | None:
    """Return the user's file to be edited; None where there is none or it cannot be taken apart."""
    if not path.exists() or any(fault.code == "C502" for fault in read_settings(path).faults):
        return None
    with suppress(TOMLKitError, UnicodeDecodeError, RecursionError):
        return tomlkit.parse(path.read_bytes().decode("utf-8-sig"))
    return None


def _new(settings: Settings) -> str:
    """Return a new file: what it is, then every setting below a word about it."""
    speech = Speech(settings.lang)
    lines = [f"# {line}" for line in speech("settings.head").splitlines()]
    table = ""
    for place, value in (entries_of(settings) | {("keys", ""): ""}).items():
        if len(place) == 1:
            lines += ["", f"# {speech(f'settings.{place[0]}')}"]
        elif place[0] != table:
            table = place[0]
            lines += ["", f"# {speech(f'settings.{table}')}", f"[{table}]"]
        if place[-1]:
            written = f"{tomlkit.key(place[-1]).as_string()} = {tomlkit.item(value).as_string()}"
            lines.append(written)
    return "\n".join(lines) + "\n"


def _edited(document: TOMLDocument, settings: Settings) -> str:
    """Return the user's file with what differs from the settings made so."""
    wanted = entries_of(settings)
    own_keys = document.get("keys")
    if isinstance(own_keys, MutableMapping):
        own: dict[tuple[str, ...], str | list[str]] = {("keys", command): "" for command in own_keys}
        wanted = own | wanted
    for place, value in wanted.items():
        table = _table(document, place, make=bool(value))
        if table is None:
            continue
        if not value and place[0] == "keys":
            table.pop(place[-1], None)
        elif (value or place[-1] in table) and table.get(place[-1]) != value:
            table[place[-1]] = value
    return tomlkit.dumps(document)


def _table(
    document: TOMLDocument, place: tuple[str, ...], *, make: bool
) -> MutableMapping[str, object] | None:
    """Return the table a setting stands in; one that is not there is made only where it is to hold something."""
    if len(place) == 1:
        return document
    found = document.get(place[0])
    if isinstance(found, MutableMapping):
        return found
    if not make:
        return None
    document[place[0]] = tomlkit.table()
    made: MutableMapping[str, object] = document[place[0]]
    return made
