"""Keys in their order: what is typed ahead of the program lands where the typist meant it."""

from pathlib import Path

from strategies.stage import desk_at
from textual import events

from scoring.drafts.draft import DraftHead
from scoring.periods import parse_period
from scoring.record import ReportingUnit, SetName
from tui.app import DeskApp
from tui.desk import Desk
from tui.screens.checklist import ChecklistScreen
from tui.work import Work


def begun(desk: Desk) -> Work:
    """Begin a draft."""
    period = parse_period("2024-H1")
    assert period is not None
    known = desk.sets.named("xa-ict", None)
    name = SetName(known.id, known.version, known.digest)
    unit = ReportingUnit("00001", "Xã Ví Dụ")
    return Work.start(
        desk, DraftHead("7d0c1c1e-6f5a-4f0e-9d34-0b8a52c1f001", name, unit, period, desk.now()), {}
    )


def burst(app: DeskApp, *keys: str) -> None:
    """Send keys as a terminal does that has fallen behind: all at once."""
    for key in keys:
        letter = key if len(key) == 1 else None
        app.post_message(events.Key(key if letter is None else {" ": "space"}.get(key, key), letter))


async def test_figures_typed_ahead_stand_in_their_own_fields(tmp_path: Path) -> None:
    """A row of figures with Enter, PgDn or Tab between them, typed faster than the screen follows."""
    desk = desk_at(tmp_path, started=True)
    app = DeskApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = ChecklistScreen(desk, begun(desk))
        await app.push_screen(screen)
        await pilot.pause()
        await screen.go_to(("facts", "staff"))
        await pilot.pause()
        burst(app, "2", "2", "enter", "5", "pagedown", "1", "2", "tab", "x", "pagedown", "2", "6", "pageup")
        for _ in range(60):
            await pilot.pause(0.05)
            if screen.sheet.text(("facts", "computers", "value")) == "26":
                break
        facts = {
            name: screen.sheet.text(("facts", name, "value"))
            for name in ("staff", "leaders", "rooms", "computers")
        }
        assert facts == {"staff": "22", "leaders": "5", "rooms": "12", "computers": "26"}
        assert screen.sheet.text(("facts", "rooms", "not_applicable")) == "x"


async def test_keys_typed_while_a_dialog_opens_reach_it(tmp_path: Path) -> None:
    """Ctrl+F and a code in one go open that question."""
    desk = desk_at(tmp_path, started=True)
    app = DeskApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = ChecklistScreen(desk, begun(desk))
        await app.push_screen(screen)
        await pilot.pause()
        burst(app, "ctrl+f", *"1.3", "enter", "2")
        for _ in range(60):
            await pilot.pause(0.05)
            if screen.sheet.text(("answers", "1.3", "value")):
                break
        assert screen.sheet.text(("answers", "1.3", "value")) == "all_rooms"
