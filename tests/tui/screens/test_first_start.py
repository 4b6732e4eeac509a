"""The first start by keys: what each step sets, that nothing of it is lost, and what is said of keys and marks."""

from pathlib import Path

import pytest
from strategies.stage import HOSTILE, NOTHING, SIZE, Stage, desk_at, options_of, shown, text_of, type_text
from textual import events
from textual.pilot import Pilot

from criteria.clean import clean_line
from criteria.words import Lang
from tui.desk import Desk
from tui.screens.first_start import FirstStart
from tui.screens.help import HelpScreen
from tui.screens.try_keys import Arrived, KeysStep, arrived
from tui.screens.unit_by_hand import UnitByHand
from tui.settings import Settings, read_settings


def staged(desk: Desk) -> Stage:
    """Return a stage with the first start on it."""
    return Stage(desk, lambda desk: FirstStart(desk, rest=0.01))


def written(desk: Desk) -> Settings:
    """Return what stands in the settings file."""
    return read_settings(desk.folders.settings).settings


async def settle(app: Stage, pilot: Pilot[object]) -> None:
    """Wait until the workers are done and what they told is shown."""
    await pilot.pause()
    await app.workers.wait_for_complete()
    await pilot.pause()


async def type_in(pilot: Pilot[object], text: str) -> None:
    """Type a text, and wait for what is found."""
    await type_text(pilot, text)
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


def step(app: Stage) -> str:
    """Return the name of the step that is shown."""
    screen = app.screen
    assert isinstance(screen, FirstStart)
    return screen.step.NAME


@pytest.mark.parametrize("lang", ["vi", "en"])
async def test_five_steps_set_everything(tmp_path: Path, lang: Lang) -> None:
    """Language, commune without marks, name, post, folder and keys, by keys alone; all of it stands in the file."""
    desk = desk_at(tmp_path)
    app = staged(desk)
    async with app.run_test(size=SIZE) as pilot:
        await settle(app, pilot)
        await pilot.press(*([] if lang == "vi" else ["down"]), "enter")
        await settle(app, pilot)
        assert step(app) == "unit"
        await type_in(pilot, "diem thuy")
        rows = options_of(app.screen, "#unit_list")
        assert "Xã Điềm Thụy" in rows["0"]
        assert "Tỉnh Thái Nguyên" in rows["0"]
        assert "Huyện Phú Bình" in rows["0"]
        await pilot.press("enter")
        await type_in(pilot, "Nguyễn Thị Hoa")
        await pilot.press("enter")
        await type_in(pilot, "Công chức VH-XH")
        await pilot.press("enter")
        await pilot.pause()
        assert step(app) == "folder"
        await pilot.press("enter")
        await settle(app, pilot)
        assert step(app) == "keys"
        await pilot.press("enter")
        await pilot.pause()
    assert app.answer is True
    assert written(desk) == Settings(
        lang=lang,
        unit_code="05941",
        unit_name="Xã Điềm Thụy",
        unit_kind="xã",
        parent_code="19",
        parent_name="Tỉnh Thái Nguyên",
        assessor="Nguyễn Thị Hoa",
        post="Công chức VH-XH",
        started=True,
    )
    assert desk.folders.usual_records.is_dir()


async def test_one_can_go_back_at_every_step_and_nothing_is_lost(tmp_path: Path) -> None:
    """Escape goes one step back, Enter forth again; what was typed stands where it stood."""
    desk = desk_at(tmp_path)
    app = staged(desk)
    async with app.run_test(size=SIZE) as pilot:
        await settle(app, pilot)
        await pilot.press("enter", "enter")
        await type_in(pilot, "Hoa")
        await pilot.press("escape", "escape", "escape")
        await pilot.pause()
        assert step(app) == "language"
        await pilot.press("enter", "enter")
        await pilot.pause()
        assert step(app) == "person"
        assert "Hoa" in shown(app.screen)
    assert written(desk).assessor == "Hoa"


async def test_what_is_typed_is_kept_when_the_window_is_closed(tmp_path: Path) -> None:
    """A name that was never confirmed is in the file a moment after the last key."""
    desk = desk_at(tmp_path)
    app = staged(desk)
    async with app.run_test(size=SIZE) as pilot:
        await settle(app, pilot)
        await pilot.press("enter", "enter")
        await type_in(pilot, "Hoa")
        await pilot.pause(0.1)
        assert written(desk).assessor == "Hoa"


async def test_it_can_be_left_for_later(tmp_path: Path) -> None:
    """F8 leaves at any step with the usual settings, and the first start is over."""
    desk = desk_at(tmp_path)
    app = staged(desk)
    async with app.run_test(size=SIZE) as pilot:
        await settle(app, pilot)
        await pilot.press("f8")
        await pilot.pause()
    assert app.answer is True
    assert written(desk) == Settings(started=True)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("05941", "Xã Điềm Thụy"),
        ("Điềm Thụy", "Xã Điềm Thụy"),
        ("truc bach", "Phường Ba Đình"),
        ("ban dat phu binh", "Xã Bàn Đạt"),
    ],
)
async def test_a_commune_is_found_by_code_by_marks_and_by_former_names(
    tmp_path: Path, typed: str, found: str
) -> None:
    """Codes, names with and without marks, and names that ended in 2025, all find something to choose."""
    desk = desk_at(tmp_path)
    app = staged(desk)
    async with app.run_test(size=SIZE) as pilot:
        await settle(app, pilot)
        await pilot.press("enter")
        await settle(app, pilot)
        await type_in(pilot, typed)
        assert found in "\n".join(options_of(app.screen, "#unit_list").values())


