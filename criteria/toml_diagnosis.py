"""What a line that is not TOML was meant to be: each habit of writing that TOML does not know has a fault of its own.

The parser says where it gave up; the line itself is looked at here. Nothing in a hostile file makes it slow: a line
or a file beyond what people write gets the general fault, F007.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from unicodedata import normalize

from criteria.clean import clean_line
from criteria.faults import Fault, KeyPath, show_path
from criteria.lines import key_lines
from criteria.typed import TYPE_CHECKING, NamedTuple
from criteria.words import Words

if TYPE_CHECKING:
    import re

Mended = tuple[str, str]
"""A code, and what the value is to be replaced by."""

_AT_LINE = " at line "
_AT_COLUMN = " column "
_SHOWN = 60
_NEAR = 45
_LONGEST_LINE = 4_000
_LONGEST_VALUE = 200
_MOST_LINES = 2_000
_LONGEST_KEY = 300
_LINES_BACK = 1_000
_LINES_JUDGED = 200
_HOUSE = "x-here-x"

_KEY_EXPECTED = ("key with no value", "invalid unquoted key", "unquoted keys cannot")
_NO_VALUE = (
    "duplicate key",
    "cannot extend",
    "unexpected `=`",
    "missing assignment",
    "missing key",
    "extra `=`",
)
_LONG_QUOTES = ('"""', "'''")
_CLOSING = {"[": "]", "{": "}"}
_CURLY = dict.fromkeys(map(ord, "“”„‟«»"), '"') | dict.fromkeys(map(ord, "‘’‚‛"), "'")
_TRUE = frozenset(("true", "có", "đúng", "yes"))
_FALSE = frozenset(("false", "không", "sai", "no"))
_CODES = frozenset(("code", "parent_code", "id", "version"))
_RATES = frozenset(("target", "floor", "worst"))
_MONTHS = 12
_DAYS = 31

_STRING = r"""(?<!\w)(?:"(?:[^"\\]|\\.)*"?|'[^']*'?)|#.*"""
_GROUPED = r"([+-]?[0-9]{1,3})([ .,'_\u00a0\u202f])([0-9]{3}(?:\2[0-9]{3})*)(?:([.,])([0-9]+))?"
_DAY = r"(?:ngày )?([0-9]{1,2})(?:[/.-]| tháng )([0-9]{1,2})(?:[/.-]| năm )([0-9]{4})"


class _Spot(NamedTuple):
    """Where the parser gave up.

    Attributes:
        lines: The lines of the file up to the one at fault.
        line: Number of the line at fault, from 1.
        row: The line at fault.
        bare: The same, with strings overwritten by letters and comments by spaces.
        at: Place in the line, from 0.
        quote: Place of a quote that is opened and not closed, or -1.
        said: What the parser says.
        text: The whole file.
    """

    lines: Sequence[str]
    line: int
    row: str
    bare: str
    at: int
    quote: int
    said: str
    text: str

    def fault(self, code: str, **details: str) -> Fault:
        """Return a fault on this line."""
        return Fault(code, details={"text": _short(self.row, self.at), **details}, line=self.line)

    @property
    def wants_key(self) -> bool:
        """Whether the parser was reading a key when it gave up."""
        return self.said.startswith(_KEY_EXPECTED)

    @property
    def has_value(self) -> bool:
        """Whether a value may be at fault: none stands in a key or a heading."""
        within = "=" in self.bare or not self.bare.lstrip().startswith("[") or "values" in self.said
        return within and not self.wants_key and not self.said.startswith(_NO_VALUE)


def diagnose(text: str, error: Exception) -> Fault:
    """Return the fault of a file that is not TOML, without the name of the file.

    Args:
        text: The file, with plain line ends.
        error: What the parser raised.
    """
    rows = [row.strip() for row in str(error).splitlines() if row.strip() and "|" not in row]
    said = " ".join(rows) or type(error).__name__
    line, column = _place(said)
    lines = text.split("\n", line)[:line]
    row = lines[line - 1] if 0 < line <= len(lines) else ""
    if line and len(row) <= _LONGEST_LINE:
        bare, quote = _without_strings(row)
        spot = _Spot(lines, line, row, bare, min(max(column - 1, 0), len(row)), quote, said, text)
        for check in _CHECKS:
            if (fault := check(spot)) is not None:
                return fault
    shown = _short(row, column)
    why = Words(shown or "…", f"{shown} | {said}" if shown else said)
    return Fault("F007", details={"text": shown, "why": why}, line=line or None)


