"""How the files named as evidence stand: there and unchanged, changed, gone, not beside the record."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from criteria.canonical import PREFIX
from criteria.faults import FaultError
from criteria.typed import Literal, NamedTuple
from scoring.store.copying import Stopped, sha256_of
from scoring.store.evidence import resolve

State = Literal["sound", "unmarked", "changed", "gone", "elsewhere", "unreadable"]
"""sound: there, with the digest it was attached with. unmarked: there, without one. elsewhere: not beside the record."""
_BY_CODE: dict[str, State] = {"F001": "gone", "D008": "elsewhere"}


class Document(NamedTuple):
    """A file of evidence as a draft names it.

    Attributes:
        file: Its label; empty where there is none.
        sha256: Its digest as it was attached; empty where it was not computed.
    """

    file: str
    sha256: str = ""


def look_at_files(
    record_path: Path, documents: Iterable[Document], cancelled: Callable[[], bool]
) -> Iterator[tuple[Document, State]]:
    """Yield how each file stands, until it is to be stopped; only a worker should ask, the files may be large."""
    for document in documents:
        try:
            yield document, _state(record_path, document, cancelled)
        except Stopped:
            return


def _state(record_path: Path, document: Document, cancelled: Callable[[], bool]) -> State:
    try:
        digest = sha256_of(resolve(record_path, document.file), cancelled=cancelled)
    except FaultError as error:
        return _BY_CODE.get(error.faults[0].code, "unreadable")
    if not document.sha256:
        return "unmarked"
    return (
        "sound" if document.sha256.lower().removeprefix(PREFIX) == digest.removeprefix(PREFIX) else "changed"
    )
