"""The names that records have below `records/`."""

from __future__ import annotations

from functools import lru_cache

from scoring.store.names import safe_name

_DIGITS = 12
_safe = lru_cache(65536)(safe_name)


def record_name(unit_code: str, period: str, set_id: str, digest: str, donor: str = "") -> str:
    """Return `<unit>_<period>_<set>_<digest12>.toml`.

    Args:
        unit_code: Of the record.
        period: Its label.
        set_id: Of the record.
        digest: Of its content, in hex without prefix.
        donor: SHA-256 of the bytes of a file that is there for its reviews only: it may share the other four.
    """
    end = f"-{donor[:_DIGITS]}" if donor else ""
    return f"{_safe(unit_code)}_{_safe(period)}_{_safe(set_id)}_{digest[:_DIGITS]}{end}.toml"
