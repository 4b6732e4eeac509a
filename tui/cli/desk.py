"""`xaso` and `xaso open FILE`: the desk, in the whole terminal or in plain lines."""

from __future__ import annotations

import gc
import os
import sys

from criteria.faults import FaultError
from tui.cli.commands import PLAIN
from tui.cli.exit_codes import NOTHING
from tui.cli.options import Options
from tui.preflight import Plain, Rich, here, look
from tui.speech import Speech

_YOUNG = 20_000
"""New objects after which one looks for dead ones; drawing a screen makes thousands, and few of them go in circles."""


def desk(options: Options, speech: Speech) -> int:
    """Open the desk, and return how it ended."""
    for path in options.paths:
        _check(path)
    verdict = look(here())
    if isinstance(verdict, Plain) or options.plain:
        if isinstance(verdict, Plain) and not options.plain:
            print(verdict.sentence(speech), file=sys.stderr)
        return PLAIN(options, speech)
    os.environ.update(verdict.environ)  # Textual reads it once, when it is imported
    os.environ.pop(
        "NO_COLOR", None
    )  # our theme without colours needs no filter, and Textual's would blacken it
    return _whole_screen(options, verdict)


def _check(path: str) -> None:
    """Refuse a file that is no record before anything else is asked.

    Raises:
        FaultError: It cannot be read, or holds no record.
    """
    from scoring.store.loading import load_record  # noqa: PLC0415 - the desk alone needs none

    reading = load_record(path)
    if reading.record is None:
        raise FaultError(reading.faults)


def _whole_screen(options: Options, terminal: Rich) -> int:
    gc.set_threshold(_YOUNG, 20, 50)
    gc.enable()  # the desk is open for hours
    from tui.app import DeskApp  # noqa: PLC0415 - after the environment is set
    from tui.desk import Desk  # noqa: PLC0415 - likewise
    from tui.folders import Folders  # noqa: PLC0415 - likewise
    from tui.installed import InstalledSets  # noqa: PLC0415 - likewise
    from tui.settings import read_settings  # noqa: PLC0415 - likewise

    folders = Folders(options.home)
    settings, faults = read_settings(folders.settings)
    surroundings = Desk(
        settings._replace(lang=options.lang),
        folders,
        InstalledSets(options.sets, options.home),
        colours=terminal.colours,
        faults=faults,
    )
    app = DeskApp(surroundings, options.paths[0] if options.paths else None)
    code = app.run()
    if app.crash is not None:
        print(surroundings.log(app.crash), file=sys.stderr)
        return NOTHING
    return code or 0
