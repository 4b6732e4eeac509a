"""What the office's screens bring in, and who brings them in."""

import ast
import subprocess
import sys
from graphlib import TopologicalSorter
from pathlib import Path

from tui.screens import office

HEAVY = {"numpy", "pandas", "xlsxwriter", "jinja2"}


def imported(code: str) -> set[str]:
    """Return the modules a fresh Python has imported after some code."""
    ended = subprocess.run(
        [sys.executable, "-I", "-c", f"{code}\nimport sys; print(*sys.modules)"],
        capture_output=True,
        check=True,
        encoding="utf-8",
    )
    return set(ended.stdout.split())


def test_the_desk_starts_without_the_office() -> None:
    """An officer who never merges pays nothing for it."""
    names = imported("import tui.app")
    assert not [name for name in names if name.startswith((f"{office.__name__}", "scoring.merge"))]


def test_the_screens_bring_in_no_tables() -> None:
    """The packages of the office come with a merge, not with its screens: without them one can be told what to install."""
    folder = Path(office.__file__).parent
    modules = [path.stem for path in folder.glob("*.py") if path.stem != "__init__"]
    names = imported("\n".join(f"import {office.__name__}.{name}" for name in modules))
    assert names.isdisjoint(HEAVY)


def test_no_screen_needs_one_that_needs_it() -> None:
    """The screens import each other one way, late imports included."""
    needs = {
        path.stem: {
            node.module.removeprefix(f"{office.__name__}.")
            for node in ast.walk(ast.parse(path.read_text("utf-8")))
            if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith(office.__name__)
        }
        for path in Path(office.__file__).parent.glob("*.py")
    }
    assert len([*TopologicalSorter(needs).static_order()]) == len(needs)
