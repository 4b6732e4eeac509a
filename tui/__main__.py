"""The `xaso` command."""

from __future__ import annotations

import gc
import sys


def main() -> None:
    """Run the command line and leave with its exit code."""
    gc.disable()  # commands are short; collecting while a set is read costs a tenth of the run
    for stream in (sys.stdout, sys.stderr):
        # A console of another encoding would die of the first Vietnamese letter.
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]  # real streams are text wrappers
    from tui.cli import run  # noqa: PLC0415 - after the streams can print what an import may say

    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
