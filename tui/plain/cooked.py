"""The terminal's own line editing, told that letters are UTF-8: else its key for erasing takes half a letter."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress

_IUTF8 = 0x4000
"""The flag on Linux and macOS; `termios` does not name it."""


@contextmanager
def whole_letters(descriptor: int) -> Iterator[None]:
    """Let a terminal erase whole letters; it is left as it was."""
    if sys.platform not in {"linux", "darwin"}:
        yield
        return
    import termios  # noqa: PLC0415 - Windows has none

    try:
        before = termios.tcgetattr(descriptor)
    except termios.error:
        yield
        return
    changed = [before[0] | _IUTF8, *before[1:]]
    with suppress(termios.error):
        termios.tcsetattr(descriptor, termios.TCSADRAIN, changed)
    try:
        yield
    finally:
        with suppress(termios.error):
            termios.tcsetattr(descriptor, termios.TCSADRAIN, before)
