"""One input: what it asks, what is there, what is typed, what was understood."""

from __future__ import annotations

from scoring.drafts.paths import NONE_TICKED
from scoring.drafts.questions import Slot
from scoring.drafts.understanding import Refused, Unclear, Understood
from scoring.numbers import echo_number
from tui.asking import label_of, options_of
from tui.plain.choosing import chosen, several
from tui.plain.replies import Command, Said
from tui.plain.talk import Talk
from tui.plain.wording import number_prompt

_CHOSEN = ("yes_no", "level", "choice")


def ask_slot(
    talk: Talk, slot: Slot, percent: Slot | None = None, *, label: str | None = None
) -> Command | None:
    """Ask for one input until it is answered, left as it is, or a command is given.

    Args:
        talk: What to talk with.
        slot: The input.
        percent: The input for the rate alone, where a rate may be typed in place of its numerator.
        label: What to call the input, where its question does not say.

    Returns:
        A command for the question to obey; None when the input is done with.
    """
    describe(talk, slot, percent, label)
    while True:
        reply = talk.hear(_prompt(talk, slot))
        match reply:
            case Said(text=""):
                return None
            case Said() if talk.sheet.read_only:
                talk.told("read_only")
            case Said(text=text):
                if percent is not None and text.endswith("%"):
                    _put_rate(talk, slot, percent, text)
                    slot = percent
                elif not _put(talk, slot, text):
                    continue
                if _understood(talk, slot):
                    return None
            case Command(name="clear"):
                gone = [slot.path] if percent is None else [slot.path, (*slot.path[:-1], "of"), percent.path]
                talk.sheet.put(dict.fromkeys(gone, ""))
                talk.told("cleared")
                return None
            case Command():
                return reply


def describe(talk: Talk, slot: Slot, percent: Slot | None = None, label: str | None = None) -> None:
    """Say what is asked, what can be chosen, and what is there already."""
    label = label_of(slot, talk.sheet, talk.speech) if label is None else label
    if label:
        talk.say(label)
    options = [title for _, title in options_of(slot, talk.speech)]
    talk.offer(options)
    if slot.kind == "parts":
        talk.told("several", none=len(options))
    elif slot.kind == "list":
        talk.told("list_counted" if slot.counted else "list")
    elif percent is not None:
        talk.told("or_rate")
    now = [shown(talk, slot)]
    if percent is not None and talk.sheet.text(percent.path):
        now.append(talk.speech("plain.rate", rate=talk.sheet.text(percent.path).rstrip("%")))
    if any(now):
        talk.told("now", now="; ".join(text for text in now if text))


def shown(talk: Talk, slot: Slot) -> str:
    """Return the text in a slot as it is read; empty where there is none."""
    text = talk.sheet.text(slot.path)
    if not text:
        return ""
    titles = dict(options_of(slot, talk.speech))
    if slot.kind == "parts":
        return "; ".join(titles.get(part, part) for part in text.split(","))
    return titles.get(text, "; ".join(text.split("\n")))


def _prompt(talk: Talk, slot: Slot) -> str:
    if slot.kind in _CHOSEN:
        return number_prompt(talk.speech, len(options_of(slot, talk.speech)))
    return talk.speech(f"plain.prompt_{slot.kind}")


def _put(talk: Talk, slot: Slot, text: str) -> bool:
    """Put what was typed into the draft; False where it names no choice."""
    options = options_of(slot, talk.speech)
    titles = [title for _, title in options]
    if slot.kind in _CHOSEN:
        at = chosen(text, titles)
        if at is None:
            talk.told("no_number", n=len(options))
            return False
        text = options[at][0]
        talk.say(titles[at])
    elif slot.kind == "parts":
        picked = several(text, titles)
        none = len(options) - 1
        if not picked or (none in picked and len(picked) > 1):
            talk.told("no_numbers", n=len(options))
            return False
        text = NONE_TICKED if picked == (none,) else ",".join(options[at][0] for at in picked)
        talk.say("; ".join(titles[at] for at in picked))
    elif slot.kind == "list":
        text = _lines(talk, text)
    talk.sheet.put({slot.path: text})
    return True


def _lines(talk: Talk, first: str) -> str:
    """Gather the entries of a list: one a line, an empty line ends it."""
    lines = [first]
    if first == NONE_TICKED:
        return first
    while True:
        match talk.hear(talk.speech("plain.prompt_more")):
            case Said(text=""):
                return "\n".join(lines)
            case Said(text=text):
                lines.append(text)
            case Command(name="clear"):
                lines = lines[:-1] or [""]
            case _:
                talk.told("list_first")


def _put_rate(talk: Talk, slot: Slot, percent: Slot, text: str) -> None:
    """Put a rate in the place of the numerator, and take out what was there."""
    rest = dict.fromkeys((slot.path, (*slot.path[:-1], "of")), "")
    talk.sheet.put({**rest, percent.path: text})


def _understood(talk: Talk, slot: Slot) -> bool:
    """Say what was understood; ask which of two, and False where it means nothing."""
    match talk.sheet.reading(slot):
        case Unclear(choices=choices):
            return _settled(talk, slot, [typed for typed, _ in choices], [value for _, value in choices])
        case Refused(fault=fault):
            talk.fault(fault)
            talk.told("try_again")
            return False
        case Understood() as reading:
            echo = reading.echo(talk.speech.lang)
            if isinstance(reading.value, tuple) and slot.kind == "list":
                talk.told("items", n=len(reading.value))
            elif echo:
                talk.say(echo)
    return True


def _settled(talk: Talk, slot: Slot, texts: list[str], values: list[object]) -> bool:
    """Ask which of two numbers was meant; False where neither was."""
    lang = talk.speech.lang
    names = [echo_number(value, lang) for value in values]  # type: ignore[arg-type]  # they are numbers
    talk.told("unclear")
    talk.offer(names)
    match talk.hear(number_prompt(talk.speech, len(names))):
        case Said(text=text) if text.isdecimal() and 0 < int(text[:6]) <= len(names):
            talk.sheet.put({slot.path: texts[int(text) - 1]})
            talk.say(f"= {names[int(text) - 1]}")
            return True
        case _:
            talk.told("try_again")
            return False
