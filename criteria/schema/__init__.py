"""The JSON Schema of a set's files, for editors that complete and check TOML.

Made from the same tables the reader uses; `python -m criteria.schema` writes the files beside this one anew.
"""

from __future__ import annotations

import json

from criteria.grammar import PILLAR, SET, SET_SCHEMA
from criteria.kinds import object_schema
from criteria.rule_grammar import DEFINITIONS

_DIALECT = {"$schema": "https://json-schema.org/draft/2020-12/schema"}


def schema_texts() -> dict[str, str]:
    """Return the text of every schema file by its name."""
    definitions = {"$defs": {name: define() for name, define in DEFINITIONS.items()}}
    schemas = {
        "set": {**_DIALECT, "title": f"{SET_SCHEMA}: set.toml", **object_schema(SET)},
        "pillar": {**_DIALECT, "title": f"{SET_SCHEMA}: a pillar", **object_schema(PILLAR), **definitions},
    }
    return {
        f"{name}.schema.json": json.dumps(schema, indent=2, ensure_ascii=False) + "\n"
        for name, schema in schemas.items()
    }
