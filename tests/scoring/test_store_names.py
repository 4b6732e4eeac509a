"""A record's file is named from our own codes, and its name is safe on every system."""

import re
from pathlib import Path, PureWindowsPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.periods import parse_period
from scoring.record import Record, ReportingUnit, SetName
from scoring.store.names import record_path

FOLDER = Path("Phiếu của tôi")
RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?", re.IGNORECASE)


def record(code: str, set_id: str = "xa-ict", label: str = "2024-H1") -> Record:
    """Return a record with these codes."""
    period = parse_period(label)
    assert period is not None
    return Record(set=SetName(set_id, "1"), unit=ReportingUnit(code, "Xã"), period=period)


@pytest.mark.parametrize(
    ("code", "set_id", "label", "name"),
    [
        ("05941", "xa-ict", "2024-H1", "2024-H1/05941_xa-ict.toml"),
        ("00001", "ntm-tc8", "2024", "2024/00001_ntm-tc8.toml"),
        ("A.1_b", "x", "2024-09M", "2024-09M/A.1_b_x.toml"),
    ],
)
def test_a_record_lies_in_its_period(code: str, set_id: str, label: str, name: str) -> None:
    """The file is <period>/<unit>_<set>.toml."""
    assert record_path(FOLDER, record(code, set_id, label)) == FOLDER / name


hostile = st.one_of(
    st.text(max_size=120),
    st.sampled_from(
        ["../..", "con", "CON.1", "nul", "lpt1.x", "a/b", "C:\\x", "", ".", "..", "a.", "é", "x" * 300]
    ),
)


@given(code=hostile, set_id=hostile)
def test_no_code_leaves_the_folder(code: str, set_id: str) -> None:
    """Names hold letters, digits, dot, dash and underscore, are short, and mean nothing to any system."""
    path = record_path(FOLDER, record(code, set_id))
    assert path.parent == FOLDER / "2024-H1"
    assert re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]{0,140}\.toml", path.name)
    assert not RESERVED.fullmatch(path.name)
    assert PureWindowsPath(path.name).name == path.name
    assert not path.stem.endswith(".")


@given(one=hostile, other=hostile)
def test_two_codes_never_share_a_file(one: str, other: str) -> None:
    """Different codes have different files."""
    assert (record_path(FOLDER, record(one)) == record_path(FOLDER, record(other))) is (one == other)
