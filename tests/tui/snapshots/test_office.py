"""Pictures of the receiving office's screens: what is merged, what came of it, and what a person settles."""

from collections.abc import Callable
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest
from strategies.districts import Writer
from strategies.office import KNOWN, UNITS, come_in, merged_outcome, plan
from strategies.pictures import HOME, Scene, Walk
from textual.screen import Screen

from scoring.merge import Merged
from tui.desk import Desk
from tui.screens.office.changes import ChangesScreen
from tui.screens.office.conflict import ConflictScreen
from tui.screens.office.form import Form
from tui.screens.office.heat import HeatScreen
from tui.screens.office.merge import MergeScreen
from tui.screens.office.outcome import Outcome
from tui.screens.office.problems import ProblemsScreen
from tui.screens.office.profile import ProfileScreen
from tui.screens.office.ranking import RankingScreen
from tui.screens.office.summary import SummaryScreen

Taken = Callable[..., bool]
Make = Callable[[Desk, Outcome], Screen[Any]]
CAME_IN, OUT, ROSTER = f"{HOME}/phieu-nhan", f"{HOME}/tong-hop", f"{HOME}/don-vi.csv"


@pytest.fixture(scope="session")
def district(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Outcome]:
    """Return a folder with what came in and what came of it, compared with the half-year before; merged once."""
    top = tmp_path_factory.mktemp("pictures")
    roster = come_in(top / "phieu-nhan")
    before = top / "truoc"
    before.mkdir()
    writer = Writer(KNOWN, 5, "2023-H2")
    for place in range(2, UNITS, 2):
        (before / f"{place}.toml").write_text(writer.text(writer.record(place)), "utf-8")
    merged_outcome(plan(before, top / "ky-truoc"))
    asked = plan(top / "phieu-nhan", top / "tong-hop", roster)
    return top, merged_outcome(asked._replace(against=str(top / "ky-truoc")))


def office(district: tuple[Path, Outcome], make: Make, *keys: str) -> Scene:
    """Return a scene: a screen of the merge, which lies below the folder one is in, and keys pressed."""
    top, outcome = district

    async def scene(walk: Walk) -> None:
        copytree(top, HOME, dirs_exist_ok=True)
        here = outcome.plan._replace(inputs=(CAME_IN,), out=OUT, roster=ROSTER)
        merged: Merged = outcome.merged._replace(folder=OUT)
        await walk.open(make(walk.desk, outcome._replace(plan=here, merged=merged)))
        await walk.press(*keys)

    return scene


def form(desk: Desk, _: Outcome) -> MergeScreen:
    """Return the form with everything filled in."""
    return MergeScreen(desk, Form((Path(CAME_IN), Path(f"{HOME}/zalo.zip")), Path(OUT), Path(ROSTER)))


def test_what_is_merged_is_filled_in(taken: Taken, district: tuple[Path, Outcome]) -> None:
    """Inputs, roster, period, what ranks come from, where results go, and how to begin."""
    assert taken("vi-dark-80x24", office(district, form))


def test_a_merge_that_is_refused_says_why(taken: Taken, district: tuple[Path, Outcome]) -> None:
    """An input is not there: what to do stands below the rows."""
    assert taken("en-ansi-120x40", office(district, form, "f9"))


@pytest.mark.parametrize("look", ["vi-dark-80x24", "en-ansi-120x40"])
def test_the_summary_begins_with_what_needs_a_person(
    taken: Taken, district: tuple[Path, Outcome], look: str
) -> None:
    """Then who leads, who lags, what changed, what is weakest; the keys that lead on stand below."""
    assert taken(look, office(district, SummaryScreen))


@pytest.mark.parametrize("look", ["vi-dark-80x24", "en-ansi-120x40"])
def test_the_ranking_has_marks_for_columns_out_of_sight(
    taken: Taken, district: tuple[Path, Outcome], look: str
) -> None:
    """A tie, hostile names, how sure each rank is; the mark at the edge stands beside the scrollbar."""
    assert taken(look, office(district, RankingScreen, "down", "down"))


@pytest.mark.parametrize("look", ["vi-dark-80x24", "en-light-120x40"])
def test_a_profile_holds_a_unit_against_the_median(
    taken: Taken, district: tuple[Path, Outcome], look: str
) -> None:
    """Rank, pillars then and now, strengths and weaknesses."""

    def profile(desk: Desk, outcome: Outcome) -> ProfileScreen:
        return ProfileScreen(desk, outcome, 0, range(len(outcome.groups[0].ranked)), 2)

    assert taken(look, office(district, profile))


@pytest.mark.parametrize("look", ["vi-dark-80x24", "en-ansi-120x40", "vi-mono-80x24"])
def test_the_heat_map_says_its_shades_in_letters(
    taken: Taken, district: tuple[Path, Outcome], look: str
) -> None:
    """Without any colour the letters and the figures are left."""
    assert taken(look, office(district, HeatScreen, "down"))


@pytest.mark.parametrize("look", ["vi-dark-80x24", "en-ansi-120x40"])
def test_records_in_conflict_stand_side_by_side(
    taken: Taken, district: tuple[Path, Outcome], look: str
) -> None:
    """Only what they differ in, the row under the cursor in full below."""

    def conflict(desk: Desk, outcome: Outcome) -> ConflictScreen:
        return ConflictScreen(desk, outcome, outcome.merged.conflicts[0])

    assert taken(look, office(district, conflict, "down"))


def test_units_then_and_now(taken: Taken, district: tuple[Path, Outcome]) -> None:
    """Places and points gained and lost."""
    assert taken("vi-dark-80x24", office(district, ChangesScreen))


def test_problems_begin_with_what_is_broken(taken: Taken, district: tuple[Path, Outcome]) -> None:
    """What is wrong with the file under the cursor, and what to do, in full below."""
    assert taken("vi-dark-80x24", office(district, ProblemsScreen))
