"""What the tests of the office's screens share: one merge, made once."""

from pathlib import Path

import pytest
from strategies.office import come_in, merged_outcome, plan

from tui.screens.office.outcome import Outcome


@pytest.fixture(scope="session")
def outcome(tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    """Return what came of a merge; nothing may be written into its folders."""
    folder = tmp_path_factory.mktemp("office")
    roster = come_in(folder / "phiếu")
    return merged_outcome(plan(folder / "phiếu", folder / "kq", roster))


@pytest.fixture
def own_outcome(tmp_path: Path) -> Outcome:
    """Return what came of a merge of one's own, to be written into."""
    roster = come_in(tmp_path / "phiếu")
    return merged_outcome(plan(tmp_path / "phiếu", tmp_path / "kq", roster))
