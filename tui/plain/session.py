"""One session in plain lines, from the first word to the last."""

from __future__ import annotations

from pathlib import Path

from tui.cli.exit_codes import DONE
from tui.desk import Desk
from tui.plain.adjusting import start_first
from tui.plain.shelf import Shelf
from tui.plain.voice import Ended, Voice


def run(desk: Desk, voice: Voice, file: Path | None = None) -> int:
    """Run a session, and return how it ended: the end of a pipe and Ctrl+C end it in order.

    Args:
        desk: What everything works with.
        voice: Speaks and listens.
        file: A record to open at once.
    """
    try:
        for fault in desk.faults:
            voice.say(f"{fault.where()}: {fault.message(desk.speech.lang)}")
        if not desk.settings.started:
            start_first(desk, voice)
        shelf = Shelf(desk, voice)
        if file is not None:
            shelf.open(file)
        shelf.run()
    except (Ended, KeyboardInterrupt):
        voice.say(desk.speech("plain.ended"))
    return DONE
