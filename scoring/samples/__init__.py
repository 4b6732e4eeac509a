"""Sample records: three real communes as the press described them, and one invented commune."""

from pathlib import Path


def sample_records() -> tuple[Path, ...]:
    """Return the paths of the sample records: the real communes first, the invented one last."""
    found = sorted(Path(__file__).parent.glob("*/*.toml"))
    return tuple(sorted(found, key=lambda path: path.name.startswith("99")))
