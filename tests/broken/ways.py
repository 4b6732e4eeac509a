"""Ways to break the text of a file, as power cuts, wrong editors, slips of the hand and ill will do."""

import re
from collections.abc import Callable, Mapping
from random import Random

Way = Callable[[str, Random], bytes]
"""Breaks a sound TOML text."""

RECORD_LIMIT = 256 * 1024
VALUES = (
    "nan", "inf", "-inf", "+nan", "1e400", "-1e-400", "1e-300", "9223372036854775807", "9223372036854775808",
    "-9223372036854775809", "1" * 400, "0x7fffffffffffffff", "0o7", "0b1", "1_000", "0.1e1", "-0", "-0.0", "1e18", "1e-15",
    "0000-01-01", "9999-12-31", "2024-02-30", "2024-01-01T25:00:00", "2024-01-01T00:00:60Z", "23:59:60",
    "2024-01-01T00:00:00+23:59", "2024-01-01 00:00:00", "07:32:00.999999999",
    '""', '"   "', '"x"', "'''x\ny'''", "true", "false", "[]", "{}", "[1, 2]", '["a", "b"]', "[[]]", "[{}]", "[{ a = 1 }]",
    "{ a = { b = 1 } }", "{ value = { value = 1 } }", "{ value = [1] }", "{ vi = 1 }", '{ vi = "" }', '{ en = "x" }', "22, 5", "1.2.3", "22%", "Có", "22 người",
    '"\\u0000"', '"\\ud800"', '"\\U0010ffff"', '"\\x1b"', '"\\e[31m"', "2024", "'", '"', '"""', "=", "#", "\\",
)  # fmt: skip
"""What may stand behind an equals sign, and should not."""
HOSTILE = (
    "../..", "..", ".", "/etc/passwd", "C:\\\\Windows", "C:", "\\\\\\\\server\\\\share", "CON", "nul.txt", "a\\u0000b", "-", "a/b", "~",
    "x" * 300, "%s%n", "{0.__class__}", "=cmd|' /C calc'!A0", "<script>", "[@click=app.quit]x[/]", " ", "\\n", "１", "٣",
)  # fmt: skip
"""Names that would like to be paths, formulas or markup; escaped for TOML."""
INVISIBLE = (
    "\u202e",
    "\u2066",
    "\u200b",
    "\u200d",
    "\ufeff",
    "\u00ad",
    "\ufe0f",
    "\u2028",
    "\U000e0041",
    "\u115f",
)
CONTROLS = ("\x1b[2J", "\x00", "\x07", "\x08", "\x7f", "\x85", "\x9b31m", "\x0b", "\x0c", "\r")


def plain(text: str) -> bytes:
    """Return the bytes of a text; what is no character stays what it is."""
    return text.encode("utf-8", "surrogatepass")


def spot(text: str, random: Random) -> int:
    """Return a place in a text."""
    return random.randrange(len(text) + 1)


def put_in(text: str, extra: str, random: Random) -> bytes:
    """Put something in anywhere."""
    at = spot(text, random)
    return plain(text[:at] + extra + text[at:])


def in_strings(text: str, extra: str, random: Random) -> bytes:
    """Put something into one of the texts in quotes."""
    quoted = [found.start() + 1 for found in re.finditer(r'"[^"\n]+"', text)]
    at = random.choice(quoted)
    return plain(text[:at] + extra + text[at:])


def on_lines(change: Callable[[list[str], Random], None]) -> Way:
    """Return the way that changes the lines of a text."""

    def way(text: str, random: Random) -> bytes:
        lines = text.split("\n")
        change(lines, random)
        return plain("\n".join(lines))

    return way


def keyed(lines: list[str], random: Random) -> int:
    """Return a line that gives a key a value."""
    return random.choice([place for place, line in enumerate(lines) if " = " in line and line[:1] != "#"])


def other_value(lines: list[str], random: Random) -> None:
    """Give one to four keys another value."""
    for _ in range(random.randint(1, 4)):
        at = keyed(lines, random)
        lines[at] = f"{lines[at].partition(' = ')[0]} = {random.choice(VALUES)}"


