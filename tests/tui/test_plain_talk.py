"""Plain mode within one process: every command and every kind of answer, and what comes of it."""

import shutil
from io import StringIO
from pathlib import Path

import pytest
from strategies.plain import converse, desk_of

from scoring.record import Record
from scoring.store.loading import load_record
from scoring.store.opening import open_draft
from tui.desk import Desk
from tui.plain.choosing import chosen, several
from tui.plain.replies import Command, Said, reply_in
from tui.plain.voice import Ended, Voice, heard, unmarked
from tui.speech import Speech, wordings

BEGIN = ("3", "3", "2024-H1", "1", "1")
"""From the desk: a new record of xa-ict, the unit of the settings, class plain."""
FRONT = ("", "", "", "", "", "")
FILE = "2024-H1/05941_xa-ict.toml"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Return a desk whose first start is over."""
    (tmp_path / "phieu").mkdir()
    return desk_of(tmp_path)


def answered(desk: Desk, *lines: str) -> tuple[str, Record]:
    """Begin a record, type lines, save it as a draft; return what was said and the record."""
    said = converse(desk, [*BEGIN, *lines, "#", "5", "7", "7"])
    return said, saved(desk)


def saved(desk: Desk) -> Record:
    """Return the record that was saved."""
    record = load_record(desk.folders.records(desk.settings) / FILE).record
    assert record is not None
    return record


def test_an_answer_is_echoed_and_kept(desk: Desk) -> None:
    """A number is repeated as it was understood, with a space between thousands."""
    said, record = answered(desk, *FRONT, "/ho dan", "1", "29.839,0")
    assert "= 29 839" in said
    assert str(record.facts["households"].value) == "29839"
    assert "Traceback" not in said


def test_a_number_that_could_be_two_is_asked(desk: Desk) -> None:
    """1.234 is one of two numbers; the choice is numbered."""
    said, record = answered(desk, "/kinh phi", "1", "1.234", "2")
    assert "Chưa rõ là số nào" in said
    assert "1. 1 234" in said
    assert "2. 1,234" in said
    assert "1.234" in {str(answer.value) for answer in record.answers.values()}


def test_a_fault_is_said_and_asked_again(desk: Desk) -> None:
    """What is no number is refused in words; the next line is the next try."""
    said, record = answered(desk, "/ho dan", "1", "nhiều", "-3", "1890")
    assert said.count("LỖI: ") == 2
    assert str(record.facts["households"].value) == "1890"


def test_a_numerator_above_its_denominator_is_no_answer(desk: Desk) -> None:
    """It is explained, kept in the draft, and not saved; it can be mended on the spot."""
    staff = ("/tong so can bo cong chuc", "1", "22")
    over, record = answered(desk, *staff, "/2.1", "1", "30", "")
    assert "LỖI: " in over
    assert "Câu 2.1 có lỗi" in over
    assert "2.1" not in record.answers
    (draft,) = desk.folders.drafts.glob("*.nhap")
    opened = open_draft(draft)
    assert opened.draft.text(("answers", "2.1", "value")) == "30"
    assert opened.journal is not None
    opened.journal.close()
    mended = converse(desk, ["1", "1", "/2.1", "1", "30", "1", "20", "#", "5", "7", "7"])
    assert "20/22" in mended
    assert str(saved(desk).answers["2.1"].value) == "20"


def test_a_rate_alone_is_typed_with_its_sign(desk: Desk) -> None:
    """Where only the rate is known it takes the place of numerator and denominator."""
    _, record = answered(desk, "/1.1", "1", "90,9%")
    assert (record.answers["1.1"].value, str(record.answers["1.1"].percent)) == (None, "90.9")


def test_a_missing_denominator_is_filled_in_and_one_comes_back(desk: Desk) -> None:
    """Where a figure lacks the fact it is set against, 2 goes to the fact, and its answer leads back."""
    said, record = answered(desk, *FRONT, "/1.1", "1", "20", "3", "2", "22", "")
    places = [line.split(".")[0] for line in said.splitlines() if " trong 89. " in line]
    assert places == [f"Câu {number} trong 89" for number in (1, 2, 30, 2, 30, 31)]
    assert "Hãy gõ một số từ 1 đến 2." in said
    assert "20/22 = 90,91 %; mục tiêu 100 %: 2,27/2,5 điểm" in said
    assert str(record.answers["1.1"].value) == "20"


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_what_is_said_is_made_for_the_ear(tmp_path: Path, lang: str) -> None:
    """Periods begin with a capital, no arrow is read out, signs of commands have their names, a range is in words."""
    (tmp_path / "phieu").mkdir()
    home = desk_of(tmp_path, lang=lang)
    lines = [
        *BEGIN,
        *FRONT,
        "22",
        "/1.1",
        "1",
        "20",
        "/1.2",
        "1",
        "+",
        "4",
        "Quý I/2025",
        "",
        "?",
        "=",
        "#",
        "7",
    ]
    said = converse(home, lines)
    assert not [piece for piece in ("→", "(1–") if piece in said]
    listed = [line for line in said.splitlines() if line.endswith(("(2025-H2)", "(2025)", "(2025-Q4)"))]
    assert len(listed) == 3
    for line in listed:
        first = line.split(". ", 1)[1][0]
        assert first.isdigit() or first.isupper()
    assert (
        said.count({"vi": "7. Ghi chú", "en": "7. Note"}[lang]) == 1
    )  # the list beside an answer is not said again


def test_walking_back_and_on(desk: Desk) -> None:
    """`<` and `>` go through the questions, `.` says one again, `?` explains it."""
    said = converse(desk, [*BEGIN, ">", ">", "<", ".", "?", "<", "<"])
    places = [line.split(".")[0] for line in said.splitlines() if line.startswith("Câu ")]
    assert places == [f"Câu {number} trong 89" for number in (1, 2, 3, 2, 2, 1, 1)]
    assert "Đây là câu đầu tiên" in said
    assert said.count("Các lệnh, gõ một mình") == 1
    assert said.index("Gõ dấu hỏi (?)") < said.index("Câu 1 trong 89")


def test_undo_and_redo_go_to_where_it_was(desk: Desk) -> None:
    """`!` takes the last change back and shows its question; `!!` makes it again."""
    said, record = answered(desk, "/ho dan", "1", "5", "!", "!!", "!", "!!")
    assert said.count("Đã hoàn tác") == 2
    assert said.count("Đã làm lại") == 2
    assert str(record.facts["households"].value) == "5"


def test_an_answer_is_cleared(desk: Desk) -> None:
    """`~` at an input empties it."""
    said, record = answered(desk, "/ho dan", "1", "5", "<", "~")
    assert "Đã xóa" in said
    assert "households" not in record.facts


def test_not_applicable_takes_the_place_of_the_answer(desk: Desk) -> None:
    """The reason is typed in the menu of what stands beside; the answer goes, and comes back with one undo."""
    said, record = answered(desk, "/ho dan", "1", "5", "<", "+", "3", "Xã không có", "")
    assert "Câu trả lời trước được bỏ" in said
    assert record.facts["households"].not_applicable == "Xã không có"
    assert record.facts["households"].value is None


def test_evidence_is_attached_and_copied_beside(desk: Desk, tmp_path: Path) -> None:
    """A file is named with its SHA-256, copied beside the record, and goes along to a stick."""
    scan = tmp_path / "Quyết định 12.pdf"
    scan.write_bytes(b"%PDF-1.7 quy\xe1\xba\xbft \xc4\x91\xe1\xbb\x8bnh")
    wrong = str(tmp_path / "khong-co.pdf")
    document = ("+", "1", "1", "12/QĐ-UBND", "1/2/2024", "Quy chế", wrong, f'"{scan}"', "", "", "")
    said, record = answered(desk, "/ho dan", "1", *document, "7")
    (found,) = record.facts["households"].evidence
    assert (found.number, found.title) == ("12/QĐ-UBND", "Quy chế")
    assert found.file is not None
    assert found.sha256 is not None
    assert "LỖI: " in said
    records = desk.folders.records(desk.settings)
    assert (records / "2024-H1" / found.file).read_bytes() == scan.read_bytes()
    stick = tmp_path / "usb"
    stick.mkdir()
    copied = converse(desk, ["5", "1", str(stick), "7"])
    assert "Đã chép 2 tệp" in copied
    assert (stick / "2024-H1" / found.file).read_bytes() == scan.read_bytes()
    again = converse(desk, ["5", "1", str(records), "7"])
    assert "LỖI" in again


def test_a_document_is_changed_and_taken_out(desk: Desk) -> None:
    """Documents are numbered; one of them can be changed or dropped."""
    lines = ["+", "1", "1", "1/A", "", "", "", "2", "2/B", "", "", "", "1", "2", "", ""]
    _, record = answered(desk, "/ho dan", "1", *lines, "7")
    assert [document.number for document in record.facts["households"].evidence] == ["2/B"]


def test_the_card_is_told_in_sentences(desk: Desk) -> None:
    """`=` says total, band and pillars, without bars."""
    said = converse(desk, [*BEGIN, "="])
    assert "Xếp loại: chưa đủ số liệu" in said.replace("\n", " ")
    assert "1. Hạ tầng số: 0 trên 20 điểm" in said
    assert "[" not in said.split("Xếp loại")[1]


def test_remarks_are_listed_and_lead_to_their_questions(desk: Desk) -> None:
    """Handing in lists what is missing; a number goes there, 0 hands in all the same."""
    said = converse(desk, [*BEGIN, "#", "6", "3"])
    assert "chỗ thiếu hoặc cần xem lại" in said
    assert said.splitlines()[-4:] != []
    handed = converse(desk, ["1", "#", "6", "0", "1", "7"])
    assert "Đã nộp phiếu" in handed
    assert saved(desk).state == "submitted"


def test_a_faulty_answer_keeps_a_record_from_being_handed_in(desk: Desk) -> None:
    """A blocking remark says so, and 0 is refused."""
    said = converse(desk, [*BEGIN, "/ho dan", "1", "nhiều", "", "", "#", "6", "0", ""])
    assert "LỖI" in said
    assert "Những dòng ghi LỖI phải được sửa" in said.replace("\n", " ")
    assert not (desk.folders.records(desk.settings) / FILE).exists()


def test_the_last_period_is_brought_over_and_confirmed(desk: Desk) -> None:
    """A new period begins from the last record: each answer is confirmed, changed or left for later."""
    answered(desk, "/ho dan", "1", "1890", "2000", "1500")
    lines = ["3", "3", "2024-H2", "1", "1", "1", "/ho dan", "1", "1", "2", "2001", "3", "#", "5", "7", "7"]
    said = converse(desk, lines)
    assert said.count("cần xác nhận:") == 3
    record = load_record(desk.folders.records(desk.settings) / "2024-H2/05941_xa-ict.toml").record
    assert record is not None
    figures = [str(record.facts[name].value) for name in ("households", "residents_14", "adults")]
    assert figures == ["1890", "2001", "1500"]


def test_the_same_record_is_not_begun_twice(desk: Desk) -> None:
    """Where unit, period and set have a record, it is opened instead."""
    answered(desk, "/ho dan", "1", "5")
    said = converse(desk, ["3", "3", "2024-H1", "1", "1"])
    assert "Đã có phiếu" in said
    assert "Câu " in said


def test_a_draft_that_differs_from_its_file_asks(desk: Desk) -> None:
    """Going on or beginning again from the file is asked, never guessed."""
    answered(desk, "/ho dan", "1", "5")
    converse(desk, ["1", "/ho dan", "1", "6"])
    again = converse(desk, ["1", "2", "/ho dan", "1"])
    assert "Bắt đầu lại" in again
    assert "Đang có: 5" in again


def test_a_second_session_is_told_and_reads_only(desk: Desk, tmp_path: Path) -> None:
    """While another window has the draft nothing can be changed."""
    converse(desk, [*BEGIN, "/ho dan", "1", "5"])
    (draft,) = desk.folders.drafts.glob("*.nhap")
    first = open_draft(draft)
    assert first.journal is not None
    said = converse(desk_of(tmp_path), ["1", "/ho dan", "1", "6", "", "#", "5", "7"])
    first.journal.close()
    assert "cửa sổ khác" in said
    assert "Chỉ xem được" in said
    assert not (desk.folders.records(desk.settings) / FILE).exists()


def test_settings_are_changed_and_kept(desk: Desk, tmp_path: Path) -> None:
    """Language, unit, person and folder can be changed; the folder must be one that can be written."""
    blocked = tmp_path / "tệp"
    blocked.write_text("", "utf-8")
    folder = ["4", str(blocked / "x"), str(tmp_path / "nơi khác")]
    lines = ["6", "1", "2", "2", "dien bien phu", "<", "<", "3", "B", "", *folder, "5", "7"]
    converse(desk, lines)
    settings = desk.settings
    assert (settings.lang, settings.assessor, settings.post) == ("en", "B", "Công chức")
    assert settings.records == "nơi khác"
    assert 'lang = "en"' in desk.folders.settings.read_text("utf-8")


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_record_text_is_only_text(tmp_path: Path, root: Path, lang: str) -> None:
    """Markup, escape sequences and text that turns round are shown as they are, in every place of the session."""
    hostile = "[/] [b [@click=app.quit]x[/] \\u001b[2J \\u202eabc {0} {x.y}"
    text = (root / "tests/data/records/complete.toml").read_text("utf-8")
    for name in (
        "Xã Ví Dụ",
        "Huyện Ví Dụ",
        "Sổ tài sản",
        "Vinaphone-ioffice",
        "Văn phòng UBND xã",
        "45/BC-UBND",
    ):
        text = text.replace(f'"{name}"', f'"{hostile}"')
    text = text.replace("Biên bản kiểm kê tài sản cuối năm 2023", hostile)
    desk = desk_of(tmp_path, lang=lang, unit_name="[/] [b\x1b[2J", assessor="[@click=app.quit]x[/]")
    place = tmp_path / "phieu" / "2024-H1"
    place.mkdir(parents=True)
    (place / "99001_xa-ict.toml").write_text(text, "utf-8")
    lines = [
        "2",
        "1",
        "",
        *[""] * 40,
        "+",
        "1",
        "",
        "",
        "=",
        "?",
        "#",
        "4",
        "6",
        "1",
        "#",
        "6",
        "0",
        "1",
        "5",
        "1",
    ]
    said = converse(desk, lines)
    assert "[@click=app.quit]x[/]" in said
    assert "{0} {x.y}" in said
    assert "\x1b" not in said
    assert "\u202e" not in said
    assert "Traceback" not in said


def test_a_terminal_of_either_key_for_erasing() -> None:
    """0x08 and 0x7F left in a line take the letter before them; letters come out in NFC."""
    assert heard("vie\x7fê\x7f\x7fệt\n") == "vệt"
    assert heard("vie\x08ê\x08ệt\r\n") == "việt"
    assert heard("\x08\x7fa\u0302\u0323\n") == "ậ"
    assert heard("\ufeffa\x1b[2Jb") == "a␛[2Jb"


def test_letters_lose_their_marks_where_the_terminal_has_none() -> None:
    """Only ASCII is left of Vietnamese words."""
    assert unmarked("Xã Điềm Thụy – “đủ”…") == 'Xa Diem Thuy - "du".'
    for lang in ("vi", "en"):
        said = [text for key, text in wordings(lang).items() if key.startswith("plain.")]
        assert not {char for text in said for char in unmarked(text) if ord(char) > 126}


def test_lines_are_wrapped_and_the_end_is_told() -> None:
    """No line is wider than the terminal, and the end of the pipe is no answer."""
    says = StringIO()
    voice = Voice(StringIO("  a  \n"), says, columns=20, echoes=True)
    voice.say("Một hai ba bốn năm sáu bảy tám chín mười")
    assert voice.ask("Gõ một câu trả lời thật dài vào đây:") == "  a  "
    assert max(map(len, says.getvalue().splitlines())) <= 22
    with pytest.raises(Ended):
        voice.ask("?")


@pytest.mark.parametrize(
    ("line", "reply"),
    [
        ("", Said("")),
        ("  ", Said("")),
        ("12", Said("12")),
        ("+3", Said("+3")),
        ("-", Said("-")),
        (" #5", Said("#5")),
        ("?", Command("explain")),
        (" ?", Said("?")),
        ("/ hộ dân", Command("find", "hộ dân")),
        ("/", Command("find")),
        ("!!", Command("redo")),
        (">50", Command("unknown", ">50")),
        ("=1+1", Command("unknown", "=1+1")),
    ],
)
def test_a_line_is_an_answer_or_a_command(line: str, reply: Said | Command) -> None:
    """A command stands alone on its line; a space in front makes anything an answer."""
    assert reply_in(line) == reply


def test_a_choice_is_named_by_number_or_by_its_beginning() -> None:
    """Marks are not needed; what could be two, or none, is not guessed."""
    options = ["Có", "Không", "Không rõ"]
    assert [chosen(text, options) for text in ("1", "3", "co", "c", "không", "khong r")] == [0, 2, 0, 0, 1, 2]
    assert [chosen(text, options) for text in ("0", "4", "k", "x", "", "1x", "²")] == [None] * 7
    assert several("3, 1", options) == (0, 2)
    assert several("1 1;2", options) == (0, 1)
    assert several("1, 4", options) is None
    assert several("có", options) is None


def test_every_command_of_the_help_is_one() -> None:
    """The signs named in the words of the program are the signs that are understood."""
    for lang in ("vi", "en"):
        told = Speech(lang)("plain.commands")
        for sign in ("?", ".", "<", ">", "+", "~", "!", "!!", "=", "/", "#"):
            assert f" ({sign})" in told
            assert isinstance(reply_in(sign), Command)


def test_a_newer_version_of_the_set_is_shown_and_changed_to(desk: Desk, root: Path) -> None:
    """A draft keeps the version that made it until its owner changes over; no answer is lost."""
    begin = ["3", "2", "2024-H1", "1", "1"]
    converse(desk, begin)
    newer = desk.folders.sets / "vi-du" / "2024.2"
    shutil.copytree(root / "criteria/sets/vi-du/2024.1", newer)
    head = newer / "set.toml"
    head.write_text(head.read_text("utf-8").replace('version = "2024.1"', 'version = "2024.2"'), "utf-8")
    said = converse(desk_of(Path(desk.folders.data)), ["1", "#", "8", "1", "1"])
    assert "phiên bản mới 2024.2" in said.replace("\n", " ")
    assert "Bản nháp theo phiên bản 2024.2" in said
