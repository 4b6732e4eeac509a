"""Broken set folders, each from a seed."""

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from random import Random
from typing import NamedTuple

from broken.ways import EVERY_FILE, RECORD_LIMIT, VALUES, Way, filled, filler, plain

SHIPPED = sorted((Path(__file__).parents[2] / "criteria" / "sets").glob("*/*"))
HEAD = 'schema = "xaso-set/1"\nid = "a"\nversion = "1"\ntitle = { vi = "A" }\nmax_points = 1\n'
PILLAR = 'id = "1"\ntitle = { vi = "A" }\npoints = 1\n'
LINE = '[[indicators]]\nid = "2.#"\ntitle = { vi = "x" }\npoints = 1\nrule = { kind = "all_or_nothing" }\n'
ROOM = RECORD_LIMIT - 6000

Files = dict[str, bytes]
Breaks = Callable[[Files, Random], None]
"""Breaks the files of a set in place."""


def within(pattern: str, by: Callable[[Random], str]) -> Way:
    """Return the way that replaces one place that fits a pattern."""

    def way(text: str, random: Random) -> bytes:
        places = [*re.finditer(pattern, text)]
        if not places:
            return plain(f"{text}\n{by(random)}\n")
        found = random.choice(places)
        return plain(text[: found.start()] + by(random) + text[found.end() :])

    return way


def one_of(*texts: str) -> Callable[[Random], str]:
    """Return a choice of texts."""
    return lambda random: random.choice(texts)


