"""Saving into a file that is there keeps everything nobody asked to change."""

from collections.abc import Iterator

import rtoml
from hypothesis import given, settings, HealthCheck
from hypothesis import strategies as st

from criteria.toml import RECORD_BYTES, parse
from scoring.record import Record
from scoring.record_reading import read_record
from scoring.store.editing import edited
from scoring.store.pieces import comments, cut
from scoring.store.tree import same, tree
from tests.strategies.owners import OWN_KEY, changed, owned
from tests.strategies.records import histories, records, results

complete = st.builds(lambda record, history, result: record._replace(history=history, revision=max(1,len(history)), result=result), records, histories, st.none() | results)


def read(text: str) -> Record:
    """Return the record a text says."""
    record = read_record(parse(text.encode(), "phieu.toml", most=10*RECORD_BYTES)).record
    assert record is not None
    return record

def own_keys(table: object, path: tuple[object, ...] = ()) -> Iterator[tuple[tuple[object, ...], object]]:
    """Yield the paths and values of the keys that mean nothing to the program, outside lists."""
    if isinstance(table, dict):
        for name, item in table.items():
            if name.startswith(OWN_KEY) and path != ("facts",) and path[-1:] != ("inputs",):
                yield (*path, name), item
            else:
                yield from own_keys(item, (*path, name))

@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data(), old=complete, other=complete)
def test_only_what_differs_changes(data: st.DataObject, old: Record, other: Record) -> None:
    """A saved file says the new record, and holds every comment and every key the program does not understand."""
    text = data.draw(owned(old))
    assert "".join(p.text for p in cut(text)) == text
    before = read(text)
    new = data.draw(changed(before, other))
    after = edited(text, before, new)
    assert same(tree(read(after)), tree(new))
    assert not [c for c in comments(text) if c not in after]
    kept = dict(own_keys(rtoml.loads(after)))
    assert [p for p in own_keys(rtoml.loads(text)) if kept.get(p[0]) != p[1]] == []
    assert edited(after, read(after), new) == after
