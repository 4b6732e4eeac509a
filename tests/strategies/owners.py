"""Record files as their owners keep them: every way TOML has to say the same, with comments and keys of their own."""

from collections.abc import Iterator, Mapping, Sequence

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from scoring.answers import Answer
from scoring.record import RECORD_SCHEMA, Record
from scoring.store.texts import dotted, key, lines, literal
from scoring.store.tree import tree

Path = tuple[str, ...]
OWN_KEY = "rieng_"
"""How the keys begin that mean nothing to the program."""


class Owner:
    """Somebody who writes a record file in a way of their own, drawn line by line."""

    def __init__(self, draw: DrawFn) -> None:
        self._draw = draw
        self._count = 0

    def write(self, record: Record) -> str:
        """Return the record as this owner writes it."""
        tables = tree(record)
        top = [self.own("schema", literal(RECORD_SCHEMA))]
        blocks: list[str] = []
        history: list[str] = []
        for name, table in tables.items():
            if isinstance(table, list):
                history += [self.block(f"[[{name}]]", (name,), entry) for entry in table]
            elif not isinstance(table, Mapping):
                top.append(self.own(name, literal(table)))
            elif table:
                self.table(name, table, top, blocks)
        below = self.shuffled(blocks)
        spots = sorted(
            self._draw(st.lists(st.integers(0, len(below)), min_size=len(history), max_size=len(history)))
        )
        for spot, entry in reversed([*zip(spots, history, strict=True)]):  # a list keeps its order
            below.insert(spot, entry)
        return "".join([self.remark(), *self.shuffled(top), *below, self.remark()])

    def table(self, name: str, table: Mapping[str, object], top: list[str], blocks: list[str]) -> None:
        """Add a table of the record: inline, dotted, under one header, or under one header for each entry."""
        entries = name in {"facts", "answers", "review"}
        style = self.one_of("inline", "dotted", "header", *(["headers"] * 4 if entries else []))
        match style:
            case "inline":
                top.append(self.own(name, self.inline(table)))
            case "dotted":
                top.append("".join(self.spread((name,), table)))
            case "header":
                blocks.append(self.block(f"[{name}]", (name,), table))
            case "headers":
                for id_, entry in table.items():
                    if isinstance(entry, Mapping):
                        blocks.append(self.entry((name, id_), entry))

    def entry(self, path: Path, table: Mapping[str, object]) -> str:
        """Return an entry under its own header, its evidence and inputs perhaps under theirs."""
        apart = {name: item for name, item in table.items() if name in {"evidence", "inputs"} and self.flip()}
        own = {name: item for name, item in table.items() if name not in apart}
        written = [self.block(f"[{dotted(path)}]", path, own)]
        for name, item in apart.items():
            if isinstance(item, list):
                written += [
                    self.block(f"[[{dotted((*path, name))}]]", (*path, name), entry) for entry in item
                ]
            elif isinstance(item, Mapping):
                written.append(self.block(f"[{dotted((*path, name))}]", (*path, name), item))
        return "".join(written)

    def block(self, header: str, path: Path, table: Mapping[str, object]) -> str:
        """Return a header and what stands under it."""
        entries = [
            line for name, item in table.items() for line in self.spread((name,), {**table}[name], path)
        ]
        return f"{self.remark()}{header}{self.aside()}\n" + "".join(self.shuffled([*entries, self.extra()]))

    def spread(self, path: Path, item: object, within: Path = ()) -> Iterator[str]:
        """Yield one entry, or one for each key of a table that is not inline."""
        if isinstance(item, Mapping) and item and (not within or self.flip()) and path[-1] != "evidence":
            for name, inner in item.items():
                yield from self.spread((*path, name), inner, within or path)
            yield self.own(dotted((*path, self.own_key())), "1") if self.flip() else ""
        else:
            yield self.own(dotted(path), self.value((*within, *path), item))

    def own(self, name: str, value: str) -> str:
        """Return an entry with white space and a comment to the owner's liking."""
        indent = self.one_of("", "", "  ", "\t")
        return f"{self.remark()}{indent}{name}{self.one_of(' = ', '=', '  =  ')}{value}{self.aside()}\n"

    def value(self, path: Path, item: object) -> str:
        """Return a value."""
        if isinstance(item, Mapping):
            bare = [*item] == ["value"] and (path[0] == "facts" or "inputs" in path[:-1])
            return self.value(path, item["value"]) if bare and self.flip() else self.inline(item)
        if isinstance(item, list):
            return self.listed(item)
        if isinstance(item, str):
            return self.text(item)
        return literal(item)

    def text(self, words: str) -> str:
        """Return a text in one of the four quotes."""
        plain = not set(words) & set("'\n")
        return self.one_of(literal(words), lines(words), *([f"'{words}'"] if plain else []))

    def inline(self, table: Mapping[str, object]) -> str:
        """Return an inline table."""
        pairs = []
        for name, item in table.items():
            if isinstance(item, Mapping) and item and self.flip():
                pairs += [f"{dotted((name, inner))}={self.inner(value)}" for inner, value in item.items()]
            else:
                pairs.append(f"{key(name)} = {self.inner(item)}")
        if self.flip():
            pairs.append(f'{self.own_key()} = "x"')
        return f"{{{self.one_of('', ' ')}{self.one_of(', ', ',').join(pairs)}{self.one_of('', ' ')}}}"

    def inner(self, item: object) -> str:
        """Return a value inside an inline table."""
        if isinstance(item, Mapping):
            return self.inline(item)
        return self.listed(item) if isinstance(item, list) else literal(item)

    def listed(self, items: Sequence[object]) -> str:
        """Return a list of tables, in one line or over several with comments."""
        entries = [self.inner(item) for item in items]
        if self.flip():
            return f"[{', '.join(entries)}{self.one_of('', ',', ', ') if entries else ''}]"
        written = "".join(f"{self.remark(blank=False)}  {entry},{self.aside()}\n" for entry in entries)
        return f"[{self.aside()}\n{written}{self.remark(blank=False)}]"

    def extra(self) -> str:
        """Return an entry that means nothing to the program, or none."""
        return self.own(self.own_key(), '["#", { a = [1, 2], b.c = 1 }]') if self.flip() else ""

    def own_key(self) -> str:
        """Return a key that means nothing to the program."""
        return f"{OWN_KEY}{self.number()}"

    def aside(self) -> str:
        """Return a comment at the end of a line, or none."""
        return f" # bên_{self.number()}_" if self.flip() else ""

    def remark(self, *, blank: bool = True) -> str:
        """Return comments and blank lines, or none."""
        kinds = ["", "", f"# riêng_{self.number()}_\n", f"\n# riêng_{self.number()}_\n"]
        return self.one_of(*kinds, *(["\n", "\n\n"] if blank else []))

    def number(self) -> int:
        """Return a number not returned before."""
        self._count += 1
        return self._count

    def flip(self) -> bool:
        """Return one of two, by chance."""
        return self._draw(st.booleans())

    def one_of(self, *choices: str) -> str:
        """Return one of several, by chance."""
        return self._draw(st.sampled_from(choices))

    def shuffled(self, items: list[str]) -> list[str]:
        """Return the same in any order."""
        return self._draw(st.permutations(items))