OF_PILLARS: Mapping[str, Way] = {
    "another rule": within(r'rule = \{ kind = "\w+"', lambda random: f'rule = {{ kind = "{random.choice(["levels", "parts", "steps", "proportional", "per_item", "sum_of", "relative", "given", "info", "x", ""])}"'),
    "a rule of nothing": within(r"rule = \{.*\}\n", one_of("rule = {}\n", "rule = 1\n", "rule = []\n", 'rule = "x"\n', "")),
    "a share of more": within(r'share = "[^"]*"', one_of('share = "2/1"', 'share = "1/0"', 'share = "1/999999999"', "share = nan", 'share = "½"', "share = 0.3333", 'share = "/"', "points = 1")),
    "points of another size": within(r"points = [\d.]+", one_of("points = -1", "points = 1e17", "points = nan", "points = 0", "points = 1e-9", "points = 1e30", 'points = "5"')),
    "bounds turned round": within(r"(target|floor|worst|from|each|cap|per) = [\d.]+", one_of("target = 0", "floor = 2", "worst = -1", "from = -5", "each = 0", "cap = 0", "per = 0", "target = -0.0", "per = 1e18", "worst = 1e-15")),
    "an id twice": within(r'\nid = "[^"]*"', one_of('\nid = "1.1"', '\nid = "2.1"', '\nid = ""', '\nid = "…"', "\nid = 1.1")),
    "a circle": within(r"\nquestion = ", lambda random: f'\nasked_when = [{{ indicator = "{random.choice(["1.1", "1.2", "2.1", "8.1"])}", is = true }}]\nquestion = '),
    "a condition on nothing": within(r"\nquestion = ", one_of('\nasked_when = [{ indicator = "7.7", above = 0 }]\nquestion = ', '\nasked_when = [{ fact = "x", is = true }]\nquestion = ', "\nasked_when = [{}]\nquestion = ", "\nasked_when = 1\nquestion = ", '\nasked_when = [{ indicator = "1.1", is = "x", above = 1 }]\nquestion = ')),
    "a class that is none": within(r"\nquestion = ", one_of('\nwhen = [{ class = "x", rule = { kind = "given" } }]\nquestion = ', '\nwhen = [{ class = "plain", rule = { kind = "info", answer = "text" } }]\nquestion = ', "\nwhen = {}\nquestion = ")),
    "words of one language": within(r"\{ vi = .* en = ", one_of("{ en = ", "{ vn = ", '{ vi = "", en = ', "{ vi = 1, en = ")),
    "bonus and penalty": within(r"\nquestion = ", one_of("\nbonus = true\npenalty = true\nquestion = ", "\nbonus = 1\nquestion = ")),
    "a value anywhere": within(r" = (\d+|true|false|\"[^\"]*\")", lambda random: f" = {random.choice(VALUES)}"),
    "rules within rules": filler('rules = [{ id = "a", points = 1, kind = "sum_of", ', before=LINE.replace('{ kind = "all_or_nothing" }', '{ kind = "sum_of", '), room=200_000),
    "many indicators": lambda *_: plain(PILLAR + filled(LINE, ROOM)),
    "many empty indicators": lambda *_: plain(PILLAR + filled("[[indicators]]\n", ROOM)),
    "many alike": lambda *_: plain(PILLAR + filled(LINE.replace("2.#", "2.1"), ROOM)),
    "each asked after the one before": lambda *_: plain(PILLAR + LINE.replace("#", "x") + chain(reverse=False)),
    "each asked after the next": lambda *_: plain(PILLAR + chain(reverse=True) + LINE.replace("#", str(LINKS))),
    "a large circle": lambda *_: plain(PILLAR + chain(reverse=True) + LINE.replace("#", str(LINKS)) + 'asked_when = [{ indicator = "2.0", is = true }]\n'),
    "all asked after unknown ones": lambda *_: plain(PILLAR + filled(LINE + 'asked_when = [{ indicator = "3.#", is = true }]\n', ROOM)),
    "many conditions": lambda *_: plain(PILLAR + LINE + "asked_when = [" + filled('{ indicator = "3.#", is = true },', ROOM) + "]"),
    "many levels": lambda *_: plain(PILLAR + with_rule('kind = "levels", levels = [' + filled('{ id = "a#", title = { vi = "x" }, share = "1/1#" },', ROOM) + "]")),
    "many steps": lambda *_: plain(PILLAR + with_rule('kind = "steps", answer = "count", steps = [' + filled("{ from = #, points = 1 },", ROOM) + "]")),
    "many rules in one": lambda *_: plain(PILLAR + with_rule('kind = "sum_of", rules = [' + filled('{ id = "a#", points = 1, kind = "all_or_nothing" },', ROOM) + "]")),
    "many classes of one": lambda *_: plain(PILLAR + LINE + "when = [" + filled('{ class = "a#", rule = { kind = "given" } },', ROOM) + "]"),
}  # fmt: skip
"""What may befall a pillar file."""
OF_HEADS: Mapping[str, Way] = {
    "another maximum": within(r"max_points = \d+", one_of("max_points = 0", "max_points = -5", "max_points = 1e17", "max_points = nan", 'max_points = "x"', "")),
    "another aggregation": within(r'aggregation = "\w+"', one_of('aggregation = "mean"', 'aggregation = "geometric_mean"', "aggregation = 1")),
    "other rounding": within(r"rounding = .*", one_of("rounding = 2", "rounding = { digits = 99, at = [] }", 'rounding = { digits = -1, at = ["x"] }', 'rounding = { at = "total" }')),
    "other bands": within(r"from = \d+", one_of("from = 101", "from = -1", "from = 0", "from = nan")),
    "a schema to come": within(r"xaso-set/1", one_of("xaso-set/2", "xaso-record/1", "xaso-set/", "x", "xaso-set/1٣")),
    "validity turned round": within(r"valid_to = .*", one_of("valid_to = 1900-01-01", 'valid_to = "2024"', "valid_to = 2024-01-01T00:00:00")),
    "a fact of another kind": within(r'answer = "\w+"', one_of('answer = "level"', 'answer = "ratio"', "answer = 1", 'answer = "text"')),
    "facts gone": within(r"\[facts\.\w+\]", one_of("[fact.x]", "[facts.X]", '[facts."a b"]', "[[facts]]")),
    "many classes": lambda *_: plain(HEAD + "classes = [" + filled('{ id = "a#", title = { vi = "x" } },', ROOM) + "]"),
    "many bands": lambda *_: plain(HEAD + "bands = [" + filled('{ from = 0.#, title = { vi = "x" } },', ROOM) + "]"),
    "many facts": lambda *_: plain(HEAD + filled('facts.a# = { title = { vi = "x" }, answer = "count" }\n', ROOM)),
    "many broken facts": lambda *_: plain(HEAD + filled("facts.a# = 1\n", ROOM)),
    "many references": lambda *_: plain(HEAD + filled('[references.a#]\ntitle = "x"\n', ROOM)),
}  # fmt: skip
"""What may befall `set.toml`."""
OF_CASES: Mapping[str, Way] = {
    "another expectation": within(r"points = \{ ", one_of('points = { "7.7" = 1, ', "points = { x = true, ", "points = { total = nan, ", 'points = { pillar_9 = "x", ')),
    "other answers": within(r"value = [^ ]+", lambda random: f"value = {random.choice(VALUES)}"),
    "cases of nothing": lambda *_: b"cases = 1\n",
    "no cases": lambda *_: b"",
    "many cases": lambda *_: plain(filled('[[cases]]\nname = "x#"\npoints.total = 1\n', 60_000)),
    "many expectations": lambda *_: plain('[[cases]]\nname = "x"\n' + filled("points.a# = 1\n", 60_000)),
    "many strange answers": lambda *_: plain('[[cases]]\nname = "x"\n' + filled('answers."1.#".value = 1\n', 60_000)),
}  # fmt: skip
"""What may befall `cases.toml`."""

