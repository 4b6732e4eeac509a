"""Versions: Python, what xaso needs, what the office needs besides, and whether the lists of units open."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from importlib.metadata import PackageNotFoundError, requires, version

from criteria.typed import NamedTuple
from scoring.units import REFORM, units_on
from tui.health.finding import Finding

PACKAGE = "xaso"
OFFICE = "office"
_NEED = re.compile(r"(?P<name>[A-Za-z0-9._-]+)\s*(?:>=\s*(?P<least>[0-9.]+))?[^;]*(?:;(?P<marker>.*))?")
_EXTRA = re.compile(r"extra\s*==\s*['\"]([^'\"]+)['\"]")
_DIGITS = re.compile(r"[0-9]+")
_DIED = date(2024, 1, 1)
_32_BITS = 2**32


class Need(NamedTuple):
    """One package that is needed.

    Attributes:
        least: The least version; empty where any will do.
        extra: The extra that needs it; empty where xaso itself does.
    """

    name: str
    least: str = ""
    extra: str = ""


def versions(
    *,
    needs: Sequence[str] | None = None,
    installed: Callable[[str], str] = version,
    today: date,
) -> Iterator[Finding]:
    """Yield what there is to say of programs and of the clock.

    Args:
        needs: What xaso needs, as its metadata write it; None to ask the metadata.
        installed: Returns the version of a package that is installed.
        today: The day, by the computer's clock.
    """
    python = ".".join(map(str, sys.version_info[:3]))
    yield Finding("python", {"version": python, "bits": 64 if sys.maxsize > _32_BITS else 32})
    if today < _DIED:
        yield Finding("clock", {"day": today.isoformat()}, "ill")
    lacking: list[str] = []
    for need in _needs(needs):
        found = _found(need, installed)
        if need.extra and found.weight != "fine":
            lacking.append(need.name)
        elif need.extra in ("", OFFICE):
            yield found
    if lacking:
        yield Finding("no_office", {"names": ", ".join(lacking)}, "note")
    for key, day in (("units_now", max(today, REFORM)), ("units_then", _DIED)):
        yield _units(key, day)


def _needs(given: Sequence[str] | None) -> Iterator[Need]:
    if given is None:
        try:
            given = requires(PACKAGE) or ()
        except PackageNotFoundError:
            given = ()
    for text in given:
        found = _NEED.match(text)
        if found is None:
            continue
        extra = _EXTRA.search(found["marker"] or "")
        need = Need(found["name"], found["least"] or "", extra[1] if extra else "")
        if need.extra in ("", OFFICE):
            yield need


def _found(need: Need, installed: Callable[[str], str]) -> Finding:
    try:
        there = installed(need.name)
    except PackageNotFoundError:
        return Finding("package_missing", {"name": need.name}, "ill")
    details = {"name": need.name, "version": there, "least": need.least}
    if need.least and _parts(there) < _parts(need.least):
        return Finding("package_old", details, "ill")
    return Finding("package", details)


def _parts(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in _DIGITS.findall(text)[:4])


def _units(key: str, day: date) -> Finding:
    try:
        return Finding(key, {"n": len(units_on(day).all)})
    except (ImportError, OSError, ValueError, KeyError, AttributeError) as error:
        return Finding(f"no_{key}", {"why": type(error).__name__}, "ill")
