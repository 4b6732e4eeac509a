"""Writes the schema files anew after the model has changed."""

from pathlib import Path

from criteria.schema import schema_texts

for name, text in schema_texts().items():
    Path(__file__).with_name(name).write_text(text, "utf-8")