def _place(said: str) -> tuple[int, int]:
    line, _, column = said.rpartition(_AT_LINE)[2].partition(_AT_COLUMN)
    return (int(line), int(column)) if line.isdecimal() and column.isdecimal() else (0, 0)


def _short(row: str, at: int) -> str:
    """Return the line without its margins; of a long line, the part about `at`."""
    start = max(0, at - _NEAR + 15) if at > _NEAR else 0
    shown = clean_line(row[start : start + 4 * _SHOWN])
    return shown if len(shown) <= _SHOWN else shown[: _SHOWN - 1] + "…"


def _without_strings(row: str) -> tuple[str, int]:
    import re  # noqa: PLC0415 - only a file with a fault needs it

    left_open = -1

    def hidden(found: re.Match[str]) -> str:
        nonlocal left_open
        whole = found.group()
        if whole[0] == "#":
            return " " * len(whole)
        if len(whole) == 1 or whole[-1] != whole[0] or _ends_escaped(whole):
            left_open = found.start()
            return whole[0] + "u" * (len(whole) - 1)
        return whole[0] + "s" * (len(whole) - 2) + whole[0]

    return re.sub(_STRING, hidden, row), left_open


def _ends_escaped(string: str) -> bool:
    body = string[1:-1]
    return string[0] == '"' and (len(body) - len(body.rstrip("\\"))) % 2 == 1


# ------------------------------------------------------------------ what stands twice


def _twice(spot: _Spot) -> Fault | None:
    if not spot.said.startswith(("duplicate key", "cannot extend")):
        return None
    opened = spot.bare.find("{", 0, spot.at)
    if opened >= 0:
        end = min(n for c in "= ." if (n := (spot.bare + c).find(c, spot.at)) >= 0)
        return spot.fault("F041", key=clean_line(spot.row[spot.at : end])[:_SHOWN], first=str(spot.line))
    if spot.line > _MOST_LINES:
        return None
    *before, row = spot.lines
    keys = next(iter(key_lines(row[:_LONGEST_KEY])), ())
    if not keys:
        return None
    keys = tuple(key for key in keys if isinstance(key, str))
    house = show_path((*keys, _HOUSE))
    here = f"[{house}]" if row.lstrip().startswith("[") else f"{house} = 0"
    known = key_lines("\n".join((*(other[:_LONGEST_KEY] for other in before), here)))
    path = next((path[:-1] for path in known if path[-1] == _HOUSE), ())
    path, first = _first(known, path, spot)
    return spot.fault("F041", key=show_path(path), first=str(first)) if first else None


def _first(known: dict[KeyPath, int], path: KeyPath, spot: _Spot) -> tuple[KeyPath, int]:
    """Return what stood before and its line: `path`, something below it, or the value it would be part of; else 0."""
    for length in range(len(path), 0, -1):
        part = path[:length]
        line = known.get(part, spot.line)
        if line < spot.line and (part == path or not spot.lines[line - 1].lstrip().startswith("[")):
            return part, line
        if part == path:
            below = min((at for other, at in known.items() if other[:length] == path), default=spot.line)
            if below < spot.line:
                return path, below
    return path, 0


# ------------------------------------------------------------------ what is not closed


def _long_text(spot: _Spot) -> Fault | None:
    """Find the three quotes that open a text which never ends: the last ones of the file."""
    if "multi-line" not in spot.said:
        return None
    sign = _LONG_QUOTES["literal" in spot.said]
    start = spot.text.rfind(sign)
    if start < 0 or "expected `" + sign[0] not in spot.said:
        return None
    line = spot.text.count("\n", 0, start) + 1
    return _at(spot, line).fault("F042", sign=sign)


def _at(spot: _Spot, line: int) -> _Spot:
    return spot if line == spot.line else spot._replace(line=line, row=spot.lines[line - 1], at=0)


