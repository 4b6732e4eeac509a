"""The settings file: read whatever is in it, written so that its owner finds it as it was left."""

from pathlib import Path

import pytest
from platformdirs import user_config_dir

from criteria.faults import FaultError
from criteria.words import Lang
from tui.cli.options import Options, UsageError, lang_of, parse
from tui.folders import Folders
from tui.settings import Settings, read_settings, settings_file, write_settings

FULL = Settings(
    lang="en",
    theme="ansi",
    typing="telex",
    records="D:\\Phiếu",
    unit_code="05914",
    unit_name='Xã "Điềm" Thụy',
    unit_kind="xã",
    unit_class="plain",
    parent_code="173",
    parent_name="Huyện Phú Bình",
    assessor="Nguyễn Văn A",
    post="Công chức văn hóa - xã hội",
    merge_inputs=("E:\\Phiếu  gửi", "/media/usb/zalo.zip"),
    merge_out="D:\\Kết quả",
    merge_roster="D:\\don-vi.csv",
    keys={"undo": "ctrl+z", "next-open": "f8"},
    started=True,
)
LANGS: tuple[Lang, ...] = ("vi", "en")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return where the settings of a test lie."""
    return tmp_path / "Thư mục" / "settings.toml"


def codes(path: Path) -> list[str]:
    """Return the codes of the faults of a settings file; all of them can be put into words."""
    faults = read_settings(path).faults
    assert all(fault.message(lang) for fault in faults for lang in LANGS)
    return [fault.code for fault in faults]


def test_no_file_is_the_first_start(path: Path) -> None:
    """Without a file the usual settings hold, nothing is wrong, and the first start is still to come."""
    assert read_settings(path) == (Settings(), ())
    assert not read_settings(path).settings.started


@pytest.mark.parametrize("settings", [FULL, Settings(started=True)], ids=["full", "empty"])
def test_what_is_written_is_read(path: Path, settings: Settings) -> None:
    """A new file gives back every setting, and has a word about each."""
    write_settings(path, settings)
    assert read_settings(path) == (settings, ())
    text = path.read_text("utf-8")
    assert text.startswith("# ")
    assert text.count("\n#") >= 7


def test_comments_order_and_unknown_keys_stay(path: Path) -> None:
    """Only the lines of what changed change."""
    path.parent.mkdir()
    before = (
        '# của tôi\n\ntheme = "light" # dễ đọc\nmine = 1\nlang = "vi"\n\n[keys] # phím\nundo = "ctrl+u"\n'
    )
    path.write_text(before, "utf-8")
    settings = read_settings(path).settings
    write_settings(path, settings._replace(theme="mono", keys={"undo": "ctrl+u", "redo": "ctrl+r"}))
    after = path.read_text("utf-8")
    lines = [line for line in after.splitlines() if line in before.splitlines()]
    assert lines == [line for line in before.splitlines() if not line.startswith("theme")]
    assert 'theme = "mono" # dễ đọc' in after
    assert read_settings(path).settings.keys == {"undo": "ctrl+u", "redo": "ctrl+r"}


def test_a_setting_taken_back_is_taken_back(path: Path) -> None:
    """Writing the usual settings over others gives the usual settings."""
    write_settings(path, FULL)
    write_settings(path, Settings(started=True))
    assert read_settings(path) == (Settings(started=True), ())


@pytest.mark.parametrize(
    ("text", "code", "settings"),
    [
        ('lang = "fr"\ntheme = "mono"\n', "C504", Settings(theme="mono", started=True)),
        ("lang = 1\n", "C504", Settings(started=True)),
        ("[lang]\n", "C504", Settings(started=True)),
        ("keys = 3\n", "C503", Settings(started=True)),
        ('[keys]\nundo = ""\nredo = "f9"\n', "C504", Settings(keys={"redo": "f9"}, started=True)),
        ('[unit]\ncode = 5914\nname = "X"\n', "C504", Settings(unit_name="X", started=True)),
        (f'post = ""\n[assessor]\nname = "{"a" * 2000}"\n', "C504", Settings(started=True)),
        ('[merge]\ninputs = "E:"\nout = "D:"\n', "C504", Settings(merge_out="D:", started=True)),
        ('[merge]\ninputs = ["E:", 1]\n', "C504", Settings(started=True)),
        ('langue = "en"\n', "C503", Settings(started=True)),
        ('[unit]\ncity = "X"\n', "C503", Settings(started=True)),
        ('[[unit]]\ncode = "1"\n', "C503", Settings(started=True)),
    ],
)
def test_one_wrong_setting_leaves_the_others(path: Path, text: str, code: str, settings: Settings) -> None:
    """What cannot be is named with its line and passed over; the rest of the file holds."""
    path.parent.mkdir()
    path.write_text(text, "utf-8")
    reading = read_settings(path)
    assert code in codes(path)
    assert all(fault.line and fault.is_warning for fault in reading.faults)
    assert reading.settings == settings


@pytest.mark.parametrize(
    "data",
    [
        b'lang = "en',
        b"lang = '\xe0'",
        b"#" * 70_000,
        'lang = "en"'.encode("utf-16"),
        b"\x00\x01\x02",
        b"a = [" * 10_000,
    ],
)
def test_a_file_that_cannot_be_read_is_kept_aside(path: Path, data: bytes) -> None:
    """The usual settings hold and why is told; the first save keeps the old file under another name."""
    path.parent.mkdir()
    path.write_bytes(data)
    usual, why = codes(path)
    assert (usual, why[0]) == ("C502", "F")
    assert read_settings(path).settings == Settings(started=True)
    write_settings(path, FULL)
    assert read_settings(path) == (FULL, ())
    assert path.with_name("settings.toml.cu").read_bytes() == data


def test_a_folder_in_its_place_is_told(path: Path) -> None:
    """A folder called settings.toml is no settings file, and is not written over."""
    (path / "x").mkdir(parents=True)
    assert codes(path) == ["C502", "F002"]
    with pytest.raises(FaultError):
        write_settings(path, FULL)
    assert (path / "x").is_dir()


def test_a_mark_at_the_front_and_long_line_ends_are_read(path: Path) -> None:
    """What Notepad writes is read and edited."""
    path.parent.mkdir()
    path.write_bytes('\ufefflang = "en"\r\ntheme = "light"\r\n'.encode())
    settings = read_settings(path).settings
    assert (settings.lang, settings.theme) == ("en", "light")
    write_settings(path, settings._replace(theme="dark"))
    assert read_settings(path).settings.theme == "dark"
    assert read_settings(path).faults == ()


def test_escape_sequences_in_it_are_only_text(path: Path) -> None:
    """A name with a terminal escape in it is shown as text."""
    path.parent.mkdir()
    path.write_text('[assessor]\nname = "A\\u001b[2J\\u202eB"\n', "utf-8")
    assert read_settings(path).settings.assessor == "A␛[2JB"


def test_the_file_lies_where_platformdirs_says(tmp_path: Path) -> None:
    """Our short way to the folder for configuration leads where the long one does."""
    assert Path(settings_file(None)).parent == Path(user_config_dir("xaso", appauthor=False))
    assert settings_file(str(tmp_path)) == str(tmp_path / "settings.toml")


def test_a_home_holds_everything(tmp_path: Path) -> None:
    """With `--home` nothing lies outside the folder, and records are named so that a stick may change its letter."""
    folders = Folders(str(tmp_path))
    records = folders.records(Settings())
    inside = [folders.settings, folders.drafts, folders.sets, folders.log, folders.data, records]
    assert all(tmp_path in place.parents or place == tmp_path for place in inside)
    assert [*tmp_path.iterdir()] == []
    named = folders.written(tmp_path / "phieu" / "2024")
    assert named == "phieu/2024"
    assert folders.records(Settings(records=named)) == tmp_path / "phieu" / "2024"
    away = tmp_path.parent / "away"
    assert folders.records(Settings(records=folders.written(away))) == away


def test_the_language_is_asked_for_or_that_of_the_settings(tmp_path: Path) -> None:
    """`--lang` counts before the settings, and these before Vietnamese."""
    home = ["--home", str(tmp_path)]
    assert lang_of(["score", "x", *home]) == "vi"
    write_settings(tmp_path / "settings.toml", Settings(lang="en"))
    assert lang_of(["score", "x", *home]) == "en"
    assert lang_of(["score", f"--home={tmp_path}"]) == "en"
    assert lang_of(["score", "x", *home, "--lang", "vi"]) == "vi"
    assert lang_of(["--lang", "fr", *home]) == "en"
    assert lang_of(["score", "--home"]) == lang_of(["score"])
    assert parse(["sets", *home], "en").lang == "en"
    assert parse(["sets", "--lang=vi"], "en").lang == "vi"


def test_the_desk_and_the_merge_take_their_options() -> None:
    """Every word of the command line arrives in the options."""
    assert parse([]) == Options()
    assert parse(["--plain", "--set", "a", "--home", "h"]) == Options(plain=True, sets=("a",), home="h")
    assert parse(["open", "a.toml", "--plain"]) == Options("open", ("a.toml",), plain=True)
    assert parse(["doctor", "--lang", "en"]) == Options("doctor", lang="en")
    words = (
        "merge a b.zip --out o --roster r.csv --period 2024-H1 --set s --set t --decisions d.toml "
        "--against p --verified --drafts --raw --no-report --jobs 2"
    )
    assert parse(words.split()) == Options(
        command="merge",
        paths=("a", "b.zip"),
        sets=("s", "t"),
        out="o",
        roster="r.csv",
        period="2024-H1",
        decisions="d.toml",
        against="p",
        verified=True,
        drafts=True,
        raw=True,
        no_report=True,
        jobs=2,
    )


@pytest.mark.parametrize(
    ("words", "key"),
    [
        ("merge a", "usage.needs_option"),
        ("merge --out o", "usage.needs_path"),
        ("merge a --out o --jobs 0", "usage.bad_value"),
        ("merge a --out o --jobs two", "usage.bad_value"),
        ("merge a --out o --jobs 99999999999", "usage.bad_value"),
        ("score a --plain", "usage.not_its_option"),
        ("--raw", "usage.not_its_option"),
        ("open", "usage.needs_path"),
        ("open a b", "usage.too_many"),
        ("doctor a", "usage.too_many"),
    ],
)
def test_options_out_of_place_are_refused(words: str, key: str) -> None:
    """What makes no command is named."""
    with pytest.raises(UsageError) as raised:
        parse(words.split())
    assert raised.value.key == key
