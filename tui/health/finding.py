"""One thing the doctor found."""

from __future__ import annotations

from collections.abc import Mapping

from criteria.faults import Fault
from criteria.typed import Literal, NamedTuple
from tui.speech import Speech

Weight = Literal["fine", "note", "ill"]
"""In order; worth knowing, and works; will not work until somebody does something."""


class Finding(NamedTuple):
    """What was found, and what to do where it is not in order.

    Attributes:
        key: `doctor.<key>` says what was found; `doctor.<key>_do`, where it is not in order, what to do.
        details: What the words name.
        faults: Faults of a file that stand behind it.
    """

    key: str
    details: Mapping[str, object] = {}
    weight: Weight = "fine"
    faults: tuple[Fault, ...] = ()

    def what(self, speech: Speech) -> str:
        """Say what was found."""
        return speech(f"doctor.{self.key}", **self.details)

    def way_out(self, speech: Speech) -> str | None:
        """Say what to do; None where nothing has to be done."""
        return None if self.weight == "fine" else speech(f"doctor.{self.key}_do", **self.details)