def _header(spot: _Spot) -> Fault | None:
    row = spot.bare.strip()
    is_header = spot.wants_key or spot.said.startswith(("unclosed table", "unclosed array table"))
    if not row.startswith("[") or "=" in row or not is_header:
        return None
    inside = spot.row.strip().strip("[]").strip()
    if _has_curly(spot.bare):
        return spot.fault("F033", better=spot.row.strip().translate(_CURLY)[:_SHOWN])
    if spot.quote >= 0:
        return spot.fault("F042", sign=spot.row[spot.quote])
    if _is_marked(row.strip("[]")):
        return spot.fault("F040", key=inside[:_SHOWN])
    return spot.fault("F042", sign="]") if row.count("[") > row.count("]") else None


def _bracket(spot: _Spot) -> Fault | None:
    """Find the bracket left open: on this line, or above it where this line begins something new."""
    equals = spot.bare.find("=")
    begins = spot.row.lstrip().startswith("[") or (equals >= 0 and spot.at <= equals)
    unclosed = spot.said.startswith(("unclosed array,", "unclosed inline table"))
    if spot.wants_key or not (begins or unclosed):
        return None
    depth = 0
    start = spot.line if unclosed else spot.line - 1
    for line in range(start, max(0, start - _LINES_BACK), -1):
        row = spot.lines[line - 1][:_LONGEST_LINE]
        bare = _without_strings(row)[0]
        signs = [(n, char) for n, char in enumerate(bare) if char in "[]{}"]
        for _, char in reversed(signs):
            depth += 1 if char in "[{" else -1
            if depth > 0:
                return _at(spot, line).fault("F042", sign=_CLOSING[char])
    return None


def _quote(spot: _Spot) -> Fault | None:
    if spot.quote < 0:
        return None
    before = spot.bare[: spot.quote].rstrip()
    if before and before[-1] not in "=[{,.":
        return None
    return spot.fault("F042", sign=spot.row[spot.quote])


# ------------------------------------------------------------------ signs that are not those of TOML


def _backslash(spot: _Spot) -> Fault | None:
    escapes = "escape" in spot.said or "unicode" in spot.said
    if "\\" not in spot.row or not (escapes or (spot.quote >= 0 and spot.row.rstrip().endswith('\\"'))):
        return None
    value = next(iter(_values(spot)), (spot.row.strip(), ""))[0]
    better = value.replace("\\", "/")
    if better.startswith('"') and not better.endswith('"'):
        better += '"'
    return spot.fault("F038", better=better[:_LONGEST_VALUE])


def _has_curly(text: str) -> bool:
    return any(ord(char) in _CURLY for char in text)


def _curly(spot: _Spot) -> Fault | None:
    """Find curly quotes outside a string, or one that was to close a string."""
    ends_curly = spot.quote >= 0 and _has_curly(spot.row[spot.quote :])
    if not (_has_curly(spot.bare) or ends_curly):
        return None
    for value, _ in _values(spot):
        better = value.translate(_CURLY)
        if better[:1] in {'"', "'"} and better != value:
            return spot.fault("F033", better=better[:_LONGEST_VALUE])
    return spot.fault("F033", better=spot.row.strip().translate(_CURLY)[:_LONGEST_VALUE])


def _no_equals(spot: _Spot) -> Fault | None:
    """Judge a line in place of a key that has no equals sign."""
    row = spot.row.strip()
    if "=" in spot.bare[: spot.at] or not spot.wants_key or row.startswith("["):
        return None
    is_colon = spot.bare[spot.at :].lstrip().startswith(":")
    if (is_colon or "=" not in spot.bare) and (better := _with_equals(spot)) is not None:
        return spot.fault("F039", better=better)
    if "=" in spot.bare:
        return None
    if spot.quote >= 0 and not spot.bare[: spot.quote].strip():
        return spot.fault("F042", sign=spot.row[spot.quote])
    if row.endswith("]") and "[" not in row:
        return spot.fault("F042", sign="[")
    return spot.fault("F043") if _is_mostly_toml(spot.text) else None


def _with_equals(spot: _Spot) -> str | None:
    row = spot.row[: len(spot.bare.rstrip())].strip()
    key, colon, value = _split(row, spot.bare.strip().find(":"))
    if not (colon and _is_key(key)):
        end = next((n for n, char in enumerate(spot.bare.strip()) if char.isspace()), -1)
        key, _, value = _split(row, end)
        begins = value[:1].isdecimal() or value[:1] in {'"', "'", "[", "{"} or value in {"true", "false"}
        if end < 0 or not begins or not _is_key(key) or key[0].isdecimal():
            return None
    if not value:
        return None
    found = _mended(value, key)
    return f"{key} = {found[1] if found else value}"[:_LONGEST_VALUE]


