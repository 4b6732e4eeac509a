"""Records read from disk. It stands apart from saving, because scoring needs none of that."""

from __future__ import annotations

from criteria.toml import RECORD_BYTES, StrPath, read_source
from scoring.record_reading import RecordReading, read_record


def load_record(path: StrPath, *, name: str | None = None) -> RecordReading:
    """Read the record at `path`, with its faults and findings.

    Args:
        path: The file.
        name: What to call it in faults; its own name when None.

    Raises:
        FaultError: The file cannot be opened, is too large, or is not TOML in UTF-8.
    """
    return read_record(read_source(path, most=RECORD_BYTES, name=name))
