"""What the program remembers of its user, in `settings.toml`: language, colours, unit, name, keys.

The file belongs to its user: it may be edited by hand, and what we do not change in it stays as it is. Every command
reads it for the language, so nothing here imports what takes long.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping

from criteria.clean import clean_line
from criteria.faults import Fault, FaultError, KeyPath
from criteria.toml import StrPath, read_source
from criteria.typed import Any, Literal, NamedTuple
from criteria.words import Lang

Theme = Literal["dark", "light", "ansi", "mono"]
"""Which colours: our own on dark or on light, the sixteen of the terminal, or none."""
Typing = Literal["off", "telex", "vni"]
"""Whether the inputs compose Vietnamese letters themselves, and by which rules."""

FILE_NAME = "settings.toml"
SETTINGS_BYTES = 64 * 1024
CHOICES: Mapping[str, tuple[str, ...]] = {
    "lang": ("vi", "en"),
    "theme": ("dark", "light", "ansi", "mono"),
    "typing": ("off", "telex", "vni"),
}
"""What a setting with a closed set of values may be."""


class Settings(NamedTuple):
    """The settings as the program uses them. An empty text is a setting nobody has made.

    Attributes:
        lang: The language.
        theme: The colours.
        typing: Letters composed by our own inputs, for a terminal in which UniKey does not work.
        records: The folder records are saved in, as it was typed; `tui.folders` says where that is.
        unit_code: The unit last picked, as five digits; with it its name, kind, class and receiving office.
        assessor: The name of whoever fills records in.
        post: That person's post.
        merge_inputs: Where the records of the last merge lay: folders, zips, files, by their whole paths.
        merge_out: The folder its results were written to.
        merge_roster: The roster it was held against, or empty.
        keys: The user's own keys: id of a command, key as Textual names it.
        started: Whether there was a settings file, so that the first start is over. It is not written.
    """

    lang: Lang = "vi"
    theme: Theme = "dark"
    typing: Typing = "off"
    records: str = ""
    unit_code: str = ""
    unit_name: str = ""
    unit_kind: str = ""
    unit_class: str = ""
    parent_code: str = ""
    parent_name: str = ""
    assessor: str = ""
    post: str = ""
    merge_inputs: tuple[str, ...] = ()
    merge_out: str = ""
    merge_roster: str = ""
    keys: Mapping[str, str] = {}
    started: bool = False


class SettingsReading(NamedTuple):
    """Settings as they were read, and what was wrong with the file: each fault names what is used instead."""

    settings: Settings
    faults: tuple[Fault, ...] = ()


PLACES: Mapping[tuple[str, ...], str] = {
    ("lang",): "lang",
    ("theme",): "theme",
    ("typing",): "typing",
    ("records",): "records",
    ("unit", "code"): "unit_code",
    ("unit", "name"): "unit_name",
    ("unit", "kind"): "unit_kind",
    ("unit", "class"): "unit_class",
    ("unit", "parent_code"): "parent_code",
    ("unit", "parent_name"): "parent_name",
    ("assessor", "name"): "assessor",
    ("assessor", "post"): "post",
    ("merge", "inputs"): "merge_inputs",
    ("merge", "out"): "merge_out",
    ("merge", "roster"): "merge_roster",
}
"""Where each setting stands in the file. Below `keys` stand the user's own keys."""

LISTS = frozenset(("merge_inputs",))
"""Settings that are lists of texts."""
_PATHS = frozenset(("merge_inputs", "merge_out", "merge_roster"))
"""Settings that name what lies on the disk: every sign of them counts."""

_DEFAULTS = Settings()
_LONGEST = 1000
_MOST = 100
_HIGHEST = {path[0]: None for path in PLACES} | {"keys": None}


def settings_file(home: str | None, environ: Mapping[str, str] = os.environ) -> str:
    """Return where the settings are kept: in `home`, or in the platform's folder for configuration.

    The folder is the one that platformdirs names, whose import would cost more than scoring a record.
    """
    if home is not None:
        return os.path.join(home, FILE_NAME)
    if sys.platform == "win32":
        base = environ.get("LOCALAPPDATA", "") or os.path.join(os.path.expanduser("~"), "AppData", "Local")
    elif sys.platform == "darwin":
        base = os.path.expanduser("~/Library/Application Support")
    else:
        base = environ.get("XDG_CONFIG_HOME", "").strip() or os.path.expanduser("~/.config")
    return os.path.join(base, "xaso", FILE_NAME)


