"""Choosing a commune by typing part of its name; or writing it down where no list has it."""

from __future__ import annotations

from datetime import date, timedelta

from criteria.kinds import is_id
from scoring.units import REFORM, Unit, kind_in, search, units_on
from tui.plain.choosing import ask_line, choose
from tui.plain.replies import Command, Said, reply_in
from tui.plain.voice import Voice
from tui.speech import Speech

_MOST = 15
_BEFORE_REFORM = REFORM - timedelta(days=1)


def pick_unit(voice: Voice, speech: Speech, day: date) -> Unit | None:
    """Ask for the unit as it is on a day; None where the user wants back."""
    voice.say()
    voice.say(speech("unit.title", day=f"{day.day}/{day.month}/{day.year}"))
    voice.say(speech("unit.type"))
    while True:
        match reply_in(voice.ask(speech("plain.prompt_unit"))):
            case Said(text=text) if text:
                unit = _found(voice, speech, text, day)
                if unit is not None:
                    voice.say(placed(unit))
                    return unit
            case Said() | Command(name="back" | "menu" | "skip"):
                return None
            case Command(name="explain"):
                voice.say(speech("unit.type"))
            case _:
                voice.say(speech("plain.no_command"))


def placed(unit: Unit) -> str:
    """Return a unit with the offices above it and its code."""
    return f"{', '.join(dict.fromkeys((unit.name, unit.parent_name, unit.province_name)))} ({unit.code})"


def _found(voice: Voice, speech: Speech, text: str, day: date) -> Unit | None:
    """Offer what a text finds; None to type again."""
    try:
        units = search(units_on(day), text, _MOST)
        if day >= REFORM:
            units += _by_former_name(text, day, {unit.code for unit in units})
    except ModuleNotFoundError:
        units = []
        voice.say(speech("unit.no_list"))
    if not units:
        voice.say(speech("unit.nothing"))
    options = [*map(placed, units), speech("plain.type_again"), speech("unit.by_hand")]
    at = choose(voice, speech, speech("plain.which_unit"), options)
    if at is None or at == len(units):
        return None
    return units[at] if at < len(units) else _by_hand(voice, speech)


def _by_former_name(text: str, day: date, seen: set[str]) -> list[Unit]:
    """Return today's units that had the typed name before July 2025."""
    now = units_on(day)
    found = (now.find(unit.code) for unit in search(units_on(_BEFORE_REFORM), text, _MOST))
    return [unit for unit in found if unit is not None and unit.code not in seen][:_MOST]


def _by_hand(voice: Voice, speech: Speech) -> Unit | None:
    """Ask for name and code of a unit and of the office above it."""
    texts: dict[str, str] = {}
    for field in ("name", "code", "parent_name", "parent_code"):
        while True:
            text = ask_line(voice, speech, f"{speech(f'unit.label_{field}')}:")
            if text is None:
                return None
            if _sound(field, text):
                break
            voice.say(speech(f"unit.needs_{field}"))
        texts[field] = text
    kind = kind_in(texts["name"])
    if kind is None:
        return None
    return Unit(
        texts["code"], texts["name"], kind, texts["parent_code"], texts["parent_name"], texts["parent_name"]
    )


def _sound(field: str, text: str) -> bool:
    match field:
        case "name":
            return kind_in(text) is not None
        case "code":
            return is_id(text)
        case "parent_code":
            return not text or is_id(text)
        case _:
            return True
