"""One unit on another day: July 2025 changed names, codes and the offices above."""

from __future__ import annotations

from datetime import date, timedelta

from scoring.folding import fold
from scoring.units import REFORM, Unit, units_on

_DAYS = (REFORM - timedelta(days=1), REFORM)


def unit_on(unit: Unit, day: date) -> Unit | None:
    """Return the same unit as it was on a day.

    A unit that no list has, because it was written by hand, stays as it is.

    Returns:
        None where the list of the day has another unit of that code, or none that could be the same.
    """
    try:
        units = units_on(day)
        same = units.find(unit.code)
        if same is not None and fold(same.name) == fold(unit.name):
            return same
        known = any(units_on(other).find(unit.code) is not None for other in _DAYS)
    except ModuleNotFoundError:
        return unit
    if not known:
        return unit
    above = {unit.parent_name, unit.province_name} - {""}
    namesakes = [
        other
        for other in units.all
        if fold(other.name) == fold(unit.name) and above & {other.parent_name, other.province_name}
    ]
    return namesakes[0] if len(namesakes) == 1 else None
