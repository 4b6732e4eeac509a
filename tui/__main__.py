"""The `xaso` command."""

from __future__ import annotations

import gc
import os
import sys

_DONE, _NOTHING, _INTERRUPTED = 0, 3, 130


def main() -> None:
    """Run the command line and leave with its exit code."""
    gc.disable()  # commands are short: collecting while a set is read would cost a tenth of the run
    try:
        _make_ready("stdout")
        _make_ready("stderr")
        from tui.cli import run  # noqa: PLC0415 - after the streams can print what an import may say

        code = run(sys.argv[1:])
        sys.stdout.flush()
    except KeyboardInterrupt:
        code = _INTERRUPTED
    except BrokenPipeError:
        code = _DONE  # whoever read us has seen enough
        _swallow_the_rest()
    except OSError as error:
        code = _NOTHING
        _swallow_the_rest()
        _report(error)
    gc.freeze()  # nothing is left to collect on the way out
    sys.exit(code)


def _make_ready(name: str) -> None:
    """Make a stream take Vietnamese whatever the console's encoding; a closed one swallows what it gets."""
    stream = getattr(sys, name)
    if stream is None:
        setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: PTH123, SIM115 - open until the end
    else:
        stream.reconfigure(encoding="utf-8", errors="replace")


def _swallow_the_rest() -> None:
    """Lead what is still to be flushed to nowhere."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)


def _report(error: OSError) -> None:
    """Say that the output could not be written, as when it goes to a file on a full disk."""
    from criteria.faults import Fault  # noqa: PLC0415 - hardly ever needed
    from tui.cli.options import lang_of  # noqa: PLC0415 - likewise
    from tui.cli.output import print_faults  # noqa: PLC0415 - likewise
    from tui.speech import Speech  # noqa: PLC0415 - likewise

    fault = Fault("F044", (), {"why": error.strerror or type(error).__name__})
    print_faults([fault], Speech(lang_of(sys.argv[1:])), file=sys.stderr)


if __name__ == "__main__":
    main()
