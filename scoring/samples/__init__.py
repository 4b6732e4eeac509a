"""Sample records: three real communes as the press described them, and one invented commune."""

import os

_INVENTED = "99"


def sample_records() -> tuple[str, ...]:
    """Return the paths of the sample records: the real communes first, the invented one last."""
    folder = os.path.dirname(__file__)
    found = [
        os.path.join(where, name)
        for where, _, names in os.walk(folder)
        for name in names
        if name.endswith(".toml")
    ]
    return tuple(sorted(found, key=lambda path: (os.path.basename(path).startswith(_INVENTED), path)))