def misspelt(lines: list[str], random: Random) -> None:
    """Misspell a key."""
    at = keyed(lines, random)
    name, _, value = lines[at].partition(" = ")
    cut = random.randrange(len(name)) if name else 0
    lines[at] = (
        random.choice([f"{name[:cut]}{name[cut + 1 :]}", f"{name}s", f"{name[:cut]}q{name[cut:]}"])
        + f" = {value}"
    )


def twice(lines: list[str], random: Random) -> None:
    """Write a line twice."""
    at = random.randrange(len(lines))
    lines.insert(random.randrange(len(lines)), lines[at])


def gone(lines: list[str], random: Random) -> None:
    """Lose some lines."""
    for _ in range(random.randint(1, 6)):
        if lines:
            del lines[random.randrange(len(lines))]


def swapped(lines: list[str], random: Random) -> None:
    """Exchange two lines."""
    one, other = random.randrange(len(lines)), random.randrange(len(lines))
    lines[one], lines[other] = lines[other], lines[one]


def without_headers(lines: list[str], random: Random) -> None:
    """Lose a header, so that its keys fall into the table before; or all of them."""
    headers = [place for place, line in enumerate(lines) if line.startswith("[")]
    lost = {random.choice(headers)} if headers and random.random() < 0.7 else set(headers)
    lines[:] = [line for place, line in enumerate(lines) if place not in lost]


def header_torn(lines: list[str], random: Random) -> None:
    """Write a header without its quotes or brackets."""
    headers = [place for place, line in enumerate(lines) if line.startswith("[")]
    if headers:
        at = random.choice(headers)
        lines[at] = random.choice(
            [lines[at].replace('"', ""), lines[at][:-1], f"[{lines[at]}", lines[at][1:], f"{lines[at]} x"]
        )


def renamed(text: str, random: Random) -> bytes:
    """Give a name of the file's own a hostile one."""
    names = [
        *re.finditer(
            r'\b(?:id|code|label|class|version|name|file|schema|kind|to|of|indicator|fact) = "([^"\n]*)"',
            text,
        )
    ]
    found = random.choice(names)
    return plain(text[: found.start(1)] + random.choice(HOSTILE) + text[found.end(1) :])


def flipped(text: str, random: Random) -> bytes:
    """Flip some bits, as a bad USB stick does."""
    data = bytearray(text.encode())
    for _ in range(random.randint(1, 30)):
        data[random.randrange(len(data))] ^= 1 << random.randrange(8)
    return bytes(data)


def zeroed(text: str, random: Random) -> bytes:
    """Lose the end of a file to a power cut: a run of zero bytes."""
    data = text.encode()
    at = random.randrange(len(data))
    return data[:at] + bytes(len(data) - at)


def filled(entry: str, size: int = RECORD_LIMIT - 6000) -> str:
    """Return many different lines of one shape, up to a size."""
    lines: list[str] = []
    length = 0
    number = 0
    while length < size:
        lines.append(entry.replace("#", str(number)))
        length += len(lines[-1].encode())
        number += 1
    return "".join(lines)


def top(extra: str) -> Way:
    """Return the way that puts keys in front of the first header."""
    return lambda text, _: plain(f"{extra}\n{text}")[:RECORD_LIMIT]


def end(extra: str) -> Way:
    """Return the way that puts tables behind the last one."""
    return lambda text, _: plain(f"{text}\n{extra}\n")[:RECORD_LIMIT]


def filler(entry: str, *, before: str = "", after: str = "", room: int = 40_000) -> Way:
    """Return the way that fills a file up to its limit with entries of one shape."""
    return lambda text, _: plain(f"{text}\n{before}{filled(entry, RECORD_LIMIT - room)}{after}\n")