LINKS = 1500


def chain(*, reverse: bool) -> str:
    """Return indicators each asked only when its neighbour is answered with yes."""
    entry = LINE + 'asked_when = [{ indicator = "2.@", is = true }]\n'
    links = [
        entry.replace("#", str(n)).replace("@", str(n + 1) if reverse else str(n - 1) if n else "x")
        for n in range(LINKS)
    ]
    return "".join(links)


def with_rule(rule: str) -> str:
    """Return an indicator with a rule of its own."""
    return LINE.replace('kind = "all_or_nothing"', rule)


def without(name: str) -> Breaks:
    """Return the loss of a file."""

    def breaks(files: Files, _: Random) -> None:
        files.pop(name, None)

    return breaks


def no_pillars(files: Files, _: Random) -> None:
    """Lose every pillar."""
    for name in [name for name in files if name not in {"set.toml", "cases.toml"}]:
        del files[name]


def one_pillar_less(files: Files, random: Random) -> None:
    """Lose one pillar."""
    del files[random.choice([name for name in files if name not in {"set.toml", "cases.toml"}])]


def one_pillar_twice(files: Files, random: Random) -> None:
    """Copy a pillar within the folder, as file managers do."""
    name = random.choice([name for name in files if name not in {"set.toml", "cases.toml"}])
    files[f"{name[:-5]} - Copy.toml"] = files[name]


def strangers(files: Files, random: Random) -> None:
    """Put files into the folder that do not belong there."""
    files["~lock.toml"] = random.randbytes(50)
    files["9-rỗng.toml"] = b""
    files["desktop.ini"] = b"x"


def many_files(files: Files, _: Random) -> None:
    """Fill the folder with pillars."""
    for number in range(300):
        files[f"z{number}.toml"] = plain(
            PILLAR.replace('id = "1"', f'id = "z{number}"') + LINE.replace("#", f"z{number}")
        )


OF_FOLDERS: Mapping[str, Breaks] = {
    "no set.toml": without("set.toml"),
    "no cases.toml": without("cases.toml"),
    "no pillars": no_pillars,
    "one pillar less": one_pillar_less,
    "one pillar twice": one_pillar_twice,
    "strangers": strangers,
    "many files": many_files,
    "an empty folder": lambda files, _: files.clear(),
}
"""What may befall the folder."""


def of(files: Mapping[str, Way], which: str) -> dict[str, Breaks]:
    """Return ways to break one file of a set as ways to break the set."""
    return {f"{which}: {how}": in_file(way, which) for how, way in files.items()}


def in_file(way: Way, which: str) -> Breaks:
    """Return the breaking of one file: `set.toml`, `cases.toml`, or one of the pillars."""

    def breaks(files: Files, random: Random) -> None:
        pillars = [name for name in files if name not in {"set.toml", "cases.toml"}]
        name = random.choice(pillars) if which == "pillar" else f"{which}.toml"
        files[name] = way(files[name].decode(), random)

    return breaks


WAYS: Mapping[str, Breaks] = {
    **of(OF_PILLARS, "pillar"),
    **of(OF_HEADS, "set"),
    **of(OF_CASES, "cases"),
    **OF_FOLDERS,
    **of(EVERY_FILE, "pillar"),
}


class BrokenSet(NamedTuple):
    """A set that somebody or something broke.

    Attributes:
        how: The way it was broken.
        files: The files of the folder, by name.
    """

    how: str
    files: Files


def broken_set(seed: int) -> BrokenSet:
    """Return the broken set of a seed; as many seeds in a row as there are ways meet every way."""
    random = Random(seed)  # noqa: S311 - the same files each time
    how = [*WAYS][seed % len(WAYS)]
    folder = random.choice(SHIPPED)
    files = {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.suffix == ".toml"}
    WAYS[how](files, random)
    return BrokenSet(how, files)
