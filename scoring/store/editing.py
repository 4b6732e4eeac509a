"""Saving into a file that is there: its comments, its order and what we do not understand belong to its owner."""

from collections.abc import Sequence

from criteria.faults import Fault, FaultError
from scoring.record import Record
from scoring.store.fresh import head
from scoring.store.page import Page
from scoring.store.tree import tree

_MARK = "\ufeff"


def edited(text: str, old: Record, new: Record, order: Sequence[str] = (), *, name: str = "") -> str:
    r"""Return an owner's file with the differences from `old` to `new` made in it, and no others.

    A byte-order mark goes. Where most lines end in ``\r\n`` (Notepad of an old Windows knows nothing else), all
    do; otherwise all end in ``\n``.

    Args:
        text: The file as it is.
        old: The record that was read from it.
        new: The record it is to say.
        order: Ids of the indicators in the order of their set.
        name: What to call the file in faults.

    Raises:
        FaultError: F025: it is not TOML 1.0.
    """
    ends = "\r\n" if text.count("\r\n") * 2 > text.count("\n") else "\n"
    text = text.removeprefix(_MARK).replace("\r\n", "\n")
    check_standard(text, name)
    if text.startswith(head(old)):
        text = head(new) + text.removeprefix(head(old))
    page = Page(text, order)
    page.put_table((), tree(old), tree(new))
    return page.text.replace("\n", ends)


def check_standard(text: str, name: str) -> None:
    """Check that an owner's file can be taken apart and read by every tool.

    rtoml, which reads records, takes more than TOML 1.0 has; what it alone understands is not edited.

    Raises:
        FaultError: F025: it is not TOML 1.0.
    """
    import tomllib  # noqa: PLC0415 - only saving needs a second opinion

    import tomlkit  # noqa: PLC0415 - likewise

    try:
        tomllib.loads(text)
        tomlkit.parse(text)
    except (ValueError, RecursionError) as error:
        why = next(iter(str(error).splitlines()), type(error).__name__)
        raise FaultError([Fault("F025", file=name, details={"why": why})]) from error
