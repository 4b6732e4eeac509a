"""What a newer version of a set changes, shown and asked about."""

from pathlib import Path

import pytest
from strategies.sheets import SETS
from strategies.stage import HOSTILE, NOTHING, SIZE, Stage, desk_at, shown

from criteria.clean import clean_line
from criteria.model import IndicatorSet
from criteria.words import Lang, Words
from scoring.drafts.amending import Amendment, compare
from tui.desk import Desk
from tui.screens.set_change import SetChangeScreen
from tui.widgets.told_list import ToldList

OLD = SETS["vi-du"]


def newer() -> IndicatorSet:
    """Return a version with one indicator less, one under another code, and one more."""
    first, *others = OLD.pillars
    gone, moved, *rest = first.indicators
    added = gone._replace(id="9.9", title=Words(" ".join(HOSTILE), "New one"))
    pillar = first._replace(indicators=(moved._replace(id="1.99"), *rest, added))
    return OLD._replace(version="2025.1", pillars=(pillar, *others))


def staged(tmp_path: Path, lang: Lang = "vi", *, titled: bool = True) -> Stage:
    """Return a stage with the change."""
    new = newer()

    def make(desk: Desk) -> SetChangeScreen:
        sets = (OLD, new) if titled else ()
        return SetChangeScreen(desk, compare(OLD, new), *sets)

    return Stage(desk_at(tmp_path, lang), make)


def parts(app: Stage) -> dict[str, list[str]]:
    """Return the rows below each heading."""
    found: dict[str, list[str]] = {}
    heading = ""
    for row in app.screen.query_one(ToldList).told:
        if row.heading:
            heading = row.text.plain or heading
        else:
            found.setdefault(heading.rpartition(" (")[0], []).append(row.text.plain)
    return found


@pytest.mark.parametrize(
    ("lang", "wanted"),
    [
        (
            "vi",
            ("Không còn được hỏi; câu trả lời được giữ nhưng không tính điểm", "Mới, chưa có câu trả lời"),
        ),
        ("en", ("Asked no more; the answer is kept and does not score", "New, without an answer yet")),
    ],
)
async def test_kept_renamed_new_and_orphaned_are_listed(
    tmp_path: Path, lang: Lang, wanted: tuple[str, str]
) -> None:
    """What is asked no more comes first; text of a set is shown as text."""
    app = staged(tmp_path, lang)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        found = parts(app)
        gone, moved = OLD.pillars[0].indicators[:2]
        assert next(iter(found)) == wanted[0]
        assert found[wanted[0]] == [f"{gone.id} {gone.title.text(lang)}"]
        assert (
            f"{moved.id} → 1.99 {moved.title.text(lang)}"
            in found["Đổi mã, câu trả lời đi theo" if lang == "vi" else "New code, the answer goes along"]
        )
        title = " ".join(HOSTILE) if lang == "vi" else "New one"
        assert found[wanted[1]] == [clean_line(f"9.9 {title}")]
        assert "2024.1 → 2025.1" in shown(app.screen)


async def test_it_is_made_only_on_request(tmp_path: Path) -> None:
    """The change takes its key and a second step; Escape leaves everything as it is."""
    app = staged(tmp_path)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("ctrl+n", "enter")
        await pilot.pause()
        assert app.answer is NOTHING
        await pilot.press("ctrl+n", "down", "enter")
        await pilot.pause()
        assert app.answer is True


async def test_escape_leaves_it(tmp_path: Path) -> None:
    """Escape answers None."""
    app = staged(tmp_path)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("escape")
        await pilot.pause()
        assert app.answer is None


async def test_without_the_sets_the_codes_stand_alone(tmp_path: Path) -> None:
    """The list can be shown without the sets at hand, and where nothing is kept it says so."""
    app = staged(tmp_path, titled=False)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("ctrl+l")
        await pilot.pause()
        assert (
            OLD.pillars[0].indicators[0].id
            in parts(app)["Asked no more; the answer is kept and does not score"]
        )

    nothing = Amendment((), {}, (), (), ())
    empty = Stage(desk_at(tmp_path / "b"), lambda desk: SetChangeScreen(desk, nothing))
    async with empty.run_test(size=SIZE) as pilot:
        await pilot.pause()
        assert "Không có chỉ số nào giữ nguyên." in shown(empty.screen)
