"""One spelling for equal values, so that a digest tells whether content is the same.

The form, type by type: text `s<length>:<text>` in NFC; a number `n` and its shortest plain decimal notation
(22 = 22.0 = `n22`); `bt` and `bf`; a day or time `d` and its ISO form; a list `[` items `]`; a table `{`, then key
and value for every key in code-point order, `}`. What is None is left out of a table.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time
from decimal import Decimal
from sys import modules
from unicodedata import is_normalized, normalize

try:
    from _sha2 import sha256  # type: ignore[import-not-found]  # as `random` does: hashlib loads all of OpenSSL
except ImportError:
    try:
        from _sha256 import sha256  # type: ignore[import-not-found]  # its name until Python 3.11
    except ImportError:
        from hashlib import sha256

PREFIX = "sha256:"


def canonical(value: object) -> str:
    """Return the canonical form of a text, number, truth value, day, list or table."""
    kind = type(value)
    if kind is str:
        text = str(value)
        text = text if text.isascii() or is_normalized("NFC", text) else normalize("NFC", text)
        return f"s{len(text)}:{text}"
    if isinstance(value, Decimal):
        return f"n{_plain(value)}"
    if isinstance(value, dict):
        return canonical_table(value)
    if isinstance(value, tuple | list):
        return f"[{''.join([canonical(item) for item in value])}]"
    if kind is bool:
        return "bt" if value else "bf"
    if isinstance(value, int):
        return f"n{value}"
    if isinstance(value, date | time):
        return f"d{value.isoformat()}"
    message = f"no canonical form for {kind.__name__}"
    raise TypeError(message)


def canonical_table(table: Mapping[str, object]) -> str:
    """Return the canonical form of a table."""
    pieces = ["{"]
    for key in sorted(table):
        value = table[key]
        if value is not None:
            pieces += canonical(key), canonical(value)
    pieces.append("}")
    return "".join(pieces)


def digest(*forms: str) -> str:
    """Return the SHA-256 of canonical forms, one after another, as `sha256:<hex>`."""
    data = "".join(forms).encode("utf-8", "surrogatepass")
    openssl = modules.get("hashlib")  # several times quicker, where something has loaded it already
    hashed = sha256(data) if openssl is None else openssl.sha256(data)
    return f"{PREFIX}{hashed.hexdigest()}"


def _plain(number: Decimal) -> str:
    shown = format(number, "f")
    if "." in shown:
        shown = shown.rstrip("0").rstrip(".")
    return "0" if shown in {"-0", ""} else shown
