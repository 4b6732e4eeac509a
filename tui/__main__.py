"""The `xaso` command."""

from __future__ import annotations

import gc
import sys


def main() -> None:
    """Run the command line and leave with its exit code."""
    gc.disable()  # commands are short: collecting while a set is read would cost a tenth of the run
    for stream in (sys.stdout, sys.stderr):
        # A console of another encoding would die of the first Vietnamese letter.
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]  # they wrap real files
    from tui.cli import run  # noqa: PLC0415 - after the streams can print what an import may say

    code = run(sys.argv[1:])
    gc.freeze()  # nothing is left to collect on the way out
    sys.exit(code)


if __name__ == "__main__":
    main()
