"""Bytes as keyboard programs send them, through a real terminal into the inputs of the real desk: the file says what was meant."""

import tomllib
from datetime import date
from pathlib import Path as FilePath
from unicodedata import is_normalized, normalize

import pytest
from strategies.answering import ENVIRON, STARTED, UNIT_CODE, Officer, start
from strategies.desk_kills import head_in, note_of
from strategies.terminal import Terminal

from scoring.drafts.draft import Draft, Place
from scoring.drafts.paths import FRONT, Path
from scoring.drafts.sheet import Sheet
from scoring.folding import fold
from scoring.store.opening import start_journal
from tui.installed import InstalledSets
from tui.settings import Settings
from tui.typing.composing import Composing

SYSTEM: Path = ("facts", "one_stop_system", "value")
"""A fact that is a text."""

# What is sent, and what was meant. Erasing is 0x7F on some computers and 0x08 on others.
STREAMS = (
    ("Nguye\x7fê\x7fễn Thi\x7fị Ho\x7fồ\x7fồng", "Nguyễn Thị Hồng"),
    ("Nguye\x08ê\x08ễn Thi\x08ị Ho\x08ồ\x08ồng", "Nguyễn Thị Hồng"),
    ("d\x7fđie\x7fê\x7f\x7fiề\x7fềm thuy\x7f\x7fuỵ\x7f\x7fụy", "điềm thụy"),
    ("U\x08\u1ee6y ban nha\x08\u00e2n da\x08\u00e2n xa\x08\u00e3", "Ủy ban nhân dân xã"),
    ("Vie\u0302\u0323t Nam, thi\u0323 xa\u0303 Pho\u031b\u0309", "Việt Nam, thị xã Phở"),
    ("tie\u202f\x7f\x7fêng\u202f\x7f\x7f\x7f\x7fếng", "tiếng"),
)


def typed_at_the_desk(
    xaso: list[str], home: FilePath, keys: str, text: str, settings: Settings = STARTED
) -> tuple[str, ...]:
    """Type into the assessor's name, a text fact and a note, and save; return what the file says of them."""
    words = [*xaso, *start(home, settings)]
    known = InstalledSets(()).named("xa-ict", None)
    sheet = Sheet(known, Draft(head_in(known), {}), clock=lambda: 0.0)
    front, fact = sheet.question(FRONT), sheet.question(SYSTEM[:2])
    journal = start_journal(home / "drafts", head_in(known), {})
    journal.go(Place(FRONT, front.slots[0].path, 0))
    assert journal.close()
    with Terminal(words, ENVIRON) as terminal:
        officer = Officer(terminal)
        terminal.wait_for("xa-ict 2024.1")
        terminal.settle()
        terminal.send("enter")
        officer.at(front.slots[0], sheet)
        officer.type_in(text, keys)
        terminal.send("ctrl+f")
        officer.wait_for("checklist.find", "finder.keys")
        terminal.settle()
        officer.search(fold(fact.title.text("vi")), fact.title.text("vi"))
        officer.at(fact.slots[0], sheet)
        officer.type_in(text, keys)
        officer.go_to(note_of(fact), fact, sheet)
        officer.type_in(text, keys)
        terminal.send("f2")
        officer.wait_for("checklist.saved", file="")
        terminal.settle()
        terminal.send("ctrl+q")
        assert terminal.ended() == 0
    written = (home / f"phieu/2024-H1/{UNIT_CODE}_xa-ict.toml").read_text("utf-8")
    assert is_normalized("NFC", written)
    record = tomllib.loads(written)
    said = record["facts"][SYSTEM[1]]
    return record["assessor"]["name"], said["value"], said["note"]


def test_letters_come_out_as_they_were_meant(xaso: list[str], tmp_path: FilePath) -> None:
    """UniKey, EVKey and OpenKey, both keys for erasing, letters in pieces: the saved TOML equals the NFC text."""
    keys, text = (" ".join(parts) for parts in zip(*STREAMS, strict=True))
    assert text == normalize("NFC", text)
    assert typed_at_the_desk(xaso, tmp_path / "nhà", keys, text) == (text, text, text)


@pytest.mark.parametrize(
    ("way", "keys", "text"),
    [
        ("telex", "DDieemf Thuyj, truwowngf hocj", "Điềm Thụy, trường học"),
        ("vni", "D9ie6m2 Thuy5, tru7o7ng2 hoc5", "Điềm Thụy, trường học"),
    ],
)
def test_letters_are_composed_where_no_keyboard_program_does(
    xaso: list[str], tmp_path: FilePath, way: Composing, keys: str, text: str
) -> None:
    """Telex and VNI of the program's own, in every input of the desk."""
    settings = STARTED._replace(typing=way)
    assert typed_at_the_desk(xaso, tmp_path / "nhà", keys, text, settings) == (text, text, text)


def test_keys_typed_ahead_go_where_they_were_meant(xaso: list[str], tmp_path: FilePath) -> None:
    """Quick fingers, a slow computer: what is typed before a question, a field or a dialog is there waits for it."""
    home = tmp_path / "nhà"
    words = [*xaso, *start(home)]
    known = InstalledSets(()).named("xa-ict", None)
    sheet = Sheet(known, Draft(head_in(known), {}), clock=lambda: 0.0)
    fact = sheet.question(("facts", "staff"))
    journal = start_journal(home / "drafts", head_in(known), {})
    journal.go(Place(fact.key, fact.slots[0].path, 0))
    assert journal.close()
    with Terminal(words, ENVIRON) as terminal:
        officer = Officer(terminal)
        terminal.wait_for("xa-ict 2024.1")
        terminal.settle()
        terminal.send("enter")
        officer.at(fact.slots[0], sheet)
        terminal.send(
            "22", "tab", "tab", "Văn phòng", "tab", "30/6/2024", "pagedown", "5", "enter", "12", "enter", "26"
        )
        terminal.send(
            "ctrl+f", "1.4", "enter", "80", "enter", "2", "f4", "n", "118/HĐ-VT", "enter", "20/12/2023"
        )
        terminal.send("enter", "Hợp đồng", "escape", "escape", "f2")
        officer.wait_for("checklist.saved", file="")
        terminal.settle()
        terminal.send("ctrl+q")
        assert terminal.ended() == 0
    record = tomllib.loads((home / f"phieu/2024-H1/{UNIT_CODE}_xa-ict.toml").read_text("utf-8"))
    assert record["facts"] == {
        "staff": {"value": 22, "source": "Văn phòng", "as_of": date(2024, 6, 30)},
        "leaders": 5,
        "rooms": 12,
        "computers": 26,
    }
    document = {"number": "118/HĐ-VT", "date": date(2023, 12, 20), "title": "Hợp đồng"}
    assert record["answers"] == {
        "1.4": {
            "inputs": {"internet": {"value": 80}, "dedicated": {"value": "some"}},
            "evidence": [document],
        }
    }
