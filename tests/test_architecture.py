"""What a running xaso has imported, and what the wheel holds: the run-time twins of the import contracts."""

import ast
import json
import os
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

HEAVY = (
    "textual",
    "rich",
    "pandas",
    "numpy",
    "xlsxwriter",
    "jinja2",
    "tomlkit",
    "platformdirs",
    "vietnam_provinces",
)
SLOW_TO_START = (
    "typing",
    "re",
    "pathlib",
    "enum",
    "dataclasses",
    "inspect",
    "hashlib",
    "argparse",
    "json",
    "rtoml",
)
"""Modules of the standard library and others that together take longer to import than a record to score."""


def imported(code: str, root: Path) -> set[str]:
    """Return the top-level modules a fresh Python has imported after `code`."""
    ended = subprocess.run(
        [sys.executable, "-I", "-c", f"{code}\nimport sys; before = sorted(sys.modules)\nprint(before)"],
        cwd=root,
        capture_output=True,
        check=True,
        encoding="utf-8",
    )
    names: list[str] = json.loads(ended.stdout.splitlines()[-1].replace("'", '"'))
    return {name.partition(".")[0] for name in names}


@pytest.mark.parametrize(
    "package", ["criteria", "scoring", "criteria.reading", "scoring.judge", "scoring.store.loading"]
)
def test_the_core_brings_in_no_terminal_and_no_tables(package: str, root: Path) -> None:
    """`import scoring` and `import criteria` bring in neither Textual nor Rich nor pandas."""
    assert imported(f"import {package}", root).isdisjoint(HEAVY)


def test_scoring_a_record_brings_in_nothing_heavy(root: Path) -> None:
    """`xaso score` imports neither what the office needs nor what only slows its start."""
    code = (
        "import sys; sys.argv = ['xaso', 'score', 'tests/data/records/complete.toml']\n"
        "from tui.__main__ import main\n"
        "try:\n    main()\nexcept SystemExit as left:\n    assert left.code == 0, left.code"
    )
    names = imported(code, root)
    assert "scoring" in names
    assert names.isdisjoint(HEAVY)
    assert names.isdisjoint(SLOW_TO_START)


def test_help_brings_in_nothing_heavy(root: Path) -> None:
    """`xaso --help` answers at once."""
    code = (
        "import sys; sys.argv = ['xaso', '--help']\n"
        "from tui.__main__ import main\n"
        "try:\n    main()\nexcept SystemExit:\n    pass"
    )
    names = imported(code, root)
    assert names.isdisjoint(HEAVY)
    assert names.isdisjoint(SLOW_TO_START)


def test_no_number_of_a_law_stands_in_python(root: Path) -> None:
    """Points, weights, thresholds and bands of the shipped sets are read from TOML: no module names an indicator."""
    named = {indicator["id"] for indicator in _indicators(root) if indicator["id"].count(".")}
    for path in [*root.glob("criteria/*.py"), *root.glob("scoring/**/*.py"), *root.glob("tui/**/*.py")]:
        constants = {
            node.value
            for node in ast.walk(ast.parse(path.read_text("utf-8")))
            if isinstance(node, ast.Constant) and isinstance(node.value, str)
        }
        assert constants.isdisjoint(named), path


def _indicators(root: Path) -> list[dict[str, str]]:
    found: list[dict[str, str]] = []
    for path in root.glob("criteria/sets/*/*/[0-9]*.toml"):
        found += tomllib.loads(path.read_text("utf-8"))["indicators"]
    return found


@pytest.mark.xdist_group("wheel")
def test_the_wheel_runs_the_demo_without_the_source(root: Path, tmp_path: Path) -> None:
    """A wheel built from the tree, in an empty environment with the source tree absent, runs `xaso demo`."""
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(tmp_path), str(root)]
    subprocess.run(build, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        tops = {name.partition("/")[0] for name in archive.namelist()}
        names = archive.namelist()
    assert {top for top in tops if not top.endswith(".dist-info")} == {"criteria", "scoring", "tui"}
    assert not [name for name in names if "__pycache__" in name]
    empty = tmp_path / "môi trường"
    subprocess.run([sys.executable, "-m", "venv", str(empty)], check=True)
    python = empty / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    install = [str(python), "-m", "pip", "install", "-q", "--disable-pip-version-check", str(wheel)]
    subprocess.run(install, check=True, cwd=tmp_path)
    ended = subprocess.run(
        [str(python.with_name("xaso")), "demo"],
        cwd=tmp_path,
        check=True,
        capture_output=True,
        encoding="utf-8",
    )
    assert "Xã Ví Dụ" in ended.stdout
    shown = subprocess.run(
        [
            str(python),
            "-c",
            "import criteria, scoring, tui; print(criteria.__file__, scoring.__file__, tui.__file__)",
        ],
        cwd=tmp_path,
        check=True,
        capture_output=True,
        encoding="utf-8",
    )
    assert str(root) not in shown.stdout
