"""`xaso --plain`: the desk in plain lines."""

from __future__ import annotations

import gc
import sys
import traceback
from contextlib import nullcontext
from pathlib import Path

from tui.cli.exit_codes import NOTHING
from tui.cli.options import Options
from tui.desk import Desk
from tui.folders import Folders
from tui.installed import InstalledSets
from tui.plain.cooked import whole_letters
from tui.plain.session import run
from tui.plain.voice import standard_voice
from tui.settings import read_settings
from tui.speech import Speech


def plain(options: Options, speech: Speech) -> int:
    """Run a session in plain lines, and return how it ended."""
    gc.enable()  # it may be open for hours
    folders = Folders(options.home)
    reading = read_settings(folders.settings)
    sets = InstalledSets(options.sets, options.home)
    desk = Desk(reading.settings._replace(lang=speech.lang), folders, sets, faults=reading.faults)
    try:
        voice = standard_voice()
        with nullcontext() if voice.plain_letters else whole_letters(0):
            return run(desk, voice, Path(options.paths[0]) if options.paths else None)
    except (KeyboardInterrupt, OSError):
        raise  # told for every command alike
    except Exception:  # noqa: BLE001 - whatever went wrong, its user gets a sentence, and the log the rest
        print(desk.log(traceback.format_exc()), file=sys.stderr)
        return NOTHING
