"""The TOML parser: the compiled part of rtoml.

`import rtoml` also brings in `typing`, `pathlib` and `re` for its other functions, which takes longer than reading
and judging a record; so its compiled module is loaded by itself.
"""

from __future__ import annotations

from importlib.machinery import PathFinder

from criteria.typed import Any


def _compiled() -> Any:  # noqa: ANN401 - a compiled module without types
    package = PathFinder.find_spec("rtoml")
    if package is not None and package.submodule_search_locations is not None:
        spec = PathFinder.find_spec("rtoml._rtoml", package.submodule_search_locations)
        if spec is not None and spec.loader is not None:
            module = spec.loader.create_module(spec)
            if module is not None:
                spec.loader.exec_module(module)
                return module
    from rtoml import _rtoml  # noqa: PLC0415 - installed in some other way, such as within an archive

    return _rtoml


def read_beside(module: str, name: str) -> str:
    """Return the text of a data file that lies beside a module (its `__file__`)."""
    folder = module.replace("\\", "/").rpartition("/")[0]
    with open(f"{folder}/{name}", encoding="utf-8") as file:
        return file.read()


_deserialize = _compiled().deserialize


def loads(text: str) -> dict[str, Any]:
    """Parse a TOML text.

    Raises:
        ValueError: It is not TOML; the message ends in "at line 3 column 5".
    """
    table: dict[str, Any] = _deserialize(text, none_value=None)
    return table
