"""The first start and the settings: language, commune, name and post, where records go."""

from __future__ import annotations

from pathlib import Path

from criteria.faults import FaultError
from criteria.words import Lang
from scoring.store.atomic import faults_of
from tui.desk import Desk
from tui.health.places import try_writing
from tui.plain.choosing import ask_line, choose
from tui.plain.units import pick_unit
from tui.plain.voice import Voice
from tui.speech import LANGS, Speech

_LANGUAGES = ("Tiếng Việt", "English")


def start_first(desk: Desk, voice: Voice) -> None:
    """Ask what has to be known before the first record, and write the settings."""
    voice.say(Speech("vi")("plain.welcome"))
    voice.say(Speech("en")("plain.welcome"))
    ask_language(desk, voice)
    voice.say(desk.speech("plain.menus_help"))
    ask_unit(desk, voice)
    ask_person(desk, voice)
    ask_folder(desk, voice)
    _keep(desk, voice, started=True)
    voice.say(desk.speech("plain.settings_kept", file=str(desk.folders.settings)))


def adjust(desk: Desk, voice: Voice) -> None:
    """Offer the settings until the user goes back."""
    while True:
        settings, speech = desk.settings, desk.speech
        now = {
            "language": _LANGUAGES[LANGS.index(settings.lang)],
            "unit": settings.unit_name,
            "person": ", ".join(text for text in (settings.assessor, settings.post) if text),
            "folder": str(desk.folders.records(settings)),
        }
        options = [speech(f"plain.setting_{name}", now=text or "–") for name, text in now.items()]
        at = choose(voice, speech, speech("plain.settings"), [*options, speech("plain.back")])
        if at is None or at == len(options):
            return
        (ask_language, ask_unit, ask_person, ask_folder)[at](desk, voice)
        _keep(desk, voice)


def ask_language(desk: Desk, voice: Voice) -> None:
    """Ask for the language."""
    now = LANGS.index(desk.settings.lang)
    at = choose(voice, desk.speech, "Ngôn ngữ / Language", _LANGUAGES, usual=now)
    lang: Lang = LANGS[now if at is None else at]
    _take(desk, lang=lang)


def ask_unit(desk: Desk, voice: Voice) -> None:
    """Ask for the commune."""
    if desk.settings.unit_name:
        voice.say(desk.speech("plain.now", now=desk.settings.unit_name))
    unit = pick_unit(voice, desk.speech, desk.now().date())
    if unit is not None:
        _take(
            desk,
            unit_code=unit.code,
            unit_name=unit.name,
            unit_kind=unit.kind,
            unit_class="",
            parent_code=unit.parent_code,
            parent_name=unit.parent_name,
        )


def ask_person(desk: Desk, voice: Voice) -> None:
    """Ask for the name and the post of whoever fills records in."""
    speech = desk.speech
    voice.say()
    name = ask_line(voice, speech, f"{speech('slot.name')}:", desk.settings.assessor)
    post = ask_line(voice, speech, f"{speech('slot.post')}:", desk.settings.post)
    _take(
        desk,
        assessor=desk.settings.assessor if name is None else name,
        post=desk.settings.post if post is None else post,
    )


def ask_folder(desk: Desk, voice: Voice) -> None:
    """Ask where records go, until it is a folder that can be written."""
    speech = desk.speech
    voice.say()
    voice.say(speech("plain.folder", folder=str(desk.folders.records(desk.settings))))
    while True:
        text = ask_line(voice, speech, speech("plain.prompt_folder"), desk.settings.records)
        if text is None:
            return
        folder = desk.folders.records(desk.settings._replace(records=text))
        try:
            with faults_of(str(folder)):
                folder.mkdir(parents=True, exist_ok=True)
            try_writing(folder)
        except FaultError as error:
            for fault in error.faults:
                voice.say(fault.message(speech.lang))
            continue
        _take(desk, records=desk.folders.written(Path(folder)) if text else "")
        return


def _take(desk: Desk, **changes: object) -> None:
    """Let settings hold; they are written by `_keep`."""
    desk.settings = desk.settings._replace(**changes)  # type: ignore[arg-type]  # names and kinds are Settings'
    desk.speech = Speech(desk.settings.lang)


def _keep(desk: Desk, voice: Voice, **changes: object) -> None:
    """Write the settings, or say why they hold for now only."""
    for fault in desk.change(**changes):
        voice.say(fault.message(desk.speech.lang))
