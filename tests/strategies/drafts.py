"""Drafts as they come about: typing, undoing and redoing in a few slots, with Vietnamese and with what tries a writer."""

from collections.abc import Sequence
from datetime import timedelta, timezone
from typing import NamedTuple

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy
from strategies.records import codes, digests, perhaps, periods, texts, units, unsettled

from scoring.drafts.draft import Base, Draft, DraftHead, Place, Step
from scoring.record import SetName

SLOTS = (("assessor", "name"), ("answers", "1.4", "note"), ("answers", "1.6", "inputs", "wan", "value"))
HANOI = timezone(timedelta(hours=7))

heads: SearchStrategy[DraftHead] = st.builds(
    DraftHead,
    id=st.uuids().map(str),
    set=st.builds(SetName, id=codes, version=texts, digest=perhaps(digests)),
    unit=units,
    period=periods(),
    at=st.datetimes(timezones=st.just(HANOI)),
    base=st.none() | st.builds(Base, path=texts, digest=digests),
)
"""What a draft is bound to."""
places: SearchStrategy[Place] = st.builds(
    lambda slot, cursor: Place(slot[:2], slot, cursor), st.sampled_from(SLOTS), st.integers(0, 500)
)
begun = st.dictionaries(st.sampled_from(SLOTS), texts, max_size=3)
"""What a draft begins with."""


class Press(NamedTuple):
    """Something done to a draft; `text` None undoes, or does again."""

    slot: int
    text: str | None
    forward: bool
    seconds: float


presses: SearchStrategy[list[Press]] = st.lists(
    st.builds(
        Press, st.integers(0, 2), st.none() | unsettled, st.booleans(), st.sampled_from([0.1, 1.9, 2.0, 5.0])
    ),
    max_size=12,
)


def played(draft: Draft, done: Sequence[Press]) -> list[Step]:
    """Do it all to a draft and return the steps."""
    steps: list[Step | None] = []
    at = 0.0
    for press in done:
        at += press.seconds
        if press.text is None:
            steps.append(draft.redo(at) if press.forward else draft.undo(at))
        else:
            steps.append(draft.put({SLOTS[press.slot]: press.text}, at, typing=press.forward))
    return [step for step in steps if step is not None]
