"""The JSON Schema is the model said once more: pinned, valid, and true of every set we ship."""

import json
import tomllib
from datetime import date
from pathlib import Path

import jsonschema
import pytest

from criteria.schema import schema_texts

FOLDERS = sorted(path.parent for path in Path(__file__).parents[2].glob("criteria/**/set.toml"))


def as_json(value: object) -> object:
    """Return parsed TOML as JSON has it: days are texts."""
    if isinstance(value, dict):
        return {key: as_json(item) for key, item in value.items()}
    if isinstance(value, list):
        return [as_json(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value


def schema(name: str) -> dict[str, object]:
    """Return a schema by name."""
    found: dict[str, object] = json.loads(schema_texts()[f"{name}.schema.json"])
    return found


def test_the_files_are_what_the_model_says(root: Path) -> None:
    """The schema files are pinned; after a change of the model `python -m criteria.schema` writes them anew."""
    for name, text in schema_texts().items():
        assert (root / "criteria/schema" / name).read_text("utf-8") == text


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_every_shipped_set_fits_the_schema(folder: Path) -> None:
    """What the reader accepts, the schema accepts."""
    for path in folder.glob("*.toml"):
        if path.name != "cases.toml":
            table = as_json(tomllib.loads(path.read_text("utf-8")))
            jsonschema.validate(table, schema("set" if path.name == "set.toml" else "pillar"))


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("set", {"max_pionts": 3}),
        ("set", {"aggregation": "mean"}),
        ("set", {"title": {"en": "Only English"}}),
        ("pillar", {"indicators": []}),
        (
            "pillar",
            {"indicators": [{"id": "1", "title": {"vi": "a"}, "points": 1, "rule": {"kind": "proportionl"}}]},
        ),
        (
            "pillar",
            {"indicators": [{"id": "1", "title": {"vi": "a"}, "points": 1, "rule": {"kind": "per_item"}}]},
        ),
    ],
)
def test_what_the_reader_refuses_the_schema_refuses(name: str, change: dict[str, object], root: Path) -> None:
    """A misspelt key, an unknown word, a missing key: the editor underlines what the reader will report."""
    file = "set.toml" if name == "set" else "1-ha-tang.toml"
    table = as_json(tomllib.loads((root / "criteria/template" / file).read_text("utf-8")))
    assert isinstance(table, dict)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(table | change, schema(name))
