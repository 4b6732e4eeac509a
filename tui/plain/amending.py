"""What a newer version of a set changes, in plain lines."""

from __future__ import annotations

from scoring.drafts.amending import Amendment
from tui.plain.choosing import choose
from tui.plain.talk import Talk


def ask_amendment(talk: Talk, amendment: Amendment) -> bool:
    """Say what is kept, has another code, is new and is asked no more; tell whether to make the change."""
    talk.say()
    talk.told("amend_kept", n=len(amendment.kept))
    for key, names in (
        (
            "amend_renamed",
            [talk.speech("plain.renamed", old=old, new=new) for old, new in amendment.renamed.items()],
        ),
        ("amend_new", [*amendment.new, *amendment.facts_new]),
        ("amend_orphaned", [*amendment.orphaned, *amendment.changed, *amendment.facts_orphaned]),
    ):
        if names:
            talk.told(key, names=", ".join(names))
    options = [talk.speech("plain.amend"), talk.speech("plain.not_now")]
    return choose(talk.voice, talk.speech, talk.speech("plain.amend_sure"), options) == 0