def _split(row: str, at: int) -> tuple[str, str, str]:
    return (row[:at].strip(), row[at], row[at + 1 :].strip()) if at >= 0 else (row, "", "")


def _is_key(key: str) -> bool:
    if len(key) > 1 and key[0] == key[-1] and key[0] in "\"'":
        return True
    plain = key.replace("_", "").replace("-", "").replace(".", "")
    return key.isascii() and plain.isalnum() and key == key.lower() and key[-1] != "."


def _is_mostly_toml(text: str) -> bool:
    """Tell whether most of the first lines could be TOML; else the file is something else altogether."""
    rows = [row.strip() for row in text[: _LINES_JUDGED * 80].split("\n", _LINES_JUDGED)[:_LINES_JUDGED]]
    rows = [row for row in rows if row and row[0] != "#"]
    return 2 * sum("=" in row or row[0] in "[]}" for row in rows) >= len(rows)


def _colon_within(spot: _Spot) -> Fault | None:
    """Find a colon in place of the equals sign within a table in braces."""
    at = spot.bare.find(":", max(0, len(spot.bare[: spot.at].rstrip()) - 1))
    if (
        at < 0
        or spot.bare[spot.at : at].strip()
        or not spot.said.startswith(("missing assignment", *_KEY_EXPECTED))
    ):
        return None
    start = 1 + max(spot.bare.rfind(char, 0, at) for char in "{,")
    end = min((n for char in ",}" if (n := spot.bare.find(char, at)) >= 0), default=len(spot.row))
    key, value = spot.row[start:at].strip(), spot.row[at + 1 : end].strip()
    found = _mended(value, key)
    return spot.fault("F039", better=f"{key} = {found[1] if found else value}"[:_LONGEST_VALUE])


def _key(spot: _Spot) -> Fault | None:
    end = spot.bare.find("=", spot.at)
    if end < 0:
        return None
    start = 1 + max(spot.bare.rfind(char, 0, end) for char in "{,")
    key = spot.bare[start:end].strip()
    if not _is_marked(key):
        return None
    return spot.fault("F040", key=clean_line(spot.row[start:end])[:_SHOWN])


def _is_marked(key: str) -> bool:
    """Tell whether a key has letters with marks, or blanks within, outside quotes."""
    rest = key.replace(" .", ".").replace(". ", ".").strip()
    marked = any(char.isalpha() and not char.isascii() for char in normalize("NFC", rest))
    return marked or (" " in rest and "=" not in rest and any(map(str.isalpha, rest)))


# ------------------------------------------------------------------ values


def _values(spot: _Spot) -> Iterator[tuple[str, str]]:
    """Yield what may be the value at fault, and its key: first all up to the next key, then one list entry."""
    import re  # noqa: PLC0415

    equals = spot.bare.rfind("=", 0, spot.at)
    key = spot.row[: max(equals, 0)].rstrip()
    for char in " \t,{.":
        key = key.rpartition(char)[2]
    if equals >= 0:
        rest = spot.bare[equals + 1 :]
        ends = re.search(r"[\]}]|,[ \t]*[\w.\"'-]{1,80}[ \t]*=", rest)
        value = spot.row[equals + 1 : equals + 1 + (ends.start() if ends else len(rest.rstrip()))].strip()
        if value and value[0] not in "[{":
            yield value, key
    start = 1 + max(spot.bare.rfind(char, 0, spot.at) for char in "=[{,")
    end = min(
        (n for char in ",]}" if (n := spot.bare.find(char, start)) >= 0), default=len(spot.bare.rstrip())
    )
    if value := spot.row[start:end].strip():
        yield value, key


def _value(spot: _Spot) -> Fault | None:
    """Find a number, a day or a yes written as people write it."""
    if not spot.has_value:
        return None
    for value, key in _values(spot):
        found = _mended(value, key)
        if found is not None and found[0] != "F034":
            return spot.fault(found[0], wrong=value[:_SHOWN], better=found[1])
    return None


def _word(spot: _Spot) -> Fault | None:
    """Find a text without quotes."""
    if not spot.has_value:
        return None
    for value, key in _values(spot):
        found = _mended(value, key)
        if found is not None:
            return spot.fault(found[0], wrong=value[:_SHOWN], better=found[1])
    return None


