"""Words for people, in the two languages of the program."""

from __future__ import annotations

from criteria.typed import Literal, NamedTuple

Lang = Literal["vi", "en"]
"""A language of the program. Vietnamese is the one that counts."""


class Words(NamedTuple):
    """One wording in both languages.

    Attributes:
        vi: The Vietnamese wording; every wording has one.
        en: The English wording, or None where nobody has written it yet.
    """

    vi: str
    en: str | None = None

    def text(self, lang: Lang) -> str:
        """Return the wording in `lang`, or the Vietnamese where there is no English."""
        return (self.en or self.vi) if lang == "en" else self.vi