@st.composite
def owned(draw: DrawFn, record: Record) -> str:
    """Return a file that says `record`, in some owner's way."""
    return Owner(draw).write(record)


@st.composite
def changed(draw: DrawFn, record: Record, other: Record) -> Record:
    """Return `record` with some of it replaced by what `other` says, some of it gone, and some of it as it was."""
    return record._replace(
        unit=draw(st.sampled_from([record.unit, other.unit])),
        set=draw(st.sampled_from([record.set, other.set])),
        period=draw(st.sampled_from([record.period, other.period])),
        state=other.state,
        assessor=draw(st.sampled_from([record.assessor, other.assessor])),
        submission=draw(st.sampled_from([record.submission, other.submission])),
        facts=draw(_mixed(record.facts, other.facts)),
        answers=draw(_mixed(record.answers, other.answers)),
        review=draw(st.sampled_from([record.review, other.review, {**record.review, **other.review}])),
        result=draw(st.sampled_from([record.result, other.result])),
    )


@st.composite
def _mixed(draw: DrawFn, old: Mapping[str, Answer], new: Mapping[str, Answer]) -> dict[str, Answer]:
    mixed: dict[str, Answer] = {}
    donors = [*new.values()]
    for id_, answer in old.items():
        match draw(st.sampled_from(["keep", "go", "value", "evidence", "all"])):
            case "keep":
                mixed[id_] = answer
            case "value":
                mixed[id_] = answer._replace(
                    value=not answer.value, note=draw(st.sampled_from([None, "mới"]))
                )
            case "evidence":
                given = [document for donor in [answer, *donors] for document in donor.evidence]
                chosen = draw(st.lists(st.sampled_from(given), max_size=4)) if given else []
                mixed[id_] = answer._replace(evidence=tuple(chosen), value=True)
            case "all" if donors:
                mixed[id_] = draw(st.sampled_from(donors))
    return mixed | {id_: answer for id_, answer in new.items() if draw(st.booleans())}
