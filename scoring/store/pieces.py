"""An owner's TOML file cut into pieces that join to the same text: headers, entries, and what stands between them.

The text must be valid TOML; nothing is checked here.
"""

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

import rtoml

from criteria.clean import clean_text
from criteria.faults import KeyPath

_TOKEN = re.compile(
    r'"""(?:\\.|[^\\])*?"{3,5}(?!")'
    r"|'''.*?'{3,5}(?!')"
    r'|"(?:\\.|[^"\\\n])*"'
    r"|'[^'\n]*'"
    r"|\#[^\n]*"
    r"|[\[\]{}=\n]"
    r"""|[^"'#\[\]{}=\n]+""",
    re.DOTALL,
)


class Piece(NamedTuple):
    """One header, entry, comment or blank line, with its line end.

    Attributes:
        kind: ``table``: a header. ``entry``: a key and its value. ``rest``: a comment or a blank line.
        text: All of its text.
        within: The table it stands in; for a header, the table it opens.
        path: What it opens or sets, from the top of the file.
        start: Where the value begins in `text`.
        end: Where the value ends.
    """

    kind: Literal["table", "entry", "rest"]
    text: str
    within: KeyPath
    path: KeyPath = ()
    start: int = 0
    end: int = 0

    @property
    def value(self) -> str:
        """The text of the value."""
        return self.text[self.start : self.end]

    @property
    def indent(self) -> str:
        """The white space it begins with."""
        return self.text[: len(self.text) - len(self.text.lstrip(" \t"))]

    @property
    def is_blank(self) -> bool:
        """Whether it is a blank line."""
        return not self.text.strip()

    @property
    def is_comment(self) -> bool:
        """Whether it is a comment on a line of its own."""
        return self.kind == "rest" and not self.is_blank


def cut(text: str) -> list[Piece]:
    """Cut a whole file into its pieces."""
    within: KeyPath = ()
    counts: dict[KeyPath, int] = {}
    pieces: list[Piece] = []
    for said, equals, comment in _statements(text if text.endswith("\n") or not text else f"{text}\n"):
        if said.lstrip(" \t").startswith("["):
            header = said[:comment].strip()
            within = _entered(keys(header), counts, listed=header.startswith("[["))
            pieces.append(Piece("table", said, within, within))
        elif equals:
            start = equals + 1 + len(said[equals + 1 :]) - len(said[equals + 1 :].lstrip(" \t"))
            end = len(said[:comment].rstrip())
            path = within + keys(f"{said[:equals]} = 0")
            pieces.append(Piece("entry", said, within, path, start, end))
        else:
            pieces.append(Piece("rest", said, within))
    return pieces


def keys(source: str) -> tuple[str, ...]:
    """Return the keys on the way to the only thing a line of TOML names."""
    path = []
    node = rtoml.loads(source)
    while node:
        ((name, node),) = node.items()
        path.append(clean_text(name))
        if isinstance(node, list):
            node = node[0]
    return tuple(path)


def comments(text: str) -> list[str]:
    """Return the comments in a piece of TOML."""
    return [token for token in _TOKEN.findall(text) if token.startswith("#")]


def _statements(text: str) -> Iterator[tuple[str, int, int | None]]:
    """Yield every statement with the places of its equals sign, 0 when it has none, and of its comment."""
    begin = depth = equals = 0
    comment: int | None = None
    for token in _TOKEN.finditer(text):
        match token[0][0]:
            case "[" | "{":
                depth += 1
            case "]" | "}":
                depth -= 1
            case "=" if not equals:
                equals = token.start() - begin
            case "#" if not depth:
                comment = token.start() - begin
            case "\n" if not depth:
                yield text[begin : token.end()], equals, comment
                begin, equals, comment = token.end(), 0, None


def _entered(names: tuple[str, ...], counts: dict[KeyPath, int], *, listed: bool) -> KeyPath:
    """Return the path a header opens: every list of tables on the way stands at its newest entry."""
    here: KeyPath = ()
    for position, name in enumerate(names):
        here = (*here, name)
        if listed and position == len(names) - 1:
            counts[here] = counts.get(here, -1) + 1
        if here in counts:
            here = (*here, counts[here])
    return here
