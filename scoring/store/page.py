"""An owner's record file, changed one key at a time: everything nobody asked to change stays as it is."""

from collections import Counter
from collections.abc import Mapping, Sequence

from criteria.faults import KeyPath
from scoring.answers import Review
from scoring.store.fresh import Table, bare, block, entry, is_block, places
from scoring.store.inline import Change, rank, revised, revised_list, revised_table, steps
from scoring.store.pieces import Piece, comments, cut
from scoring.store.texts import dotted, literal
from scoring.store.tree import TABLES, same

_TOP = -1
"""Where the table stands that has no header: before the first piece."""


class Page:
    """The pieces of a file.

    A key is changed where its owner put it: under a header, as a dotted key, or inside an inline table. A new one
    goes where a new file would have it. A comment whose place is gone stands on a line of its own instead.
    """

    def __init__(self, text: str, order: Sequence[str] = ()) -> None:
        self._pieces = cut(text)
        self._place = places(order)

    @property
    def text(self) -> str:
        """All of the file."""
        return "".join(piece.text for piece in self._pieces)

    def put(self, path: KeyPath, value: object) -> None:
        """Let the key at `path` have `value`, whether or not it is there."""
        holder = self._holder(path)
        if holder is not None:
            piece = self._pieces[holder]
            whole = len(piece.path) == len(path)
            self._revise(holder, path, lambda text: _put_in(text, path, value, wide=whole))
        elif isinstance(value, Mapping) and self._has(path):
            for name, item in value.items():
                self.put((*path, name), item)
        elif not _has_header(path, value) and (table := self._table(path[:-1])) is not None:
            self._insert_entry(table, path, value)
        elif (kin := self._dotted(path)) is not None:
            piece = self._pieces[kin]
            line = f"{piece.indent}{dotted(path[len(piece.within) :])} = {entry(path, value)}\n"
            self._pieces[kin + 1 : kin + 1] = _cut_in(line, piece.within)
        elif isinstance(value, Mapping) and _has_header(path, value):
            self._insert_block(path, value)
        else:
            self._insert_block(path[:-1], {str(path[-1]): value})

    def put_list(self, path: KeyPath, old: Sequence[Table], new: Sequence[Table]) -> None:
        """Let the list of tables at `path`, which said `old`, say `new`."""
        holder = self._holder(path)
        if holder is not None:
            self._revise(holder, path, lambda text: revised_list(text or "[]", old, new))
            return
        coming: list[Table] = []
        for step, at, number in steps(old, new):
            match step:
                case "change":
                    self.put_table((*path, at), old[at], new[number])
                case "drop":
                    self.drop((*path, at))
                case "add" if at < len(old):
                    self._insert_listed(path, at, new[number])
                case "add":
                    coming.insert(0, new[number])
            self._pieces = cut(self.text)
        for table in coming:
            self._insert_listed(path, None, table)

    def put_table(self, path: KeyPath, old: Table, new: Table) -> None:
        """Let the table at `path`, which said `old`, say `new`."""
        for name, value in new.items():
            here, before = (*path, name), old.get(name)
            if name not in old:
                self._add(here, value)
            elif same(before, value):
                continue
            elif isinstance(value, Mapping) and isinstance(before, Mapping):
                self.put_table(here, before, value)
            elif isinstance(value, list) and isinstance(before, list):
                self.put_list(here, before, value)
            else:
                self.put(here, value)
        for name, value in old.items():
            if name not in new:
                self._remove((*path, name), value)

    def drop(self, path: KeyPath) -> None:
        """Let the file say nothing at `path`."""
        holder = self._holder(path)
        if holder is not None:
            self._revise(holder, path, lambda _: None)
            return
        for at in reversed(range(len(self._pieces))):
            piece = self._pieces[at]
            if piece.kind != "rest" and piece.path[: len(path)] == path:
                self._pieces[at : at + 1] = _comment_lines(comments(piece.text), piece)

    def _add(self, path: KeyPath, value: object) -> None:
        """Put what the file did not say, or said so that nobody could read it."""
        if path[0] == "review" and isinstance(value, Mapping):
            for name in Review._fields:
                self.drop((*path, name))
        self.put(path, value)

    def _remove(self, path: KeyPath, value: object) -> None:
        """Drop what `value` says at `path`; what else stands there stays."""
        if not isinstance(value, Mapping):
            self.drop(path)
            return
        for name, item in value.items():
            self._remove((*path, name), item)
        self._prune(path)

    def _prune(self, path: KeyPath) -> None:
        """Drop the header of a table that has nothing left but comments."""
        below = [piece for piece in self._pieces if piece.kind != "rest" and piece.path[: len(path)] == path]
        header = self._table(path)
        if header is None or len(below) > 1:
            return
        self._pieces[header : header + 1] = _comment_lines(comments(below[0].text), below[0])
        blank_before = header == 0 or self._pieces[header - 1].is_blank
        if blank_before and header < len(self._pieces) and self._pieces[header].is_blank:
            del self._pieces[header]

    def _revise(self, at: int, path: KeyPath, change: Change) -> None:
        """Change the thing at `path` in the value of piece `at`."""
        piece = self._pieces[at]
        bare_too = path[0] == "facts" or path[2:3] == ("inputs",)
        value = revised(piece.value, path[len(piece.path) :], change, bare=bare_too)
        if value is None:
            self._pieces[at : at + 1] = _comment_lines(comments(piece.text), piece)
            return
        lost = Counter(comments(piece.value)) - Counter(comments(value))
        text = piece.text[: piece.start] + value + piece.text[piece.end :]
        changed = piece._replace(text=text, end=piece.start + len(value))
        self._pieces[at : at + 1] = [*_comment_lines([*lost.elements()], piece), changed]

    def _insert_entry(self, table: int, path: KeyPath, value: object) -> None:
        """Put a new key under the header at `table`, among the keys that stand there."""
        after = table + 1
        indent = ""
        name = path[-1]
        for at in range(table + 1, self._end(table)):
            piece = self._pieces[at]
            if piece.kind == "entry" and rank(piece.path[len(piece.within)]) <= rank(name):
                after, indent = at + 1, piece.indent
        line = f"{indent}{dotted((name,))} = {entry(path, value)}\n"
        self._pieces[after:after] = _cut_in(line, path[:-1])

    def _insert_block(self, path: KeyPath, table: Table) -> None:
        """Put a new table under its own header, after those that come before it in a new file."""
        self._insert_text(self._spot(path), block(path, table))

    def _insert_listed(self, path: KeyPath, before: int | None, table: Table) -> None:
        """Put a new entry into a list of tables with headers: before entry `before`, or at the end."""
        kin = [
            at for at, piece in enumerate(self._pieces) if piece.kind == "table" and piece.path[:-1] == path
        ]
        if before is not None:
            spot = kin[before]
            while spot and self._pieces[spot - 1].is_comment:
                spot -= 1
        else:
            last = [at for at, piece in enumerate(self._pieces) if piece.within[: len(path)] == path]
            spot = self._after(max(last)) if last else self._spot(path)
        self._insert_text(spot, block(path, table, listed=True))

    def _insert_text(self, spot: int, text: str) -> None:
        """Put a block in at `spot`, set off by blank lines where its neighbours are."""
        spaced = any(piece.is_blank for piece in self._pieces)
        before = spaced and spot > 0 and not self._pieces[spot - 1].is_blank
        after = spaced and spot < len(self._pieces) and not self._pieces[spot].is_blank
        self._pieces[spot:spot] = cut("\n" * before + text + "\n" * after)

    def _spot(self, path: KeyPath) -> int:
        """Return where a block at `path` goes: after the last of the blocks that come before it in a new file."""
        own = self._sort_key(path)
        earlier = [
            (key, at)
            for at, piece in enumerate(self._pieces)
            if piece.kind == "table" and (key := self._sort_key(piece.path)) <= own
        ]
        return self._after(max(earlier)[1] if earlier else _TOP)

    def _sort_key(self, path: KeyPath) -> tuple[int, tuple[object, ...]]:
        if path[0] not in TABLES:
            return len(TABLES), ()
        by_indicator = len(path) > 1 and path[0] in {"answers", "review"}
        return TABLES.index(str(path[0])), self._place(str(path[1])) if by_indicator else ()

    def _after(self, table: int) -> int:
        """Return the place after the last key of a table, and after the comment that belongs to it."""
        keys = [at for at in range(table + 1, self._end(table)) if self._pieces[at].kind == "entry"]
        spot = end = (keys[-1] if keys else table) + 1
        while end < len(self._pieces) and self._pieces[end].is_comment:
            end += 1
        return end if end == len(self._pieces) or self._pieces[end].is_blank else spot

    def _end(self, table: int) -> int:
        """Return the place of the next header after the one at `table`."""
        later = range(table + 1, len(self._pieces))
        return next((at for at in later if self._pieces[at].kind == "table"), len(self._pieces))

    def _holder(self, path: KeyPath) -> int | None:
        """Return the entry whose value is at `path` or around it."""
        return next(
            (
                at
                for at, piece in enumerate(self._pieces)
                if piece.kind == "entry" and path[: len(piece.path)] == piece.path
            ),
            None,
        )

    def _has(self, path: KeyPath) -> bool:
        return any(piece.kind != "rest" and piece.path[: len(path)] == path for piece in self._pieces)

    def _table(self, path: KeyPath) -> int | None:
        """Return the header of the table at `path`."""
        if not path:
            return _TOP
        return next(
            (at for at, piece in enumerate(self._pieces) if piece.kind == "table" and piece.path == path),
            None,
        )

    def _dotted(self, path: KeyPath) -> int | None:
        """Return the last entry whose dotted key makes the innermost table around `path` that has no header."""
        for depth in range(len(path), 0, -1):
            kin = [
                at
                for at, piece in enumerate(self._pieces)
                if piece.kind == "entry"
                and len(piece.within) < depth < len(piece.path)
                and piece.path[:depth] == path[:depth]
            ]
            if kin:
                return kin[-1]
        return None


def _has_header(path: KeyPath, value: object) -> bool:
    return isinstance(value, Mapping) and is_block(path)


def _put_in(text: str | None, path: KeyPath, value: object, *, wide: bool) -> str:
    """Return the new text of a value; what a table says besides stays."""
    if isinstance(value, Mapping) and text is not None and text.startswith("{"):
        return revised_table(text, {}, value)
    return literal(bare(path, value), wide=wide)


def _comment_lines(said: Sequence[str], piece: Piece) -> list[Piece]:
    """Return comments that lost their place, as lines of their own where `piece` stands."""
    return [Piece("rest", f"{piece.indent}{comment}\n", piece.within) for comment in said]


def _cut_in(line: str, within: KeyPath) -> list[Piece]:
    """Cut an entry that goes into the table `within`."""
    return [piece._replace(within=within, path=within + piece.path) for piece in cut(line)]
