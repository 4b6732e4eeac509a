"""Makes the two tables of this folder from releases of the package ``vietnam-provinces``.

Not needed at run time. To make the tables again, unpack the wheels of the releases named in `RELEASES`,
`DRAFT` and `OFFICIAL` into folders called by their version below one folder, and run::

    python scoring/units/build_table.py FOLDER

The dates of `RELEASES` are the days on which the package's author took the list from the statistics office, as
the releases say themselves. A unit's `seen_from` and `seen_to` are the first and the last of these days on which it
was listed: the legal date of a change lies somewhere after the one and before the next.
"""

import csv
import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any
from unicodedata import normalize

RELEASES = {"0.2.2": "2020-02-25", "0.3.0": "2021-02-03", "0.5.0": "2023-05-07", "0.6.0": "2025-01-04"}
DRAFT = "2025.10.1"
OFFICIAL = "2026.9.0"

HERE = Path(__file__).parent
COLUMNS = (
    "code", "name", "kind", "parent_code", "parent_name", "province_code", "province_name", "seen_from", "seen_to",
)  # fmt: skip

_KINDS = ("xã", "phường", "thị trấn")
_TONES = "\u0300\u0301\u0303\u0309\u0323"

_MARKS = str.maketrans("–’", "-'")

Row = tuple[str, str, str, str, str, str, str]


def main(folder: Path, to: Path = HERE) -> None:
    """Write both tables, from the unpacked releases below `folder`, into the folder `to`."""
    _write(to / "units_until_2025-06-30.csv", COLUMNS, _dated(folder))
    _write(to / "drafted_codes.csv", ("drafted_code", "drafted_name", "code", "name"), _redrawn(folder))


def spelt(name: str) -> str:
    """Return a name as it is rightly written: NFC, single spaces, every word's marked first letter large.

    The source left words that begin with a marked letter small ("Xã Đại áng"), and the second word of a kind large
    ("Thị Trấn").
    """
    first, *others = normalize("NFC", name).split()
    words = [first.capitalize(), *(word if word.isascii() else word[0].upper() + word[1:] for word in others)]
    small = {"Trấn": "trấn", "Xã": "xã", "Phố": "phố"}
    if len(words) > 2 and words[0] in {"Thị", "Thành"}:
        words[1] = small.get(words[1], words[1])
    return " ".join(words)


def same_spelling(name: str) -> tuple[str, ...]:
    """Return what two spellings of one name share.

    Small letters, tones wherever they are placed, any dash or apostrophe, numbers without leading zeros.
    """
    words = normalize("NFD", name.lower().translate(_MARKS)).split()
    return tuple("".join(sorted(word, key=_TONES.__contains__)).lstrip("0") for word in words)


def _dated(folder: Path) -> Iterator[tuple[str, ...]]:
    """Yield every state of every unit once, newest spelling, with the first and last day it was listed."""
    states: dict[tuple[object, ...], tuple[Row, str, str]] = {}
    ended: dict[tuple[object, ...], tuple[Row, str, str]] = {}
    for release, day in RELEASES.items():
        listed = {_identity(row): row for row in _rows(folder / release)}
        for key in [key for key in states if key not in listed]:
            row, since, until = states.pop(key)
            ended[(*key, since)] = (row, since, until)
        for key, row in listed.items():
            states[key] = (row, states[key][1] if key in states else day, day)
    everything = [*ended.values(), *states.values()]
    for row, since, until in sorted(everything, key=lambda state: (state[0][0], state[1], state[0])):
        yield (*row, since, until)


def _identity(row: Row) -> tuple[object, ...]:
    code, name, _, parent_code, parent_name, province_code, province_name = row
    return (
        code, same_spelling(name), parent_code, same_spelling(parent_name), province_code, same_spelling(province_name)
    )  # fmt: skip


def _rows(release: Path) -> Iterator[Row]:
    for entry in _json(release, "flat-divisions.json"):
        parent = (
            f"{entry['district_code']:03}", spelt(entry["district_name"]),
            f"{entry['province_code']:02}", spelt(entry["province_name"]),
        )  # fmt: skip
        if entry["ward_code"] is None:
            yield "", "", "", *parent
            continue
        name = spelt(entry["ward_name"])
        kind = next(kind for kind in _KINDS if name.lower().startswith(kind))
        yield f"{entry['ward_code']:05}", name, kind, *parent


def _redrawn(folder: Path) -> Iterator[tuple[str, ...]]:
    """Yield the units whose code in the draft list is not the one they were given in the end."""
    official = {
        (province, same_spelling(name)): (code, name) for code, name, province in _today(folder / OFFICIAL)
    }
    for code, name, province in _today(folder / DRAFT):
        right = official[province, same_spelling(name)]
        if right[0] != code:
            yield code, name, *right


def _today(release: Path) -> Iterator[tuple[str, str, int]]:
    for province in _json(release, "nested-divisions.json"):
        for unit in province["wards"]:
            yield f"{unit['code']:05}", spelt(unit["name"]), province["code"]


def _json(release: Path, name: str) -> Any:  # noqa: ANN401  (the source's own JSON)
    return json.loads((release / "vietnam_provinces" / "data" / name).read_text("utf-8"))


def _write(path: Path, columns: Iterable[str], rows: Iterable[Iterable[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(rows)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
