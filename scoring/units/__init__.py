"""Administrative units: who can report on a day, found by code or by name.

Since 1 July 2025 there are two levels, and the list comes from the installed package ``vietnam-provinces``. For the
time before, a table stands in this folder; README.md says where it comes from and how far it can be trusted. Codes
were used again for other units, so a unit is always looked up together with a day: the last of the period. Rosters, which say who must report, are
read by `scoring.units.roster`.
"""

from __future__ import annotations

from datetime import date
from functools import cached_property, lru_cache

from criteria.typed import TYPE_CHECKING
from scoring.units.unit import UNIT_KINDS, Parent, Unit, UnitKind, bare_name, kind_in

if TYPE_CHECKING:
    from scoring.units.index import Index

__all__ = [
    "REFORM",
    "UNIT_KINDS",
    "Parent",
    "Unit",
    "UnitKind",
    "Units",
    "bare_name",
    "find_unit",
    "kind_in",
    "search",
    "units_on",
]

REFORM = date(2025, 7, 1)
"""The first day without districts."""


class Units:
    """The units that may have existed on a day; the look-ups are made when first used.

    Attributes:
        all: Every unit. Where the day of a change is not known, both the unit as it was and as it became.
        parents: The offices above them.
    """

    def __init__(self, units: list[Unit], parents: list[Parent]) -> None:
        self.all = tuple(units)
        self.parents = tuple(parents)

    def find(self, code: str) -> Unit | None:
        """Return the unit with this code; of two, the one that was there first."""
        return self._by_code.get(code)

    @cached_property
    def index(self) -> Index:
        """What `search` looks into."""
        from scoring.units.index import build_index  # noqa: PLC0415  (only a search needs it)

        return build_index(self.all)

    @cached_property
    def _by_code(self) -> dict[str, Unit]:
        return {unit.code: unit for unit in reversed(self.all)}


def units_on(day: date) -> Units:
    """Return the units of a day: of the shipped table before 1 July 2025, of today's list since.

    Raises:
        ModuleNotFoundError: Today's list is wanted and ``vietnam-provinces`` is not installed.
    """
    if day >= REFORM:
        return _units(None)
    from scoring.units.table import old_state  # noqa: PLC0415  (a record that names its unit needs no list)

    return _units(old_state(day.isoformat()))


def find_unit(code: str, day: date) -> Unit | None:
    """Return the unit that had this code on `day`, or None."""
    return units_on(day).find(code)


def search(units: Units, text: str, limit: int = 20) -> list[Unit]:
    """Return the units that `text` finds, the best first: word beginnings, marks optional, all words needed."""
    from scoring.units.index import search_index  # noqa: PLC0415  (as above)

    return search_index(units.index, text, limit)


@lru_cache(maxsize=3)
def _units(state: tuple[str, str] | None) -> Units:
    from scoring.units.table import new_units, old_units  # noqa: PLC0415  (as above)

    return Units(*(new_units() if state is None else old_units(state)))
