"""The command line: which command was asked for, in which language, and what it ends with.

It parses its few options itself: importing click, or argparse, takes longer than scoring a record.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

from criteria.faults import FaultError
from tui.cli.commands import COMMANDS, DESK, PLAIN
from tui.cli.exit_codes import DONE, NOTHING, USAGE
from tui.cli.options import Options, UsageError, lang_of, parse
from tui.cli.output import print_faults
from tui.speech import Speech


def run(arguments: Sequence[str]) -> int:
    """Run one command and return its exit code: 0 done, 1 with findings, 2 wrong usage, 3 nothing done."""
    options = Options(lang=lang_of(arguments))
    try:
        options = parse(arguments, options.lang)
        return _run(options)
    except UsageError as error:
        speech = Speech(options.lang if error.lang is None else error.lang)
        print(speech(error.key, **error.details), file=sys.stderr)
        print(speech("usage.see_help", command=error.command), file=sys.stderr)
        return USAGE
    except FaultError as error:
        print_faults(error.faults, Speech(options.lang), file=sys.stderr)
        return NOTHING


def _run(options: Options) -> int:
    speech = Speech(options.lang)
    if options.version:
        print(f"xaso {_version()}")
        return DONE
    if options.help:
        command = "main" if options.command is None else options.command
        print(speech(f"help.{command.replace(' ', '_')}"))
        return DONE
    if options.plain:
        return PLAIN(options, speech)
    return DESK(options, speech) if options.command is None else COMMANDS[options.command](options, speech)


def _version() -> str:
    from importlib.metadata import version  # noqa: PLC0415 - only asked for by name

    return version("xaso")