EVERY_FILE: Mapping[str, Way] = {
    "cut off": lambda text, random: text.encode()[: random.randrange(len(text))],
    "bits flipped": flipped,
    "end of zeros": zeroed,
    "nothing": lambda *_: b"",
    "blank": lambda *_: b" \n\t\n" * 50,
    "only zeros": lambda *_: bytes(2000),
    "a picture": lambda _, random: b"\xff\xd8\xff\xe0" + random.randbytes(4000),
    "a zip": lambda _, random: b"PK\x03\x04" + random.randbytes(4000),
    "random bytes": lambda _, random: random.randbytes(random.randint(1, 5000)),
    "ten megabytes": lambda text, _: text.encode() + b"# " + b"x" * 10_000_000,
    "UTF-16": lambda text, random: text.encode(random.choice(["utf-16", "utf-16-le", "utf-16-be"])),
    "UTF-32": lambda text, _: text.encode("utf-32"),
    "an old code page": lambda text, random: text.encode(random.choice(["cp1258", "latin-1", "cp1252"]), "replace"),
    "no UTF-8": lambda text, random: text.encode()[:200] + random.choice([b"\xff", b"\xc0\xaf", b"\xed\xa0\x80", b"\xf8"]) + text.encode()[200:],
    "a mark in the middle": lambda text, random: put_in(text, "\ufeff", random),
    "two marks": lambda text, _: b"\xef\xbb\xbf" * 2 + text.encode(),
    "old line ends": lambda text, random: text.replace("\n", random.choice(["\r", "\r\n", "\n\r", "\x85"])).encode(),
    "control character": lambda text, random: put_in(text, random.choice(CONTROLS), random),
    "control character in a text": lambda text, random: in_strings(text, random.choice(CONTROLS), random),
    "escaped control character": lambda text, random: in_strings(text, random.choice(["\\u001b[31m", "\\u0000", "\\u0008", "\\u009b", "\\r"]), random),
    "invisible character": lambda text, random: put_in(text, random.choice(INVISIBLE), random),
    "invisible character in a text": lambda text, random: in_strings(text, random.choice(INVISIBLE) * random.randint(1, 50), random),
    "another value": on_lines(other_value),
    "another value still": on_lines(other_value),
    "a misspelt key": on_lines(misspelt),
    "a line twice": on_lines(twice),
    "lines gone": on_lines(gone),
    "lines swapped": on_lines(swapped),
    "headers gone": on_lines(without_headers),
    "a header torn": on_lines(header_torn),
    "a hostile name": renamed,
    "another hostile name": renamed,
    "text beside": lambda text, random: put_in(text, random.choice(["<html>", "{", "}", "]]", '"', "'''", '"""', "= =", "\\", ", ,"]), random),
    "brackets": top("x = " + "[" * 250_000),
    "brackets closed": top("x = " + "[" * 5000 + "]" * 5000),
    "braces": top("x = " + "{ a = " * 5000 + "1" + "}" * 5000),
    "a deep key": top("a." * 120_000 + "a = 1"),
    "a fairly deep key": top("a." * 70 + "a = 1"),
    "a deep header": end("[" + "a." * 60_000 + "a]"),
    "a deep key hidden in a text": top('x = [\'"""\', """\n' + "a." * 100_000 + 'a = 1\n"""]'),
    "many digits": top("x = " + "1" * 4000),
    "far more digits": top("x = " + "1" * 240_000),
    "many decimals": top("x = 0." + "1" * 240_000),
    "a long line": top("# " + "x" * 240_000),
    "a long text": top('x = "' + "x" * 240_000 + '"'),
    "a long key": top("x" * 240_000 + " = 1"),
    "quotation marks": top('"' * 240_000),
    "a long array": top("x = [" + "1," * 100_000 + "]"),
    "an array of arrays": top("x = [" + "[]," * 70_000 + "]"),
    "marks upon one letter": top('x = "o' + "\u0301\u0323" * 55_000 + '"'),
    "many headers": filler("[a#]\n"),
    "many tables in a list": filler("[[a]]\n"),
    "many unknown keys": top(filled("k# = 1\n", 200_000)),
    "many escapes": top('x = "' + "\\u001b" * 38_000 + '"'),
    "many line ends": top("\n" * 200_000),
}  # fmt: skip
"""What may befall any TOML file."""
