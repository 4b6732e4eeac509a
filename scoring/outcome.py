"""What judging one line comes to, and the reason for it."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from criteria.model import Policy
from criteria.typed import NamedTuple
from criteria.words import Words


class Reason(NamedTuple):
    """Why: the id of a wording in `words/reasons.toml` and what it names. Put into words only when read."""

    id: str
    arguments: Mapping[str, Decimal | str | Words | Reason | tuple[Words, ...] | tuple[Reason, ...]] = {}


class Scored(NamedTuple):
    """Points were given.

    Attributes:
        points: 0..max of the line, rounded if the set rounds at the indicator; of a penalty, the points it takes.
        reached: Whether the rule's own maximum is reached, as `all_of` asks.
        complete: False where an input of a sum is missing: the points known so far count, the answer does not.
    """

    points: Decimal
    reason: Reason
    reached: bool = False
    complete: bool = True


class Unscored(NamedTuple):
    """No points, and still in the maximum: unanswered, faulty, or waiting for the upper level."""

    reason: Reason


class Awaiting(NamedTuple):
    """Answered with `figure`, but only a merge of all units can say how many points that is."""

    figure: Decimal
    reason: Reason


class NotApplicable(NamedTuple):
    """The question does not apply. `points` where the policy gives some (full marks, zero), else out of the maximum."""

    policy: Policy
    points: Decimal | None
    reason: Reason


class NotAsked(NamedTuple):
    """A condition of the question does not hold; out of the maximum."""

    reason: Reason


class Recorded(NamedTuple):
    """Recorded for information, never scored."""

    reason: Reason


Outcome = Scored | Unscored | Awaiting | NotApplicable | NotAsked | Recorded
"""Every way a line can end."""


class AnswerError(Exception):
    """Raised where an answer cannot be judged; becomes a finding with the answer's key path.

    Attributes:
        code: Code in the catalogue of faults.
        key: The key within the answer, such as `value`; empty for the answer as a whole.
        details: What the words of the catalogue name.
    """

    def __init__(self, code: str, key: str = "", **details: str | Words | Decimal) -> None:
        self.code = code
        self.key = key
        self.details = details
        super().__init__(code)
