"""What is to be done after a merge was looked at, as the screens answer it to those below them."""

from criteria.typed import Literal

Wish = Literal["again", "reports"]
"""What is to be done next: merge again, or merge again with reports."""
