"""The file a record belongs in: a name made of our own codes, safe on every system."""

import re
from hashlib import sha256
from pathlib import Path

from scoring.record import Record

_PLAIN = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]{0,58}[A-Za-z0-9])?")
_OTHER = re.compile(r"[^A-Za-z0-9-]+")
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\..*)?", re.IGNORECASE)
_KEPT = 24
_DIGITS = 8


def record_path(folder: Path, record: Record) -> Path:
    """Return `<folder>/<period>/<unit>_<set>.toml`.

    A code that would not be a safe name anywhere (a slash, a name Windows keeps for itself, a very long one) is
    shortened to its safe letters and a few digits of its SHA-256, so that two codes never share a file.
    """
    name = f"{safe_name(record.unit.code)}_{safe_name(record.set.id)}.toml"
    return folder / safe_name(record.period.label) / name


def safe_name(code: str) -> str:
    """Return a code as a part of a file's name: itself, or its safe letters and digits of its SHA-256."""
    if _PLAIN.fullmatch(code) and not _RESERVED.fullmatch(code):
        return code
    digits = sha256(code.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]
    return f"{_OTHER.sub('-', code).strip('-')[:_KEPT]}-{digits}".lstrip("-")
