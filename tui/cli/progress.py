"""The progress of a command: one line that is written over."""

from __future__ import annotations

import sys
from time import monotonic
from typing import Self

from scoring.merge.plan import Stage
from tui.speech import Speech

_BETWEEN = 0.1
"""Seconds between two drawings of the files done."""


class ProgressLine:
    """What is being done, on one line; nothing where messages do not go to a terminal. It is wiped at the end.

    Args:
        speech: The words.
        topic: Where they are: `<topic>.settling`, `<topic>.writing`.
        counting: The key of what is said of the files done; without one there is the stage alone.
    """

    cancelled = False

    def __init__(self, speech: Speech, topic: str, counting: str = "") -> None:
        self._speech = speech
        self._topic = topic
        self._counting = counting
        self._shown = sys.stderr.isatty()
        self._begun = self._drawn = monotonic()
        self._found = 0
        self._length = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.draw("")

    def stage(self, stage: Stage) -> None:
        """Show what begins; where files are counted, reading them speaks for itself."""
        if stage != "reading" or not self._counting:
            self.draw(self._speech(f"{self._topic}.{stage}"))

    def files(self, done: int, total: int) -> None:
        """Show how many files are done, and how long the others will take."""
        now = monotonic()
        if not self._counting or (now - self._drawn < _BETWEEN and done < total):
            return
        self._drawn = now
        left = (now - self._begun) * (total - done) / max(1, done)
        self.draw(
            self._speech(self._counting, done=done, total=total, found=self._found, seconds=round(left))
        )

    def findings(self, found: int) -> None:
        """Take note of how many findings there are."""
        self._found = found

    def draw(self, line: str) -> None:
        """Show a line in place of the last one."""
        if self._shown:
            print(f"\r{line:<{self._length}}\r{line}", end="", file=sys.stderr, flush=True)
            self._length = len(line)
