"""How far a merge is: told from its thread, shown now and then."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from time import monotonic

from textual.content import Content

from criteria.typed import NamedTuple
from scoring.merge.plan import Stage
from tui.speech import Speech
from tui.widgets.bars import bar

_BETWEEN = 0.1
"""Seconds between two showings."""
_BAR = 40
_ENOUGH = 0.5
"""Seconds after which the time left can be told."""


class Standing(NamedTuple):
    """How far a merge is.

    Attributes:
        seconds: That reading will still take; None where that cannot be told.
    """

    stage: Stage = "reading"
    done: int = 0
    total: int = 0
    found: int = 0
    seconds: int | None = None


class Watch:
    """What a merge tells its progress to.

    Args:
        tell: Shows where it stands; it is called on the thread of the merge.
        stopped: Whether somebody wants it to stop.
        clock: Seconds, from any beginning.
    """

    def __init__(
        self,
        tell: Callable[[Standing], object],
        stopped: Callable[[], bool],
        clock: Callable[[], float] = monotonic,
    ) -> None:
        self._tell = tell
        self._stopped = stopped
        self._clock = clock
        self._standing = Standing()
        self._begun: float | None = None
        self._told = 0.0

    @property
    def cancelled(self) -> bool:
        """Whether to stop."""
        return self._stopped()

    def stage(self, stage: Stage) -> None:
        """Show what begins."""
        self._standing = self._standing._replace(stage=stage, seconds=None)
        self._tell(self._standing)

    def files(self, done: int, total: int) -> None:
        """Show how many files are done, and how long the others will take."""
        now = self._clock()
        if self._begun is None:
            self._begun = now
        spent = now - self._begun
        known = spent >= _ENOUGH and self._standing.stage == "reading"
        left = round(spent * (total - done) / max(done, 1)) if known else None
        self._standing = self._standing._replace(done=done, total=total, seconds=left)
        if now - self._told >= _BETWEEN or done == total:
            self._told = now
            self._tell(self._standing)

    def findings(self, found: int) -> None:
        """Take note of how many findings there are; they are shown with the next files."""
        self._standing = self._standing._replace(found=found)


def progress(now: Standing, doing: str, spent: int, speech: Speech) -> Content:
    """Return how far a merge is: what it does, a bar, files and findings, and the seconds left or spent."""
    share = Decimal(now.done) / now.total if now.total else Decimal(0)
    lines = [Content.assemble((doing, "bold")), Content("")]
    lines.append(bar(share if now.stage == "reading" else Decimal(1), _BAR))
    lines.append(Content(speech("office.files", done=now.done, total=now.total, found=now.found)))
    if now.seconds is not None:
        lines.append(Content(speech("office.left", seconds=now.seconds)))
    elif now.stage != "reading":
        lines.append(Content(speech("office.spent", seconds=spent)))
    return Content("\n").join(lines)
