"""The administrative unit that reports, and the office above it."""

from __future__ import annotations

from criteria.typed import Literal, NamedTuple

UnitKind = Literal["xã", "phường", "thị trấn", "đặc khu"]
"""The sorts of commune-level unit. The first three are as old as the records; a đặc khu exists since July 2025,
when the thị trấn ended."""

UNIT_KINDS: tuple[UnitKind, ...] = ("xã", "phường", "thị trấn", "đặc khu")


class Unit(NamedTuple):
    """A commune-level unit as it was on some day; its code means a unit only together with that day.

    Attributes:
        code: Five digits, leading zeros kept.
        name: With its kind in front: "Xã Điềm Thụy".
        kind: The kind in small letters.
        parent_code: Code of the office that receives its record: a district's three digits until 30 June 2025,
            a province's two since.
        parent_name: Name of that office.
        province_name: Name of the province.
    """

    code: str
    name: str
    kind: UnitKind
    parent_code: str
    parent_name: str
    province_name: str


class Parent(NamedTuple):
    """An office that receives records: a district until 30 June 2025, a province since.

    Attributes:
        code: Three digits of a district, two of a province.
        name: "Huyện Phú Bình", "Tỉnh Thái Nguyên".
        province_name: The province it belongs to, or is.
    """

    code: str
    name: str
    province_name: str


def kind_in(name: str) -> UnitKind | None:
    """Return the kind that a full name begins with, or None."""
    small = name.lower()
    return next((kind for kind in UNIT_KINDS if small.startswith(kind + " ")), None)


def bare_name(unit: Unit) -> str:
    """Return the name without its kind: "Điềm Thụy"."""
    return unit.name[len(unit.kind) :].lstrip() if kind_in(unit.name) == unit.kind else unit.name