async def test_a_commune_of_no_list_is_written_by_hand(tmp_path: Path) -> None:
    """What is not listed is written by name and code; a name without its kind and a bad code are refused."""
    desk = desk_at(tmp_path)
    app = staged(desk)
    async with app.run_test(size=SIZE) as pilot:
        await settle(app, pilot)
        await pilot.press("enter")
        await settle(app, pilot)
        await type_in(pilot, "Qqq")
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, UnitByHand)
        await pilot.press("enter", "enter", "enter", "enter")
        assert "Xã" in text_of(app.screen, "#by_hand_wrong")
        await pilot.press("home")
        await type_in(pilot, "Xã ")
        await pilot.press("enter")
        await type_in(pilot, "a/b")
        await pilot.press("enter", "enter", "enter")
        assert "05941" in text_of(app.screen, "#by_hand_wrong")
        await pilot.press("backspace", "backspace")
        await pilot.press("enter")
        await type_in(pilot, "Huyện Q")
        await pilot.press("enter", "enter")
        await pilot.pause()
        assert step(app) == "person"
    settings = written(desk)
    assert (settings.unit_code, settings.unit_name, settings.unit_kind) == ("a", "Xã Qqq", "xã")
    assert (settings.parent_code, settings.parent_name) == ("", "Huyện Q")


async def test_a_folder_that_cannot_be_written_is_not_taken(tmp_path: Path) -> None:
    """The step stays and says why; another folder is taken, and named relative to the home it lies in."""
    desk = desk_at(tmp_path)
    (tmp_path / "tệp").write_text("")
    app = staged(desk)
    async with app.run_test(size=SIZE) as pilot:
        await settle(app, pilot)
        await pilot.press("enter", "enter", "enter", "enter")
        await pilot.pause()
        assert step(app) == "folder"
        await pilot.press("home", "shift+end", "delete")
        app.screen.post_message(events.Paste(str(tmp_path / "tệp" / "phiếu")))
        await pilot.press("enter")
        await settle(app, pilot)
        assert step(app) == "folder"
        assert text_of(app.screen, "#folder_wrong")
        await pilot.press("home", "shift+end", "delete")
        await type_in(pilot, "hồ sơ")
        await pilot.press("enter")
        await settle(app, pilot)
        assert step(app) == "keys"
    assert written(desk).records == "hồ sơ"
    assert (desk.folders.data / "hồ sơ").is_dir()


async def test_the_keys_that_arrive_are_marked(tmp_path: Path) -> None:
    """F1 opens the help, Ctrl+F and PgDn arrive, and each has its mark; in the steps before they do nothing."""
    app = staged(desk_at(tmp_path))
    async with app.run_test(size=SIZE) as pilot:
        await settle(app, pilot)
        await pilot.press("ctrl+f", "pagedown", "enter", "enter", "enter", "enter", "enter")
        await settle(app, pilot)
        keys = app.screen.query_one(KeysStep)
        assert (step(app), keys.seen) == ("keys", frozenset())
        await pilot.press("f1")
        await pilot.pause()
        assert isinstance(app.screen, HelpScreen)
        await pilot.press("escape", "ctrl+f", "pagedown")
        await pilot.pause()
        assert keys.seen == {"help", "find", "next"}
        assert shown(app.screen).count("[x]") == 4  # three keys, and the words about them


async def test_letters_without_marks_find_the_composer(tmp_path: Path) -> None:
    """Bare keys are told apart from marks; choosing our own Telex makes marks of the same keys, and is kept."""
    desk = desk_at(tmp_path)
    app = staged(desk)
    async with app.run_test(size=SIZE) as pilot:
        await settle(app, pilot)
        await pilot.press(*["enter"] * 5)
        await settle(app, pilot)
        await type_in(pilot, "tieengs Vieetj")
        assert "UniKey" in text_of(app.screen, "#try_arrived")
        await pilot.press("tab", "2")
        await pilot.pause()
        await type_in(pilot, "tieengs Vieetj")
        assert "tới đúng" in text_of(app.screen, "#try_arrived")
        await pilot.press("enter")
        await pilot.pause()
    assert written(desk).typing == "telex"


@pytest.mark.parametrize(
    ("typed", "how"),
    [
        ("", "none"),
        ("tiếng", "going"),
        ("tiếng Việt", "right"),
        ("TIẾNG VIỆT", "right"),
        (" tiếng  việt ", "right"),
        ("tieng Viet", "bare"),
        ("tieengs Vieetj", "raw"),
        ("tie61ng Vie65t", "raw"),
        ("tiÕng ViÖt", "wrong"),
        ("tiêng Viêt nam", "wrong"),
    ],
)
def test_how_marks_arrive(typed: str, how: Arrived) -> None:
    """Each way in which Vietnamese fails to arrive has its own advice."""
    assert arrived(typed) == how


@pytest.mark.parametrize("text", HOSTILE)
async def test_settings_made_by_somebody_else_are_shown_as_text(tmp_path: Path, text: str) -> None:
    """Names in the settings file are shown as they stand, whatever they hold."""
    desk = desk_at(
        tmp_path, unit_code="1", unit_name=f"Xã {text}", parent_name=text, assessor=text, post=text
    )
    app = staged(desk)
    async with app.run_test(size=SIZE) as pilot:
        await settle(app, pilot)
        await pilot.press("enter")
        await settle(app, pilot)
        assert clean_line(f"Xã {text}") in shown(app.screen)
        await pilot.press("enter")
        await pilot.pause()
        assert clean_line(text) in shown(app.screen)
    assert app.answer is NOTHING