def usual_lang(home: str | None) -> Lang:
    """Return the language of the settings; Vietnamese where there are none, or none that can be read."""
    return read_settings(settings_file(home)).settings.lang


def read_settings(path: StrPath) -> SettingsReading:
    """Read the settings; a file that is not there, or a value that cannot be, gives the usual ones.

    Returns:
        The settings and every fault of the file: C502 (it cannot be read; beside it the fault that says why), C503
        (an unknown key), C504 (a value that cannot be).
    """
    try:
        source = read_source(path, most=SETTINGS_BYTES)
    except FaultError as error:
        if all(fault.code == "F001" for fault in error.faults):
            return SettingsReading(_DEFAULTS)
        name = os.path.basename(path)
        told = (Fault("C502", file=name), *error.faults)
        return SettingsReading(_DEFAULTS._replace(started=True), told)
    values: dict[str, Any] = {}
    keys: dict[str, str] = {}
    faults: list[Fault] = []
    for place, value in _entries(source.table):
        field = PLACES.get(place)
        if field is not None and _fits(field, value):
            values[field] = _kept(field, value)
        elif field is not None:
            faults.append(Fault("C504", place, {"known": _wanted(field)}))
        elif place[0] != "keys" or len(place) != 2:
            faults.append(Fault("C503", place, {"known": ", ".join(_known(place))}))
        elif isinstance(value, str) and value:
            keys[place[1]] = clean_line(value)
        else:
            faults.append(Fault("C504", place, {"known": _wanted("keys")}))
    settings = _DEFAULTS._replace(**values, keys=keys, started=True)
    return SettingsReading(settings, tuple(source.placed(fault) for fault in faults))


def write_settings(path: StrPath, settings: Settings) -> None:
    """Write the settings, whole or not at all; comments, order and unknown keys of the file stay.

    A file that cannot be read is kept beside as `settings.toml.cu`, and a new one is written.

    Raises:
        FaultError: They could not be written; the old file is whole. Codes F020 to F024.
    """
    from tui.settings_file import write  # noqa: PLC0415 - hardly any start of the program writes them

    write(path, settings)


def entries_of(settings: Settings) -> dict[tuple[str, ...], str | list[str]]:
    """Return the settings by their places in the file, those nobody has made as empty texts and lists."""
    table = settings._asdict()
    made: dict[tuple[str, ...], str | list[str]] = {
        place: [*table[field]] if field in LISTS else str(table[field]) for place, field in PLACES.items()
    }
    return made | {("keys", command): key for command, key in settings.keys.items()}


def _entries(table: Mapping[str, object]) -> Iterator[tuple[tuple[str, ...], object]]:
    """Yield every value of the file with its place; a table where none belongs is a value."""
    for name, item in table.items():
        if isinstance(item, dict) and (name,) not in PLACES and name in _HIGHEST:
            yield from (((name, key), value) for key, value in item.items())
        else:
            yield (name,), item


def _fits(field: str, value: object) -> bool:
    if field in LISTS:
        return isinstance(value, list) and len(value) <= _MOST and all(_is_text(field, one) for one in value)
    return _is_text(field, value) and (field not in CHOICES or value in CHOICES[field])


def _is_text(field: str, value: object) -> bool:
    return isinstance(value, str) and len(value) <= _LONGEST and (field not in _PATHS or value.isprintable())


def _kept(field: str, value: object) -> str | tuple[str, ...]:
    """Return a value that fits as it is kept."""
    if isinstance(value, list):
        return tuple(map(str, value))
    return str(value) if field in _PATHS else clean_line(str(value))


def _wanted(field: str) -> str:
    return '["…"]' if field in LISTS else ", ".join(CHOICES.get(field, ('"…"',)))


def _known(place: KeyPath) -> list[str]:
    """Return the keys that may stand where an unknown one does."""
    if len(place) == 1:
        return [*_HIGHEST]
    return [known[1] for known in PLACES if known[0] == place[0] and len(known) == 2]
