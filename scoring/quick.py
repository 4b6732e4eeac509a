"""Lines judged the quick way while a merge reads thousands of records: points and row of a table at once.

What decides a line is told once, in a function made for it (`scoring.merge.reckoners`); it takes the answers that almost
all units give, and leaves whatever is out of the common to `scoring.line_judged`. A test holds the two together.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal

from criteria.typed import NamedTuple
from scoring.answers import Answer
from scoring.outcome import Outcome

Row = tuple[str, str, str, str]
"""A line's cells in a table of answers, those up to the status and the rest; its state and points in short, without and
with evidence."""


Reckoned = tuple[Outcome, Row]
"""The outcome of a line, as `scoring.line_judged` has it but for its reason: that stands in the row, in words."""
Facts = Mapping[str, Decimal]
"""The facts that are numbers, by id."""
Reckoner = Callable[[Answer, Facts], Reckoned | None]
"""Judges an answer that says something; None of one that takes more care."""


class Quick(NamedTuple):
    """What the lines of one record are judged with, as far as that goes.

    Attributes:
        reckoners: By indicator id, those there are.
        rows: The rows of the lines judged so are put here, by indicator id.
    """

    reckoners: Mapping[str, Reckoner]
    rows: dict[str, Row]