def _mended(value: str, key: str) -> Mended | None:
    """Return the fault of a single value and what to write instead, or None where the value is sound or strange."""
    if not value or value[0] in "\"'[{" or value in {"true", "false"}:
        return None
    value = normalize("NFC", value[: _LONGEST_VALUE + 1])
    if len(value) > _LONGEST_VALUE:
        return None
    low = value.lower()
    if low in _TRUE | _FALSE:
        return "F035", "true" if low in _TRUE else "false"
    return _day(low) or _number(value, key) or _unquoted(value)


def _day(value: str) -> Mended | None:
    import re  # noqa: PLC0415

    if found := re.fullmatch(_DAY, value):
        day, month, year = map(int, found.groups())
    elif found := re.fullmatch(r"([0-9]{4})[/.-]([0-9]{1,2})[/.-]([0-9]{1,2})", value):
        year, month, day = map(int, found.groups())
    elif found := re.fullmatch(r"([0-9]{1,2})[/-]([0-9]{4})", value):
        month, year, day = *map(int, found.groups()), 0
    else:
        return None
    certain = 0 < month <= _MONTHS and 0 < day <= _DAYS and value != f"{year:04}-{month:02}-{day:02}"
    return "F036", f"{year:04}-{month:02}-{day:02}" if certain else f"{year:04}-…-…"


def _number(value: str, key: str) -> Mended | None:
    import re  # noqa: PLC0415

    if value.endswith("%"):
        figure = value[:-1].strip()
        inner = _number(figure, key)
        figure = inner[1].partition(" ")[0] if inner else figure
        return ("F032", _of_percent(figure, key)) if re.fullmatch(r"[0-9]+(\.[0-9]+)?", figure) else None
    if found := re.fullmatch(r"([+-]?[0-9]+),([0-9]+)", value):
        whole, part = _plain(found[1]), found[2]
        unsure = len(part) == 3 and len(found[1]) <= 3 and whole.strip("+-") != "0"
        return "F030", f"{whole}.{part} / {whole}{part}" if unsure else f"{whole}.{part}"
    found = re.fullmatch(_GROUPED, value)
    if found and found[4] != found[2] and (found[2] != "." or len(found[3]) > 3 or found[4]):
        digits = found[1] + "".join(char for char in found[3] if char.isdecimal())
        return "F031", f"{_plain(digits)}.{found[5]}" if found[5] else _plain(digits)
    if re.fullmatch(r"[+-]?0[0-9]+(\.[0-9]+)?", value):
        whole, dot, part = value.partition(".")
        plain = f"{_plain(whole)}{dot}{part}"
        return "F037", f'"{value}"' if key in _CODES else plain if dot else f'"{value}" / {plain}'
    return None


def _plain(whole: str) -> str:
    """Return a whole number without zeros in front."""
    sign = whole[0] if whole[0] in "+-" else ""
    return sign + (whole.lstrip("+-0") or "0")


def _of_percent(figure: str, key: str) -> str:
    from decimal import Decimal  # noqa: PLC0415

    if key in _RATES:
        return f"{(Decimal(figure) / 100).normalize():f}"
    return f"percent = {figure}" if key == "value" else figure


def _unquoted(value: str) -> Mended | None:
    import re  # noqa: PLC0415

    text = value.translate(_CURLY).rstrip('"').replace("\\", "/").replace('"', "'")
    if found := re.fullmatch(r"([+-]?[0-9]+(?:[ .,][0-9]+)*) ?([^\W\d_].*)", value):
        figure = found[1]
        if re.fullmatch(r"[1-9][0-9]{0,2}(?:\.[0-9]{3})+", figure):
            figure = figure.replace(".", "")
        mended = _number(figure, "")
        figure = mended[1].partition(" ")[0] if mended else figure
        return ("F034", f'{figure} / "{text}"') if "," not in figure and " " not in figure else None
    return ("F034", f'"{text}"') if value[0].isalpha() or value[0] == "_" else None


_CHECKS = (
    _twice,
    _long_text,
    _backslash,
    _no_equals,
    _header,
    _curly,
    _colon_within,
    _value,
    _quote,
    _bracket,
    _key,
    _word,
)
